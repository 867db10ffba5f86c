"""Turn an answer over, and what rests on it changes or goes; and nothing else does."""

import yaml

from tests.properties.rests_on import LIBRARY, LIST, found

UNSAID = {
    "business.contact.toll_free": "findings and requirements look at it, and a parent's call",
    "laws": "the one example that names its laws names those that apply",
    "offers": "purposes and presets follow from it, and no sentence",
    "rights.agent": "the law lets somebody else ask, whatever the shop says",
    "transfers.on_request": "said of clauses that no example has agreed by itself",
    "transfers.scc": "the services of the examples have grounds of their own",
}
"""The answers of the examples on which no sentence rests, and why."""


def listed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.load(LIST.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def test_what_rests_on_which_answer() -> None:
    """What is new here was not meant, or is: `python -m tests.properties.rests_on`."""
    assert found() == listed()


def test_every_answer_is_said_or_explained() -> None:
    assert {name for name, clauses in listed().items() if not clauses} == set(UNSAID)


def test_it_names_clauses_that_are_there() -> None:
    named = {clause for clauses in listed().values() for clause in clauses}
    assert named <= set(LIBRARY.clauses_by_id)
