"""Many unlike shops, always the same ones: among them each condition holds for some and not for others."""

from functools import lru_cache
from random import Random
from typing import Any

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library

LIBRARY = shipped_library()
SHOPS = 700

HOMES = ("UA", "UA", "PL", "DE", "ES", "GB", "US", "CH", "JP")
PLACES = (
    "UA",
    "EU",
    "DE",
    "FR",
    "GB",
    "US",
    "US-CA",
    "US-TX",
    "CH",
    "CA",
    "BR",
    "AU",
    "JP",
    "WORLD",
)
RARE = [
    {"purpose": "support", "data": ["voice"], "about": "children", "basis": "consent", "keep": {"until": "purpose_done"}},
    {"purpose": "orders", "data": ["name"], "about": "parents", "basis": "contract", "keep": {"until": "purpose_done"}},
    {"purpose": "orders", "data": ["name", "phone"], "about": "customers", "basis": "contract", "mandatory": True, "optional": ["phone"], "tools": ["woocommerce"], "keep": {"until": "purpose_done"}},
]  # fmt: skip
"""What few shops have by chance."""
NAMED = {
    name.removeprefix("tool:")
    for rule in (*LIBRARY.clauses, *LIBRARY.requirements)
    for name in rule.when.names
    if name.startswith("tool:")
}
"""The services that some condition is about: few among all of the catalogue."""
PERSON = {"name": "Ann Lee", "address": "1 Oak St", "email": "ann@rep.example"}


def random_shop(dice: Random) -> dict[str, Any]:
    """Answers as a facts file has them; any question may stay unanswered."""

    def some(slugs: Any, most: int = 4, least: int = 0) -> list[str]:
        words = sorted(slugs)
        return dice.sample(words, min(len(words), dice.randint(least, most)))

    def words(kind: str, most: int = 4, least: int = 0) -> list[str]:
        return some(LIBRARY.vocabulary[kind], most, least)

    def word(kind: str) -> str:
        return dice.choice(sorted(LIBRARY.vocabulary[kind]))

    def answered(**answers: Any) -> dict[str, Any]:
        return {key: value for key, value in answers.items() if dice.random() < 0.7}

    def yes_or_no() -> Any:
        return dice.choice([True, True, False, "unknown"])

    def keep() -> dict[str, Any]:
        kinds = (
            {"for": "P3Y", "after": word("keep_anchors")},
            {"until": word("keep_until")},
            {"criteria": word("keep_criteria")},
        )
        return {**dice.choice(kinds), "why": words("keep_reasons", 2)}

    def activity() -> dict[str, Any]:
        basis = dice.choice(["contract", "consent", "legitimate_interests", word("bases")])
        return {
            "purpose": word("purposes"),
            "data": words("data", 5, 1),
            "basis": basis,
            "keep": keep(),
            **answered(
                about=dice.choice(["customers", "children", words("about", 3, 1), word("about")]),
                source=[
                    *some(LIBRARY.vocabulary["sources"], 2),
                    *some(LIBRARY.tools, dice.choice([0, 0, 1])),
                ],
                interest=word("interests"),
                mandatory=yes_or_no(),
                tools=dice.choice(
                    [[], some(tools, 3), some([*LIBRARY.tools, *own], 4), some(NAMED, 3)]
                ),
            ),
        }

    declared = sorted(LIBRARY.slugs()["answers"])
    own = {"own_server": "own", "post": "controller", "helper": "processor"}
    tools = ("meta_pixel", "facebook_page", "stripe", "mailchimp", "own_server", "post", "helper")
    return {
        "facts": 1,
        "languages": dice.choice([["en", "uk"], ["uk", "en"], ["uk"], ["en"]]),
        "effective": "2026-11-22",
        "business": {
            "name": "Willow",
            "form": word("forms"),
            "country": dice.choice(HOMES),
            "contact": {"email": "hi@b.example", **answered(phone="+380 44 1112233", form_url="https://b.example/f", account=yes_or_no(), chat=yes_or_no(), toll_free=yes_or_no())},
            **answered(
                legal_name="Willow LLC",
                registration="12345678",
                address="1 Willow St",
                website="https://b.example",
                region="UA-30",
                security_contact={"email": "s@b.example", **answered(subject="Hole")},
                replies_within={"days": 2},
                dpo=PERSON,
                eu_representative=PERSON,
                uk_representative=PERSON,
                joint_controller=PERSON,
            ),
        },
        "offers": words("offers", 3, 1),
        "customers": {
            "where": some(set(PLACES), 5, 1),
            **answered(minimum_age=dice.choice([12, 14, 16, 18]), maximum_age=dice.choice([11, 17, 99]), children=dice.choice(["none", "mixed", "directed"]), parental_consent=words("parental_consent", 2), ccpa_thresholds={"revenue": dice.choice([True, True, False])}),
        },
        "laws": dice.choice(["auto", "auto", "auto", some(LIBRARY.slugs()["laws"], 6)]),
        "activities": [
            *[activity() for _ in range(dice.choice([1, 1, 2, 3, 6, 10]))],
            *dice.choice([[], [], [], RARE]),
        ],
        "custom_tools": [{"slug": slug, "name": slug, "group": "hosting", "country": dice.choice(HOMES), "role": role} for slug, role in own.items()],
        "cookies": answered(banner=yes_or_no(), settings_link=yes_or_no(), choice_kept="P1Y", local_storage=words("local_storage", 1), gpc=dice.choice(["honoured", "ignored", "unknown"]), dnt=dice.choice(["honoured", "ignored", "unknown"])),
        **answered(
            not_collected=[*words("data", 2), *some(["card_numbers"], 1)],
            sells_data=yes_or_no(),
            shares_for_ads=yes_or_no(),
            automated_decisions=dice.choice(["none", {"logic": "a", "effect": "b"}]),
            storage=answered(where=some(set(PLACES), 2), by=some(tools, 2), backups_kept="P30D"),
            transfers=dice.choice(["auto", {"scc": True}]),
            security=words("security", 6),
            breach_notice=answered(authority_hours=72, people=yes_or_no()),
            rights=answered(how=words("rights_channels"), verify=words("verification", 2), fee=yes_or_no(), agent=yes_or_no()),
            disclosures=words("disclosures"),
            changes=answered(notice=words("notices", 2), in_advance=yes_or_no(), archive=dice.choice(["public", "on_request", "none"])),
            links_out=words("links_out", 2),
            optional_sections=some(LIBRARY.slugs()["optional_sections"], 3),
        ),
        **({"answers": {name: yes_or_no() for name in declared}} if declared else {}),
    }  # fmt: skip


