"""Screen 6: each purpose with its data, reason, services and period, filled in beforehand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.engine.facts.values import LONGEST
from policygen.engine.language.duration import Duration
from policygen.engine.language.phrases import capitalise
from policygen.shops import choices, defaults, former_words, library_words, periods, tools
from policygen.shops.as_facts import load_parts
from policygen.shops.forms.base import FIELD_TEMPLATE, FormError, form_errors
from policygen.shops.forms.fields import (
    REQUIRED,
    UNKNOWN,
    AnswerField,
    AskedField,
    NumberField,
    Rows,
    SelectField,
    WordField,
    WordsField,
)
from policygen.shops.forms.layout import Folded, Group, Late, Pair
from policygen.shops.models import Activity, ActivityTool, RetentionPeriod, Shop
from policygen.shops.question_help import Help, help_for, questions

_REST = ("mandatory", "about", "source", "keep_why")
UNITS = [("D", _("days")), ("M", _("months")), ("Y", _("years"))]


class ActivityForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The card of one activity. Its prefix is the purpose: ``orders-basis``."""

    step = "details"
    reasons_on_top = True
    bound_field_class = AskedField

    collected = WordsField([], label=_("Which data do you use for it?"))
    more_data = WordsField(choices.grouped_data, label=_("Other data"))
    basis = WordField(
        lambda: choices.terms("bases"),
        label=_("Why may you use it?"),
        required=True,
    )
    interest = SelectField(
        lambda: choices.terms("interests"),
        empty=_("None"),
        label=_("Which good reason of your own?"),
        help_text=_("Only where that is the answer above."),
    )
    tools = WordsField([], label=_("Which of your services get this data?"))
    keep = SelectField(list, label=_("How long do you keep it?"), required=True, empty=_("Choose…"))
    keep_number = NumberField(label=_("How many?"), min_value=1, max_value=9999)
    keep_unit = forms.ChoiceField(choices=UNITS, required=False, label=_("Days, months or years?"))
    keep_after = SelectField(lambda: choices.terms("keep_anchors"), label=_("After what?"))
    keep_why = WordsField(lambda: choices.terms("keep_reasons"), label=_("Why that long?"))
    mandatory = AnswerField(label=_("Must people give this data to be served?"))
    about = SelectField(lambda: choices.terms("about"), label=_("Whose data is it?"), required=True)
    source = WordsField([], label=_("Who gives you the data?"))

    class Meta:
        model = Activity
        fields = ["basis", "interest", "mandatory", "about", "source"]

    def __init__(self, data: Any, *, instance: Activity, shop: Shop, prefix: str):
        self.shop = shop
        self.default = defaults.defaults_of(instance.purpose)
        super().__init__(data, instance=instance, prefix=prefix, label_suffix="")
        self._offer_data()
        self._offer_tools()
        self._offer_periods()
        self._keep_gone()
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.field_template = FIELD_TEMPLATE
        self.helper.layout = Layout(*self._groups())

    @property
    def title(self) -> str:
        return choices.term_label("purposes", self.instance.purpose)

    @property
    def summary(self) -> str:
        """What the card holds, for whoever does not open it."""
        names = dict(tools.chosen(self.shop))
        used = [use.tool.slug for use in self.instance.uses.all()]
        parts = [
            capitalise(", ".join(choices.label("data", slug) for slug in self.instance.data)),
            ", ".join(names.get(slug, slug) for slug in used),
            periods.label(self._current),
        ]
        return " · ".join(part for part in parts if part)

    def _groups(self) -> list[Any]:
        return [
            Group("", "collected", Late(_("Add other data"), "more_data")),
            Group("", "basis", "interest"),
            "tools",
            Group(
                "",
                "keep",
                Folded(_("Another period"), Pair("keep_number", "keep_unit"), "keep_after"),
            ),
            Folded(_("More about it"), *_REST, quiet=True),
        ]

    def _offer_data(self) -> None:
        usual = [slug for slug in self.default["data"] if former_words.is_known("data", slug)]
        near = list(dict.fromkeys([*self.instance.data, *usual]))
        self._set("collected", [(s, choices.data_label(s)) for s in near], self.instance.data)
        rest = [
            (group, [row for row in rows if row[0] not in near])
            for group, rows in choices.grouped_data()
        ]
        self._set("more_data", [(group, rows) for group, rows in rest if rows], [])
        self.fields["more_data"].widget.short = True

    def _offer_tools(self) -> None:
        used = [use.tool.slug for use in self.instance.uses.all()]
        chosen = tools.chosen(self.shop)
        self._set("tools", chosen, used)
        self._set("source", [*choices.sources(), *chosen], self.instance.source)

    def _offer_periods(self) -> None:
        keep = getattr(self.instance, "keep", None)
        usual = periods.code_of_default(self.default["keep"])
        self._current = periods.code_of(keep) if keep else usual
        unknown, other = (UNKNOWN, _("I don’t know")), (periods.OTHER, _("Another period…"))
        rows = [*periods.choices(self._current, usual), unknown, other]
        self._set("keep", rows, self._current)
        region, country = self.shop.region, self.shop.country
        place = region if region[:2] == country else country
        hint = periods.suggestion(place, self.instance.purpose, self.shop.form)
        self.fields["keep"].help_text = hint
        self.initial["keep_why"] = keep.why if keep else self.default["keep"].get("why", [])

    def _keep_gone(self) -> None:
        """Words that the library has no more; `collected`, `tools` and `keep` have theirs already."""
        for name in ("basis", "interest", "about", "source"):
            kind, stored = library_words.ACTIVITY[name], getattr(self.instance, name)
            former_words.keep_on_offer(self.fields[name], kind, stored, choices.current_language())
        kind, why = library_words.KEEP["why"], self.initial["keep_why"]
        former_words.keep_on_offer(self.fields["keep_why"], kind, why, choices.current_language())

    def _set(self, name: str, rows: Any, initial: Any) -> None:
        self.fields[name].choices = Rows(rows)  # type: ignore[attr-defined]
        self.initial[name] = initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["all_data"] = [*cleaned.get("collected", []), *cleaned.get("more_data", [])]
        if not cleaned["all_data"]:
            self.add_error("collected", ValidationError(_("Tick at least one.")))
        if cleaned.get("basis") == "legitimate_interests" and not cleaned.get("interest"):
            self.add_error("interest", ValidationError(_("Choose the reason.")))
        elif cleaned.get("basis") != "legitimate_interests" and former_words.is_known(
            "bases", cleaned.get("basis", "")
        ):
            cleaned["interest"] = ""
        cleaned["source"] = cleaned.get("source") or ["person"]
        if cleaned.get("keep") == periods.OTHER:
            self._check_period(cleaned)
        return cleaned

    def _check_period(self, cleaned: dict[str, Any]) -> None:
        for name in ("keep_number", "keep_after"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(REQUIRED["required"]))
        number, unit = cleaned.get("keep_number"), cleaned.get("keep_unit") or "D"
        if number and not Duration.parse(f"P{number}{unit}").fits(LONGEST):
            message = _("At most %(limit)s years are possible.")
            self.add_error("keep_number", ValidationError(message, params={"limit": LONGEST}))

    def _keep_columns(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        code = cleaned["keep"]
        if code == UNKNOWN:
            code = periods.UNKNOWN
        elif code == periods.OTHER:
            unit = cleaned["keep_unit"] or "D"
            code = f"for P{cleaned['keep_number']}{unit} {cleaned['keep_after']}"
        return {**periods.columns(code), "why": cleaned["keep_why"]}

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        activity = self.instance
        activity.data = self.cleaned_data["all_data"]
        activity.save(update_fields=["data"])
        RetentionPeriod.objects.update_or_create(activity=activity, defaults=self._keep_columns())
        known = {tool.slug: tool for tool in self.shop.tools.all()}
        ActivityTool.objects.filter(activity=activity).delete()
        ActivityTool.objects.bulk_create(
            ActivityTool(activity=activity, tool=known[slug], position=n)
            for n, slug in enumerate(self._in_old_order(self.cleaned_data["tools"]))
        )

    def _in_old_order(self, slugs: list[str]) -> list[str]:
        before = self.initial["tools"]
        return sorted(slugs, key=lambda s: before.index(s) if s in before else len(before))


class PlacementForm(forms.Form):
    """Asks of each chosen service that has no purpose yet: what is it for?"""

    def __init__(self, data: Any, *, shop: Shop):
        super().__init__(data, label_suffix="")
        self.tools = {tool.slug: tool for tool in tools.unplaced(shop)}
        names = dict(tools.chosen(shop))
        rows = [(str(a.pk), choices.term_label("purposes", a.purpose)) for a in _activities(shop)]
        for slug in self.tools:
            label = _("What do you use %(tool)s for?") % {"tool": names.get(slug, slug)}
            self.fields[f"place_{slug}"] = SelectField(lambda: rows, label=label)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.field_template = FIELD_TEMPLATE

    @property
    def reason(self) -> Help | None:
        return help_for("details", "placement")

    def require(self, placed: set[str]) -> None:
        """Tools that were not ticked at any purpose need an answer here."""
        message = _("Choose a purpose, or untick the service one screen back.")
        for slug in self.tools:
            if slug not in placed and not self.cleaned_data.get(f"place_{slug}"):
                self.add_error(f"place_{slug}", ValidationError(message))

    def save(self, shop: Shop) -> None:
        activities = {str(activity.pk): activity for activity in _activities(shop)}
        for slug, tool in self.tools.items():
            chosen = self.cleaned_data.get(f"place_{slug}")
            if chosen:
                defaults.use(activities[chosen], [tool])


def _activities(shop: Shop) -> list[Activity]:
    return list(shop.activities.all())


def prefixes(activities: Iterable[Activity]) -> Iterator[tuple[str, Activity]]:
    """Each activity with what its fields' names begin with; a purpose may come twice."""
    numbers: Counter[str] = Counter()
    for activity in activities:
        numbers[activity.purpose] += 1
        number = numbers[activity.purpose]
        yield activity.purpose if number == 1 else f"{activity.purpose}-{number}", activity


class DetailsForm:
    """The cards of all activities as one screen; it behaves as a StepForm does."""

    step = "details"

    @property
    def reasons(self) -> list[tuple[str, Help]]:
        """The cards ask the same questions, so the reasons stand once above them."""
        names = [name for name in questions(self.step) if name in ActivityForm.base_fields]
        found = [(ActivityForm.base_fields[n].label, help_for(self.step, n)) for n in names]
        return [(str(label), asked) for label, asked in found if asked]

    def __init__(self, data: Any = None, *, instance: Shop):
        load_parts(instance)
        self.instance = instance
        self.is_bound = data is not None
        self.placement = PlacementForm(data, shop=instance)
        self.cards = [
            ActivityForm(data, instance=activity, shop=instance, prefix=prefix)
            for prefix, activity in prefixes(instance.activities.all())
        ]

    def is_valid(self) -> bool:
        wrong = [card for card in self.cards if not card.is_valid()]
        if self.placement.is_valid():
            self.placement.require(self._placed())
        return not wrong and self.placement.is_valid()

    def _placed(self) -> set[str]:
        cleaned = [card.cleaned_data for card in self.cards]
        return {slug for c in cleaned for slug in (*c.get("tools", []), *c.get("source", []))}

    def save(self) -> Shop:
        for card in self.cards:
            if card.has_changed():
                card.save()
        self.placement.save(self.instance)
        return self.instance

    def error_list(self) -> list[FormError]:
        found = form_errors(self.placement)
        for card in self.cards:
            found += [
                FormError(error.anchor, f"{card.title}: {error.label}", error.message)
                for error in form_errors(card)
            ]
        return found
