from typing import Any

from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Finding
from policygen.engine.policy.findings import SEVERITIES
from tests.cases import cases
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
        citation="Art. 12(2) GDPR",
    )


US = {"customers.where": ["UA", "US"]}
CALIFORNIA = {"customers.where": ["UA", "US-CA"]}
EEA = {"customers.where": ["UA", "EU"], "business.eu_representative": {"address": "Berlin"}}
US_SHOP = {
    "business.country": "US",
    "business.address": "1 Willow St, Portland, OR 97201",
    "business.registration": "12-3456789",
    "customers.where": ["US-CO"],
}
PIXEL = {
    "activities.0.purpose": "advertising",
    "activities.0.basis": "consent",
    "activities.0.tools": ["own_server", "meta_pixel"],
    "cookies.banner": True,
    "cookies.settings_link": True,
}
TOOL = {
    "slug": "own_server",
    "name": "Our server",
    "group": "hosting",
    "country": "UA",
    "role": "own",
}
NEWSLETTER = {
    "activities.0.purpose": "newsletter",
    "activities.0.basis": "consent",
    "activities.0.tools": ["own_server", "mailchimp"],
    "cookies.banner": True,
    "cookies.settings_link": True,
}
ANALYTICS = {
    "activities.0.purpose": "analytics",
    "activities.0.basis": "consent",
    "activities.0.tools": ["own_server", "ga4"],
    "cookies.banner": True,
    "cookies.settings_link": True,
}
WOO = {"activities.0.tools": ["own_server", "woocommerce"]}
VISITS = {"name": "visits", "kind": "cookie", "purpose": "analytics", "lasts": "session"}
CHILDREN = {
    "customers.children": "mixed",
    "customers.minimum_age": 6,
    "customers.parental_consent": ["video_call"],
    "answers.children_public": False,
    "business.contact.phone": "+380 44 123 45 67",
    "activities.0.about": ["children", "parents"],
}
GIFT = {**EEA, "activities.0.about": ["gift_recipients"]}
CCPA = {**CALIFORNIA, "customers.ccpa_thresholds": {"revenue": True}}
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "collected-and-not": ({"not_collected": ["email"]}, []),
    "interest-missing": ({"activities.0.basis": "legitimate_interests"}, []),
    "cookies-without-banner": ({**EEA, "cookies.own": [VISITS], "cookies.banner": False, "cookies.gpc": "ignored"}, []),
    "service-cookies-without-banner": ({**EEA, **PIXEL, "activities.0.purpose": "surveys", "cookies.banner": False, "cookies.gpc": "ignored"}, ["ads-without-purpose"]),
    "platform-cookies-without-banner": ({**EEA, **WOO, "cookies.banner": False, "cookies.gpc": "ignored"}, []),
    "ads-with-children": ({**PIXEL, **CHILDREN, "customers.children": "directed"}, []),
    "no-sharing-with-ads": ({**US, **PIXEL, "shares_for_ads": False}, ["training-unanswered"]),
    "special-without-consent": ({"activities.0.data": ["health"]}, []),
    "sold-with-business": ({"answers.not_sold_with_business": True, "disclosures": ["business_transfer"]}, []),
    "only-owner-and-staff": ({"answers.only_owner": True, "security": ["staff_training"]}, []),
    "fee-for-requests": ({"rights.fee": True}, []),
    "gpc-ignored": ({**CCPA, **PIXEL, "rights.agent": True, "cookies.gpc": "ignored"}, []),
    "channel-form-missing": ({"rights.how": ["form"]}, []),
    "channel-phone-missing": ({"rights.how": ["phone"]}, []),
    "channel-post-missing": ({"rights.how": ["post"], "business.address": GONE, "laws": ["canada"]}, ["laws-left-out", "law-in-brief"]),
    "received-not-collected": ({**PIXEL, "not_collected": ["ip_address"]}, []),
    "no-sharing-promise": ({**PIXEL, "shares_for_ads": False}, []),
    "consent-not-asked": ({**EEA, **ANALYTICS, "activities.0.tools": ["own_server", "plausible"], "cookies.banner": "unknown"}, []),
    "consent-without-way-back": ({**EEA, **ANALYTICS, "activities.0.tools": ["own_server", "plausible"], "cookies.banner": True, "cookies.settings_link": False}, []),
    "consent-not-asked-elsewhere": ({**PIXEL, "cookies.banner": False, "cookies.gpc": "ignored"}, []),
    "built-in-statistics": ({**EEA, **WOO}, ["banner-unanswered"]),
    "built-in-statistics-unknown": (WOO, []),
    "used-off-site": ({**NEWSLETTER, "cookies.banner": "unknown"}, []),
    "own-storage-unanswered": ({"business.website": "https://willow.example"}, []),
    "contract-with-nobody": (GIFT, []),
    "contract-with-some": ({**GIFT, "activities.0.about": ["customers", "gift_recipients"]}, []),
    "consent-as-condition": ({"activities.0.basis": "consent", "activities.0.mandatory": True}, []),
    "friends-without-consent": ({"activities.0.purpose": "referrals", "activities.0.about": "friends"}, []),
    "gift-recipients-unnamed": ({"activities.0.data": ["gift_recipient"]}, []),
    "age-and-children": ({"customers.minimum_age": 10}, []),
    "channel-account-missing": ({"rights.how": ["account"]}, []),
    "changes-email-missing": ({"changes.notice": ["email"], "activities.0.data": ["name"]}, []),
    "changes-account-missing": ({"changes.notice": ["account"]}, []),
    "toll-free-without-phone": ({"business.contact.toll_free": True}, []),
    "verify-account-missing": ({"rights.verify": ["account_login"]}, []),
    "newsletter-without-email": ({**NEWSLETTER, "activities.0.data": ["name"]}, ["banner-without-cookies", "used-off-site"]),
    "messages-without-phone": ({"activities.0.purpose": "sms_marketing", "activities.0.basis": "consent"}, []),
    "marketing-without-consent": ({**EEA, **NEWSLETTER, "activities.0.basis": "contract"}, ["banner-without-cookies", "used-off-site"]),
    "pci-without-payments": ({"security": ["pci_processor"]}, []),
    "hashing-without-passwords": ({"security": ["password_hashing"]}, []),
    "contracts-without-processors": ({"security": ["vendor_contracts"]}, []),
    "website-not-encrypted": ({"business.website": "http://willow.example"}, ["own-storage-unanswered"]),
    "site-answers-without-site": ({"answers.own_site": False}, []),
    "breach-without-duty": ({"breach_notice": {"authority_hours": 72}}, []),
    "gpc-without-banner": ({**PIXEL, "activities.0.basis": "contract", "cookies.banner": False}, []),
    "dnt-with-ads": ({**PIXEL, "cookies.dnt": "honoured"}, []),
    "banner-without-cookies": ({"cookies.banner": True}, []),
    "eu-representative-not-needed": ({"business.eu_representative": {"address": "Berlin"}}, []),
    "uk-representative-not-needed": ({"business.uk_representative": {"address": "London"}}, []),
    "analytics-without-consent": ({**EEA, **ANALYTICS, "activities.0.basis": "contract"}, []),
    "advertising-without-consent": ({**EEA, **PIXEL, "activities.0.basis": "contract"}, []),
    "session-replay-without-consent": ({**EEA, **ANALYTICS, "activities.0.purpose": "session_replay", "activities.0.basis": "contract"}, []),
    "recordings-without-consent": ({"activities.0.purpose": "recordings"}, []),
    "kept-too-short": ({"activities.0.keep": {"for": "P1Y", "after": "order", "why": ["tax"]}}, []),
    "kept-too-long": ({"activities.0.keep": {"for": "P20Y", "after": "order", "why": ["tax"]}}, []),
    "long-without-reason": ({"activities.0.keep": {"for": "P7Y", "after": "order"}}, []),
    "choice-kept-otherwise": ({"business.website": "https://willow.example", "cookies": {"choice_kept": "P180D", "own": [{"name": "choice", "purpose": "consent", "lasts": "P1Y"}]}}, []),
    "choice-kept-too-long": ({**PIXEL, "cookies.choice_kept": "P2Y"}, []),
    "name-is-no-answer": ({"business.name": "не знаю"}, ["name-in-cyrillic"]),
    "legal-name-is-no-answer": ({"business.legal_name": "n/a"}, ["company-without-legal-name"]),
    "registration-is-no-answer": ({"business.registration": "немає"}, ["registration-missing-ua"]),
    "address-is-no-answer": ({"business.address": "-"}, ["no-address"]),
    "phone-is-no-answer": ({"business.contact.phone": "later"}, []),
    "automated-is-no-answer": ({"automated_decisions": {"logic": "tbd", "effect": "no credit"}}, ["automated-unanswered"]),
    "other-is-no-answer": ({"business.dpo": {"name": "?", "email": "dpo@willow.example"}}, []),
    "email-unusable": ({"business.contact.email": "a..b@willow.example"}, []),
    "email-misspelt": ({"business.contact.email": "willow@gmail.con"}, []),
    "web-unusable": ({"business.website": "https://localhost:8000"}, ["own-storage-unanswered"]),
    "web-account": ({"business.website": "https://@willow"}, ["own-storage-unanswered"]),
    "web-password": ({"business.website": "https://olena:secret@willow.example"}, ["own-storage-unanswered"]),
    "phone-doubtful": ({"business.contact.phone": "044 123"}, []),
    "registration-doubtful": ({"business.registration": "12345670"}, []),
    "address-doubtful": ({"business.address": "1 Willow St, Kyiv"}, []),
    "name-in-cyrillic": ({"business.name": "Срібна верба"}, []),
    "cyrillic-in-english": ({"business.address": "вул. Вербова, 1, Київ, 01001"}, []),
    "service-in-cyrillic": ({"custom_tools": [{**TOOL, "name": "Наш сервер"}]}, []),
    "effective-far-ahead": ({"effective": "2099-01-01"}, []),
    "reply-later-than-gdpr": ({**EEA, "business.replies_within": {"days": 45, "working": True}}, []),
    "reply-later-than-ukraine": ({"business.replies_within": {"days": 45, "working": True}}, []),
    "reply-later-than-us": ({**US_SHOP, "business.replies_within": {"days": 45, "working": True}}, []),
    "purpose-done-is-no-period": ({"activities.0.keep": {"until": "purpose_done"}}, []),
    "event-is-none": ({"activities.0.keep": {"for": "P1Y", "after": "purchase"}}, []),
    "criterion-is-none": ({"activities.0.keep": {"criteria": "needed_for_security"}}, []),
    "no-address": ({"business.address": GONE}, []),
    "sole-trader-without-name": ({"business.form": "sole_trader", "business.legal_name": GONE}, ["home-address"]),
    "company-without-legal-name": ({"business.legal_name": GONE}, []),
    "legal-name-is-domain": ({"business.legal_name": "willow.example"}, []),
    "registration-missing-ua": ({"business.registration": GONE}, []),
    "eu-representative-missing": ({"customers.where": ["UA", "EU"]}, []),
    "uk-representative-missing": ({"customers.where": ["UA", "GB"]}, []),
    "laws-left-out": ({"laws": ["ua_ecommerce"]}, []),
    "no-law-known": ({"customers.where": ["UA", "JP"]}, []),
    "law-in-brief": ({"customers.where": ["UA", "BR"]}, []),
    "twelve-months-unanswered": ({**CCPA, "rights.agent": True}, []),
    "criminal-law-missing": ({**EEA, "activities.0.data": ["name", "criminal_record"], "answers.criminal_checks": True}, []),
    "criminal-unanswered": ({**EEA, "activities.0.data": ["name", "criminal_record"]}, []),
    "incentive-terms": ({**CCPA, "rights.agent": True, "answers.twelve_months": True, "activities.0.purpose": "loyalty_programme"}, []),
    "training-unanswered": ({**US, **PIXEL}, []),
    "teens-and-ads": ({**US, **PIXEL, "answers.llm_training": False, "customers.minimum_age": 16}, []),
    "settings-link-missing": ({**EEA, **PIXEL, "cookies.settings_link": False}, []),
    "banner-unanswered": ({**EEA, "cookies.own": [VISITS], "cookies.banner": "unknown"}, []),
    "service-banner-unanswered": ({**EEA, **PIXEL, "activities.0.purpose": "surveys", "cookies.banner": "unknown"}, ["ads-without-purpose"]),
    "security-unanswered": ({"security": []}, []),
    "no-recipients": ({"activities.0.tools": []}, []),
    "selling-unanswered": ({**CCPA, "rights.agent": True, "sells_data": GONE}, []),
    "sharing-with-whom": ({**CCPA, "rights.agent": True, "shares_for_ads": True}, []),
    "changes-unanswered": ({**CALIFORNIA, "changes.notice": []}, []),
    "automated-unanswered": ({"automated_decisions": GONE}, []),
    "ukrainian-missing": ({"languages": ["en"]}, []),
    "parental-consent-missing": ({**US, **CHILDREN, "customers.parental_consent": []}, []),
    "children-data-missing": ({**US, **CHILDREN, "activities.0.about": "customers"}, []),
    "children-left-out": ({**US, **CHILDREN, "customers.children": "directed", "activities.0.purpose": "live_lessons", "activities.0.about": "customers"}, ["children-data-missing"]),
    "children-left-out-elsewhere": ({**CHILDREN, "customers.children": "directed", "activities.0.purpose": "live_lessons", "activities.0.about": "customers"}, []),
    "children-public-unanswered": ({**US, **CHILDREN, "answers.children_public": "unknown"}, []),
    "children-public-denied": ({**CHILDREN, "activities.0.purpose": "community"}, []),
    "children-tracking": ({**US, **CHILDREN, **ANALYTICS}, []),
    "parental-consent-unanswered": ({**CHILDREN, "customers.parental_consent": []}, []),
    "children-phone-missing": ({**US, **CHILDREN, "business.contact.phone": None}, []),
    "rights-unanswered": ({"rights.how": []}, []),
    "accounts-purpose-missing": ({"business.contact.account": True}, []),
    "chat-purpose-missing": ({"business.contact.chat": True}, []),
    "sender-without-newsletter": ({"activities.0.tools": ["mailerlite"]}, []),
    "newsletter-without-tool": ({"activities.0.purpose": "newsletter", "activities.0.basis": "consent"}, []),
    "orders-without-payments": ({"activities.0.data": ["email", "transactions"]}, []),
    "delivery-without-courier": ({"activities.0.purpose": "delivery"}, []),
    "social-login-without-tool": ({"activities.0.purpose": "social_login"}, []),
    "social-login-without-source": ({"activities.0.purpose": "social_login", "activities.0.tools": ["login_google"]}, []),
    "advertising-without-tool": ({"activities.0.purpose": "advertising"}, []),
    "ads-without-purpose": ({**PIXEL, "activities.0.purpose": "surveys"}, []),
    "analytics-without-tool": ({"activities.0.purpose": "analytics"}, []),
    "replay-without-tool": ({"activities.0.purpose": "session_replay"}, []),
    "marketplace-without-instructors": ({"offers": ["marketplace"]}, []),
    "courses-without-purpose": ({"offers": ["courses"]}, []),
    "children-without-period": ({**US, **CHILDREN, "activities.0.keep": {"criteria": "needed_for_service"}}, []),
    "agent-unanswered": ({**CCPA}, ["twelve-months-unanswered"]),
    "request-ways-ccpa": ({**CCPA, "rights": {"how": ["post"], "agent": True}}, ["twelve-months-unanswered"]),
    "blocked-in-ukraine-shop": ({"activities.0.tools": ["login_vk"]}, []),
    "blocked-in-ukraine": ({"business.country": "JP", "activities.0.tools": ["login_vk"]}, ["no-law-known"]),
    "russian-origin": ({"activities.0.tools": ["tilda"]}, ["built-in-statistics-unknown"]),
    "licence-ended": ({"activities.0.tools": ["fondy"]}, []),
    "transfer-unsettled": ({**EEA, "activities.0.basis": "consent", "custom_tools": [{**TOOL, "role": "processor", "country": "IN"}]}, []),
    "transfer-unsettled-at-home": ({**EEA, "activities.0.basis": "consent", "custom_tools": [{**TOOL, "role": "processor", "country": "UA"}]}, []),
    "transfer-ua-unsettled": ({"activities.0.basis": "legitimate_interests", "activities.0.interest": "better_service", "activities.0.tools": ["podia"]}, []),
    "transfer-framework-only": ({**EEA, "activities.0.tools": ["google_maps"]}, ["service-banner-unanswered"]),
    "transfer-unconfirmed": ({**EEA, "activities.0.tools": ["helpscout"]}, ["service-banner-unanswered"]),
    "dnt-unanswered": ({**CALIFORNIA, "cookies.dnt": "unknown"}, []),
    "home-address": ({"business.form": "sole_trader"}, []),
    "gpc-unanswered": ({**US, **PIXEL, "cookies.gpc": "unknown"}, ["training-unanswered"]),
    "health-in-free-text": ({"activities.0.data": ["goals_and_wishes"]}, []),
    "dpo-of-sole-trader": ({"business.form": "sole_trader", "business.dpo": {"email": "d@willow.example"}}, ["home-address"]),
    "identity-documents-asked": ({**EEA, "rights.verify": ["proof_of_identity"]}, []),
    "tools-abroad": ({**EEA, **ANALYTICS, "storage.where": ["EU"]}, []),
    "ua-storage-abroad": ({"storage.where": ["US"]}, []),
    "age-of-consent": ({**EEA, "customers.minimum_age": 14, "activities.0.basis": "consent"}, []),
    "minors-shared": ({**CCPA, **PIXEL, "rights.agent": True, "customers.minimum_age": 14}, []),
    "replay-in-california": ({**CALIFORNIA, "activities.0.data": ["session_replay"]}, []),
}  # fmt: skip
"""Finding → answers that bring it about, and what else is found in them."""


