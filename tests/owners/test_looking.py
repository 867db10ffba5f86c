"""«Is it there?»: the shop's site is served on this machine, and looked at."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from django.contrib.auth.models import User
from django.test import Client
from lxml.html import HtmlElement, fromstring

from policygen.common.tries import counted
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.owners.views import LOOKS
from policygen.publishing.models import Page, Version
from policygen.publishing.pasted import pasted
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import changed
from tests.fetching.servers import LOOPBACK, Talk, answer, request_of, serving
from tests.paths import EXAMPLES

pytestmark = pytest.mark.django_db

SITE = "shop.example"
POLICY = '<footer><a href="http://testserver/p/{slug}/{code}/">Privacy</a></footer>'


@pytest.fixture(autouse=True)
def storage(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def shop(db: None) -> Shop:
    """Alice's, with a site of its own, in English and Ukrainian."""
    facts = changed({"business.website": f"http://{SITE}/"})
    return create_shop(make_facts(facts, shipped_library()), User.objects.create_user("alice"))


@pytest.fixture
def version(shop: Shop) -> Version:
    published, _ = publish(shop)
    assert published.languages == ["en", "uk"]
    return published


@pytest.fixture
def alice(shop: Shop) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    return client


def site_of(pages: Mapping[str, str]) -> Talk:
    """A site with those pages, by path; every other one is missing."""

    def talk(line: socket.socket) -> None:
        path = request_of(line).split()[1]
        status = "200 OK" if path in pages else "404 Not Found"
        body = f"<!doctype html><meta charset=utf-8><body>{pages.get(path, '')}".encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body)

    return talk


@contextmanager
def standing(pages: Mapping[str, str], settings: object) -> Iterator[None]:
    with serving(site_of(pages)) as place:
        settings.SITE_STAND_INS = {SITE: place}  # type: ignore[attr-defined]
        yield


def look(client: Client, shop: Shop, language: str = "en") -> list[str]:
    """What the page tells, a line each."""
    response = client.post(f"/{language}/shops/{shop.public_id}/place/look/")
    assert response.status_code == 200
    told: HtmlElement = fromstring(response.content).get_element_by_id("look")
    lines = told.xpath(".//*[@role='status']/descendant-or-self::*[self::p or self::li]")
    return [" ".join(line.text_content().split()) for line in lines]


def linked(version: Version, *codes: str) -> str:
    return "".join(POLICY.format(slug=version.policy.slug, code=code) for code in codes)


def copy_of(version: Version, code: str) -> str:
    return pasted(Page.objects.get(version=version, language=code))


def test_it_works(alice: Client, shop: Shop, version: Version, settings: object) -> None:
    with standing({"/": linked(version, "en", "uk")}, settings):
        assert look(alice, shop) == [
            "It is there.",
            f"A link leads to the policy: http://{SITE}/ (English)",
            f"A link leads to the policy: http://{SITE}/ (Українська)",
        ]


