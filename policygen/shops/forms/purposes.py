"""Screen 4: what the shop does with data."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.releases.current import current_library
from policygen.shops import choices, defaults, former_words
from policygen.shops.answers.answers import Answers
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.fields import WordsField
from policygen.shops.forms.layout import Folded
from policygen.shops.models import Shop

_LABELS = {former_words.GROUP: _("No longer offered"), **choices.PURPOSE_GROUPS}


class PurposesForm(StepForm):
    """One list of tick boxes per group of purposes: ``purposes_sales`` …"""

    step = "purposes"
    has_tables = True

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        chosen = [activity.purpose for activity in instance.activities.all()]
        if self.step not in instance.saved_steps:
            chosen += defaults.suggested_purposes(instance)
        self._hints: dict[str, str] = {}
        self._offered = self._rows(chosen)
        super().__init__(data, instance=instance, **options)
        for group, rows in self._offered.items():
            self.fields[f"purposes_{group}"] = WordsField(
                rows, label=_LABELS[group], initial=chosen
            )
            self.fields[f"purposes_{group}"].widget.hints = self._hints

    def _rows(self, chosen: list[str]) -> dict[str, choices.Choices]:
        language = choices.current_language()
        known = current_library().vocabulary["purposes"]
        lost = [(s, choices.term_label("purposes", s)) for s in chosen if s not in known]
        rows: dict[str, choices.Choices] = {group: [] for group in choices.PURPOSE_GROUPS}
        for slug, term in known.items():
            rows[str(term.get("group"))].append((slug, choices.term_label("purposes", slug)))
            why = term.get("why")
            self._hints[slug] = str(why[language]) if isinstance(why, dict) else ""
        return {
            group: found for group, found in {former_words.GROUP: lost, **rows}.items() if found
        }

    def groups(self) -> list[Any]:
        """What nobody with such offers does is folded, and can still be ticked."""
        return [self.asked_as("purposes", *map(self._group, self._offered))]

    def _group(self, group: str) -> Any:
        field = f"purposes_{group}"
        return (
            field if self._fits(group) else Folded(_LABELS[group], field, id=f"id_{group}_others")
        )

    def _fits(self, group: str) -> bool:
        if group == "site" and defaults.has_no_site(self.instance):
            return False
        known = current_library().vocabulary["purposes"]
        wanted = [
            known[slug].get("suggested_for") for slug, _ in self._offered[group] if slug in known
        ]
        of_offers = [offers for offers in wanted if isinstance(offers, list) and offers]
        usual = not of_offers or "all" in wanted
        return usual or any(set(offers) & set(self.instance.offers) for offers in of_offers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = [name for name in self.fields if name.startswith("purposes_")]
        cleaned["purposes"] = [slug for name in names for slug in cleaned.get(name, [])]
        if not cleaned["purposes"] and not self.errors:
            self.add_error(names[0], ValidationError(_("Tick at least one.")))
        return cleaned

    def apply(self, answers: Answers) -> None:
        defaults.set_purposes(answers, self.cleaned_data["purposes"])
