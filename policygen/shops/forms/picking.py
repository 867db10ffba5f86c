"""One question with many boxes: what is usual or ticked stands open, the rest in groups behind a line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policygen.shops.choices import Choices
from policygen.shops.forms.fields import Rows, WordsField
from policygen.shops.forms.layout import Group

MANY = 8
"""Rows of a kind that its line opens; more of them stand behind one more line."""


@dataclass(frozen=True)
class Kind:
    """A heading of the list with its rows, the usual ones first."""

    slug: str
    label: str
    rows: Choices

    @property
    def first(self) -> Choices:
        return self.rows[:MANY]

    @property
    def others(self) -> Choices:
        return self.rows[MANY:]


@dataclass(frozen=True)
class Missing:
    """A kind of which nothing is ticked, though shops like this one have something there."""

    slug: str
    question: str
    ticked: bool


class PickBoxes(forms.CheckboxSelectMultiple):
    """Takes the names of the last release too, which had a list for each kind: ``tools_payments``."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        older = [key for key in data if key.startswith(f"{name}_")]
        read = getattr(data, "getlist", data.get)
        return [value for key in (name, *older) for value in read(key) or ()]


class PickField(WordsField):
    """All rows are choices wherever they stand: what is usual may change while a page is open."""

    def __init__(self, **options: Any):
        super().__init__([], widget=PickBoxes, **options)
        self.kinds: Sequence[Kind] = ()
        self.usual: Collection[str] = ()

    def pick_from(self, kinds: Sequence[Kind], usual: Collection[str]) -> None:
        self.kinds, self.usual = kinds, usual
        self.choices = Rows([(kind.label, kind.rows) for kind in kinds])
        self.widget.kinds = {slug: kind.slug for kind in kinds for slug, _label in kind.rows}

    def clean(self, value: Any) -> list[str]:
        """In the order of the kinds, whatever stood open."""
        ticked = set(super().clean(value))
        return [slug for slug, _label in self.rows() if slug in ticked]

    def rows(self) -> Iterator[tuple[str, str]]:
        for kind in self.kinds:
            yield from kind.rows


class Picked(Group):
    """The question on the page. `more`: the line that the rest is folded behind; `find`: the label of its
    search box, which browsers with scripts show; `search_first`: above that line instead of behind it.
    """

    template = "shops/form/picked.html"

    def __init__(self, field: str, *, more: Any, find: Any, search_first: bool = False):
        super().__init__("", field)
        self.more, self.find, self.search_first = more, find, search_first
        self.needed: Mapping[str, str] = {}
        """Kinds that are asked for by name while nothing in them is ticked, with the question."""

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **options: Any
    ) -> SafeString:
        field = form[self.fields[0]]
        values = {"part": self, "field": field, **self._parts(field)}
        return render_to_string(self.template, {**context.flatten(), **values})

    def open_rows(self, bound: Any) -> Choices:
        """What is usual or ticked."""
        ticked = _ticked(bound)
        return [r for r in bound.field.rows() if r[0] in ticked or r[0] in bound.field.usual]

    def _parts(self, bound: Any) -> dict[str, Any]:
        field, ticked, open_rows = bound.field, _ticked(bound), self.open_rows(bound)
        shown = {slug for slug, _label in open_rows}
        rest = [
            Kind(kind.slug, kind.label, [row for row in kind.rows if row[0] not in shown])
            for kind in field.kinds
        ]
        missing = [
            Missing(kind.slug, self.needed[kind.slug], any(s in ticked for s, _ in kind.rows))
            for kind in field.kinds
            if kind.slug in self.needed
        ]
        return {
            "open_rows": open_rows,
            "rest": [kind for kind in rest if kind.rows],
            "missing": missing,
            "some_missing": not all(one.ticked for one in missing),
        }


def _ticked(bound: Any) -> set[str]:
    return {str(slug) for slug in bound.value() or ()}
