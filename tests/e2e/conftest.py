"""A real browser: the machine's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

# Playwright's loop runs in the tests' own thread; the live server has a thread of its own.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# A busy machine is no reason to fail.
expect.set_options(timeout=30_000)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path, "no Chromium on this machine; `make setup` installs one"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def errors() -> list[str]:
    """What the browser complained about; every test asserts that it is empty."""
    return []


@pytest.fixture
def open_page(browser: Browser, errors: list[str]) -> Iterator[object]:
    contexts = []

    def make(**options: object) -> Page:
        context = browser.new_context(accept_downloads=True, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("requestfailed", lambda request: _note_failure(request, errors))
        return page

    yield make
    for context in contexts:
        context.close()


def _note_failure(request: Request, errors: list[str]) -> None:
    """A download is a navigation that Chromium gives up, which is no failure."""
    if request.failure != "net::ERR_ABORTED":
        errors.append(f"{request.failure} {request.url}")
