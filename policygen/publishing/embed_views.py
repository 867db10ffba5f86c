"""The latest version for pages of other sites. Anybody may ask: there is nothing of a visitor in it."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import parse_etags
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from policygen.publishing import embedding
from policygen.publishing.models import Page
from policygen.publishing.oembed import oembed_address, rich, wanted
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
    page = _of_language(slug, request.GET.get("language"), first=True)
    if page is None:
        raise Http404
    return _json(request, page)


@require_safe
def embed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    return _json(request, _page(slug, language))


@require_safe
@xframe_options_exempt
def frame(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    title = current_library().string("title", language)
    asking = oembed_address(request.build_absolute_uri())
    make = partial(embedding.embed_page, title=title, oembed=request.build_absolute_uri(asking))
    response = _answer(request, _page(slug, language), make, "text/html; charset=utf-8")
    response["Content-Security-Policy"] = _FRAMED
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """By https://oembed.com, section 2.3: 501 for another form than JSON, 404 for an address of nothing."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    ours = request.build_absolute_uri("/").rstrip("/")
    found = wanted(request.GET.get("url", ""), ours)
    page = found and _of_language(found.slug, found.language, first=found.language is None)
    if not page:
        raise Http404
    title = current_library().string("title", page.language)
    most = (_most(request, "maxwidth"), _most(request, "maxheight"))
    response = JsonResponse(rich(page, ours=ours, title=title, most=most))
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = SOON
    return response


def _most(request: HttpRequest, name: str) -> int:
    """Pixels. What is no number sets no limit."""
    given = request.GET.get(name, "")
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 6 else _ROOM


_ROOM = 100_000


def _pages(slug: str) -> list[Page]:
    """Of the latest version. One query for it and one for its pages."""
    found = Page.objects.filter(version__policy__slug=slug).select_related("version")
    newest = found.order_by("-version__number").values("version")[:1]
    return list(found.filter(version__in=newest))


def _of_language(slug: str, language: str | None, *, first: bool = False) -> Page | None:
    """`first`: where there is none in that language, the one in the policy's first."""
    pages = {page.language: page for page in _pages(slug)}
    if first and pages and language not in pages:
        language = next(iter(pages.values())).version.languages[0]
    return pages.get(language or "")


def _page(slug: str, language: str) -> Page:
    found = _of_language(slug, language)
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
