"""A question says enough, and what the program counts on can't be changed with its words."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

import pytest

from policygen.engine.library.library_files import dump_entry, read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.questions import Question, advice_for
from policygen.engine.loading.checking import check, wording
from policygen.engine.loading.load import shipped_library
from tests.cases import cases

FILES = read_files(SHIPPED)
SITE = "questions/site.yaml"
NEW = {
    "path": "sells_data",
    "kind": "yes_no_unknown",
    "label": {"en": "Own?", "uk": "Своє?"},
    "why": {"en": "Because.", "uk": "Бо так."},
    "citation": "GDPR Art. 5",
}


def told(text: str) -> list[tuple[str, str, str]]:
    found = check({**FILES, SITE: text})
    return [(fault.entry, fault.name, wording.told(fault)) for fault in found]


def changed(old: str, new: str) -> list[tuple[str, str, str]]:
    assert FILES[SITE].count(old) >= 1
    return told(FILES[SITE].replace(old, new, 1))


def added(**entry: object) -> list[tuple[str, str, str]]:
    return told(FILES[SITE] + dump_entry(entry, "own"))


def test_it_works() -> None:
    assert told(FILES[SITE]) == []
    assert added(**NEW) == []
    assert changed("Can visitors change their choice", "May visitors change their choice") == []


@pytest.mark.parametrize("missing", ["kind", "label", "why", "citation"])
def test_a_new_question_says_all(missing: str) -> None:
    entry = {key: value for key, value in NEW.items() if key != missing}
    assert added(**entry) == [("own", "", f"The field “{missing}” is missing.")]


def test_a_reason_may_be_another_questions() -> None:
    silent = {key: value for key, value in NEW.items() if key not in ("why", "citation")}
    text = FILES[SITE].replace("covers: [storage_other]", "covers: [storage_other, ow*]")
    assert told(text + dump_entry(silent, "own")) == []
    assert added(**{**silent, "kind": "group"}) == []


FIXED = [
    ("path: cookies.banner", "path: cookies.gpc", "path", "“path” has to be cookies.banner."),
    ("kind: number", "kind: line", "kind", "“kind” has to be number."),
    (
        "  kind: group\n",
        "  kind: group\n  required: true\n",
        "required",
        "there can be no “required” here.",
    ),
]


@pytest.mark.parametrize(("old", "new", "name", "said"), FIXED)
def test_what_the_program_counts_on(old: str, new: str, name: str, said: str) -> None:
    ((_entry, field, message),) = changed(old, new)
    assert (field, message) == (name, f"The program counts on this: {said}")


def test_a_path_that_no_answer_has() -> None:
    fault = "There is no question “nowhere”: no answer has this path."
    assert added(**{**NEW, "path": "nowhere"}) == [("own", "path", fault)]
    assert added(**{**NEW, "also": ["nowhere"]}) == [("own", "also", fault)]


def test_every_label_is_a_question_or_a_name() -> None:
    """No full stop at its end, and as the languages write: a question mark in both or in neither."""
    labels = [
        (n, q.label) for asked in shipped_library().questions.values() for n, q in asked.items()
    ]
    assert [n for n, said in labels if any(text.endswith(".") for text in said.values())] == []
    assert [
        n for n, said in labels if len({text.endswith("?") for text in said.values()}) > 1
    ] == []


ADVICE = {
    "on": ["shopify"],
    "text": {"en": "Look there.", "uk": "Подивіться там."},
    "sources": ["https://example.com/help"],
    "checked": "2026-11-28",
}


def test_advice() -> None:
    assert added(**NEW, find_out=[ADVICE, {"text": ADVICE["text"]}], how_to=[ADVICE]) == []


@cases(
    ("change", "field", "said"),
    [
        ({"sources": None}, "find_out", "The field “sources” is missing."),
        ({"checked": None}, "find_out", "The field “checked” is missing."),
        ({"on": ["shopifi"]}, "find_out.on", "There is no entry “shopifi” in tools/"),
        ({"sources": ["http://example.com"]}, "find_out.sources", ""),
        ({"text": {"en": "Look."}}, "find_out.text.uk", ""),
    ],
)
def test_advice_says_where_it_was_read(change: dict[str, object], field: str, said: str) -> None:
    advice = {key: value for key, value in {**ADVICE, **change}.items() if value is not None}
    ((entry, name, message),) = added(**NEW, find_out=[advice])
    assert (entry, name) == ("own", field)
    assert message.startswith(said)


def test_the_first_advice_that_fits_is_shown() -> None:
    banner = shipped_library().questions["site"]["cookie_banner"]
    for given in (banner.find_out, banner.how_to):
        general = given[-1]
        assert [one.on for one in given if not one.on] == [general.on], "the general one is last"
        assert advice_for(given, frozenset()) is general
        assert advice_for(given, frozenset({"horoshop"})) is general
        for one in given[:-1]:
            assert advice_for(given, frozenset(one.on)) is one


def test_every_advice_for_all_comes_last() -> None:
    for screen in shipped_library().questions.values():
        for question in screen.values():
            for given in (question.find_out, question.how_to):
                assert [bool(one.on) for one in given] == [True] * (len(given) - 1) + [
                    False
                ] * bool(given)


HEADINGS = {"cookies", "automated_decisions", "storage", "ccpa_thresholds"}
"""They stand over questions and ask nothing themselves."""


def test_every_question_has_a_way_to_find_out() -> None:
    """Or shares that of the group that covers it, as it shares its reason."""
    lacking = {
        name
        for asked in shipped_library().questions.values()
        for name, question in asked.items()
        if not (question.find_out or _is_of_a_group(name, asked))
    }
    assert lacking == HEADINGS


def _is_of_a_group(name: str, asked: Mapping[str, Question]) -> bool:
    return any(
        group.find_out and fnmatchcase(name, pattern)
        for other, group in asked.items()
        for pattern in group.covers
        if other != name
    )


def test_a_way_to_find_out_takes_a_minute() -> None:
    long = {
        (name, language)
        for asked in shipped_library().questions.values()
        for name, question in asked.items()
        for one in question.find_out
        for language, text in one.text.items()
        if len(text.split()) > 70
    }
    assert long == set()


def test_whoever_is_asked_reads_a_whole_question() -> None:
    """What a helper is asked has words of its own, for there is no screen around it, and a way to find out."""
    asked = [
        (name, text, question.find_out)
        for screen in shipped_library().questions.values()
        for name, question in screen.items()
        for text in (question.ask or {}).values()
    ]
    assert [name for name, text, find_out in asked if "?" not in text or not find_out] == []


def test_whom_and_when_it_is_asked() -> None:
    """Conditions as a clause has them: known, possible, and none where everybody has to answer."""
    assert added(**NEW, applies={"all": ["law:ccpa"]}, at_once={"any": ["ads:any"]}) == []
    assert added(**NEW, at_once=False) == []
    ((_entry, place, message),) = added(**NEW, applies={"all": ["law:cpca"]})
    assert (place, "law:ccpa" in message) == ("applies.all", True)
    ((_entry, place, _message),) = added(**NEW, at_once={"all": ["cookies:any", "cookies:none"]})
    assert place == "at_once"
    ((_entry, place, message),) = added(**NEW, required=True, applies={"all": ["law:ccpa"]})
    assert (place, message.partition(":")[0]) == (
        "applies",
        "No screen can be saved without this question, so that everybody is asked",
    )
