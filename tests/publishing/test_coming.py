"""A version for a later day: until then the one before it stays in force, wherever it is shown."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator

import brotli
import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from policygen.common.local_day import today_in
from policygen.engine.facts.model import Facts
from policygen.publishing.coming import TooLate, take_back
from policygen.publishing.models import Cancellation, Page, Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.review.day import usual_day

PAGE = "/p/klumandel/uk/"
SOON, LONG = "public, max-age=300", "public, max-age=31536000, immutable"
IN_TWO_WEEKS = datetime.timedelta(days=14)


@pytest.fixture(scope="module")
def both(
    ukrainian: Facts, storage: object, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Shop]:
    """Version 1 in force, version 2 for a day in two weeks; made once for the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        shop = create_shop(ukrainian)
        publish(shop, on=ukrainian.effective, slug="klumandel")
        change(shop, "second@klumandel.example")
        publish(shop, on=today_in("UA") + IN_TWO_WEEKS)
        yield shop
        transaction.set_rollback(True)


@pytest.fixture
def shop(both: Shop, db: None) -> Shop:
    return Shop.objects.get(pk=both.pk)


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def pass_by(days: int) -> None:
        moment = timezone.now() + datetime.timedelta(days=days)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return pass_by


def change(shop: Shop, email: str) -> None:
    Shop.objects.filter(pk=shop.pk).update(email=email)
    shop.refresh_from_db()


def stored(number: int) -> bytes:
    return bytes(Page.objects.get(version__number=number, version__policy__slug="klumandel").html)


def without_note(content: bytes) -> bytes:
    before, mark, rest = content.partition(b'\n<aside class="clause callout coming">')
    return before + rest.partition(b"</aside>")[2] if mark else content


def version(number: int) -> Version:
    found: Version = Version.objects.get(number=number, policy__slug="klumandel")
    return found


def test_it_works(shop: Shop, client: Client, days_later: Callable[[int], None]) -> None:
    """Before its day the page says what comes, and is else what was published; on the day it is the next one,
    byte for byte, and nobody had to do anything."""
    before = client.get(PAGE)
    assert before.content != stored(1) and without_note(before.content) == stored(1)
    assert "Нова версія цієї політики діятиме з" in before.content.decode()
    assert 'href="/p/klumandel/2/uk/"' in before.content.decode()
    days_later(13)
    assert without_note(client.get(PAGE).content) == stored(1)
    days_later(1)
    assert client.get(PAGE).content == stored(2)
    assert client.get("/p/klumandel/1/uk/").content == stored(1)
    fixed = client.get("/p/klumandel/2/uk/")
    assert (fixed.content, fixed["Cache-Control"]) == (stored(2), LONG)


def test_its_own_page_says_that_it_does_not_apply_yet(shop: Shop, client: Client) -> None:
    page = client.get("/p/klumandel/2/uk/")
    assert without_note(page.content) == stored(2) != page.content
    assert "Ця версія ще не діє" in page.content.decode()
    assert page["Cache-Control"] == SOON
    old = client.get("/p/klumandel/1/uk/")
    assert without_note(old.content) == stored(1)


def test_a_page_with_a_note_is_kept_as_others_are(
    shop: Shop, client: Client, days_later: Callable[[int], None]
) -> None:
    plain = client.get(PAGE)
    squeezed = client.get(PAGE, headers={"Accept-Encoding": "br"})
    assert brotli.decompress(squeezed.content) == plain.content
    assert len({plain["ETag"], squeezed["ETag"]}) == 2
    for answer in (plain, squeezed):
        more = {"Accept-Encoding": answer.headers.get("Content-Encoding", "")}
        again = client.get(PAGE, headers={"If-None-Match": answer["ETag"], **more})
        assert (again.status_code, again.content) == (304, b"")
    days_later(14)
    changed = client.get(PAGE, headers={"If-None-Match": plain["ETag"]})
    assert (changed.status_code, changed.content) == (200, stored(2))


