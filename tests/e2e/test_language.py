"""A page speaks one language: Ukrainian without an English word, English without a Cyrillic one."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Policy, Version
from policygen.shops.as_facts import shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.accounts.inbox import latest_code
from tests.cast import changed
from tests.e2e.axe import LOOKS, violations
from tests.e2e.browsing import through
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
PAGES = Path(__file__).parents[1] / "shops" / "pages"

SCREENS = ("shop", "customers", "contact", "purposes", "tools", "details", "site")

SPOIL = """
() => {
  for (const field of document.querySelectorAll("#wizard input, #wizard select")) {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else if (field.type !== "hidden") field.value = field.type === "number" ? "-1" : "<b>";
  }
  const box = document.getElementById("id_custom_name");
  if (box) box.value = "x";
}
"""
"""Every answer of a screen taken back or made wrong."""

READ = """
(page) => {
  const texts = [document.title];
  const foreign = (node) => {
    const lang = node.closest("[lang]").lang;
    return lang !== page || node.closest("script, style, template, noscript, code, pre, bdi, textarea, .own-text");
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && !foreign(node.parentElement)) texts.push(node.data);
  }
  for (const name of ["aria-label", "placeholder", "alt", "title"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      if (!foreign(node)) texts.push(node.getAttribute(name));
    }
  }
  return texts.map((text) => text.trim());
}
"""
"""All text in the page's language, folded or hidden or not; what is marked as another language, as code or
as somebody's own words is not the page's."""

LATIN = (
    # what an owner is told to look for, and where: words of browsers, services and their code
    *(
        r"Settings → (Customer privacy|Advanced → Features)",
        "Application( → Cookies)?",
        "Storage",
        "Ctrl",
    ),
    *("_ga", "_fbp", "fbq", "ttq", "AW-", "GPC", "DPA", "data processing agreement", "training"),
    *("SCC", "standard contractual clauses"),
    *(
        "Order Attribution",
        "WP Consent API",
        "WordPress",
        "Firefox",
        "Decline all",
        "Revisit",
        "Analytics",
    ),
    *(
        "vanilla-cookieconsent",
        "Klaro",
        "Meta",
        "TikTok",
        "Google Ads",
        r"([a-z]+\.)+(com|org|cc)\b",
    ),
    # ours, and of file formats
    *("policygen", "PDF", "Word", "TXT", "Markdown", "HTML", "HAR", "YAML", "JSON"),
    # of the examples on the home page
    *("Handcraft Jewelry Courses", r"Cleanroute\.click"),
    # of the shop that is looked at
    *("Silver Willow( LLC)?", "1 Willow St, Kyiv", "Our server", r"/p/verba/\w\w/"),
    # addresses, files and keys
    *(
        r"https?://\S*",
        r"localhost:\d+",
        r"[\w.]+@[\w.]+",
        r"(?:[a-z\d-]+\.)+[a-z]{2,}\b",
        r"\.[a-z]{3,5}\b",
    ),
    # services that are meant in general
    *("WhatsApp", "Google", "Facebook"),
    *("Ctrl", "Command", "Mac", "F12"),
    # laws and their articles, as they are cited everywhere
    *("(UK )?GDPR", "ePrivacy", "PECR", "LGPD", "CCPA", "CalOPPA", "DOPPA", "COPPA", "FTC Act"),
    *(r"Cal\. (Bus\. & Prof\.|Civ\.) Code [\d.]+(\([a-z]+\))?", "CCR", "CFR", "№ [0-9]+-[VIX]+"),
    *("Shine the Light", "DPF", "UK Extension", "IDTA", r"Conn\. Gen\. Stat\. [\d-]+(\([a-z]+\))*"),
    *(
        "EIN",
        "NIP",
        "REGON",
        "DPO",
        "KRS",
        r"DPA 2018",
        r"Sch\. \d+",
        "VAT",
        "Order Attribution",
        "Instagram",
        "Etsy",
        "Prom",
        "Telegram",
        "FTC",
    ),
    # words that Ukrainian has taken over
    *("cookie", "SMS", "HTTPS", "IP", "Global Privacy Control", "Do Not Track"),
)
"""All that a Ukrainian page may have in Latin letters beside the names of services and their companies."""


@pytest.fixture(autouse=True)
def no_tries() -> None:
    cache.clear()


def open_shop(server: LiveServer, open_page: OpenPage, scheme: str = "light") -> Page:
    """A browser that began the shop of a jeweller, with every question answered."""
    shop = create_shop(make_facts(changed(), shipped_library()))
    size = {"width": 1280, "height": 900} if scheme == "light" else {"width": 360, "height": 740}
    page = open_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    let_in(page, server, shop)
    return page


@pytest.fixture
def page(live_server: LiveServer, open_page: OpenPage) -> Page:
    return open_shop(live_server, open_page)


def addresses(language: str) -> Iterator[str]:
    """Every page of an owner, beginning with those that belong to nobody in particular."""
    own = f"/{language}/shops/{Shop.objects.get().public_id}/"
    site = ("", "shops/", "shops/import/", "account/sign-in/", "nothing/", "shops/resume/x/")
    yield from (f"/{language}/{end}" for end in site)
    yield from (f"{own}{end}/" for end in SCREENS)
    yield from (own + end for end in ("review/", "review/?side=1", "preview/", "what-if/"))
    yield own + "what-if/?answer=market:US:yes"
    for end in ("own-words", "own-words/section/security", "own-words/clause/automated-none"):
        yield f"{own}{end}/"
    for end in (
        "prefill",
        "promises",
        "ask",
        "link",
        "published",
        "compare",
        "update",
        "delete",
        "publish",
    ):
        yield f"{own}{end}/"


@lru_cache
def names() -> re.Pattern[str]:
    """What may stand on a Ukrainian page in Latin letters, the longest first."""
    tools = shipped_library().tools.values()
    said = [text for tool in tools for text in (tool.named("uk"), tool.named("en"), tool.entity)]
    parts = {part.strip() for text in said for part in re.split("[;,()]", str(text or ""))}
    parts -= {"", "UK"}  # of "Worldpay (UK) Limited"; it would take "UK Extension" apart
    known = sorted(map(re.escape, parts), key=len, reverse=True)
    return re.compile("|".join([*known, *LATIN]))


def foreign(page: Page, language: str) -> list[str]:
    """Texts of the page with a word of the other language; each once."""
    other = "[A-Za-z]{2,}" if language == "uk" else "[А-ЯІЇЄҐа-яіїєґ]{2,}"
    texts = [str(text) for text in page.evaluate(READ, language)]
    strange = (t for t in texts if re.search(other, names().sub("", t) if language == "uk" else t))
    return [f"{page.url}: {' '.join(text.split())}" for text in dict.fromkeys(strange)]


def press(page: Page, selector: str) -> None:
    """A button of the page's own form; its answer may be the same address."""
    through(page.locator(selector).first)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
