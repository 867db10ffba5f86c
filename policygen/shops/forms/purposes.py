"""Screen 4: what the shop does with data."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.releases.current import current_library
from policygen.shops import choices, defaults, former_words
from policygen.shops.answers.answers import Answers
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.picking import Kind, Picked, PickField
from policygen.shops.models import Shop

_LABELS = {former_words.GROUP: _("No longer offered"), **choices.PURPOSE_GROUPS}


class PurposesForm(StepForm):
    """One question: what shops like this one usually do and what is ticked stand open."""

    step = "purposes"
    has_tables = True

    purposes = PickField()

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self.chosen = [activity.purpose for activity in instance.activities.all()]
        self.usual = defaults.suggested_purposes(instance)
        super().__init__(data, instance=instance, **options)

    def groups(self) -> list[Any]:
        field: Any = self.fields["purposes"]
        field.pick_from(_kinds(self.chosen), self.usual)
        field.widget.hints = _reasons()
        first_time = self.step not in self.instance.saved_steps
        self.initial["purposes"] = [*self.chosen, *(self.usual if first_time else [])]
        return [Picked("purposes", more=_("Something else we do"), find=_("Find it by a word"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("purposes") and not self.errors:
            self.add_error("purposes", ValidationError(_("Tick at least one.")))
        return cleaned

    def apply(self, answers: Answers) -> None:
        defaults.set_purposes(answers, self.cleaned_data["purposes"])


def _kinds(chosen: list[str]) -> list[Kind]:
    """By group; what the library has no more comes first, as long as it is chosen."""
    known = current_library().vocabulary["purposes"]
    rows: dict[str, choices.Choices] = {group: [] for group in _LABELS}
    lost = [slug for slug in chosen if slug not in known]
    for slug in [*dict.fromkeys(lost), *known]:
        group = str(known[slug].get("group")) if slug in known else former_words.GROUP
        rows[group].append((slug, choices.term_label("purposes", slug)))
    return [Kind(slug, str(label), rows[slug]) for slug, label in _LABELS.items() if rows[slug]]


def _reasons() -> dict[str, str]:
    """What each means, in a sentence."""
    language = choices.current_language()
    whys = {s: t.get("why") for s, t in current_library().vocabulary["purposes"].items()}
    return {slug: str(why[language]) for slug, why in whys.items() if isinstance(why, dict)}
