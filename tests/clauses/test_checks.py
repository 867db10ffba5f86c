"""What may not be saved, check by check, and what is only marked."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from policygen.clauses import checks, marks
from policygen.clauses.checks import Problem
from policygen.clauses.meanings import MEANINGS
from policygen.engine import texts
from policygen.engine.edition import read_files
from policygen.engine.entries import ClauseSource, When
from policygen.engine.library import SHIPPED, shipped_library
from policygen.engine.names import PLACEHOLDERS
from policygen.engine.sentences import sentences, too_long

LIBRARY = shipped_library()
TODAY = datetime.date(2026, 11, 22)


def source(**changes: Any) -> ClauseSource:
    data = {
        "id": "new",
        "reviewed": "2026-11-22",
        "text": {"en": "Write to us.\n", "uk": "Пишіть нам.\n"},
        **changes,
    }
    return ClauseSource.model_validate(data)


def problems(**changes: Any) -> list[Problem]:
    return checks.clause_problems(source(**changes), LIBRARY, ("en", "uk"))


def test_it_works() -> None:
    assert problems() == []


def test_every_shipped_clause_may_be_saved() -> None:
    import yaml

    from policygen.engine.yaml12 import Loader

    wrong = {}
    for path, text in read_files(SHIPPED).items():
        if path.startswith("clauses/"):
            for data in yaml.load(text, Loader=Loader)["clauses"]:
                found = checks.clause_problems(
                    ClauseSource.model_validate(data), LIBRARY, ("en", "uk")
                )
                wrong.update({data["id"]: found} if found else {})
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ shop.name", "Line 1: A placeholder is not closed: {{ needs its }}."),
        (
            "One.\n\nTo {{ shop.mail }}.",
            "Line 3: There is no placeholder «shop.mail». Pick one from the list.",
        ),
        (
            "{{ nonsense }}",
            "Line 1: There is no placeholder «nonsense». Pick one from the list.",
        ),
        (
            "{% for x in y %}",
            "Line 1: Only placeholders in {{ … }} are possible, no {% … %} and no {# … #}.",
        ),
        (
            "{{ shop.name.__doc__ }}",
            "Line 1: A placeholder is a name, a name with one attribute, or a call: "
            "{{ shop.name }}, {{ tools_table() }}. Nothing else is possible inside {{ }}.",
        ),
        (
            "{{ shop.name + }}",
            "Line 1: The placeholder can’t be read: unexpected 'end of print statement'.",
        ),
        (
            "Fine.\n<script>x</script>",
            "Line 2: HTML is not possible here: <script>. Write Markdown: **bold**, *italic*, "
            "[words](https://…), lists and ### headings.",
        ),
        (
            "# Too big",
            "Line 1: A heading inside a text is written with three signs and a space: ### Words.",
        ),
    ],
)
def test_a_text_is_refused_with_the_line_and_the_reason(text: str, message: str) -> None:
    assert checks.text_problem(text) == message
    assert list(checks.text_problems({"en": "Fine.", "uk": text})) == [Problem("text_uk", message)]


def test_every_refusal_of_the_engine_has_words_of_the_desk() -> None:
    """Whoever adds a refusal to engine/texts finds out here that editors need to read it too."""
    sources = [path.read_text("utf-8") for path in Path(texts.__file__).parent.glob("*.py")]
    raised = set(re.findall(r'TextError\(\s*"(\w+)"', "".join(sources)))
    assert raised == set(checks._TOLD)


def test_a_text_is_missing() -> None:
    assert problems(text={"en": "Write to us.\n"}) == [
        Problem("text_uk", "Write the text in this language too.")
    ]


@pytest.mark.parametrize(
    ("english", "ukrainian", "place", "message"),
    [
        (
            "Within 30 days.",
            "Протягом місяця.",
            "text_uk",
            "The number 30 stands in the text in English and not here.",
        ),
        (
            "To us.",
            "На {{ shop.email }}.",
            "text_en",
            "{{ shop.email }} stands in the text in Ukrainian and not here.",
        ),
        (
            "See [this](https://a.example).",
            "Див. сайт.",
            "text_uk",
            "The link https://a.example stands in the text in English and not here.",
        ),
    ],
)
def test_both_languages_hold_the_same(
    english: str, ukrainian: str, place: str, message: str
) -> None:
    assert problems(text={"en": english, "uk": ukrainian}) == [Problem(place, message)]


def test_an_unknown_condition() -> None:
    assert problems(when={"any": ["tool:strype"]}) == [
        Problem("any", "There is no condition «tool:strype». Did you mean «tool:stripe»?")
    ]
    assert [p.place for p in problems(when={"all": ["zzzzzz"]})] == ["all"]


def test_a_condition_that_can_never_hold() -> None:
    never = {"all": ["established:eea", "established:ua"]}
    message = "No shop can fulfil this condition: its names rule each other out."
    assert problems(when=never) == [Problem("all", message)]
    both = {"all": ["has:phone"], "none": ["has:phone"]}
    assert problems(when=both)[0] == Problem("none", "«has:phone» is both asked for and ruled out.")


def test_a_placeholder_without_a_value() -> None:
    text = {"en": "Call {{ shop.phone }}.", "uk": "Телефон: {{ shop.phone }}."}
    message = "{{ shop.phone }} has no value for some shops with this condition."
    assert problems(text=text) == [Problem("text_en", message), Problem("text_uk", message)]
    assert problems(text=text, when={"all": ["has:phone"]}) == []


def test_an_unknown_requirement() -> None:
    (unknown,) = problems(satisfies=["GDPR-13-2z"])
    assert unknown.place == "satisfies"
    assert unknown.message.startswith(
        "There is no requirement «GDPR-13-2z». Did you mean «GDPR-13-2"
    )
    elsewhere = next(r.id for r in LIBRARY.requirements if "policy" not in r.where)
    assert problems(satisfies=[elsewhere]) == [
        Problem("satisfies", f"«{elsewhere}» is not met by the policy’s text, but elsewhere.")
    ]


def test_the_whole_library_has_to_load() -> None:
    files = read_files(SHIPPED)
    assert checks.library_problem(files) == ""
    broken = files["findings.yaml"].replace("{{ ", "{{ nonsense.", 1)
    told = checks.library_problem({**files, "findings.yaml": broken})
    assert told.startswith("The library would not hold together: finding ")
    assert "There is no placeholder «nonsense" in told


def test_entries_edited_as_yaml() -> None:
    data = {
        "asks": {"en": "Say 3 things.", "uk": "Скажіть три речі."},
        "when": {"all": ["tool:none-such"]},
    }
    assert [p.message.partition(".")[0] for p in checks.entry_problems(data, LIBRARY)] == [
        "uk: The number 3 stands in the text in English and not here",
        "all: There is no condition «tool:none-such»",
    ]


# -- marks --------------------------------------------------------------------------------------------


def test_long_sentences() -> None:
    text = "Short. " + "word " * 30 + "end.\n\n- one\n- two {{ shop.name }}"
    assert sentences(text)[-2:] == ["one", "two X"]
    assert [count for count, _ in too_long(text)] == [31]
    (mark,) = marks.wording_marks({"en": text})
    assert mark.message.startswith("A sentence of 31 words is long (over 25): “word word")


def test_words_outside_the_glossary() -> None:
    (mark,) = marks.wording_marks(
        {"uk": "Термін зберігання вказано нижче.", "en": "термін зберігання"}
    )
    assert mark == Problem(
        "text_uk", "“Термін зберігання” is not in the glossary: строк зберігання."
    )


def test_reviews() -> None:
    old = source(reviewed="2025-01-01", unsure={"en": "Is it so?", "uk": "Чи так?"})
    assert [p.message for p in marks.clause_review_marks(old, TODAY, TODAY)] == [
        "Last reviewed more than a year ago.",
        "Changed since its last review.",
        "Marked as unsure: owners are told to have it looked at.",
    ]
    assert list(marks.clause_review_marks(source(), TODAY, TODAY)) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"checked": "2026-01-01"}, []),
        ({"checked": None}, ["Never reviewed."]),
        ({"checked": "2024-01-01"}, ["Last reviewed more than a year ago."]),
        ({"checked": "2036-01-01"}, ["Its day of review lies in the future."]),
        ({"unsure": ["entity", "role"]}, ["Not confirmed yet: entity, role"]),
        ({"unsure": "Whether it holds."}, ["Not confirmed yet: Whether it holds."]),
        ({"unsure": []}, []),
        ("a line", []),
    ],
)
def test_reviews_of_other_kinds(data: Any, told: list[str]) -> None:
    assert [(p.place, p.message) for p in marks.review_marks(data, TODAY)] == [
        ("text", text) for text in told
    ]


def test_texts_are_found_wherever_they_stand() -> None:
    data = {"a": [{"label": {"en": "x", "uk": "y"}}], "b": {"en": "z"}}
    assert list(checks.texts_in(data, frozenset({"en", "uk"}))) == [
        {"en": "x", "uk": "y"},
        {"en": "z"},
    ]


def test_contradictions_stand_beside_the_ruled_out_name() -> None:
    when = When(any=("a:b",), none=("a:b",))
    assert [p.place for p in checks.contradictions(when)] == ["none"]


def test_every_placeholder_is_explained_in_every_language() -> None:
    assert {p.meaning for p in PLACEHOLDERS} == set(MEANINGS)
