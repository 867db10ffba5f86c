"""What a fresh reader of the example policies objected to: the sentence that stood there, and what stands now."""

import re
from typing import Any

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import LANGUAGES, changed, composed
from tests.paths import SHOPS

LIBRARY = shipped_library()
Changes = dict[str, Any]
STATISTICS: Changes = {
    "customers.where": ["EU"],
    "business.website": "https://willow.example",
    "cookies": {"banner": True, "settings_link": True},
    "activities.0": {
        "purpose": "analytics", "data": ["usage"], "about": "visitors", "source": ["device"],
        "basis": "consent", "tools": ["plausible"], "keep": {"for": "P14M", "after": "collection"},
    },
}  # fmt: skip
RECORDS: Changes = {
    "activities.0.purpose": "legal_records",
    "activities.0.basis": "legal_obligation",
}
REVIEWS: Changes = {
    "purpose": "reviews",
    "data": ["name"],
    "basis": "consent",
    "tools": ["novaposhta"],
    "keep": {"until": "deletion_request"},
}
FRAUD: Changes = {
    "customers.where": ["EU"],
    "business.website": "https://willow.example",
    "activities.0.tools": ["stripe"],
}


def made(changes: Changes, language: str = "en") -> Document:
    return compose(LIBRARY, make_facts(changed(changes), LIBRARY), language)


def text(document: Document) -> str:
    return "\n".join(plain_text(clause.html) for clause in document.clauses)


def found(document: Document) -> dict[str, str]:
    return {finding.id: finding.severity for finding in document.findings}


CONSULTATIONS: Changes = {
    "activities.0.purpose": "consultations",
    "activities.0.basis": "consent",
    "activities.0.mandatory": True,
}
BUYING: Changes = {
    "activities.0.purpose": "buying",
    "activities.0.mandatory": True,
    "activities.0.data": ["name", "payouts"],
}
LOGIN: Changes = {
    "activities.0": {
        "purpose": "social_login",
        "data": ["email"],
        "source": ["login_google"],
        "basis": "consent",
        "tools": ["login_google"],
        "keep": {"until": "account_closed"},
    }
}
LONDON: Changes = {
    "business.country": "GB",
    "customers.where": ["GB", "EU"],
    "activities.0.tools": ["stripe"],
}
CARDS: Changes = {
    "business.country": "IE",
    "customers.where": ["IE"],
    "activities.0.tools": ["sumup"],
}

NEEDED: Changes = {
    "purpose": "orders", "data": ["name"], "basis": "contract", "mandatory": True, "keep": {"for": "P3Y", "after": "order"},
}  # fmt: skip
OPTIONAL: Changes = {"activities": [NEEDED, REVIEWS | {"mandatory": False}]}
ADS: Changes = {
    "customers.where": ["EU"],
    "business.website": "https://willow.example",
    "cookies": {"banner": True, "settings_link": True},
    "activities.0": {
        "purpose": "advertising", "data": ["cookie_ids"], "about": "visitors", "source": ["device"],
        "basis": "consent", "tools": ["meta_pixel"], "keep": {"until": "consent_withdrawn"},
    },
}  # fmt: skip
PLATFORM: Changes = {
    "activities": [NEEDED | {"purpose": purpose, "tools": ["kajabi"]} for purpose in ("orders", "support", "delivery")],
    "storage": {"where": ["US"], "by": ["kajabi"]},
}  # fmt: skip
COOKIES = {key: STATISTICS[key] for key in ("customers.where", "business.website", "cookies")}
OREGON: Changes = {"business.country": "US", "business.region": "US-OR"}


