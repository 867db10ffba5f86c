"""What the list finds: old translations, doubts and old reviews, in entries of every kind."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from policygen.desk.warnings import entry_warnings, warnings
from policygen.draft import merging
from policygen.draft.models import Entry
from policygen.engine.library.library_files import dump_entry
from tests.editors import at, client_of, refusals, send
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry

LIST = "/en/admin/clauses/entry/"
OLDER: list[tuple[str, str, str, str]] = [
    ("vocabulary/purposes.yaml", "orders", "Covers everything", "It covers everything"),
    ("vocabulary/data.yaml", "nickname", '"nickname"', '"nicknames"'),
    ("strings.yaml", "title", "Privacy policy", "Privacy notice"),
    ("sections.yaml", "glance", "At a glance", "In a nutshell"),
    ("findings.yaml", "cookies-without-banner", "Add a cookie banner", "Add a banner"),
]


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def shown(client: Client, state: str) -> set[tuple[str, str]]:
    rows = client.get(f"{LIST}?state={state}&all=").context["cl"].queryset
    return {(row.file.path, row.key) for row in rows}


@pytest.mark.few(1)
@pytest.mark.parametrize(("path", "key", "old", "new"), OLDER)
def test_an_old_translation_of_any_kind(
    author: Client, path: str, key: str, old: str, new: str
) -> None:
    row = entry(path, key)
    assert row.text.count(old) == 1
    assert send(author, row, text=row.text.replace(old, new)).status_code == 302
    assert shown(author, "older") == {(path, key)}
    assertContains(author.get(at(row)), "was changed after this text")


@pytest.mark.long
def test_text_and_day_changed_in_one_save(author: Client, ada: User) -> None:
    row = entry(PATH, KEY)
    today = timezone.localdate().isoformat()
    send(author, row, text_en="You may ask us about your data.", reviewed=today)
    assert shown(author, "older") == {(PATH, KEY)}
    assertContains(author.get(at(row)), "The other language was changed after this text.")


def test_read_and_found_to_say_the_same(author: Client, ada: User) -> None:
    """An entry without a day of review has a button for it; a later change counts again."""
    path, key, old, new = OLDER[0]
    row = entry(path, key)
    send(author, row, text=row.text.replace(old, new))
    rita = client_of("rita")
    assertContains(rita.get(at(row)), "They say the same")
    rita.post(at(row, "read"), {"change": "0"})
    assert entry_warnings.ids_marked("older") == [row.pk]
    page = rita.post(at(row, "read"), {"change": "1"}, follow=True)
    assertContains(page, "The languages say the same, as of change 1.")
    assertNotContains(page, "They say the same")
    assert entry_warnings.ids_marked("older") == []
    assert entry(path, key).revisions.count() == 1
    send(author, entry(path, key), text=row.text)
    assert entry_warnings.ids_marked("older") == [row.pk]


def test_who_may_neither_write_nor_approve_says_nothing(author: Client, ada: User) -> None:
    row = entry(PATH, KEY)
    send(author, row, text_en="You may ask us about your data.")
    petro = client_of("petro")
    assertNotContains(petro.get(at(row)), "They say the same")
    assert petro.post(at(row, "read"), {"change": "1"}).status_code == 403


@pytest.mark.long
def test_an_edition_that_brings_both_languages_leaves_nothing_old(ada: User) -> None:
    """And what it brings was reviewed with it."""
    row = entry(PATH, KEY)
    data = row.data
    data["text"] = {"en": "New.\n", "uk": "Нове.\n"}
    both = dump_entry(data, None)
    merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, both)})
    assert entry(PATH, KEY).revisions.count() == 1
    assert entry_warnings.ids_marked("older") == []
    assert row.pk not in entry_warnings.ids_marked("unreviewed")


@pytest.mark.long
def test_an_edition_that_brings_one_language(ada: User) -> None:
    row = entry(PATH, KEY)
    one = row.text.replace("You can ask", "You may ask", 1)
    merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, one)})
    assert entry_warnings.ids_marked("older") == [row.pk]


def in_doubt(data: Any) -> bool:
    """As the shipped file says it."""
    if not isinstance(data, dict):
        return False
    day = data.get("checked", data.get("reviewed", ""))
    old = str(timezone.localdate() - warnings.STALE_REVIEW)
    doubts = data.get("unsure") or data.get("to_check")
    of_cookies = any(cookie.get("unsure") for cookie in data.get("cookies", ()))
    return bool(doubts) or of_cookies or day is None or (bool(day) and str(day) < old)


def test_every_kind_of_doubt_and_age_is_found(author: Client, ada: User) -> None:
    expected = {
        (row.file.path, row.key)
        for row in Entry.objects.select_related("file")
        if in_doubt(row.data)
    }
    kinds = {path.partition("/")[0] for path, _key in expected}
    assert kinds >= {"clauses", "tools", "laws", "findings.yaml", "retention.yaml"}
    assert shown(author, "unreviewed") == expected


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("path", "key", "old"),
    [("tools/payments.yaml", "stripe", "checked: "), ("retention.yaml", "ua-tax", "checked: ")],
)
def test_an_old_day_of_any_kind(author: Client, ada: User, path: str, key: str, old: str) -> None:
    row = entry(path, key)
    day = next(line for line in row.text.splitlines() if old in line)
    year_ago = timezone.localdate() - warnings.STALE_REVIEW - datetime.timedelta(days=1)
    Entry.objects.filter(pk=row.pk).update(text=row.text.replace(day, f"  checked: {year_ago}"))
    assert row.pk in entry_warnings.ids_marked("unreviewed")
    assertContains(author.get(at(row)), "Last reviewed more than a year ago.")


@pytest.mark.few(1)
@pytest.mark.parametrize(("ahead", "status"), [(0, 302), (1, 302), (2, 200)])
def test_a_review_in_the_future_is_refused(
    author: Client, ada: User, ahead: int, status: int
) -> None:
    """A day ahead of UTC it is tomorrow somewhere already."""
    day = str(timezone.localdate() + datetime.timedelta(days=ahead))
    told = "This day lies in the future. Give the day on which it was read."
    clause = send(author, entry(PATH, KEY), reviewed=day)
    tool = entry("tools/payments.yaml", "stripe")
    line = next(line for line in tool.text.splitlines() if "checked: " in line)
    service = send(author, tool, text=tool.text.replace(line, f"  checked: {day}"))
    assert (clause.status_code, service.status_code) == (status, status)
    if status == 200:
        assert refusals(clause) == [f"Last reviewed: {told}"]
        number = tool.text.splitlines().index(line) + 1
        assert refusals(service) == [f"The entry, as YAML: Line {number}, checked: {told}"]


@pytest.mark.long
def test_what_is_hardly_meant_is_told_beside_the_entry(author: Client, ada: User) -> None:
    """In the editor's language; saved all the same."""
    row, message = entry(PATH, KEY), "Every shop fulfils this condition: leave it out."
    assertNotContains(author.get(at(row)), message)
    assert send(author, row, any="shares:yes\nshares:no", all="", none="").status_code == 302
    assertContains(author.get(at(row)), message, count=1)
    lone = entry("laws/uk.yaml", "UK-fee")
    assertContains(author.get(at(lone)), "No clause satisfies this requirement.", count=1)
    ukrainian = author.get(at(lone).replace("/en/", "/uk/"))
    assertContains(ukrainian, "Жодне положення не виконує цієї вимоги.", count=1)
