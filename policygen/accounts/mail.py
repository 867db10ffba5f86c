"""Which e-mails an owner wants beside the codes for signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policygen.shops.models import LibraryMail


@require_POST
@login_required
def library_mail(request: HttpRequest) -> HttpResponse:
    """On or off; the language is that of the page on which it was turned on."""
    owner = request.user
    assert isinstance(owner, User)  # noqa: S101 - login_required
    if request.POST.get("wanted") == "yes":
        language = get_language() or "en"
        LibraryMail.objects.update_or_create(owner=owner, defaults={"language": language})
        messages.success(request, _("We will write to you when our texts change your policy."))
    else:
        LibraryMail.objects.filter(owner=owner).delete()
        messages.success(request, _("We won’t write to you about changes of our texts."))
    return redirect("account")
