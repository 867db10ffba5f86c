"""What visitors are told of a version that does not apply yet, and taking it back before its day.

The stored bytes stay as they are: the note is put into a page when it is served.
"""

import re

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policygen.engine.policy.spelling import day
from policygen.publishing.in_force import has_begun, standing, stood_in
from policygen.publishing.models import Cancellation, Policy, Version
from policygen.shops.models import Shop

_MAIN = re.compile(rb"<main\b[^>]*>")


class TooLate(Exception):
    """There is no version that could be taken back: it has begun, or was taken back already."""


def in_place_of(current: Version, coming: Version, language: str, site: str = "") -> SafeString:
    """For the page that is in force: from when the coming version applies, and where it stands. `site`: what
    the addresses begin with where the note stands on a page of another site."""
    slug = current.policy.slug
    page = site + reverse("published:version", args=(slug, coming.number, language))
    changes = site + reverse("published:compare", args=(slug, language))
    changes += f"?from={current.number}&to={coming.number}"
    with translation.override(language):
        return _note(
            format_html(
                _("A new version of this policy applies from {}. Until then, this one does."),
                _day(coming, language),
            ),
            (page, _("Read the new version")),
            (changes, _("See what changes")),
        )


def not_yet(current: Version, coming: Version, language: str) -> SafeString:
    """For the page of the coming version itself, which may be in a language that the one in force isn't."""
    page = reverse("published:page", args=(current.policy.slug, current.nearest(language)))
    with translation.override(language):
        return _note(
            format_html(
                _("This version does not apply yet: it does from {}."), _day(coming, language)
            ),
            (page, _("Read the policy in force now")),
        )


def put_into(html: bytes, note: str) -> bytes:
    """The page with the note at the beginning of its text."""
    main = _MAIN.search(html)
    at = main.end() if main else 0
    return html[:at] + b"\n" + note.encode() + html[at:]


def _day(version: Version, language: str) -> SafeString:
    said = day(version.effective, language, version.country)
    return format_html('<time datetime="{}">{}</time>', version.effective.isoformat(), said)


def _note(text: SafeString, *links: tuple[str, str]) -> SafeString:
    """In the look that every page has for what stands out."""
    led = (format_html(' <a href="{}">{}</a>.', *link) for link in links)
    return format_html(
        '<aside class="clause callout coming"><p>{}{}</p></aside>', text, SafeString("".join(led))
    )


# -- taking it back ------------------------------------------------------------------------------------


@transaction.atomic
def take_back(shop: Shop, number: int) -> Version:
    """The coming version never applies, and the day that it had is no longer the shop's answer.

    Raises TooLate; Version.DoesNotExist where the shop has no such version.
    """
    policy = Policy.objects.select_for_update().filter(shop=shop).first()
    if policy is None:
        raise Version.DoesNotExist
    version: Version = policy.versions.select_related("policy").get(number=number)
    found = stood_in(standing(policy.versions.all()), has_begun)
    if found is None or found.coming is None or found.coming != version:
        raise TooLate
    Cancellation.objects.create(version=version)
    shop.effective = found.current.effective
    shop.save(update_fields=["effective", "updated"])
    return version
