"""The published JSON Schema describes every key of every policy in JSON, and nothing that is not there."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from policygen.engine.facts.model import Facts
from policygen.engine.formats.json import write_json
from policygen.engine.formats.policy_schema import VERSION, policy_schema, schema_text
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from tests.cases import cases
from tests.cast import LANGUAGES, written
from tests.paths import ROOT, SHOPS
from tests.properties.shops import any_shop


def closed(node: Any) -> Any:
    """The same without room for keys that it does not name."""
    if isinstance(node, list):
        return [closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    more = {"additionalProperties": False} if "properties" in node else {}
    return {**{key: closed(part) for key, part in node.items()}, **more}


VALIDATOR = Draft202012Validator(policy_schema(), format_checker=FormatChecker())
CLOSED = Draft202012Validator(closed(policy_schema()), format_checker=FormatChecker())


def errors(validator: Draft202012Validator, policy: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(policy)]


def policy_of(name: str, language: str = "uk") -> Any:
    return json.loads(written(name, language, "json"))


def test_it_works() -> None:
    Draft202012Validator.check_schema(policy_schema())
    assert policy_of("klumandel")["policy"] == VERSION
    assert errors(VALIDATOR, policy_of("klumandel") | {"later": 1}) == []


def test_what_is_published_is_what_is_written() -> None:
    published = (ROOT / "docs" / "policy.schema.json").read_text("utf-8")
    assert published == schema_text(), "run: make policy-schema"


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_every_example_has_the_form(name: str, language: str) -> None:
    assert errors(CLOSED, policy_of(name, language)) == []


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(any_shop())
def test_any_shop_has_the_form(facts: Facts) -> None:
    for language in facts.languages:
        policy = json.loads(write_json(compose(shipped_library(), facts, language)))
        assert errors(CLOSED, policy) == []


@pytest.mark.parametrize("key", policy_of("klumandel"))
def test_no_key_may_be_missing_or_empty(key: str) -> None:
    lacking = policy_of("klumandel")
    del lacking[key]
    assert errors(VALIDATOR, lacking) == [f"$: '{key}' is a required property"]
    assert errors(VALIDATOR, policy_of("klumandel") | {key: None}) != []


def test_what_it_refuses() -> None:
    wrong = deepcopy(policy_of("klumandel"))
    wrong["effective"] = "22 November 2026"
    wrong["sections"][0]["clauses"] = []
    wrong["left_out"][0]["kind"] = "tool"
    wrong["policy"] = 2
    assert errors(VALIDATOR, wrong) == [
        "$.effective: '22 November 2026' is not a 'date'",
        "$.sections[0].clauses: [] should be non-empty",
        "$.left_out[0].kind: 'tool' is not one of ['clause', 'law']",
        "$.policy: 1 was expected",
    ]
