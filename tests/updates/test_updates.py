"""After a release: owners are told, see the redline, and nothing changes unless they want it."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from pytest_django.plugin import DjangoDbBlocker

from policygen.draft import draft, releases
from policygen.draft.models import Entry
from policygen.engine.facts.model import Facts
from policygen.engine.library.library_files import dump_entry
from policygen.owners.dashboard import Task, cards
from policygen.publishing.models import Policy, Version
from policygen.publishing.publishing import publish
from policygen.rehearsals import rehearsal
from policygen.releases.models import Release
from policygen.shops.from_facts import create_shop
from policygen.shops.models import LibraryMail, Shop
from policygen.updates import notices
from policygen.updates.models import Notice
from tests.cast import example
from tests.library_draft import take_in

pytestmark = pytest.mark.usefixtures("no_examples")
PATH, KEY = "clauses/purposes.yaml", "purposes-new"
SITE = "https://policygen.example"


@pytest.fixture(scope="module", autouse=True)
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="module")
def alices(
    storage: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Version]:
    """Alice's policy, published once for the file with the library that ships; the draft is that library."""
    facts = example("klumandel").model_copy(update={"languages": ("uk",)})
    with django_db_blocker.unblock(), transaction.atomic():
        take_in()
        owner = User.objects.create_user("alice", "alice@example.com")
        yield publish(create_shop(facts, owner), on=facts.effective, slug="alices")[0]
        transaction.set_rollback(True)


@pytest.fixture
def version(alices: Version, db: None) -> Version:
    return Version.objects.select_related("policy__shop").get(pk=alices.pk)


@pytest.fixture
def shop(version: Version) -> Shop:
    return Shop.objects.get(pk=version.policy.shop_id)


@pytest.fixture
def alice(version: Version) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    return client


def reword(text: str = "Нові слова.", key: str = KEY, path: str = PATH) -> Release:
    """A release in which one clause reads otherwise in Ukrainian."""
    row = Entry.objects.get(file__path=path, key=key)
    data = row.data
    data["text"] = {**data["text"], "uk": f"{text}\n"}
    draft.save(row, dump_entry(data, None), seen=row.revision, by=None)
    rehearsed()
    note = {"en": "Plainer words.", "uk": "Простіші слова."}
    return releases.release(notes={key: note, "": note}, by=None)


def rehearsed() -> None:
    held = rehearsal.start(None)
    while not rehearsal.finished(held):
        rehearsal.go_on(held)


def tell(release: Release) -> notices.Progress:
    while not (progress := notices.go_on(release, SITE)).finished:
        pass
    return progress


def update_page(client: Client, shop: Shop, language: str = "en") -> str:
    return client.get(f"/{language}/shops/{shop.public_id}/update/").content.decode()


def choose(client: Client, shop: Shop, choice: str) -> str:
    response = client.post(f"/en/shops/{shop.public_id}/update/", {"choice": choice})
    assert response.status_code == 302
    return str(response["Location"])


def decided() -> list[tuple[int, str]]:
    return list(Notice.objects.order_by("release").values_list("release", "state"))


def page_bytes(version: Version) -> list[tuple[str, bytes]]:
    return [(page.language, bytes(page.html)) for page in version.pages.order_by("language")]


def test_what_is_brought_back_is_no_news(alice: Client, shop: Shop, version: Version) -> None:
    """Neither the release that a mistake was in nor the one that undid it asks anything of the owner."""
    first = releases.release(notes={}, by=None)
    reworded = reword()
    tell(reworded)
    assert decided() == [(reworded.number, "open")]
    back = releases.bring_back(first.number, by=None, notes={})
    tell(back)
    assert decided() == [(reworded.number, "gone"), (back.number, "gone")]
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    assert card.tasks == ()
    again = reword("Ще новіші слова.")
    tell(again)
    assert decided()[-1] == (again.number, "open")


def test_it_works(alice: Client, shop: Shop, version: Version) -> None:
    before = page_bytes(version)
    old_url = f"/p/alices/{version.number}/uk/"
    served = alice.get(old_url).content
    release = reword()
    assert tell(release) == notices.Progress(True, 1, 0, 0, 0)
    task = Task(
        "The library has changed: see what is new in your policy",
        f"/en/shops/{shop.public_id}/update/",
    )
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    assert card.tasks == (task,)
    page = update_page(alice, shop)
    assert "<ins>Нові слова.</ins>" in page and page.count("Plainer words.") == 2
    assert Version.objects.count() == 1

    assert choose(alice, shop, "publish") == f"/en/shops/{shop.public_id}/published/"
    second = Version.objects.get(number=2)
    assert (second.library_release, second.published_by) == (release.number, shop.owner)
    assert (
        b"\xd0\x9d\xd0\xbe\xd0\xb2\xd1\x96 \xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xb0"
        in page_bytes(second)[0][1]
    )
    assert page_bytes(version) == before
    assert alice.get(old_url).content == served
    assert version.library_release != release.number
    assert decided() == [(release.number, "published")]
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    assert card.tasks == ()


