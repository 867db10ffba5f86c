"""What the policies say of data abroad: sentences and cells that were not so, and what stands there now."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import silver_willow

LONDON = {"business.country": "GB", "customers.where": ["GB"]}
BERLIN = {"business.country": "DE", "customers.where": ["DE"]}
BOTH = {"business.country": "GB", "customers.where": ["GB", "EU"]}
BOSTON = {"business.country": "US", "customers.where": ["US"]}
ZURICH = {"business.country": "CH", "customers.where": ["CH"]}


def document(*changes: Mapping[str, Any], tools: tuple[str, ...] = ("stripe",)) -> Document:
    answers: dict[str, Any] = {"activities.0.tools": list(tools)}
    for change in changes:
        answers |= change
    return compose(shipped_library(), silver_willow(answers), "en")


def rows(written: Document, clause: str) -> list[str]:
    """The rows of a clause’s table, with " | " between the cells."""
    html = next(c.html for c in written.clauses if c.id == clause)
    found = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)[1:]
    cells = [re.findall(r"<t[dh].*?>(.*?)</t[dh]>", row, re.DOTALL) for row in found]
    return [" | ".join(plain_text(cell).strip() for cell in row) for row in cells]


def says(written: Document) -> str:
    return " ".join(plain_text(clause.html) for clause in written.clauses)


def ids(written: Document, prefix: str) -> list[str]:
    return [c.id for c in written.clauses if c.id.startswith(prefix)]


def test_uk_only_shops_read_of_uk_safeguards() -> None:
    """They read of the Data Privacy Framework and of clauses set by the European Commission."""
    written = document(LONDON)
    assert rows(written, "transfers-table") == [
        "Stripe | United Kingdom, United States | UK Extension; UK Addendum or IDTA"
    ]
    assert ids(written, "transfers-") == [
        *("transfers-table", "transfers-dpf-uk", "transfers-scc-uk")
    ]
    assert "European Commission" not in says(written)


def test_both_laws_are_told_apart() -> None:
    """“Facebook pages | Ireland | adequacy” was false for EU readers."""
    written = document(BOTH, tools=("facebook_page",))
    assert rows(written, "transfers-table") == [
        "Facebook and Instagram pages | Ireland | UK: UK adequacy regulations"
    ]
    written = document(BOTH)
    assert rows(written, "transfers-table") == [
        "Stripe | United Kingdom, United States | EU: adequacy decision (United Kingdom); Data Privacy"
        " Framework; standard contractual clauses. UK: UK Extension; UK Addendum or IDTA"
    ]


def test_the_data_is_where_its_owner_says() -> None:
    """Shopify: “Ireland, Canada | adequacy” while the data is in the USA."""
    storage = {"storage": {"where": ["US"], "by": ["shopify"]}}
    written = document(BERLIN, storage, tools=("shopify",))
    assert rows(written, "transfers-table") == [
        "Shopify | Ireland, Canada, United States | Adequacy decision (Canada); standard contractual"
        " clauses"
    ]
    storage = {"storage": {"where": ["DE"], "by": ["aws"]}}
    written = document(BERLIN, storage, tools=("aws",))
    assert ids(written, "transfers-") == []


def test_of_several_each_stores_at_home() -> None:
    storage = {"storage": {"where": ["DE", "US"], "by": ["hetzner", "google_workspace"]}}
    written = document(BERLIN, storage, tools=("hetzner", "google_workspace"))
    countries = {row.split(",")[0].split(" ")[0]: row.split(" | ")[-1] for row in rows(written, "sharing-tools")}  # fmt: skip
    assert countries == {"Hetzner": "Germany", "Google": "United States"}


def test_swiss_shops_have_safeguards() -> None:
    """A Swiss-only shop had none for the USA."""
    assert rows(document(ZURICH), "transfers-table") == [
        "Stripe | Ireland, United States | Adequacy decision (Ireland); Swiss–US Data Privacy Framework;"
        " standard contractual clauses"
    ]


@pytest.mark.parametrize(
    ("shop", "company"),
    [
        (BOSTON, "Stripe, LLC"),
        (LONDON, "Stripe Payments UK Ltd; Stripe, LLC"),
        (BERLIN, "Stripe Payments Europe, Limited; Stripe, LLC"),
    ],
)
def test_the_company_that_the_shop_contracts_with(shop: dict[str, Any], company: str) -> None:
    """US and Ukrainian shops listed the European entities of Stripe and AWS."""
    [row] = rows(document(shop), "sharing-tools")
    assert row.split(" | ")[0] == f"Stripe, {company}"


@cases(
    ("tool", "shop", "company"),
    [
        ("discord", BERLIN, "Discord, Discord Netherlands B.V.; Discord Inc."),
        ("discord", LONDON, "Discord, Discord Inc."),
        ("square", LONDON, "Square, Squareup Europe Ltd; Block, Inc."),
        ("sumup", BERLIN, "SumUp, SumUp Limited"),
        ("sumup", LONDON, "SumUp, SumUp Payments Limited"),
        ("sumup", BOSTON, "SumUp, SumUp, Inc."),
        ("tiktok_pixel", BOSTON, "TikTok Pixel, TikTok USDS Joint Venture LLC"),
        ("yespo", BERLIN, "Yespo, Retention Yes sp. z o.o."),
        ("zettle", LONDON, "Zettle by PayPal, PayPal UK Ltd"),
    ],
)
def test_the_company_of_each_market(tool: str, shop: dict[str, Any], company: str) -> None:
    """British shops were told of the Irish and the Dutch company, American ones of TikTok’s Irish one."""
    [row] = rows(document(shop, tools=(tool,)), "sharing-tools")
    assert row.split(" | ")[0] == company


def test_joint_controllers_are_european() -> None:
    """“decides with us” stood unexplained outside Europe."""
    role = {shop["business.country"]: rows(document(shop, tools=("meta_pixel",)), "sharing-tools")[0] for shop in (BOSTON, BERLIN)}  # fmt: skip
    assert {country: row.split(" | ")[2] for country, row in role.items()} == {
        "US": "Independent",
        "DE": "Decides with us",
    }


def test_a_sale_for_other_value() -> None:
    """“Only not sold for money”: several states count other value."""
    where = {"customers.where": ["US"], "sells_data": False}
    with_pixel = document(BOSTON, where, tools=("meta_pixel",))
    assert "Several US states call this a sale too" in says(with_pixel)
    assert "Several US states" not in says(document(BOSTON, where))
    assert "Several US states" not in says(
        document(BERLIN, {"sells_data": False}, tools=("meta_pixel",))
    )


CONSENT = {"activities.0.basis": "consent"}


@pytest.mark.parametrize("shop", [BERLIN, LONDON, ZURICH])
def test_without_a_ground_nothing_is_published(shop: dict[str, Any]) -> None:
    """“Not settled … we cannot name a safeguard today” was printed, with a warning."""
    written = document(shop, CONSENT, tools=("podia",))
    assert [f.id for f in written.errors] == ["transfer-unsettled"]
    assert [f.question for f in written.errors] == ["transfers.signed"]
    assert rows(written, "transfers-table") == ["Podia | United States | —"]
    signed = document(shop, CONSENT, {"transfers": {"signed": ["podia"]}}, tools=("podia",))
    assert [f.id for f in signed.errors] == []


def test_a_framework_alone_is_told_to_its_owner() -> None:
    """Ten services rest on the Data Privacy Framework alone, and nobody said so."""
    written = document(BERLIN, tools=("google_maps",))
    found = {f.id: f.message for f in written.findings}
    assert "Google Maps. A court could end it." in found["transfer-framework-only"]
    signed = document(BERLIN, {"transfers": {"signed": ["google_maps"]}}, tools=("google_maps",))
    assert "transfer-framework-only" not in {f.id for f in signed.findings}
    assert rows(signed, "transfers-table") == [
        "Google Maps | Ireland, United States | Data Privacy Framework; standard contractual clauses"
    ]


def test_ukraine_names_a_ground_per_country() -> None:
    """Article 29 was met by a paragraph that named no country."""
    written = document(tools=("stripe", "hetzner", "telegram"))
    assert "that protects it properly (the European Economic Area or Convention 108): Ireland and Germany." in says(written)  # fmt: skip
    assert (
        "and what allows it: United States (terms of the services that protect your data);"
        " British Virgin Islands (a contract with you); United Arab Emirates (a contract with you)."
    ) in says(written)


def test_ukraine_without_a_ground() -> None:
    interest = {"activities.0.basis": "legitimate_interests", "activities.0.interest": "better_service"}  # fmt: skip
    written = document(interest, tools=("podia",))
    assert [f.id for f in written.errors] == ["transfer-ua-unsettled"]
    signed = document(interest, {"transfers": {"signed": ["podia"]}}, tools=("podia",))
    assert [f.id for f in signed.errors] == []
