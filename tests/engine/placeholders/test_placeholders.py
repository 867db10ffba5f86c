"""Each placeholder is declared once; its value is made when a text asks, and is never markup of a shop's."""

import pytest

from policygen.engine.conditions.world import World
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.schema import When
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders import guarantees, known
from policygen.engine.placeholders.values import values
from policygen.engine.templates import NoValue
from tests.cases import cases
from tests.cast import changed, silver_willow

LIBRARY = shipped_library()


def test_it_works() -> None:
    found = values(silver_willow(), LIBRARY, "en")
    assert (found["shop.name"], found["effective"]) == ("Silver Willow", "22 November 2026")
    assert known.NAMES["dpo"] == {"name", "address", "email", "details"}
    assert (known.NAMES["effective"], known.NAMES["tools_table"]) == ({""}, {"()"})


def test_no_two_have_a_name() -> None:
    assert len(known.BY_NAME) == len(known.PLACEHOLDERS)


@cases("name", ["shop.phone", "dpo.name", "nobody", "shop", "tools_table"])
def test_what_has_no_value_is_named(name: str) -> None:
    with pytest.raises(NoValue) as error:
        values(silver_willow(), LIBRARY, "uk")[name]
    assert error.value.message == f"{name} has no value for this shop"


def test_nothing_is_made_before_it_is_asked_for() -> None:
    found = values(silver_willow(), LIBRARY, "en")
    assert dict(found) == {}
    text = found["shop.legal_name"]
    assert dict(found) == {"shop.legal_name": text}


def test_a_service_of_the_shop_is_not_taken_for_the_library_s() -> None:
    own = {"slug": "stripe", "name": "Stripe & Sons", "group": "payments", "country": "UA"}
    uses: dict[str, object] = {"activities.0.tools": ["stripe"]}
    for tools, told in (([], False), ([own | {"role": "processor"}], True), ([], False)):
        facts = make_facts(changed({**uses, "custom_tools": tools}), LIBRARY)
        table = values(facts, LIBRARY, "en")["activities_table()"]
        assert ("Stripe &amp; Sons" in table) is told


@cases(
    ("when", "name", "enough"),
    [
        ({}, "shop.name", True),
        ({}, "shop.phone", False),
        ({"all": ("has:phone",)}, "shop.phone", True),
        ({"any": ("has:phone", "has:form")}, "shop.phone", False),
        ({"all": ("has:dpo",)}, "dpo.name", False),
        ({"all": ("has:dpo",)}, "dpo.details", True),
        ({"all": ("children:tools",)}, "children_table()", True),
        ({"all": ("has:phone",)}, "nobody", False),
    ],
)
def test_what_a_condition_makes_sure_of(
    when: dict[str, tuple[str, ...]], name: str, enough: bool
) -> None:
    assert guarantees.guaranteed(World(LIBRARY), When(**when), name) is enough
