"""What a policy says of cookies rests on an answer or on a source, and nothing that ended stands in it."""

import re
from typing import Any

import pytest

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.own_storage import own_storage
from policygen.engine.facts.model import Facts
from policygen.engine.library.schema import OPTIONAL_COOKIES
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import LANGUAGES, silver_willow

LIBRARY = shipped_library()
ENDED = ("_tracking_consent", "_landing_page", "_orig_referrer", "_shopify_y", "_shopify_s")
WEBSITE = {"business.website": "https://willow.example"}
WOO = {"activities.0.tools": ["own_server", "woocommerce"]}
KEEP = {"keep": {"until": "consent_withdrawn"}}
NEWSLETTER = {
    **{"purpose": "newsletter", "data": ["email"], "basis": "consent", "tools": ["mailchimp"]},
    **KEEP,
}
STATISTICS = {
    "purpose": "analytics",
    "data": ["cookie_ids"],
    "basis": "consent",
    "tools": ["ga4"],
    **KEEP,
}


def shop(*changes: dict[str, Any]) -> Facts:
    return silver_willow({key: value for change in changes for key, value in change.items()})


def with_activity(activity: dict[str, Any]) -> dict[str, Any]:
    orders = {
        **{"purpose": "orders", "data": ["name", "email"], "basis": "contract"},
        **{"tools": ["own_server"], "keep": {"for": "P3Y", "after": "order"}},
    }
    return {"activities": [orders, activity]}


def policy(facts: Facts, language: str = "en") -> Document:
    return compose(LIBRARY, facts, language)


def text(facts: Facts, clause: str, language: str = "en") -> str:
    """ "" where the policy does not have it."""
    found = [c.html for c in policy(facts, language).clauses if c.id == clause]
    return plain_text(found[0]) if found else ""


def table(facts: Facts, language: str = "en") -> list[list[str]]:
    found = [str(c.html) for c in policy(facts, language).clauses if c.id == "cookies-table"]
    lines = re.findall(r"<tr>(.*?)</tr>", "".join(found), re.DOTALL)[1:]
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)
        ]
        for line in lines
    ]


def findings(facts: Facts) -> set[str]:
    return {finding.id for finding in policy(facts).findings}


def names(facts: Facts) -> list[str]:
    return [cookie.name for _tool, cookie in Catalogue(facts, LIBRARY).cookies]


def test_a_shop_on_shopify() -> None:
    facts = shop({"activities.0.tools": ["own_server", "shopify"]})
    assert table(facts) == [
        ["_shopify_essential", "Shopify", "Essential", "1 year"],
        ["cart", "Shopify", "Essential", "Up to 14 days"],
        ["_shopify_analytics", "Shopify", "Statistics", "See the service’s own policy"],
        ["_shopify_marketing", "Shopify", "Advertising", "See the service’s own policy"],
    ]
    known = "For the services, this is what was known on 22 November 2026. They can change their cookies."
    assert text(facts, "cookies-known-on") == known


def test_what_ended_is_in_no_list() -> None:
    listed = {cookie.name for tool in LIBRARY.tools.values() for cookie in tool.cookies}
    assert listed.isdisjoint(ENDED)


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        (None, [["sbjs_session", "Statistics (if switched on)"], ["sbjs_*", "Statistics (if switched on)"]]),
        (True, [["sbjs_session", "Statistics"], ["sbjs_*", "Statistics"]]),
        (False, []),
    ],
)  # fmt: skip
def test_attribution_of_woocommerce(answer: bool | None, rows: list[list[str]]) -> None:
    said = {} if answer is None else {"answers": {"platform_statistics": answer}}
    facts = shop(WOO, said)
    assert [[row[0], row[2]] for row in table(facts) if row[0].startswith("sbjs")] == rows
    assert ("cookies:optional" in conditions(facts, LIBRARY)) is bool(rows)
    assert bool(text(facts, "cookies-essential-only")) is not bool(rows)


def test_a_plain_woocommerce_shop_in_europe_is_told() -> None:
    europe = {"customers.where": ["UA", "DE"], "business.eu_representative": {"address": "Berlin"}}
    assert {"built-in-statistics", "banner-unanswered"} <= findings(shop(WOO, europe))
    off = {"answers": {"platform_statistics": False}}
    assert findings(shop(WOO, europe, off)).isdisjoint({"built-in-statistics", "banner-unanswered"})


@pytest.mark.parametrize(
    ("tool", "waits"), [("opencart", False), ("moodle_self", False), ("google_maps", True)]
)
def test_what_a_visitor_sets_in_the_shop_s_own_software_waits_for_nothing(
    tool: str, waits: bool
) -> None:
    """The language of OpenCart, the name that Moodle remembers; but Google’s NID is not theirs."""
    facts = shop({"activities.0.tools": [tool], "business.website": "https://willow.example"})
    assert "Remembering your settings" in [row[2] for row in table(facts)]
    assert ("cookies:optional" in conditions(facts, LIBRARY)) is waits
    assert bool(text(facts, "cookies-essential-only")) is not waits


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choice_that_is_remembered_has_its_row(language: str) -> None:
    choice = {"cookies": {"banner": True, "settings_link": True, "choice_kept": "P180D"}}
    own = LIBRARY.label("local_storage", "cookie_choice", language)
    rows = table(shop(choice, with_activity(STATISTICS)), language)
    assert [row[3] for row in rows if row[0].casefold() == own.casefold()] == [
        {"en": "180 days", "uk": "180 днів"}[language]
    ]


