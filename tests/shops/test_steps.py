"""Each screen through real forms: what it stores, what it refuses, and that nothing typed is lost."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from policygen.shops.as_facts import facts_of
from policygen.shops.models import Shop
from tests.shops.browser import answers, refusals, send
from tests.shops.conftest import answer_as, load

pytestmark = pytest.mark.django_db
Wrong = list[tuple[dict[str, Any], str]]


def url(shop: Shop, slug: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{slug}/"


def refused(response: HttpResponse) -> dict[str, str]:
    """The errors of a screen that came back, by id of the field."""
    assert response.status_code == 200
    return {error.anchor: error.message for error in response.context["errors"]}


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


# -- shop ------------------------------------------------------------------------------------------


def test_shop(alice: Client, draft: Shop) -> None:
    send(
        alice,
        url(draft, "shop"),
        **{"offers": ["jewelry"], "name_uk": "  Silver \u202eWillow ", "form": "company"},
        **{"country": "UA", "languages": ["en", "uk"], "first_language": "uk"},
        effective="2026-12-01",
    )
    shop = fresh(draft)
    assert shop.name == {"": "Silver Willow"}
    assert shop.languages == ["uk", "en"]
    assert shop.effective.isoformat() == "2026-12-01"
    assert shop.saved_steps == ["shop"]


def test_shop_needs_answers(alice: Client, draft: Shop) -> None:
    response = send(alice, url(draft, "shop"))
    assert refused(response).keys() == {"id_preset", "id_name_en", "id_form", "id_country"}
    text = response.content.decode()
    assert 'href="#id_preset"' in text
    assert 'id="id_country_error"' in text
    assert 'aria-describedby="id_country_error"' in text
    assert fresh(draft).saved_steps == []


def test_what_was_typed_comes_back(alice: Client, draft: Shop) -> None:
    response = send(
        alice,
        url(draft, "shop"),
        **{"name_en": "Silver Willow", "name_uk": "Срібна верба", "offers": ["courses"]},
        effective="yesterday",
    )
    assert "id_effective" in refused(response)
    kept = answers(response)
    assert kept["name_uk"] == ["Срібна верба"]
    assert kept["offers"] == ["courses"]
    assert kept["effective"] == ["yesterday"]


def test_region_only_in_the_usa(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "shop"), country="US", region="US-CA")
    assert fresh(shop).region == "US-CA"
    send(alice, url(shop, "shop"), country="UA")
    assert fresh(shop).region == ""


def all_refused(client: Client, shop: Shop, screen: str, wrong: Wrong) -> None:
    """Each for its own field alone, and nothing is stored."""
    found = refusals(client, url(shop, screen), *(changes for changes, _anchor in wrong))
    assert found == [{anchor} for _changes, anchor in wrong]
    assert facts_of(fresh(shop)) == load("handcraft-courses")


def test_shop_refuses(alice: Client, shop: Shop) -> None:
    wrong: Wrong = [
        ({"offers": ["weapons"]}, "id_offers"),
        ({"country": "XX"}, "id_country"),
        ({"form": "<script>"}, "id_form"),
        ({"languages": ["ru"]}, "id_languages"),
        ({"first_language": "en", "languages": ["uk"]}, "id_name_uk"),
        ({"name_en": "x" * 301}, "id_name_en"),
        ({"effective": "2026-02-30"}, "id_effective"),
        ({"effective": "0001-01-01"}, "id_effective"),
        ({"effective": "2100-01-01"}, "id_effective"),
    ]
    all_refused(alice, shop, "shop", wrong)


# -- contact ---------------------------------------------------------------------------------------


def test_contact(alice: Client, draft: Shop) -> None:
    send(
        alice,
        url(draft, "contact"),
        **{"legal_name_uk": "ФОП Верба", "legal_name_en": "M. Verba", "address_en": "Lviv"},
        **{"email": "a@b.example", "website": "b.example", "reply_days": 3},
        **{"dpo_name_en": "Olena", "dpo_email": "dpo@b.example"},
        **{"eu_representative_address_en": "Berlin"},
    )
    shop = fresh(draft)
    assert shop.legal_name == {"en": "M. Verba", "uk": "ФОП Верба"}
    assert shop.address == {"": "Lviv"}
    assert shop.website == "https://b.example"
    assert (shop.reply_days, shop.reply_working) == (3, True)
    assert shop.dpo == {"name": {"": "Olena"}, "email": "dpo@b.example"}
    assert shop.eu_representative == {"address": {"": "Berlin"}}
    assert shop.uk_representative == {}


def test_representatives_can_be_taken_back(alice: Client, shop: Shop) -> None:
    answer_as(shop, "classerium")
    names = ("name_en", "name_uk", "address_en", "address_uk", "email")
    send(alice, url(shop, "contact"), **{f"eu_representative_{name}": "" for name in names})
    assert fresh(shop).eu_representative == {}
    assert fresh(shop).uk_representative != {}


def test_contact_refuses(alice: Client, shop: Shop) -> None:
    wrong: Wrong = [
        ({"email": ""}, "id_email"),
        ({"email": "nobody"}, "id_email"),
        ({"website": "javascript:alert(1)"}, "id_website"),
        ({"form_url": "ftp://x.example"}, "id_form_url"),
        ({"reply_days": "soon"}, "id_reply_days"),
        ({"reply_days": 0}, "id_reply_days"),
        ({"phone": "1" * 301}, "id_phone"),
        ({"security_email": "", "security_subject": "Hi"}, "id_security_email"),
        ({"dpo_name_en": "Olena"}, "id_dpo_email"),
        ({"contact_chat": "perhaps"}, "id_contact_chat"),
    ]
    all_refused(alice, shop, "contact", wrong)


def test_errors_speak_the_pages_language(alice: Client, shop: Shop) -> None:
    response = send(alice, url(shop, "contact", "uk"), email="nobody")
    assert refused(response) == {
        "id_email": "«nobody» – не адреса електронної пошти; вона має вигляд hello@verba.example, а перед "
        "знаком @ стоять латинські літери."
    }


# -- customers -------------------------------------------------------------------------------------


def test_customers(alice: Client, shop: Shop) -> None:
    send(
        alice,
        url(shop, "customers"),
        **{"where": ["UA", "EU"], "other_places": ["JP", "US-NY", "CA-QC"], "minimum_age": ""},
        **{"children": "mixed", "parental_consent": ["signed_form"], "ccpa_revenue": "unknown"},
    )
    customers = facts_of(fresh(shop)).customers
    assert customers.where == ("UA", "EU", "JP", "US-NY", "CA-QC")
    assert customers.minimum_age is None
    assert customers.parental_consent == ("signed_form",)
    assert customers.ccpa_thresholds.revenue == "unknown"


@pytest.mark.parametrize(
    ("country", "expected"), [("UA", ["UA"]), ("PL", ["EU"]), ("GB", ["GB"]), ("US", ["US"])]
)
def test_home_is_suggested(alice: Client, draft: Shop, country: str, expected: list[str]) -> None:
    Shop.objects.filter(pk=draft.pk).update(country=country)
    assert answers(alice.get(url(draft, "customers")))["where"] == expected


def test_customers_refuses(alice: Client, shop: Shop) -> None:
    wrong: Wrong = [
        ({"where": None, "other_places": None}, "id_where"),
        ({"where": ["MARS"]}, "id_where"),
        ({"other_places": ["ZZ"]}, "id_other_places"),
        ({"minimum_age": 100}, "id_minimum_age"),
        ({"minimum_age": "-1"}, "id_minimum_age"),
        ({"children": "many"}, "id_children"),
    ]
    all_refused(alice, shop, "customers", wrong)
