"""Turn an answer over, and what rests on it changes or goes; and nothing else does."""

import pytest
import yaml

from tests.properties.rests_on import LIBRARY, LIST, found

UNSAID = {
    "answers.keepsake_rest": "said of keepsakes, which none of these shops makes",
    "answers.platform_statistics": "said of platforms that have some, and none of these shops is on one",
    "business.contact.toll_free": "findings and requirements look at it, and a parent's call",
    "custom_tools": "without them a shop names services that nobody knows, which is refused",
    "customers.maximum_age": "said beside the youngest age, of a service that is for children",
    "offers": "purposes and presets follow from it, and no sentence",
    "rights.agent": "the law lets somebody else ask, whatever the shop says",
    "transfers.on_request": "said of clauses that none of them has agreed by itself",
    "transfers.scc": "their services have grounds of their own",
}
"""The answers on which no sentence rests, and why."""


def listed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.load(LIST.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


@pytest.mark.long
def test_what_rests_on_which_answer() -> None:
    """What is new here was not meant, or is: `python -m tests.properties.rests_on`."""
    assert found() == listed()


def test_every_answer_is_said_or_explained() -> None:
    assert {name for name, clauses in listed().items() if not clauses} == set(UNSAID)


def test_it_names_clauses_that_are_there() -> None:
    named = {clause for clauses in listed().values() for clause in clauses}
    assert named <= set(LIBRARY.clauses_by_id)
