"""Turn an answer over, and what rests on it changes or goes; and nothing else does."""

import yaml

from tests.properties.rests_on import LIBRARY, LIST, found

UNSAID: dict[str, str] = {}


def test_what_rests_on_which_answer() -> None:
    """What is new here was not meant, or is: `python -m tests.properties.rests_on`."""
    assert found() == yaml.safe_load(LIST.read_text(encoding="utf-8"))


def test_every_answer_is_said_or_explained() -> None:
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    assert {name for name, clauses in listed.items() if not clauses} == set(UNSAID)


def test_it_names_clauses_that_are_there() -> None:
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    named = {clause for clauses in listed.values() for clause in clauses}
    assert named <= set(LIBRARY.clauses_by_id)
