"""Retention periods and durations as choices: ``for P24M last_contact``, ``until account_closed``."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.law import retention
from policygen.engine.library.model import Library
from policygen.releases.current import current_library
from policygen.shops.choices import Choices, current_language
from policygen.shops.former_words import gone_label
from policygen.shops.models import RetentionPeriod

OTHER = "other"
UNITS = [("D", _("days")), ("M", _("months")), ("Y", _("years"))]
UNKNOWN = "until purpose_done"
"""What is true of every lawful shop (GDPR Art. 5(1)(e)), for an owner who can name no period."""

# What small shops usually choose, beside what the purpose suggests.
_USUAL = (
    *("for P30D collection", "for P14M collection", "for P1Y last_contact"),
    *("for P24M last_contact", "for P1Y course_end", "for P3Y order", "for P3Y tax_return"),
    *("for P6Y order", "for P7Y order"),
    *("until account_closed", "until consent_withdrawn", "until deletion_request"),
    *("until purpose_done", "criteria needed_for_security", "criteria needed_for_claims"),
)


def duration_label(text: str) -> str:
    return lang.duration(Duration.parse(text), current_language())


def duration_choices(*texts: str) -> Choices:
    return [(text, duration_label(text)) for text in texts]


def suggestion(place: str, purpose: str, form: str) -> str:
    """What a law or custom says of this purpose, in the page's language; "" where neither does."""
    library = current_library()
    rule = retention.suggestion(library, place, purpose, form)
    return retention.explained(rule, library, place, current_language()) if rule else ""


def code_of(keep: RetentionPeriod) -> str:
    if keep.kind == RetentionPeriod.Kind.FOR:
        return f"for {keep.duration} {keep.anchor}"
    return f"{keep.kind} {keep.until or keep.criteria}"


def code_of_default(keep: dict[str, Any]) -> str:
    """Of the facts file's form, as the purposes' defaults have it."""
    if "for" in keep:
        return f"for {keep['for']} {keep['after']}"
    kind = "until" if "until" in keep else "criteria"
    return f"{kind} {keep[kind]}"


def columns(code: str) -> dict[str, str]:
    """The columns of RetentionPeriod that a choice stands for, `why` aside."""
    kind, *rest = code.split()
    values = dict.fromkeys(("duration", "anchor", "until", "criteria"), "")
    names = {"for": ("duration", "anchor"), "until": ("until",), "criteria": ("criteria",)}[kind]
    return {"kind": kind, **values, **dict(zip(names, rest, strict=True))}


def label(code: str) -> str:
    """3 years after the order; «3 роки після замовлення»."""
    return _label(current_library(), code, current_language())


@lru_cache(maxsize=512)
def _label(library: Library, code: str, language: str) -> str:
    kind, *rest = code.split()
    if kind == "for":
        anchor = _word(library, "keep_anchors", rest[1], language)
        return f"{lang.duration(Duration.parse(rest[0]), language)} {anchor}"
    words = {"until": "keep_until", "criteria": "keep_criteria"}[kind]
    return lang.capitalise(_word(library, words, rest[0], language))


def _word(library: Library, kind: str, slug: str, language: str) -> str:
    known = slug in library.vocabulary[kind]
    return library.label(kind, slug, language) if known else gone_label(kind, slug, language)


def choices(*first: str) -> Choices:
    """`first` ones in front, then the usual ones."""
    return [(code, label(code)) for code in dict.fromkeys([*first, *_offered()])]


def _offered() -> list[str]:
    """Of the usual ones, those whose words the library has."""
    words = current_library().vocabulary
    kinds = {"for": "keep_anchors", "until": "keep_until", "criteria": "keep_criteria"}
    return [c for c in _USUAL if c.split()[-1] in words[kinds[c.split()[0]]]]
