"""A browser with an editor in a tab, and the button that copies in another: what is pasted went through the
clipboard of the browser."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, BrowserContext, Page

from tests.pasting.machine import EDITORS, HERE, WORDPRESS, php
from tests.paths import ROOT

_FOLDERS = {"editors": EDITORS, "pages": HERE / "pages", "static": ROOT / "static"}
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}


class _Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        folder, _, rest = self.path.partition("?")[0][1:].partition("/")
        place = _FOLDERS.get(folder, HERE) / rest
        if not place.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", _TYPES.get(place.suffix, "application/octet-stream"))
        self.end_headers()
        self.wfile.write(_page(place))

    def log_message(self, format: str, *args: object) -> None:
        pass


def _page(place: Path) -> bytes:
    if place.name != "blocks.html":
        return place.read_bytes()
    scripts = json.loads(php("block_editor_scripts.php", WORDPRESS))
    lines = [
        f'<script src="/editors/usr/share/wordpress/wp-includes/{s}"></script>' for s in scripts
    ]
    of_lodash = next(number for number, line in enumerate(lines) if "/lodash." in line)
    lines.insert(
        of_lodash + 1, "<script>window.lodash = _.noConflict();</script>"
    )  # as WordPress has it
    return place.read_bytes().replace(b"<!-- scripts -->", "\n".join(lines).encode())


@contextmanager
def served() -> Iterator[str]:
    """The address of the editors' pages, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Desktop:
    def __init__(self, browser: Browser, site: str) -> None:
        self.site = site
        self.context: BrowserContext = browser.new_context()
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.asked_outside: list[str] = []
        self.context.route(lambda url: not url.startswith(site), self._refuse)
        self._pages: dict[str, Page] = {}

    def _refuse(self, route: object) -> None:
        self.asked_outside.append(route.request.url)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    def page(self, name: str) -> Page:
        """Opened once; the editor in it is ready."""
        if name not in self._pages:
            page = self._pages[name] = self.context.new_page()
            page.goto(f"{self.site}/pages/{name}.html")
            if name != "copy":
                page.evaluate("ready")
        self._pages[name].bring_to_front()
        return self._pages[name]

    def copy(self, html: str) -> None:
        """With the button of the page «Put it on your site»."""
        page = self.page("copy")
        page.locator("textarea").evaluate("(area, html) => { area.textContent = html; }", html)
        before = page.evaluate("copies")
        page.get_by_role("button").click()
        page.wait_for_function("(before) => copies > before", arg=before)

    def paste(self, editor: str, html: str) -> str:
        """What the editor would save after it was emptied and pasted into."""
        self.copy(html)
        page = self.page(editor)
        page.evaluate("asCode('')")
        page.evaluate("focusEditor()")
        empty = page.evaluate("written()")
        page.keyboard.press("Control+A")
        page.keyboard.press("Control+V")
        page.wait_for_function("(empty) => written() !== empty", arg=empty)
        return self.settled(page)

    def as_code(self, editor: str, html: str) -> str:
        """Where the editor takes HTML itself."""
        page = self.page(editor)
        page.evaluate("(html) => asCode(html)", html)
        return self.settled(page)

    def settled(self, page: Page) -> str:
        """Some editors paste a moment later: not before two looks, a frame apart, see the same."""
        look = "new Promise((done) => setTimeout(() => done(written()), 50))"
        before, now = "", str(page.evaluate(look))
        while before != now:
            before, now = now, str(page.evaluate(look))
        return now
