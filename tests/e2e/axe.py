"""axe-core on a page as it stands: WCAG 2.2 AA and its good practice.

Most of axe's time goes into the colours of each single word. A look that many words share (their colours,
size and weight on the same backgrounds) is looked at once; POLICYGEN_AXE=all looks at every word.
"""

import os
from typing import Any

from playwright.sync_api import Page

ALL = os.environ.get("POLICYGEN_AXE") == "all"
LOOKS = [("en", "light"), ("uk", "dark")]
"""Language and colours: on a desk where it is light, on a phone where it is dark."""
if ALL:
    LOOKS += [("en", "dark"), ("uk", "light")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]

UNFOLD = "document.querySelectorAll('details').forEach((folded) => { folded.open = true; })"
LOADED = "typeof axe === 'object'"
RUN = "(options) => axe.run(document, options).then((found) => found.violations)"
WITH_LOOKS = """
async (options) => {
  const behind = new Map([[null, ""]]);
  const background = (node) => {
    if (!behind.has(node)) {
      const s = getComputedStyle(node);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.position, s.visibility].join();
      const clear = own === "rgba(0, 0, 0, 0),none,1,static,visible";
      const below = background(node.parentElement);
      behind.set(node, clear ? below : `${below} ${own}`);
    }
    return behind.get(node);
  };
  const looks = new Map();
  for (const node of document.querySelectorAll("body *:not(script, style, option)")) {
    const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!words && !node.matches("input, select, textarea")) continue;
    if (!node.checkVisibility()) continue;
    const s = getComputedStyle(node);
    const around = node.localName === "a" ? getComputedStyle(node.parentElement) : s;
    const look = [
      node.localName, s.color, s.fontSize, s.fontWeight, s.textShadow, s.textDecoration, around.color,
      around.fontWeight, background(node),
    ].join("|");
    if (!looks.has(look)) looks.set(look, node);
  }
  return (await axe.run({ include: [...looks.values()] }, options)).violations;
}
"""


def violations(page: Page, *, unfold: bool = True) -> list[str]:
    """What axe finds, everything that is folded included, unless it is to stay so."""
    if unfold:
        page.evaluate(UNFOLD)
    if not page.evaluate(LOADED):
        page.add_script_tag(url="/static/axe/axe.min.js")
    skipped = {} if ALL else {name: {"enabled": False} for name in COLOURS}
    options = {"resultTypes": ["violations"], "runOnly": RULES, "rules": skipped}
    found = page.evaluate(RUN, options)
    return [_line(page, violation) for violation in found] + ([] if ALL else colours(page))


def colours(page: Page) -> list[str]:
    """Words that are hard to tell from what is behind them, or links from the words around them."""
    options = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "rule", "values": COLOURS},
    }
    return [_line(page, violation) for violation in page.evaluate(WITH_LOOKS, options)]


def _line(page: Page, violation: dict[str, Any]) -> str:
    places = [str(node["html"])[:150] for node in violation["nodes"][:3]]
    return f"{page.url}: {violation['id']}: {violation['help']}: {places}"
