"""Screen 7: the website, safeguards, requests, and what else the policy should say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.releases.current import current_library
from policygen.shops import choices, tools
from policygen.shops.forms.base import StepForm, Text
from policygen.shops.forms.fields import (
    AnswerField,
    ManyField,
    NumberField,
    Rows,
    SelectField,
    WordField,
    WordsField,
)
from policygen.shops.forms.layout import Folded, Group, Pair
from policygen.shops.models import Archive, Automated, Shop, Signal
from policygen.shops.periods import duration_choices

_NEVER_ASKED = (
    *("card_numbers", "health", "biometric", "precise_location", "financial"),
    *("medical_history", "criminal_record", "identity_documents", "sensitive"),
)
_CHOICE_KEPT = ("P30D", "P90D", "P180D", "P6M", "P1Y")


def _not_collected() -> choices.Choices:
    known = current_library().vocabulary["data"]
    return [(slug, choices.data_label(slug)) for slug in _NEVER_ASKED if slug in known]


class SiteForm(StepForm):
    step = "site"
    offered_later = ("not_collected", "storage_by")
    texts = (
        Text("automated_logic", _("How does the machine decide?")),
        Text("automated_effect", _("What does the decision mean for a person?")),
    )

    cookie_banner = AnswerField(
        label=_("Does your site ask before it sets cookies that it could do without?"),
        help_text=_("Such as cookies of analytics and advertising services."),
    )
    cookie_settings_link = AnswerField(label=_("Can visitors change their choice at any time?"))
    cookie_choice_kept = SelectField(
        list,
        label=_("For how long does the site remember the choice?"),
    )
    local_storage = WordsField(
        lambda: choices.terms("local_storage"),
        unknown=True,
        label=_("What does the site itself keep in the visitor’s browser?"),
    )
    gpc = WordField(
        Signal.choices,
        label=_("What does your site do with the Global Privacy Control signal?"),
        help_text=_("A browser sends it to say: do not sell or share my data."),
    )
    dnt = WordField(
        Signal.choices,
        label=_("What does your site do with the Do Not Track signal?"),
        help_text=_("An older signal. Most sites take no notice of it."),
    )
    sells_data = AnswerField(label=_("Do you sell people’s data, for money or anything else?"))
    shares_for_ads = AnswerField(
        label=_("Does data go to others for advertising that follows people across sites?")
    )
    automated = WordField(
        Automated.choices,
        unknown=True,
        label=_("Does a machine alone make decisions that matter to people?"),
        help_text=_("For example, refusing an order or a payment by instalments."),
    )
    not_collected = WordsField(
        _not_collected,
        unknown=True,
        label=_("What do you never collect?"),
        help_text=_("The policy says so. Tick only what is true."),
    )
    security = WordsField(
        lambda: choices.terms("security"),
        unknown=True,
        label=_("How do you protect data?"),
        help_text=_("Tick only what you really do: the policy will say it."),
    )
    storage_where = WordsField(
        lambda: [(code, choices.place_label(code)) for code in choices.STORAGE_PLACES],
        unknown=True,
        label=_("In which places is your data stored?"),
        help_text=_("Your hosting company can tell you."),
    )
    storage_other = ManyField(
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        label=_("Other countries"),
    )
    storage_by = WordsField([], unknown=True, label=_("Which of your services store it?"))
    transfers_scc = AnswerField(
        label=_("Do your contracts with services abroad contain standard contractual clauses?")
    )
    transfers_on_request = AnswerField(
        label=_("Can people ask you for a copy of those safeguards?")
    )
    breach_hours = NumberField(
        label=_("Within how many hours do you report a data leak to the authority?"),
        help_text=_("In the EU and the UK the law gives you 72."),
        min_value=1,
        max_value=72,
    )
    breach_people = AnswerField(label=_("Do you tell people when a leak puts them at risk?"))
    rights_how = WordsField(
        lambda: choices.terms("rights_channels"),
        unknown=True,
        label=_("How can people ask about their data?"),
    )
    rights_verify = WordsField(
        lambda: choices.terms("verification"),
        unknown=True,
        label=_("How do you make sure that it is really them?"),
    )
    rights_fee = AnswerField(label=_("Do you charge for requests?"))
    rights_agent = AnswerField(label=_("May somebody else ask on a person’s behalf?"))
    disclosures = WordsField(
        lambda: choices.terms("disclosures"),
        unknown=True,
        label=_("When may you pass data on to others?"),
    )
    changes_notice = WordsField(
        lambda: choices.terms("notices"),
        unknown=True,
        label=_("How do you tell people that the policy has changed?"),
    )
    changes_in_advance = AnswerField(label=_("Do you tell them before the change applies?"))
    changes_archive = WordField(
        Archive.choices, unknown=True, label=_("Can people read earlier versions?")
    )
    links_out = WordsField(
        lambda: choices.terms("links_out"),
        unknown=True,
        label=_("Which other sites does yours link to?"),
    )
    optional_sections = WordsField(
        choices.optional_sections, label=_("What else should the policy have?")
    )

    class Meta(StepForm.Meta):
        fields = [
            *("cookie_banner", "cookie_settings_link", "cookie_choice_kept", "local_storage"),
            *("gpc", "dnt", "sells_data", "shares_for_ads", "automated", "not_collected"),
            *("security", "storage_where", "storage_by", "transfers_scc", "transfers_on_request"),
            *("breach_hours", "breach_people", "rights_how", "rights_verify", "rights_fee"),
            *("rights_agent", "disclosures", "changes_notice", "changes_in_advance"),
            *("changes_archive", "links_out", "optional_sections"),
        ]

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        super().__init__(data, instance=instance, **options)
        self._offer("not_collected", _not_collected(), choices.data_label)
        kept = [instance.cookie_choice_kept] if instance.cookie_choice_kept else []
        usual = dict.fromkeys([*_CHOICE_KEPT, *kept])
        self.fields["cookie_choice_kept"].choices = Rows(  # type: ignore[attr-defined]
            [("", _("I don’t know")), *duration_choices(*usual)]
        )
        self._offer("storage_by", tools.chosen(instance), tools.name_of_gone)
        codes = instance.storage_where
        self.fields["storage_other"].choices = Rows(  # type: ignore[attr-defined]
            choices.other_places(*codes)
        )
        self.initial["storage_other"] = codes

    def _offer(self, name: str, rows: choices.Choices, label: Any) -> None:
        """What is chosen already stays on offer."""
        known = {slug for slug, _label in rows}
        rest = [(slug, label(slug)) for slug in getattr(self.instance, name) if slug not in known]
        self.fields[name].offer([*rows, *rest])  # type: ignore[attr-defined]

    def suggested(self, shop: Shop) -> dict[str, Any]:
        """What is true of nearly every small shop; the owner sees and changes it."""
        return {
            "gpc": shop.gpc or Signal.UNKNOWN,
            "dnt": shop.dnt or Signal.IGNORED,
            "sells_data": shop.sells_data or "no",
            "automated": shop.automated or Automated.NONE,
            "rights_how": shop.rights_how or ["email"],
            "rights_verify": shop.rights_verify or ["ownership_of_email"],
            "rights_fee": shop.rights_fee or "no",
            "disclosures": shop.disclosures or ["law"],
            "changes_notice": shop.changes_notice or ["website"],
        }

    def groups(self) -> list[Any]:
        return [
            Group(
                _("Cookies"),
                *("cookie_banner", "cookie_settings_link", "cookie_choice_kept"),
                Folded(_("What the site keeps itself"), "local_storage"),
                Folded(_("Signals of the browser"), "gpc", "dnt"),
                id="id_cookies",
            ),
            Group(_("What you do not do"), *("sells_data", "shares_for_ads", "not_collected")),
            self._decisions(),
            Group(
                _("Safety"),
                "security",
                Pair("breach_hours", "breach_people"),
            ),
            Group(_("Where data is stored"), *self._storage(), id="id_storage"),
            Group(
                _("Requests about data"),
                *("rights_how", "rights_verify", "rights_fee", "rights_agent"),
            ),
            Group(
                _("The rest"),
                "disclosures",
                *("changes_notice", "changes_in_advance", "changes_archive"),
                Folded(_("Links and extra sections"), "links_out", "optional_sections"),
            ),
        ]

    def _decisions(self) -> Group:
        explained = (self.text_group(text) for text in self.texts)
        return Group(
            _("Decisions by machine"),
            "automated",
            Folded(_("If a machine decides"), *explained),
            id="id_automated_decisions",
        )

    def _storage(self) -> list[Any]:
        return [
            *("storage_where", Folded(_("Somewhere else"), "storage_other"), "storage_by"),
            Folded(_("Contracts with services abroad"), "transfers_scc", "transfers_on_request"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        places = [*cleaned.get("storage_where", []), *cleaned.get("storage_other", [])]
        cleaned["storage_where"] = list(dict.fromkeys(places))
        if cleaned.get("automated") == Automated.SOME:
            for text in self.texts:
                if not self.text_value(text):
                    name = f"{text.field}_{self.text_languages()[0]}"
                    self.add_error(name, ValidationError(_("Please answer this question.")))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        shop = self.instance
        shop.transfers_stated |= bool(shop.transfers_scc or shop.transfers_on_request)
