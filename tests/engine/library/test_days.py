"""Laws, requirements and findings that apply from a day, or until one."""

import datetime
from dataclasses import replace

import pytest
from pydantic import TypeAdapter, ValidationError

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.law.applying import laws
from policygen.engine.library.laws import Law
from policygen.engine.library.model import Library
from policygen.engine.library.schema import FindingRule, Requirement
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.coverage import coverage
from tests.cast import silver_willow
from tests.engine.loading.test_checking import told

LIBRARY = shipped_library()
DAY = datetime.date
ASKED = {
    "id": "X-1", "law": "general", "citation": "Art. 1", "level": "must", "where": ["policy"],
    "asks": {"en": "Say it.", "uk": "Скажіть це."},
}  # fmt: skip


def requirement(**more: object) -> Requirement:
    return TypeAdapter(Requirement).validate_python({**ASKED, **more})


def on(year: int, month: int, day: int) -> Facts:
    return silver_willow({"effective": DAY(year, month, day)})


def asked(library: Library, facts: Facts) -> bool:
    found = coverage(library, conditions(facts, library), [])
    return "X-1" in {covered.requirement for covered in found}


def test_it_works() -> None:
    """From the first day until the last, both included."""
    one = requirement(**{"from": "2027-01-01", "until": "2027-06-30"})
    library = replace(LIBRARY, requirements=(one,))
    days = [(2026, 12, 31), (2027, 1, 1), (2027, 6, 30), (2027, 7, 1)]
    assert [asked(library, on(*day)) for day in days] == [False, True, True, False]


def test_a_condition_of_its_own_stays() -> None:
    one = requirement(
        **{"from": "2027-01-01", "when": {"all": ["law:brazil"], "none": ["ads:any"]}}
    )
    assert one.when.all == ("law:brazil", "from:2027-01-01")
    assert one.when.none == ("ads:any",)


def test_a_law_that_is_not_in_force() -> None:
    """Neither where the answers bring it in nor where its owner has chosen it."""
    law = LIBRARY.laws["ua_pdp"]
    later = TypeAdapter(Law).validate_python(
        {**law.model_dump(by_alias=True), "from": "2027-01-01"}
    )
    library = replace(LIBRARY, laws={**LIBRARY.laws, "ua_pdp": later})
    before, after = on(2026, 12, 31), on(2027, 1, 1)
    assert ("ua_pdp" in laws(before, library), "ua_pdp" in laws(after, library)) == (False, True)
    chosen = before.model_copy(update={"laws": ("ua_pdp",)})
    assert laws(chosen, library) == ()
    assert laws(chosen.model_copy(update={"effective": DAY(2027, 1, 1)}), library) == ("ua_pdp",)


def test_a_finding_has_its_time_too() -> None:
    rule = LIBRARY.findings[0].rule.model_dump(by_alias=True)
    rule = TypeAdapter(FindingRule).validate_python(
        {**rule, "id": "X", "when": {}, "until": "2026-12-31"}
    )
    found = replace(LIBRARY.findings[0], rule=rule, messages=LIBRARY.findings[-1].messages)
    library = replace(LIBRARY, findings=(found,))
    texts = [
        [f.id for f in compose(library, facts, "en").findings]
        for facts in (on(2026, 12, 31), on(2027, 1, 1))
    ]
    assert texts == [["X"], []]


def test_until_before_from() -> None:
    with pytest.raises(ValidationError, match="until is before from"):
        requirement(**{"from": "2027-01-01", "until": "2026-12-31"})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  from: 2027-05-01", "  from: 2027-05-01\n  until: 2027-04-30", ["US-AL-2027: “until”, the last day, lies before “from”."]),
        ("  from: 2027-05-01", "  from: May", ["US-AL-2027, from: “May” is no date; write it as 2026-11-22."]),
        ("  from: 2027-05-01", "  from: 2027-05-02", []),
    ],
)  # fmt: skip
def test_a_day_that_can_not_be(old: str, new: str, expected: list[str]) -> None:
    found = told("laws/us.yaml", old, new)
    assert [sentence.partition(": ")[2] for sentence in found] == expected


def test_a_clause_may_ask_for_a_day_that_the_library_names() -> None:
    name = "'from:2027-01-01'"
    (sentence,) = told("clauses/california.yaml", name, "'from:2027-01-02'")
    assert "There is no condition “from:2027-01-02”." in sentence


def test_an_owner_reads_the_day() -> None:
    label = LIBRARY.condition_label("from:2027-01-01", "en")
    assert label == "the policy is in force on 1 January 2027 or later"
