"""Every version for its owner, whether the public may see it or not: the stored bytes."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from policygen.engine.formats import format_with
from policygen.publishing import serving
from policygen.publishing.bundle.writing import look_through, write_bundle
from policygen.publishing.models import Download, Page, Policy
from policygen.publishing.public_views import not_now
from policygen.publishing.storage import Damaged
from policygen.shops.access import get_shop


@require_safe
def stored_page(request: HttpRequest, shop_id: str, number: int, language: str) -> HttpResponse:
    """Its links to other languages and files are relative, and lead to the addresses here."""
    shop = get_shop(request, shop_id)
    pages = Page.objects.filter(version__policy__shop=shop, version__number=number)
    page = get_object_or_404(pages, language=language)
    try:
        content = serving.whole_page(page.pk, bytes(page.html), page.sha256, squeezed=False)
    except Damaged:
        return not_now(request)
    return HttpResponse(content, headers={"Content-Language": language})


@require_safe
def bundle(request: HttpRequest, shop_id: str) -> HttpResponseBase:
    """The whole history as one ZIP, sent while it is written."""
    policy = get_object_or_404(Policy, shop=get_shop(request, shop_id))
    try:
        look_through(policy)
    except Damaged:
        return not_now(request)
    response = StreamingHttpResponse(write_bundle(policy), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{policy.slug}-history.zip"'
    return response


@require_safe
def stored_file(
    request: HttpRequest, shop_id: str, number: int, language: str, suffix: str
) -> HttpResponse:
    shop, form = get_shop(request, shop_id), format_with(suffix)
    if form is None:
        raise Http404
    files = Download.objects.filter(version__policy__shop=shop, version__number=number)
    found = get_object_or_404(files, language=language, format=form.name)
    try:
        with serving.whole_file(found) as file:
            content = file.read()
    except Damaged:
        return not_now(request)
    response = HttpResponse(content, content_type=form.content_type)
    name = f"privacy-policy.{number}.{language}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
