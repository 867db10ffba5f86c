"""Every answer of the facts file has its column, and every column its answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from pydantic import BaseModel

from policygen.engine.facts.cookies import OwnCookie, ServiceCookie
from policygen.engine.facts.model import Activity as ActivityFacts
from policygen.engine.facts.model import CustomTool as CustomToolFacts
from policygen.engine.facts.model import Facts, Keep, Representative
from policygen.engine.facts.reading import _model_within, is_answer
from policygen.engine.loading.load import shipped_library
from policygen.shops.answers.mapping import column_of, columns_of, data_of, words_of
from policygen.shops.models import Activity, CustomTool, RetentionPeriod, Shop
from tests.cases import cases

TABLES = {"customers.where", "activities", "custom_tools", "own_words"}
"""Answers that are tables of their own."""
WHOLE = (Representative, OwnCookie, ServiceCookie)
"""Answers of several parts in one column."""
ELSEWHERE = {Shop: {"facts", "answers", *TABLES}, Activity: {"tools", "keep"}}
MODELS = [
    (Shop, Facts),
    (Activity, ActivityFacts),
    (RetentionPeriod, Keep),
    (CustomTool, CustomToolFacts),
]


def paths(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Of every answer; what is one column is one answer."""
    for name, info in model.model_fields.items():
        here = f"{path}.{info.alias or name}".lstrip(".")
        within = _model_within(info.annotation)
        if within in (None, *WHOLE) or here in TABLES or here in ("keep",):
            yield here
        else:
            assert within
            yield from paths(within, here)


@pytest.mark.parametrize(("model", "facts"), MODELS)
def test_it_works(model: type[models.Model], facts: type[BaseModel]) -> None:
    columns = [column.path for column in columns_of(model).values() if column.path]
    columns = [path for path in columns if not path.startswith("answers.")]
    assert len(set(columns)) == len(columns)
    assert {*columns, *ELSEWHERE.get(model, ())} == set(paths(facts))


def test_every_column_knows_its_words() -> None:
    library = shipped_library()
    kinds = {kind for model, _facts in MODELS for kind in words_of(model).values()}
    assert kinds - {*library.vocabulary, "tools", "presets"} == set()
    assert words_of(Shop)["not_collected"] == "data"
    assert words_of(RetentionPeriod) == {
        **{"anchor": "keep_anchors", "until": "keep_until"},
        **{"criteria": "keep_criteria", "why": "keep_reasons"},
    }


def test_the_column_of_a_path() -> None:
    assert column_of(Shop, "cookies.banner") == "cookie_banner"
    assert column_of(Shop, "customers.where") == column_of(Shop, "") == ""
    assert all(is_answer(column.path) for column in columns_of(Shop).values() if column.path)


CASES: list[tuple[Any, dict[str, Any]]] = [
    (Shop(cookie_banner="no", breach_hours=0), {"cookies": {"banner": False}, "breach_notice": {"authority_hours": 0}}),
    # What the policy's other language lacks is said in the first.
    (Shop(name={"en": "Moth"}), {"business": {"name": {"en": "Moth", "uk": "Moth"}}}),
    # Days of what? Whether machines decide how?
    (Shop(reply_working=True), {}),
    (Shop(automated="none", automated_logic={"": "a score"}), {"automated_decisions": "none"}),
    (Shop(automated="some", automated_logic={"": "a score"}), {"automated_decisions": {"logic": "a score"}}),
    (Shop(automated="some"), {"automated_decisions": {}}),
    (Shop(automated_effect={"": "no order"}), {}),
    (Shop(transfers_scc="yes"), {}),
    (Shop(transfers_stated=True), {"transfers": {}}),
    (Shop(dpo={"email": "a@b.example"}), {"business": {"dpo": {"email": "a@b.example"}}}),
    # A period of one kind has nothing of another.
    (RetentionPeriod(kind="until", until="deletion_request", duration="P1Y"), {"until": "deletion_request"}),
    (RetentionPeriod(kind="for", duration="P1Y", anchor="order"), {"for": "P1Y", "after": "order"}),
    (CustomTool(slug="a", name={"": "A"}), {"slug": "a", "name": "A"}),
]  # fmt: skip


@cases(("row", "data"), CASES)
def test_what_a_facts_file_has(row: models.Model, data: dict[str, Any]) -> None:
    found = data_of(row, ["en", "uk"])
    found.pop("effective", None)
    assert found == data
