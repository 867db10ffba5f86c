"""oEmbed: an address of a published policy, answered with a frame of it."""

import re

import pytest
from django.test import Client
from lxml.html import document_fromstring, fragments_fromstring

from policygen.publishing.models import Version
from tests.cases import cases

OURS = "http://testserver"


def ask(client: Client, url: str, **more: str) -> dict[str, object]:
    response = client.get("/oembed/", {"url": url, **more})
    assert response.status_code == 200
    answer: dict[str, object] = response.json()
    return answer


def test_it_works(version: Version, client: Client) -> None:
    answer = ask(client, f"{OURS}/p/klumandel/en/")
    html = str(answer.pop("html"))
    assert answer == {
        "version": "1.0",
        "type": "rich",
        "title": "Privacy policy · klumandel",
        "provider_name": "policygen",
        "provider_url": f"{OURS}/",
        "cache_age": 300,
        "width": 800,
        "height": 800,
    }
    quotation, frame = fragments_fromstring(html)
    (link,) = quotation
    assert (link.get("href"), link.text) == (f"{OURS}/p/klumandel/en/", "Privacy policy")
    assert client.get(frame.get("src").removeprefix(OURS)).status_code == 200
    assert frame.get("title") == "Privacy policy"


@cases(
    "path, language",
    [("/p/klumandel/", "uk"), ("/p/klumandel/uk/", "uk"), ("/p/klumandel/en/#a", "en")],
)
@pytest.mark.django_db
def test_in_the_language_of_the_address(
    version: Version, client: Client, path: str, language: str
) -> None:
    quotation = fragments_fromstring(str(ask(client, OURS + path)["html"]))[0]
    assert quotation.get("lang") == language


@cases(
    "asked, given",
    [
        ({"maxwidth": "600", "maxheight": "400"}, (600, 400)),
        ({"maxwidth": "1200"}, (800, 800)),
        ({"maxwidth": "wide", "maxheight": "-1"}, (800, 800)),
        ({"maxwidth": "0", "maxheight": "9" * 400}, (1, 800)),
    ],
)
@pytest.mark.django_db
def test_no_larger_than_there_is_room(
    version: Version, client: Client, asked: dict[str, str], given: tuple[int, int]
) -> None:
    answer = ask(client, f"{OURS}/p/klumandel/en/", **asked)
    assert (answer["width"], answer["height"]) == given


@cases(
    "url",
    [
        "",
        "/p/klumandel/en/",
        "http://elsewhere.example/p/klumandel/en/",
        f"{OURS}/p/nobody/",
        f"{OURS}/p/klumandel/pl/",
        f"{OURS}/en/shops/",
        "http://[",
    ],
)
@pytest.mark.django_db
def test_of_nothing_else(version: Version, client: Client, url: str) -> None:
    assert client.get("/oembed/", {"url": url}).status_code == 404


def test_as_json_alone(version: Version, client: Client) -> None:
    asked = {"url": f"{OURS}/p/klumandel/en/", "format": "xml"}
    assert client.get("/oembed/", asked).status_code == 501


def test_both_pages_say_where_to_ask(version: Version, client: Client) -> None:
    """In the public page's head of the answer, since it is stored; in the frame itself, as WordPress reads it."""
    page = client.get("/p/klumandel/en/")
    (told,) = re.findall(
        r'<([^<>]+)>; rel="alternate"; type="application/json\+oembed"', page["Link"]
    )
    frame = document_fromstring(client.get("/p/klumandel/en/frame/").content)
    (link,) = frame.xpath("//link[@type='application/json+oembed']/@href")
    answers = [client.get(address.removeprefix(OURS)).json() for address in (told, link)]
    assert answers[0] == answers[1] == ask(client, f"{OURS}/p/klumandel/en/")
