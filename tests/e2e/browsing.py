"""From one page to the next. A page is there when it is whole, however long that takes: no test waits for a
time, and none asks a page that is still on its way."""

from playwright.sync_api import Locator


def through(link: Locator) -> None:
    """A click on what leads to a page, which may have the same address, until that page is there."""
    with link.page.expect_navigation():
        link.click()


def enter(button: Locator) -> None:
    """As `through`, by the keyboard: a click may miss what a late font moves on a busy machine."""
    with button.page.expect_navigation():
        button.press("Enter")
