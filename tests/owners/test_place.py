"""After publishing: the link for the footer, the text to paste, and what else has to stand on the pages."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml.html import HtmlElement, fromstring
from pytest_django import DjangoAssertNumQueries

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.owners.placing import duties_of_pages
from policygen.publishing.models import Page, Version
from policygen.publishing.pasted import pasted
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import changed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def shop(db: None) -> Shop:
    """Alice's, not published yet."""
    return create_shop(make_facts(changed(), shipped_library()), User.objects.create_user("alice"))


@pytest.fixture
def alice(shop: Shop) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    return client


def place(client: Client, shop: Shop, language: str = "en") -> HtmlElement:
    response = client.get(f"/{language}/shops/{shop.public_id}/place/")
    assert response.status_code == 200
    return fromstring(response.content)


def page_of(shop: Shop, language: str) -> Page:
    return Page.objects.filter(version__policy__shop=shop, language=language).latest("pk")


def test_it_works(alice: Client, shop: Shop) -> None:
    version, _ = publish(shop)
    page = place(alice, shop)
    for code in version.languages:
        stored = page_of(shop, code)
        (text,), (lists,) = (
            page.xpath(f"//textarea[@id='{form}-{code}']") for form in ("text", "lists")
        )
        assert text.text == pasted(stored)
        assert lists.text == pasted(stored, tables=False)
        address = f"http://testserver/p/{version.policy.slug}/{code}/"
        assert (
            f'<a rel="privacy-policy" href="{address}" hreflang="{code}"'
            in page.get_element_by_id("footer-line").text
        )
        assert address in {code.text for code in page.xpath("//p/code")}
    assert page.xpath("//h2/text()")[:3] == [
        "A link in your footer",
        "The text on a page of your own, always the newest version",
        "The text to paste once",
    ]
    lines = page.get_element_by_id("embed-lines").text
    assert (
        f'<a rel="privacy-policy" data-policygen href="http://testserver/p/{version.policy.slug}/">'
        in lines
    )
    assert '<script async src="http://testserver/static/js/embed.js">' in lines
    assert page.get_element_by_id("frame-lines").text.count("<iframe ") == len(version.languages)


def test_before_it_is_published_it_leads_to_the_review(alice: Client, shop: Shop) -> None:
    page = place(alice, shop)
    assert page.xpath("//textarea") == []
    assert page.xpath("//main//p/a/@href") == [f"/en/shops/{shop.public_id}/review/"]


def test_how_it_is_done_on_the_shops_own_platform(alice: Client, shop: Shop) -> None:
    """In the order of the library, and only where somebody read it in the platform's own pages."""
    shop.tools.all().delete()
    for position, slug in enumerate(["stripe", "opencart", "shopify"]):
        shop.tools.create(slug=slug, position=position)
    publish(shop)
    page = place(alice, shop)
    found = [page.get_element_by_id(f"placing-{number}").getparent() for number in (1, 2)]
    placings = [shipped_library().tools[slug].placing for slug in ("shopify", "opencart")]
    told = [
        (section.xpath("string(p[1])"), tuple(section.xpath("p[2]/a/@href"))) for section in found
    ]
    assert told == [(placing.text["en"], placing.sources) for placing in placings if placing]
    assert [section.xpath("string(h2)") for section in found] == [
        "With Shopify",
        "With OpenCart (self-hosted)",
    ]
    unsure = ["could be confirmed" in section.xpath("string(p[2])") for section in found]
    assert unsure == [True, False]
    assert page.xpath("//*[@id='placing-3']") == []


@pytest.mark.parametrize("form", ["fragment", "lists"])
def test_the_text_is_a_file_too(alice: Client, shop: Shop, form: str) -> None:
    version, _ = publish(shop)
    response = alice.get(f"/en/shops/{shop.public_id}/place/uk/{form}/")
    assert response.content.decode() == pasted(page_of(shop, "uk"), tables=form == "fragment")
    name = f"{version.policy.slug}.uk.{form}.html"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (response["Content-Language"], response["Cache-Control"]) == ("uk", "private, no-store")


@pytest.mark.parametrize("wrong", ["uk/pdf", "uk/html", "de/fragment"])
def test_there_is_no_other_file(alice: Client, shop: Shop, wrong: str) -> None:
    publish(shop)
    assert alice.get(f"/en/shops/{shop.public_id}/place/{wrong}/").status_code == 404


def test_before_publishing_there_is_no_file(alice: Client, shop: Shop) -> None:
    assert alice.get(f"/en/shops/{shop.public_id}/place/uk/fragment/").status_code == 404


def test_strangers_get_nothing(shop: Shop) -> None:
    publish(shop)
    for path in ("place/", "place/uk/fragment/"):
        assert Client().get(f"/en/shops/{shop.public_id}/{path}").status_code == 404


def test_what_the_laws_want_on_the_pages(alice: Client, shop: Shop) -> None:
    publish(shop)
    duties = place(alice, shop).xpath("//ul[@class='duties']/li")
    asked = [
        requirement.asks["en"]
        for requirement in shipped_library().requirements
        if "page" in requirement.where
    ]
    assert duties and {duty.text.rsplit(" ", 1)[0].strip() for duty in duties} <= set(asked)
    assert len(place(alice, shop, "uk").xpath("//ul[@class='duties']/li")) == len(duties)


def test_answers_that_nobody_can_read_any_more_have_no_duties() -> None:
    assert duties_of_pages(Version(facts={"languages": ["uk", "en"]})) == ()


def test_queries(
    alice: Client, shop: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(shop)
    place(alice, shop)
    with django_assert_num_queries(6):  # session, account, shop, version, pages, services
        place(alice, shop)


@pytest.mark.parametrize("where", ["published/", ""])
def test_one_finds_it(alice: Client, shop: Shop, where: str) -> None:
    publish(shop)
    path = f"/en/shops/{shop.public_id}/{where}" if where else "/en/shops/"
    page = fromstring(alice.get(path).content)
    assert page.xpath("//a[text()='Put it on your site']/@href") == [
        f"/en/shops/{shop.public_id}/place/"
    ]