def test_leaving_it_as_it_is(alice: Client, shop: Shop) -> None:
    release = reword()
    tell(release)
    assert choose(alice, shop, "leave") == "/en/shops/"
    assert Version.objects.count() == 1
    assert decided() == [(release.number, "dismissed")]
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    assert card.tasks == ()


@pytest.mark.long
def test_the_next_change_is_shown_again_with_all_that_is_new(alice: Client, shop: Shop) -> None:
    first = reword()
    tell(first)
    choose(alice, shop, "leave")
    second = reword("Ще новіші слова.", "changes-why", "clauses/changes.yaml")
    tell(second)
    assert decided() == [(first.number, "dismissed"), (second.number, "open")]
    page = update_page(alice, shop)
    assert "Нові слова." in page and "Ще новіші слова." in page


def test_a_release_that_does_not_concern_it(alice: Client, shop: Shop) -> None:
    release = reword("Інше.", "rights-general", "clauses/rights.yaml")
    tell(release)
    assert decided() == []
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    assert card.tasks == ()
    assert "Nothing: with our present texts" in update_page(alice, shop)


def test_in_ukrainian_the_note_is_in_ukrainian(alice: Client, shop: Shop) -> None:
    tell(reword())
    page = update_page(alice, shop, "uk")
    assert "Простіші слова." in page and "Plainer words." not in page


def test_strangers_find_nothing(shop: Shop, version: Version) -> None:
    tell(reword())
    bob = Client()
    bob.force_login(User.objects.create_user("bob"))
    for client in (bob, Client()):
        for place in ("update", "automatic"):
            url = f"/en/shops/{shop.public_id}/{place}/"
            assert client.post(url, {"choice": "publish", "automatic": "yes"}).status_code == 404
        assert client.get(f"/en/shops/{shop.public_id}/update/").status_code == 404
    assert (Version.objects.count(), decided()[0][1]) == (1, "open")


def test_telling_twice_makes_one_notice(shop: Shop, version: Version) -> None:
    release = reword()
    tell(release)
    tell(release)
    assert len(decided()) == 1


def test_bringing_back_what_it_was_published_with(alice: Client, shop: Shop) -> None:
    zero = releases.release(notes={}, by=None)
    tell(zero)
    tell(reword())
    third = releases.bring_back(zero.number, by=None, notes={})
    tell(third)
    assert "Nothing: with our present texts" in update_page(alice, shop)


# -- automatic updates -------------------------------------------------------------------------------


def automatic(client: Client, shop: Shop, value: str) -> None:
    data = {"automatic": value} if value else {}
    client.post(f"/en/shops/{shop.public_id}/automatic/", data)
    shop.refresh_from_db()


def test_nothing_changes_by_itself(shop: Shop, version: Version) -> None:
    assert not shop.automatic_updates
    tell(reword())
    assert Version.objects.count() == 1


def test_unless_the_owner_chose_so(alice: Client, shop: Shop) -> None:
    automatic(alice, shop, "yes")
    assert shop.automatic_updates
    release = reword()
    tell(release)
    newest = Version.objects.first()
    assert newest is not None
    assert (newest.number, newest.library_release) == (2, release.number)
    assert decided() == [(release.number, "published")]
    (card,) = cards(Shop.objects.filter(pk=shop.pk))
    assert card.tasks == ()
    automatic(alice, shop, "")
    assert not shop.automatic_updates


def test_what_can_not_be_stored_waits_for_the_owner(
    alice: Client, shop: Shop, tmp_path: Path
) -> None:
    automatic(alice, shop, "yes")
    release = reword()
    (tmp_path / "file").write_bytes(b"")
    with override_settings(MEDIA_ROOT=tmp_path / "file" / "files"):
        tell(release)
        assert (Version.objects.count(), decided()) == (1, [(release.number, "open")])
        update = f"/en/shops/{shop.public_id}/update/"
        assert alice.post(update, {"choice": "publish"})["Location"] == update
        assert "so nothing was published" in alice.get(update).content.decode()
    alice.post(update, {"choice": "publish"})
    assert (Version.objects.count(), decided()) == (2, [(release.number, "published")])


def test_answers_that_nobody_published_stay_unpublished(alice: Client, shop: Shop) -> None:
    automatic(alice, shop, "yes")
    Shop.objects.update(phone="+380 32 999 99 99")
    tell(reword())
    assert Version.objects.count() == 1
    assert decided()[0][1] == "open"
    assert "and so have your answers" in update_page(alice, shop)


def test_answers_that_changed_without_a_release(alice: Client, shop: Shop) -> None:
    Shop.objects.update(phone="+380 32 999 99 99")
    assert "and our texts have not" in update_page(alice, shop)


