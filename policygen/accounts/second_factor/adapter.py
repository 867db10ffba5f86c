"""What allauth.mfa says on our pages, in our words."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        # The same for a wrong code, a used one and somebody else's.
        "incorrect_code": _("This code is wrong or has been used already. Type a fresh one."),
    }
