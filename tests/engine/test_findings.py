from typing import Any

import pytest

from policygen.engine.compose import compose
from policygen.engine.document import Finding
from policygen.engine.findings import SEVERITIES
from policygen.engine.library import shipped_library
from tests.cast import GONE, LANGUAGES, composed, silver_willow


def found(changes: dict[str, Any], language: str = "en") -> tuple[Finding, ...]:
    return compose(shipped_library(), silver_willow(changes), language).findings


def test_it_works() -> None:
    assert found({}) == ()
    (finding,) = found({"rights.how": ["email", "phone"]})
    assert finding == Finding(
        id="channel-phone-missing",
        severity="error",
        message="People can ask by phone, you say, but you have not given a number.",
        question="business.contact.phone",
        citation="GDPR Art. 12(2)",
    )


US = {"customers.where": ["UA", "US"]}
CALIFORNIA = {"customers.where": ["UA", "US-CA"]}
EEA = {"customers.where": ["UA", "EU"], "business.eu_representative": {"address": "Berlin"}}
PIXEL = {"activities.0.tools": ["own_server", "meta_pixel"], "cookies.banner": True, "cookies.settings_link": True}
TOOL = {"slug": "own_server", "name": "Our server", "group": "hosting", "country": "UA", "role": "own"}
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "collected-and-not": ({"not_collected": ["email"]}, []),
    "interest-missing": ({"activities.0.basis": "legitimate_interests"}, []),
    "cookies-without-banner": ({**EEA, **PIXEL, "cookies.banner": False}, []),
    "ads-with-children": ({**PIXEL, "customers.children": "directed"}, []),
    "no-sharing-with-ads": ({**US, **PIXEL, "shares_for_ads": False}, []),
    "special-without-consent": ({"activities.0.data": ["health"]}, []),
    "fee-for-requests": ({"rights.fee": True}, []),
    "gpc-ignored": ({**CALIFORNIA, **PIXEL, "customers.ccpa_thresholds": {"revenue": True}, "cookies.gpc": "ignored"}, []),
    "channel-form-missing": ({"rights.how": ["form"]}, []),
    "channel-phone-missing": ({"rights.how": ["phone"]}, []),
    "channel-post-missing": ({"rights.how": ["post"], "business.address": GONE, "laws": ["canada"]}, []),
    "no-address": ({"business.address": GONE}, []),
    "sole-trader-without-name": ({"business.form": "sole_trader", "business.legal_name": GONE}, ["home-address"]),
    "company-without-legal-name": ({"business.legal_name": GONE}, []),
    "legal-name-is-domain": ({"business.legal_name": "willow.example"}, []),
    "registration-missing-ua": ({"business.registration": GONE}, []),
    "eu-representative-missing": ({"customers.where": ["UA", "EU"]}, []),
    "uk-representative-missing": ({"customers.where": ["UA", "GB"]}, []),
    "settings-link-missing": ({**EEA, **PIXEL, "cookies.settings_link": False}, []),
    "banner-unanswered": ({**EEA, **PIXEL, "cookies.banner": "unknown"}, []),
    "security-unanswered": ({"security": []}, []),
    "no-recipients": ({"activities.0.tools": []}, []),
    "changes-unanswered": ({**CALIFORNIA, "changes.notice": []}, []),
    "automated-unanswered": ({"automated_decisions": GONE}, []),
    "ukrainian-missing": ({"languages": ["en"]}, []),
    "parental-consent-missing": ({**US, "customers.children": "mixed", "activities.0.about": "children", "business.contact.phone": "1"}, []),
    "children-data-missing": ({**US, "customers.children": "mixed", "customers.parental_consent": ["video_call"], "business.contact.phone": "1"}, []),
    "children-phone-missing": ({**US, "customers.children": "mixed", "customers.parental_consent": ["video_call"], "activities.0.about": "children"}, []),
    "blocked-in-ukraine": ({"activities.0.tools": ["login_vk"]}, ["tools-unconfirmed"]),
    "licence-ended": ({"activities.0.tools": ["fondy"]}, ["tools-unconfirmed"]),
    "transfer-unsettled": ({**EEA, "activities.0.basis": "consent", "custom_tools": [{**TOOL, "role": "processor"}]}, []),
    "tools-unconfirmed": ({"activities.0.tools": ["liqpay"]}, []),
    "dnt-unanswered": ({**CALIFORNIA, "cookies.dnt": "unknown"}, []),
    "home-address": ({"business.form": "sole_trader"}, []),
    "gpc-unanswered": ({**US, **PIXEL, "cookies.gpc": "unknown"}, []),
}  # fmt: skip
"""Finding → answers that bring it about, and what else is found in them."""


@pytest.mark.parametrize("finding", CASES)
def test_every_finding(finding: str) -> None:
    changes, others = CASES[finding]
    ids = [f.id for f in found(changes)]
    assert sorted(ids) == sorted([finding, *others])
    assert [f.id for f in found(changes, "uk")] == ids or "uk" not in changes.get("languages", ["uk"])


def test_every_finding_of_the_library_has_its_case() -> None:
    assert list(CASES) == [finding.rule.id for finding in shipped_library().findings]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("klumandel", ["home-address"]),
        ("handcraft-courses", ["legal-name-is-domain", "eu-representative-missing", "uk-representative-missing", "tools-unconfirmed"]),
        ("classerium", ["blocked-in-ukraine", "transfer-unsettled", "tools-unconfirmed"]),
        ("jane-ellen", ["tools-unconfirmed"]),
        ("subscription-platform", ["eu-representative-missing", "tools-unconfirmed"]),
    ],
)  # fmt: skip
def test_findings_of_the_examples(name: str, ids: list[str]) -> None:
    for language in LANGUAGES:
        assert [f.id for f in composed(name, language).findings] == ids


def test_the_gravest_come_first() -> None:
    findings = found({**US, **PIXEL, "security": [], "rights.fee": True, "cookies.gpc": "unknown"})
    severities = [SEVERITIES.index(f.severity) for f in findings]
    assert severities == sorted(severities)
    assert len(set(severities)) == 3


def test_messages_are_plain_text() -> None:
    (finding,) = [
        f for f in found({"business.legal_name": "<b>&אבג.example"}) if f.id == "legal-name-is-domain"
    ]
    assert finding.message == (
        "The legal name looks like a web address: <b>&אבג.example. Give the registered name."
    )

def test_messages_name_what_they_speak_about() -> None:
    (finding,) = found({"not_collected": ["email", "name", "health"]}, "uk")
    assert finding.message == (
        "Ви кажете, що не збираєте цього, але воно потрібне для якоїсь мети: адреса електронної пошти та"
        " ім’я та прізвище. Приберіть його з одного з двох місць."
    )
