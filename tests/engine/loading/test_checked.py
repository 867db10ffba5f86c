"""A library that was checked when it was made: its texts wait until somebody asks for them."""

import pytest

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, LibraryError
from policygen.engine.loading.load import compile_all, load_library

FILES = read_files(SHIPPED)
PATH = "clauses/security.yaml"


def broken() -> dict[str, str]:
    before = load_library(FILES, checked=True).clauses_by_id["security-measures"]
    said = FILES[PATH]
    assert before.texts["en"].placeholders == ("security_list()",)
    return {**FILES, PATH: said.replace("{{ security_list() }}", "{{ nobody() }}")}


def test_it_works() -> None:
    library, whole = load_library(FILES, checked=True), load_library(FILES)
    assert library.clauses == whole.clauses
    assert [f.messages for f in library.findings] == [f.messages for f in whole.findings]
    compile_all(library)


def test_a_text_that_cannot_be_used_is_told_when_it_is_asked_for() -> None:
    library = load_library(broken(), checked=True)
    assert library.clauses_by_id["rights-how"].texts["en"].pieces
    said = r"^clause security-measures: there is no placeholder «nobody»$"
    with pytest.raises(LibraryError, match=said):
        library.clauses_by_id["security-measures"].texts["en"]
    with pytest.raises(LibraryError, match=said):
        compile_all(library)


@pytest.mark.parametrize("strict", [True, False])
def test_of_other_files_it_is_told_at_once(strict: bool) -> None:
    with pytest.raises(LibraryError, match="nobody"):
        load_library(broken(), strict=strict)


def test_the_same_words_are_the_same_texts() -> None:
    one, other, changed = (
        load_library(files, checked=True).clauses_by_id["security-measures"].texts
        for files in (FILES, dict(FILES), broken())
    )
    assert one == other
    assert one == dict(other)
    with pytest.raises(LibraryError):
        assert one != changed
