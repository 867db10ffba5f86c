"""The latest version for pages of other sites. Anybody may ask: there is nothing of a visitor in it."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from policygen.publishing import embedding
from policygen.publishing.models import Page
from policygen.publishing.public_views import RETRY, SOON
from policygen.publishing.storage import Damaged
from policygen.releases.current import current_library

_FRAMED = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors *",
    )
)
"""As everywhere (site/middleware.py), but any site may have it in a frame."""


@require_safe
def embed_any(request: HttpRequest, slug: str) -> HttpResponse:
    """In the language of the page that asks (`language`), where the policy has it; else in its first."""
    pages = {page.language: page for page in _pages(slug)}
    if not pages:
        raise Http404
    first = next(iter(pages.values())).version.languages[0]
    return _json(request, pages.get(request.GET.get("language", ""), pages[first]))


@require_safe
def embed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    return _json(request, _page(slug, language))


@require_safe
@xframe_options_exempt
def frame(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    title = current_library().string("title", language)
    make = partial(embedding.embed_page, title=title)
    response = _answer(request, _page(slug, language), make, "text/html; charset=utf-8")
    response["Content-Security-Policy"] = _FRAMED
    return response


def _pages(slug: str) -> list[Page]:
    """Of the latest version. One query for it and one for its pages."""
    found = Page.objects.filter(version__policy__slug=slug).select_related("version")
    newest = found.order_by("-version__number").values("version")[:1]
    return list(found.filter(version__in=newest))


def _page(slug: str, language: str) -> Page:
    found = next((page for page in _pages(slug) if page.language == language), None)
    if found is None:
        raise Http404
    return found


def _json(request: HttpRequest, page: Page) -> HttpResponse:
    response = _answer(request, page, embedding.embed_json, "application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(
    request: HttpRequest, page: Page, make: Callable[[Page], bytes], kind: str
) -> HttpResponse:
    try:
        content = make(page)
    except Damaged:
        return HttpResponse(status=503, headers={"Retry-After": RETRY, "Cache-Control": "no-store"})
    etag = embedding.etag(content)
    known = etag in parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse = (
        HttpResponseNotModified() if known else HttpResponse(content, content_type=kind)
    )
    response["ETag"] = etag
    response["Cache-Control"] = SOON
    response["Content-Language"] = page.language
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
