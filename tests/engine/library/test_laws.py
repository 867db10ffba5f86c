from datetime import date
from typing import Any

import pytest

from policygen.engine.conditions.deriving import conditions
from policygen.engine.law.amounts import filled
from policygen.engine.law.transfers import adequate
from policygen.engine.library.laws import Law
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.checking import check, warnings, wording
from policygen.engine.loading.load import load_library
from tests.cases import cases
from tests.cast import silver_willow
from tests.paths import line_of

FILES = read_files(SHIPPED)
VALUES = [
    {"from": "2025-01-01", "amount": 26_625_000, "citation": "B"},
    {"from": "2020-01-01", "amount": 25_000_000, "citation": "A"},
]
LAW: dict[str, Any] = {
    "slug": "ccpa",
    "order": 1,
    "label": {"en": "CCPA", "uk": "CCPA"},
    "name": {"en": "CCPA", "uk": "CCPA"},
    "parameters": {"revenue": VALUES},
}


@cases(
    ("day", "citation"),
    [
        (date(2019, 1, 1), "A"),
        (date(2020, 1, 1), "A"),
        (date(2024, 12, 31), "A"),
        (date(2025, 1, 1), "B"),
        (date(2030, 1, 1), "B"),
    ],
)
def test_it_works(day: date, citation: str) -> None:
    """The value in force, however the file orders them; before the first one, that."""
    found = Law.model_validate(LAW).value("revenue", day)
    assert found and found.citation == citation
    assert Law.model_validate(LAW).value("consumers", day) is None


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert FILES[path].count(old) == 1, old
    return {**FILES, path: FILES[path].replace(old, new)}


def test_a_decision_counts_from_its_day() -> None:
    """India becomes adequate for policies from 2027 on; nothing else was touched."""
    value = "      - from: 2027-01-01\n        places: [IN]\n        citation: Art. 45\n"
    library = load_library(edited("laws/gdpr.yaml", "    adequate:\n", f"    adequate:\n{value}"))
    then = silver_willow({"effective": "2027-01-01"})
    assert adequate(library, "gdpr", then) == {"IN"}
    assert "IN" not in adequate(library, "gdpr", silver_willow({"effective": "2026-12-31"}))
    assert "IN" not in adequate(library, "uk_gdpr", then)


@pytest.mark.parametrize("age", [13, 14, 15])
def test_the_ages_are_the_library_s(age: int) -> None:
    """With laws that say 14, from 14 on nobody is a child, or a minor of California."""
    facts = silver_willow({"customers.minimum_age": age})
    files = edited("laws/coppa.yaml", "amount: 13", "amount: 14")
    files |= {"laws/ccpa.yaml": FILES["laws/ccpa.yaml"].replace("amount: 16", "amount: 14")}
    true = conditions(facts, load_library(files))
    assert ("age:minors" in true) is (age >= 14)
    assert ("age:from-16" in true) is (age >= 14)


# -- what an editor may get wrong ------------------------------------------------------------------------

GDPR, CCPA, UK = "laws/gdpr.yaml", "laws/ccpa.yaml", "laws/uk.yaml"
PECR, COMPLAINTS = "  order: 40", "  law: uk_gdpr\n  citation: UK GDPR, Arts. 13(2)(ca)"


@cases(
    ("path", "old", "new", "expected"),
    [
        (GDPR, "when: {any: [established:eea, market:eea]}", "when: {any: [established:eea, market:eea, offers:jewelry]}", "laws/gdpr.yaml:13: gdpr, when.any: Whether a law applies can’t depend on “offers:jewelry”, only on names that begin with: established:, country:, market:, sells-to:, storage:, threshold:, from:, yes:, no:."),
        (GDPR, "  - slug: gdpr".strip(), "- slug: dpr", "laws/: The entry “gdpr”, which the program needs, is missing."),
        (GDPR, "    adequate:", "    adequat:", "laws/gdpr.yaml: gdpr: The field “parameters.adequate” is missing."),
        (CCPA, "          amount: 26625000".strip(), "places: [US]\n          amount: 26625000".replace("          ", "        "), "laws/ccpa.yaml:18: ccpa, parameters.revenue: Give an amount with its unit, or places: one of the two."),
        (CCPA, "      - from: 2025-01-01", "      - from: 2025-13-01", "laws/ccpa.yaml:18: ccpa, parameters.revenue.from: “2025-13-01” is no date; write it as 2026-11-22."),
    ],
)  # fmt: skip
def test_faults_name_place_and_mend(path: str, old: str, new: str, expected: str) -> None:
    assert expected in list(map(wording.in_file, check(edited(path, old, new))))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  order: 40", "  order: 20", f"laws/uk.yaml:{line_of(PECR, FILES[UK])}: pecr, order: The name “20” is taken already: laws/uk.yaml, uk_gdpr."),
        ("  law: uk_gdpr\n  citation: UK GDPR, Arts. 13(2)(ca)", "  law: gdpr\n  citation: UK GDPR, Arts. 13(2)(ca)", f"laws/uk.yaml:{line_of(COMPLAINTS, FILES[UK])}: UK-13-2ca, law: What “gdpr” asks for stands in its own file: laws/gdpr.yaml."),
    ],
)  # fmt: skip
def test_the_order_of_laws_is_no_fault(old: str, new: str, expected: str) -> None:
    """What editors had placed otherwise before a law was one file does not keep them from releasing."""
    changed = edited(UK, old, new)
    assert check(changed) == ()
    told = set(map(wording.in_file, warnings(changed)))
    assert told - set(map(wording.in_file, warnings(FILES))) == {expected}


def test_a_law_that_applies_needs_its_words() -> None:
    files = edited(GDPR, "  applies_if:\n", "  unsaid:\n")
    told = list(map(wording.in_file, check(files)))
    assert any("There is no field “unsaid” here." in line for line in told)
    plain = {**LAW, "when": {"all": ["market:us"]}}
    with pytest.raises(ValueError, match="applies_if"):
        Law.model_validate(plain)


def test_a_value_has_a_day_of_its_own() -> None:
    again = "      - from: 2025-01-01\n        amount: 1\n        citation: A\n"
    files = edited(CCPA, "    revenue:\n", f"    revenue:\n{again}")
    assert any("“2025-01-01” stands here twice." in wording.in_file(f) for f in check(files))


# -- amounts in questions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("en", date(2026, 1, 1), "above 26,625,000"),
        ("uk", date(2026, 1, 1), "above 26\xa0625\xa0000"),
        ("en", date(2027, 1, 1), "above 27,000,000"),
    ],
)
def test_a_question_names_what_a_law_sets(language: str, day: date, said: str) -> None:
    value = "      - from: 2027-01-01\n        amount: 27000000\n        citation: A\n"
    library = load_library(edited(CCPA, "    revenue:\n", f"    revenue:\n{value}"))
    assert filled("above {ccpa.revenue}", library, language, day) == said
    for other in ("{ccpa.nothing}", "{gdpr.adequate}", "{ccpa}"):
        assert filled(other, library, language, day) == other


def test_an_amount_that_no_law_sets() -> None:
    files = edited("laws/ccpa.yaml", "    consumers:\n", "    people:\n")
    asked = FILES["questions/customers.yaml"]
    first = asked[: asked.index("{ccpa.consumers}")].count("\n") + 1
    assert [wording.in_file(f) for f in check(files)] == [
        f"questions/customers.yaml:{line}: ccpa_consumers, label.{language}: "
        "No law sets the amount “ccpa.consumers”. Name a law and one of its parameters."
        for line, language in ((first, "en"), (first + 1, "uk"))
    ]
