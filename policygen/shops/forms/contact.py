"""Screen 3: who stands behind the shop and how people reach them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.shops.forms.base import StepForm
from policygen.shops.forms.fields import FlagField, NumberField
from policygen.shops.forms.layout import Folded, Group, Pair
from policygen.shops.models import Shop

_PEOPLE = ("dpo", "eu_representative", "uk_representative", "joint_controller")


class ContactForm(StepForm):
    step = "contact"

    reply_days = NumberField(min_value=1, max_value=90)
    reply_working = FlagField([("yes", _("Working days")), ("no", _("Calendar days"))])

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        super().__init__(data, instance=instance, **options)
        for who in _PEOPLE:
            self.initial[f"{who}_email"] = getattr(instance, who).get("email", "")
        calendar_days = instance.reply_days and not instance.reply_working
        self.initial["reply_working"] = "no" if calendar_days else "yes"

    def groups(self) -> list[Any]:
        return [
            Group("", self.lines("legal_name"), "registration", self.lines("address"), "email"),
            Group("", "own_site", "website", "phone", "form_url", "registration_kind"),
            Pair("reply_days", "reply_working", id="id_replies_within"),
            Group(
                _("More ways to reach you"),
                *("contact_account", "contact_chat", "contact_toll_free"),
                *("other_sites", "local_time"),
                Pair("security_email", "security_subject", id="id_security_contact"),
            ),
            *(self._person(who) for who in _PEOPLE),
        ]

    def _person(self, who: str) -> Group:
        lines = (self.lines(f"{who}_name"), self.lines(f"{who}_address"))
        return self.asked_as(who, *lines, f"{who}_email", kind=Folded)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for who in _PEOPLE:
            self._check_person(who, cleaned)
        if cleaned.get("security_subject") and not cleaned.get("security_email"):
            self.add_error("security_email", ValidationError(_("Give the email address too.")))
        return cleaned

    def _check_person(self, who: str, cleaned: dict[str, Any]) -> None:
        email = f"{who}_email"
        named = any(cleaned.get(f"{who}_name_{lang}") for lang in self.text_languages())
        placed = any(cleaned.get(f"{who}_address_{lang}") for lang in self.text_languages())
        if named and not placed and not cleaned.get(email) and email not in self.errors:
            self.add_error(email, ValidationError(_("Give an email address or a postal address.")))

    def _post_clean(self) -> None:
        super()._post_clean()
        shop = self.instance
        for who in _PEOPLE:
            kept = {key: v for key, v in getattr(shop, who).items() if key != "email"}
            email = self.cleaned_data.get(f"{who}_email")
            setattr(shop, who, {**kept, "email": email} if email else kept)
