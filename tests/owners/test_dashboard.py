"""What the list of shops says about each, and what that costs."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from policygen.engine.facts.reading import facts_data
from policygen.engine.loading.load import shipped_library
from policygen.owners import dashboard
from policygen.owners.dashboard import Address, Card, Task, cards
from policygen.publishing.models import Policy, Version
from policygen.shops.as_facts import facts_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import OwnWords, Shop
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db


DIFFER = "Your answers differ from what is online: see what would change, and publish it"


def publish(shop: Shop, number: int = 1, release: int | None = None) -> Version:
    """A version that says what the shop's answers say now."""
    policy, _new = Policy.objects.get_or_create(shop=shop, defaults={"slug": f"slug-{shop.pk}"})
    facts = facts_of(shop)
    return Version.objects.create(
        policy=policy,
        number=number,
        facts=facts_data(facts),
        library_release=release or shipped_library().release,
        effective=facts.effective,
    )


def card_of(shop: Shop) -> Card:
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    return card


def review(shop: Shop) -> str:
    return f"/en/shops/{shop.public_id}/review/"


def test_it_works(alice: Client, shop: Shop) -> None:
    publish(shop)
    publish(shop, 2)
    card = card_of(shop)
    assert (card.done, card.total, card.url, card.tasks) == (8, 8, review(shop), ())
    assert card.published and (card.published.number, card.published.versions) == (2, 2)
    assert card.published.addresses == (
        Address("en", "English", f"/p/slug-{shop.pk}/en/"),
        Address("uk", "Українська", f"/p/slug-{shop.pk}/uk/"),
    )
    page = alice.get("/en/shops/").content.decode()
    assert "8 of 8 screens done" in page
    assert "Version 2 is published, in force from 22 November 2026." in page
    assert "2 versions, files and the line for your footer" in page
    assert f'<a href="/p/slug-{shop.pk}/uk/">http://testserver/p/slug-{shop.pk}/uk/</a>' in page
    assert "Nothing to do" in page


def test_a_new_draft(draft: Shop) -> None:
    card = card_of(draft)
    first = f"/en/shops/{draft.public_id}/shop/"
    assert (card.done, card.url, card.published, card.kept_until) == (0, first, None, None)
    (task,) = card.tasks
    assert task.url == first and task.text.startswith("7 screens to finish: Your shop, Customers, ")


def test_one_screen_is_left(shop: Shop) -> None:
    Shop.objects.update(email="")
    card = card_of(shop)
    contact = f"/en/shops/{shop.public_id}/contact/"
    assert (card.done, card.tasks) == (6, (Task("1 screen to finish: Contact", contact),))


def test_not_yet_published(shop: Shop) -> None:
    card = card_of(shop)
    text = "Not published yet: check the policy and publish it"
    assert (card.done, card.tasks) == (7, (Task(text, review(shop)),))


def test_answers_that_changed_since(shop: Shop) -> None:
    publish(shop, 3)
    Shop.objects.update(email="new@handcraft.example")
    (task,) = card_of(shop).tasks
    assert task == Task(DIFFER, f"/en/shops/{shop.public_id}/update/")


def test_saving_without_a_change_is_none(shop: Shop) -> None:
    publish(shop)
    shop.mark_saved("shop")
    assert card_of(shop).tasks == ()


def test_own_words_are_a_change(shop: Shop) -> None:
    OwnWords.objects.create(shop=shop, kind="section", target="glance", language="en", markdown="x")
    publish(shop)
    assert card_of(shop).tasks == ()
    OwnWords.objects.update(markdown="y")
    (task,) = card_of(shop).tasks
    assert task.text == DIFFER


def test_a_newer_library(shop: Shop) -> None:
    publish(shop, release=shipped_library().release + 1)
    (task,) = card_of(shop).tasks
    text = "Our texts have changed since version 1: check the policy and publish it"
    assert task == Task(text, review(shop))


def test_a_published_shop_that_is_unfinished_again(shop: Shop) -> None:
    publish(shop)
    Shop.objects.update(email="")
    card = card_of(shop)
    assert card.done == 7
    assert [task.text for task in card.tasks] == ["1 screen to finish: Contact"]


def test_nothing_is_composed(shop: Shop, alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(shop)
    monkeypatch.delattr("policygen.engine.policy.compose.compose")
    assert not hasattr(dashboard, "compose")
    assert alice.get("/en/shops/").status_code == 200


def test_newest_change_first(alice: Client, shop: Shop, draft: Shop) -> None:
    assert list(alice.get("/en/shops/").context["shops"]) == [draft, shop]
    shop.mark_saved("shop")
    assert list(alice.get("/en/shops/").context["shops"]) == [shop, draft]


def test_without_an_account_it_invites(charlie: Client, alice: Client, shop: Shop) -> None:
    invitation = "Keep them with an account"
    page = charlie.get("/en/shops/").content.decode()
    assert invitation in page and "Private link" in page
    page = alice.get("/en/shops/").content.decode()
    assert invitation not in page and "Private link" not in page and "kept until" not in page


def test_what_is_published_is_kept(charlie: Client) -> None:
    anonymous = create_shop(load("klumandel"))
    publish(anonymous)
    assert card_of(anonymous).kept_until is None


def test_an_empty_account(bob: Client) -> None:
    page = bob.get("/en/shops/").content.decode()
    assert "kept in your account" in page and "Make a policy" in page


def test_names_are_data(alice: Client, draft: Shop) -> None:
    Shop.objects.update(name={"": "<b>{{ 7 }}</b>"})
    page = alice.get("/en/shops/").content.decode()
    assert page.count("&lt;b&gt;{{ 7 }}&lt;/b&gt;") == 3 and "<b>{{" not in page


def test_queries_do_not_grow(
    alice: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = User.objects.get(username="alice")
    for more in (1, 11):
        for _n in range(more):
            publish(create_shop(load("handcraft-courses"), owner))
        # session, user, shops, five tables of parts, activities’ tools, versions, notices
        with django_assert_num_queries(11):
            alice.get("/en/shops/")
    assert Shop.objects.count() == 12


@pytest.mark.parametrize(("own_site", "footer"), [("no", False), ("yes", True), ("unknown", True)])
def test_who_has_no_site_is_told_where_the_address_goes(
    alice: Client, shop: Shop, own_site: str, footer: bool
) -> None:
    publish(shop)
    Shop.objects.update(own_site=own_site)
    page = alice.get(f"/en/shops/{shop.public_id}/published/").content.decode()
    assert ("Put it in your footer" in page) is ("footer-line" in page) is footer
    assert ("Put its address where customers find you" in page) is not footer
