"""The owner's checklist of what the policy promises, its ticks, and the calendar."""

import re

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from policygen.shops.as_facts import shop_data
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db


def url(shop: Shop, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/promises/"


def calendar_url(shop: Shop, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/promises.ics"


def page(client: Client, shop: Shop, language: str = "en") -> BeautifulSoup:
    response = client.get(url(shop, language))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def ids(soup: BeautifulSoup, section: str) -> list[str]:
    return [str(item["id"]) for item in soup.select(f"#{section} .promise")]


def ticked(soup: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in soup.select("[name=done][checked]")]


NOW = ["cookie-banner", "cookie-settings", "cookie-choice-renewed", "gpc", "safeguards"]


def test_it_works(alice: Client, shop: Shop) -> None:
    soup = page(alice, shop)
    assert [h.get_text() for h in soup.select("main h2")] == [
        "Now, once",
        "When somebody asks, or something happens",
        "Regularly",
        "What changes next",
    ]
    assert ids(soup, "now")[:5] == NOW
    assert "answer-gdpr" in ids(soup, "asked")
    assert ids(soup, "regularly")[0] == "review-policy"
    promise = soup.find(id="reply-time")
    assert promise
    text = re.sub(r"\s+", " ", promise.get_text(" ")).strip()
    assert text.startswith("Reply to messages within ")
    links = [str(a["href"]) for a in promise.select("a")]
    root = f"/en/shops/{shop.public_id}"
    assert links == [
        f"{root}/review/#contact",
        f"{root}/contact/?open=replies_within#id_replies_within",
    ]


@pytest.mark.long
def test_every_link_leads_somewhere(alice: Client, shop: Shop) -> None:
    soup = page(alice, shop)
    review = BeautifulSoup(alice.get(f"/en/shops/{shop.public_id}/review/").content, "lxml")
    screens: dict[str, BeautifulSoup] = {"review": review}
    for link in soup.select('.promise a[href^="/"]'):
        path, _mark, anchor = str(link["href"]).partition("#")
        screen = path.partition("?")[0].rstrip("/").rpartition("/")[2]
        if screen not in screens:
            screens[screen] = BeautifulSoup(alice.get(path).content, "lxml")
        assert screens[screen].find(id=anchor), link["href"]


def test_regular_promises_say_when(alice: Client, shop: Shop) -> None:
    review = page(alice, shop).select_one("#review-policy .promise-when")
    assert review and review.get_text() == "Every year, first on 22 November 2027"


def test_ticking(alice: Client, shop: Shop) -> None:
    response = alice.post(url(shop), {"done": ["gpc", "safeguards", "answer-gdpr", "nonsense"]})
    assert (response.status_code, response.headers["Location"]) == (302, url(shop))
    shop.refresh_from_db()
    assert shop.done_duties == ["gpc", "safeguards"]
    soup = page(alice, shop)
    assert ticked(soup) == ["gpc", "safeguards"]
    said = soup.select_one(".progress-words")
    assert said and re.fullmatch(r"2 of \d+ done", said.get_text())
    alice.post(url(shop), {"done": ["gpc"]})
    shop.refresh_from_db()
    assert shop.done_duties == ["gpc"]


def test_a_tick_survives_an_answer_that_comes_back(alice: Client, shop: Shop) -> None:
    alice.post(url(shop), {"done": ["gpc", "safeguards"]})
    Shop.objects.filter(pk=shop.pk).update(gpc="ignored")
    assert ticked(page(alice, shop)) == ["safeguards"]
    alice.post(url(shop), {"done": ["safeguards"]})
    Shop.objects.filter(pk=shop.pk).update(gpc="honoured")
    assert ticked(page(alice, shop)) == ["gpc", "safeguards"]


def test_ticks_do_not_change_the_policy(alice: Client, shop: Shop) -> None:
    before = shop_data(shop)
    alice.post(url(shop), {"done": NOW})
    assert shop_data(Shop.objects.get(pk=shop.pk)) == before


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_strangers_get_404(request: pytest.FixtureRequest, shop: Shop, who: str) -> None:
    client = request.getfixturevalue(who)
    assert client.get(url(shop)).status_code == 404
    assert client.post(url(shop), {"done": ["gpc"]}).status_code == 404
    assert client.get(calendar_url(shop)).status_code == 404
    shop.refresh_from_db()
    assert shop.done_duties == []


def test_methods_and_token(alice: Client, shop: Shop) -> None:
    assert alice.post(calendar_url(shop)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = alice.cookies
    assert strict.post(url(shop), {"done": ["gpc"]}).status_code == 403


def test_a_draft_promises_nothing_yet(alice: Client, draft: Shop) -> None:
    soup = page(alice, draft)
    assert soup.select(".promise") == []
    assert soup.select_one(f'main a[href="/en/shops/{draft.public_id}/review/"]')
    assert alice.post(url(draft), {"done": ["gpc"]}).status_code == 302
    draft.refresh_from_db()
    assert draft.done_duties == []
    response = alice.get(calendar_url(draft), follow=True)
    assert response.redirect_chain == [(url(draft), 302)]
    assert [str(m) for m in response.context["messages"]] == [
        "The calendar is made from your answers, and some are missing."
    ]


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Review the privacy policy"), ("uk", "Переглянути політику конфіденційності")],
)
def test_the_calendar(alice: Client, shop: Shop, language: str, title: str) -> None:
    response = alice.get(calendar_url(shop, language))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="handcraft-jewelry-courses-privacy-promises.{language}.ics"'
    )
    calendar = icalendar.Calendar.from_ical(response.content)
    events = {str(e["UID"]): str(e["SUMMARY"]) for e in calendar.walk("VEVENT")}
    assert events[f"review-policy-{shop.public_id}@policygen"] == title
    assert response.content == alice.get(calendar_url(shop, language)).content


def test_the_calendar_holds_nothing_private(alice: Client, shop: Shop) -> None:
    shop.owner_key, shop.resume_key = "own-secret", "resume-secret"
    shop.save()
    content = alice.get(calendar_url(shop)).content.decode()
    for private in ("own-secret", "resume-secret", "alice", shop.email):
        assert private not in content


def test_headings_and_ids(alice: Client, shop: Shop) -> None:
    soup = page(alice, shop, "uk")
    found = [tag["id"] for tag in soup.select("[id]")]
    assert len(found) == len(set(found))
    for box in soup.select("[name=done]"):
        assert soup.find("label", attrs={"for": box["id"]})
        assert soup.find(id=box["aria-describedby"])


def test_queries_do_not_grow(
    alice: Client, shop: Shop, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        alice.get(url(shop))
