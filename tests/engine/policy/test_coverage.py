"""Which requirements a policy meets, by which clauses, and what has to be done beside it."""

from dataclasses import replace

from policygen.engine.conditions.deriving import conditions
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.coverage import coverage, duties
from policygen.engine.policy.document import Covered
from tests.cast import composed, example

LIBRARY = shipped_library()
TRUE = conditions(example("klumandel"), LIBRARY)
SAID = {clause.id for clause in composed("klumandel", "en").clauses}
STANDING = [clause for clause in LIBRARY.clauses if clause.id in SAID]


def covered(own: frozenset[str] = frozenset()) -> dict[str, Covered]:
    return {c.requirement: c for c in coverage(LIBRARY, TRUE, STANDING, own)}


def test_it_works() -> None:
    found = covered()
    asked = {r.id for r in LIBRARY.requirements if "policy" in r.where and r.when.holds(TRUE)}
    assert found.keys() == asked
    for requirement, one in found.items():
        meeting = [clause.id for clause in STANDING if requirement in clause.satisfies]
        assert list(one.clauses) == meeting


def test_a_requirement_that_a_clause_of_ours_still_meets_is_checked() -> None:
    """It is the owner's to check where all that meets it is in their own words."""
    before = covered()
    several = next(c for c in before.values() if len(c.clauses) > 1)
    first, *_others = several.clauses
    assert not covered(frozenset({first}))[several.requirement].not_checked
    assert covered(frozenset(several.clauses))[several.requirement].not_checked


def test_what_nothing_meets_is_not_called_the_owners() -> None:
    found = {c.requirement: c for c in coverage(LIBRARY, TRUE, [], frozenset({"own"}))}
    assert not any(c.not_checked or c.clauses for c in found.values())


def test_duties_are_what_is_asked_of_page_and_process() -> None:
    must = next(r for r in duties(LIBRARY, TRUE))
    levels = [
        must.model_copy(update={"id": level, "level": level}) for level in ("must", "should", "may")
    ]
    in_the_text = must.model_copy(update={"id": "text", "where": ("policy",)})
    library = replace(LIBRARY, requirements=(*levels, in_the_text))
    assert [r.id for r in duties(library, TRUE)] == ["must", "should"]
