"""What goes to whom: tables of shops in which something was said to go to nobody, or less than goes."""

from typing import Any

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from tests.cast import SILVER_WILLOW, changed
from tests.library.test_shops import rows

LIBRARY = shipped_library()
YEARS = {"for": "P2Y", "after": "order"}


def activity(purpose: str, data: list[str], *tools: str, **more: Any) -> dict[str, Any]:
    return {
        "purpose": purpose,
        "data": data,
        "basis": "contract",
        "tools": list(tools),
        "keep": YEARS,
        **more,
    }


def shop(*activities: dict[str, Any], **changes: Any) -> Facts:
    base = {**SILVER_WILLOW, "activities": list(activities), "custom_tools": []}
    return make_facts(changed(changes, base), LIBRARY)


def table(facts: Facts, clause: str, language: str = "en") -> dict[str, list[str]]:
    """First cell, as far as the first colon or bracket → the other cells."""
    found = rows(compose(LIBRARY, facts, language), clause)
    return {row[0].partition(":")[0].partition(" (")[0]: row[1:] for row in found}


def californian(*activities: dict[str, Any]) -> Facts:
    thresholds = {"customers.where": ["US-CA"], "customers.ccpa_thresholds": {"revenue": True}}
    return shop(*activities, **thresholds)


def test_what_an_advertising_service_gets_is_shared() -> None:
    """Wrong before: "Commercial information … No", "Inferences … No" beside two pixels."""
    ads = ["order_history", "inferences"]
    facts = californian(activity("advertising", ads, "meta_pixel", "google_ads", basis="consent"))
    shared = {
        category: cells[-1]
        for category, cells in table(facts, "california-ccpa-categories").items()
    }
    assert shared == {
        "Identifiers": "Shared for advertising",
        "Commercial information": "Shared for advertising",
        "Internet or other electronic network activity": "Shared for advertising",
        "Inferences drawn from other personal information to create a profile": "Shared for advertising",
    }


def test_what_a_service_takes_by_itself_is_told_apart() -> None:
    """Wrong before: "Stripe: name, email", and of Meta no address and no device."""
    facts = shop(
        activity("orders", ["name", "email", "ring_size"], "stripe"),
        activity("advertising", ["order_history"], "meta_pixel", basis="consent"),
    )
    uses = {name: cells[0] for name, cells in table(facts, "sharing-tools").items()}
    assert [uses[name] for name in uses] == [
        "Taking and fulfilling your orders: name, email. Takes by itself: payment details given to the "
        "payment service, IP address, signs of possible fraud",
        "Showing our ads on other sites: order history. Takes by itself: IP address, device, browser, "
        "pages viewed, clicks, cookie identifiers",
    ]


def test_the_platform_keeps_what_is_typed_on_it() -> None:
    """Wrong before: rows for accounts and reviews said "—" of a shop on Shopify."""
    facts = shop(
        activity("orders", ["name", "email"], "shopify", "stripe"),
        activity("accounts", ["email", "password"]),
        activity("reviews", ["name", "reviews"]),
        activity("analytics", ["pages_viewed"], "ga4", basis="consent"),
        activity("legal_records", ["name", "transactions"]),
    )
    received = [cells[2] for cells in table(facts, "purposes-table").values()]
    assert received == ["Shopify, Stripe", "Shopify", "Shopify", "Google Analytics 4", "—"]


def test_and_so_do_the_servers_that_are_named() -> None:
    facts = shop(
        activity("accounts", ["email", "password", "profile_photo"]),
        activity("legal_records", ["name", "transactions"]),
        storage={"by": ["aws"]},
    )
    assert [cells[2] for cells in table(facts, "purposes-table").values()] == [
        "Amazon Web Services",
        "Amazon Web Services",
    ]
    hosting = table(facts, "sharing-tools")
    assert [cells[0].partition(".")[0] for cells in hosting.values()] == [
        "Keeping your account; keeping tax and accounting records: email, password, profile photo, name, "
        "payment records"
    ]


def test_a_source_gives_what_it_can_give() -> None:
    """Wrong before: "Another customer: delivery status"."""
    data = ["name", "shipping_address", "delivery_status"]
    facts = shop(
        activity("delivery", data, "novaposhta", source=["person", "customer", "novaposhta"])
    )
    text = {clause.id: clause.html for clause in compose(LIBRARY, facts, "en").clauses}
    assert "Another customer: name, delivery address</li>" in text["collect-others"]
    assert "Nova Post: delivery status</li>" in text["collect-others"]


def test_what_runs_on_the_shops_own_machine_goes_to_nobody() -> None:
    own = {"slug": "own", "name": "Our server", "group": "hosting", "country": "UA", "role": "own"}
    facts = shop(activity("accounts", ["email"], "own"), custom_tools=[own])
    assert "sharing-tools" not in {clause.id for clause in compose(LIBRARY, facts, "en").clauses}


def test_a_company_that_nobody_confirmed_is_not_told() -> None:
    """“Hotjar Ltd” stood there as a fact, and an address of Fondy that nobody had opened was linked."""
    facts = shop(activity("orders", ["name"], "hotjar", "fondy"), **{"business.country": "DE"})
    html = next(c.html for c in compose(LIBRARY, facts, "en").clauses if c.id == "sharing-tools")
    assert LIBRARY.tools["hotjar"].entity_in("en") not in html
    assert str(LIBRARY.tools["fondy"].policy_url) not in html
    assert str(LIBRARY.tools["hotjar"].policy_url) in html
