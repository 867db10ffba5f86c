"""An entry's text is replaced by something else: it is refused on the page, and what was typed stays."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policygen.draft import draft
from policygen.draft.models import Entry, LibraryFile
from tests.editors import client_of, fields, refusals, send
from tests.library_draft import SHIPPED_FILES

ODD = {
    "a word": "x",
    "a mark of documents": "---",
    "two documents": "a: 1\n---\nb: 2",
    "a list": "- a\n- b",
    "an empty item": "-",
    "an empty list": "[]",
    "a list of lists": "- - - a",
    "an empty mapping": "{}",
    "nothing": "null",
    "a dash and nothing": "- null",
    "a number": "42",
    "a comment": "# nothing",
    "a key without a name": "? \n: 1",
    "deep": "a: " + "[" * 60 + "]" * 60,
    "an anchor": "a: &a 1",
    "a tag": "!!str x",
    "half of a mapping": "a: {",
    "a tab": "\ta: 1",
    "a reserved mark": "@",
    "a key that is a list": "? [a]\n: 1",
    "an item that is a mapping of nothing": "- id:\n",
}
FILES = ("tools/crm.yaml", "vocabulary/purposes.yaml")
"""A list and a mapping."""


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


@pytest.mark.few(2)
@pytest.mark.parametrize("what", ODD)
def test_of_an_entry_that_is_there(author: Client, what: str) -> None:
    for path in FILES:
        row = Entry.objects.filter(file__path=path).select_related("file")[0]
        page = send(author, row, text=ODD[what], comment="Odd")
        assert page.status_code == 200, (path, what)
        assert refusals(page), (path, what)
        assert page.context["form"]["text"].value() == ODD[what]
    assert draft.files() == SHIPPED_FILES


@pytest.mark.few(2)
@pytest.mark.parametrize("what", ODD)
def test_of_a_new_one(author: Client, what: str) -> None:
    for path in FILES:
        place = f"/en/admin/clauses/entry/add/other/{LibraryFile.objects.get(path=path).pk}/"
        sent = {**fields(author.get(place)), "text": ODD[what], "go": "save", "comment": "Odd"}
        page = author.post(place, sent)
        assert page.status_code == 200, (path, what)
        assert refusals(page), (path, what)
    assert draft.files() == SHIPPED_FILES
