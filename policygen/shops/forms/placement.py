"""What each chosen service is for that no purpose uses yet."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.shops import choices, tools
from policygen.shops.answers.answers import Answers
from policygen.shops.forms.asking import FIELD_TEMPLATE
from policygen.shops.forms.fields import SelectField
from policygen.shops.models import Shop
from policygen.shops.question_help import Advised, Help, advices_for, help_for, words_of


class PlacementForm(forms.Form):
    """Asks of each chosen service that has no purpose yet: what is it for?"""

    opened: Collection[str] = ()
    advice: Mapping[str, Sequence[Any]] = MappingProxyType({})

    def __init__(self, data: Any, *, shop: Shop):
        super().__init__(data, label_suffix="")
        self.tools = {tool.slug: tool for tool in tools.unplaced(shop)}
        names = dict(tools.chosen(shop))
        rows = [
            (str(a.pk), choices.term_label("purposes", a.purpose)) for a in shop.activities.all()
        ]
        asked = words_of("details", "placement").label
        for slug in self.tools:
            label = asked.replace("{tool}", names.get(slug, slug))
            self.fields[f"place_{slug}"] = SelectField(lambda: rows, label=label)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.field_template = FIELD_TEMPLATE

    @property
    def reason(self) -> Help | None:
        return help_for("details", "placement")

    @property
    def find_out(self) -> Advised | None:
        return advices_for("details", "placement", lambda: self.tools).find_out

    def require(self, placed: set[str]) -> None:
        """Tools that were not ticked at any purpose need an answer here."""
        message = _("Say what it is for, or untick the service one screen back.")
        for slug in self.tools:
            if slug not in placed and not self.cleaned_data.get(f"place_{slug}"):
                self.add_error(f"place_{slug}", ValidationError(message))

    def apply(self, answers: Answers) -> None:
        activities = {str(activity.row.pk): activity for activity in answers.activities}
        for slug in self.tools:
            chosen = self.cleaned_data.get(f"place_{slug}")
            if chosen:
                activities[chosen].use([slug])
