"""Answers are stored as they are in memory, and only what differs is written."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policygen.shops import defaults
from policygen.shops.answers.answers import Answers
from policygen.shops.answers.storing import changing
from policygen.shops.as_facts import shop_data
from policygen.shops.models import CustomTool, Shop

pytestmark = pytest.mark.django_db


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


def written(queries: Any) -> list[str]:
    """``UPDATE shops_shop``, without the questions."""
    words = [query["sql"].split() for query in queries if not query["sql"].startswith("SELECT")]
    at = {"INSERT": 2, "DELETE": 2, "UPDATE": 1}
    return [f"{w[0]} {w[at[w[0]]]}".replace('"', "") for w in words if w[0] in at]


def test_it_works(shop: Shop) -> None:
    with changing(fresh(shop)) as answers:
        answers.markets = ["UA", "PL"]
        answers.activities[0].tools = []
        answers.activities[0].row.basis = "consent"
        answers.shop.security = ["https"]
        expected = answers.data()
    assert shop_data(fresh(shop)) == expected
    assert expected["customers"]["where"] == ["UA", "PL"]
    assert (expected["activities"][0]["basis"], "tools" in expected["activities"][0]) == (
        "consent",
        False,
    )


def test_what_is_as_it_was_is_not_written(shop: Shop) -> None:
    owned = fresh(shop)
    with CaptureQueriesContext(connection) as asked, changing(owned):
        pass
    assert written(asked) == ["UPDATE shops_shop"]


def test_one_activity_alone(shop: Shop) -> None:
    owned = fresh(shop)
    with CaptureQueriesContext(connection) as asked, changing(owned) as answers:
        answers.activities[1].row.basis = "consent"
    tables = ["shops_shop", "shops_activity", "shops_retentionperiod"]
    assert written(asked)[:3] == [f"UPDATE {table}" for table in tables]
    assert {line.split()[1] for line in written(asked)[3:]} == {"shops_activitytool"}


def test_a_new_purpose_and_service_stand_behind_the_others(shop: Shop) -> None:
    shop.tools.first().delete()
    before = Answers.of(fresh(shop))
    with changing(fresh(shop)) as answers:
        answers.custom_tools.append(
            CustomTool(slug="own-till", name={"": "Till"}, group="payments", role="own")
        )
        defaults.set_tools(answers, [*answers.tools, "own-till"])
        defaults.add_activity(answers, "support")
        expected = answers.data()
    assert shop_data(fresh(shop)) == expected
    after = Answers.of(fresh(shop))
    assert after.tools == [*before.tools, "own-till"]
    assert [a.row.pk for a in after.activities][:-1] == [a.row.pk for a in before.activities]


def test_a_service_that_goes_is_named_nowhere(shop: Shop) -> None:
    with changing(fresh(shop)) as answers:
        answers.activities[0].row.source = [answers.tools[0]]
        gone = answers.tools[0]
    with changing(fresh(shop)) as answers:
        defaults.set_tools(answers, answers.tools[1:])
    stored = shop_data(fresh(shop))
    assert gone not in str(stored)
    assert "source" in stored["activities"][0]


def test_the_same_service_twice(shop: Shop) -> None:
    with changing(fresh(shop)) as answers:
        answers.activities[0].tools = [answers.tools[0], answers.tools[0]]
        answers.markets = ["UA", "UA"]
    stored = Answers.of(fresh(shop))
    assert (stored.activities[0].tools, stored.markets) == ([answers.tools[0]], ["UA"])