SITUATIONS: list[tuple[str, Changes, str, str, str]] = [
    ("statistics by consent, without cookies", STATISTICS, "en",
     "So they do not wait for consent", "Our site asks before this starts: understanding how the site is used. If you refuse, it does not start."),
    ("згода на статистику без файлів cookie", STATISTICS, "uk",
     "Тому на них згода", "Сайт запитує вас, перш ніж почати: аналіз відвідуваності сайту."),
    ("the way back from it", STATISTICS, "en", "as you gave it. What", "open the cookie settings on our site"),
    ("consent is withdrawn by a letter too", STATISTICS, "en", "as you gave it. What", "as easily as you gave it, or write to us"),
    ("cookies against fraud", FRAUD, "en", "The site needs what stands", "or it guards against fraud"),
    ("two purposes of one service",
     {"activities": [REVIEWS | {"purpose": "delivery"}, REVIEWS]},
     "en", "; Publishing", "Delivering your parcels; publishing your reviews"),
    ("a duty in the United States", {**RECORDS, "business.country": "US", "customers.where": ["US"]}, "en",
     "Our duty under the law\n", "Our duty under the law of our country"),
    ("a duty in the United Kingdom, and buyers in the EU", {**RECORDS, "business.country": "GB", "customers.where": ["GB", "EU"]}, "en",
     "Our duty under the law;", "UK GDPR: our duty under the law; GDPR: our legitimate interest (following the law of our country)"),
    ("a duty in Germany, and buyers in the United Kingdom", {**RECORDS, "business.country": "DE", "customers.where": ["GB", "DE"]}, "en",
     "Our duty under the law;", "GDPR: our duty under the law; UK GDPR: our legitimate interest (following the law of our country)"),
    ("a consent that must be given", CONSULTATIONS, "en", "What we cannot do without",
     "Nobody has to agree. But without consent we cannot do this: arranging and holding consultations."),
    ("вимушена згода", CONSULTATIONS, "uk", "Необхідні дані", "без згоди ми не зможемо зробити ось що: запис на консультації"),
    ("data that nobody gives", BUYING, "en", "from you: name, payouts", "Buying jewelry or precious metal from you: name\n"),
    ("an adequate country beside another", LONDON, "en", "EU: Data Privacy Framework",
     "EU: adequacy decision (United Kingdom); Data Privacy Framework"),
    ("the way back from signing in with another account", LOGIN, "en", "before you agree",
     "To stop it, unlink us in the settings of that service, or write to us."),
    ("backups, nobody knows for how long", {"security": ["backups"]}, "en", "we no longer keep the data in a form",
     "data that names you stays only in backups, until these are overwritten"),
    ("backups for 30 days", {"storage": {"backups_kept": "P30D"}}, "en", "we no longer keep the data in a form",
     "data that names you stays only in backups, and disappears from them within 30 days"),
    ("no backups", {}, "en", "only in backups", "we no longer keep the data in a form that names you"),
    ("the shop buys", {**BUYING, "activities.0.keep": {"for": "P6Y", "after": "purchase"}}, "en", "after the order", "6 years after we buy it"),
    ("two places, one host", {**CARDS, "activities.0.tools": ["hetzner"], "storage": {"where": ["IE", "DE"], "by": ["hetzner"]}}, "en",
     "Ireland, Germany", "Ireland or Germany"),
    ("два місця, один хостинг", {**CARDS, "activities.0.tools": ["hetzner"], "storage": {"where": ["IE", "DE"], "by": ["hetzner"]}}, "uk",
     "Ірландія, Німеччина", "Ірландія або Німеччина"),
    ("no law here knows a controller", {"business.country": "US", "business.region": "US-CA", "customers.where": ["US-CA"]}, "en",
     "ontroller", "Who is responsible | Silver Willow LLC"),
    ("тут немає закону, який знає володільця", {"business.country": "US", "business.region": "US-CA", "customers.where": ["US-CA"]}, "uk",
     "олоділ", "Хто відповідає за дані | Silver Willow LLC"),
    ("whom the policy is for", {}, "en", "only for customers", "It is for everyone whose data we use, customer or not."),
    ("what is optional, answered", OPTIONAL, "en", "Some data is needed for a contract", "For our other purposes you need not give us any data."),
    ("що необов’язково, без відповіді", {"activities": [NEEDED, REVIEWS]}, "uk", "надавати нам дані не обов’язково", "Без названих тут даних"),
    ("ads that wait for a yes", ADS, "en", "do receive data about your visit", "If you agree, advertising tools on our site receive data about your visit."),
    ("ads that wait for nothing", {**ADS, "cookies": {"banner": False}}, "en",
     "f you agree, ", "advertising tools on our site do receive data"),
    ("a service that gets a part", CARDS, "en", "Services that receive it", "Services used"),
    ("people whose label has a comma", {"activities.0.about": ["customers", "wearers"], "activities.0.purpose": "custom_orders"}, "uk",
     "клієнти, люди", "(клієнти та люди, для яких клієнт замовляє виріб)"),
    ("a platform that runs on servers of others", PLATFORM, "en", "servers belong", "Who keeps it for us: Kajabi."),
    ("one platform", PLATFORM, "en", "Course platforms", "Course platform: "),
    ("одна платформа", PLATFORM, "uk", "Платформи для курсів", "Платформа для курсів: "),
    ("what a parent does not give", {"activities.0.source": ["parents", "public_sources"], "activities.0.data": ["nickname", "course_progress"]}, "en",
     "guardians: nickname, course progress", "Parents or guardians: nickname\n"),
    ("lists of third parties where the shop sells", {**OREGON, "customers.where": ["US-OR"]}, "en",
     "Connecticut", "In Oregon you can ask for a list of the third parties"),
    ("переліки третіх осіб там, де магазин продає", {**OREGON, "customers.where": ["US-OR", "US-MN"]}, "uk",
     "Коннектикут", "Де можна попросити перелік третіх осіб, які отримали дані: Міннесота та Орегон."),
    ("файли cookie поруч зі згодою на статистику", {**COOKIES, "activities": [STATISTICS["activities.0"], NEEDED | {"tools": ["stripe"]}]}, "uk",
     "Згода на це не запитується", "Усе в цьому переліку потрібне для роботи сайту, зберігає ваші"),
    ("кому передаємо", {"disclosures": ["law"]}, "uk", "в таких випадках", "Ми також можемо передати дані:\n"),
    ("a cookie that is called what it is for", {"business.website": "https://willow.example", "cookies": {"local_storage": ["preferences"]}}, "en",
     "Your settings | This site | Your settings", "Remembering your settings"),
]  # fmt: skip


