"""What allauth says on our pages, in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _

from policygen.common import mail_headers


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _(
            "This is not the code from our latest e-mail. Compare it once more, or ask for a new code."
        ),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "incorrect_password": _("This is not your password."),
    }

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        more = {**mail_headers.headers(), **(headers or {})}
        message: EmailMessage = super().render_mail(template_prefix, email, context, more)
        return message

    def is_safe_url(self, url: str | None) -> bool:
        """A path of ours. allauth takes a mere word for the name of a page, and fails over ``http://[``."""
        return bool(url) and str(url).startswith("/") and bool(super().is_safe_url(url))
