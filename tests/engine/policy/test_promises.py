"""What a policy obliges its shop to do: only what it says, in both languages alike, and as a calendar."""

import datetime
import re

import icalendar
from hypothesis import given

from policygen.engine.facts.model import Facts
from policygen.engine.language.duration import Duration
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.calendar import ics
from policygen.engine.policy.compose import compose
from policygen.engine.policy.promises import Promise, promises
from policygen.engine.policy.recurring import later
from tests.cases import cases
from tests.cast import LANGUAGES, composed, example, silver_willow
from tests.engine.facts.any_facts import any_facts
from tests.library.texts import PLACEHOLDER
from tests.paths import SHOPS

LIBRARY = shipped_library()
DAY = datetime.date
CHANGED = datetime.datetime(2026, 11, 29, 8, 30, 15, tzinfo=datetime.UTC)


def made(facts: Facts, language: str = "en") -> tuple[Promise, ...]:
    return promises(LIBRARY, facts, compose(LIBRARY, facts, language))


def of(name: str, language: str = "en") -> tuple[Promise, ...]:
    return promises(LIBRARY, example(name), composed(name, language))


def ids(found: tuple[Promise, ...], kind: str) -> list[str]:
    return [promise.id for promise in found if promise.kind == kind]


def test_it_works() -> None:
    found = made(silver_willow())
    assert ids(found, "asked") == [
        *("answer-ukraine", "tell-changes-ukraine", "notice-of-changes", "child-without-consent"),
        "new-purpose",
    ]
    assert ids(found, "recurring") == ["review-policy", "delete-orders"]
    assert ids(found, "once") == [
        *("safeguards", "duty-UA-12-when", "duty-UA-ECOM-7", "duty-UA-LANG"),
    ]
    orders = next(p for p in found if p.id == "delete-orders")
    assert orders.text == (
        "Customers can order and pay. Period: 3 years after the order. "
        "When it is over, delete the data or take out what names people."
    )
    assert [article.text for article in orders.articles] == [
        "Arts. 6(8), 15 of Law of Ukraine No. 2297-VI"
    ]
    assert (orders.section, orders.anchor) == ("How long we keep data", "retention")
    assert orders.question == "activities.keep"


@cases(
    ("changes", "added"),
    [
        ({"business.replies_within": {"days": 2, "working": True}}, {"reply-time"}),
        ({"changes.in_advance": True}, {"notice-before-changes"}),
        ({"changes.archive": "on_request"}, {"earlier-version"}),
        ({"security": ["https", "staff_training"]}, {"training"}),
        ({"security": ["https", "audits"]}, {"security-review"}),
        ({"security": ["https", "backups"]}, {"backups"}),
        ({"rights.verify": ["order_details"]}, {"verify-as-said"}),
        ({"activities.0.keep": {"until": "deletion_request"}}, set()),
        (
            {"customers.where": ["UA", "DE"], "breach_notice": {"authority_hours": 72, "people": True}},
            {"answer-gdpr", "free-requests", "verify-by-data", "breach-authority", "breach-people"},
        ),
        ({"customers.where": ["UA", "GB"]}, {"complaint-uk", "answer-gdpr"}),
        ({"customers.where": ["US-CA"], "customers.ccpa_thresholds": {"revenue": True}}, {"answer-california", "california-update", "gpc"}),
        ({"customers.where": ["US-TX"]}, {"answer-us-states", "appeal-us-states"}),
        ({"customers.children": "mixed", "customers.minimum_age": 6, "customers.parental_consent": ["video_call"]}, {"parental-consent", "parents-ask"}),
    ],
)  # fmt: skip
def test_an_answer_brings_its_promise(changes: dict[str, object], added: set[str]) -> None:
    before = {p.id for p in made(silver_willow())}
    after = {p.id for p in made(silver_willow(changes))}
    assert added - before == added
    assert added <= after


