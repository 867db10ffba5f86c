"""The two questions of signing in: your address, and the code that we sent there."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from policygen.accounts.sign_in import may_ask


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Counts who asks for which address (sign_in.may_ask)."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "form-control"}),
        error_messages={
            "required": _("Type your e-mail address; the code goes there."),
            "invalid": _("This doesn’t look like an e-mail address. An example: olena@example.com"),
        },
    )

    def clean_email(self) -> str:
        self.cleaned_data["email"] = email = self.cleaned_data["email"].lower()
        if not may_ask(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_email())


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "form-control",
            }
        ),
        error_messages={"required": _("Type the code from the e-mail.")},
    )


class DeleteAccountForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete all of it"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Tick the box if you are sure; nothing was deleted.")},
    )
