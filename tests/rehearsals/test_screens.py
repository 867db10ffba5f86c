"""The net below all checks: the rehearsal opens every page of the wizard with the draft, and a page that
does not open blocks the release."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from policygen.desk.releasing import next_release
from policygen.draft import changes, draft
from policygen.draft.models import Entry
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Policy
from policygen.rehearsals import rehearsal, results, screens, units
from policygen.rehearsals.models import Rehearsal, Rehearsed
from policygen.releases.models import Release
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS
from tests.cast import example
from tests.editors import client_of
from tests.library_draft import FEW_EXAMPLES, entry, reworded

PURPOSES = "vocabulary/purposes.yaml"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    rehearsal._open_forms.clear()


def forced(path: str, key: str, old: str, new: str) -> Entry:
    """Past all checks, as the fault would come through a hole in them."""
    row = entry(path, key)
    assert row.text.count(old) == 1
    Entry.objects.filter(pk=row.pk).update(text=row.text.replace(old, new))
    return row


def held(by: User | None = None) -> Rehearsal:
    found = rehearsal.start(by)
    while not rehearsal.finished(found):
        rehearsal.go_on(found)
    return found


def test_it_works(few_examples: None, ada: User) -> None:
    """An impossible group of a purpose: one screen of all shops knows no such group, and all screens of a
    shop that has just begun, since they say how many questions are left."""
    forced(PURPOSES, "orders", "group: sales", "group: sale")
    found = held(ada)
    (closed,) = results.closed_pages(found)
    assert (closed.error, closed.entry) == ("KeyError: 'sale'", f"{PURPOSES}: orders")
    assert closed.screens == screens.FORMS
    assert sorted(closed.shops) == sorted([*FEW_EXAMPLES, *shipped_library().presets])
    of_examples = found.changes.filter(shop__in=FEW_EXAMPLES).exclude(screen="")
    assert list(of_examples.values_list("screen", flat=True)) == ["purposes"] * len(FEW_EXAMPLES)
    told = {}
    for language in ("en", "uk"):
        with translation.override(language):
            told[language] = f"{closed.titles[3]}: {closed.reason}"
    assert told == {
        "en": "What you do: it does not know the word 'sale'",
        "uk": "Що ви робите: не знає слова 'sale'",
    }
    reason = "With the draft, 7 pages of the wizard do not open; the rehearsal says which."
    assert reason in next_release.candidate().reasons
    with pytest.raises(next_release.NotReady) as refused:
        next_release.release({"": {"en": "New", "uk": "Нове"}}, ada)
    assert reason in refused.value.reasons
    assert not Release.objects.exists()
    result = results.result(found)
    assert (result.documents, result.policies, result.errors) == (0, 0, 0)
    on_the_page(found)


def on_the_page(held: Rehearsal) -> None:
    """In both languages; not among the policies."""
    petro = client_of("petro")
    said = {"en": "it does not know the word", "uk": "не знає слова"}
    for language, words in said.items():
        page = petro.get(f"/{language}/admin/releases/release/next/").content.decode()
        assert page.count(f"{words} &#x27;sale&#x27; (<code>{PURPOSES}: orders</code>)") == 1
    page = petro.get(f"/en/admin/releases/release/rehearsal/{held.pk}/?kind=errors")
    assert page.status_code == 200 and list(page.context["page"]) == []


@pytest.mark.long
def test_a_page_with_the_policy(few_examples: None, ada: User) -> None:
    """A finding that leads to no question: the review finds out, and each screen that tells of its answers."""
    row = Entry.objects.filter(file__path="findings.yaml").first()
    assert row is not None
    Entry.objects.filter(file__path="findings.yaml").update(text="")
    text = (
        "- id: lost\n  severity: note\n  when: {all: ['law:gdpr']}\n  citation: GDPR Art. 5\n"
        "  question: nowhere\n  message: {en: Look., uk: Гляньте.}\n"
    )
    Entry.objects.filter(pk=row.pk).update(text=text)
    closed = results.closed_pages(held(ada))
    every = (*(step.slug for step in STEPS), "review")
    assert [(one.screens, one.error) for one in closed] == [(every, "KeyError: 'nowhere'")]


@pytest.mark.long
def test_every_page_is_opened_in_every_language(
    few_examples: None, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = screens._open
    monkeypatch.setattr(screens, "_open", lambda path: (opened.append(path), real(path))[1])
    row = entry("clauses/changes.yaml", "changes-why")
    draft.save(row, reworded(row, "Something new."), seen=row.revision, by=ada)
    assert not held(ada).changes.exclude(screen="").exists()
    pages = {path.split("/")[1] + " " + path.rstrip("/").rpartition("/")[2] for path in opened}
    names = [*screens.FORMS, *(p.replace("_", "-") for p in screens.PAGES if p not in APART)]
    assert pages == {
        f"{language} {name}"
        for language in ("en", "uk")
        for name in [*names, "answers.yaml", "shops"]
    }
    assert (Shop.objects.count(), Policy.objects.count()) == (0, 0)


APART = ("answers", "list")


@pytest.mark.long
def test_what_opened_once_is_not_opened_again(
    few_examples: None, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(ada)
    opened: list[str] = []
    monkeypatch.setattr(screens, "_open", opened.append)
    row = entry("clauses/changes.yaml", "changes-why")
    draft.save(row, reworded(row, "Something new."), seen=row.revision, by=ada)
    held(ada)
    assert len(opened) == len(FEW_EXAMPLES) * len(screens.PAGES)


@pytest.mark.long
def test_after_a_release_all_pages_open_to_shops_at_every_stage(
    few_examples: None, ada: User, rita: User, client: Client
) -> None:
    """A new purpose goes out; every page opens to a shop that has just begun, one that is half done, one
    that is finished, and one that uses what is new."""
    row = draft.add(PURPOSES, "gift_wrapping", NEW_PURPOSE, by=ada)
    changes.approve(row, by=rita)
    held(ada)
    next_release.release({"": {"en": "New", "uk": "Нове"}}, ada)
    owner = User.objects.create_user("owner")
    client.force_login(owner)
    finished = create_shop(example("klumandel"), owner)
    half = create_shop(example("klumandel"), owner)
    half.saved_steps = ["shop", "contact", "customers"]
    half.save()
    half.activities.all().delete()
    using = create_shop(example("klumandel"), owner)
    using.activities.filter(pk=using.activities.all()[0].pk).update(purpose="gift_wrapping")
    begun = Shop.objects.create(owner=owner, languages=["en", "uk"])
    for shop in (begun, half, finished, using):
        for language in ("en", "uk"):
            with translation.override(language):
                at = [screens._address(shop, name) for name in (*screens.FORMS, *screens.PAGES)]
            assert {a: client.get(a).status_code for a in at} == dict.fromkeys(at, 200)


NEW_PURPOSE = """\
gift_wrapping:
  label: {en: Wrapping gifts, uk: Пакування подарунків}
  question: {en: You wrap gifts, uk: Ви пакуєте подарунки}
  why: {en: Covers the card that goes along., uk: Охоплює листівку до подарунка.}
  group: sales
  suggested_for: [jewelry]
  defaults:
    data: [name]
    about: customers
    source: [person]
    basis: contract
    interest: null
    mandatory: false
    tool_groups: []
    keep: {until: purpose_done}
"""


def test_the_database_is_as_it_was(ada: User) -> None:
    before = Shop.objects.count()
    data = units.example_data("klumandel")
    assert screens.closed_to(data, shipped_library(), (*screens.FORMS, *screens.PAGES), 0) == []
    assert (
        screens.closed_to_new("tutor", shipped_library().presets["tutor"], shipped_library(), 0)
        == []
    )
    assert Shop.objects.count() == before
    assert not Rehearsed.objects.exists()
