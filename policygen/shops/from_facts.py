"""From Facts to the models: import, examples, tests."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from policygen.engine.facts.model import Facts
from policygen.releases.current import current_library
from policygen.shops.answers.answers import ActivityAnswers, Answers, period
from policygen.shops.answers.mapping import fill
from policygen.shops.answers.storing import store
from policygen.shops.models import Activity, CustomTool, OwnWords, Shop
from policygen.shops.models.kinds import Data

ALL_STEPS = ["shop", "customers", "contact", "purposes", "tools", "details", "site"]


@transaction.atomic
def create_shop(facts: Facts, owner: User | None = None, owner_key: str = "") -> Shop:
    """A new shop with these answers, owned by a user or by the browser that holds `owner_key`."""
    shop = Shop(owner=owner, owner_key=owner_key)
    store(answers_of(shop, facts))
    return shop


def answers_of(shop: Shop, facts: Facts) -> Answers:
    """In memory. `shop` has no rows in its tables."""
    data = facts.model_dump(mode="json", by_alias=True)
    fill(shop, data)
    shop.saved_steps = list(ALL_STEPS)
    return Answers(
        shop,
        list(facts.customers.where),
        _tools(facts),
        [_filled(CustomTool(), row) for row in data["custom_tools"]],
        [_activity(row) for row in data["activities"]],
        list(_own_words(facts)),
    )


def _filled(row: Any, data: Data) -> Any:
    fill(row, data)
    return row


def _activity(data: Data) -> ActivityAnswers:
    return ActivityAnswers(_filled(Activity(), data), period(data["keep"]), list(data["tools"]))


def _tools(facts: Facts) -> list[str]:
    own = [tool.slug for tool in facts.custom_tools]
    known = {*current_library().tools, *own}
    named = [slug for a in facts.activities for slug in (*a.tools, *a.source) if slug in known]
    return list(dict.fromkeys([*named, *facts.storage.by, *own]))


def _own_words(facts: Facts) -> Iterator[OwnWords]:
    for own in facts.own_words:
        kind = OwnWords.Kind.CLAUSE if own.clause else OwnWords.Kind.SECTION
        based_on = own.based_on.texts if own.based_on else {}
        for language, markdown in own.text.texts.items():
            yield OwnWords(
                kind=kind,
                target=own.clause or own.section or "",
                language=language,
                markdown=markdown,
                based_on=based_on.get(language, ""),
            )
