"""Screen 6: the cards of all purposes, and the services that none of them uses."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from policygen.engine.conditions.families import whose_data
from policygen.releases.current import current_library
from policygen.shops.answers.answers import ActivityAnswers, Answers
from policygen.shops.answers.storing import store
from policygen.shops.forms.activity import ActivityForm
from policygen.shops.forms.base import FormError, form_errors
from policygen.shops.forms.customers import WITH_CHILDREN
from policygen.shops.forms.placement import PlacementForm
from policygen.shops.models import Shop
from policygen.shops.question_help import Advised, Help, advices_for, help_for, questions, words_of
from policygen.shops.questions import card_names


def prefixes(activities: Iterable[ActivityAnswers]) -> Iterator[tuple[str, ActivityAnswers]]:
    """Each activity with what its fields' names begin with; a purpose may come twice."""
    rows = list(activities)
    return zip(card_names(activity.row.purpose for activity in rows), rows, strict=True)


class DetailsForm:
    """The cards of all activities as one screen; it behaves as a StepForm does."""

    step = "details"

    @property
    def reasons(self) -> list[tuple[str, Help, Advised | None]]:
        """The cards ask the same questions, so the reasons stand once above them, with how to find out."""
        names = [name for name in questions(self.step) if name in ActivityForm.base_fields]
        found = [(name, help_for(self.step, name)) for name in names]
        return [
            (words_of(self.step, name).label, asked, self._find_out(name))
            for name, asked in found
            if asked
        ]

    def _find_out(self, name: str) -> Advised | None:
        chosen = self.instance.tools.all
        return advices_for(self.step, name, lambda: (tool.slug for tool in chosen())).find_out

    def __init__(self, data: Any = None, *, instance: Shop):
        self.instance = instance
        self.answers = Answers.of(instance)
        self.is_bound = data is not None
        self.placement = PlacementForm(data, shop=instance)
        self.cards = [
            ActivityForm(data, activity=activity, shop=instance, prefix=prefix)
            for prefix, activity in prefixes(self.answers.activities)
        ]
        if self.step not in instance.saved_steps and instance.children in WITH_CHILDREN:
            self._ask_about_children()

    def _ask_about_children(self) -> None:
        """Where pupils take part; on the first card where none of them does and no card is of children."""
        asked = [
            card
            for card in self.cards
            if whose_data.takes_part(card.instance.purpose, current_library())
        ]
        about = {who for card in self.cards for who in card.instance.about}
        if not asked and about.isdisjoint({"children", "students"}):
            asked = self.cards[:1]
        open_ones = [card for card in asked if set(card.instance.about) == {"customers"}]
        for card in open_ones:
            card.asks_later = card is not open_ones[0]
            card.asks = _(
                "You said that children are among your customers. Is this their data too?"
            )

    def tell(self, opened: Collection[str], advice: Mapping[str, Sequence[Any]]) -> None:
        """As AskedForm has them: each card looks for what is its own."""
        self.placement.opened, self.placement.advice = opened, advice
        for card in self.cards:
            card.tell(opened, advice)

    def is_valid(self) -> bool:
        wrong = [card for card in self.cards if not card.is_valid()]
        if self.placement.is_valid():
            self.placement.require(self._placed())
        return not wrong and self.placement.is_valid()

    def _placed(self) -> set[str]:
        cleaned = [card.cleaned_data for card in self.cards]
        return {slug for c in cleaned for slug in (*c.get("tools", []), *c.get("source", []))}

    def save(self) -> Shop:
        """The shop has to be locked."""
        for card in self.cards:
            if card.has_changed():
                card.apply()
        self.placement.apply(self.answers)
        store(self.answers)
        return self.instance

    def error_list(self) -> list[FormError]:
        found = form_errors(self.placement)
        for card in self.cards:
            found += [
                FormError(error.anchor, f"{card.title}: {error.label}", error.message)
                for error in form_errors(card)
            ]
        return found
