"""Published policies, served from the stored bytes."""

import datetime
import hashlib
from typing import Any, NamedTuple

import brotli
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from policygen.common.local_day import today_in
from policygen.engine.formats import format_with
from policygen.engine.policy.spelling import day
from policygen.publishing import coming, serving
from policygen.publishing.choosing import chosen
from policygen.publishing.comparing import compared
from policygen.publishing.file_links import file_links
from policygen.publishing.in_force import Stood, standing, states, stood_in, stood_of
from policygen.publishing.models import Download, Page, Version
from policygen.publishing.oembed import oembed_address
from policygen.publishing.storage import Damaged
from policygen.publishing.withdrawing import said, text_in
from policygen.releases.current import current_library

SOON = "public, max-age=300"
_FOR_EVER = "public, max-age=31536000, immutable"
RETRY = 600
"""Seconds."""
QUICKLY = 5
"""Of brotli: a page with a note is squeezed for each who asks."""


@require_safe
def choose_language(request: HttpRequest, slug: str) -> HttpResponse:
    """To the page in the visitor's language if there is one, else in the policy's first."""
    version = _stood(slug).current
    wanted = translation.get_language_from_request(request)
    language = version.nearest(wanted)
    if version.policy.withdrawn:
        return off(version, language)
    response = redirect("published:page", slug, language)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


class _Row(NamedTuple):
    """Of a page, without its bytes."""

    key: int
    sha256: str
    number: int
    effective: datetime.date
    country: str
    languages: list[str]
    withdrawn: datetime.datetime | None

    @property
    def has_begun(self) -> bool:
        return self.effective <= today_in(self.country)


_COLUMNS = (
    "pk",
    "sha256",
    "version__number",
    "version__effective",
    "version__facts__business__country",
    "version__facts__languages",
    "version__policy__withdrawn",
)


def _begun(row: tuple[Any, ...]) -> bool:
    return _Row(*row).has_begun


@require_safe
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The version in force. One query, and a second one for the bytes if the visitor does not have them yet;
    a third one while another version is to come."""
    pages = Page.objects.filter(version__policy__slug=slug, language=language)
    rows = pages.filter(version__cancellation=None).order_by("-version__number")
    found = stood_in(rows.values_list(*_COLUMNS), _begun)
    if found is None:
        raise Http404
    row = _Row(*found.current)
    if row.withdrawn:
        return off(_stood(slug).current, language)
    note = ""
    if found.coming or not row.has_begun:
        note = _note(slug, row.number, language)
    return _respond(request, row, slug, language, SOON, note)


@require_safe
def version(request: HttpRequest, slug: str, number: int, language: str) -> HttpResponse:
    """One version, which never changes; but as long as it does not apply yet the page says so."""
    pages = Page.objects.filter(
        version__policy__slug=slug, version__number=number, language=language
    )
    found = pages.values_list(*_COLUMNS, "version__cancellation").first()
    if found is None:
        raise Http404
    *columns, cancelled = found
    row = _Row(*columns)
    if row.withdrawn:
        return off(_stood(slug).current, language)
    if cancelled:
        return _gone(request, slug, language)
    if row.has_begun:
        return _respond(request, row, slug, language, _FOR_EVER)
    return _respond(request, row, slug, language, SOON, _note(slug, number, language))


def _note(slug: str, number: int, language: str) -> str:
    """What is said on the page of this version while another one comes, or while it is the one that comes."""
    current, other = _stood(slug)
    if other is None:
        return ""
    if number == other.number:
        return coming.not_yet(current, other, language)
    if number == current.number and language in other.languages:
        return coming.in_place_of(current, other, language)
    return ""


def _respond(
    request: HttpRequest, row: _Row, slug: str, language: str, caching: str, note: str = ""
) -> HttpResponse:
    squeezed = "br" in request.headers.get("Accept-Encoding", "")
    etag = _etag(row, note, squeezed=squeezed)
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        try:
            content = _content(row, note, squeezed=squeezed)
        except Damaged:
            return not_now(request)
        response = HttpResponse(content, content_type="text/html; charset=utf-8")
        if squeezed:
            response["Content-Encoding"] = "br"
    response["ETag"] = etag
    response["Cache-Control"] = caching
    response["Content-Language"] = language
    response["Link"] = _link(request, slug, language, row.languages)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _etag(row: _Row, note: str, *, squeezed: bool) -> str:
    noted = f"-{hashlib.sha256(note.encode()).hexdigest()[:16]}" if note else ""
    return f'"{row.sha256}{noted}{"-br" if squeezed else ""}"'


def _content(row: _Row, note: str, *, squeezed: bool) -> bytes:
    """The stored bytes, with the note where there is one. Raises Damaged."""
    stored = squeezed and not note
    column = "brotli" if stored else "html"
    held = bytes(Page.objects.values_list(column, flat=True).get(pk=row.key))
    content = serving.whole_page(row.key, held, row.sha256, squeezed=stored)
    if not note:
        return content
    content = coming.put_into(content, note)
    return bytes(brotli.compress(content, quality=QUICKLY)) if squeezed else content


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
    stood = _stood(slug)
    latest = _in(stood, language)
    if latest.policy.withdrawn:
        return off(stood.current, language)
    found = latest.policy.versions.select_related("cancellation").prefetch_related("downloads")
    state = states(found)
    rows = [
        {
            "version": row,
            "state": state[row.number],
            "date": day(row.effective, language, row.country),
            "files": file_links(row).get(language, ()) if state[row.number] != "cancelled" else (),
        }
        for row in found
        if language in row.languages
    ]
    more = {"versions": rows, "in_force": stood.current.nearest(language)}
    return _in_its_language(request, latest, language, "publishing/versions.html", **more)


@require_safe
def compare(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Any two versions in one language, for whoever wants to know what has changed. As many queries however
    many there are."""
    stood = _stood(slug)
    latest = _in(stood, language)
    if latest.policy.withdrawn:
        return off(stood.current, language)
    found = standing(latest.policy.versions.filter(pages__language=language))
    found = found.select_related("cancellation")
    with translation.override(language):
        context = chosen(request, list(found))
    if context:
        context["found"] = compared(context["before"], context["after"], language)
    context["in_force"] = stood.current.nearest(language)
    return _in_its_language(request, latest, language, "publishing/compare.html", **context)


