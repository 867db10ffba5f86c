import json
import re

import brotli
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from tests.cast import silver_willow

PAGE = "/p/klumandel/uk/"


def test_it_works(version: Version, client: Client) -> None:
    response = client.get(PAGE)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response.content == bytes(version.pages.get(language="uk").html)


def test_both_addresses_give_the_same_bytes_and_cache_differently(
    version: Version, client: Client
) -> None:
    latest, fixed = client.get(PAGE), client.get("/p/klumandel/1/uk/")
    assert latest.content == fixed.content
    assert latest["Cache-Control"] == "public, max-age=300"
    assert fixed["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
def test_a_page_takes_two_queries_and_an_unchanged_one_takes_one(
    version: Version, client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        etag = client.get(PAGE)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(PAGE, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_compressed_bytes_are_the_same_page(version: Version, client: Client) -> None:
    plain = client.get(PAGE)
    squeezed = client.get(PAGE, headers={"Accept-Encoding": "gzip, br"})
    assert squeezed["Content-Encoding"] == "br"
    assert brotli.decompress(squeezed.content) == plain.content
    assert squeezed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in squeezed["Vary"]


@pytest.mark.parametrize(
    ("accepted", "language"), [("en-GB,en;q=0.9", "en"), ("uk", "uk"), ("pl", "uk"), ("", "uk")]
)
def test_without_a_language_the_visitor_gets_his_own(
    version: Version, client: Client, accepted: str, language: str
) -> None:
    response = client.get("/p/klumandel/", headers={"Accept-Language": accepted})
    if accepted in ("pl", ""):
        language = "en"  # the site's own language stands in for an unknown one
    assert response.headers["Location"] == f"/p/klumandel/{language}/"


def test_links_of_the_page_lead_somewhere(version: Version, client: Client) -> None:
    html = client.get("/p/klumandel/1/uk/").content.decode()
    assert re.findall(r'<li><a href="(\.\./[^"]+)"', html) == ["../en/"]
    assert client.get("/p/klumandel/1/en/").status_code == 200
    assert client.get("/p/klumandel/en/").status_code == 200
    ids = set(re.findall(r'id="([^"]+)"', html))
    anchors = re.findall(r'href="#([^"]*)"', html)
    assert anchors and set(anchors) <= ids
    assert 'href="policy.pdf"' in html
    pdf = client.get("/p/klumandel/1/uk/policy.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert client.get("/p/klumandel/uk/versions/").status_code == 200


def test_every_heading_can_be_linked_to(version: Version, client: Client) -> None:
    html = client.get(PAGE).content.decode()
    sections = re.findall(r'<div class="part" id="([^"]+)"', html)
    assert sections == re.findall(r'<a class="anchor" href="#([^"]+)"', html)
    assert len(sections) == len(set(sections)) > 10


@pytest.mark.parametrize(
    ("suffix", "content_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-1.7"),
        ("md", "text/markdown; charset=utf-8", "# Політика конфіденційності".encode()),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_downloads_come_from_the_stored_files(
    version: Version, client: Client, suffix: str, content_type: str, start: bytes
) -> None:
    response = client.get(f"{PAGE}policy.{suffix}")
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="klumandel.uk.{suffix}"'
    assert content.startswith(start)
    assert (
        response["ETag"]
        == f'"{version.downloads.get(language="uk", file=_name(version, suffix)).sha256}"'
    )


def _name(version: Version, suffix: str) -> str:
    return next(
        d.file.name for d in version.downloads.filter(language="uk") if d.file.name.endswith(suffix)
    )


@pytest.mark.parametrize(
    "path",
    [
        "/p/nobody/",
        "/p/nobody/uk/",
        "/p/klumandel/pl/",
        "/p/klumandel/2/uk/",
        "/p/klumandel/uk/policy.exe",
        "/p/klumandel/uk/policy.json",
        "/p/klumandel/pl/policy.pdf",
        "/p/klumandel/9/uk/policy.pdf",
        "/p/klumandel/pl/versions/",
    ],
)
def test_what_is_not_there_is_not_found(version: Version, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_can_be_posted(version: Version, client: Client) -> None:
    for path in (PAGE, "/p/klumandel/", "/p/klumandel/uk/versions/", f"{PAGE}policy.pdf"):
        assert client.post(path).status_code == 405


def test_nothing_is_loaded_from_elsewhere(version: Version, client: Client) -> None:
    html = client.get(PAGE).content.decode()
    loaded = re.findall(
        r'<(?:script|img|link rel="stylesheet"|iframe)[^>]*(?:src|href)="([^"]+)"', html
    )
    assert loaded == ["/static/css/fonts.css", "/static/js/policy.js"]


def test_the_list_of_versions_speaks_the_policys_language(version: Version, client: Client) -> None:
    html = client.get("/p/klumandel/uk/versions/").content.decode()
    assert '<html lang="uk">' in html
    assert "Версія 1" in html and "22 листопада 2026 року" in html
    assert "Version 1" in client.get("/p/klumandel/en/versions/").content.decode()


def test_other_programs_are_told_what_the_page_is(version: Version, client: Client) -> None:
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    graph = {str(tag["property"]): tag["content"] for tag in page.select("meta[property]")}
    assert graph == {
        "og:type": "website",
        "og:title": "Політика конфіденційності · klumandel",
        "og:description": "Діє з 22\xa0листопада 2026\xa0року",
        "og:site_name": "klumandel",
        "og:locale": "uk_UA",
        "og:locale:alternate": "en_GB",
    }
    (about,) = page.select('script[type="application/ld+json"]')
    assert json.loads(about.get_text()) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "Політика конфіденційності",
        "inLanguage": "uk-UA",
        "version": "1",
        "datePublished": version.published.date().isoformat(),
        "publisher": {"@type": "Organization", "name": "klumandel"},
    }


@pytest.mark.django_db
def test_a_name_stays_a_name_for_other_programs(client: Client) -> None:
    shop = '</script><script>alert("1")</script> & Co'
    publish(create_shop(silver_willow({"business.name": shop})), slug="shop")
    page = BeautifulSoup(client.get("/p/shop/en/").content, "html.parser")
    assert [str(tag.get("type") or tag["src"]) for tag in page.select("script")] == [
        "application/ld+json",
        "/static/js/policy.js",
    ]
    (about,) = page.select('script[type="application/ld+json"]')
    assert json.loads(about.get_text())["publisher"]["name"] == shop


def test_search_engines_get_full_addresses(version: Version, client: Client) -> None:
    site = "http://testserver/p/klumandel"
    expected = ", ".join(
        [
            f'<{site}/en/>; rel="canonical"',
            f'<{site}/uk/>; rel="alternate"; hreflang="uk"',
            f'<{site}/en/>; rel="alternate"; hreflang="en"',
            "<http://testserver/oembed/?format=json&url=http%3A%2F%2Ftestserver%2Fp%2Fklumandel%2Fen%2F>"
            '; rel="alternate"; type="application/json+oembed"',
        ]
    )
    for path in ("/p/klumandel/en/", "/p/klumandel/1/en/"):
        response = client.get(path)
        assert response["Link"] == expected
        again = client.get(path, HTTP_IF_NONE_MATCH=response["ETag"])
        assert (again.status_code, again["Link"]) == (304, expected)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_each_says_its_own_language(version: Version, client: Client, language: str) -> None:
    """Whatever the visitor reads elsewhere."""
    slug = version.policy.slug
    for end in ("", "versions/", "policy.md"):
        response = client.get(f"/p/{slug}/{language}/{end}", headers={"Accept-Language": "de"})
        assert (response.status_code, response["Content-Language"]) == (200, language), end
        if response.streaming:
            b"".join(response.streaming_content)
