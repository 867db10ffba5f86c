"""What is wrong with a library is told at once, by file, entry, field and line."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from policygen.desk.entries.new_entry import OPEN_WORDS
from policygen.engine import templates
from policygen.engine.library import schema as entry_schema
from policygen.engine.library import word_schemas
from policygen.engine.library.library_files import dump_entry, read_files, write_files
from policygen.engine.library.model import SHIPPED, LibraryError
from policygen.engine.loading.checking import check, files, numerals, schema, whole, wording
from policygen.engine.loading.checking.conditions import GROUPS
from policygen.engine.loading.load import load_library
from policygen.shops.choices import DATA_GROUPS, PURPOSE_GROUPS
from tests.cases import cases
from tests.paths import line_of

FILES = read_files(SHIPPED)
TODAY = datetime.date(2026, 11, 28)
CONTACT = "clauses/contact.yaml"


def told(path: str, old: str, new: str) -> list[str]:
    """Of the shipped library with one change."""
    assert old in FILES[path]
    changed = {**FILES, path: FILES[path].replace(old, new, 1)}
    return [wording.in_file(fault) for fault in check(changed, TODAY)]


def clause(**changes: Any) -> list[tuple[str, str]]:
    """(field, what is told) of a new clause."""
    data = {
        "id": "new",
        "reviewed": "2026-11-22",
        "text": {"en": "Write to us.\n", "uk": "Пишіть нам.\n"},
        **changes,
    }
    changed = {**FILES, CONTACT: f"{FILES[CONTACT].rstrip()}\n\n{dump_entry(data, None)}"}
    found = check(changed, TODAY)
    assert {(fault.path, fault.entry) for fault in found} <= {(CONTACT, "new")}
    return [(fault.name, wording.told(fault)) for fault in found]


def test_it_works() -> None:
    """The shipped library has no fault; clauses, words, presets, everything."""
    assert [wording.in_file(fault) for fault in check(FILES, TODAY)] == []
    assert clause() == []


def test_all_is_told_at_once() -> None:
    """With the entry, the field and the line; one fault hides no other."""
    changed = {
        **FILES,
        "tools/ads.yaml": FILES["tools/ads.yaml"].replace("role: ", "rolle: ", 1),
        "vocabulary/about.yaml": FILES["vocabulary/about.yaml"].replace("uk:", "ua:", 1),
        "findings.yaml": FILES["findings.yaml"].replace("{{ conflicting_data }}", "{{ x }}", 1),
    }
    assert [wording.in_file(fault) for fault in check(changed)] == [
        "findings.yaml:11: collected-and-not, message.en: There is no placeholder “x”. Pick one from "
        "the list.",
        "tools/ads.yaml:3: meta_pixel: The field “role” is missing.",
        "tools/ads.yaml:11: meta_pixel, rolle: There is no field “rolle” here. Did you mean “role”?",
        "vocabulary/about.yaml:3: customers, label.uk: Write the text in this language too.",
        "vocabulary/about.yaml:3: customers, label.ua: “ua” is no language of the library.",
    ]


# -- files and names -----------------------------------------------------------------------------------


@cases(
    ("path", "old", "new", "expected"),
    [
        ("tools/crm.yaml", "role: ", "role: [", ["tools/crm.yaml:10: This can’t be read as YAML. Look at the indents, colons, brackets and quotes."]),
        ("strings.yaml", "no: {", "title: {", ["strings.yaml:<line>: This key stands here twice."]),
        ("strings.yaml", "title: {", "titel: {", ["strings.yaml:2: The entry “title”, which the program needs, is missing.", "strings.yaml:2: titel: The program has no use for an entry “titel” here. Did you mean “title”?"]),
        ("clauses/contact.yaml", "section: contact", "section: elsewhere", ["clauses/contact.yaml:1: section: There is no entry “elsewhere” in sections.yaml.", "sections.yaml:21: contact: This section has no clause."]),
        ("laws/uk.yaml", "- id: UK-6-1-ea", "- id: GDPR-10", ["laws/uk.yaml:<line>: GDPR-10: The name “GDPR-10” is taken already: laws/gdpr.yaml."]),
        ("release.yaml", "release: 1", "release: one", ["release.yaml:2: release: Write a whole number."]),
        ("nouns.yaml", "working_day:", "workday:", ["nouns.yaml:5: pl, workday: There is no field “workday” here. Did you mean “working_day”?"]),
        ("conditions.yaml", "'sells:yes':", "'sels:yes':", ["conditions.yaml:3: The condition “sells:yes” has no label: add an entry that tells it in each language.", "conditions.yaml:<line>: sels:yes: There is no condition “sels:yes”. Did you mean “sells:yes”?"]),
        ("conditions.yaml", "question: sells_data}", "question: shares_for_ads}", ["conditions.yaml:<line>: sells:yes, question: Write “sells_data” here: it follows from the condition itself."]),
        ("conditions.yaml", ", question: sells_data}", "}", []),
        ("conditions.yaml", "kind: bases}", "kind: purposes}", ["conditions.yaml:<line>: basis:, kind: Write “bases” here: it follows from the condition itself."]),
        ("conditions.yaml", ", kind: bases}", "}", ["conditions.yaml:<line>: basis:: The field “kind” is missing."]),
        ("conditions.yaml", "question: sells_data}", "question: sells_data, kind: data}", ["conditions.yaml:<line>: sells:yes, kind: Only the label of a whole family has a kind of words."]),
        ("conditions.yaml", "you gave this reason: “{}”", "you gave this reason", ["conditions.yaml:<line>: basis:, label.en: The label of a whole family has {} where the word goes; any other label has none."]),
    ],
)  # fmt: skip
def test_files(path: str, old: str, new: str, expected: list[str]) -> None:
    """<line> is the one that is changed."""
    line = line_of(old, FILES[path])
    assert told(path, old, new) == [sentence.replace("<line>", line) for sentence in expected]


def test_a_file_that_is_missing_or_unknown() -> None:
    changed = {path: text for path, text in FILES.items() if path != "strings.yaml"}
    changed["vocabulary/ofers.yaml"] = "a: {}\n"
    assert [wording.in_file(fault) for fault in check(changed)] == [
        "strings.yaml: This file is missing.",
        "vocabulary/ofers.yaml: The library has no file of this name. Did you mean "
        "“vocabulary/offers.yaml”?",
    ]


# -- clauses -------------------------------------------------------------------------------------------


def test_texts_of_a_clause() -> None:
    assert clause(text={"en": "Write to us.\n"}) == [
        ("text.uk", "Write the text in this language too.")
    ]
    assert clause(text={"en": "See [it](#nowhere).\n", "uk": "Див. [це](#nowhere).\n"}) == [
        ("text.en", "The link leads to “#nowhere”, and no section is called so."),
        ("text.uk", "The link leads to “#nowhere”, and no section is called so."),
    ]


@pytest.mark.parametrize(
    ("english", "ukrainian", "name", "message"),
    [
        ("Within 30 days.", "Протягом місяця.", "text.uk", "The number 30 stands in the text in English and not here."),
        ("To us.", "На {{ shop.email }}.", "text.en", "{{ shop.email }} stands in the text in Ukrainian and not here."),
        ("See [this](https://a.example).", "Див. сайт.", "text.uk", "The link https://a.example stands in the text in English and not here."),
        ("In three days.", "За кілька днів.", "text.uk", "The number three stands in the text in English and not here."),
    ],
)  # fmt: skip
def test_both_languages_hold_the_same(
    english: str, ukrainian: str, name: str, message: str
) -> None:
    assert clause(text={"en": english, "uk": ukrainian}) == [(name, message)]


def test_conditions_of_a_clause() -> None:
    assert clause(when={"any": ["tool:strype"]}) == [
        ("when.any", "There is no condition “tool:strype”. Did you mean “tool:stripe”?")
    ]
    assert clause(when={"all": ["established:eea", "established:ua"]}) == [
        ("when", "No shop can fulfil this condition: its names rule each other out.")
    ]
    assert clause(when={"all": ["has:phone"], "none": ["has:phone"]}) == [
        ("when.none", "“has:phone” is both asked for and ruled out.")
    ]


def test_a_placeholder_without_a_value() -> None:
    text = {"en": "Call {{ shop.phone }}.\n", "uk": "Телефон: {{ shop.phone }}.\n"}
    message = "{{ shop.phone }} has no value for some shops with this condition."
    assert clause(text=text) == [("text.en", message), ("text.uk", message)]
    assert clause(text=text, when={"all": ["has:phone"]}) == []


def test_requirements_of_a_clause() -> None:
    library = load_library(FILES)
    elsewhere = next(r.id for r in library.requirements if "policy" not in r.where)
    assert clause(satisfies=["GDPR-13-2z", elsewhere]) == [
        ("satisfies", "There is no requirement “GDPR-13-2z”. Did you mean “GDPR-13-2f”?"),
        ("satisfies", f"“{elsewhere}” is not met by the policy’s text, but elsewhere."),
    ]
    assert clause(satisfies=["CCPA-7021"], when={"none": ["law:ccpa"]}) == [
        ("satisfies", "No shop that “CCPA-7021” binds can get this clause: their conditions rule "
         "each other out."),
    ]  # fmt: skip


def test_days_that_are_still_to_come() -> None:
    assert clause(reviewed="2026-11-29") == []  # somewhere it is tomorrow already
    assert clause(reviewed="2036-01-01") == [
        ("reviewed", "This day lies in the future. Give the day on which it was read.")
    ]


# -- numbers in words ----------------------------------------------------------------------------------


@cases(
    ("text", "language", "found"),
    [
        ("Thirty-six months, or ten days", "en", [("36", "Thirty-six"), ("10", "ten")]),
        ("Тридцяти шести місяців або десятьох днів", "uk", [("36", "Тридцяти шести"), ("10", "десятьох")]),
        ("one of the two, the second, often", "en", []),
        ("одне з двох, сім’я, третя особа, стодола", "uk", []),
        ("дев'ять, п’ятдесят", "uk", [("9", "дев'ять"), ("50", "п’ятдесят")]),
        ("trzydzieści", "pl", []),
    ],
)  # fmt: skip
def test_numerals(text: str, language: str, found: list[tuple[str, str]]) -> None:
    assert list(numerals.numerals(text, language)) == found


# -- who runs it ---------------------------------------------------------------------------------------


def test_a_folder_has_to_pass(tmp_path: Path) -> None:
    """What is in memory already, such as a stored release, is loaded as far as it can be."""
    changed = {**FILES, CONTACT: FILES[CONTACT].replace("law:gdpr", "law:gdrp")}
    changed["vocabulary/data.yaml"] = FILES["vocabulary/data.yaml"].replace("[D]", "[Z]", 1)
    write_files(changed, tmp_path)
    with pytest.raises(LibraryError) as caught:
        load_library(tmp_path)
    assert str(caught.value).splitlines() == [
        wording.in_file(fault) for fault in caught.value.faults
    ]
    assert {fault.code for fault in caught.value.faults} == {"unknown_condition", "unknown_word"}
    assert load_library(changed).ccpa_letters["order_history"] == {"Z"}


def test_what_can_not_be_loaded_says_so_with_its_place() -> None:
    broken = {**FILES, "tools/ads.yaml": FILES["tools/ads.yaml"].replace("role: ", "rolle: ", 1)}
    with pytest.raises(LibraryError, match=r"tools/ads\.yaml:3: meta_pixel: The field “role” is"):
        load_library(broken)
    with pytest.raises(LibraryError, match=r"release\.yaml: This file is missing"):
        load_library({path: text for path, text in FILES.items() if path != "release.yaml"})


# -- the tables ----------------------------------------------------------------------------------------


def test_every_refusal_of_a_text_has_its_sentence() -> None:
    """Whoever adds a refusal to engine/templates finds out here that editors need to read it too."""
    sources = [path.read_text("utf-8") for path in Path(templates.__file__).parent.glob("*.py")]
    raised = set(re.findall(r'TextError\(\s*"(\w+)"', "".join(sources)))
    assert raised - {"field"} <= set(wording.SENTENCES)


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    folder = Path(files.__file__).parent
    source = "".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "wording.py"
    )
    source += "".join(
        path.read_text("utf-8") for path in Path(templates.__file__).parent.glob("*.py")
    )
    source += "".join(
        Path(module.__file__ or "").read_text("utf-8")
        for module in (entry_schema, word_schemas, files.yaml12)
    )
    assert [code for code in wording.SENTENCES if f'"{code}"' not in source] == []
    raised = set(re.findall(r'(?:Trouble|Fault)\(\s*"(\w+)"', source))
    assert raised <= set(wording.SENTENCES)


def patterns(model: Any) -> Iterator[str]:
    for part in (model, *get_args(model)):
        for mark in getattr(part, "__metadata__", ()):
            for constraint in getattr(mark, "metadata", ()):
                yield from filter(None, [getattr(constraint, "pattern", None)])


def test_every_pattern_of_the_entries_has_its_sentence() -> None:
    kinds = (entry_schema.Slug, entry_schema.Country, entry_schema.Place, entry_schema.Address)
    assert {found for kind in kinds for found in patterns(kind)} == set(schema.PATTERNS)


def test_groups_are_those_of_a_condition() -> None:
    assert set(GROUPS) == set(entry_schema.When.model_fields)


def test_each_vocabulary_is_open_to_editors_or_counted_on() -> None:
    closed = {path.removeprefix("vocabulary/").removesuffix(".yaml") for path in whole._CLOSED}
    assert closed & OPEN_WORDS == set()
    assert OPEN_WORDS | closed >= set(word_schemas.KINDS)


def test_groups_of_words_have_their_headings_in_the_wizard() -> None:
    assert get_args(word_schemas.PurposeGroup) == tuple(PURPOSE_GROUPS)
    assert get_args(word_schemas.DataGroup) == tuple(DATA_GROUPS)


def test_the_first_layer_stands_at_the_beginning_and_satisfies_nothing() -> None:
    assert clause(first_layer=True) == [
        (
            "first_layer",
            "Only the first section, “glance”, can have clauses for the first layer alone.",
        )
    ]
    assert (
        "",
        "What stands in the first layer alone can satisfy no requirement: PDF and files lack it.",
    ) in clause(first_layer=True, satisfies=["GDPR-12-1"])
