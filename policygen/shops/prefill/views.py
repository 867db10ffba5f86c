"""Services found in a saved page: shown as proposals, added when the owner says so."""

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from policygen.common import kept_in_browser
from policygen.releases.current import current_library
from policygen.shops import access, defaults, steps
from policygen.shops.answers.storing import changing
from policygen.shops.as_facts import load_parts
from policygen.shops.choices import current_language
from policygen.shops.messages import tell_added
from policygen.shops.models import Shop
from policygen.shops.prefill.forms import TOO_LONG, AddToolsForm, BoundedUpload, PrefillForm
from policygen.shops.prefill.proposals import proposals


# Exempt only so that the size of the upload is bounded before the token is read from it: what the
# inner view does is protected as everything else.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def prefill(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks for a page; shows what it holds; adds what was ticked. What was sent is not kept."""
    shop = access.get_shop(request, public_id)
    if request.method == "POST":
        request.upload_handlers = [BoundedUpload(request)]
        try:
            request.POST  # noqa: B018 - read here, where a text that is too long can be answered
        except RequestDataTooBig:
            form = PrefillForm({"page": ""})
            form.errors["page"] = form.error_class([str(TOO_LONG)])
            return _screen(request, shop, form, status=413)
    return _protected(request, shop)


@csrf_protect
def _protected(request: HttpRequest, shop: Shop) -> HttpResponse:
    if request.method != "POST":
        return _screen(request, shop, PrefillForm())
    if "add" in request.POST:
        return _add(request, shop)
    form = PrefillForm(request.POST, request.FILES)
    if not form.is_valid():
        return _screen(request, shop, form)
    found = proposals(shop, form.content)
    page = _screen(request, shop, PrefillForm(), found=found)
    return kept_in_browser.tell_saved(request, page)


def _add(request: HttpRequest, shop: Shop) -> HttpResponse:
    """To the tools that the shop has; with them come the purposes that need them."""
    form = AddToolsForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Nothing was ticked, so nothing was added."))
        return redirect("shops:prefill", shop.public_id)
    with transaction.atomic():
        shop = access.get_shop(request, shop.public_id, lock=True)
        with changing(shop) as answers:
            new = [slug for slug in form.cleaned_data["tools"] if slug not in answers.tools]
            purposes = defaults.set_tools(answers, [*answers.tools, *new])
    _tell(request, new)
    tell_added(request, purposes)
    return redirect(steps.get_step("tools").url(shop))


def _tell(request: HttpRequest, new: list[str]) -> None:
    names = "; ".join(current_library().tools[slug].named(current_language()) for slug in new)
    if new:
        messages.success(request, _("Found in your page and ticked: %(names)s.") % {"names": names})
    else:
        messages.info(request, _("You had chosen all of these already."))


def _screen(
    request: HttpRequest, shop: Shop, form: PrefillForm, status: int = 200, found: object = None
) -> HttpResponse:
    load_parts(shop)
    context = {
        "shop": shop,
        "form": form,
        "errors": form.error_list() if form.is_bound else [],
        "found": found,
        "tools_step": steps.get_step("tools").url(shop),
        "progress": steps.progress(shop, "tools"),
    }
    return render(request, "shops/prefill.html", context, status=status)
