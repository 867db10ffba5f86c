"""Screen 1: the kind of shop, by whom it is run, and in which languages the policy is needed."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.shops import choices, presets
from policygen.shops.former_words import keep_on_offer
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.fields import DateField, SelectField, WordField, WordsField
from policygen.shops.forms.layout import Folded, Group
from policygen.shops.models import Shop, today


class ShopForm(StepForm):
    step = "shop"
    preset = WordField(lambda: [*choices.presets(), (presets.OTHER, _("Something else"))])
    country = SelectField(choices.countries)
    region = SelectField(choices.states, empty=_("Not in the USA"))
    languages = WordsField(choices.languages)
    first_language = WordField(choices.languages)
    effective = DateField()

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self._before = (instance.preset, list(instance.offers))
        super().__init__(data, instance=instance, **options)
        for name in ("languages", "first_language"):
            keep_on_offer(
                self.fields[name], "languages", instance.languages, choices.current_language()
            )
        self.fields["preset"].widget.hints = choices.preset_offers()
        if instance.languages:
            self.initial["first_language"] = instance.languages[0]

    def groups(self) -> list[Any]:
        return [
            Group(
                _("What you sell"),
                "preset",
                Folded(_("Anything else?"), "offers", id="id_more_offers"),
                self.lines("name"),
            ),
            Group(_("Your business"), "form", "country", Folded(_("Based in the USA?"), "region")),
            Group(_("The policy"), "languages", "first_language", "effective"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._complete_offers(cleaned)
        chosen, first = cleaned.get("languages", []), cleaned.get("first_language")
        if chosen and first:
            if first not in chosen:
                message = _("Choose one of the languages that you need.")
                self.add_error("first_language", ValidationError(message))
            cleaned["languages"] = sorted(chosen, key=lambda language: language != first)
        self._check_effective(cleaned)
        if cleaned.get("country") != "US":
            cleaned["region"] = ""
        return cleaned

    def _check_effective(self, cleaned: dict[str, Any]) -> None:
        day = cleaned.get("effective")
        if day and day > today() + datetime.timedelta(days=366):
            message = _("This is more than a year ahead. Check the year.")
            self.add_error("effective", ValidationError(message))

    def _complete_offers(self, cleaned: dict[str, Any]) -> None:
        """A newly chosen preset brings what it sells; afterwards the boxes alone say what is sold."""
        preset, ticked = cleaned.get("preset", ""), cleaned.get("offers", [])
        before, stored = self._before
        usual = presets.usual_offers(preset)
        if preset != before and ticked == stored:
            ticked = [slug for slug in stored if slug not in presets.usual_offers(before)]
        if preset != before or not ticked:
            ticked = list(dict.fromkeys([*usual, *ticked]))
        cleaned["offers"] = ticked
        if not ticked and not {"preset", "offers"} & set(self.errors):
            self._ask_for_offers(preset)

    def _ask_for_offers(self, preset: str) -> None:
        if preset:
            self.add_error("offers", ValidationError(_("Tick what you sell.")))
        else:
            self.add_error("preset", ValidationError(_("Choose what is closest.")))