def test_numbers_are_those_of_the_answers() -> None:
    changes = {
        "business.replies_within": {"days": 2, "working": True},
        "customers.where": ["DE"],
        "breach_notice": {"authority_hours": 48},
    }
    facts = silver_willow(changes)
    texts = {p.id: p.text for p in made(facts)}
    assert texts["reply-time"] == "Reply to messages within 2 working days."
    assert "within 48 hours of learning about it" in texts["breach-authority"]
    in_ukrainian = {p.id: p.text for p in made(facts, "uk")}
    assert in_ukrainian["reply-time"] == "Відповідайте на повідомлення протягом 2 робочих днів."
    assert "протягом 48 годин після того" in in_ukrainian["breach-authority"]


@cases(
    ("keep", "kind", "text"),
    [
        ({"for": "P7D", "after": "collection"}, "once", "Строк: 7 днів після отримання даних. Для такого короткого строку потрібне налаштування"),
        ({"for": "P30D", "after": "collection"}, "once", "Строк: 30 днів"),
        ({"for": "P2M", "after": "order"}, "recurring", "Строк: 2 місяці після замовлення. Коли він мине, видаліть"),
        ({"until": "account_closed"}, "asked", "Видаліть дані, коли клієнт закриє обліковий запис."),
        ({"criteria": "needed_for_claims"}, "recurring", "чи дані досі потрібні тому, що ще можна заявити вимогу або триває спір."),
    ],
)  # fmt: skip
def test_each_kind_of_period(keep: dict[str, str], kind: str, text: str) -> None:
    found = made(silver_willow({"activities.0.keep": keep}), "uk")
    (promise,) = (p for p in found if p.id == "delete-orders")
    assert promise.kind == kind
    assert text in promise.text
    assert (promise.recurrence is not None) is (kind == "recurring")


def test_a_duty_that_a_promise_covers_stands_once() -> None:
    """GDPR-30-min is only a duty; the California deadlines are a promise and would be a duty too."""
    found = {p.id for p in of("classerium")}
    assert "duty-GDPR-30-min" in found
    assert not found & {"duty-CCPA-7021", "duty-UK-164A", "duty-EPRIV-5-3", "duty-UK-PECR-6"}
    without_banner = silver_willow({"customers.where": ["DE"], "activities.0.tools": ["ga4"]})
    assert "duty-EPRIV-5-3" in {p.id for p in made(without_banner)}


def test_a_reworded_passage_is_marked() -> None:
    words = [{"clause": "rights-time", "text": {"en": "We answer soon."}}]
    facts = silver_willow({"customers.where": ["DE"], "own_words": words})
    assert {p.id for p in made(facts, "uk") if p.reworded} == set()
    assert {p.id for p in made(facts) if p.reworded} == {"answer-gdpr"}


# -- every shop ----------------------------------------------------------------------------------------


@cases("name", SHOPS)
def test_both_languages_promise_the_same(name: str) -> None:
    english, ukrainian = of(name, "en"), of(name, "uk")
    assert [(p.id, p.kind, p.question, p.anchor, len(p.articles)) for p in english] == [
        (p.id, p.kind, p.question, p.anchor, len(p.articles)) for p in ukrainian
    ]
    numbers = re.compile(r"\d+")
    for a, b in zip(english, ukrainian, strict=True):
        if not a.id.startswith("duty-"):
            assert sorted(numbers.findall(a.text)) == sorted(numbers.findall(b.text)), a.id
        assert not re.search(r"[А-яіїєґ]", a.text.partition(".")[2]), a.id


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_promises_are_whole(name: str, language: str) -> None:
    found = of(name, language)
    assert len({p.id for p in found}) == len(found)
    for promise in found:
        assert promise.text.strip() and promise.text[-1] in ".»”"
        assert not re.search(r"[{}<>]|&\w+;|None", promise.text), promise.text


