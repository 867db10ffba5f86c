"""A release that was stored in an older form of the files is read as it says, and completed as it ships."""

from typing import Any

import pytest
from pydantic import ValidationError

from policygen.engine.library import library_files
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, LibraryError
from policygen.engine.library.questions import ANSWERS, QuestionSource
from policygen.engine.loading import older_forms
from policygen.engine.loading.checking import check
from policygen.engine.loading.load import load_library, shipped_library

FILES = read_files(SHIPPED)
SITE = "questions/site.yaml"
OLD = ("why", "citation", "example", "unknown", "covers")
"""The keys that a question had before its words stood in the library."""


def older(path: str) -> str:
    """The file as it was then: reasons alone, and only where there is one. What the library declares by
    itself came later, and has always had its words."""
    file = library_files.split(FILES[path])
    kept = {
        e.key: e.data if _declared(e.data) else {k: e.data[k] for k in OLD if k in e.data}
        for e in file.entries
        if "why" in e.data
    }
    return file.head + "".join(library_files.dump_entry(data, key) for key, data in kept.items())


def _declared(question: dict[str, Any]) -> bool:
    return str(question.get("path", "")).startswith(ANSWERS)


def test_it_works() -> None:
    """All questions of a release from then: its own reasons, under the words that ship."""
    files = {path: older(path) if path.startswith("questions/") else t for path, t in FILES.items()}
    files[SITE] = files[SITE].replace("Taking a yes back", "Taking back a yes")
    assert files[SITE] != older(SITE)
    found, shipped = load_library(files, strict=False).questions, shipped_library().questions
    assert {screen: set(asked) for screen, asked in found.items()} == {
        screen: set(asked) for screen, asked in shipped.items()
    }
    changed = found["site"]["cookie_settings_link"]
    assert (changed.why or {})["en"].startswith("Taking back a yes")
    assert changed.label == shipped["site"]["cookie_settings_link"].label
    same = {
        (screen, name) for screen, asked in found.items() for name in asked
        if asked[name] == shipped[screen][name]
    }  # fmt: skip
    assert len(same) == sum(map(len, shipped.values())) - 1


def test_an_editors_entry_in_the_older_form_is_no_fault() -> None:
    assert check({**FILES, SITE: older(SITE)}) == ()


def source(**said: Any) -> QuestionSource:
    return QuestionSource.model_validate(said)


def test_what_is_said_counts_and_what_is_left_out_is_as_it_ships() -> None:
    shipped = {
        "a": source(kind="line", label={"en": "A?", "uk": "А?"}, hint={"en": "h", "uk": "х"}),
        "b": source(kind="group", label={"en": "B", "uk": "Б"}),
    }
    own = {"own": source(kind="line", label={"en": "Own?"}), "a": source(label={"en": "New?"})}
    found = older_forms.questions(own, shipped)
    assert list(found) == ["own", "a", "b"]
    assert (found["a"].label, found["a"].kind) == ({"en": "New?"}, "line")
    assert found["a"].hint == {"en": "h", "uk": "х"}
    assert found["b"].label == {"en": "B", "uk": "Б"}


def test_what_neither_says() -> None:
    with pytest.raises(ValidationError):
        older_forms.questions({"own": source(kind="line")}, {})
    with pytest.raises(
        LibraryError, match=r"questions/site.yaml:\d+: own: The field “label” is missing"
    ):
        load_library({**FILES, SITE: FILES[SITE] + "own:\n  kind: line\n"}, strict=False)