def test_the_gate_holds(alice: Client, shop: Shop) -> None:
    """A clause without which a duty is open: nobody publishes that, and no owner's wish does."""
    automatic(alice, shop, "yes")
    row = Entry.objects.get(file__path="clauses/who-we-are.yaml", key="who-card")
    data = row.data
    data["satisfies"] = []
    data["text"]["uk"] = "Інакше.\n"
    data["text"]["en"] = "Otherwise.\n"
    draft.save(row, dump_entry(data, None), seen=row.revision, by=None)
    rehearsed()
    tell(releases.release(notes={}, by=None))
    assert Version.objects.count() == 1
    assert decided()[0][1] == "open"
    assert choose(alice, shop, "publish") == f"/en/shops/{shop.public_id}/review/"
    assert Version.objects.count() == 1


# -- e-mails -----------------------------------------------------------------------------------------


def want_mail(client: Client, language: str = "uk", wanted: str = "yes") -> None:
    assert client.post(f"/{language}/account/mail/", {"wanted": wanted}).status_code == 302


def test_an_e_mail_once_per_release_in_the_owners_language(alice: Client, shop: Shop) -> None:
    want_mail(alice)
    release = reword()
    assert tell(release).mailed == 1
    tell(release)
    (message,) = mail.outbox
    assert message.to == ["alice@example.com"]
    assert f"{SITE}/uk/shops/{shop.public_id}/update/" in message.body
    assert f"{SITE}/uk/account/" in message.body


@pytest.mark.long
def test_one_e_mail_for_all_shops_of_an_owner(alice: Client, shop: Shop) -> None:
    want_mail(alice, "en")
    other = create_shop(example("klumandel"), shop.owner)
    policy = Policy.objects.create(shop=other, slug="second")
    first = Version.objects.get()
    Version.objects.create(
        policy=policy, number=1, facts=first.facts, library_release=first.library_release,
        effective=datetime.date(2026, 11, 22),
    )  # fmt: skip
    assert tell(reword()).mailed == 2
    (message,) = mail.outbox
    assert message.subject == "Our texts have changed: see what is new in your privacy policy"
    assert str(message.body).count("/update/") == 2


def test_no_e_mail_unless_it_is_wanted(alice: Client, shop: Shop) -> None:
    want_mail(alice)
    want_mail(alice, wanted="no")
    tell(reword())
    assert mail.outbox == []
    assert not LibraryMail.objects.exists()


def test_the_account_page_says_which(alice: Client) -> None:
    assert "we don’t write to you" in alice.get("/en/account/").content.decode()
    want_mail(alice, "en")
    assert "Now: we write to you." in alice.get("/en/account/").content.decode()


def test_who_updates_automatically_is_told_by_e_mail_too(alice: Client, shop: Shop) -> None:
    automatic(alice, shop, "yes")
    want_mail(alice, "en")
    tell(reword())
    (message,) = mail.outbox
    assert message.subject == "A new version of your privacy policy is published"
    assert f"{SITE}/en/shops/{shop.public_id}/published/" in message.body


def test_an_e_mail_that_fails_is_sent_later(alice: Client, shop: Shop) -> None:
    want_mail(alice)
    release = reword()
    with override_settings(EMAIL_BACKEND="tests.accounts.broken_mail.EmailBackend"):
        with pytest.raises(OSError):
            tell(release)
        assert Notice.objects.get().mailed is None
    assert tell(release).mailed == 1
    assert len(mail.outbox) == 1


def test_the_facts_of_the_example_are_what_the_tests_take_them_for(version: Version) -> None:
    facts: Facts = example("klumandel")
    assert version.facts["languages"] == ["uk"] and "uk" in facts.languages


def test_before_anything_is_published(alice: Client) -> None:
    draft_shop = Shop.objects.create(owner=User.objects.get(username="alice"), languages=["uk"])
    assert "Nothing is published yet" in update_page(alice, draft_shop)
    alice.post(f"/en/shops/{draft_shop.public_id}/update/", {"choice": "publish"})
    assert Version.objects.count() == 1


def test_answers_that_are_unfinished(alice: Client, shop: Shop) -> None:
    tell(reword())
    Shop.objects.update(email="")
    assert "not complete at present" in update_page(alice, shop)
    assert choose(alice, shop, "publish") == f"/en/shops/{shop.public_id}/review/"


def test_a_library_that_is_not_kept_any_more(alice: Client, shop: Shop, version: Version) -> None:
    """Published before an upgrade of the program: said so, and nothing else breaks."""
    Version.objects.create(
        policy=version.policy, number=2, facts=version.facts, library_release=0,
        effective=version.effective,
    )  # fmt: skip
    assert "no longer kept here" in update_page(alice, shop)


def test_notes_and_names_are_data(alice: Client, shop: Shop) -> None:
    row = Entry.objects.get(file__path=PATH, key=KEY)
    text = row.text.replace("Перш ніж", "Завжди перш ніж", 1)
    draft.save(row, text, seen=row.revision, by=None)
    rehearsed()
    tell(releases.release(notes={KEY: {"en": "<script>alert(1)</script>{{ 7 }}"}}, by=None))
    page = update_page(alice, shop)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in page and "<script>alert" not in page
