"""The library's files, entry by entry: untouched text keeps its bytes, written text reads back the same."""

from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from policygen.engine.library.library_files import (
    Entry,
    dump_entry,
    entry_text,
    read_files,
    split,
    write_files,
)
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.yaml12 import Loader
from tests.cases import cases

FILES = read_files(SHIPPED)
every_file = pytest.mark.parametrize("path", FILES)


def items(path: str) -> list[Any]:
    """What the file's entries should be, read in the ordinary way."""
    whole = yaml.load(FILES[path], Loader=Loader)
    if isinstance(whole, list):
        return whole
    inside = next((key for key in ("clauses", "rules", "promises") if key in whole), None)
    return list(whole[inside] if inside else whole.values())


@pytest.mark.few(30)
@every_file
def test_a_file_is_its_head_and_its_entries_and_each_can_be_written_anew(path: str) -> None:
    file = split(FILES[path])
    assert file.text == FILES[path]
    said = [entry.data for entry in file.entries]
    assert said == items(path)
    assert len({entry.key for entry in file.entries}) == len(file.entries)
    for entry, data in zip(file.entries, said, strict=True):
        written = dump_entry(data, None if file.is_list else entry.key)
        [again] = split(file.head + written).entries
        assert (again.key, again.text) == (entry.key, written)
        # Its keys in the same order too: what is written once more is the same.
        assert repr(again.data) == repr(data)


def test_a_change_leaves_the_other_entries_alone() -> None:
    file = split(FILES["clauses/rights.yaml"])
    old = file.entries[1]
    data = {**old.data, "text": {"en": "New.\n", "uk": "Нове.\n"}}
    changed = file.with_entry(old.key, data)
    assert split(changed.text) == changed
    assert [e for e in changed.entries if e.key != old.key] == [
        e for e in file.entries if e.key != old.key
    ]
    assert changed.entries[1].data == data
    assert changed.text.replace(changed.entries[1].text, old.text) == file.text


def test_comments_stay_with_their_entry() -> None:
    file = split("# The file.\n\n# One.\na: {x: 1}\n\n# Two.\n# More.\nb: {x: 2}\n")
    assert file.head == "# The file.\n\n"
    assert [entry.text for entry in file.entries] == [
        "# One.\na: {x: 1}\n",
        "# Two.\n# More.\nb: {x: 2}\n",
    ]
    assert file.with_entry("a", {"x": 3}).text == (
        "# The file.\n\n# One.\na: {x: 3}\n\n# Two.\n# More.\nb: {x: 2}\n"
    )


def test_a_new_entry_comes_last() -> None:
    assert split("a: {x: 1}\n").with_entry("b", {"x": 2}).text == "a: {x: 1}\n\nb: {x: 2}\n"
    assert split("- {id: a}\n").with_entry("b", {"id": "b"}).text == "- {id: a}\n\n- {id: b}\n"


def test_what_stands_between_two_entries_is_the_files() -> None:
    text = "a: 1\n\nb: 2\n\n# A part.\n\n# Three.\nc: 3\nd: 4\n\n"
    file = split(text)
    assert [(e.key, e.text) for e in file.entries] == [
        ("a", "a: 1\n"), ("b", "b: 2\n"), ("c", "# Three.\nc: 3\n"), ("d", "d: 4\n")
    ]  # fmt: skip
    assert (file.gap, file.gaps, file.end) == ("\n", {"c": "\n# A part.\n\n", "d": ""}, "\n")
    assert file.text == text


def test_an_entry_is_the_same_wherever_it_stands() -> None:
    """Also first in a file whose heading would take its comment."""
    for head in ("", "# The file.\n", "# The file.\n\n"):
        file = split(f"{head}a: 1\n\n# Two.\nb: 2\n")
        turned = replace(file, entries=file.entries[::-1])
        assert split(turned.text).entries == turned.entries
        assert split(turned.text).text == turned.text


@cases(
    ("typed", "stored"),
    [
        ("a: 1", "a: 1\n"),
        ("\n\na: 1\n\n\n", "a: 1\n"),
        ("# One.\n\na: 1\n\n# More.\n", "# One.\n# More.\na: 1\n"),
        ("a: |\n  x\n\n  # y\n\n", "a: |\n  x\n\n  # y\n"),
        ("a: |+\n  x\n\n", "a: |+\n  x\n\n"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_a_typed_entry_is_stored_without_what_is_the_files(typed: str, stored: str) -> None:
    assert entry_text(typed) == stored
    assert entry_text(stored) == stored


def test_files_come_back_from_a_folder(tmp_path: Any) -> None:
    write_files(FILES, tmp_path)
    assert read_files(tmp_path) == FILES


texts = some.text(
    some.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")) | some.just("\n"),
    max_size=60,
)
values = some.recursive(
    some.none() | some.booleans() | some.integers(-(10**9), 10**9) | texts,
    lambda inside: (
        some.lists(inside, max_size=4) | some.dictionaries(texts.filter(bool), inside, max_size=4)
    ),
    max_leaves=12,
)


@given(
    some.dictionaries(
        some.from_regex(r"[a-z_]{1,12}", fullmatch=True), values, min_size=1, max_size=5
    )
)
def test_whatever_an_editor_types_reads_back_the_same(data: dict[str, Any]) -> None:
    assert Entry("x", dump_entry({"id": "x", **data}, None)).data == {"id": "x", **data}
    assert Entry("some-key", dump_entry(data, "some-key")).data == data