@cases(
    ("changes", "kept"),
    [
        ({}, ()),
        ({"business.contact.account": True}, ()),
        ({**WEBSITE, "business.contact.account": True}, ("login",)),
        ({**WEBSITE, **WOO, "business.contact.account": True}, ()),
        ({"cookies": {"choice_kept": "P1Y"}}, ()),
        ({"cookies": {"banner": True, "choice_kept": "P1Y"}}, ("cookie_choice",)),
        ({"cookies": {"local_storage": ["cart", "session"]}}, ("cart", "session")),
        ({"cookies": {"banner": True, "choice_kept": "P1Y"}, "activities.0.tools": ["cookiebot"]}, ()),
    ],
)  # fmt: skip
def test_what_the_site_itself_keeps(changes: dict[str, Any], kept: tuple[str, ...]) -> None:
    facts = silver_willow(changes)
    assert own_storage(facts, Catalogue(facts, LIBRARY)) == kept


def test_how_long_the_site_keeps_it() -> None:
    kept = {"cookies": {"local_storage": ["session", "login", "theme"]}}
    assert [row[3] for row in table(shop(kept))] == [
        "Until the visit ends",
        "While you are signed in",
        "Until you clear it",
    ]


def test_a_service_that_is_used_off_the_site() -> None:
    facts = shop(with_activity(NEWSLETTER))
    assert (names(facts), table(facts)) == ([], [])
    assert "used-off-site" in findings(facts)
    here = shop(with_activity(NEWSLETTER), {"answers": {"sender_on_site": True}})
    assert names(here) == ["mc_landing_site", "MCPopupClosed"]
    assert "used-off-site" not in findings(here)
    not_here = shop(with_activity(NEWSLETTER), {"answers": {"sender_on_site": False}})
    assert (names(not_here), "used-off-site" in findings(not_here)) == ([], False)


def test_a_service_with_a_part_on_the_site_too() -> None:
    both = with_activity(NEWSLETTER)
    both["activities"][0]["tools"] = ["mailchimp"]
    assert names(shop(both)) == ["mc_landing_site", "MCPopupClosed"]


def test_an_unsure_cookie_is_not_told() -> None:
    [cookie] = LIBRARY.tools["turnstile"].cookies
    assert cookie.unsure == ("name",)
    assert names(shop({"activities.0.tools": ["own_server", "turnstile"]})) == []


@cases(
    ("changes", "said"),
    [
        (WEBSITE, True),
        ({}, False),
        ({**WEBSITE, "activities.0.tools": ["own_server", "ga4"]}, False),
        ({**WEBSITE, "activities.0.tools": ["own_server", "facebook_page"]}, False),
        ({**WEBSITE, "activities.0.purpose": "advertising"}, False),
        ({**WEBSITE, "activities.0.tools": ["prom"]}, False),
        ({**WEBSITE, "activities.0.tools": ["prom"], "answers": {"platform_statistics": False}}, True),
        ({**WEBSITE, "activities.0.tools": ["own_server", "vimeo"]}, False),
    ],
)  # fmt: skip
def test_no_ads_and_no_statistics(changes: dict[str, Any], said: bool) -> None:
    facts = silver_willow(changes)
    sentence = (
        "No ads, no statistics. Our site has no advertising tools and does not count its visitors."
    )
    assert text(facts, "cookies-no-tracking") == (sentence if said else "")


@pytest.mark.parametrize(
    ("banner", "basis"), [(True, "Your consent"), (False, "—"), ("unknown", "—"), (None, "—")]
)
def test_consent_that_nobody_asks_for(banner: bool | str | None, basis: str) -> None:
    facts = shop(
        with_activity(STATISTICS), {"cookies": {"banner": banner} if banner is not None else {}}
    )
    html = "".join(str(c.html) for c in policy(facts).clauses if c.id == "purposes-table")
    row = next(line for line in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if "Google" in line)
    cells = [
        re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
    ]
    assert cells[2] == basis
    asked = banner is True
    assert ("consent:analytics" in conditions(facts, LIBRARY)) is asked
    assert ("consent-not-asked-elsewhere" in findings(facts)) is not asked


def test_each_cookie_has_its_day_and_where_to_look() -> None:
    for tool in LIBRARY.tools.values():
        for cookie in tool.cookies:
            assert cookie.checked or tool.checked, (tool.slug, cookie.name)
            assert not cookie.checked or cookie.source, (tool.slug, cookie.name)
            assert not cookie.built_in or cookie.purpose in OPTIONAL_COOKIES
