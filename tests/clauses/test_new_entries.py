"""Entries of every kind are made on the desk: they begin with their fields, and are checked like others."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains

from policygen.clauses import draft, skeletons
from policygen.clauses.models import Entry, LibraryFile
from policygen.engine import edition
from tests.clauses.conftest import SHIPPED_FILES, entry
from tests.clauses.desk import client_of, fields, refusals
from tests.clauses.test_draft import PATH

ADD = "/en/admin/clauses/entry/add/"
TOOLS = "tools/crm.yaml"


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def at(path: str) -> str:
    return f"{ADD}other/{LibraryFile.objects.get(path=path).pk}/"


def make(client: Client, path: str, *changes: tuple[str, str]) -> HttpResponse:
    """Open the page, fill in, send."""
    form = fields(client.get(at(path)))
    for old, new in changes:
        assert old in form["text"], form["text"]
        form["text"] = form["text"].replace(old, new, 1)
    return client.post(at(path), {**form, "go": "save", "comment": "Asked for"})


NAMED = ("new-entry", "ours")
TEXTS = (("en: ''", "en: Ours"), ("uk: ''", "uk: Наше"))
FILLED: dict[str, list[tuple[str, str]]] = {
    TOOLS: [NAMED, ("name: ''", "name: Ours"), ("countries: []", "countries: [UA]")],
    "requirements/gdpr.yaml": [NAMED, ("citation: ''", "citation: Art. 99"), *TEXTS],
    "findings.yaml": [
        NAMED,
        ("all: []", "all: ['law:gdpr']"),
        ("citation: ''", "citation: GDPR Art. 99"),
        ("question: ''", "question: offers"),
        *TEXTS,
    ],
    "retention.yaml": [
        NAMED,
        ("purposes: []", "purposes: [orders]"),
        ("citation: ''", "citation: Act 1"),
        *TEXTS,
    ],
    "promises.yaml": [
        NAMED,
        ("clauses: []", "clauses: [rights-time]"),
        ("question: ''", "question: offers"),
        *TEXTS,
    ],
    "vocabulary/security.yaml": [("new_entry", "ours"), *TEXTS, *TEXTS],
}


@pytest.mark.parametrize("path", FILLED)
def test_it_works(author: Client, path: str) -> None:
    answer = make(author, path, *FILLED[path])
    assert answer.status_code == 302, refusals(answer)
    made = entry(path, "ours")
    before = edition.split(SHIPPED_FILES[path])
    longer = replace(before, entries=(*before.entries, edition.Entry("ours", made.text)))
    assert draft.files() == {**SHIPPED_FILES, path: longer.text}
    draft.library()
    (change,) = made.revisions.all()
    assert (str(change.author), change.comment) == ("ada", "Asked for")


def test_every_open_file_has_a_page(author: Client) -> None:
    paths = [path for path in SHIPPED_FILES if skeletons.is_open(path)]
    listed = author.get(f"{ADD}other/").content.decode()
    for path in paths:
        if not path.startswith("clauses/"):
            assert at(path) in listed
            assert fields(author.get(at(path)))["text"]


BAD: list[tuple[str, list[tuple[str, str]], str]] = [
    (TOOLS, [], "Give the entry a name of its own."),
    (TOOLS, [("new-entry", "keycrm")], "There is an entry of this name already."),
    (TOOLS, [("new-entry", "stripe")], "There is an entry of this name already."),
    (TOOLS, [NAMED], "Line 2, name: Fill this in."),
    (TOOLS, [NAMED, ("role: processor", "role: [")], "This can’t be read as YAML."),
    (
        TOOLS,
        [NAMED, ("name: ''", "name: A"), ("role: processor", "role: boss")],
        "Line 6, role: «boss» is not possible here",
    ),
    (TOOLS, [NAMED, ("name: ''", "name: A\r\n- slug: b")], "Write one entry here."),
    (
        TOOLS,
        [NAMED, ("name: ''", "name: A"), ("receives: []", "receives: [aura]")],
        "Line 7, receives: There is no entry «aura» in vocabulary/data.yaml.",
    ),
    (
        "requirements/gdpr.yaml",
        [NAMED, ("''", "Art. 1")],
        "asks.en: Write the text in this language",
    ),
    ("findings.yaml", [NAMED, *TEXTS, ("all: []", "all: ['tool:x']")], "«tool:x»"),
]


@pytest.mark.parametrize(("path", "changes", "reason"), BAD)
def test_what_is_refused(
    author: Client, path: str, changes: list[tuple[str, str]], reason: str
) -> None:
    page = make(author, path, *changes)
    assert page.status_code == 200
    assert [told for told in refusals(page) if reason in told] != [], refusals(page)
    assert draft.files() == SHIPPED_FILES


def test_the_name_of_a_deleted_entry(author: Client, ada: User) -> None:
    row = entry(TOOLS, "keycrm")
    draft.save(row, "", seen=0, by=ada)
    page = make(author, TOOLS, ("new-entry", "keycrm"))
    (told,) = refusals(page)
    assert told.endswith("An entry of this name was deleted. Restore it, or choose another name.")


def test_the_second_of_two_editors_is_told(ada: User) -> None:
    """Both began before either had saved."""
    text = entry(PATH, "rights-free").text
    draft.add(PATH, "rights-ours", text.replace("rights-free", "rights-ours"), by=ada)
    with pytest.raises(draft.Taken):
        draft.add(PATH, "rights-ours", "other", by=ada)
    assert Entry.objects.filter(key="rights-ours").count() == 1


@pytest.mark.parametrize("path", ["strings.yaml", "sections.yaml", PATH, "vocabulary/laws.yaml"])
def test_files_that_take_no_entry_here(author: Client, path: str) -> None:
    assert author.get(at(path)).status_code == 404


@pytest.mark.parametrize("name", ["rita", "petro", "olena"])
def test_only_authors(ada: User, name: str) -> None:
    client: Any = client_of(name)
    assert client.get(f"{ADD}other/").status_code == 403
    assert client.get(at(TOOLS)).status_code == 403
    assert client.post(at(TOOLS), {}).status_code == 403


def test_the_list_leads_there(author: Client) -> None:
    page = author.get("/en/admin/clauses/entry/")
    assertContains(page, f'href="{ADD}other/"')
    assertContains(page, f'href="{ADD}"')