@given(any_facts())
def test_any_shop(facts: Facts) -> None:
    document = compose(LIBRARY, facts, "uk")
    found = promises(LIBRARY, facts, document)
    assert len({p.id for p in found}) == len(found)
    standing = {clause.id for clause in document.clauses}
    for rule in LIBRARY.promises:
        if rule.source.id in {p.id for p in found}:
            assert standing.intersection(rule.source.clauses)
    icalendar.Calendar.from_ical(ics(found, document, LIBRARY, "x", CHANGED))


# -- the library's file --------------------------------------------------------------------------------


def test_the_file_names_what_there_is() -> None:
    for rule in LIBRARY.promises:
        source = rule.source
        assert set(source.clauses) <= set(LIBRARY.clauses_by_id), source.id
        assert set(source.requirements) <= set(LIBRARY.requirements_by_id), source.id
        assert set(source.text) == set(LANGUAGES)
        assert (
            (source.kind == "recurring") is (source.every is not None) is (source.title is not None)
        )
        placeholders = [sorted(PLACEHOLDER.findall(source.text[code])) for code in LANGUAGES]
        assert placeholders[0] == placeholders[1], source.id


def test_every_word_of_the_periods_has_its_sentence() -> None:
    for kind, prefix in (("keep_until", "until"), ("keep_criteria", "criteria")):
        for slug in LIBRARY.vocabulary[kind]:
            assert set(LIBRARY.promise_words[f"{prefix}_{slug}"]) == set(LANGUAGES)


# -- dates and the calendar ----------------------------------------------------------------------------


@cases(
    ("day", "period", "expected"),
    [
        (DAY(2026, 11, 22), "P1Y", DAY(2027, 11, 22)),
        (DAY(2028, 2, 29), "P1Y", DAY(2029, 2, 28)),
        (DAY(2026, 11, 30), "P3M", DAY(2027, 2, 28)),
        (DAY(2026, 12, 1), "P1M", DAY(2027, 1, 1)),
        (DAY(2026, 12, 31), "P3M", DAY(2027, 3, 31)),
        (DAY(9999, 11, 22), "P1Y", None),
        (DAY(9999, 11, 22), "P1M", DAY(9999, 12, 22)),
    ],
)
def test_later(day: datetime.date, period: str, expected: datetime.date | None) -> None:
    assert later(day, Duration.parse(period)) == expected


YEARLY = "FREQ=YEARLY"
REVIEW = ("review-policy", "20271122", YEARLY)
NEEDED = ("still-needed", "20271122", YEARLY)
CALIFORNIA = ("california-update", "20271122", YEARLY)
TRAINING = ("training", "20271122", YEARLY)
SECURITY = ("security-review", "20271122", YEARLY)
BACKUPS = ("backups", "20270222", "FREQ=MONTHLY;INTERVAL=3")
MONTHLY = ("deletion-round", "20261201", "FREQ=MONTHLY")
QUARTERLY = ("deletion-round", "20261201", "FREQ=MONTHLY;INTERVAL=3")
EXPECTED = {
    "dnipro-maker": [REVIEW, QUARTERLY],
    "dublin-repairs": [REVIEW, BACKUPS, QUARTERLY],
    "oregon-drawing": [REVIEW, MONTHLY],
    "classerium": [REVIEW, CALIFORNIA, QUARTERLY, NEEDED],
    "handcraft-courses": [REVIEW, MONTHLY, NEEDED],
    "jane-ellen": [REVIEW, CALIFORNIA, TRAINING, SECURITY, QUARTERLY],
    "klumandel": [REVIEW, BACKUPS, QUARTERLY, NEEDED],
    "subscription-platform": [REVIEW, TRAINING, SECURITY, BACKUPS, MONTHLY],
}
TITLES = {
    "en": {
        "review-policy": "Review the privacy policy",
        "california-update": "California’s yearly update of the policy",
        "training": "Data protection training",
        "security-review": "Review the security measures",
        "backups": "Check the backups",
        "deletion-round": "Delete data whose period is over",
        "still-needed": "Look whether data is still needed",
    },
    "uk": {
        "review-policy": "Переглянути політику конфіденційності",
        "california-update": "Щорічне оновлення політики для Каліфорнії",
        "training": "Навчання із захисту даних",
        "security-review": "Перевірити заходи безпеки",
        "backups": "Перевірити резервні копії",
        "deletion-round": "Видалити дані, строк яких минув",
        "still-needed": "Перевірити, чи дані досі потрібні",
    },
}


