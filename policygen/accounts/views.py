"""Signing in and out, and what an account is: an e-mail address and shops."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.views import (
    ConfirmLoginCodeView,
    LogoutView,
    RequestLoginCodeView,
    account_inactive,
)
from allauth.core.exceptions import RateLimited
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.accounts.deletion import what_goes
from policygen.accounts.forms import AddressForm, CodeForm, DeleteAccountForm
from policygen.accounts.sign_in import STAGE, SignInCode
from policygen.shops.taking import give_all_back

log = logging.getLogger(__name__)


def _not_sent() -> str:
    return _("The e-mail could not be sent just now. Please try again in a few minutes.")


class AddressView(RequestLoginCodeView):  # type: ignore[misc]
    """One field, whether the address has an account or not."""

    form_class = AddressForm
    template_name = "account/sign_in.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Who comes back here wants to mend the address, and may."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            SignInCode.begin(self.request, form._user, form.cleaned_data["email"])
        except OSError:
            log.exception("A code was not sent")
            form.add_error("email", _not_sent())
            answer: HttpResponse = self.form_invalid(form)
            return answer
        return redirect(self.get_success_url())


@method_decorator(login_stage_required(STAGE, "account_login"), name="dispatch")
class CodeView(ConfirmLoginCodeView):  # type: ignore[misc]
    form_class = CodeForm
    template_name = "account/code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        self._process = SignInCode.resume(self.stage)
        if self._process is None:
            messages.error(request, _("The code has expired. Ask for a new one here."))
            return redirect("account_login")
        # Past allauth's own method, which would take up a process of its own kind.
        answer: HttpResponseBase = super(ConfirmLoginCodeView, self).dispatch(
            request, *args, **kwargs
        )
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        process = self._process
        assert process  # noqa: S101 - see dispatch
        if self._action == "verify" and not process.may_try():
            process.abort()
            messages.error(request, get_adapter().error_messages["too_many_login_attempts"])
            return redirect("account_login")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        try:
            if self._process:
                self._process.resend()
        except RateLimited:
            messages.error(
                self.request,
                _(
                    "Too many e-mails were asked for. The latest code stays valid; "
                    "wait a few minutes, then ask again."
                ),
            )
            return redirect(self.request.get_full_path())
        except OSError:
            log.exception("A code was not sent")
            messages.error(self.request, _not_sent())
            return redirect(self.request.get_full_path())
        messages.info(self.request, _("A new code is on its way. The earlier one is void."))
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


sign_in = AddressView.as_view()
code = CodeView.as_view()
sign_out = require_POST(never_cache(LogoutView.as_view()))
inactive = never_cache(account_inactive)


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """Asks first and says what goes; then the account, its shops, their pages and files are gone."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if user.is_staff or not form.is_valid():
        context = {"form": form, "shops": what_goes(user)}
        return render(request, "account/delete.html", context)
    logout(request)
    give_all_back(user)
    user.delete()
    messages.success(request, _("Your account and everything in it are deleted."))
    return redirect("home")