@pytest.mark.parametrize(("days", "number"), [(0, 1), (14, 2)])
def test_files_and_embedded_pages_follow(
    shop: Shop, client: Client, days_later: Callable[[int], None], days: int, number: int
) -> None:
    days_later(days)
    file = version(number).downloads.get(format="markdown")
    got = client.get(f"{PAGE}policy.md")
    assert hashlib.sha256(b"".join(got.streaming_content)).hexdigest() == file.sha256
    told = json.loads(client.get(f"{PAGE}embed.json").content)
    framed = client.get(f"{PAGE}frame/").content.decode()
    link = "http://testserver/p/klumandel/2/uk/"
    assert told["version"] == number
    assert (link in told["html"]) == (f'<a target="_blank" rel="noopener" href="{link}"' in framed)
    assert (link in told["html"]) == (days == 0)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_owner_is_told(shop: Shop, client: Client, language: str) -> None:
    shop.owner_key = "here"
    shop.save()
    session = client.session
    session["shop_owner_key"] = "here"
    session.save()
    base = f"/{language}/shops/"
    page = client.get(f"{base}{shop.public_id}/published/").content.decode()
    listed = client.get(base).content.decode()
    said = {"en": "Version 2 applies from", "uk": "Версія 2 діятиме з"}[language]
    assert said in page and said in listed
    assert "/versions/2/take-back/" in page
    public = client.get("/p/klumandel/uk/versions/").content.decode()
    assert "діятиме з" in public and "/p/klumandel/2/uk/" in public


def test_the_day_can_be_moved(shop: Shop, client: Client) -> None:
    """The same answers for another day are another version; for the same day there is nothing to do."""
    same, made = publish(shop, on=version(2).effective)
    assert (same.number, made) == (2, False)
    moved, made = publish(shop, on=version(2).effective + IN_TWO_WEEKS)
    assert (moved.number, made) == (3, True)
    replaced = Cancellation.objects.get()
    assert (replaced.version.number, replaced.replaced_by) == (2, moved)
    assert 'href="/p/klumandel/3/uk/"' in client.get(PAGE).content.decode()


def test_one_for_today_takes_its_place_for_good(
    shop: Shop, client: Client, days_later: Callable[[int], None]
) -> None:
    change(shop, "third@klumandel.example")
    publish(shop)
    assert client.get(PAGE).content == stored(3)
    days_later(14)
    assert client.get(PAGE).content == stored(3)
    assert client.get("/p/klumandel/2/uk/").status_code == 410


def test_it_can_be_taken_back(
    shop: Shop, client: Client, days_later: Callable[[int], None]
) -> None:
    """Whoever was sent to its page reads so, in the language of the page; its bytes stay for the owner."""
    bytes_of_it = stored(2)
    take_back(shop, 2)
    assert client.get(PAGE).content == stored(1)
    for end in ("", "policy.md"):
        gone = client.get(f"/p/klumandel/2/uk/{end}", headers={"Accept-Language": "de"})
        assert (gone.status_code, gone["Cache-Control"]) == (410, "private, no-store")
        assert "Ця версія так і не набула чинності" in gone.content.decode()
    listed = client.get("/p/klumandel/uk/versions/").content.decode()
    assert "/p/klumandel/2/uk/" not in listed and "Версія 2" in listed
    assert stored(2) == bytes_of_it
    assert usual_day(shop) == today_in("UA")
    days_later(20)
    assert client.get(PAGE).content == stored(1)
    again, made = publish(shop)
    assert (again.number, made) == (3, True)


@pytest.mark.parametrize("number", [1, 3])
def test_only_what_comes_can_be_taken_back(shop: Shop, number: int) -> None:
    with pytest.raises(TooLate if number == 1 else Version.DoesNotExist):
        take_back(shop, number)


def test_from_its_day_on_it_can_not(shop: Shop, days_later: Callable[[int], None]) -> None:
    days_later(14)
    with pytest.raises(TooLate):
        take_back(shop, 2)
    assert not Cancellation.objects.exists()


def test_the_owner_takes_it_back(shop: Shop, client: Client) -> None:
    shop.owner_key = "here"
    shop.save()
    session = client.session
    session["shop_owner_key"] = "here"
    session.save()
    address = f"/en/shops/{shop.public_id}/versions/2/take-back/"
    assert client.get(address).status_code == 405
    page = client.post(address, follow=True).content.decode()
    assert "Version 2 is taken back" in page
    again = client.post(address, follow=True).content.decode()
    assert "Version 2 can’t be taken back" in again.replace("&#x27;", "’")
    assert client.post(address.replace("/2/", "/9/")).status_code == 404


