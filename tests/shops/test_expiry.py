"""Thirty days without a change, an account or a policy."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from policygen.publishing.models import Policy
from policygen.shops.expiry import Sighting, kept_until, look
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


def aged(days: float, **values: object) -> Shop:
    shop = Shop.objects.create(languages=["en"], **values)
    Shop.objects.filter(pk=shop.pk).update(updated=NOW - timedelta(days=days))
    return shop


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("delete_expired_drafts", stdout=out, **options)
    return out.getvalue()


def said(**options: object) -> str:
    """By the second of two runs, a day apart."""
    run()
    Shop.objects.exclude(due_since=None).update(due_since=F("due_since") - timedelta(days=1))
    return run(**options)


def test_it_works() -> None:
    aged(30.1, owner_key="k")
    aged(400, owner_key="k", resume_key="r")
    fresh = aged(29.9, owner_key="k")
    assert said() == "Expired drafts deleted: 2; due: 0\n"
    assert list(Shop.objects.all()) == [fresh]
    assert said() == "Expired drafts deleted: 0; due: 0\n"


def test_an_account_keeps_its_shops() -> None:
    shop = aged(1000, owner=User.objects.create_user("alice"))
    said()
    assert list(Shop.objects.all()) == [shop]


def test_what_is_published_is_kept() -> None:
    shop = aged(1000, owner_key="k")
    Policy.objects.create(shop=shop, slug="s")
    said()
    assert list(Shop.objects.all()) == [shop]


def test_saving_a_screen_starts_the_time_anew() -> None:
    shop = aged(1000, owner_key="k")
    shop.mark_saved("shop")
    assert said() == "Expired drafts deleted: 0; due: 0\n"


def test_its_parts_are_deleted_and_not_counted() -> None:
    shop = aged(1000)
    shop.markets.create(code="UA")
    assert said() == "Expired drafts deleted: 1; due: 0\n"


def test_nothing_is_said_when_the_server_starts_with_nothing_to_delete() -> None:
    assert said(verbosity=0) == ""
    aged(31)
    assert said(verbosity=0) == "Expired drafts deleted: 1; due: 0\n"


def test_the_date_that_pages_name_is_kept() -> None:
    shop = Shop(updated=datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert kept_until(shop) == date(2026, 11, 30)


@pytest.mark.parametrize("place", ["/en/shops/", "/en/shops/{}/link/"])
def test_pages_say_so(charlie: Client, place: str) -> None:
    shop = Shop.objects.get()
    Shop.objects.update(updated=datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert (
        "kept until 30 November 2026" in charlie.get(place.format(shop.public_id)).content.decode()
    )


def test_where_a_change_lies_in_the_future_nothing_is_deleted() -> None:
    aged(400, owner_key="k")
    aged(-2, owner_key="k")
    with pytest.raises(
        CommandError, match=r"Nothing is deleted: a shop was changed on .* in the future"
    ):
        run()
    assert Shop.objects.count() == 2


def test_clocks_may_differ_a_little() -> None:
    aged(400, owner_key="k")
    aged(-1 / 48, owner_key="k")
    assert said() == "Expired drafts deleted: 1; due: 0\n"


def test_one_run_deletes_nothing() -> None:
    aged(400, owner_key="k")
    assert run() == "Expired drafts deleted: 0; due: 1\n"
    assert run() == "Expired drafts deleted: 0; due: 1\n"
    assert Shop.objects.count() == 1


def test_a_clock_that_was_ahead_once_deletes_nothing() -> None:
    """What it saw as due is let be by the next run, and begins anew where it is due all the same."""
    fresh, old = aged(1, owner_key="k"), aged(400, owner_key="k")
    assert look(NOW + timedelta(days=90)) == Sighting(0, 2)
    assert look(NOW) == Sighting(0, 1)
    fresh.refresh_from_db()
    assert fresh.due_since is None
    assert look(NOW + timedelta(hours=6)) == Sighting(0, 1)
    assert look(NOW + timedelta(days=1)) == Sighting(1, 0)
    assert list(Shop.objects.all()) == [fresh]
    assert not Shop.objects.filter(pk=old.pk).exists()
