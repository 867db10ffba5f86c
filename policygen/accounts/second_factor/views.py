"""The pages of the second factor: typing a code, setting up an app, recovery codes."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import Login
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.internal import flows
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from policygen.accounts.second_factor.forms import (
    ConfirmCodeForm,
    PasswordAgainForm,
    PasswordForm,
    SetUpForm,
    SignInCodeForm,
    use_up,
)
from policygen.accounts.second_factor.state import apps_of, destination, passed

PLACE = "account/second_factor"


class PasswordView(LoginView):
    """The first factor. Who has an app is signed in only by its code."""

    authentication_form = PasswordForm
    template_name = "admin/login.html"
    next_page = "admin:index"

    def form_valid(self, form: Any) -> HttpResponse:
        user, place = form.get_user(), self.get_success_url()
        if self.request.user.is_authenticated:
            logout(self.request)  # an owner's session is not carried into the desk
        record_authentication(self.request, user, "password", reauthenticated=True)
        answer: HttpResponse = perform_login(self.request, Login(user=user, redirect_url=place))
        return answer


class SetUpView(ActivateTOTPView):  # type: ignore[misc]
    """The first app, or another one instead of it: the earlier one counts until then."""

    form_class = SetUpForm
    template_name = f"{PLACE}/app.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        assert isinstance(user, User)  # noqa: S101 - for_editors
        if not passed(request) and not user.has_usable_password():
            # allauth has nothing to ask such an editor for, and would let a code by e-mail do.
            return render(request, f"{PLACE}/no_password.html", status=403)
        raise_if_reauthentication_required(request, app="allauth.mfa")
        # Past allauth's own method, which wants an app removed before there is another one.
        answer: HttpResponseBase = super(ActivateTOTPView, self).dispatch(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SECRET_SESSION_KEY not in request.session:  # A button pressed twice.
            return redirect(self._after("mfa_view_recovery_codes"))
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            apps_of(self.request.user).delete()
            app, recovery_codes = flows.activate_totp(self.request, form)
            post_authentication(self.request, app)
        app.wrap().validate_code(form.cleaned_data["code"])  # uses it up
        use_up(app, form.cleaned_data["code"])
        messages.success(self.request, _("Your authenticator app is set up."))
        return redirect(self._after("mfa_view_recovery_codes" if recovery_codes else "mfa_index"))

    def _after(self, name: str) -> str:
        return f"{reverse(name)}?{urlencode({'next': destination(self.request)})}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[i : i + 4] for i in range(0, len(secret), 4)]
        return {**context, "secret": " ".join(groups), "another": passed(self.request)}


class RecoveryCodesView(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = f"{PLACE}/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "next": destination(self.request)}


code = AuthenticateView.as_view(form_class=SignInCodeForm, template_name=f"{PLACE}/code.html")
confirm = ReauthenticateView.as_view(form_class=ConfirmCodeForm, template_name=f"{PLACE}/code.html")
password = PasswordAgainView.as_view(
    form_class=PasswordAgainForm, template_name=f"{PLACE}/password.html"
)
overview = IndexView.as_view(template_name=f"{PLACE}/overview.html")
app = SetUpView.as_view()
recovery_codes = RecoveryCodesView.as_view()
new_codes = GenerateRecoveryCodesView.as_view(template_name=f"{PLACE}/new_codes.html")
download = DownloadRecoveryCodesView.as_view(template_name=f"{PLACE}/recovery_codes.txt")
