"""Answers given the way people give them: by clicking labels, typing, choosing from a list."""

from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Locator, Page

SEARCH = "main input[type=search]"


def boxes(page: Page, name: str) -> Locator:
    return page.locator(f'main [name="{name}"]:not([type=hidden])')


def give(page: Page, name: str, value: Any) -> None:
    """`value`: text; or the word of a radio button or list; or the words of all boxes to be ticked."""
    found = boxes(page, name)
    if found.first.evaluate("box => box.tagName") == "SELECT":
        found.first.select_option([str(each) for each in _several(value)])
    elif found.first.get_attribute("type") in ("radio", "checkbox"):
        wanted = {str(each) for each in _several(value)}
        _tick(page, found, wanted)
    else:
        found.first.fill(str(value))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _tick(page: Page, found: Locator, wanted: set[str]) -> None:
    """Radio buttons and boxes alike: those wanted are ticked, and boxes ticked beforehand are not. What is
    folded is left alone."""
    one_of = found.first.get_attribute("type") == "radio"
    rows = found.evaluate_all(
        "rows => rows.map(row => [row.value, row.checked,"
        " [row, ...row.labels].some(one => one.checkVisibility())])"
    )
    for value, checked, shown in rows:
        if shown and (value in wanted) != checked and (value in wanted or not one_of):
            click(page, found.and_(page.locator(f'[value="{value}"]')).first)


def click(page: Page, box: Locator) -> None:
    label = page.locator(f'label[for="{box.get_attribute("id")}"]')
    (label if label.count() else box).first.click()


def folded_choices(page: Page, name: str, value: Any) -> list[str]:
    """Of the wanted words those whose box is there, unticked and not to be seen."""
    rows: Iterable[tuple[str, bool, bool]] = boxes(page, name).evaluate_all(
        "rows => rows.map(row => [row.value, row.checked, row.checkVisibility()])"
    )
    wanted = [str(each) for each in _several(value)]
    return [word for word, ticked, shown in rows if word in wanted and not ticked and not shown]


def find(page: Page, name: str, word: str) -> None:
    """Tick a box that is folded: by the screen's search where it has one, else by unfolding."""
    box = boxes(page, name).and_(page.locator(f'[value="{word}"]')).first
    search = page.locator(SEARCH)
    if not search.count() or not search.first.is_visible():
        unfold(box)
        click(page, box)
        return
    label = page.locator(f'label[for="{box.get_attribute("id")}"]').first
    search.first.fill(label.evaluate("label => label.firstChild.textContent.trim()"))
    click(page, box)
    search.first.fill("")


def unfold(element: Locator) -> None:
    """Open what hides it, from the outside to the inside, as one does who looks for it."""
    folds = element.locator("xpath=ancestor-or-self::details[not(@open)]")
    while folds.count():
        folds.first.locator("> summary").first.click()
