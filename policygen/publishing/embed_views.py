"""The version in force for pages of other sites. Anybody may ask: there is nothing of a visitor in it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from policygen.publishing import coming, embedding
from policygen.publishing.embedding import Shown
from policygen.publishing.in_force import Stood, stood_of
from policygen.publishing.models import Page, Version
from policygen.publishing.oembed import oembed_address, rich, wanted
from policygen.publishing.public_views import RETRY, SOON
from policygen.publishing.storage import Damaged
from policygen.publishing.withdrawing import line
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
    found = _in_force(slug)
    return _json(request, found, found.current.nearest(request.GET.get("language", "")))


@require_safe
def embed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    return _json(request, _in_force(slug), language)


@require_safe
@xframe_options_exempt
def frame(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    def make(shown: Shown) -> bytes:
        title = current_library().string("title", shown.page.language)
        asking = oembed_address(request.build_absolute_uri())
        return embedding.embed_page(shown, title=title, oembed=request.build_absolute_uri(asking))

    response = _answer(request, _in_force(slug), language, make, "text/html; charset=utf-8")
    response["Content-Security-Policy"] = _FRAMED
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """By https://oembed.com, section 2.3: 501 for another form than JSON, 404 for an address of nothing."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    ours = request.build_absolute_uri("/").rstrip("/")
    asked = wanted(request.GET.get("url", ""), ours)
    if not asked:
        raise Http404
    version = _in_force(asked.slug).current
    if version.policy.withdrawn:
        raise Http404
    language = asked.language or version.languages[0]
    pages = Page.objects.select_related("version__policy")
    page = get_object_or_404(pages, version=version, language=language)
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


def _in_force(slug: str) -> Stood[Version]:
    """One query. Raises Http404."""
    found = stood_of(slug)
    if found is None:
        raise Http404
    return found


def _json(request: HttpRequest, found: Stood[Version], language: str) -> HttpResponse:
    response = _answer(request, found, language, embedding.embed_json, "application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _shown(request: HttpRequest, found: Stood[Version], language: str) -> Shown:
    """One query. Raises Http404 where the policy is not in this language."""
    page = get_object_or_404(
        Page.objects.select_related("version"), version=found.current, language=language
    )
    site = request.build_absolute_uri("/").rstrip("/")
    if found.current.policy.withdrawn:
        address = site + reverse("published:page", args=(found.current.policy.slug, language))
        return Shown(page, line(found.current, language, address), withdrawn=True)
    if found.coming is None or language not in found.coming.languages:
        return Shown(page)
    return Shown(page, coming.in_place_of(found.current, found.coming, language, site))


def _answer(
    request: HttpRequest,
    found: Stood[Version],
    language: str,
    make: Callable[[Shown], bytes],
    kind: str,
) -> HttpResponse:
    shown = _shown(request, found, language)
    try:
        content = make(shown)
    except Damaged:
        return HttpResponse(status=503, headers={"Retry-After": RETRY, "Cache-Control": "no-store"})
    if shown.withdrawn:
        return _said(HttpResponse(content, content_type=kind, status=410), language, "no-store")
    etag = embedding.etag(content)
    known = etag in parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse = (
        HttpResponseNotModified() if known else HttpResponse(content, content_type=kind)
    )
    response["ETag"] = etag
    return _said(response, language, SOON)


def _said(response: HttpResponse, language: str, caching: str) -> HttpResponse:
    response["Cache-Control"] = caching
    response["Content-Language"] = language
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