@cases(
    ("changes", "language", "was", "now"),
    [s[1:] for s in SITUATIONS],
)
def test_what_stands_there_now(changes: Changes, language: str, was: str, now: str) -> None:
    said = text(made(changes, language))
    assert (was in said, now in said) == (False, True)


def test_a_consent_without_a_way_back_is_not_published() -> None:
    assert "consent-without-way-back" not in found(made(STATISTICS))
    answers = {**STATISTICS, "cookies": {"banner": True}}
    assert found(made(answers))["consent-without-way-back"] == "error"


def test_a_question_about_statistics_is_not_called_needless() -> None:
    """“Perhaps the banner is not needed” stood beside a consent that only the banner asks for."""
    assert "banner-without-cookies" not in found(made(STATISTICS))


@cases(
    ("purpose", "after", "is_told"),
    [
        ("buying", "order", True), ("buying", "purchase", False), ("orders", "purchase", True), ("orders", "order", False),
        ("cameras", "delivery", True), ("delivery", "course_end", True), ("course_delivery", "course_end", False),
    ],
)  # fmt: skip
def test_a_period_runs_from_an_event_of_its_purpose(
    purpose: str, after: str, is_told: bool
) -> None:
    """“6 years after the order” stood beside a purchase from people."""
    changes = {"activities.0.purpose": purpose, "activities.0.keep": {"for": "P1Y", "after": after}}
    assert ("event-is-none" in found(made(changes))) is is_told


def test_the_usual_periods_run_from_events_of_their_purposes() -> None:
    for slug, term in LIBRARY.vocabulary["purposes"].items():
        keep = term.get("defaults")["keep"]
        answers = {"activities.0.purpose": slug, "activities.0.keep": keep}
        assert "event-is-none" not in found(made(answers)), slug


def test_statistics_too_need_a_period() -> None:
    """“Until the purpose is achieved” stood there for them, and nothing was told."""
    keep = {
        "activities.0.purpose": "aggregated_statistics",
        "activities.0.keep": {"until": "purpose_done"},
    }
    assert "purpose-done-is-no-period" in found(made({**keep, "customers.where": ["EU"]}))


LVIV: Changes = {
    "customers.where": ["EU"],
    "activities.0.basis": "legitimate_interests",
    "custom_tools": [{"slug": "own_server", "name": "Host", "group": "hosting", "country": "UA", "role": "processor"}],
}  # fmt: skip


