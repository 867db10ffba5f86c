"""The list of `make mutants` fits the code: whoever rewrites what it breaks finds another place to break."""

import pytest

from scripts.mutants import ABOVE, CORE, MUTANTS, ROOT, Mutant


def test_it_works() -> None:
    assert len(CORE) >= 12 and len(ABOVE) >= 12
    assert len({(mutant.path, mutant.old, mutant.new) for mutant in MUTANTS}) == len(MUTANTS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_each_is_found_once_and_its_tests_are_there(mutant: Mutant) -> None:
    assert mutant.found() == 1
    assert mutant.old != mutant.new
    assert [test for test in mutant.tests if not (ROOT / test).exists()] == []
