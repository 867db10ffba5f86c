"""From the home page to a published policy without a mouse: Tab, Space, Enter, the arrows and typing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.publishing.models import Version
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db(transaction=True)

FOCUS = """
async () => {
  const now = document.activeElement;
  const inside = () => {
    const box = now.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  // The page scrolls to what has the focus, a frame or two later.
  for (let frame = 0; frame < 600 && !inside(); frame += 1) await new Promise(requestAnimationFrame);
  if (!now || now === document.body) return { lost: true };
  // Inside a date the browser itself marks the part that has the focus.
  if (now.type === "date") return { outlined: true, inside: inside(), name: now.name, value: now.value };
  const marked = [now, now.closest("label, .form-check"), now.labels?.[0]].filter(Boolean);
  return {
    name: now.name || "", value: now.value || "", id: now.id, checked: !!now.checked,
    text: (now.textContent || "").trim(), tag: now.localName,
    outlined: marked.some((node) => {
      const style = getComputedStyle(node);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    }),
    inside: inside(),
  };
}
"""
AT_MOST = 400
"""Presses of Tab on one screen."""


class Keyboard:
    """Somebody's hands; each step looks whether the focus can be seen."""

    def __init__(self, page: Page):
        self.page = page

    @property
    def focus(self) -> dict[str, object]:
        return dict(self.page.evaluate(FOCUS))

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def to(self, key: str = "Tab", **wanted: object) -> None:
        """With Tab (or Shift+Tab) to what has these properties."""
        for _press in range(AT_MOST):
            self.press(key)
            focus = self.focus
            if focus.get("lost"):
                continue  # past the last one the browser's own buttons come
            assert focus["outlined"] and focus["inside"], f"nobody sees the focus on {focus}"
            if all(focus.get(name) == value for name, value in wanted.items()):
                return
        raise AssertionError(f"Tab leads to no {wanted}")

    def type(self, name: str, text: str) -> None:
        self.to(name=name)
        self.page.keyboard.type(text)

    def tick(self, name: str, value: str) -> None:
        """A box by Space. Of radio buttons Tab reaches one, and the arrows lead to the others."""
        self.to(name=name) if self._radio(name) else self.to(name=name, value=value)
        for _press in range(20):
            if self.focus["value"] == value:
                break
            self.press("ArrowDown")
        if not self.focus["checked"]:
            self.press("Space")
        focus = self.focus
        assert (focus["value"], focus["checked"]) == (value, True)

    def _radio(self, name: str) -> bool:
        return self.page.locator(f'input[type=radio][name="{name}"]').count() > 0

    def go(self, **wanted: object) -> None:
        """To a link or button, and through it."""
        self.to(**wanted)
        with self.page.expect_navigation():
            self.press("Enter")


def test_from_the_home_page_to_publishing(
    live_server: LiveServer, open_page: Callable[..., Page], errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(f"{live_server.url}/en/")
    hands = Keyboard(page)
    hands.go(tag="button", text="Start")
    hands.press("Tab")
    assert hands.focus["text"] == "Skip to the content"
    hands.press("Enter")
    assert hands.focus["id"] == "content"

    # A bad answer: the summary has the focus, and its link leads to the question.
    hands.tick("preset", "courses")
    hands.go(name="go", value="next")
    assert page.locator(".error-summary").evaluate("node => node === document.activeElement")
    hands.to(tag="a")
    hands.press("Enter")
    hands.press("Tab")
    assert page.locator("#wizard").evaluate("node => node.contains(document.activeElement)")
    page.reload()

    hands.tick("preset", "courses")
    hands.type("name_en", "Calm Clay Courses")
    hands.tick("form", "company")
    hands.to(name="country")
    for _country in range(AT_MOST):  # letters that come slowly each begin a search of their own
        if hands.focus["value"] == "US":
            break
        hands.press("u")
    assert hands.focus["value"] == "US"
    hands.go(name="go", value="next")
    hands.go(name="go", value="next")
    hands.type("legal_name_en", "Calm Clay LLC")
    hands.type("address_en", "12 Example Street, Oakland, CA 94607, USA")
    hands.type("email", "hello@calmclay.example")
    hands.go(name="go", value="next")
    hands.go(name="go", value="next")

    # The search: Enter ticks what is found, arrows walk, Escape comes back.
    hands.to(id="id_tools_search")
    page.keyboard.type("hetzn")
    hands.press("Enter")
    assert page.locator('[name=tools][value="hetzner"]').is_checked()
    page.keyboard.type("stri")
    hands.press("ArrowDown")
    assert hands.focus["tag"] == "input" and hands.focus["id"] != "id_tools_search"
    hands.press("Escape")
    assert hands.focus["id"] == "id_tools_search" and hands.focus["value"] == ""
    hands.go(name="go", value="next")
    assert Shop.objects.get().tools.filter(slug="hetzner").exists()

    # The panel: in by Tab, scrolled by arrows, out by Tab and back.
    hands.to(id="preview-body")
    hands.to()
    hands.to(key="Shift+Tab", name="go", value="next")
    hands.press("Enter")
    page.wait_for_url("**/site/")
    hands.tick("security", "https")
    hands.go(name="go", value="next")
    hands.go(tag="button", text="Publish")
    page.wait_for_url("**/published/")
    assert Version.objects.count() == 1
    assert errors == []
