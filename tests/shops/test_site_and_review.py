"""The last two screens: what else the policy says, and whether it can go out."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from policygen.engine.loading.load import load_library
from policygen.releases.current import current_is
from policygen.shops.as_facts import facts_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Activity, Shop
from policygen.shops.review.review import Obstacle, Review
from tests.cast import unequal_library
from tests.library.test_new_law import WITH_CLAUSE, WOULD_APPLY
from tests.shops.browser import answers, refusals, send
from tests.shops.conftest import answer_as, load

pytestmark = pytest.mark.django_db


def url(shop: Shop, slug: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{slug}/"


def review_of(client: Client, shop: Shop, query: str = "", language: str = "en") -> Review:
    found: Review = client.get(url(shop, "review", language) + query).context["review"]
    return found


# -- site ------------------------------------------------------------------------------------------


def test_site(alice: Client, shop: Shop) -> None:
    send(
        alice,
        url(shop, "site"),
        **{"cookie_banner": "unknown", "cookie_choice_kept": "P1Y", "gpc": "ignored"},
        **{"automated": "some", "automated_logic_en": "a score", "automated_effect_en": "no order"},
        **{"storage_where": ["UA"], "storage_other": ["PL"], "storage_by": ["cloudflare"]},
        **{"transfers_scc": "unknown", "breach_hours": 24, "rights_fee": "yes"},
        **{"changes_archive": "public", "optional_sections": ["glance"], "shares_for_ads": "no"},
    )
    facts = facts_of(Shop.objects.get(pk=shop.pk))
    assert facts.cookies.banner == "unknown"
    assert str(facts.cookies.choice_kept) == "P1Y"
    assert facts.automated_decisions and facts.automated_decisions.made
    assert facts.storage.where == ("UA", "PL")
    assert facts.storage.by == ("cloudflare",)
    assert (facts.transfers.stated, facts.transfers.scc) == (True, "unknown")
    assert facts.breach_notice.authority_hours == 24
    assert facts.rights.fee is True
    assert facts.changes.archive == "public"
    assert facts.shares_for_ads is False


def test_site_refuses(alice: Client, shop: Shop) -> None:
    wrong: list[tuple[dict[str, Any], set[str]]] = [
        ({"automated": "some"}, {"id_automated_logic_en", "id_automated_effect_en"}),
        ({"breach_hours": 73}, {"id_breach_hours"}),
        ({"security": ["magic"]}, {"id_security"}),
        ({"cookie_choice_kept": "PT1S"}, {"id_cookie_choice_kept"}),
        ({"storage_by": ["aws"]}, {"id_storage_by"}),
        ({"gpc": "yes"}, {"id_gpc"}),
    ]
    found = refusals(alice, url(shop, "site"), *(changes for changes, _anchors in wrong))
    assert found == [anchors for _changes, anchors in wrong]
    assert facts_of(Shop.objects.get(pk=shop.pk)) == load("handcraft-courses")


def test_safe_answers_are_suggested_once(alice: Client, draft: Shop) -> None:
    assert answers(alice.get(url(draft, "site")))["sells_data"] == ["no"]
    send(alice, url(draft, "site"), rights_how=None)
    assert answers(alice.get(url(draft, "site")))["rights_how"] == ["unknown"]


# -- review ----------------------------------------------------------------------------------------


def test_review(alice: Client, shop: Shop) -> None:
    page = alice.get(url(shop, "review"))
    text = page.content.decode()
    review = page.context["review"]
    assert review.publishable
    assert review.language == "en"
    assert {law.law for law in review.coverage} >= {"gdpr", "caloppa"}
    assert all(law.met == law.total for law in review.coverage)
    for format_ in ("pdf", "html", "markdown"):
        for language in ("en", "uk"):
            assert f"{url(shop, 'draft')}{language}/{format_}/" in text
    assert f'action="/en/shops/{shop.public_id}/publish/"' in text


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_policy_switches_language(alice: Client, shop: Shop, language: str) -> None:
    text = alice.get(url(shop, "review") + f"?language={language}").content.decode()
    assert f'<article class="policy sheet" lang="{language}">' in text
    assert "What the laws ask" in text


def test_only_the_policys_languages(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(languages=["uk"])
    assert review_of(alice, shop, "?language=en").language == "uk"
    assert review_of(alice, shop, "?language=<script>").language == "uk"


def test_the_page_may_speak_what_the_policy_does_not(alice: Client, shop: Shop) -> None:
    answer_as(shop, "klumandel")
    Shop.objects.filter(pk=shop.pk).update(languages=["uk"], legal_name={"uk": "ФОП Приклад"})
    review = review_of(alice, shop)
    assert review.document is not None
    assert review.document.language == "uk"
    notes = [finding.message for group in review.findings for finding in group.items]
    assert any("The policy will show your address" in message for message in notes)


def test_a_finding_leads_to_its_question(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(cookie_banner="no")
    review = review_of(alice, shop)
    assert not review.publishable
    assert [f"{url(shop, 'site')}?open=cookie_banner#id_cookie_banner"] == [
        o.url for o in review.obstacles
    ]
    text = alice.get(url(shop, "review")).content.decode()
    assert "Not ready: 1 answer is missing or has to change" in text
    assert "/publish/" not in text
    assert "/draft/" not in text


def test_languages_that_differ_stand_in_the_way_and_lead_nowhere(alice: Client, shop: Shop) -> None:
    answer_as(shop, "klumandel")
    with current_is(unequal_library()):
        review = review_of(alice, shop)
    assert review.obstacles == (
        Obstacle("The languages differ. That is our mistake; please tell us.", None),
    )
    assert review_of(alice, shop).publishable


def test_unfinished_answers_are_listed_with_their_place(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(email="", form="")
    Activity.objects.filter(shop=shop, purpose="orders").update(data=[])
    review = review_of(alice, shop)
    assert review.document is None
    assert [obstacle.url for obstacle in review.obstacles] == [
        url(shop, "shop"),
        url(shop, "contact"),
        f"{url(shop, 'details')}?open=orders-collected#id_orders-collected",
    ]


def test_unfinished_answers_speak_the_pages_language(alice: Client, shop: Shop) -> None:
    Activity.objects.filter(shop=shop, purpose="orders").update(basis="")
    (obstacle,) = review_of(alice, shop, language="uk").obstacles
    assert "бракує цієї відповіді" in obstacle.message


def test_a_new_draft_is_told_where_to_go(alice: Client, draft: Shop) -> None:
    review = review_of(alice, draft)
    assert [o.url for o in review.obstacles][:2] == [url(draft, "shop"), url(draft, "customers")]
    assert len(review.obstacles) == 7


def test_a_screen_that_was_never_saved_is_an_obstacle(alice: Client, shop: Shop) -> None:
    shop.saved_steps.remove("site")
    shop.save()
    review = review_of(alice, shop)
    assert review.document is not None
    assert [o.url for o in review.obstacles] == [url(shop, "site")]


@pytest.mark.few(2)
@pytest.mark.parametrize("name", ["classerium", "jane-ellen", "klumandel", "subscription-platform"])
def test_the_examples_can_be_reviewed(alice: Client, shop: Shop, name: str) -> None:
    other = create_shop(load(name), shop.owner)
    for language in ("en", "uk"):
        review = review_of(alice, other, language=language)
        assert review.document is not None
        assert review.publishable, review.obstacles


@pytest.mark.parametrize(("language", "sentence"), WOULD_APPLY.items())
def test_a_law_that_is_new_in_the_library(
    alice: Client, shop: Shop, language: str, sentence: str
) -> None:
    with current_is(load_library(WITH_CLAUSE)):
        assertContains(alice.get(url(shop, "review", language)), sentence)
