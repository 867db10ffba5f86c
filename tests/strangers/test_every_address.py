"""Nobody sees or changes another's shop, by any address or form field."""

from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.http import HttpResponse
from django.test import Client

from policygen.publishing.models import Version
from policygen.shops.models import Shop
from tests.shops.browser import Answers, answers
from tests.strangers.addresses import SECOND_FACTOR, everyones, named_patterns, owned, public
from tests.strangers.conftest import STRANGERS

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
each_stranger = pytest.mark.parametrize("who", STRANGERS)
OURS = ("shops", "policies", "updates")
METHODS = ("PUT", "PATCH", "DELETE")


TO_THE_SHOP = ("shop", "activity", "policy", "version")
"""The names under which a row points to what it belongs to."""


def snapshot(*leave_out: int) -> str:
    """Every row of every table of ours, but for those of the shops `leave_out`."""
    rows: list[Any] = []
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            rows += [row for row in model.objects.order_by("pk") if _shop_of(row) not in leave_out]
    return serializers.serialize("json", rows)


def _shop_of(row: Any) -> int | None:
    while not isinstance(row, Shop):
        row = next((getattr(row, name) for name in TO_THE_SHOP if hasattr(row, name)), None)
        if row is None:
            return None
    return row.pk


def test_every_address_is_in_one_of_the_lists(shop: Shop) -> None:
    """A new page has to say whose it is."""
    others = {
        name for name in named_patterns() if name.startswith(("account", "library:", "moved"))
    }
    listed = {
        *SECOND_FACTOR,
        *owned(shop),
        *public(Version.objects.get(policy__shop=shop)),
        *everyones(),
    }
    assert set(named_patterns()) == listed | others


def form_of(page: HttpResponse) -> Answers:
    """What a browser that shows the page would send."""
    shown = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    return answers(page) if shown else {}


def test_the_owner_gets_them_all_and_strangers_none(shop: Shop, client_of: ClientOf) -> None:
    """A wrong address is not found by anybody, so it would prove nothing. Of the methods that no page has,
    each is tried at each address by one of the strangers."""
    alice = client_of("alice")
    pages = {a: alice.get(a.url) for addresses in owned(shop).values() for a in addresses}
    for address, page in pages.items():
        assert page.status_code in (200, 302, 405), address
    sent = {address: form_of(page) for address, page in pages.items()}
    strangers = {who: client_of(who) for who in STRANGERS}
    others = [other.pk for other in Shop.objects.exclude(pk=shop.pk)]
    before = snapshot(*others)
    for (who, stranger), method in zip(strangers.items(), cycle(METHODS), strict=False):
        for address, data in sent.items():
            got = {
                stranger.get(address.url).status_code,
                stranger.post(address.url, {**data, "go": "next"}).status_code,
                stranger.generic(method, address.url).status_code,
            }
            assert got <= {404, 405}, (who, address)
        assert snapshot(*others) == before, who


@each_stranger
def test_no_page_of_the_site_names_it(shop: Shop, client_of: ClientOf, who: str) -> None:
    stranger = client_of(who)
    for url in everyones().values():
        page = b"".join(stranger.get(url, follow=True)).decode()
        assert shop.public_id not in page, url
        assert "klumandel" not in page.replace("/p/example-klumandel", ""), url


@each_stranger
def test_what_is_published_is_open_to_all(shop: Shop, client_of: ClientOf, who: str) -> None:
    stranger = client_of(who)
    for urls in public(Version.objects.get(policy__shop=shop)).values():
        for url in urls:
            page = stranger.get(url, follow=True)
            assert page.status_code == 200, url
            assert b"".join(page) != b""
            assert stranger.post(url).status_code == 405, url


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "nobody"])
def test_the_desk_is_for_staff(client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    for place in ("", "policies/policy/", "auth/user/"):
        response = client.get(f"/en/admin/{place}")
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_an_editor_sees_what_is_published_and_no_drafts(shop: Shop, client_of: ClientOf) -> None:
    edita = client_of("edita")
    index = edita.get("/en/admin/").content.decode()
    assert "/en/admin/policies/policy/" in index
    assert "/en/admin/shops/" not in index
    policy = shop.policy.pk  # type: ignore[attr-defined]
    assert (
        edita.post(f"/en/admin/policies/policy/{policy}/change/", {"slug": "taken"}).status_code
        == 403
    )
    assert (
        edita.post(f"/en/admin/policies/policy/{policy}/delete/", {"post": "yes"}).status_code
        == 403
    )


def test_form_fields_reach_nothing_of_another_shop(shop: Shop, client_of: ClientOf) -> None:
    """Bob sends the forms of his own shop with the numbers and words of Alice's."""
    bob = client_of("bob")
    bob.post("/en/shops/start/")
    own = Shop.objects.get(owner__username="bob")
    before = snapshot(own.pk)
    activity = shop.activities.get(purpose="site_operation")
    hostile = {
        "id": shop.pk, "pk": shop.pk, "shop": shop.pk, "public_id": shop.public_id, "owner": shop.owner_id,
        "owner_key": "x", "activity": activity.pk, "place_own-x": activity.pk, "place_hetzner": activity.pk,
        "tools_hosting": ["hetzner", "own-studio-server"], "saved_steps": "site", "slug": "alices",
    }  # fmt: skip
    for addresses in owned(own).values():
        for address in addresses:
            if address.name in ("shops:delete", "shops:duplicate"):
                continue
            data = form_of(bob.get(address.url))
            response = bob.post(address.url, {**data, **hostile, "go": "next"})
            assert response.status_code in (200, 302, 400, 404, 405, 422), address
    assert snapshot(own.pk) == before
    own.refresh_from_db()
    assert own.owner is not None and own.owner.username == "bob"
    assert own.public_id != shop.public_id