def test_a_host_in_the_shops_own_country() -> None:
    """A Ukrainian shop with a Ukrainian host was told of “sending data abroad”."""
    assert found(made(LVIV))["transfer-unsettled-at-home"] == "error"
    assert "transfer-unsettled" not in found(made(LVIV))
    signed = made({**LVIV, "transfers": {"signed": ["own_server"]}})
    assert "transfer-unsettled-at-home" not in found(signed)
    abroad = {**LVIV, "custom_tools.0.country": "IN"}
    assert "transfer-unsettled" in found(made(abroad))
    assert "transfer-unsettled-at-home" not in found(made(abroad))
    assert "transfer-unsettled-at-home" not in found(made({**LVIV, "customers.where": ["UA"]}))


def unmet(changes: Changes) -> set[str]:
    return {covered.requirement for covered in made(changes).unmet}


def test_what_an_independent_service_sends_on_is_no_transfer_of_the_shop() -> None:
    """An Irish shop could not publish, because a laboratory in Belgium has an office in India."""
    shop = {
        **CARDS,
        "activities.0.tools": ["igi"],
        "activities.0.basis": "legitimate_interests",
        "activities.0.interest": "better_service",
    }
    assert "GDPR-13-1f" not in unmet(shop)
    assert "GDPR-13-1f" in unmet({**shop, "storage": {"where": ["IN"]}})


def test_a_law_of_sites_asks_nothing_of_a_shop_without_one() -> None:
    """Whoever chose CalOPPA and has no site could never publish."""
    shop: Changes = {"laws": ["caloppa"], "customers.where": ["US-CA"]}
    of_sites = {"OPPA-b5", "OPPA-b6"}
    pages = made({**shop, "answers": {"own_site": False}}).coverage
    assert {covered.requirement for covered in pages} & of_sites == set()
    site = made({**shop, "business.website": "https://willow.example"}).coverage
    assert {covered.requirement for covered in site} & of_sites == of_sites


SENDER: Changes = {
    "business.website": "https://willow.example",
    "activities.0": {
        "purpose": "newsletter", "data": ["email"], "about": "customers", "basis": "consent",
        "tools": ["mailchimp"], "keep": {"until": "consent_withdrawn"},
    },
}  # fmt: skip


def test_a_mail_service_that_may_stand_on_the_site() -> None:
    """“We know of no cookies that our site, or a service on it, sets” stood there, though nobody had said so."""
    ours, all_of_them = "of no cookies that our site itself sets", "or a service on it, sets"
    silent, off_site = text(made(SENDER)), text(made({**SENDER, "answers.sender_on_site": False}))
    assert (ours in silent, all_of_them in silent) == (True, False)
    assert (ours in off_site, all_of_them in off_site) == (False, True)


def test_a_heading_is_not_said_again_by_its_line() -> None:
    """“How to ask. How to reach us:”, “Who receives it. Who gets children’s data …:”."""
    twice = re.compile(r"^(\w+)\b[^.\n]{0,40}\. \1\b[^.\n]*:", re.MULTILINE)
    for name in SHOPS:
        for language in LANGUAGES:
            assert twice.findall(text(composed(name, language))) == [], (name, language)


ACCOUNT: Changes = {
    "activities.0.purpose": "accounts",
    "activities.0.data": ["name", "email", "preferences"],
    "activities.0.mandatory": True,
}


def test_what_may_be_left_out_is_not_among_what_has_to_be_given() -> None:
    """“Without the data named here we cannot do this: Keeping your account: name, email, preferences”."""
    told = text(made({**ACCOUNT, "activities.0.optional": ["preferences"]}))
    needed, _, free = told.partition("What you may leave out, by purpose:")
    assert "Keeping your account: name, email\n" in needed
    assert "Keeping your account: preferences\n" in free
    assert "Keeping your account: name, email, preferences" in text(made(ACCOUNT))
    nothing = text(made({**ACCOUNT, "activities.0.optional": ["name", "email", "preferences"]}))
    assert "No law or contract makes you give us data" in nothing
    assert "cannot do without" not in nothing


def test_the_usual_answers_leave_free_only_what_they_ask_for() -> None:
    for slug, term in LIBRARY.vocabulary["purposes"].items():
        usual = term.get("defaults")
        optional = set(usual.get("optional", ()))
        assert optional <= set(usual["data"]), slug
        assert not optional or usual["mandatory"], slug