@cases("finding", CASES)
def test_every_finding(finding: str) -> None:
    changes, others = CASES[finding]
    ids = [f.id for f in found(changes)]
    assert sorted(ids) == sorted([finding, *others])
    assert [f.id for f in found(changes, "uk")] == ids or "uk" not in changes.get(
        "languages", ["uk"]
    )


def test_every_finding_of_the_library_has_its_case() -> None:
    assert list(CASES) == [finding.rule.id for finding in shipped_library().findings]


@cases(
    ("name", "ids"),
    [
        ("klumandel", ["consent-as-condition", "home-address", "health-in-free-text"]),
        ("handcraft-courses", ["legal-name-is-domain", "eu-representative-missing", "uk-representative-missing", "teens-and-ads", "transfer-framework-only", "transfer-unconfirmed"]),
        ("classerium", ["friends-without-consent", "teens-and-ads", "blocked-in-ukraine", "used-off-site", "own-storage-unanswered", "transfer-framework-only", "transfer-unconfirmed", "identity-documents-asked"]),
        ("jane-ellen", ["used-off-site", "transfer-framework-only", "transfer-unconfirmed"]),
        ("subscription-platform", ["kept-too-short", "eu-representative-missing", "used-off-site", "own-storage-unanswered", "courses-without-purpose"]),
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
        f
        for f in found({"business.legal_name": "<b>&אבג.example"})
        if f.id == "legal-name-is-domain"
    ]
    assert finding.message == (
        "The legal name looks like a web address: <b>&אבג.example. Give the registered name."
    )


def test_messages_name_what_they_speak_about() -> None:
    (finding,) = found({"not_collected": ["email", "name", "health"]}, "uk")
    assert finding.message == (
        "Ви кажете, що не збираєте цього, але для чогось це використовуєте: адреса електронної пошти, а"
        " також ім’я та прізвище. Приберіть це з одного з двох місць."
    )


def test_periods_name_the_purpose_and_the_law() -> None:
    (finding,) = found(
        {"activities.0.keep": {"for": "P1Y", "after": "order", "why": ["tax"]}}, "uk"
    )
    assert finding.message == (
        "Ви обіцяєте видалити це раніше, ніж дозволяє закон. «Клієнти можуть замовляти й оплачувати»:"
        " щонайменше 1095 днів після подання податкової звітності"
        " (п. 44.3 ст. 44 Податкового кодексу України)."
    )
    (finding,) = found({"activities.0.keep": {"for": "P20Y", "after": "order", "why": ["tax"]}})
    assert finding.message == (
        "You keep this longer than there is usually a reason for. “Customers can order and pay”:"
        " at most 10 years after the end of the financial year."
    )


def test_a_blocked_service_is_worse_in_ukraine() -> None:
    tools = {"activities.0.tools": ["login_vk"]}
    assert found(tools)[0].severity == "error"
    assert found({**tools, "business.country": "JP"})[0].severity == "warning"


def test_the_library_has_enough_findings() -> None:
    rules = [finding.rule for finding in shipped_library().findings]
    assert len(rules) >= 45
    assert all(rule.citation and rule.question for rule in rules)
