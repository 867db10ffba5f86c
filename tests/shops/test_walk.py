"""The whole wizard, as two shop owners walk through it."""

import pytest
from django.test import Client

from policygen.shops.models import Shop
from policygen.shops.steps import STEPS
from tests.shops.browser import send

pytestmark = pytest.mark.django_db


def begin(client: Client, language: str) -> Shop:
    response = client.post(f"/{language}/shops/start/")
    shop = Shop.objects.latest("pk")
    assert response.url == f"/{language}/shops/{shop.public_id}/shop/"
    return shop


def test_jeweller_in_lviv() -> None:
    client = Client()
    shop = begin(client, "uk")

    def step(slug: str, follows: str, **changes: object) -> None:
        response = send(client, f"/uk/shops/{shop.public_id}/{slug}/", **changes)
        assert response.status_code == 302, response.content.decode()
        assert response.url == f"/uk/shops/{shop.public_id}/{follows}/"

    step(
        "shop",
        "customers",
        offers=["jewelry", "custom_orders"],
        name_uk="Срібна верба",
        name_en="Silver Willow",
        form="sole_trader",
        country="UA",
        languages=["uk", "en"],
    )
    step("customers", "contact", where=["UA", "EU"])
    step(
        "contact",
        "purposes",
        legal_name_uk="ФОП Верба Марія Іванівна",
        legal_name_en="Mariia Verba, sole trader",
        registration="1234567899",
        address_uk="79000, Україна, м. Львів, вул. Вербова, 1",
        address_en="1 Verbova St, Lviv 79000, Ukraine",
        email="hello@verba.example",
        website="verba.example",
    )
    step("purposes", "tools")
    step(
        "tools",
        "details",
        tools=["liqpay", "novaposhta", "ua_hosting", "instagram_direct", "ga4"],
    )
    step("details", "site")
    step(
        "site",
        "review",
        cookie_banner="yes",
        cookie_settings_link="yes",
        security=["https", "backups"],
        storage_where=["UA"],
        transfers_signed=["ua_hosting"],
    )
    page = client.get(f"/uk/shops/{shop.public_id}/review/")
    assert page.context["review"].obstacles == ()
    text = page.content.decode()
    for words in ("Срібна верба", "ФОП Верба Марія Іванівна", "LiqPay", "Google Analytics"):
        assert words in text
    english = client.get(f"/uk/shops/{shop.public_id}/review/?language=en").content.decode()
    assert "Mariia Verba, sole trader" in english
    assert "https://verba.example" in english


@pytest.mark.long
def test_teacher_in_california() -> None:
    client = Client()
    shop = begin(client, "en")

    def step(slug: str, follows: str, **changes: object) -> None:
        response = send(client, f"/en/shops/{shop.public_id}/{slug}/", **changes)
        assert response.status_code == 302, response.content.decode()
        assert response.url == f"/en/shops/{shop.public_id}/{follows}/"

    step(
        "shop",
        "customers",
        offers=["courses"],
        name_en="Bead by Bead",
        form="individual",
        country="US",
        region="US-CA",
        languages=["en"],
    )
    step("customers", "contact", where=["US", "US-CA"], ccpa_revenue="no")
    step(
        "contact",
        "purposes",
        legal_name_en="Jo Teacher",
        address_en="1 Main St, Oakland, CA 94601, USA",
        email="jo@beads.example",
    )
    step("purposes", "tools")
    step("tools", "details", tools=["stripe", "teachable"])
    step("details", "site")
    step("site", "review", security=["https"], dnt="ignored")
    page = client.get(f"/en/shops/{shop.public_id}/review/")
    assert page.context["review"].obstacles == ()
    assert "Jo Teacher" in page.content.decode()
    assert [law.law for law in page.context["review"].coverage if law.unmet] == []


def test_at_most_eight_screens() -> None:
    assert len(STEPS) + 1 <= 8
