"""Many conditions held against the names of one shop."""

from itertools import combinations

from policygen.engine.library.schema import When
from policygen.engine.library.standing import row, standing_in

NAMES = ("a:a", "b:b", "c:c")
SETS = [chosen for size in range(3) for chosen in combinations(NAMES, size)]
CONDITIONS = [
    When(all=needs, any=either, none=none) for needs in SETS for either in SETS for none in SETS
]


def test_it_works() -> None:
    rows = [row(When(all=("a:a",)), "first"), row(When(none=("a:a",)), "second")]
    assert standing_in(rows, frozenset({"a:a"})) == ["first"]
    assert standing_in(rows, frozenset()) == ["second"]


def test_they_stand_where_each_alone_would_in_the_same_order() -> None:
    rows = [row(when, when) for when in CONDITIONS]
    for names in (*SETS, NAMES):
        true = frozenset(names)
        assert standing_in(rows, true) == [when for when in CONDITIONS if when.holds(true)]