@pytest.mark.parametrize("half", [0, 1])
def test_every_page_of_an_owner(
    live_server: LiveServer, open_page: OpenPage, language: str, scheme: str, half: int
) -> None:
    """In one language, and without a violation of WCAG 2.2 AA."""
    page, seen = open_shop(live_server, open_page, scheme), []
    for address in list(addresses(language))[half::2]:
        page.goto(live_server.url + address)
        seen += violations(page) + foreign(page, language)
    assert seen == []


def test_every_error_of_a_screen_is_ukrainian(
    live_server: LiveServer, page: Page, errors: list[str]
) -> None:
    own = f"{live_server.url}/uk/shops/{Shop.objects.get().public_id}/"
    seen = []
    for slug in SCREENS:
        page.goto(f"{own}{slug}/")
        page.evaluate(SPOIL)
        press(page, "#wizard button[value=stay]")
        assert page.locator(".error-summary").count() == 1, slug
        seen += foreign(page, "uk")
    page.goto(f"{own}own-words/section/security/")
    page.fill("#id_text_uk", "<script>")
    press(page, "main form button[value=save]")
    seen += foreign(page, "uk")
    page.goto(f"{live_server.url}/uk/shops/import/")
    page.set_input_files("input[type=file]", PAGES / "jeweller.html")
    press(page, "main form button")
    seen += foreign(page, "uk")
    page.goto(f"{own}prefill/")
    press(page, "main form button")
    seen += foreign(page, "uk")
    page.set_input_files("[name=file]", PAGES / "jeweller.html")
    press(page, "main form button")
    seen += foreign(page, "uk")
    assert seen == []
    assert errors == []


def test_what_happens_to_a_ukrainian(
    live_server: LiveServer, page: Page, errors: list[str]
) -> None:
    """The panel beside the questions, what is published, the account and its e-mail."""
    shop, here = Shop.objects.get(), f"{live_server.url}/uk/"
    own, seen = f"{here}shops/{shop.public_id}/", []
    page.goto(f"{own}tools/")
    expect(page.locator("#preview-body")).to_contain_text("Silver Willow")
    page.fill("#id_tools_search", "такого немає")
    seen += foreign(page, "uk")
    Version.objects.create(
        policy=Policy.objects.create(shop=shop, slug="verba"),
        number=1,
        effective=shop.effective,
        facts=shop_data(shop),
        library_release=1,
    )
    page.goto(f"{own}published/")
    seen += foreign(page, "uk")
    page.goto(f"{own}link/")
    press(page, "button[name=do][value=make]")
    seen += foreign(page, "uk")
    page.goto(f"{here}account/sign-in/")
    press(page, "main form button")
    seen += foreign(page, "uk")
    page.fill("[name=email]", "olena@verba.example")
    press(page, "main form button")
    seen += foreign(page, "uk")
    mails = [f"{mail.outbox[0].subject}\n{mail.outbox[0].body}"]
    assert [text for text in mails if re.search("[A-Za-z]{2,}", names().sub("", text))] == []
    page.fill("[name=code]", "0000-0000")
    press(page, "main form button")
    seen += foreign(page, "uk")
    page.fill("[name=code]", latest_code())
    press(page, "main form button")
    for end in ("shops/", "account/", "account/delete/"):
        page.goto(here + end)
        seen += foreign(page, "uk")
    assert seen == []
    assert errors == []


# -- the switch ------------------------------------------------------------------------------------


def test_the_switch_keeps_the_place_on_every_page(
    live_server: LiveServer, page: Page, errors: list[str]
) -> None:
    for address, expected in zip(addresses("en"), addresses("uk"), strict=True):
        shown = page.request.get(live_server.url + address).text()
        link = re.search(r'<a href="([^"]*/language/uk/[^"]*)"', shown)
        button = re.search(r'value="uk" formaction="([^"]*)"', shown)
        assert link or button, address
        there = page.request.get(live_server.url + unescape((link or button)[1]))
        assert there.url == live_server.url + expected
        assert '<html lang="uk">' in there.text()
    assert errors == []


def test_the_switch_keeps_the_part_of_the_page(
    live_server: LiveServer, page: Page, errors: list[str]
) -> None:
    place = f"shops/{Shop.objects.get().public_id}/review/?side=1#policy"
    page.goto(f"{live_server.url}/en/{place}")
    press(page, 'header .languages a[lang="uk"]')
    assert page.url == f"{live_server.url}/uk/{place}"
    assert errors == []
