"""“I don't know” that helps: how to find out, and a message for whoever made the site."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from policygen.shops import access
from policygen.shops.models import Shop, ShopTool

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client: Client) -> Shop:
    """Begun in the browser of `client`, without an account."""
    client.post("/en/shops/start/")
    return Shop.objects.get(owner=None)


def url(shop: Shop, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/ask/"


def page(client: Client, shop: Shop, language: str = "en", query: str = "") -> BeautifulSoup:
    response = client.get(url(shop, language) + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def asked(soup: BeautifulSoup) -> list[str]:
    return [
        str(a["href"]).partition("#id_")[2] for a in soup.select(".ask > li > p > a[href*='#']")
    ]


def text(soup: BeautifulSoup) -> str:
    field = soup.select_one("#message-text")
    return field.get_text() if field else ""


def leave_open(shop: Shop, **values: object) -> None:
    Shop.objects.filter(pk=shop.pk).update(**values)


def test_it_works(alice: Client, shop: Shop) -> None:
    before = asked(page(alice, shop))
    leave_open(shop, cookie_banner="unknown")
    soup = page(alice, shop)
    assert sorted({"cookie_banner", *before}) == sorted(asked(soup))
    link = soup.select_one(".ask a")
    assert (
        link
        and link["href"] == f"/en/shops/{shop.public_id}/site/?open=cookie_banner#id_cookie_banner"
    )
    message = text(soup)
    assert message.startswith("Hello,\n\nI am writing the privacy policy of “Handcraft Jewelry")
    assert "1. Does the site ask before it sets cookies that it could do without?" in message
    assert "/resume/" not in message
    mail = urlsplit(str(soup.select_one("#message a[href^='mailto:']")["href"]))  # type: ignore[index]
    sent = parse_qs(mail.query)
    assert mail.path == ""
    assert sent["subject"] == ["Questions about the site of “Handcraft Jewelry Courses”"]
    assert sent["body"][0].replace("\r\n", "\n") == message


def test_nobody_said_so_to_what_no_screen_asked(client: Client, draft: Shop) -> None:
    """Folded away and left as it was, or brought up only by an answer that was not given."""
    leave_open(draft, saved_steps=["site"], offers=["jewelry"])
    assert asked(page(client, draft)) == ["security"]
    leave_open(draft, cookie_banner="unknown", gpc="unknown")
    assert asked(page(client, draft)) == ["cookie_banner", "security"]


def test_what_was_folded_away_is_not_answered_by_saving_again(client: Client, draft: Shop) -> None:
    leave_open(draft, saved_steps=["site"])
    address = f"/en/shops/{draft.public_id}/site/"
    soup = BeautifulSoup(client.get(address).content, "lxml")
    ticked = {str(box["name"]) for box in soup.select("#wizard [value=unknown][checked]")}
    assert "security" in ticked
    assert ticked.isdisjoint({"cookie_banner", "storage_where", "transfers_signed"})


def test_it_speaks_the_page_s_language(alice: Client, shop: Shop) -> None:
    leave_open(shop, cookie_banner="unknown")
    message = text(page(alice, shop, "uk"))
    assert message.startswith("Добрий день!") and "Як дізнатися:" in message
    assert "How to find out" not in message


def test_nothing_is_left(alice: Client, shop: Shop) -> None:
    names = asked(page(alice, shop))
    open_words = {"local_storage": ["cart"], "storage_where": ["UA"], "security": ["https"]}
    choices = {
        "gpc": "ignored",
        "dnt": "ignored",
        "cookie_choice_kept": "P1Y",
        "backups_kept": "P30D",
    }
    chosen = {"storage_by": ["shopify"], "transfers_signed": ["shopify"]}
    known: dict[str, object] = {**open_words, **choices, **chosen}
    leave_open(shop, **{name: known.get(name, "yes") for name in names})
    soup = page(alice, shop)
    assert asked(soup) == [] and text(soup) == ""
    assert "Nothing is left" in soup.get_text()
    review = alice.get(f"/en/shops/{shop.public_id}/review/").content.decode()
    assert url(shop) not in review


def test_the_review_leads_there(alice: Client, shop: Shop) -> None:
    leave_open(shop, cookie_banner="unknown")
    number = len(asked(page(alice, shop)))
    review = BeautifulSoup(alice.get(f"/en/shops/{shop.public_id}/review/").content, "lxml")
    (link,) = review.select(f'main a[href="{url(shop)}"]')
    assert link.get_text().startswith(f"{number} question")


def test_the_button_saves_and_leads_there(client: Client, draft: Shop) -> None:
    """Of a screen: pressed at a question, without a script."""
    response = client.get(f"/en/shops/{draft.public_id}/site/")
    soup = BeautifulSoup(response.content, "lxml")
    first = soup.select_one("#wizard button[type=submit]")
    assert first and first["value"] == "next", "what the Enter key presses"
    button = soup.select_one("#id_cookie_banner .if-unknown button")
    assert button and (button["name"], button["value"]) == ("go", "ask")
    answer = client.post(
        f"/en/shops/{draft.public_id}/site/", {"go": "ask", "cookie_banner": "unknown"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, url(draft))
    assert "cookie_banner" in asked(page(client, draft))


def test_only_saved_screens_count(client: Client, draft: Shop) -> None:
    leave_open(draft, saved_steps=[])
    assert asked(page(client, draft)) == []


def test_links_are_the_owner_s_choice(client: Client, draft: Shop) -> None:
    leave_open(draft, saved_steps=["site"], cookie_banner="unknown")
    assert "/resume/" not in client.get(url(draft)).content.decode()
    response = client.post(url(draft))
    assert response.headers["Location"] == f"{url(draft)}?links=1#message"
    draft.refresh_from_db()
    key = draft.resume_key
    soup = page(client, draft, query="?links=1")
    there = f"/en/shops/resume/{key}/?question=cookies.banner"
    assert f"http://testserver{there}\n" in text(soup)
    warning = soup.select_one("#message .alert-warning")
    assert warning and "Whoever has one can do all that you can" in warning.get_text()
    assert "/resume/" not in text(page(client, draft))
    client.post(url(draft))
    draft.refresh_from_db()
    assert draft.resume_key == key, "the link that was sent goes on working"
    helper = Client()
    response = helper.get(there)
    assert (
        response.headers["Location"]
        == f"/en/shops/{draft.public_id}/site/?open=cookie_banner#id_cookie_banner"
    )
    assert helper.get(response.headers["Location"].partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "question", ["", "no.such", "https://example.com/", "//example.com", "own_words/../x"]
)
def test_a_link_to_no_question_opens_the_next_screen(
    client: Client, draft: Shop, question: str
) -> None:
    client.post(url(draft))
    draft.refresh_from_db()
    plain = Client().get(f"/en/shops/resume/{draft.resume_key}/").headers["Location"]
    path = f"/en/shops/resume/{draft.resume_key}/"
    assert Client().get(path, {"question": question}).headers["Location"] == plain


def test_a_shop_in_an_account_has_no_links(alice: Client, shop: Shop) -> None:
    leave_open(shop, cookie_banner="unknown")
    alice.post(url(shop))
    shop.refresh_from_db()
    assert shop.resume_key == ""
    soup = page(alice, shop, query="?links=1")
    assert "resume" not in text(soup)
    assert not soup.select("#message form")


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_strangers_get_404(request: pytest.FixtureRequest, shop: Shop, who: str) -> None:
    stranger = request.getfixturevalue(who)
    assert stranger.get(url(shop)).status_code == 404
    assert stranger.post(url(shop)).status_code == 404


def test_answers_are_data(alice: Client, shop: Shop) -> None:
    hostile = '{shop}%0D%0ABcc: <script>x</script>\u2028"&body=y'
    leave_open(shop, name={"": hostile}, cookie_banner="unknown")
    response = alice.get(url(shop))
    assert "<script>x" not in response.content.decode()
    soup = BeautifulSoup(response.content, "lxml")
    shown = " ".join(hostile.split())
    assert f"“{shown}”" in text(soup)
    mail = urlsplit(str(soup.select_one("#message a[href^='mailto:']")["href"]))  # type: ignore[index]
    sent = {
        key: [" ".join(v.split()) for v in values] for key, values in parse_qs(mail.query).items()
    }
    assert sent == {
        "subject": [f"Questions about the site of “{shown}”"],
        "body": [" ".join(text(soup).split())],
    }


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("shopify", "In Shopify, open Settings"),
        ("tilda", "Look for the block T972"),
        ("horoshop", "Open your shop in a private window of the browser"),
    ],
)
def test_advice_is_for_the_shop_s_platform(alice: Client, shop: Shop, tool: str, said: str) -> None:
    shop.tools.exclude(slug=tool).filter(
        slug__in=["shopify", "tilda", "wix", "woocommerce"]
    ).delete()
    ShopTool.objects.get_or_create(shop=shop, slug=tool)
    site = BeautifulSoup(alice.get(f"/en/shops/{shop.public_id}/site/").content, "lxml")
    found = site.select_one("#id_cookie_banner .if-unknown")
    assert found and f"How to find out: {said}" in " ".join(found.get_text().split())
    assert site.select_one("#id_cookie_banner .if-no")


def test_one_link_is_remembered(client: Client, draft: Shop) -> None:
    """Who has the shop by a link alone keeps it when the message is made."""
    client.post(url(draft))
    draft.refresh_from_db()
    helper = Client()
    helper.get(f"/en/shops/resume/{draft.resume_key}/")
    assert helper.post(url(draft)).status_code == 302
    assert helper.session[access.RESUMED_KEY] == [draft.resume_key]
