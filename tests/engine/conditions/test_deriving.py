from typing import Any

from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.names import question_of
from policygen.engine.library.schema import When
from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import GONE, LANGUAGES, example, silver_willow
from tests.paths import SHOPS


def difference(changes: dict[str, Any]) -> tuple[set[str], set[str]]:
    """What becomes true, and what no longer is, when Silver Willow's answers change."""
    before = conditions(silver_willow(), shipped_library())
    after = conditions(silver_willow(changes), shipped_library())
    return set(after - before), set(before - after)


def test_it_works() -> None:
    assert sorted(conditions(silver_willow(), shipped_library())) == [
        "about:customers", "age:adults", "age:from-16", "automated:none", "basis:contract", "changes:any",
        "changes:website", "children:none", "collects:email", "collects:name", "cookies:none",
        "country:UA", "dnt:ignored", "established:ua", "form:company", "from:2025-06-20", "from:2026-01-01", "from:2026-02-05", "from:2026-07-01", "from:2026-08-02", "gpc:honoured", "has:address",
        "has:legal-name", "has:registration", "language:en", "language:uk", "law:ua_ecommerce",
        "law:ua_pdp", "market:ukraine", "offers:jewelry", "purpose:orders", "rights-by:any",
        "rights-by:email", "role:own", "security:any", "security:https", "sells-or-shares:no", "sells-to:UA", "sells:no",
        "shares:no", "source:person", "tool:own_server", "tools:any", "tools:hosting",
    ]  # fmt: skip


TOOL = {
    "slug": "own_server",
    "name": "Our server",
    "group": "hosting",
    "country": "UA",
    "role": "own",
}


ABROAD = ("transfers:outside-eea", "transfers:outside-uk")


