"""What the review tells beside the policy: receipts, what is left out, and the owner's checklist."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from policygen.shops.models import Shop
from tests.shops.conftest import answer_as

pytestmark = pytest.mark.django_db


def page(client: Client, shop: Shop, language: str = "en", query: str = "") -> BeautifulSoup:
    content = client.get(f"/{language}/shops/{shop.public_id}/review/{query}").content
    return BeautifulSoup(content, "lxml")


def squeezed(tag: Tag) -> str:
    words = re.sub(r"\s+", " ", tag.get_text(" ")).strip()
    return re.sub(r"(?<=\() | (?=[;)])", "", words)


def section(soup: BeautifulSoup, id_: str) -> Tag:
    found = soup.find(id=id_)
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize(
    ("language", "summary", "because", "law"),
    [
        ("en", "Why is this here?", "no serious decision is made by machine alone", "Art. 13(2)(f) GDPR; Art. 13(2)(f) UK GDPR"),
        ("uk", "Чому це тут?", "важливі рішення не ухвалюються лише автоматично", "п. «f» ч. 2 ст. 13 GDPR; п. «f» ч. 2 ст. 13 GDPR Великої Британії"),
    ],
)  # fmt: skip
def test_each_passage_has_its_receipt(
    alice: Client, shop: Shop, language: str, summary: str, because: str, law: str
) -> None:
    soup = page(alice, shop, language)
    receipts = soup.select("article.policy details.receipt")
    review = alice.get(f"/{language}/shops/{shop.public_id}/review/").context["review"]
    assert len(receipts) == len(review.document.on_pages)
    assert {squeezed(r.summary) for r in receipts if r.summary} == {summary}
    receipt = squeezed(section(soup, "automated").select("details.receipt")[0])
    assert because in receipt
    assert law in receipt
    assert not any("open" in r.attrs for r in receipts)


def test_the_receipt_speaks_the_pages_language(alice: Client, shop: Shop) -> None:
    soup = page(alice, shop, "en", "?language=uk")
    article = soup.select_one("article.policy")
    assert article and article["lang"] == "uk"
    receipts = article.select("details.receipt")
    assert {r["lang"] for r in receipts} == {"en"}
    assert "for every shop" in squeezed(receipts[0])


def test_what_is_left_out_leads_to_its_question(alice: Client, shop: Shop) -> None:
    left = section(page(alice, shop), "left-out")
    link = left.find("a", string="you have a data protection officer")
    assert isinstance(link, Tag)
    assert link["href"] == f"/en/shops/{shop.public_id}/contact/?open=dpo#id_dpo"
    assert "This is not so: you have a data protection officer." in squeezed(left).replace(
        " .", "."
    )
    assert "Canadian privacy law" in squeezed(left)
    assert "Чого тут немає і чому" in squeezed(section(page(alice, shop, "uk"), "left-out"))


def test_equal_reasons_are_said_once(alice: Client, shop: Shop) -> None:
    answer_as(shop, "klumandel")
    left = section(page(alice, shop), "left-out")
    heading = left.find("h3", string="If you live in California")
    assert isinstance(heading, Tag)
    items = heading.find_next("ul").select("li")  # type: ignore[union-attr]
    texts = [squeezed(item) for item in items]
    assert len([text for text in texts if "CCPA" in text]) == 1
    assert re.search(r"\d+ passages", " ".join(texts))


def test_the_checklist(alice: Client, shop: Shop) -> None:
    duties = section(page(alice, shop), "duties")
    assert [squeezed(h) for h in duties.select("h2, h3")] == [
        "What to do beside the policy",
        "On your site",
        "In your work",
    ]
    assert "(Art. 12(1) GDPR; Art. 12(1) UK GDPR)" in squeezed(duties)
    record = "Keep a written record of what you do with people’s data and why."
    assert f"{record} (Arts. 30, 5(2) GDPR; Arts. 30, 5(2) UK GDPR; recommended)" in squeezed(
        duties
    )
    in_ukrainian = squeezed(section(page(alice, shop, "uk"), "duties"))
    assert "На вашому сайті" in in_ukrainian
    assert "з даними людей. (ст. 30" in in_ukrainian


@pytest.mark.parametrize("language", ["en", "uk"])
def test_headings_go_down_one_at_a_time(alice: Client, shop: Shop, language: str) -> None:
    levels = [
        int(h.name[1]) for h in page(alice, shop, language).select("main :is(h1, h2, h3, h4)")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique(alice: Client, shop: Shop) -> None:
    ids = [tag["id"] for tag in page(alice, shop).select("[id]")]
    assert len(ids) == len(set(ids))
