"""An owner who answers "I don't know" wherever that is offered, and leaves open what may stay open."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from policygen.shops.as_facts import shop_data
from policygen.shops.models import Shop
from policygen.shops.review.review import Review
from policygen.shops.steps import STEPS
from tests.shops.browser import answers

pytestmark = pytest.mark.django_db

KEPT = {"languages", "first_language", "effective", "where", "purposes", "basis", "interest"}
KEPT |= {"collected", "about", "source", "reply_working", "placement"}
"""What the wizard fills in and no law lets stay open, or what is no question of knowledge."""

UKRAINE = {
    "offers": ["jewelry"],
    "preset": "other",
    "name_uk": "Срібна верба",
    "form": "sole_trader",
    "country": "UA",
    # Everybody knows these, and without them no law lets the policy go public.
    "legal_name_uk": "Верба Марія Іванівна",
    "registration": "1234567890",
    "address_uk": "м. Львів, вул. Вербова, 1",
    "email": "hello@verba.example",
}
USA = {
    "offers": ["courses"],
    "preset": "other",
    "name_en": "Bead by Bead",
    "form": "company",
    "country": "US",
    "email": "jo@beads.example",
}
# Clauses that would say of the shop what these owners did not answer.
CLAIMS = frozenset(
    {
        *("automated-none", "automated-some", "security-measures", "security-breach-authority"),
        *("security-breach-people", "security-contact", "cookies-table", "cookies-banner"),
        *("cookies-settings-link", "cookies-choice-kept", "cookies-gpc-honoured"),
        *("cookies-dnt-ignored", "cookies-dnt-honoured", "sharing-no-sale", "glance-no-sale"),
        *("sharing-sale", "sharing-disclosures", "sharing-tools", "children-general"),
        *("children-mixed", "children-directed", "children-adults-only", "children-minimum-age"),
        *("rights-verify", "storage-places", "storage-tools", "changes-notice", "changes-archive"),
        *("changes-notice-in-advance", "collect-card-numbers", "collect-not", "links-named"),
        *("collect-mandatory", "contact-reply", "contact-reply-alone", "retention-tax"),
    }
)
# Clauses for owners who do not know.
INSTEAD = frozenset(
    {
        *("changes-notice-unstated", "collect-mandatory-when-asked", "contact-plain"),
        *("cookies-none", "cookies-dnt-unknown", "cookies-not-across-sites", "rights-how"),
        *("who-controller-brand", "who-card-no-address"),
    }
)


class _Unknowns(HTMLParser):
    """The names of the questions that offer "I don't know"."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.select = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = dict(pairs)
        if tag == "select":
            self.select = attrs.get("name") or ""
        elif attrs.get("value") == "unknown":
            self.names.add(self.select if tag == "option" else attrs.get("name") or "")


def not_knowing(page: HttpResponse, known: dict[str, Any]) -> dict[str, Any]:
    parser = _Unknowns()
    parser.feed(page.content.decode())
    shown = answers(page)
    kept = {
        name: value
        for name, value in shown.items()
        if name.rpartition("-")[2].partition("_")[0] in {k.partition("_")[0] for k in KEPT}
    }
    unknown = {name: ["unknown"] for name in parser.names if not name.startswith("custom_")}
    given = {name: value for name, value in known.items() if name in shown or name in FREE}
    return {**kept, **unknown, **given}


FREE = {"offers", "preset", "form"}
"""Choices that a form without an answer does not send."""


def walk(language: str, known: dict[str, Any]) -> tuple[Client, Shop]:
    client = Client()
    client.post(f"/{language}/shops/start/")
    shop = Shop.objects.latest("pk")
    for step in STEPS:
        url = f"/{language}/shops/{shop.public_id}/{step.slug}/"
        data = not_knowing(client.get(url), known)
        response = client.post(url, {**data, "go": "next"})
        assert response.status_code == 302, (step.slug, response.context["errors"])
    return client, Shop.objects.get(pk=shop.pk)


def reviewed(client: Client, language: str, shop: Shop) -> Review:
    response = client.get(f"/{language}/shops/{shop.public_id}/review/")
    review: Review = response.context["review"]
    return review


OWNERS = {"UA": ("uk", UKRAINE), "US": ("en", USA)}


@dataclass(frozen=True)
class Walked:
    language: str
    shop: Shop
    review: Review


@pytest.fixture(scope="module", params=OWNERS)
def walked(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Walked]:
    """An owner at the end of the way, walked once for the file."""
    language, known = OWNERS[request.param]
    with django_db_blocker.unblock(), transaction.atomic():
        client, shop = walk(language, known)
        yield Walked(language, shop, reviewed(client, language, shop))
        transaction.set_rollback(True)


@pytest.mark.few(1)
def test_it_works(walked: Walked) -> None:
    review, shop = walked.review, walked.shop
    assert review.obstacles == ()
    assert [unmet for law in review.coverage for unmet in law.unmet if unmet.duty] == []
    assert shop.saved_steps == [step.slug for step in STEPS]


def test_nothing_is_said_that_was_not_answered(walked: Walked) -> None:
    said = {clause.id for clause in walked.review.document.clauses}
    assert said & CLAIMS == set()
    expected = {
        *("changes-notice-unstated", "collect-mandatory-when-asked", "contact-plain"),
        *("cookies-none", "rights-how"),
    }
    if walked.language == "en":
        expected |= {"cookies-dnt-unknown", "cookies-not-across-sites"}
        expected |= {"who-controller-brand", "who-card-no-address"}
    assert said & INSTEAD == expected


def test_no_period_is_promised(walked: Walked) -> None:
    kept = {(a.keep.kind, a.keep.until) for a in walked.shop.activities.all()}
    assert kept == {("until", "purpose_done")}


def test_only_what_was_known_or_unknown_is_kept(walked: Walked) -> None:
    facts = shop_data(walked.shop)
    sentences = {
        *("sells_data", "shares_for_ads", "automated_decisions", "security", "storage"),
        *("not_collected", "disclosures", "links_out", "custom_tools"),
    }
    given = {key: facts[key] for key in sentences if key in facts}
    assert given == {"sells_data": "unknown", "shares_for_ads": "unknown"}
    assert facts["rights"] == {"fee": "unknown", "agent": "unknown"}
    assert facts["changes"] == {"in_advance": "unknown"}
    assert facts["breach_notice"] == {"people": "unknown"}


def test_a_person_under_no_known_name_cannot_publish() -> None:
    """The bare minimum: whoever sells in their own name has to give it."""
    client, shop = walk("en", {**USA, "form": "individual"})
    review = reviewed(client, "en", shop)
    assert [obstacle.url.rpartition("#")[2] for obstacle in review.obstacles] == ["id_legal_name"]