def _newsletter(shop: dict[str, Any], number: int) -> dict[str, Any]:
    """Every tenth is a Polish one that asks before it writes: too rare to come by chance."""
    if number % 10:
        return shop
    asked = {
        "purpose": "newsletter",
        "basis": "consent",
        "data": ["email"],
        "keep": {"until": "consent_withdrawn"},
    }
    business = {**shop["business"], "country": "PL"}
    return {
        **shop,
        "business": business,
        "laws": "auto",
        "activities": [*shop["activities"], asked],
    }


def _asked_ads(shop: dict[str, Any], number: int) -> dict[str, Any]:
    """Every twentieth has advertising alone, and asks before it: likewise."""
    if number % 20 != 5:
        return shop
    asked = {
        **{"purpose": "advertising", "basis": "consent", "data": ["cookie_ids"]},
        **{"about": "visitors", "source": ["device"], "tools": ["meta_pixel"]},
        "keep": {"until": "consent_withdrawn"},
    }
    site = {**shop.get("answers", {}), "own_site": True}
    banner = {**shop["cookies"], "banner": True}
    return {**shop, "activities": [asked], "answers": site, "cookies": banner, "sells_data": False}


def _checked(shop: dict[str, Any], number: int) -> dict[str, Any]:
    """Every twentieth is a British one that checks criminal records."""
    if number % 20 != 15:
        return shop
    checks = {
        **{"purpose": "safeguarding", "basis": "consent", "data": ["criminal_record"]},
        **{"about": "instructors", "keep": {"for": "P1Y", "after": "contract_end"}},
    }
    return {
        **shop,
        "business": {**shop["business"], "country": "GB"},
        "answers": {**shop.get("answers", {}), "criminal_checks": True},
        "activities": [*shop["activities"], checks],
    }


def _in_canada(shop: dict[str, Any], number: int) -> dict[str, Any]:
    """Every twentieth is a Canadian one that sells to Quebec."""
    if number % 20 != 18:
        return shop
    where = [*dict.fromkeys([*shop["customers"]["where"], "CA-QC"])]
    return {
        **shop,
        "business": {**shop["business"], "country": "CA"},
        "customers": {**shop["customers"], "where": where},
        "laws": "auto",
    }


def _rare(shop: dict[str, Any], number: int) -> dict[str, Any]:
    for made_so in (_newsletter, _asked_ads, _checked, _in_canada):
        shop = made_so(shop, number)
    return shop


@lru_cache(maxsize=1)
def real_shops() -> list[tuple[Facts, frozenset[str]]]:
    """Each of the shops, and what is true of it."""
    dice = Random(7)
    days = ["2026-11-22", *LIBRARY.days]
    shops = [
        make_facts(
            {**_rare(random_shop(dice), number), "effective": days[number % len(days)]},
            LIBRARY,
        )
        for number in range(SHOPS)
    ]
    return [(facts, conditions(facts, LIBRARY)) for facts in shops]


def true_names() -> list[frozenset[str]]:
    return [true for _, true in real_shops()]
