"""Screen 2: who stands behind the shop and how people reach them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.shops.forms.base import StepForm, Text
from policygen.shops.forms.fields import (
    AnswerField,
    EmailLineField,
    LineField,
    NumberField,
    WebField,
    WordField,
)
from policygen.shops.forms.layout import Folded, Group, Pair
from policygen.shops.models import Shop

_PEOPLE = {
    "dpo": _("Data protection officer"),
    "eu_representative": _("Representative in the European Union"),
    "uk_representative": _("Representative in the United Kingdom"),
}


class ContactForm(StepForm):
    step = "contact"
    texts = (
        Text(
            "legal_name",
            _("What is your full legal name?"),
            _("A company’s registered name, or your own first and last name."),
        ),
        Text(
            "address",
            _("What is your postal address?"),
            _("One line: street, city, postcode, country. Everybody can read it in the policy."),
        ),
        *(
            text
            for who in _PEOPLE
            for text in (Text(f"{who}.name", _("Name")), Text(f"{who}.address", _("Address")))
        ),
    )

    registration = LineField(
        label=_("What is your registration or tax number?"),
        help_text=_("In Ukraine your EDRPOU code or tax number."),
    )
    email = EmailLineField(
        label=_("To which email address can people write about their data?"),
        help_text=_("Everybody can read it in the policy."),
        required=True,
    )
    phone = LineField(label=_("Phone number"))
    website = WebField(label=_("Address of your website"))
    form_url = WebField(label=_("Address of your contact form"))
    contact_account = AnswerField(label=_("Can customers see their data in an account?"))
    contact_chat = AnswerField(label=_("Is there a chat on the website?"))
    contact_toll_free = AnswerField(label=_("Is the phone number free of charge for callers?"))
    reply_days = NumberField(
        label=_("Within how many days do you answer?"),
        help_text=_("The policy promises it, so choose what you can keep. One month at most."),
        min_value=1,
        max_value=90,
    )
    reply_working = WordField(
        [("yes", _("Working days")), ("no", _("Calendar days"))], label=_("Which days count?")
    )
    security_email = EmailLineField(label=_("Where can people report a security problem?"))
    security_subject = LineField(label=_("With which words in the subject line?"))
    dpo_email = EmailLineField(label=_("Email"))
    eu_representative_email = EmailLineField(label=_("Email"))
    uk_representative_email = EmailLineField(label=_("Email"))

    class Meta(StepForm.Meta):
        fields = [
            *("registration", "email", "phone", "website", "form_url"),
            *("contact_account", "contact_chat", "contact_toll_free"),
            *("reply_days", "security_email", "security_subject"),
        ]

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        super().__init__(data, instance=instance, **options)
        for who in _PEOPLE:
            self.initial[f"{who}_email"] = getattr(instance, who).get("email", "")
        calendar_days = instance.reply_days and not instance.reply_working
        self.initial["reply_working"] = "no" if calendar_days else "yes"

    def groups(self) -> list[Any]:
        legal_name, address, *people = self.texts
        return [
            Group(
                _("Who is responsible"),
                *(self.text_group(legal_name), "registration", self.text_group(address)),
            ),
            Group(
                _("How to reach you"),
                *("email", Pair("phone", "website"), "form_url"),
                Pair("reply_days", "reply_working", id="id_replies_within"),
            ),
            Folded(
                _("More ways to reach you"),
                *("contact_account", "contact_chat", "contact_toll_free"),
                Pair("security_email", "security_subject", id="id_security_contact"),
            ),
            *self._people_groups(people),
        ]

    def _people_groups(self, people: list[Text]) -> list[Folded]:
        return [
            Folded(
                title,
                *(self.text_group(text) for text in people if text.name.startswith(f"{who}.")),
                f"{who}_email",
                id=f"id_{who}",
                help=_("Most small shops have none. Fill it in only if you appointed one."),
            )
            for who, title in _PEOPLE.items()
        ]

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
        shop.reply_working = self.cleaned_data.get("reply_working") == "yes"
        for who in _PEOPLE:
            kept = {key: v for key, v in getattr(shop, who).items() if key != "email"}
            email = self.cleaned_data.get(f"{who}_email")
            setattr(shop, who, {**kept, "email": email} if email else kept)
