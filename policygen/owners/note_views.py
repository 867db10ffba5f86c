"""The note for customers about what changed between two versions, and when laws want them told."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Duty
from policygen.publishing.choosing import chosen
from policygen.publishing.customer_note import customer_note, customer_notes
from policygen.publishing.in_force import standing
from policygen.publishing.models import Version
from policygen.releases.current import current_library
from policygen.shops import access
from policygen.shops.choices import current_language
from policygen.shops.models import Shop

CHANGES = "-change"
"""The end of the name of a requirement that says when people are told of a change."""


@require_safe
@never_cache
def note(request: HttpRequest, shop_id: str) -> HttpResponse:
    """Between any two versions, the newest two to begin with."""
    shop = access.get_shop(request, shop_id)
    context = chosen(request, _versions(shop))
    if context:
        before, after = context["before"], context["after"]
        context["notes"] = customer_notes(before, after, _site(request))
        context["languages"] = current_library().languages
        context["duties"] = duties_of_changes(after)
    return render(request, "owners/note.html", {"shop": shop, **context})


@require_safe
@never_cache
def note_draft(request: HttpRequest, shop_id: str, language: str) -> HttpResponse:
    """As a message that was not sent yet."""
    shop = access.get_shop(request, shop_id)
    context = chosen(request, _versions(shop))
    if not context:
        return redirect("policies:note", shop.public_id)
    if language not in context["before"].languages:
        raise Http404
    if language not in context["after"].languages:
        raise Http404
    made = customer_note(context["before"], context["after"], language, _site(request))
    if not made.text:
        raise Http404
    name = f"privacy-policy-{context['after'].number}.{language}.eml"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": language,
    }
    return HttpResponse(made.draft(), content_type="message/rfc822", headers=headers)


def _versions(shop: Shop) -> list[Version]:
    versions = Version.objects.filter(policy__shop=shop).select_related("policy", "cancellation")
    return list(standing(versions))


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def duties_of_changes(version: Version) -> tuple[Duty, ...]:
    """What laws ask for before or when a policy changes, as the library of today says it; nothing where that
    can't read the answers of then."""
    library = current_library()
    try:
        facts = make_facts(dict(version.facts), library)
    except FactsError:
        return ()
    checklist = compose(library, facts, current_language()).explain().checklist
    return tuple(duty for duty in checklist if duty.requirement.endswith(CHANGES))
