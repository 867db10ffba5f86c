"""A format that comes later: what is published from then on has it, and nothing older links to it."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from policygen.engine.formats import FORMATS, public_formats
from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document
from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.publishing.verifying import Seen, faults
from policygen.shops.models import Shop
from tests.publishing.test_owner_views import signed_in

NAMES = [form.name for form in public_formats()]
LABELS = [form.label for form in public_formats()]
OWNER = "/en/shops/{}/published/"


def _shout(document: Document) -> bytes:
    return f"{document.shop.upper()}: {document.title.upper()}".encode()


@pytest.fixture
def shouted(monkeypatch: pytest.MonkeyPatch) -> Format:
    form = Format("shouted", "shout", "text/plain; charset=utf-8", "Shouted", _shout)
    monkeypatch.setitem(FORMATS, form.name, form)
    return form


@pytest.fixture
def owner(version: Version) -> Client:
    alice = signed_in("alice")
    Shop.objects.filter(policy=version.policy).update(owner_id=alice.session["_auth_user_id"])
    return alice


@pytest.fixture
def second(version: Version, owner: Client, shouted: Format) -> Version:
    shop = Shop.objects.get(policy=version.policy)
    shop.phone, shop.languages = "+380 32 111 11 11", ["uk"]
    shop.save()
    return publish(shop)[0]


def links(html: str) -> Iterator[tuple[str, str]]:
    """(address, label) of every file."""
    yield from re.findall(r'<a href="([^"]*/policy\.\w+)">([^<]*)</a>', html)


def test_it_works(second: Version, client: Client) -> None:
    assert second.formats == [*NAMES, "shouted"]
    for number in ("", "2/"):
        answer = client.get(f"/p/klumandel/{number}uk/policy.shout")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert b"".join(answer.streaming_content).startswith(b"KLUMANDEL: ")


def test_every_link_leads_to_a_file(second: Version, owner: Client) -> None:
    """Of the list of versions that everybody sees, and of the owner's page."""
    listed = list(links(owner.get("/p/klumandel/uk/versions/").content.decode()))
    assert [label for _, label in listed] == [*LABELS, "Shouted", *LABELS]
    page = owner.get(OWNER.format(second.policy.shop.public_id)).content.decode()
    owners = list(links(page))
    assert [label for _, label in owners] == [*LABELS, "Shouted"]
    assert {status(owner, url) for url, _ in listed + owners} == {200}


def status(client: Client, url: str) -> int:
    answer = client.get(url)
    b"".join(answer.streaming_content)
    return answer.status_code


def test_a_version_from_before_it_does_not_link_to_it(
    version: Version, owner: Client, shouted: Format
) -> None:
    page = owner.get(OWNER.format(version.policy.shop.public_id)).content.decode()
    assert [label for _, label in links(page)] == LABELS * 2  # in two languages
    listed = owner.get("/p/klumandel/uk/versions/").content.decode()
    assert [label for _, label in links(listed)] == LABELS
    assert owner.get("/p/klumandel/1/uk/policy.shout").status_code == 404


def test_no_version_misses_a_format_that_came_later(second: Version) -> None:
    assert [fault.place for fault in faults(Seen()) if "version" in fault.place] == []


def test_the_owner_may_take_it_before_anything_is_published(
    version: Version, owner: Client, shouted: Format
) -> None:
    shop = version.policy.shop
    page = owner.get(f"/en/shops/{shop.public_id}/review/").content.decode()
    address = f"/en/shops/{shop.public_id}/draft/uk/shouted/"
    assert f'<a href="{address}">Shouted<' in page
    assert owner.get(address)["Content-Disposition"].endswith('"privacy-policy.uk.shout"')
    assert "/draft/uk/json/" not in page


def test_a_format_that_is_gone_has_no_links(
    second: Version, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(FORMATS, "shouted")
    listed = owner.get("/p/klumandel/uk/versions/").content.decode()
    assert [label for _, label in links(listed)] == LABELS * 2
    assert owner.get("/p/klumandel/2/uk/policy.shout").status_code == 404
