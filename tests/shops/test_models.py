"""Answers survive the way through the database, in a fixed number of queries."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.engine.facts.reading import FactsError, facts_data, make_facts, read_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.as_facts import facts_of, shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.shops.conftest import EXAMPLES, load

pytestmark = pytest.mark.django_db


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_round_trip(path: Path) -> None:
    facts = read_facts(path.read_bytes(), shipped_library())
    shop = create_shop(facts, owner_key="k")
    assert facts_data(facts_of(fresh(shop))) == facts_data(facts)
    assert facts_data(facts_of(shop)) == facts_data(facts)


def test_everything_that_the_format_knows() -> None:
    data = facts_data(load("jane-ellen"))
    data["business"] |= {
        "security_contact": {"email": "sec@janeellen.example", "subject": "Security"},
        "uk_representative": {"address": {"en": "London", "uk": "Лондон"}},
    }
    data["customers"] |= {"parental_consent": ["signed_form"]}
    data |= {
        "laws": ["gdpr", "ccpa"],
        "custom_tools": [
            {
                **{"slug": "my-crm", "name": "My CRM", "group": "crm", "entity": "CRM Ltd"},
                **{"country": "UA", "role": "processor", "data": ["name"]},
                "policy_url": "https://crm.example/privacy",
            }
        ],
        "automated_decisions": {"logic": "a score", "effect": {"en": "no order", "uk": "відмова"}},
        "storage": {"where": ["US", "EU"], "by": ["aws", "my-crm"]},
        "transfers": {"scc": "unknown", "on_request": True},
        "breach_notice": {"authority_hours": 48, "people": "unknown"},
        "optional_sections": ["glance"],
    }
    data["cookies"] |= {"banner": "unknown", "settings_link": False}
    facts = make_facts(data, shipped_library())
    assert facts_data(facts_of(fresh(create_shop(facts)))) == data


def test_transfers_stated_without_more() -> None:
    facts = make_facts({**facts_data(load("klumandel")), "transfers": {}}, shipped_library())
    assert facts_of(fresh(create_shop(facts))) == facts


def test_unanswered_is_left_out() -> None:
    assert set(Shop(languages=["en"]).effective.isoformat()) <= set("0123456789-")
    shop = Shop.objects.create(languages=["en"])
    assert shop_data(shop).keys() == {"facts", "languages", "effective"}
    with pytest.raises(FactsError):
        facts_of(shop)


def test_a_missing_language_gets_the_first_text() -> None:
    shop = create_shop(load("klumandel"))
    shop.legal_name = {"uk": "ФОП Приклад"}
    assert shop_data(shop)["business"]["legal_name"] == {"uk": "ФОП Приклад", "en": "ФОП Приклад"}


@pytest.mark.parametrize("name", ["klumandel", "jane-ellen"])
def test_facts_take_five_queries_however_many_activities(
    name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shop = fresh(create_shop(load(name)))
    with django_assert_num_queries(6):
        facts_of(shop)
    with django_assert_num_queries(0):
        facts_of(shop)


def test_public_ids_differ_and_say_nothing() -> None:
    ids = {Shop(owner_key="k").public_id for _ in range(100)}
    assert len(ids) == 100
    assert all(len(public_id) == 16 and public_id.isalnum() for public_id in ids)


def test_deleting_the_owner_deletes_the_shop() -> None:
    user = User.objects.create_user("alice")
    create_shop(load("klumandel"), user)
    user.delete()
    assert not Shop.objects.exists()
