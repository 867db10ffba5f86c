"""Single answers, as they stand in a sentence."""

from policygen.engine.language import phrases as lang
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.templates.markup import Html, escaped, link


def _reply_time(case: Case) -> Html | None:
    reply = case.facts.business.replies_within
    return case.count(reply.days, "working_day" if reply.working else "day") if reply else None


def _choice_kept(case: Case) -> Html | None:
    kept = case.facts.cookies.choice_kept
    return case.words.duration(kept, "genitive") if kept else None


def _backups_kept(case: Case) -> Html | None:
    kept = case.facts.storage.backups_kept
    return case.words.duration(kept, "genitive") if kept else None


def _breach_hours(case: Case) -> Html | None:
    hours = case.facts.breach_notice.authority_hours
    return case.count(hours, "hour") if hours else None


def _logic(case: Case) -> Html | None:
    decisions = case.facts.automated_decisions
    return case.typed(decisions.logic) if decisions else None


def _effect(case: Case) -> Html | None:
    decisions = case.facts.automated_decisions
    return case.typed(decisions.effect) if decisions else None


def _authority_name(case: Case) -> Html | None:
    return case.words.labels["authorities"].get(case.facts.business.country)


def _authority_url(case: Case) -> Html | None:
    authority = case.library.vocabulary["authorities"].get(case.facts.business.country)
    return link(str(authority.get("url"))) if authority else None


ANSWERS = (
    placeholder(
        "effective",
        "the date from which the policy applies",
        EVERY_SHOP,
        lambda case: escaped(lang.date(case.facts.effective, case.language)),
    ),
    placeholder(
        "reply_time", "how soon the shop replies, after “within”", "has:reply-time", _reply_time
    ),
    placeholder(
        "choice_kept",
        "how long the cookie choice is kept, after “for”",
        "cookies:choice-kept",
        _choice_kept,
    ),
    placeholder(
        "backups_kept",
        "after how long backups are overwritten, after “within”",
        "storage:backups-kept",
        _backups_kept,
    ),
    placeholder(
        "breach_hours",
        "hours within which the authority is told, with their noun: 72 hours",
        "breach:authority",
        _breach_hours,
    ),
    placeholder("automated_logic", "how the automated decision works", "automated:some", _logic),
    placeholder(
        "automated_effect",
        "what the automated decision means for a person",
        "automated:some",
        _effect,
    ),
    placeholder(
        "authority_name",
        "the data protection authority of the business's country",
        "established:eea",
        _authority_name,
    ),
    placeholder("authority_url", "link to it", "established:eea", _authority_url),
)
