"""The policy in a page of another site: a real browser, a host page of a foreign origin, its rules and its style."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.publishing.withdrawing import withdraw
from policygen.shops.from_facts import create_shop
from tests.cast import example

pytestmark = pytest.mark.django_db(transaction=True)

HOST = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Shop</title>
<style>h2,p,li{{color:rgb(255,0,0)!important;text-transform:uppercase}} .policy{{display:none}}</style></head>
<body><h1>Our policy</h1><p id="own">Shop</p><table id="theirs"><tr><td>1</td></tr></table>{lines}</body></html>"""


class HostPages:
    """Pages of a shop at an origin of their own, each with its policy for what may be loaded."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str]] = {}
        pages = self.pages

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                html, rules = pages.get(self.path, ("", ""))
                self.send_response(200 if html else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if rules:
                    self.send_header("Content-Security-Policy", rules)
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *args: object) -> None:
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, lines: str, rules: str = "", lang: str = "en") -> str:
        """The page's address."""
        path = f"/{len(self.pages)}"
        self.pages[path] = (HOST.format(lines=lines, lang=lang), rules)
        return f"http://127.0.0.1:{self.server.server_port}{path}"


@pytest.fixture(scope="module")
def shop_site() -> Iterator[HostPages]:
    pages = HostPages()
    yield pages
    pages.server.shutdown()
    pages.server.server_close()


@pytest.fixture
def version() -> Version:
    return publish(create_shop(example("klumandel")), slug="klumandel")[0]


@dataclass(frozen=True)
class Host:
    """The shop's site, our server, and the browser of a visitor."""

    site: HostPages
    ours: str
    open_page: Callable[..., Page]

    def lines(self, path: str = "", slug: str = "klumandel") -> str:
        return (
            f'<a data-policygen href="{self.ours}/p/{slug}/{path}">Privacy policy</a>\n'
            f'<script async src="{self.ours}/static/js/embed.js"></script>'
        )

    @property
    def strict(self) -> str:
        return (
            f"default-src 'none'; script-src {self.ours}; connect-src {self.ours}; style-src 'none'"
        )


@pytest.fixture
def host(shop_site: HostPages, live_server: LiveServer, open_page: Callable[..., Page]) -> Host:
    return Host(shop_site, live_server.url, open_page)


@pytest.mark.parametrize("rules", ["none", "strict"])
def test_the_policy_stands_in_the_page_of_the_shop(
    host: Host, version: Version, rules: str
) -> None:
    page = host.open_page(locale="en-US")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    address = host.site.put(host.lines(), host.strict if rules == "strict" else "", "uk")
    page.goto(address)
    text = page.locator("div[lang=uk] .policy")
    expect(text.locator("h2").first).to_be_visible()
    assert page.locator("a[data-policygen]").count() == 0
    assert text.locator("section").count() == bytes(version.pages.get(language="uk").html).count(
        b"<section "
    )
    # No style leaks in, and none out.
    assert text.locator("h2").first.evaluate("e => getComputedStyle(e).color") == "rgb(38, 32, 26)"
    assert text.locator("p").first.evaluate("e => getComputedStyle(e).textTransform") == "none"
    assert page.locator("#theirs td").evaluate("e => getComputedStyle(e).display") == "table-cell"
    assert page.locator("#own").evaluate("e => getComputedStyle(e).fontFamily") == page.evaluate(
        "getComputedStyle(document.body).fontFamily"
    )
    assert page.context.cookies() == []
    assert {url.split("/")[2] for url in requests} == {
        address.split("/")[2],
        host.ours.split("/")[2],
    }
    assert [url.removeprefix(host.ours) for url in requests if url.startswith(host.ours)] == [
        "/static/js/embed.js",
        "/p/klumandel/embed.json?language=uk",
    ]


def test_links_within_the_text_lead_there(host: Host, version: Version) -> None:
    page = host.open_page()
    address = host.site.put(host.lines("en/"))
    page.goto(address)
    page.locator(".policy section").first.locator("a[href^='#']").last.click()
    changes = page.locator(".policy section#changes")
    expect(changes.locator("h2")).to_be_in_viewport()
    expect(changes.locator("h2")).to_be_focused()
    expect(changes.locator(".clause").first).to_be_visible()
    assert page.url == f"{address}#privacy-changes"
    page.goto("about:blank")
    page.goto(f"{address}#privacy-changes")
    expect(changes.locator("h2")).to_be_focused()
    expect(changes.locator(".clause").first).to_be_visible()


