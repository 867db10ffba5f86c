"""Build static/vendor/bootstrap/bootstrap.subset.css: of Bootstrap, what our pages can use.

A rule stays where every class that it names stands somewhere in our templates, scripts or Python, or in what
crispy-forms makes of a field; whether it is a class there is not asked. Order and wording stay.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import tinycss2

ROOT = Path(__file__).resolve().parent.parent
WHOLE = ROOT / "scripts" / "bootstrap" / "bootstrap.min.css"
SUBSET = ROOT / "static" / "vendor" / "bootstrap" / "bootstrap.subset.css"
FIELDS = Path(crispy_bootstrap5.__file__).parent / "templates" / "bootstrap5"
READ = (
    "errors.html",
    "field.html",
    "uni_form.html",
    "whole_uni_form.html",
    "layout/help_text.html",
)
"""Of crispy's templates, those that our forms are made with."""

_WORD = re.compile(r"[A-Za-z][\w-]*")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
_NOT = re.compile(r":not\([^)]*\)")


def main() -> None:
    SUBSET.write_text(subset(), encoding="utf-8")
    print(f"{SUBSET.relative_to(ROOT)}: {SUBSET.stat().st_size} of {WHOLE.stat().st_size} bytes")


def subset() -> str:
    return "".join(_kept(tinycss2.parse_stylesheet(WHOLE.read_text("utf-8")))) + "\n"


def _kept(rules: list[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            wanted = [one for one in _selectors(tinycss2.serialize(rule.prelude)) if _is_used(one)]
            if wanted:
                yield f"{','.join(wanted)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content)))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        elif rule.type == "at-rule" or (rule.type == "comment" and rule.value.startswith("!")):
            yield rule.serialize()


def _selectors(prelude: str) -> Iterator[str]:
    """Apart at the commas that stand in no bracket."""
    depth, one = 0, ""
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield one
            one = ""
        else:
            one += sign
    yield one


def _is_used(selector: str) -> bool:
    return set(_CLASS.findall(_NOT.sub("", selector))) <= _words()


@cache
def _words() -> frozenset[str]:
    texts = [path.read_text("utf-8") for path in _pages()]
    for path in (ROOT / "policygen").rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        texts += [
            n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)
        ]
    return frozenset(word for text in texts for word in _WORD.findall(text))


def _pages() -> Iterator[Path]:
    yield from (ROOT / "templates").rglob("*.html")
    yield from (ROOT / "static" / "js").glob("*.js")
    yield from (FIELDS / name for name in READ)


if __name__ == "__main__":
    main()
