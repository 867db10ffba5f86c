"""No clause stands where nothing was answered as if it had been; and every answer is there to be said."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import GONE
from tests.paths import EXAMPLES
from tests.properties.shops import any_answers
from tests.properties.silence import (
    ANSWERS,
    EXPLAINED,
    LIBRARY,
    NEEDED,
    UNSAID,
    said,
    said_on_silence,
)

SHOPS = [yaml.load(path.read_text(), yaml.CSafeLoader) for path in sorted(EXAMPLES.glob("*.yaml"))]


def unexplained(data: dict[str, Any], path: str) -> list[str]:
    return [c for c in said_on_silence(data, path) if c not in EXPLAINED.get(path, {})]


@given(any_answers(), st.lists(st.sampled_from(sorted(ANSWERS)), min_size=4, max_size=4))
@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_silence_is_no_answer(data: dict[str, Any], paths: list[str]) -> None:
    assert {path: found for path in paths if (found := unexplained(data, path))} == {}


@given(any_answers())
@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_purpose_needs_data_only_where_that_was_answered(data: dict[str, Any]) -> None:
    """The lists of such purposes are explained, so silence may look like a no there; never like a yes."""
    silent, no = (said(data, "activities.0.mandatory", value) for value in (GONE, False))
    assert silent is not None
    assert no is not None
    assert [silent.get(clause) for clause in NEEDED] == [no.get(clause) for clause in NEEDED]


@pytest.mark.long
def test_nor_in_the_examples() -> None:
    found = {(path, c) for data in SHOPS for path in ANSWERS for c in unexplained(data, path)}
    assert found == set()


def test_every_answer_is_said_somewhere() -> None:
    silent = {
        path
        for path, answers in ANSWERS.items()
        if all(
            said(data, path, value) == said(data, path, GONE) for data in SHOPS for value in answers
        )
    }
    assert silent == set(UNSAID)


def test_what_is_explained_exists() -> None:
    assert set(EXPLAINED) <= set(ANSWERS)
    assert {c for of_path in EXPLAINED.values() for c in of_path} <= set(LIBRARY.clauses_by_id)
