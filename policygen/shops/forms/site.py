"""Screen 7: the website, safeguards, requests, and what else the policy should say."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from policygen.releases.current import current_library
from policygen.shops import choices, tools
from policygen.shops.defaults import has_no_site
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.cookies import CookieRows, Repeated
from policygen.shops.forms.fields import ManyField, NumberField, Rows, SelectField, WordsField
from policygen.shops.forms.layout import Folded, Follow, Group, Pair
from policygen.shops.models import Automated, Shop, Signal
from policygen.shops.periods import duration_choices

_NEVER_ASKED = (
    *("card_numbers", "health", "biometric", "precise_location", "financial"),
    *("medical_history", "criminal_record", "identity_documents", "sensitive"),
)
_MAY_BE_OF_SITE = {
    "security": "security",
    "rights_how": "rights_channels",
    "changes_notice": "notices",
}
_CHOICE_KEPT = ("P30D", "P90D", "P180D", "P6M", "P1Y")
_BACKUPS_KEPT = ("P7D", "P30D", "P90D", "P6M", "P1Y")


def _not_collected() -> choices.Choices:
    known = current_library().vocabulary["data"]
    return [(slug, choices.data_label(slug)) for slug in _NEVER_ASKED if slug in known]


class SiteForm(StepForm):
    step = "site"
    offered_later = ("not_collected", "storage_by", "transfers_signed")

    cookie_choice_kept = SelectField(list)
    backups_kept = SelectField(list)
    not_collected = WordsField(_not_collected, unknown=True)
    storage_where = WordsField(
        lambda: [(code, choices.place_label(code)) for code in choices.STORAGE_PLACES],
        unknown=True,
    )
    storage_other = ManyField(widget=forms.SelectMultiple(attrs={"size": 6}))
    storage_by = WordsField([], unknown=True)
    transfers_signed = WordsField([], unknown=True)
    breach_hours = NumberField(min_value=1, max_value=72)
    optional_sections = WordsField(choices.optional_sections)

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self.own_cookies: CookieRows | None = None
        super().__init__(data, instance=instance, **options)
        self._offer("not_collected", _not_collected(), choices.data_label)
        self._offer_periods("cookie_choice_kept", _CHOICE_KEPT)
        self._offer_periods("backups_kept", _BACKUPS_KEPT)
        self.fields["security"].widget.usual = choices.usual("security")
        self._leave_out_of_site()
        for field in ("storage_by", "transfers_signed"):
            self._offer(field, tools.chosen(instance), tools.name_of_gone)
        codes = instance.storage_where
        self.fields["storage_other"].choices = Rows(  # type: ignore[attr-defined]
            choices.other_places(*codes)
        )
        self.initial["storage_other"] = codes

    def not_asked(self, instance: Shop) -> frozenset[str]:
        """The words about a cookie's name are those of each row (cookies.py)."""
        return super().not_asked(instance) | {"own_cookie_name"}

    def _leave_out_of_site(self) -> None:
        """Who has no site is not asked whether it opens with https."""
        for name, kind in _MAY_BE_OF_SITE.items():
            chosen = getattr(self.instance, name)
            rows = choices.terms_for(kind, not has_no_site(self.instance), chosen)
            self._offer(name, rows, lambda slug, kind=kind: choices.term_label(kind, slug))

    def _offer_periods(self, name: str, usual: tuple[str, ...]) -> None:
        if name not in self.fields:
            return
        stored = getattr(self.instance, name)
        rows = duration_choices(*dict.fromkeys([*usual, *([stored] if stored else [])]))
        field = cast(SelectField, self.fields[name])
        field.choices, field.empty_is_unknown = Rows([("", _("I don’t know")), *rows]), True

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
            **{
                name: getattr(shop, name) or yes
                for name, (yes, _why) in self.following(shop).items()
            },
            "automated": shop.automated or Automated.NONE,
            "rights_how": shop.rights_how or ["email"],
            "rights_verify": shop.rights_verify or ["ownership_of_email"],
            "rights_fee": shop.rights_fee or "no",
            "disclosures": shop.disclosures or ["law"],
            "changes_notice": shop.changes_notice or ["page" if has_no_site(shop) else "website"],
        }

    def following(self, shop: Shop) -> Mapping[str, tuple[Any, Any]]:
        """Whoever has an advertising pixel passes data on for advertising."""
        pixels = tools.following_people(shop)
        why = format_lazy(_("because you use {}"), pixels[0]) if pixels else ""
        return {"shares_for_ads": ("yes", why)} if pixels else {}

    def groups(self) -> list[Any]:
        return [
            self.asked_as(
                "cookies",
                "cookie_banner",
                Follow("cookie_banner", ["yes"], "cookie_settings_link"),
                *("cookie_choice_kept", "platform_statistics", "sender_on_site"),
                *("local_storage", self._own_cookies(), "gpc", "dnt"),
            ),
            Group(
                _("What you do not do"),
                *("sells_data", "shares_for_ads", "twelve_months", "not_collected"),
            ),
            Group(
                _("Questions of single laws"),
                *("others_marketing", "llm_training", "criminal_checks", "dpo_not_needed"),
            ),
            self._decisions(),
            Group(_("Safety"), "security", Pair("breach_hours", "breach_people"), "backups_kept"),
            self.asked_as("storage", *self._storage()),
            Group(
                _("Requests about data"),
                *("rights_how", "rights_verify", "rights_fee", "rights_agent"),
            ),
            Group(
                _("The rest"),
                *("disclosures", "changes_notice", "changes_in_advance", "changes_archive"),
                *("links_out", "optional_sections", "only_owner", "card_transfer"),
                *("not_sold_with_business", "camera_sign", "keepsake_rest", "posts_checked"),
            ),
        ]

    def _own_cookies(self) -> Group | None:
        if "own_cookies" in self.unasked:
            return None
        self.own_cookies = CookieRows(self, "own_cookie", self.instance.own_cookies)
        return self.asked_as("own_cookies", *self.own_cookies.layout(), kind=Repeated)

    def _decisions(self) -> Group:
        explained = (self.lines(text.field) for text in self.texts)
        follow = Follow("automated", [Automated.SOME], *explained, id="id_automated_explained")
        return self.asked_as("automated_decisions", "automated", follow)

    def _storage(self) -> list[Any]:
        return [
            *("storage_where", Folded(_("Somewhere else"), "storage_other"), "storage_by"),
            *("transfers_scc", "transfers_signed", "transfers_on_request"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        places = [*cleaned.get("storage_where", []), *cleaned.get("storage_other", [])]
        cleaned["storage_where"] = list(dict.fromkeys(places))
        if self.own_cookies:
            self.own_cookies.clean(cleaned)
        if cleaned.get("automated") == Automated.SOME:
            for text in self.texts:
                if not self.text_value(text):
                    name = f"{text.field}_{self.text_languages()[0]}"
                    self.add_error(name, ValidationError(_("Please answer this question.")))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        shop = self.instance
        if self.own_cookies:
            shop.own_cookies = self.own_cookies.value()
        stated = (shop.transfers_scc, shop.transfers_signed, shop.transfers_on_request)
        shop.transfers_stated |= any(stated)