@cases(
    ("changes", "more", "less"),
    [
        ({"business.form": "individual"}, {"form:individual"}, {"form:company"}),
        ({"offers": ["courses", "jewelry"]}, {"offers:courses"}, set()),
        ({"languages": ["uk"]}, set(), {"language:en"}),
        ({"business.country": "PL"}, {"country:PL", "established:eea", "law:gdpr", "doubt:address"}, {"country:UA", "established:ua", "law:ua_pdp"}),
        ({"customers.where": ["CH"]}, {"law:swiss", "market:switzerland", "sells-to:CH"}, {"law:ua_ecommerce", "market:ukraine", "sells-to:UA"}),
        ({"customers.where": ["UA", "EU"]}, {"law:gdpr", "market:eea", "needs:eu-representative"}, set()),
        ({"customers.where": ["UA", "GB"]}, {"law:uk_gdpr", "market:uk", "sells-to:GB", "needs:uk-representative"}, set()),
        ({"customers.ccpa_thresholds.revenue": True}, {"threshold:revenue"}, set()),
        ({"business.contact.phone": "+380 44 000 00 00"}, {"has:phone"}, set()),
        ({"business.contact.form_url": "https://willow.example/f"}, {"has:form"}, set()),
        ({"business.contact.account": True}, {"has:account"}, set()),
        ({"business.contact.chat": True}, {"has:chat"}, set()),
        ({"business.contact.toll_free": True}, {"has:toll-free"}, set()),
        ({"business.contact.chat": "unknown"}, set(), set()),
        ({"business.address": GONE}, set(), {"has:address"}),
        ({"business.registration": GONE}, set(), {"has:registration"}),
        ({"business.region": "UA-30"}, {"has:region"}, set()),
        ({"business.website": "https://willow.example"}, {"has:website", "cookies:no-tracking"}, set()),
        ({"business.legal_name": GONE}, set(), {"has:legal-name"}),
        ({"business.legal_name": "willow.example"}, {"conflict:legal-name-is-domain"}, set()),
        ({"business.dpo": {"email": "d@willow.example"}}, {"has:dpo"}, set()),
        ({"business.eu_representative": {"address": "Berlin"}}, {"has:eu-representative"}, set()),
        ({"business.uk_representative": {"address": "London"}}, {"has:uk-representative"}, set()),
        ({"business.security_contact": {"email": "s@willow.example"}}, {"has:security-contact"}, set()),
        ({"business.security_contact": {"email": "s@willow.example", "subject": "Security"}}, {"has:security-contact", "has:security-subject"}, set()),
        ({"business.replies_within": {"days": 2}}, {"has:reply-time"}, set()),
        ({"activities.0.purpose": "newsletter"}, {"purpose:newsletter", "conflict:marketing-without-consent", "marketing:email", "marketing:any"}, {"purpose:orders"}),
        ({"activities.0.purpose": "sms_marketing"}, {"purpose:sms_marketing", "conflict:marketing-without-consent", "marketing:messages", "marketing:any"}, {"purpose:orders"}),
        ({"activities.0.purpose": "advertising"}, {"purpose:advertising", "marketing:any"}, {"purpose:orders"}),
        ({"activities.0.purpose": "accounts"}, {"purpose:accounts", "has:account"}, {"purpose:orders"}),
        ({"activities.0.basis": "consent"}, {"basis:consent", "consent:orders"}, {"basis:contract"}),
        ({"activities.0.basis": "legitimate_interests"}, {"basis:legitimate_interests", "conflict:interest-missing"}, {"basis:contract"}),
        ({"activities.0.basis": "legitimate_interests", "activities.0.interest": "growth"}, {"basis:legitimate_interests", "interest:growth"}, {"basis:contract"}),
        ({"activities.0.about": "children"}, {"about:children", "children:data", "conflict:contract-with-nobody"}, {"about:customers"}),
        ({"activities.0.about": ["customers", "parents"]}, {"about:parents"}, set()),
        ({"activities.0.about": ["parents"]}, {"about:parents", "children:bought-for"}, {"about:customers"}),
        ({"activities.0.about": ["customers", "wearers"]}, {"about:wearers", "conflict:contract-with-some"}, set()),
        ({"activities.0.about": ["customers", "wearers"], "activities.0.interest": "serving_others"}, {"about:wearers", "basis:legitimate_interests", "interest:serving_others"}, set()),
        ({"activities.0.mandatory": True}, {"mandatory:some", "mandatory:without-consent"}, set()),
        ({"activities.0.mandatory": False}, {"mandatory:none"}, set()),
        ({"activities.0.mandatory": True, "activities.0.optional": ["email"]}, {"mandatory:some", "mandatory:without-consent", "mandatory:in-part"}, set()),
        ({"activities.0.mandatory": True, "activities.0.optional": ["name", "email", "shipping_address"]}, {"mandatory:none"}, set()),
        ({"activities.0.optional": ["email"]}, set(), set()),
        ({"activities.0.source": ["device"]}, {"source:device"}, {"source:person"}),
        ({"activities.0.source": ["parents"]}, {"source:parents"}, {"source:person"}),
        ({"activities.0.source": ["person", "public_sources"]}, {"source:public_sources", "source:others"}, set()),
        ({"activities.0.source": ["own_server"]}, {"source:own_server", "source:others"}, {"source:person"}),
        ({"activities.0.data": ["email", "health"]}, {"collects:health", "collects:any-special", "collects:any-sensitive-pi", "sensitive-pi:necessary", "conflict:special-without-consent"}, {"collects:name"}),
        ({"activities.0.data": ["health"], "activities.0.basis": "consent", "activities.0.purpose": "newsletter"}, {"collects:health", "collects:any-special", "collects:any-sensitive-pi", "sensitive-pi:other", "basis:consent", "consent:newsletter", "purpose:newsletter", "marketing:email", "marketing:any"}, {"collects:name", "collects:email", "basis:contract", "purpose:orders"}),
        ({"activities.0.data": ["criminal_record"]}, {"collects:criminal_record", "collects:any-criminal"}, {"collects:name", "collects:email"}),
        ({"activities.0.keep": {"criteria": "needed_for_claims", "why": ["claims"]}}, {"keeps:criteria", "keeps:claims"}, set()),
        ({"activities.0.tools": ["stripe"]}, {"tool:stripe", "tools:payments", "role:processor", "role:controller", "recipients:any", "transfers:outside-ua", "cookies:any", "cookies:of-services"}, None),
        ({"activities.0.tools": []}, set(), {"tool:own_server", "tools:any", "tools:hosting", "role:own"}),
        ({"custom_tools": [{**TOOL, "role": "mixed"}], "customers.where": ["UA", "EU"]}, {"role:processor", "role:controller", "recipients:any", *ABROAD, "transfers:restricted", "ground:contract", "law:gdpr", "market:eea", "needs:eu-representative"}, {"role:own"}),
        ({"custom_tools": [{**TOOL, "role": "joint"}]}, {"role:joint", "recipients:any", *ABROAD}, {"role:own"}),
        ({"custom_tools": [{**TOOL, "country": "DE"}]}, set(), set()),
        ({"custom_tools": [{**TOOL, "country": "DE", "role": "processor"}]}, {"role:processor", "recipients:any", "transfers:outside-ua", "transfers:outside-uk", "transfers:ua-safe"}, {"role:own"}),
        ({"activities.0.tools": ["own_server", "meta_pixel"]}, {"tool:meta_pixel", "tools:ads", "role:joint", "recipients:any", *ABROAD, "transfers:outside-ua", "transfers:ua-safe", "transfers:ua-other", "ads:any", "shares:yes", "sells-or-shares:yes", "cookies:any", "cookies:optional", "cookies:optional-of-services", "cookies:ads-of-services", "cookies:of-services"}, {"shares:no", "sells-or-shares:no", "cookies:none"}),
        ({"activities.0.tools": ["own_server", "yandex_metrica"]}, {"tool:yandex_metrica", "tools:analytics", "flag:blocked-ua", "flag:russian-origin"}, None),
        ({"activities.0.tools": ["own_server", "fondy"]}, {"tool:fondy", "tools:payments", "flag:licence-ended", "unsure:tools"}, None),
        ({"shares_for_ads": True}, {"shares:yes", "sells-or-shares:yes"}, {"shares:no", "sells-or-shares:no"}),
        ({"shares_for_ads": "unknown"}, set(), set()),
        ({"sells_data": True}, {"sells:yes", "sells-or-shares:yes"}, {"sells:no", "sells-or-shares:no"}),
        ({"sells_data": "unknown"}, set(), {"sells:no", "sells-or-shares:no"}),
        ({"cookies": {"banner": True, "settings_link": True}}, {"cookies:banner", "cookies:settings-link", "gpc:unknown", "dnt:unknown"}, {"gpc:honoured", "dnt:ignored"}),
        ({"cookies.banner": False, "cookies.settings_link": False}, {"cookies:no-banner", "cookies:no-settings-link"}, set()),
        ({"cookies.banner": "unknown"}, set(), set()),
        ({"cookies.choice_kept": "P180D"}, {"cookies:choice-kept"}, set()),
        ({"cookies.local_storage": ["theme"]}, {"cookies:any", "cookies:local-storage"}, {"cookies:none"}),
        ({"cookies.gpc": "ignored", "cookies.dnt": "honoured"}, {"gpc:ignored", "dnt:honoured"}, {"gpc:honoured", "dnt:ignored"}),
        ({"customers.children": "mixed"}, {"collects:any-sensitive-pi", "sensitive-pi:necessary", "children:mixed", "children:any", "conflict:age-and-children"}, {"children:none"}),
        ({"customers.children": "directed"}, {"collects:any-sensitive-pi", "sensitive-pi:necessary", "children:directed", "children:any", "conflict:age-and-children"}, {"children:none"}),
        ({"customers.children": GONE}, set(), {"children:none"}),
        ({"customers.minimum_age": 17}, {"age:minors"}, {"age:adults"}),
        ({"customers.minimum_age": 13}, {"collects:any-sensitive-pi", "sensitive-pi:necessary", "age:minors", "age:under-16", "age:under-14"}, {"age:adults", "age:from-16"}),
        ({"customers.minimum_age": 13, "customers.maximum_age": 17}, {"collects:any-sensitive-pi", "sensitive-pi:necessary", "age:minors", "age:under-16", "age:under-14", "age:range"}, {"age:adults", "age:from-16"}),
        ({"customers.maximum_age": 17}, set(), set()),
        ({"customers.minimum_age": 12}, {"collects:any-sensitive-pi", "sensitive-pi:necessary", "age:under-16", "age:under-14", "conflict:age-and-children"}, {"age:adults", "age:from-16"}),
        ({"customers.minimum_age": GONE}, set(), {"age:adults", "age:from-16"}),
        ({"customers.parental_consent": ["video_call"]}, {"parental-consent:video_call", "parental-consent:any"}, set()),
        ({"automated_decisions": {"logic": "a", "effect": "b"}}, {"automated:some"}, {"automated:none"}),
        ({"automated_decisions": GONE}, set(), {"automated:none"}),
        ({"security": []}, set(), {"security:https", "security:any"}),
        ({"security": ["https", "backups"]}, {"security:backups"}, set()),
        ({"disclosures": ["law"]}, {"disclosure:law", "disclosure:any", "recipients:any"}, set()),
        ({"links_out": ["carriers"]}, {"links:carriers", "links:any"}, set()),
        ({"not_collected": ["health"]}, {"not-collected:health", "not-collected:any", "not-collected:listed"}, set()),
        ({"not_collected": ["card_numbers"]}, {"not-collected:card_numbers", "not-collected:any", "not-collected:listed"}, set()),
        ({"not_collected": ["name"]}, {"not-collected:name", "not-collected:any", "not-collected:listed", "conflict:not-collected"}, set()),
        ({"rights.how": ["form", "post"]}, {"rights-by:form", "rights-by:post"}, {"rights-by:email"}),
        ({"rights.verify": ["order_details"]}, {"verify:order_details", "verify:any"}, set()),
        ({"rights.agent": True, "rights.fee": False}, {"agent:yes", "fee:no"}, set()),
        ({"rights.agent": False, "rights.fee": True}, {"fee:yes"}, set()),
        ({"changes": {"notice": ["email"], "in_advance": True, "archive": "public"}}, {"changes:email", "changes:in-advance", "changes:archive"}, {"changes:website"}),
        ({"changes": {"in_advance": False, "archive": "none"}}, {"changes:no-advance"}, {"changes:any", "changes:website"}),
        ({"breach_notice": {"authority_hours": 72, "people": True}}, {"breach:authority", "breach:people"}, set()),
        ({"breach_notice": {"people": False}}, set(), set()),
        ({"storage": {"where": ["EU"], "by": ["own_server"]}}, {"storage:stated", "storage:eea", "storage:by-tools", "transfers:outside-ua", "transfers:outside-uk", "transfers:ua-safe"}, set()),
        ({"optional_sections": ["glance"]}, {"optional:glance"}, set()),
    ],
)  # fmt: skip
def test_families(changes: dict[str, Any], more: set[str], less: set[str] | None) -> None:
    found = difference(changes)
    if less is None:  # many answers follow from this tool
        assert more <= found[0]
    else:
        assert found == (more, less)


