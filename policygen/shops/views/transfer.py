"""Answers as a file, a shop from a file, and a shop from another one."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.shops import access, transfer
from policygen.shops.forms.transfer import ImportForm
from policygen.shops.from_facts import create_shop


@require_safe
@never_cache
def answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """The facts file of this shop, finished or not."""
    shop = access.get_shop(request, public_id)
    name = slugify(shop.name_in("en"))[:40].strip("-") or "shop"
    return HttpResponse(
        transfer.answers_file(shop),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-answers.yaml"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_answers(request: HttpRequest) -> HttpResponse:
    """A new shop from a facts file. Nothing is made of a file with a mistake in it."""
    if request.method != "POST":
        return render(request, "shops/import.html", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid() or form.facts is None:
        return render(request, "shops/import.html", {"form": form})
    owner, key = _owner(request)
    shop = create_shop(form.facts, owner, key)
    messages.success(request, _("The answers are here. Look through them once."))
    return redirect("shops:review", shop.public_id)


@require_POST
def duplicate(request: HttpRequest, public_id: str) -> HttpResponse:
    shop = access.get_shop(request, public_id)
    copy = transfer.duplicate(shop, *_owner(request))
    messages.success(request, _("This is the copy. Change its name and what else is different."))
    return redirect("shops:step", copy.public_id, "shop")


def _owner(request: HttpRequest) -> tuple[User | None, str]:
    """Whom a new shop belongs to: this user, or else this browser."""
    if isinstance(request.user, User):
        return request.user, ""
    return None, access.browser_key(request)
