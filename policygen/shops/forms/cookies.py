"""Cookies by name on a screen: a row of fields for each, and empty ones for the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from policygen.engine.facts.cookies import LASTS, MOST, CookieName
from policygen.engine.facts.values import LONGEST
from policygen.engine.language.duration import Duration
from policygen.shops import choices, former_words, periods
from policygen.shops.forms.fields import (
    REQUIRED,
    LineField,
    NumberField,
    SelectField,
    problem_message,
)
from policygen.shops.forms.layout import Folded, Group, Pair
from policygen.shops.models.kinds import Data
from policygen.shops.question_help import Words, words_of

_USUAL = ("P1D", "P7D", "P14D", "P30D", "P90D", "P180D", "P6M", "P1Y", "P13M", "P2Y")
_KINDS = [("cookie", _("cookie")), ("local_storage", _("entry of local storage"))]
_ASKED = ("name", "kind", "purpose", "lasts")
_PARTS = (*_ASKED, "number", "unit")


class CookieNameField(LineField):
    rule = TypeAdapter(CookieName)


class Repeated(Folded):
    """With a button for one more; open while there are some already."""

    template = "shops/form/repeated.html"


@dataclass
class CookieRows:
    """`prefix`: of the fields' names: ``own_cookie`` for ``own_cookie_0_name``. `empty`: rows for new ones.
    `of_site`: whether they may also say what they keep."""

    form: Any
    prefix: str
    stored: Sequence[Data]
    empty: int = 1
    of_site: bool = True

    def __post_init__(self) -> None:
        for row in range(self._number()):
            for part, field in self._fields(row).items():
                self.form.fields[self._name(row, part)] = field

    def _name(self, row: int, part: str) -> str:
        return f"{self.prefix}_{row}_{part}"

    def _number(self) -> int:
        """As many as are stored and some more, or as many as were sent."""
        sent = [n for n in range(MOST) if self._name(n, "name") in self.form.data]
        shown = min(len(self.stored) + self.empty, MOST)
        return max([shown, *(n + 1 for n in sent)])

    def _fields(self, row: int) -> dict[str, forms.Field]:
        said = self.stored[row] if row < len(self.stored) else {}
        made: dict[str, forms.Field] = {
            "name": CookieNameField(widget=forms.TextInput(attrs={"autocapitalize": "none"})),
            "kind": forms.ChoiceField(choices=_KINDS, required=False),
            "purpose": SelectField(self._purposes),
            "lasts": SelectField(lambda: _lasts(said.get("lasts", ""))),
            "number": NumberField(min_value=1, max_value=9999),
            "unit": forms.ChoiceField(choices=periods.UNITS, required=False),
        }
        for part, field in made.items():
            words = _words(part)
            field.label, field.help_text, field.initial = words.label, words.hint, said.get(part)
        kind, language = "cookie_purposes", choices.current_language()
        former_words.keep_on_offer(made["purpose"], kind, said.get("purpose"), language)
        return made

    def _purposes(self) -> Any:
        wanted = choices.terms("cookie_purposes")
        if not self.of_site:
            return wanted
        known = {slug for slug, _label in wanted}
        kept = [row for row in choices.terms("local_storage") if row[0] not in known]
        return [(_("What it is for"), wanted), (_("What it keeps"), kept)]

    def layout(self) -> list[Any]:
        """What is stored is folded, under its name."""
        return [self._row(row) for row in range(self._number())]

    def _row(self, row: int) -> Any:
        name, kind, purpose, lasts, number, unit = (self._name(row, part) for part in _PARTS)
        other = Folded(_("Another period"), Pair(number, unit), quiet=True)
        parts = (Pair(name, kind), Pair(purpose, lasts), other)
        if row < len(self.stored):
            return Folded(self.stored[row].get("name", ""), *parts, quiet=True)
        return Group(_("One more"), *parts)

    # -- what was sent ---------------------------------------------------------------------------------

    def clean(self, cleaned: dict[str, Any]) -> None:
        """Adds the errors of rows that say too little, or the same as another."""
        seen: set[tuple[str, str]] = set()
        for row, said in self._given(cleaned):
            for part in self._missing(row, said):
                self._refuse(row, part, REQUIRED["required"])
            if _too_long(said):
                message = _("At most %(limit)s years are possible.")
                self._refuse(row, "number", message, {"limit": LONGEST})
            named = (said["name"], said["kind"])
            if said["name"] and named in seen:
                self._refuse(row, "name", problem_message("duplicate", {"value": said["name"]}))
            seen.add(named)

    def _given(self, cleaned: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows that say something, by their numbers. A stored one without its name is to go."""
        for row in range(self._number()):
            said = {part: cleaned.get(self._name(row, part)) or "" for part in _PARTS}
            typed = self._name(row, "name") in self.form.errors
            new = row >= len(self.stored) and any(said[p] for p in ("purpose", "lasts", "number"))
            if said["name"] or typed or new:
                yield row, said

    def _missing(self, row: int, said: Mapping[str, Any]) -> Iterator[str]:
        asked = [
            "name",
            "purpose",
            "lasts",
            *(["number"] if said["lasts"] == periods.OTHER else []),
        ]
        for part in asked:
            if not said[part] and self._name(row, part) not in self.form.errors:
                yield part

    def _refuse(self, row: int, part: str, message: Any, params: Any = None) -> None:
        self.form.add_error(self._name(row, part), ValidationError(message, params=params))

    def value(self) -> list[Data]:
        """The rows without errors, as a facts file has them; what is stored where nothing was sent."""
        if not any(self._name(row, "name") in self.form.data for row in range(self._number())):
            return list(self.stored)
        wrong = self.form.errors.keys()
        return [
            _as_answer(said)
            for row, said in self._given(self.form.cleaned_data)
            if not any(self._name(row, part) in wrong for part in _PARTS)
        ]


def _words(part: str) -> Words:
    """Those of a typed period are asked for on another screen, too."""
    if part in _ASKED:
        return words_of("site", f"own_cookie_{part}")
    return words_of("details", f"keep_{part}")


def _lasts(stored: str) -> Any:
    others = [stored] if stored and stored not in LASTS else []
    rows = periods.duration_choices(*dict.fromkeys([*_USUAL, *others]))
    session = ("session", _("Until the browser is closed"))
    for_ever = ("persistent", _("Until somebody deletes it"))
    return [session, *rows, for_ever, (periods.OTHER, _("Another period…"))]


def _period(said: Mapping[str, Any]) -> str:
    return f"P{said['number']}{said['unit'] or 'D'}"


def _too_long(said: Mapping[str, Any]) -> bool:
    other = said["lasts"] == periods.OTHER and said["number"]
    return bool(other) and not Duration.parse(_period(said)).fits(LONGEST)


def _as_answer(said: Mapping[str, Any]) -> Data:
    kind = {"kind": said["kind"]} if said["kind"] == "local_storage" else {}
    lasts = _period(said) if said["lasts"] == periods.OTHER else said["lasts"]
    return {"name": said["name"], **kind, "purpose": said["purpose"], "lasts": lasts}