def test_a_link_for_whoever_reads_it_is_in_every_language(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    link = f'<a href="http://testserver/p/{version.policy.slug}/">Privacy</a>'
    with standing({"/": link}, settings):
        assert look(alice, shop)[0] == "It is there."


def test_a_language_is_missing(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    with standing({"/": linked(version, "uk")}, settings):
        assert look(alice, shop) == [
            "It is there, but not wholly.",
            f"A link leads to the policy: http://{SITE}/ (Українська)",
            "Nothing leads to the policy in this language: English. Add its line, too.",
        ]


@pytest.mark.parametrize(
    "shown",
    [
        '<a data-policygen href="{address}">x</a><script src="http://testserver/static/js/embed.js"></script>',
        '<iframe src="{address}frame/"></iframe>',
        '<iframe data-src="{address}frame/"></iframe>',
    ],
)
def test_a_page_of_the_site_shows_it(
    shown: str, alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    address = f"http://testserver/p/{version.policy.slug}/en/"
    pages = {"/": '<a href="/privacy">Privacy</a>', "/privacy": shown.format(address=address)}
    with standing(pages, settings):
        assert look(alice, shop)[1:] == [
            f"The policy is shown here and follows new versions: http://{SITE}/privacy (English)",
            "Nothing leads to the policy in this language: Українська. Add its line, too.",
        ]


def test_a_link_to_one_version_does_not_follow(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    link = f'<a href="http://testserver/p/{version.policy.slug}/1/uk/">Privacy</a>'
    with standing({"/": link + linked(version, "en", "uk")}, settings):
        told = look(alice, shop)
    assert told[0] == "It is there, but not wholly."
    assert told[-1] == (
        "That link stays with version 1 for ever. Put the line from above in its place."
    )


@pytest.mark.parametrize("beside", ["versions/", "compare/", "policy.pdf"])
def test_what_is_beside_the_policy_is_not_the_policy(
    beside: str, alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    link = f'<a href="http://testserver/p/{version.policy.slug}/en/{beside}">Privacy</a>'
    with standing({"/": link}, settings):
        assert look(alice, shop)[0].startswith("We found no way")


@pytest.mark.parametrize(
    "beginning",
    [
        '<?xml version="1.0" encoding="utf-8"?>\n<!doctype html>',
        '<base href="http://testserver/p/">',
    ],
)
def test_pages_as_they_are_written(
    beginning: str, alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    address = f"../p/{version.policy.slug}/" if "base" in beginning else linked(version, "en", "uk")
    body = f'<a href="{address}">Privacy</a>' if "base" in beginning else address
    talk = answer(f"{beginning}<html><body>{body}".encode(), "Content-Type: application/xhtml+xml")
    with serving(talk) as place:
        settings.SITE_STAND_INS = {SITE: place}  # type: ignore[attr-defined]
        assert look(alice, shop)[0] == "It is there."


def test_a_copy_on_the_home_page(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    with standing({"/": copy_of(version, "en") + copy_of(version, "uk")}, settings):
        assert look(alice, shop)[:2] == [
            "It is there.",
            f"A copy of version 1 stands here: http://{SITE}/ (English)",
        ]


def test_an_embed_without_its_script_is_a_link(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    link = f'<a data-policygen href="http://testserver/p/{version.policy.slug}/">Privacy</a>'
    with standing({"/": link}, settings):
        assert look(alice, shop)[1] == f"A link leads to the policy: http://{SITE}/"


def test_copies(alice: Client, shop: Shop, version: Version, settings: object) -> None:
    pages = {
        "/": '<a href="/a">Політика</a> <a href="/pages/privacy">more</a>',
        "/a": copy_of(version, "uk"),
        "/pages/privacy": copy_of(version, "en"),
    }
    with standing(pages, settings):
        assert look(alice, shop) == [
            "It is there.",
            f"A copy of version 1 stands here: http://{SITE}/a (Українська)",
            f"A copy of version 1 stands here: http://{SITE}/pages/privacy (English)",
        ]
    shop.phone = "+380 44 123 45 67"
    shop.save()
    publish(shop)
    with standing(pages, settings):
        assert look(alice, shop)[0] == "It is there, but not wholly."
        assert look(alice, shop)[-1] == (
            f"Paste the text anew at http://{SITE}/pages/privacy: the newest version is 2."
        )


def test_it_is_not_there(alice: Client, shop: Shop, version: Version, settings: object) -> None:
    pages = {
        "/": '<a href="/privacy">Privacy</a> <a href="/gone-privacy">x</a>'
        '<a href="https://elsewhere.example/privacy">x</a>',
        "/privacy": "<p>We respect your privacy.</p>" * 100,
    }
    with standing(pages, settings):
        told = look(alice, shop)
    assert told[0].startswith(f"We found no way from http://{SITE}/ to the policy.")
    assert told[2:] == [f"http://{SITE}/privacy"]


def test_links_that_the_law_asks_for(
    alice: Client, shop: Shop, version: Version, settings: object, california: Version
) -> None:
    policy = linked(california, "en", "uk")
    asked = "Carry the notice of the right to opt out"
    with standing({"/": policy}, settings):
        assert [line[: len(asked)] for line in look(alice, california.policy.shop)[-1:]] == [asked]
    choices = '<a href="/choices">Your\nprivacy choices</a>'
    with standing({"/": policy + choices}, settings):
        assert look(alice, california.policy.shop)[0] == "It is there."


@pytest.fixture
def california(shop: Shop) -> Version:
    answers = yaml.safe_load((EXAMPLES / "classerium.yaml").read_text("utf-8"))
    facts = changed({"business.website": f"http://{SITE}/"}, answers)
    other = create_shop(make_facts(facts, shipped_library()), User.objects.get(username="alice"))
    published, _ = publish(other)
    return published


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (lambda line: None, "Nothing answers there now."),
        (lambda line: line.sendall(b"hello\r\n\r\n"), "What it answers is no web page."),
        (answer(b"Just a moment", status="403 Forbidden"), "It answers with an error, or keeps"),
        (answer(b"%PDF", "Content-Type: application/pdf"), "It answers with an error, or keeps"),
    ],
)
def test_the_site_cannot_be_read(
    talk: Callable[[socket.socket], None],
    told: str,
    alice: Client,
    shop: Shop,
    version: Version,
    settings: object,
) -> None:
    with serving(talk) as place:
        settings.SITE_STAND_INS = {SITE: place}  # type: ignore[attr-defined]
        (line,) = look(alice, shop)
    assert line.startswith(f"We could not read http://{SITE}/. {told}")


def test_what_the_site_says_is_text(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    pages = {"/": '<a href="/&quot;&gt;&lt;b&gt;x/privacy">Privacy</a>'}
    with standing({**pages, "/%22%3E%3Cb%3Ex/privacy": "<p>ours</p>"}, settings):
        response = alice.post(f"/en/shops/{shop.public_id}/place/look/")
    assert b"<b>x" not in response.content


def test_it_is_not_asked_without_end(
    alice: Client, shop: Shop, version: Version, settings: object
) -> None:
    settings.SITE_STAND_INS = {SITE: (LOOPBACK, 9)}  # type: ignore[attr-defined]
    for _ in range(LOOKS[0] - 1):
        counted(f"look|{shop.pk}", *LOOKS)
    assert look(alice, shop)[0].startswith("We could not read")
    assert look(alice, shop) == ["That was often enough for now. Look again in ten minutes."]


def test_only_its_owner_looks(shop: Shop, version: Version) -> None:
    stranger = Client()
    stranger.force_login(User.objects.create_user("bob"))
    assert stranger.post(f"/en/shops/{shop.public_id}/place/look/").status_code == 404


def test_nothing_is_published_yet(alice: Client, shop: Shop) -> None:
    response = alice.post(f"/en/shops/{shop.public_id}/place/look/")
    assert (response.status_code, response["Location"]) == (
        302,
        f"/en/shops/{shop.public_id}/place/",
    )