@pytest.mark.parametrize(
    "rules", ["script-src 'none'", "connect-src 'none'", "require-trusted-types-for 'script'"]
)
def test_where_it_is_blocked_the_link_stays(host: Host, version: Version, rules: str) -> None:
    page = host.open_page()
    page.goto(host.site.put(host.lines(), rules), wait_until="networkidle")
    expect(page.get_by_role("link", name="Privacy policy")).to_be_visible()
    assert page.locator(".policy").count() == 0
    page.get_by_role("link", name="Privacy policy").click()
    page.wait_for_url(f"{host.ours}/p/klumandel/en/")


def test_a_policy_that_there_is_not_leaves_the_link(host: Host) -> None:
    page = host.open_page()
    page.goto(host.site.put(host.lines(slug="nobody")), wait_until="networkidle")
    expect(page.get_by_role("link", name="Privacy policy")).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", "rgb(250, 246, 238)"), ("dark", "rgb(25, 22, 19)")]
)
def test_dark_where_the_page_of_the_shop_is(
    host: Host, version: Version, scheme: str, paper: str
) -> None:
    page = host.open_page(color_scheme=scheme)
    page.goto(host.site.put("<meta name='color-scheme' content='light dark'>" + host.lines()))
    assert page.locator(".policy").evaluate("e => getComputedStyle(e).backgroundColor") == paper
    page.goto(host.site.put(host.lines()))  # a page that is always light
    light = page.locator(".policy").evaluate("e => getComputedStyle(e).backgroundColor")
    assert light == "rgb(250, 246, 238)"


def test_a_frame_has_its_own_height(host: Host, version: Version) -> None:
    page = host.open_page(viewport={"width": 390, "height": 800})
    frame = f'<iframe src="{host.ours}/p/klumandel/uk/frame/" title="Policy" width="100%" height="800"></iframe>'
    page.goto(host.site.put(f'{frame}<script async src="{host.ours}/static/js/embed.js"></script>'))
    inner = page.frame_locator("iframe")
    expect(inner.locator("h2").first).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 2000")
    whole = inner.locator("html").evaluate("e => e.offsetHeight")
    assert abs(page.locator("iframe").evaluate("e => e.clientHeight") - whole) <= 1
    assert inner.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("scripts", [True, False])
def test_links_within_a_frame_lead_into_what_is_folded(
    host: Host, version: Version, scripts: bool
) -> None:
    page = host.open_page(java_script_enabled=scripts)
    frame = (
        f'<iframe src="{host.ours}/p/klumandel/en/frame/{{}}" title="Policy" height="600"></iframe>'
    )
    page.goto(host.site.put(frame.format("")))
    inner = page.frame_locator("iframe")
    inner.locator("section").first.locator("a[href^='#']").last.click()
    changes = inner.locator("section:has(#privacy-changes-title)")
    expect(changes.locator("h2")).to_be_in_viewport()
    expect(changes.locator(".clause").first).to_be_in_viewport()
    for place in ("#privacy-changes", "#changes"):
        page.goto(host.site.put(frame.format(place)))
        expect(changes.locator(".clause").first).to_be_in_viewport()


def test_a_frame_opens_what_a_browser_leaves_closed(host: Host, version: Version) -> None:
    page = host.open_page()
    page.goto(f"{host.ours}/p/klumandel/en/frame/")
    folded = page.locator("details:has(#privacy-changes-title)")
    expect(folded).not_to_have_attribute("open", "")
    page.evaluate("history.replaceState(null, '', '#privacy-changes')")
    page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    expect(folded).to_have_attribute("open", "")


def test_a_policy_that_was_withdrawn_says_so_in_the_page_of_the_shop(host: Host) -> None:
    """At an address of its own: for five minutes the browser keeps what other tests read."""
    shop = create_shop(example("klumandel"))
    publish(shop, slug="withdrawn")
    withdraw(shop, "for the owner alone")
    page = host.open_page(locale="en-US")
    page.goto(host.site.put(host.lines(slug="withdrawn"), host.strict, "uk"))
    said = page.locator("div[lang=uk] .policy")
    expect(said).to_contain_text("цю політику конфіденційності відкликано")
    assert said.get_by_role("link").get_attribute("href") == f"{host.ours}/p/withdrawn/uk/"
    assert said.locator("section").count() == 0