def file_of(name: str, language: str) -> bytes:
    return ics(of(name, language), composed(name, language), LIBRARY, "abc", CHANGED)


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_the_calendar_reads_back(name: str, language: str) -> None:
    calendar = icalendar.Calendar.from_ical(file_of(name, language))
    events = [event for event in calendar.walk("VEVENT") if "RRULE" in event]
    assert sorted(
        (
            str(e["UID"]).removesuffix("-abc@policygen"),
            e["DTSTART"].to_ical().decode(),
            e["RRULE"].to_ical().decode(),
        )
        for e in events
    ) == sorted(EXPECTED[name])
    titles = TITLES[language]
    assert {str(e["SUMMARY"]) for e in events} == {
        titles[uid] for uid, _day, _rule in EXPECTED[name]
    }
    for event in events:
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CHANGED
        assert event["SEQUENCE"] == 332 * 24 * 60 + 8 * 60 + 30
        assert event["DURATION"].dt == datetime.timedelta(days=1)
        assert event["SUMMARY"].params["LANGUAGE"] == language
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].to_ical() == b"-P6DT15H"


def test_the_rounds_name_every_period() -> None:
    calendar = icalendar.Calendar.from_ical(file_of("handcraft-courses", "en"))
    (event,) = (e for e in calendar.walk("VEVENT") if str(e["UID"]).startswith("deletion-round"))
    lines = str(event["DESCRIPTION"]).split("\n")
    kept = [p.text for p in of("handcraft-courses") if p.recurrence and p.id.startswith("delete-")]
    assert lines[0] == "Delete whatever reaches its period before the next round."
    assert lines[1:] == [text for text in kept if "Period:" in text]


@cases("name", SHOPS)
def test_the_same_answers_give_the_same_bytes(name: str) -> None:
    content = file_of(name, "uk")
    assert content == file_of(name, "uk")
    assert b"\r\n" in content and all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.isascii() is False


def test_hostile_answers_stay_text() -> None:
    facts = silver_willow({"business.name": "A;B,C\\n\u2028END:VCALENDAR", "languages": ["en"]})
    content = ics(made(facts), compose(LIBRARY, facts, "en"), LIBRARY, "abc", CHANGED)
    assert content.split(b"\r\n").count(b"END:VCALENDAR") == 1
    assert b"X-WR-CALNAME:A\\;B\\,C\\\\n" in content


def test_a_leap_day_comes_every_year() -> None:
    (review,) = (
        p for p in made(silver_willow({"effective": "2028-02-29"})) if p.id == "review-policy"
    )
    assert review.recurrence and review.recurrence.first == DAY(2029, 2, 28)


def test_what_comes_monthly_falls_on_a_day_that_every_month_has() -> None:
    facts = silver_willow({"effective": "2026-08-31", "security": ["backups"]})
    (backups,) = (p for p in made(facts) if p.id == "backups")
    assert backups.recurrence and backups.recurrence.first == DAY(2026, 11, 28)


def test_the_last_year_has_no_events_after_it() -> None:
    facts = silver_willow().model_copy(update={"effective": DAY(9999, 12, 31)})
    calendar = icalendar.Calendar.from_ical(
        ics(made(facts), compose(LIBRARY, facts, "en"), LIBRARY, "x", CHANGED)
    )
    assert calendar.walk("VEVENT") == []
