"""The card of one purpose: its data, reason, services and period, filled in beforehand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.engine.facts.values import LONGEST
from policygen.engine.language.duration import Duration
from policygen.engine.language.phrases import capitalise
from policygen.engine.law.bases import CONTRACT, INTERESTS
from policygen.releases.current import current_library
from policygen.shops import choices, defaults, former_words, library_words, periods, tools
from policygen.shops.answers.answers import ActivityAnswers
from policygen.shops.answers.mapping import columns_of
from policygen.shops.forms.asking import AskedForm
from policygen.shops.forms.customers import WITH_CHILDREN
from policygen.shops.forms.fields import (
    REQUIRED,
    UNKNOWN,
    AnswerField,
    NumberField,
    Rows,
    SelectField,
    WordField,
    WordsField,
)
from policygen.shops.forms.layout import Folded, Group, Late, Pair
from policygen.shops.models import Activity, RetentionPeriod, Shop

_REST = ("mandatory", "optional", "source", "keep_why")


class ActivityForm(AskedForm):
    """The card of one activity. Its prefix is the purpose: ``orders-basis``."""

    step = "details"
    reasons_on_top = True
    asks: Any = ""
    """What the screen wants to know of this card beside what every card has to say."""
    asks_later = False
    """Whether another card asks the same before it: one stands open, the others say so in their line."""

    collected = WordsField([])
    more_data = WordsField(choices.grouped_data)
    basis = WordField(lambda: choices.terms("bases"))
    interest = SelectField(lambda: choices.terms("interests"), empty=_("None"))
    tools = WordsField([])
    keep = SelectField(list, empty=_("Choose…"))
    keep_number = NumberField(min_value=1, max_value=9999)
    keep_unit = forms.ChoiceField(choices=periods.UNITS)
    keep_after = SelectField(lambda: choices.terms("keep_anchors"))
    keep_why = WordsField(lambda: choices.terms("keep_reasons"))
    mandatory = AnswerField()
    optional = WordsField([])
    about = WordsField(lambda: choices.terms("about"))
    source = WordsField([])

    class Meta(AskedForm.Meta):
        model = Activity

    def __init__(self, data: Any, *, activity: ActivityAnswers, shop: Shop, prefix: str):
        self.shop, self.activity = shop, activity
        self.default = defaults.defaults_of(activity.row.purpose)
        super().__init__(data, instance=activity.row, prefix=prefix, initial=shown(activity))
        self.fields["about"].widget.usual = choices.usual("about")
        self._offer_data()
        self._offer_tools()
        self._offer_periods()
        self._keep_gone()
        self.lay_out(self._groups())

    @property
    def title(self) -> str:
        return choices.term_label("purposes", self.instance.purpose)

    @property
    def is_asked_for(self) -> bool:
        """Whether a link leads to the card or into it, or something is told there."""
        return any(
            each.removesuffix(f"-{name}") == f"id_{self.prefix}"
            for each in self.opened
            for name in ("", *self.fields)
        )

    @property
    def summary(self) -> str:
        """What the card holds, for whoever does not open it: of a long list the first words."""
        names = dict(tools.chosen(self.shop))
        data = [choices.label("data", slug) for slug in self.instance.data]
        parts = [
            capitalise(_shortened(data, 1)),
            _shortened([names.get(slug, slug) for slug in self.activity.tools], 1),
            periods.label(self.initial["keep"]),
        ]
        return " · ".join(part for part in parts if part)

    @property
    def missing(self) -> Any:
        """What the card still has to be told, which is why it is open; "" where it is complete."""
        row = self.instance
        if not row.data:
            return _("Say which data you use.")
        if not row.basis or (row.basis == INTERESTS and not row.interest):
            return _("Choose why you may use the data.")
        if not row.about:
            return _("Say whose data it is.")
        return self.asks

    @property
    def stands_open(self) -> bool:
        return bool(self.errors or self.is_asked_for or (self.missing and not self.asks_in_line))

    @property
    def asks_in_line(self) -> bool:
        return self.asks_later and self.missing == self.asks

    def _groups(self) -> list[Any]:
        """What people usually change comes first."""
        return [
            *(["about"] if self._has_children() else []),
            Group("", "collected", Late(_("Add other data"), "more_data")),
            "tools",
            Group(
                "",
                "keep",
                Folded(_("Another period"), Pair("keep_number", "keep_unit"), "keep_after"),
            ),
            Group("", "basis", "interest"),
            Folded(_("More about it"), *self._rest(), quiet=True),
        ]

    def _has_children(self) -> bool:
        """Then whose data it is has to be answered for each purpose, and is not folded away."""
        return self.shop.children in WITH_CHILDREN

    def _rest(self) -> tuple[str, ...]:
        return _REST if self._has_children() else ("about", *_REST)

    def _offer_data(self) -> None:
        usual = [slug for slug in self.default["data"] if former_words.is_known("data", slug)]
        near = list(dict.fromkeys([*self.instance.data, *usual]))
        self._offer("collected", [(s, choices.data_label(s)) for s in near])
        rest = [
            (group, [row for row in rows if row[0] not in near])
            for group, rows in choices.grouped_data()
        ]
        self._offer("more_data", [(group, rows) for group, rows in rest if rows])
        self.fields["more_data"].widget.short = True
        self._offer("optional", [(s, choices.data_label(s)) for s in near])

    def _offer_tools(self) -> None:
        chosen = tools.chosen(self.shop)
        self._offer("tools", chosen)
        self._offer("source", [*choices.sources(), *chosen])

    def _offer_periods(self) -> None:
        usual = periods.code_of_default(self.default["keep"])
        unknown, other = (UNKNOWN, _("I don’t know")), (periods.OTHER, _("Another period…"))
        self._offer("keep", [*periods.choices(self.initial["keep"], usual), unknown, other])
        region, country = self.shop.region, self.shop.country
        place = region if region[:2] == country else country
        hint = periods.suggestion(place, self.instance.purpose, self.shop.form)
        self.fields["keep"].help_text = hint

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].choices = Rows(rows)  # type: ignore[attr-defined]

    def _keep_gone(self) -> None:
        """Words that the library has no more; `collected`, `tools` and `keep` have theirs already."""
        for name in ("basis", "interest", "about", "source"):
            kind, stored = library_words.ACTIVITY[name], getattr(self.instance, name)
            former_words.keep_on_offer(self.fields[name], kind, stored, choices.current_language())
        kind, why = library_words.KEEP["why"], self.initial["keep_why"]
        former_words.keep_on_offer(self.fields["keep_why"], kind, why, choices.current_language())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["all_data"] = [*cleaned.get("collected", []), *cleaned.get("more_data", [])]
        if not cleaned["all_data"]:
            self.add_error("collected", ValidationError(_("Tick at least one.")))
        if cleaned.get("basis") == INTERESTS and not cleaned.get("interest"):
            self.add_error("interest", ValidationError(_("Choose the reason.")))
        elif not self._needs_interest(cleaned):
            cleaned["interest"] = ""
        cleaned["optional"] = [s for s in cleaned.get("optional", []) if s in cleaned["all_data"]]
        cleaned["source"] = cleaned.get("source") or ["person"]
        if cleaned.get("keep") == periods.OTHER:
            self._check_period(cleaned)
        return cleaned

    def _needs_interest(self, cleaned: dict[str, Any]) -> bool:
        """Beside legitimate interests, for people who have no contract; and what we do not know we keep."""
        basis, about = cleaned.get("basis", ""), cleaned.get("about", [])
        if basis == CONTRACT:
            people = current_library().vocabulary["about"]
            return any(s in people and people[s].get("contract") is False for s in about)
        return basis == INTERESTS or not former_words.is_known("bases", basis)

    def _check_period(self, cleaned: dict[str, Any]) -> None:
        for name in ("keep_number", "keep_after"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(REQUIRED["required"]))
        number, unit = cleaned.get("keep_number"), cleaned.get("keep_unit") or "D"
        if number and not Duration.parse(f"P{number}{unit}").fits(LONGEST):
            message = _("At most %(limit)s years are possible.")
            self.add_error("keep_number", ValidationError(message, params={"limit": LONGEST}))

    def apply(self) -> None:
        """What is filled in, into the activity; the columns of its row are there already."""
        self.activity.row.data = self.cleaned_data["all_data"]
        self.activity.keep = RetentionPeriod(
            **periods.columns(self._period()), why=self.cleaned_data["keep_why"]
        )
        before = self.initial["tools"]
        self.activity.tools = sorted(
            self.cleaned_data["tools"],
            key=lambda s: before.index(s) if s in before else len(before),
        )

    def _period(self) -> str:
        cleaned = self.cleaned_data
        if cleaned["keep"] == UNKNOWN:
            return periods.UNKNOWN
        if cleaned["keep"] != periods.OTHER:
            return str(cleaned["keep"])
        unit = cleaned["keep_unit"] or "D"
        return f"for P{cleaned['keep_number']}{unit} {cleaned['keep_after']}"


def _shortened(names: list[str], most: int) -> str:
    """ "name + 3": one more is not worth leaving out."""
    if len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} + {len(names) - most}"


def shown(activity: ActivityAnswers) -> dict[str, Any]:
    """What a card shows of what is stored, by the names of its fields."""
    usual, keep = defaults.defaults_of(activity.row.purpose)["keep"], activity.keep
    return {
        **{name: getattr(activity.row, name) for name in columns_of(Activity)},
        "collected": activity.row.data,
        "more_data": [],
        "tools": activity.tools,
        "keep": periods.code_of(keep) if keep else periods.code_of_default(usual),
        "keep_why": keep.why if keep else usual.get("why", []),
    }