def test_card_numbers_beside_a_payment_service_have_a_clause_of_their_own() -> None:
    more, _ = difference({"not_collected": ["card_numbers"], "activities.0.tools": ["stripe"]})
    assert {"not-collected:card_numbers", "not-collected:any"} <= more
    assert "not-collected:listed" not in more


@cases(
    ("changes", "conflict"),
    [
        ({"activities.0.tools": ["meta_pixel"], "cookies.banner": False}, "cookies-without-banner"),
        (
            {
                "activities.0.tools": ["meta_pixel"],
                "customers": {"where": ["UA"], "children": "directed"},
            },
            "ads-with-children",
        ),
        (
            {"activities.0.keep": {"for": "P1Y", "after": "order", "why": ["tax"]}},
            "kept-too-short",
        ),
        (
            {"activities.0.keep": {"for": "P20Y", "after": "order", "why": ["tax"]}},
            "kept-too-long",
        ),
        ({"activities.0.keep": {"for": "P7Y", "after": "order"}}, "long-without-reason"),
        ({"cookies.choice_kept": "P2Y"}, "choice-kept-too-long"),
        (
            {"activities.0.tools": ["meta_pixel"], "not_collected": ["ip_address"]},
            "received-not-collected",
        ),
        ({"customers.minimum_age": 10}, "age-and-children"),
        ({"activities.0.purpose": "newsletter"}, "marketing-without-consent"),
        ({"activities.0.data": ["goals_and_wishes"]}, "free-text-health"),
        (
            {"activities.0.data": ["messages"], "activities.0.purpose": "consultations"},
            "free-text-health",
        ),
        (
            {"activities.0.basis": "consent", "activities.0.mandatory": True},
            "consent-as-condition",
        ),
        ({"activities.0.about": "wearers"}, "contract-with-nobody"),
        ({"activities.0.about": ["wearers", "parents"]}, "contract-with-some"),
        ({"business.website": "http://willow.example"}, "website-not-encrypted"),
        ({"activities.0.tools": ["meta_pixel"], "shares_for_ads": False}, "no-sharing-with-ads"),
    ],
)
def test_conflicts_between_answers(changes: dict[str, Any], conflict: str) -> None:
    conflicts = {name for name in difference(changes)[0] if name.startswith("conflict:")}
    assert conflicts == {f"conflict:{conflict}"}
    for only in changes:
        rest = {path: value for path, value in changes.items() if path != only}
        assert f"conflict:{conflict}" not in difference(rest)[0]


