"""Screen 1: what is sold, by whom, and in which languages the policy is needed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.shops import choices
from policygen.shops.forms.base import StepForm, Text
from policygen.shops.forms.fields import DateField, SelectField, WordField, WordsField
from policygen.shops.forms.layout import Folded, Group
from policygen.shops.models import Shop


class ShopForm(StepForm):
    step = "shop"
    texts = (
        Text(
            "name",
            _("What do customers call your shop?"),
            _("The policy speaks in this name."),
            required=True,
        ),
    )

    offers = WordsField(
        lambda: choices.terms("offers"),
        label=_("What do you sell?"),
        help_text=_("Choose all that apply. From this we suggest answers to later questions."),
        required=True,
    )
    form = WordField(
        lambda: choices.terms("forms"),
        label=_("What is your legal form?"),
        help_text=_("The law asks a company and a person for different details."),
        required=True,
    )
    country = SelectField(
        choices.countries,
        label=_("In which country is your business based?"),
        help_text=_("It decides which laws apply and who handles complaints."),
        required=True,
    )
    region = SelectField(
        choices.states,
        empty=_("Not in the USA"),
        label=_("In which state?"),
        help_text=_("Some states have privacy laws of their own."),
    )
    languages = WordsField(
        choices.languages,
        label=_("In which languages do you need the policy?"),
        help_text=_("A shop in Ukraine needs it in Ukrainian at least."),
        required=True,
    )
    first_language = WordField(
        choices.languages, label=_("Which language comes first?"), required=True
    )
    effective = DateField(
        label=_("From which day does the policy apply?"),
        help_text=_("Usually the day on which you publish it."),
    )

    class Meta(StepForm.Meta):
        fields = ["offers", "form", "country", "region", "languages", "effective"]

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        super().__init__(data, instance=instance, **options)
        if instance.languages:
            self.initial["first_language"] = instance.languages[0]

    def groups(self) -> list[Any]:
        return [
            Group(_("What you sell"), "offers", self.text_group(self.texts[0])),
            Group(_("Your business"), "form", "country", Folded(_("Based in the USA?"), "region")),
            Group(_("The policy"), "languages", "first_language", "effective"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, first = cleaned.get("languages", []), cleaned.get("first_language")
        if chosen and first:
            if first not in chosen:
                message = _("Choose one of the languages that you need.")
                self.add_error("first_language", ValidationError(message))
            cleaned["languages"] = sorted(chosen, key=lambda language: language != first)
        if cleaned.get("country") != "US":
            cleaned["region"] = ""
        return cleaned
