"""What a screen asks of this shop, and when: by what its questions declare (docs/library.md)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from policygen.engine.library.questions import OWNERS_OWN_ANSWERS
from policygen.shops.defaults import has_no_site
from policygen.shops.forms.asking import AskedForm
from policygen.shops.forms.fields import UNKNOWN
from policygen.shops.forms.layout import Follow
from policygen.shops.forms.order import When, in_order
from policygen.shops.models import Shop
from policygen.shops.presets import preset_answers
from policygen.shops.question_help import questions
from policygen.shops.so_far import conditions_so_far


class WaitingForm(AskedForm):
    """Questions of a shop. What does not apply is not asked; what a first policy can do without waits in a
    fold; what we suggest stands in a line. None of what only the owner can say is ever settled so.
    """

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self._stored = instance
        self.unasked = self.not_asked(instance)
        super().__init__(data, instance=instance, **options)

    @cached_property
    def conditions(self) -> frozenset[str]:
        """What is true of the shop by the answers that were stored when the screen was opened."""
        return conditions_so_far(self._stored)

    @property
    def without_site(self) -> bool:
        return has_no_site(self._stored)

    def not_asked(self, instance: Shop) -> frozenset[str]:
        """Those that do not apply, with all that they cover."""
        asked = questions(self.step)
        left_out = [
            name for name, question in asked.items()
            if question.applies.names and not question.applies.holds(self.conditions)
        ]  # fmt: skip
        covered = [pattern for name in left_out for pattern in asked[name].covers]
        every = [*asked, *self.base_fields]
        return frozenset(left_out) | {n for n in every if any(fnmatchcase(n, p) for p in covered)}

    def suggested(self, shop: Shop) -> dict[str, Any]:
        """Answers to start from, until the screen is saved for the first time."""
        return {}

    def following(self, shop: Shop) -> Mapping[str, tuple[Any, Any]]:
        """Answers that follow from others, with the reason; the owner can change each."""
        return {}

    def in_order(self, groups: list[Any]) -> list[Any]:
        """What is asked at once, what is answered already, and what can wait."""
        reasons = self._reasons()
        return in_order(groups, partial(self._when, reasons.keys()), reasons)

    def _reasons(self) -> dict[str, Any]:
        """The questions that are answered already, with why: "" where it is what most shops answer."""
        usual = preset_answers(self.instance, self.step)
        suggested = self.suggested(self.instance)
        names = [n for n in self.fields if n not in OWNERS_OWN_ANSWERS and self._has_answer(n)]
        found: dict[str, Any] = {n: "" for n in names if n in suggested and self.waits(n)}
        because = _("because of the kind of shop you chose")
        for name in (name for name in names if usual.get(name)):
            found[name] = because if self._value(name) == usual[name] else ""
        follows = self.following(self.instance)
        return found | {n: why for n, (value, why) in follows.items() if self._value(n) == value}

    def _has_answer(self, name: str) -> bool:
        return self._value(name) not in (None, "", [], UNKNOWN, [UNKNOWN])

    def _value(self, name: str) -> Any:
        """As it stands. The page's own field would remember it, and a screen may yet fill it in."""
        field = self.fields[name]
        return self[name].value() if self.is_bound else self.get_initial_for_field(field, name)

    def is_asked_openly(self, name: str) -> bool:
        """Neither folded away nor brought up only by an answer that was not given."""
        unwanted = (
            group for group in self._following(self.helper.layout) if not group.is_wanted(self)
        )
        hidden = {pointer.name for group in unwanted for pointer in group.get_field_names()}
        return not self.waits(name) and name not in hidden

    def waits(self, name: str) -> bool:
        """For the fold at the end of its screen."""
        question = questions(self.step).get(name)
        if question is None or question.at_once is True:
            return False
        return question.at_once is False or question.waits(self.conditions)

    def _when(self, settled: Collection[str], name: str) -> When | None:
        """Of a group that says nothing of itself, its questions do."""
        question = questions(self.step).get(name)
        if question is None or (question.kind == "group" and question.at_once is True):
            return None
        if name in self.unasked:
            return When.NEVER
        if name in settled:
            return When.SETTLED
        return When.LATER if self.waits(name) else When.AT_ONCE

    def brought_up(self, shown: Collection[str]) -> str:
        """The id of the first group that the answers bring up and that the page, which sends back the codes
        of those it showed, did not show; "" where there is none."""
        for group in self._following(self.helper.layout):
            names = [pointer.name for pointer in group.get_field_names()]
            answered = any(self._has_answer(name) for name in names)
            if group.is_wanted(self) and group.code not in shown and not answered:
                return group.id or str(self[names[0]].auto_id)
        return ""

    def _following(self, parts: Iterable[Any]) -> Iterator[Follow]:
        for part in parts:
            if isinstance(part, Follow):
                yield part
            elif not isinstance(part, str):
                yield from self._following(part.fields)
