"""Windows of a real browser (tests/browser.py)."""

import re
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from policygen.releases import current

PATIENCE = 180_000
"""Milliseconds that anything may take, the only limit of these tests: a busy machine is no reason to fail."""
expect.set_options(timeout=PATIENCE)

NO_LIMITS = (
    "Object.defineProperty(XMLHttpRequest.prototype, 'timeout', {set() {}, get() { return 0; }})"
)
"""The pages give up a preview after fifteen seconds, which here says nothing but how busy the machine is."""
GIVEN_UP = re.compile(r"htmx:(?:afterRequest|sendAbort|sendError)\b")
"""htmx writes them where newer answers or a new page overtake a request, which depends on nothing but time.
A request that really failed is noted by itself."""


@pytest.fixture(scope="session", autouse=True)
def axe_among_the_static_files() -> Iterator[None]:
    """From the server itself, so that the browser reads its half megabyte once."""
    folder = ("axe", Path(axe_playwright_python.__file__).parent)
    with override_settings(STATICFILES_DIRS=[*django_settings.STATICFILES_DIRS, folder]):
        yield


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path


class Window:
    """A page in a context of its own. Cookies go with each test; what is read once stays in the cache,
    which makes the next test's pages twice as quick."""

    def __init__(self, browser: Browser, java_script_enabled: bool) -> None:
        self.context = browser.new_context(java_script_enabled=java_script_enabled)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.add_init_script(NO_LIMITS)
        self.page.on("console", self._note_message)
        self.page.on("requestfailed", self._note_failure)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not GIVEN_UP.match(message.text):
            self.errors.append(message.text)

    def _note_failure(self, request: Request) -> None:
        """A download is a navigation that Chromium gives up, which is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"{request.failure} {request.url}")

    def open(
        self,
        errors: list[str],
        viewport: dict[str, int] | None = None,
        locale: str = "en-US",
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
    ) -> Page:
        self.errors = errors
        self.context.set_default_timeout(PATIENCE)
        self.context.set_extra_http_headers({"Accept-Language": locale})
        self.page.set_viewport_size(viewport or {"width": 1280, "height": 720})  # type: ignore[arg-type]
        self.page.emulate_media(
            media="screen",
            color_scheme=color_scheme,  # type: ignore[arg-type]
            reduced_motion=reduced_motion,  # type: ignore[arg-type]
        )
        return self.page

    def leave(self) -> None:
        self.errors = []
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto("about:blank")
        self.context.clear_cookies()


@pytest.fixture(scope="session")
def windows() -> dict[bool, list[Window]]:
    """Those that are free, by whether they run scripts."""
    return {True: [], False: []}


@pytest.fixture
def errors() -> list[str]:
    """What the browser complained about; every test asserts that it is empty."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, windows: dict[bool, list[Window]], errors: list[str]
) -> Iterator[object]:
    used: list[tuple[bool, Window]] = []

    def make(java_script_enabled: bool = True, **options: object) -> Page:
        free = windows[java_script_enabled]
        window = free.pop() if free else Window(browser, java_script_enabled)
        used.append((java_script_enabled, window))
        return window.open(errors, **options)  # type: ignore[arg-type]

    yield make
    for scripts, window in used:
        window.leave()
        windows[scripts].append(window)


@pytest.fixture
def nothing_remembered() -> Iterator[None]:
    """The server asks the database of this test which release is the newest."""

    current.forget()
    yield
    current.forget()
