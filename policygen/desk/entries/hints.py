"""What may stand in a field of a new entry, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from policygen.desk.entries.shapes import Field, Shape
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool

SHORT = 12
"""So many words are named in a line; more are folded."""


@dataclass(frozen=True)
class Hint:
    """`choices`: (name, what it means) of each word that may stand there, where there are many."""

    name: str
    required: bool
    words: str
    choices: tuple[tuple[str, str], ...] = ()


_FORMS = {
    "texts": gettext_noop("a text in each language"),
    "list": gettext_noop("a list"),
    "text": gettext_noop("a text"),
    "word": gettext_noop("a word"),
    "keys": gettext_noop("the fields below"),
    "yes or no": gettext_noop("true or false"),
    "day": gettext_noop("a day, such as 2026-11-28"),
    "period": gettext_noop("a period, such as P3Y, P18M or P30D"),
}
_NAMES = {
    "countries": gettext_noop("codes of countries, such as [UA, DE]"),
    "places": gettext_noop("codes of places, such as [UA], [EU] or [US-CA]"),
    "questions": gettext_noop("the path of an answer in the facts file, such as offers"),
    "clauses": gettext_noop("names of clauses"),
    "requirements": gettext_noop("names of requirements"),
    "conditions": gettext_noop("names of conditions, such as [offers:courses, tool:stripe]"),
    "tools": gettext_noop("names of services"),
}
"""What a field takes that names things beyond a vocabulary."""


def hints(shape: Shape, library: Library) -> list[Hint]:
    return [_hint(field, library) for field in shape.flat]


def _hint(field: Field, library: Library) -> Hint:
    choices = tuple(_choices(field, library))
    folded = choices if len(choices) > SHORT else ()
    return Hint(field.name, field.required, "; ".join(_words(field, choices)), folded)


def _words(field: Field, choices: tuple[tuple[str, str], ...]) -> Iterable[str]:
    if choices and len(choices) <= SHORT:
        listed = ", ".join(name for name, _meaning in choices)
        text = _("any of: %(words)s") if field.form == "list" else _("one of: %(words)s")
        yield text % {"words": listed}
    elif choices:
        yield _("words of the list") if field.form == "list" else _("a word of the list")
    named = [_(_NAMES[kind]) for kind in field.of if kind in _NAMES]
    yield from named
    if not choices and not named:
        yield _(_FORMS[field.form])
    if field.nullable and field.required:
        yield _("null where it is not known")
    if field.may_be_empty and field.required:
        yield _("[] where there is none")


def _choices(field: Field, library: Library) -> Iterable[tuple[str, str]]:
    spoken = get_language() or "en"
    for option in field.options:
        yield option, ""
    for kind in field.of:
        if kind == "tool_fields":
            yield from ((name, "") for name in Tool.model_fields)
        for slug, term in library.vocabulary.get(kind, {}).items():
            yield slug, term.label.get(spoken) or term.label.get("en", "")
