from typing import Any

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.deriving import conditions
from policygen.engine.law.transfers import adequate, outside
from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import silver_willow


def _adequate(law: str) -> frozenset[str]:
    return adequate(shipped_library(), law, silver_willow())


def grounds(country: str, changes: dict[str, Any] | None = None, **tool: object) -> tuple[str, ...]:
    """The grounds of one custom tool in `country`, for a shop in Germany."""
    custom = {
        "slug": "it",
        "name": "It",
        "group": "crm",
        "country": country,
        "role": "processor",
        **tool,
    }
    home = {"business.country": "DE", "customers.where": ["DE"]}
    answers = {
        "custom_tools": [custom],
        "activities.0.tools": ["it"],
        "activities.0.basis": "consent",
    }
    facts = silver_willow({**home, **answers, **(changes or {})})
    return Catalogue(facts, shipped_library()).grounds["it"]


def catalogue_grounds(
    slug: str, where: list[str], changes: dict[str, Any] | None = None
) -> tuple[str, ...]:
    answers = {"customers.where": where, "activities.0.tools": [slug], **(changes or {})}
    facts = silver_willow(answers)
    return Catalogue(facts, shipped_library()).grounds[slug]


def test_data_that_stays_at_home_needs_none() -> None:
    assert [grounds(c) for c in ("DE", "FR", "NO", "IS")] == [()] * 4


@cases("country", sorted(_adequate("gdpr")))
def test_adequate_countries(country: str) -> None:
    assert grounds(country) == ("adequacy",)


@cases("country", ["US", "UA", "IN", "RU", "CN"])
def test_elsewhere_no_ground_is_known(country: str) -> None:
    assert grounds(country) == ("unsettled",)


def test_a_tool_on_the_own_server_receives_nothing_abroad() -> None:
    assert grounds("UA", role="own") == ()


def test_clauses_signed_with_a_processor() -> None:
    assert grounds("UA", {"transfers": {"scc": True}}) == ("scc",)
    assert grounds("UA", {"transfers": {"scc": True}}, role="controller") == ("unsettled",)
    assert grounds("UA", {"transfers": {"scc": "unknown"}}) == ("unsettled",)


def test_a_contract_with_the_customer() -> None:
    assert grounds("US", {"activities.0.basis": "contract"}) == ("contract",)
    second = {"purpose": "analytics", "data": ["email"], "basis": "consent", "tools": ["it"], "keep": {"until": "purpose_done"}}  # fmt: skip
    first = {"purpose": "orders", "data": ["email"], "basis": "contract", "tools": ["it"], "keep": {"until": "purpose_done"}}  # fmt: skip
    assert grounds("US", {"activities": [first, second]}) == ("unsettled",)


def test_the_uk_has_its_own_list() -> None:
    uk = {"business.country": "GB", "customers.where": ["GB"]}
    assert grounds("GB", uk) == ()
    assert grounds("DE", uk) == ("uk_adequacy",)
    assert grounds("BR", uk) == ("unsettled",)
    assert grounds("GI", uk) == ("uk_adequacy",)
    assert grounds("GI") == ("unsettled",)
    assert {"GI", "DE"} < _adequate("uk_gdpr") - _adequate("gdpr")


def test_both_laws_at_once() -> None:
    both = {"business.country": "DE", "customers.where": ["DE", "GB"]}
    assert grounds("DE", both) == ("uk_adequacy",)
    assert grounds("BR", both) == ("adequacy", "unsettled")
    assert grounds("CH", both) == ("adequacy", "uk_adequacy")


def test_switzerland_has_a_list_too() -> None:
    swiss = {"business.country": "CH", "customers.where": ["CH"]}
    assert (grounds("CH", swiss), grounds("DE", swiss)) == ((), ("adequacy",))
    assert grounds("US", swiss) == ("unsettled",)
    assert catalogue_grounds("stripe", ["CH"]) == ("adequacy", "swiss_dpf", "scc")


def test_clauses_signed_with_one_service() -> None:
    assert grounds("US", {"transfers": {"signed": ["it"]}}, role="controller") == ("scc",)
    uk = {"business.country": "GB", "customers.where": ["GB"], "transfers": {"signed": ["it"]}}
    assert grounds("US", uk) == ("uk_addendum",)


def test_clauses_signed_beside_a_framework() -> None:
    changes = {"transfers": {"signed": ["google_ads"]}}
    assert catalogue_grounds("google_ads", ["EU"]) == ("dpf",)
    assert catalogue_grounds("google_ads", ["EU"], changes) == ("dpf", "scc")


def test_a_framework_covers_the_usa_only() -> None:
    elsewhere = {"storage": {"where": ["SG"], "by": ["cloudflare"]}}
    assert catalogue_grounds("cloudflare", ["EU"], elsewhere) == ("scc",)


def test_without_such_a_law_there_is_nothing_to_say() -> None:
    assert grounds("US", {"business.country": "UA", "customers.where": ["UA"]}) == ()


def test_what_the_catalogue_knows_of_a_tool() -> None:
    assert catalogue_grounds("stripe", ["EU"]) == ("dpf", "scc")
    assert catalogue_grounds("stripe", ["GB"]) == ("uk_adequacy", "uk_extension", "uk_addendum")
    assert catalogue_grounds("stripe", ["UA"]) == ()


@cases(
    ("countries", "region", "expected"),
    [
        (("DE",), "eea", False),
        (("EU",), "eea", False),
        (("EU",), "uk", True),
        (("DE", "US"), "eea", True),
        (("GB",), "uk", False),
        (("UA",), "ua", False),
        (("PL",), "ua", True),
        ((), "eea", False),
    ],
)
def test_outside(countries: tuple[str, ...], region: str, expected: bool) -> None:
    assert outside(countries, region) is expected


@cases(
    ("where", "regions"),
    [
        (["EU"], {"storage:eea"}),
        (["DE", "NO"], {"storage:eea"}),
        (["GB", "US"], {"storage:uk", "storage:us"}),
        (["US-VA"], {"storage:us"}),
        (["UA"], {"storage:ua"}),
        (["SG", "WORLD"], {"storage:elsewhere"}),
    ],
)
def test_storage(where: list[str], regions: set[str]) -> None:
    true = conditions(silver_willow({"storage.where": where}), shipped_library())
    assert {name for name in true if name.startswith("storage:")} == {"storage:stated", *regions}
