"""The pages around the wizard: home, language, and what machines ask for."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from policygen.common import language_switch
from policygen.releases.current import current_library
from policygen.shops.choices import first_languages
from policygen.shops.remaining import minutes_of_new_shop
from policygen.shops.steps import STEPS
from policygen.site import languages
from policygen.site.drafts import latest_draft
from policygen.site.examples import SHOWN, excerpts, published_examples


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    examples = published_examples()
    context = {
        "excerpts": excerpts(language),
        "whole": [example for example in examples if example.slug == SHOWN],
        "examples": [example for example in examples if example.language == language],
        "numbers": _numbers(),
        "draft": latest_draft(request),
    }
    return render(request, "site/home.html", context)


def _numbers() -> dict[str, int]:
    """What the home page may say of itself, counted and not claimed. The review is a screen too."""
    library = current_library()
    return {
        "minutes": minutes_of_new_shop(first_languages()),
        "screens": len(STEPS) + 1,
        "requirements": sum("policy" in rule.where for rule in library.requirements),
        "tools": len(library.tools),
    }


@require_safe
def choose_language(request: HttpRequest, language: str) -> HttpResponse:
    """Remember the language in a cookie, which only this explicit choice sets, and go back."""
    if language not in languages.codes():
        raise Http404
    target = request.GET.get("next", "")
    if not _is_ours(target):
        target = f"/{language}/"
    # Not redirect(), which takes a word for the name of a page.
    response = HttpResponseRedirect(languages.in_language(target, language))
    return language_switch.remember(request, response, language)


def _is_ours(target: str) -> bool:
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


@require_safe
@cache_control(max_age=24 * 60 * 60, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """The desk need not be found. Drafts are found by nobody but their owners, whatever stands here."""
    closed = [f"/{code}/admin/" for code in languages.codes()]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*closed, "/language/"))]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For clients that ask without reading the page's <link rel="icon">."""
    return redirect(static("img/favicon.svg"))
