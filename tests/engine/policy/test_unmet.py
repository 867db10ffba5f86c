"""Which questions bring into a policy what a law asks for and it does not say."""

from policygen.engine.conditions.names import questions
from policygen.engine.library.schema import Requirement
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Covered
from policygen.engine.policy.unmet import questions_behind
from tests.cast import silver_willow

LIBRARY = shipped_library()
DOCUMENT = compose(LIBRARY, silver_willow(), "en")
LEFT_OUT = DOCUMENT.explain().left_out
STANDING = {clause.id for clause in DOCUMENT.clauses}


def unmet(requirement: Requirement, *lacking: str) -> tuple[str, ...]:
    clauses = ("some-clause",) if lacking else ()
    said = (requirement.id, requirement.law, requirement.citation, requirement.level)
    return questions_behind(LIBRARY, Covered(*said, clauses, lacking=lacking), LEFT_OUT)


def test_it_works() -> None:
    assert unmet(LIBRARY.requirements_by_id["GDPR-13-1b"]) == ("business.dpo",)


def test_a_value_that_is_lacking_leads_to_its_question() -> None:
    some = LIBRARY.requirements[0]
    assert unmet(some, "shop.phone") == ("business.contact.phone",)
    assert unmet(some, "shop.name") == ()
    assert unmet(some, "words that no clause has") == ()


def waiting() -> list[str]:
    """Requirements that none of the clauses of this shop meets, and a clause for another shop would."""
    meeting = {
        id_: {c.id for c in LIBRARY.clauses if id_ in c.satisfies}
        for id_ in LIBRARY.requirements_by_id
    }
    return sorted(id_ for id_, clauses in meeting.items() if clauses and not clauses & STANDING)


def test_every_requirement_leads_to_a_question() -> None:
    asked = questions() | {f"answers.{name}" for name in LIBRARY.answers}
    found = {id_: set(unmet(LIBRARY.requirements_by_id[id_])) for id_ in waiting()}
    assert len(found) > 50
    assert {id_: where for id_, where in found.items() if not where or where - asked} == {}
