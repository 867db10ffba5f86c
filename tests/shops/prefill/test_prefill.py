"""Services found in a saved page: proposed, never silently added, and nothing of the file is kept."""

import logging
import re
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from policygen.shops.as_facts import facts_of
from policygen.shops.models import Shop
from policygen.shops.prefill.forms import MEGABYTE
from tests.shops.browser import answers

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parents[1] / "pages"
STRIPE = '<script src="https://js.stripe.com/v3"></script>'


def url(shop: Shop, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/prefill/"


def upload(client: Client, shop: Shop, content: bytes, language: str = "en") -> BeautifulSoup:
    file = BytesIO(content)
    file.name = "page.html"
    response = client.post(url(shop, language), {"page": "", "file": file})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def paste(client: Client, shop: Shop, text: str) -> BeautifulSoup:
    return BeautifulSoup(client.post(url(shop), {"page": text}).content, "lxml")


def proposed(soup: BeautifulSoup) -> dict[str, bool]:
    return {str(box["value"]): box.has_attr("checked") for box in soup.select("[name=tools]")}


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", tag.get_text(" ")).strip() for tag in soup.select(selector)]


def slugs(shop: Shop) -> list[str]:
    return list(shop.tools.values_list("slug", flat=True))


def test_it_works(alice: Client, draft: Shop) -> None:
    soup = upload(alice, draft, (PAGES / "jeweller.html").read_bytes())
    assert proposed(soup) == dict.fromkeys(
        ["stripe", "liqpay", "woocommerce", "novaposhta", "telegram", "viber"]
        + ["ga4", "meta_pixel", "google_fonts"],
        True,
    )
    assert texts(soup, "label:has([value=stripe])") == ["Stripe a script from js.stripe.com"]
    assert texts(soup, "label:has([value=liqpay])") == [
        "LiqPay a form that is sent to www.liqpay.ua"
    ]
    assert texts(soup, "label:has([value=viber])") == ["Viber a link that opens the app"]
    assert texts(soup, ".unknown li") == ["cdn.sizeguide.example"]
    assert texts(soup, "#found-title") == ["We found 9 services that you have not chosen yet"]
    assert slugs(draft) == []


def test_adding(alice: Client, draft: Shop) -> None:
    response = alice.post(url(draft), {"add": "1", "tools": ["stripe", "ga4"]}, follow=True)
    assert response.redirect_chain == [(f"/en/shops/{draft.public_id}/tools/", 302)]
    assert slugs(draft) == ["stripe", "ga4"]
    assert {a.purpose for a in draft.activities.all()} == {"orders", "analytics"}
    said = [str(message) for message in response.context["messages"]]
    assert said[0] == "Found in your page and ticked: Stripe; Google Analytics 4."
    assert len(said) == 2
    chosen = answers(response)
    assert {"stripe", "ga4"} <= set(chosen["tools"])


def test_adding_keeps_what_is_there(alice: Client, shop: Shop) -> None:
    before, own = slugs(shop), list(shop.custom_tools.values_list("slug", flat=True))
    sources = [(a.purpose, a.source) for a in shop.activities.all()]
    places = shop.storage_by
    assert "clarity" not in before
    for _twice in range(2):
        alice.post(url(shop), {"add": "1", "tools": ["clarity", before[0]]})
    shop = Shop.objects.get(pk=shop.pk)
    assert slugs(shop) == [*before, "clarity"]
    assert list(shop.custom_tools.values_list("slug", flat=True)) == own
    assert [(a.purpose, a.source) for a in shop.activities.all()][: len(sources)] == sources
    assert shop.storage_by == places
    assert facts_of(shop)


def test_what_is_chosen_already_is_shown_as_such(alice: Client, draft: Shop) -> None:
    alice.post(url(draft), {"add": "1", "tools": ["stripe"]})
    soup = paste(alice, draft, STRIPE)
    assert proposed(soup) == {}
    assert texts(soup, ".already") == ["Stripe chosen already a script from js.stripe.com"]
    assert texts(soup, "#found-title") == ["We found 0 services that you have not chosen yet"]
    assert soup.select("[name=add]") == []


def test_what_may_be_the_platforms_is_not_ticked(alice: Client, draft: Shop) -> None:
    soup = upload(alice, draft, (PAGES / "courses.har").read_bytes())
    assert proposed(soup)["cloudflare"] is False
    assert proposed(soup)["vimeo"] is True


def test_of_a_har_file_nothing_private_is_shown_or_logged(
    alice: Client, draft: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    content = (PAGES / "courses.har").read_text("utf-8")
    for soup in (upload(alice, draft, content.encode()), paste(alice, draft, content)):
        said = soup.decode() + caplog.text
        assert "the cookie _ga" in said
        for private in (
            "olena",
            "secret-session",
            "GA1.1.777",
            "fb.1.17",
            "Mozilla/5.0",
            "8e1-KBP",
        ):
            assert private not in said
    assert draft.updated == Shop.objects.get(pk=draft.pk).updated


def test_what_was_pasted_is_not_sent_back_with_an_error(alice: Client, draft: Shop) -> None:
    soup = paste(alice, draft, '{"log": "olena@mail.example\0"}')
    assert len(texts(soup, "#id_page_error")) == 1
    assert "olena" not in soup.decode()


def test_nothing_added_without_a_tick(alice: Client, draft: Shop) -> None:
    for data in ({"add": "1"}, {"add": "1", "tools": ["no-such-tool"]}, {"tools": ["stripe"]}):
        alice.post(url(draft), data)
        assert slugs(draft) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<p>Hello</p>", "We found no service that we know"),
        ("Hello", "This is neither a page nor a HAR file"),
        ('{"log": {"entries": []}}', "We found no service that we know"),
        ('{"log": ', "This is neither a page nor a HAR file"),
    ],
)
def test_nothing_found(alice: Client, draft: Shop, text: str, title: str) -> None:
    assert texts(paste(alice, draft, text), "#found-title") == [title]


