"""The policy in pages of other sites: what a script of theirs gets, and the page for a frame."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from policygen.publishing import serving
from policygen.publishing.models import Version
from tests.engine.formats.reading_back import squeezed
from tests.paths import ROOT
from tests.publishing.test_serving import change, forget_the_answers

EMBED = "/p/klumandel/uk/embed.json"
FRAME = "/p/klumandel/uk/frame/"
MOST_BEFORE_TEXT = 5 * 1024
"""Bytes that a shop's page loads before the text: script and style."""


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    cache.clear()
    serving._hopeless.clear()


def text_of(version: Version, language: str) -> str:
    """What stands on the public page below its head, without white space."""
    page = BeautifulSoup(bytes(version.pages.get(language=language).html), "lxml").main
    assert page is not None
    for left_out in page.select("header, .anchor, main > p.date"):
        left_out.decompose()
    return squeezed(page.get_text())


def test_it_works(version: Version, client: Client) -> None:
    response = client.get(EMBED)
    data = json.loads(response.content)
    assert (data["language"], data["version"]) == ("uk", version.number)
    text = BeautifulSoup(data["html"], "lxml")
    day = text.select_one(".date")
    assert day is not None and squeezed(day.extract().get_text()) == "Дієз22листопада2026року"
    assert squeezed(text.get_text()) == text_of(version, "uk")
    assert {
        name: response[name] for name in ("Access-Control-Allow-Origin", "Content-Language")
    } == {
        "Access-Control-Allow-Origin": "*",
        "Content-Language": "uk",
    }
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("asked", "given"), [("uk", "uk"), ("en", "en"), ("pl", "uk"), ("", "uk"), (None, "uk")]
)
def test_in_the_language_of_the_page(
    version: Version, client: Client, asked: str | None, given: str
) -> None:
    query = {} if asked is None else {"language": asked}
    data = json.loads(client.get("/p/klumandel/embed.json", query).content)
    assert data["language"] == given


def test_a_frame(version: Version, client: Client) -> None:
    response = client.get(FRAME)
    page = BeautifulSoup(response.content, "lxml")
    assert page.title and page.title.string == "Політика конфіденційності"
    assert page.html and page.html["lang"] == "uk"
    for link in page.select("main a"):
        inside = str(link["href"]).startswith("#")
        assert (link.get("target"), link.get("rel")) == (
            (None, None) if inside else ("_blank", ["noopener"])
        )
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert not response.has_header("X-Frame-Options")
    assert client.get("/p/klumandel/uk/")["X-Frame-Options"] == "DENY"


def test_links_within_a_frame_lead_to_what_its_parts_hold(version: Version, client: Client) -> None:
    """Browsers open a folded part for a link that leads into it, not for one to what is around it."""
    page = BeautifulSoup(client.get(FRAME).content, "lxml")
    links = {str(link["href"])[1:] for link in page.select("main a[href^='#']")}
    places = [page.find(id=link) for link in links]
    assert links and all(place and place.find_parent("details") for place in places)
    assert not page.select(".anchor")


@pytest.mark.parametrize("path", [EMBED, FRAME, "/p/klumandel/embed.json"])
def test_who_has_it_already_gets_nothing(version: Version, client: Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=300"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/p/nobody/embed.json",
        "/p/nobody/uk/embed.json",
        "/p/klumandel/pl/embed.json",
        "/p/nobody/uk/frame/",
        "/p/klumandel/pl/frame/",
        "/p/klumandel/xx/frame/",
    ],
)
def test_what_there_is_not(version: Version, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_the_version_in_force_and_two_queries(
    version: Version, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(EMBED)
    with django_assert_num_queries(2):
        client.get(EMBED)


def test_a_damaged_page_is_made_again(version: Version, client: Client) -> None:
    whole = client.get(EMBED).content
    cache.clear()
    change(version.pages.get(language="uk"), html=b"<p>")
    assert client.get(EMBED).content == whole


def test_a_page_that_cannot_be_made_again_is_not_given_out(
    version: Version, client: Client
) -> None:
    forget_the_answers(version)
    change(version.pages.get(language="uk"), html=b"<p>", brotli=b"")
    for path in (EMBED, FRAME):
        response = client.get(path)
        assert (response.status_code, response["Retry-After"]) == (503, "600")


def test_little_comes_before_the_text() -> None:
    script = (ROOT / "static/js/embed.js").stat().st_size
    style = (ROOT / "policygen/engine/formats/templates/embed.css").stat().st_size
    assert script + style <= MOST_BEFORE_TEXT
