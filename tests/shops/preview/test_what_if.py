"""One answer turned over: the difference first, and stored only on request."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from policygen.engine.compare.difference import Difference
from policygen.engine.loading.load import shipped_library
from policygen.shops.as_facts import facts_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.preview import what_if
from tests.shops.conftest import load
from tests.shops.preview.test_preview import database, url

pytestmark = pytest.mark.django_db


def ask(client: Client, shop: Shop, query: str = "", language: str = "en") -> HttpResponse:
    response = client.get(url(shop, "what-if", language) + query)
    assert response.status_code == 200
    return response


def difference_of(client: Client, shop: Shop, code: str) -> Difference:
    found: Difference = ask(client, shop, f"?answer={code}").context["difference"]
    return found


def keep(client: Client, shop: Shop, code: str) -> HttpResponse:
    return client.post(url(shop, "what-if"), {"answer": code})


def test_it_works(alice: Client, shop: Shop) -> None:
    """No longer selling to the United Kingdom: asked, seen, kept."""
    before = database()
    found = difference_of(alice, shop, "market:GB:no")
    assert [law.id for law in found.laws_lost] == ["uk_gdpr"]
    assert found.laws_gained == ()
    assert found.counts["removed"] > 0
    assert database() == before

    response = keep(alice, shop, "market:GB:no")
    assert response.status_code == 302
    assert response.url == url(shop, "customers") + "?open=where#id_where"
    facts = facts_of(Shop.objects.get(pk=shop.pk))
    assert facts.customers.where == ("US", "US-CA", "EU")
    text = alice.get(response.url).content.decode()
    assert "Kept: United Kingdom: stop selling there." in text


@pytest.mark.long
def test_every_flip_can_be_looked_at(db: None) -> None:
    """Each gives a policy, and none of them is stored. Of purposes and services, some, in the smallest shop."""
    shop = create_shop(load("klumandel"))
    before = database()
    codes = [flip.code for flip in what_if.flips(Shop.objects.get(pk=shop.pk))]
    assert len(codes) == len(set(codes))
    kinds = {code.partition(":")[0] for code in codes}
    assert kinds == set(what_if.GROUPS)
    every = {"market": 1, "purpose": 6, "tool": 12, "answer": 1}
    sample = [
        c for kind in every for c in [c for c in codes if c.startswith(f"{kind}:")][:: every[kind]]
    ]
    for code in sample:
        owned = Shop.objects.get(pk=shop.pk)
        flip = what_if.find(owned, code)
        assert flip
        found = what_if.differences(owned, flip, ["en"])["en"]
        assert found.after.clauses
    assert database() == before


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("code", "screen"),
    [
        ("market:UA:yes", "customers"),
        ("purpose:newsletter:yes", "purposes"),
        ("tool:paypal:yes", "tools"),
        ("answer:sells_data:yes", "site"),
        ("answer:ccpa_revenue:yes", "customers"),
        ("answer:contact_chat:yes", "contact"),
    ],
)
def test_keeping_stores_what_was_shown(alice: Client, shop: Shop, code: str, screen: str) -> None:
    shown = difference_of(alice, shop, code).after
    response = keep(alice, shop, code)
    assert response.url.partition("?")[0] == url(shop, screen)
    kept = alice.get(url(shop, "preview")).context["preview"].document
    assert kept == shown
    assert what_if.find(Shop.objects.get(pk=shop.pk), code) is None


def test_back_again(alice: Client, shop: Shop) -> None:
    before = alice.get(url(shop, "preview")).context["preview"].document
    keep(alice, shop, "market:GB:no")
    keep(alice, shop, "market:GB:yes")
    assert alice.get(url(shop, "preview")).context["preview"].document == before


def test_a_service_brings_its_purpose(alice: Client, shop: Shop) -> None:
    """The rules of the screens hold here too, and the owner is told."""
    assert not shop.activities.filter(purpose="delivery").exists()
    response = alice.post(url(shop, "what-if"), {"answer": "tool:novaposhta:yes"}, follow=True)
    assert shop.activities.filter(purpose="delivery", tools__slug="novaposhta").exists()
    assert "so we added it to what you do" in response.content.decode()


def test_dropping_a_service_forgets_it_everywhere(alice: Client, shop: Shop) -> None:
    slug = shop.tools.all()[0].slug
    keep(alice, shop, f"tool:{slug}:no")
    facts = facts_of(Shop.objects.get(pk=shop.pk))
    named = {t for a in facts.activities for t in (*a.tools, *a.source)} | set(facts.storage.by)
    assert slug not in named


@pytest.mark.parametrize(
    "code",
    ["", "x", "market:XX:yes", "tool:nothing:yes", "answer:owner:yes", "answer:name:no", "::"],
)
def test_what_is_not_offered_is_not_done(alice: Client, shop: Shop, code: str) -> None:
    before = database()
    assert keep(alice, shop, code).url == url(shop, "what-if")
    assert ask(alice, shop, f"?answer={code}").context["groups"]
    assert database() == before


def test_keeping_twice_keeps_once(alice: Client, shop: Shop) -> None:
    keep(alice, shop, "market:UA:yes")
    response = alice.post(url(shop, "what-if"), {"answer": "market:UA:yes"}, follow=True)
    assert "Nothing to change" in response.content.decode()
    assert [m.code for m in shop.markets.all()].count("UA") == 1


def test_the_last_market_and_the_last_purpose_stay(shop: Shop) -> None:
    shop.markets.exclude(code=shop.markets.all()[0].code).delete()
    shop.activities.exclude(pk=shop.activities.all()[0].pk).delete()
    codes = {flip.code for flip in what_if.flips(Shop.objects.get(pk=shop.pk))}
    assert not [c for c in codes if c.startswith(("market:", "purpose:")) and c.endswith(":no")]


def test_finding_an_answer(alice: Client, shop: Shop) -> None:
    def labels(query: str) -> list[str]:
        groups = ask(alice, shop, f"?find={query}").context["groups"]
        return [flip.question for group in groups for flip in group.flips]

    assert labels("ukraine+sell+there") == ["Ukraine"]
    assert "PayPal" in labels("PAYPAL")
    assert labels("qwertyuiop") == []
    assert "No answer has these words" in ask(alice, shop, "?find=qwerty").content.decode()
    assert len(labels("")) > 100


def test_both_languages_on_request(alice: Client, shop: Shop) -> None:
    one = ask(alice, shop, "?answer=market:GB:no")
    both = ask(alice, shop, "?answer=market:GB:no&side=1")
    assert [code for code, _name, _found in one.context["redlines"]] == ["en"]
    assert [code for code, _name, _found in both.context["redlines"]] == ["en", "uk"]
    html = both.content.decode()
    assert html.count('class="policy sheet redline"') == 2


def test_the_redline(alice: Client, shop: Shop) -> None:
    slug = shop.tools.all()[0].slug
    name = shipped_library().tools[slug].named("en")
    html = ask(alice, shop, f"?answer=tool:{slug}:no").content.decode()
    struck = " ".join(re.findall(r"<del>(.*?)</del>", html, re.DOTALL))
    assert name.split()[0] in struck


def test_a_draft_can_ask_too(alice: Client, draft: Shop) -> None:
    found = difference_of(alice, draft, "answer:sells_data:yes")
    assert found.changes
    response = ask(alice, draft)
    assert {group.kind for group in response.context["groups"]} == {"answer"}
    assert "There is more to try" in response.content.decode()


def test_in_ukrainian(alice: Client, shop: Shop) -> None:
    response = ask(alice, shop, "?answer=market:GB:no", "uk")
    assert response.context["difference"].after.language == "uk"


def test_strangers_get_404(bob: Client, charlie: Client, shop: Shop) -> None:
    before = database()
    for client in (bob, charlie, Client()):
        assert client.get(url(shop, "what-if")).status_code == 404
        assert client.get(url(shop, "what-if") + "?answer=market:GB:no").status_code == 404
        assert keep(client, shop, "market:GB:no").status_code == 404
    assert Client(enforce_csrf_checks=True).post(url(shop, "what-if")).status_code == 403
    # Charlie's own draft aside, nothing is different.
    assert database() == before