@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "Paste the source of a page, or choose a file.")],
)
def test_neither_text_nor_file(alice: Client, draft: Shop, language: str, message: str) -> None:
    soup = BeautifulSoup(alice.post(url(draft, language), {"page": " "}).content, "lxml")
    assert texts(soup, "#id_page_error") == [message]
    assert texts(soup, ".error-summary a") == [f"The source of a page — {message}"]


def test_a_file_that_is_too_large(alice: Client, draft: Shop) -> None:
    soup = upload(alice, draft, STRIPE.encode() + b" " * 10 * MEGABYTE)
    (message,) = texts(soup, "#id_file_error")
    assert message.startswith("This file is too large: 10 MB is the most.")
    assert proposed(soup) == {}


def test_a_file_of_the_largest_size(alice: Client, draft: Shop) -> None:
    content = STRIPE.encode().ljust(10 * MEGABYTE)
    assert proposed(upload(alice, draft, content)) == {"stripe": True}


def test_an_empty_file(alice: Client, draft: Shop) -> None:
    assert texts(upload(alice, draft, b""), "#id_file_error") == [
        "Paste the source of a page, or choose a file."
    ]


@pytest.mark.parametrize("plain", [True, False])
def test_a_text_that_is_too_long(alice: Client, draft: Shop, plain: bool) -> None:
    data = {"page": "x" * (MEGABYTE + 1)}
    kind = {"content_type": "application/x-www-form-urlencoded"} if plain else {}
    response = alice.post(url(draft), f"page={data['page']}" if plain else data, **kind)
    assert response.status_code == 413
    (message,) = texts(BeautifulSoup(response.content, "lxml"), "#id_page_error")
    assert message.startswith("This text is too long: 1 MB is the most.")


def test_a_text_just_short_enough(alice: Client, draft: Shop) -> None:
    assert proposed(paste(alice, draft, STRIPE + "ї" * 500_000)) == {"stripe": True}


def test_hostile_pages_stay_text(alice: Client, draft: Shop) -> None:
    page = '<script src="https://x.example/"></script><script>localStorage.setItem("a<b>", 1)</script><img src=\'https://a"b.example/\'>'
    soup = paste(alice, draft, page)
    assert texts(soup, ".unknown li") == ["x.example"]
    own = {f"/static/js/{name}.js" for name in ("kept-files", "kept-form", "owner-kept")}
    assert {str(s.get("src")) for s in soup.select("main script")} == own


def test_a_token_is_asked_for(alice: Client, draft: Shop) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = alice.cookies
    for data in ({"page": STRIPE}, {"add": "1", "tools": ["stripe"]}):
        assert strict.post(url(draft), data).status_code == 403
    assert slugs(draft) == []
    token = BeautifulSoup(strict.get(url(draft)).content, "lxml").select("[name=csrfmiddlewaretoken]")[-1]["value"]  # fmt: skip
    response = strict.post(url(draft), {"csrfmiddlewaretoken": token, "page": STRIPE})
    assert response.status_code == 200


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_strangers_get_404(request: pytest.FixtureRequest, shop: Shop, who: str) -> None:
    client, before = request.getfixturevalue(who), slugs(shop)
    assert client.get(url(shop)).status_code == 404
    assert client.post(url(shop), {"add": "1", "tools": ["clarity"]}).status_code == 404
    assert client.post(url(shop), {"page": "x" * (MEGABYTE + 1)}).status_code == 404
    assert slugs(shop) == before


def test_the_page_is_not_kept_by_caches(alice: Client, draft: Shop) -> None:
    assert "no-store" in alice.get(url(draft)).headers["Cache-Control"]


def test_methods(alice: Client, draft: Shop) -> None:
    assert alice.put(url(draft)).status_code == 405
