"""What can be told of the library without composing a policy: nothing is unreachable, nothing is unmet by
mistake, no text asks for an answer that its condition does not guarantee.
"""

from policygen.engine.conditions.names import possible_names
from policygen.engine.conditions.reachability import (
    omittable,
    reachable,
)
from policygen.engine.conditions.world import World
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.schema import When
from policygen.engine.loading.checking import warnings
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.declaration import EVERY_SHOP
from policygen.engine.placeholders.known import PLACEHOLDERS
from policygen.engine.placeholders.values import values
from tests.cases import cases
from tests.library.witness import real_shops, true_names

LIBRARY = shipped_library()
WORLD = World(LIBRARY)

WITHOUT_CLAUSE = {
    "UK-6-1-ea": "may: legitimate interests, which the answers have, cover the same and count in the EU too",
    "UK-fee": "may: the facts file has no number of the ICO's register",
}


def test_what_is_doubtful_is_known() -> None:
    """Each requirement has a clause but for these; each condition, and each of its names, makes a difference."""
    found = [(fault.code, fault.entry) for fault in warnings(read_files(SHIPPED))]
    assert sorted(found) == [("unsatisfied", slug) for slug in sorted(WITHOUT_CLAUSE)]


def test_what_gives_a_placeholder_is_a_name_that_exists() -> None:
    given = {name for p in PLACEHOLDERS for name in p.given.split()}
    assert given - possible_names(LIBRARY) == {EVERY_SHOP}


def test_a_placeholder_has_a_value_where_its_condition_holds() -> None:
    """What the declarations promise, held against shops."""
    for facts, true in real_shops():
        found = values(facts, LIBRARY, facts.languages[0])
        for p in PLACEHOLDERS:
            if p.given == EVERY_SHOP or true.intersection(p.given.split()):
                assert found[p.name], p.name


def test_the_rules_about_names_are_about_names_that_exist() -> None:
    groups = (
        *WORLD.at_most_one,
        *WORLD.at_least_one,
        *WORLD.implies.values(),
        *WORLD.needs_one.values(),
    )
    named = frozenset().union(*groups, WORLD.implies, WORLD.needs_one)
    assert named - possible_names(LIBRARY) == set()


def test_the_rules_about_names_hold_for_shops() -> None:
    assert {problem for true in true_names() for problem in WORLD.broken(true)} == set()


@cases(
    ("when", "can_appear", "can_be_left_out"),
    [
        ({}, True, False),
        ({"all": ("sells:yes", "sells:no")}, False, True),
        ({"all": ("sells:yes",), "none": ("sells-or-shares:yes",)}, False, True),
        ({"all": ("children:any",), "any": ("children:none",)}, False, True),
        ({"all": ("children:any",), "none": ("children:mixed", "children:directed")}, False, True),
        ({"none": ("gpc:honoured", "gpc:ignored", "gpc:unknown")}, False, True),
        ({"all": ("consent:newsletter",), "none": ("marketing:email",)}, False, True),
        ({"all": ("needs:eu-representative", "country:PL")}, False, True),
        ({"all": ("collects:password",), "none": ("collects:any-sensitive-pi",)}, False, True),
        ({"all": ("tool:stripe",), "none": ("recipients:any",)}, False, True),
        ({"any": ("shares:yes", "shares:no")}, True, False),
        ({"any": ("sells:yes", "sells:no")}, True, True),
        ({"all": ("law:ccpa",), "none": ("market:california",)}, True, True),  # laws may be chosen
    ],
)
def test_the_analysis_itself(
    when: dict[str, tuple[str, ...]], can_appear: bool, can_be_left_out: bool
) -> None:
    condition = When(**when)
    assert (reachable(WORLD, condition), omittable(WORLD, condition)) == (
        can_appear,
        can_be_left_out,
    )


def test_there_are_shops_with_each_clause_and_without() -> None:
    for clause in LIBRARY.clauses:
        found = {clause.when.holds(true) for true in true_names()}
        assert found == ({True, False} if clause.when.names else {True}), clause.id


def test_each_requirement_binds_some_shops_and_not_others() -> None:
    for requirement in LIBRARY.requirements:
        found = {requirement.when.holds(true) for true in true_names()}
        assert found == {True, False}, requirement.id
