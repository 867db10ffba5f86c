"""Screen 2: where the customers are and how old."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.engine.library.countries import EEA
from policygen.engine.library.laws import CHILD_AGE
from policygen.releases.current import current_library
from policygen.shops import choices
from policygen.shops.answers.answers import Answers
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.fields import ManyField, NumberField, Rows, WordsField
from policygen.shops.forms.layout import Folded, Follow, Group
from policygen.shops.models import Shop

WITH_CHILDREN = ("mixed", "directed")
"""The answers about children under 13 with which there are some."""


class CustomersForm(StepForm):
    step = "customers"
    has_tables = True

    where = WordsField(choices.main_markets)
    other_places = ManyField(widget=forms.SelectMultiple(attrs={"size": 8}))
    minimum_age = NumberField(min_value=0, max_value=99)
    maximum_age = NumberField(min_value=0, max_value=99)

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        codes = [market.code for market in instance.markets.all()]
        super().__init__(data, instance=instance, **options)
        field = self.fields["other_places"]
        field.choices = Rows(choices.other_places(*codes))  # type: ignore[attr-defined]
        if codes:
            self.initial["where"] = self.initial["other_places"] = codes

    def suggested(self, shop: Shop) -> dict[str, Any]:
        home = "EU" if shop.country in EEA else shop.country
        places = [home] if home in choices.MAIN_MARKETS else []
        return {
            "where": places,
            "other_places": [] if places or not home else [home],
            "minimum_age": shop.minimum_age or 18,
            "children": shop.children or "none",
        }

    def groups(self) -> list[Any]:
        return [
            Group("", "where", Folded(_("Somewhere else"), "other_places")),
            "minimum_age",
            "children",
            Follow(
                "children",
                WITH_CHILDREN,
                *("maximum_age", "parental_consent", "children_public"),
                id="id_of_children",
            ),
            self.asked_as(
                "ccpa_thresholds",
                *("ccpa_revenue", "ccpa_consumers", "ccpa_selling"),
                kind=Folded,
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["places"] = [*cleaned.get("where", []), *cleaned.get("other_places", [])]
        if not cleaned["places"] and not self.errors:
            self.add_error("where", ValidationError(_("Choose at least one place.")))
        self._check_ages(cleaned)
        return cleaned

    def _check_ages(self, cleaned: dict[str, Any]) -> None:
        """The age that we filled in is one of adults: whoever then says "children" is asked anew."""
        youngest, oldest = cleaned.get("minimum_age"), cleaned.get("maximum_age")
        child_age = current_library().amount(*CHILD_AGE, self.instance.effective)
        adults = youngest is not None and youngest >= child_age
        if adults and cleaned.get("children") in WITH_CHILDREN:
            message = _("Children under %(age)s are among your customers. How old is the youngest?")
            self.add_error("minimum_age", ValidationError(message, params={"age": child_age}))
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("maximum_age", ValidationError(_("This is less than the youngest age.")))

    def apply(self, answers: Answers) -> None:
        answers.markets = list(dict.fromkeys(self.cleaned_data["places"]))