def test_one_that_adds_a_language(facts: Facts, client: Client, db: None) -> None:
    """Whoever reads it there before its day is led to the policy in force, in a language that has one."""
    shop = create_shop(facts)
    Shop.objects.filter(pk=shop.pk).update(languages=["uk"])
    publish(Shop.objects.get(pk=shop.pk), on=facts.effective, slug="first")
    Shop.objects.filter(pk=shop.pk).update(languages=["uk", "en"])
    coming, _made = publish(Shop.objects.get(pk=shop.pk), on=today_in("UA") + IN_TWO_WEEKS)
    page = client.get("/p/first/en/").content
    assert without_note(page) == bytes(coming.pages.get(language="en").html) != page
    assert links(page, ".coming a") == {"Read the policy in force now": "/p/first/uk/"}
    for end in ("versions/", "compare/"):
        around = client.get(f"/p/first/en/{end}")
        assert (around.status_code, around["Content-Language"]) == (200, "en")
        assert links(around.content, "main a")["The policy in force now"] == "/p/first/uk/"
    assert "/p/first/2/en/" in client.get("/p/first/en/versions/").content.decode()
    for end in ("en/policy.md", "en/embed.json", "pl/versions/", "pl/compare/"):
        assert client.get(f"/p/first/{end}").status_code == 404
    take_back(shop, 2)
    assert client.get("/p/first/2/en/").status_code == 410


def links(content: bytes, which: str) -> dict[str, str]:
    found = BeautifulSoup(content, "lxml").select(which)
    return {link.get_text(): str(link["href"]) for link in found}


def test_the_first_version_is_shown_before_its_day(
    ukrainian: Facts, client: Client, db: None
) -> None:
    """There is nothing else to show; its own line says from when it applies."""
    shop = create_shop(ukrainian)
    first, _made = publish(shop, on=today_in("UA") + IN_TWO_WEEKS, slug="first")
    page = client.get("/p/first/uk/").content
    assert page == bytes(first.pages.get().html)
    with pytest.raises(TooLate):
        take_back(shop, 1)


@pytest.mark.parametrize("days", [14, 0], ids=["for the same day", "for today"])
def test_another_takes_the_place_of_a_first_one_before_its_day(
    ukrainian: Facts, client: Client, days_later: Callable[[int], None], db: None, days: int
) -> None:
    """None is in force "until then", and the list says of none that it will be."""
    shop = create_shop(ukrainian)
    first, _made = publish(shop, on=today_in("UA") + IN_TWO_WEEKS, slug="first")
    change(shop, "second@klumandel.example")
    second, _made = publish(shop, on=today_in("UA") + datetime.timedelta(days=days))
    replaced = Cancellation.objects.get()
    assert (replaced.version, replaced.replaced_by) == (first, second)
    assert client.get("/p/first/uk/").content == bytes(second.pages.get().html)
    for later in (0, 20):
        days_later(later)
        listed = client.get("/p/first/uk/versions/").content.decode()
        assert "/p/first/2/uk/" in listed and "/p/first/1/uk/" not in listed
        assert client.get("/p/first/1/uk/").status_code == 410


def test_a_clock_set_back_takes_nothing_back(shop: Shop, days_later: Callable[[int], None]) -> None:
    days_later(-30)
    change(shop, "third@klumandel.example")
    publish(shop)
    assert [row.version.number for row in Cancellation.objects.all()] == [2]


def test_what_an_older_program_left(shop: Shop, client: Client) -> None:
    """It knew of no taking back: several may wait, and more of them than are asked for at first."""
    later = {"policy": version(1).policy, "library_release": 1, "facts": version(1).facts}
    for number in range(3, 9):
        row = Version.objects.create(
            number=number, effective=version(2).effective + number * IN_TWO_WEEKS, **later
        )
        page = {"language": "uk", "html": b"<main>", "brotli": b"", "sha256": str(number)}
        Page.objects.create(version=row, **page)
    assert without_note(client.get(PAGE).content) == stored(1)
    assert 'href="/p/klumandel/8/uk/"' in client.get(PAGE).content.decode()


def test_queries(shop: Shop, client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(3):
        etag = client.get(PAGE)["ETag"]
    with django_assert_num_queries(2):
        client.get(PAGE, headers={"If-None-Match": etag})