def _in(stood: Stood[Version], language: str) -> Version:
    """The version in force, or where only the coming one is in this language, that. Raises Http404."""
    for one in stood:
        if one and language in one.languages:
            return one
    raise Http404


def _in_its_language(
    request: HttpRequest, version: Version, language: str, template: str, **more: object
) -> HttpResponse:
    """A page around the policy, in the policy's language whatever the visitor reads elsewhere."""
    name = text_in(version.facts["business"]["name"], language)
    with translation.override(language):
        context = {
            "slug": version.policy.slug,
            "language": language,
            "shop": name,
            "title": current_library().string("title", language),
            **more,
        }
        response = render(request, template, context)
        response["Content-Language"] = language
        return response


def off(version: Version, language: str) -> HttpResponse:
    """In place of whatever is asked of a policy that its owner has withdrawn."""
    content = render_to_string("publishing/withdrawn.html", {"said": said(version, language)})
    response = HttpResponse(content, status=410)
    response["Content-Language"] = language
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _gone(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A version that was taken back before it applied."""
    stood = _stood(slug)
    response = _in_its_language(request, stood.current, language, "publishing/taken_back.html")
    response.status_code = 410
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def not_now(request: HttpRequest, policy: str = "") -> HttpResponse:
    """Instead of something damaged. `policy`: the page on which the same can be read."""
    response = render(request, "publishing/not_now.html", {"policy": policy}, status=503)
    response["Retry-After"] = str(RETRY)
    response["Cache-Control"] = "no-store"
    # Told in the log with what to do (serving.py); Django would add a line for every visitor.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@require_safe
def download(request: HttpRequest, slug: str, language: str, suffix: str) -> HttpResponseBase:
    return _download(request, _stood(slug).current, language, suffix, SOON)


@require_safe
def version_download(
    request: HttpRequest, slug: str, number: int, language: str, suffix: str
) -> HttpResponseBase:
    versions = Version.objects.select_related("policy", "cancellation")
    found = get_object_or_404(versions, policy__slug=slug, number=number)
    if hasattr(found, "cancellation") and not found.policy.withdrawn:
        return _gone(request, slug, found.nearest(language))
    caching = _FOR_EVER if found.has_begun else SOON
    return _download(request, found, language, suffix, caching)


def _download(
    request: HttpRequest, version: Version, language: str, suffix: str, caching: str
) -> HttpResponseBase:
    form = format_with(suffix)
    if form is None:
        raise Http404
    found = get_object_or_404(Download, version=version, language=language, format=form.name)
    if version.policy.withdrawn:
        return off(version, language)
    try:
        file = serving.whole_file(found)
    except Damaged:
        return not_now(request, reverse("published:page", args=(version.policy.slug, language)))
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


def _stood(slug: str) -> Stood[Version]:
    """One query. Raises Http404 where nothing is published."""
    found = stood_of(slug)
    if found is None:
        raise Http404
    return found
