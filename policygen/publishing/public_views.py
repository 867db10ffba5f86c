"""Published policies, served from the stored bytes."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from policygen.engine.formats import format_with
from policygen.engine.policy.spelling import day
from policygen.publishing import serving
from policygen.publishing.choosing import chosen
from policygen.publishing.comparing import compared
from policygen.publishing.file_links import file_links
from policygen.publishing.models import Download, Page, Version
from policygen.publishing.oembed import oembed_address
from policygen.publishing.storage import Damaged
from policygen.releases.current import current_library

SOON = "public, max-age=300"
_FOR_EVER = "public, max-age=31536000, immutable"
RETRY = 600
"""Seconds."""


@require_safe
def choose_language(request: HttpRequest, slug: str) -> HttpResponse:
    """To the page in the visitor's language if there is one, else in the policy's first."""
    version = _latest(slug)
    wanted = translation.get_language_from_request(request)
    language = wanted if wanted in version.languages else version.languages[0]
    response = redirect("published:page", slug, language)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The latest version."""
    pages = Page.objects.filter(version__policy__slug=slug, language=language)
    return _respond(request, pages.order_by("-version__number"), slug, language, SOON)


@require_safe
def version(request: HttpRequest, slug: str, number: int, language: str) -> HttpResponse:
    """One version, which never changes."""
    pages = Page.objects.filter(
        version__policy__slug=slug, version__number=number, language=language
    )
    return _respond(request, pages, slug, language, _FOR_EVER)


def _respond(
    request: HttpRequest, pages: QuerySet[Page], slug: str, language: str, caching: str
) -> HttpResponse:
    """One query, and a second one for the bytes if the visitor does not have them yet."""
    found = pages.values_list("pk", "sha256", "version__facts__languages").first()
    if found is None:
        raise Http404
    key, digest, languages = found
    squeezed = "br" in request.headers.get("Accept-Encoding", "")
    etag = f'"{digest}-br"' if squeezed else f'"{digest}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        column = "brotli" if squeezed else "html"
        stored = Page.objects.values_list(column, flat=True).get(pk=key)
        try:
            content = serving.whole_page(key, bytes(stored), digest, squeezed=squeezed)
        except Damaged:
            return _not_now(request)
        response = HttpResponse(content, content_type="text/html; charset=utf-8")
        if squeezed:
            response["Content-Encoding"] = "br"
    response["ETag"] = etag
    response["Cache-Control"] = caching
    response["Content-Language"] = language
    response["Link"] = _link(request, slug, language, languages)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _link(request: HttpRequest, slug: str, language: str, languages: list[str]) -> str:
    """The page of the latest version in full, the same in the other languages, and where to ask about it by
    oEmbed (RFC 8288)."""
    urls = {
        code: request.build_absolute_uri(reverse("published:page", args=(slug, code)))
        for code in dict.fromkeys([language, *languages])
    }
    others = (f'<{urls[code]}>; rel="alternate"; hreflang="{code}"' for code in languages)
    asking = request.build_absolute_uri(oembed_address(urls[language]))
    oembed = f'<{asking}>; rel="alternate"; type="application/json+oembed"'
    return ", ".join([f'<{urls[language]}>; rel="canonical"', *others, oembed])


@require_safe
def versions(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """All versions, the newest first. Three queries however many there are, and one for their files."""
    latest = _latest(slug)
    if language not in latest.languages:
        raise Http404
    found = latest.policy.versions.only("number", "effective", "facts", "policy_id")
    rows = [
        {
            "version": row,
            "date": day(row.effective, language, row.facts["business"]["country"]),
            "files": file_links(row).get(language, ()),
        }
        for row in found.prefetch_related("downloads")
        if language in row.languages
    ]
    return _in_its_language(request, latest, language, "publishing/versions.html", versions=rows)


@require_safe
def compare(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Any two versions in one language, for whoever wants to know what has changed."""
    latest = _latest(slug)
    found = latest.policy.versions.filter(pages__language=language)
    if language not in latest.languages:
        raise Http404
    with translation.override(language):
        context = chosen(request, list(found))
    if context:
        context["found"] = compared(context["before"], context["after"], language)
    return _in_its_language(request, latest, language, "publishing/compare.html", **context)


def _in_its_language(
    request: HttpRequest, version: Version, language: str, template: str, **more: object
) -> HttpResponse:
    """A page around the policy, in the policy's language whatever the visitor reads elsewhere."""
    name = version.facts["business"]["name"]
    with translation.override(language):
        context = {
            "slug": version.policy.slug,
            "language": language,
            "shop": name if isinstance(name, str) else name[language],
            "title": current_library().string("title", language),
            **more,
        }
        response = render(request, template, context)
        response["Content-Language"] = language
        return response


def _not_now(request: HttpRequest, policy: str = "") -> HttpResponse:
    """Instead of something damaged. `policy`: the page on which the same can be read."""
    response = render(request, "publishing/not_now.html", {"policy": policy}, status=503)
    response["Retry-After"] = str(RETRY)
    response["Cache-Control"] = "no-store"
    # Told in the log with what to do (serving.py); Django would add a line for every visitor.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@require_safe
def download(request: HttpRequest, slug: str, language: str, suffix: str) -> HttpResponseBase:
    return _download(request, _latest(slug), language, suffix, SOON)


@require_safe
def version_download(
    request: HttpRequest, slug: str, number: int, language: str, suffix: str
) -> HttpResponseBase:
    found = get_object_or_404(Version, policy__slug=slug, number=number)
    return _download(request, found, language, suffix, _FOR_EVER)


def _download(
    request: HttpRequest, version: Version, language: str, suffix: str, caching: str
) -> HttpResponseBase:
    form = format_with(suffix)
    if form is None:
        raise Http404
    found = get_object_or_404(Download, version=version, language=language, format=form.name)
    try:
        file = serving.whole_file(found)
    except Damaged:
        return _not_now(request, reverse("published:page", args=(version.policy.slug, language)))
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{version.policy.slug}.{language}.{suffix}",
        content_type=form.content_type,
    )
    response["ETag"] = f'"{found.sha256}"'
    response["Content-Language"] = language
    response["Cache-Control"] = caching
    return response


def _latest(slug: str) -> Version:
    versions: QuerySet[Version] = Version.objects.select_related("policy")
    version = versions.filter(policy__slug=slug).first()
    if version is None:
        raise Http404
    return version