@cases("name", SHOPS)
def test_what_is_true_of_the_examples_can_be_explained(name: str) -> None:
    library = shipped_library()
    true = conditions(example(name), library)
    for language in LANGUAGES:
        labels = [library.condition_label(condition, language) for condition in sorted(true)]
        assert not [label for label in labels if not label or "{}" in label]
    assert all(question_of(condition) for condition in true)


@cases(
    ("when", "holds", "because", "missing"),
    [
        (When(), True, (), ()),
        (When(all=("a", "b")), True, ("a", "b"), ()),
        (When(all=("a", "x")), False, ("a",), ("x",)),
        (When(any=("x", "b", "a")), True, ("b", "a"), ()),
        (When(any=("x", "y")), False, (), ("x", "y")),
        (When(none=("x",)), True, (), ()),
        (When(none=("x", "a")), False, (), ("a",)),
        (When(all=("a",), any=("b", "x"), none=("x",)), True, ("a", "b"), ()),
        (
            When(all=("x", "a"), any=("y", "z"), none=("b", "w")),
            False,
            ("a",),
            ("x", "y", "z", "b"),
        ),
    ],
)
def test_when(when: When, holds: bool, because: tuple[str, ...], missing: tuple[str, ...]) -> None:
    true = frozenset({"a", "b"})
    assert (when.holds(true), when.because(true), when.missing(true)) == (holds, because, missing)
    assert set(when.names) == {*when.all, *when.any, *when.none}
