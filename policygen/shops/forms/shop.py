"""Screen 1: the kind of shop, by whom it is run, and in which languages the policy is needed."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.shops import choices, presets
from policygen.shops.former_words import keep_on_offer
from policygen.shops.forms.asking import Text
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.fields import DateField, SelectField, WordField, WordsField
from policygen.shops.forms.layout import Folded, Follow, Group
from policygen.shops.models import Shop, today


class Offers(Folded):
    """Closed while the kind of shop says all of it."""

    def _is_open(self, form: Any) -> bool:
        sold = set(form["offers"].value() or ())
        beside = sold - set(presets.usual_offers(form["preset"].value() or ""))
        return bool(beside or form["offers"].errors) or self.is_asked_for(form)


class ShopForm(StepForm):
    step = "shop"
    preset = WordField(lambda: [*choices.presets(), (presets.OTHER, _("Something else"))])
    country = SelectField(choices.countries)
    region = SelectField(choices.states, empty=_("I don’t know"))
    languages = WordsField(choices.languages)
    first_language = WordField(choices.languages)
    effective = DateField()

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self._before = (instance.preset, list(instance.offers))
        initial = {"first_language": next(iter(instance.languages), "")}
        super().__init__(data, instance=instance, initial=initial, **options)
        for name in {"languages", "first_language"} & self.fields.keys():
            keep_on_offer(
                self.fields[name], "languages", instance.languages, choices.current_language()
            )
        every = self.text_languages()
        chosen = [code for code in self["languages"].value() or [] if code in every]
        first = self._first_of(chosen or every[:1])
        for language in every:
            self.fields[f"name_{language}"].required = language == first

    def suggested(self, shop: Shop) -> dict[str, Any]:
        return {"effective": shop.effective, "first_language": next(iter(shop.languages), "")}

    def not_asked(self, instance: Shop) -> frozenset[str]:
        only_one = {"first_language"} if len(instance.languages) < 2 else set()
        return super().not_asked(instance) | only_one

    def text_languages(self) -> list[str]:
        """A name has a line per language on offer: which of them are needed is asked beside it."""
        every = [*self.instance.languages, choices.current_language()]
        return list(dict.fromkeys([*every, *(code for code, _name in choices.languages())]))

    def text_value(self, text: Text) -> dict[str, str]:
        return self.text_in(text, self.cleaned_data.get("languages", []))

    def _lines(self, text: Text) -> Group:
        """Those of languages that are not chosen wait until they are."""
        found = super()._lines(text)
        found.fields = [
            Follow("languages", [language], f"{text.field}_{language}")
            for language in self.text_languages()
        ]
        return found

    def groups(self) -> list[Any]:
        return [
            Group(
                "",
                *("preset", Offers(_("Anything else?"), "offers", id="id_more_offers")),
                *("form", "country", Follow("country", ["US"], "region")),
                *("languages", self.lines("name"), "first_language", "effective"),
            )
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._complete_offers(cleaned)
        chosen = cleaned.get("languages", [])
        first = self._first_of(chosen)
        cleaned["languages"] = sorted(chosen, key=lambda language: language != first)
        self._check_effective(cleaned)
        if cleaned.get("country") != "US":
            cleaned["region"] = ""
        return cleaned

    def _first_of(self, chosen: list[str]) -> str:
        """What the owner says; else Ukrainian for visitors of a shop in Ukraine (Law 2704-VIII Art. 27(6)),
        else as it was, or the language of the page."""
        asked = self["first_language"].value() if "first_language" in self.fields else ""
        home = "uk" if self["country"].value() == "UA" else ""
        before = self.instance.languages[:1]
        likely = [asked, home, *before, choices.current_language(), *chosen]
        return next((language for language in likely if language in chosen), "")

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
