"""A policy that its owner took off: what visitors read instead, and putting it back. Nothing is deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policygen.common.local_day import day_in
from policygen.engine.policy.spelling import day
from policygen.publishing.models import Policy, Version, Withdrawal
from policygen.shops.models import Shop


@transaction.atomic
def withdraw(shop: Shop, reason: str) -> bool:
    """Whether it was published, and not withdrawn already. `reason`: for the owner alone."""
    policy = Policy.objects.select_for_update().filter(shop=shop, withdrawn=None).first()
    if policy is None:
        return False
    now = timezone.now()
    Withdrawal.objects.create(policy=policy, reason=reason, made=now)
    policy.withdrawn = now
    policy.save(update_fields=["withdrawn"])
    return True


@transaction.atomic
def put_back(shop: Shop) -> bool:
    """Whether it was withdrawn."""
    policy = Policy.objects.select_for_update().filter(shop=shop).first()
    if policy is None or policy.withdrawn is None:
        return False
    Withdrawal.objects.filter(policy=policy, undone=None).update(undone=timezone.now())
    policy.withdrawn = None
    policy.save(update_fields=["withdrawn"])
    return True


# -- what visitors read --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One way to reach the shop."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Said:
    """In one language. `day`: on which it was withdrawn, where the shop is."""

    language: str
    shop: str
    day: str
    contact: tuple[Line, ...]


def said(version: Version, language: str) -> list[Said]:
    """In each language of the version, `language` first. It has the shop's contact of then."""
    languages = sorted(version.languages, key=lambda one: one != language)
    return [_said(version, one) for one in languages]


def _said(version: Version, language: str) -> Said:
    business, off = version.facts["business"], version.policy.withdrawn
    on = day(day_in(version.country, off), language, version.country) if off else ""
    with translation.override(language):
        contact = tuple(_contact(business, language))
    return Said(language, text_in(business["name"], language), on, contact)


def _contact(business: dict[str, Any], language: str) -> Iterator[Line]:
    contact = business["contact"]
    email, phone, form = (contact.get(name) for name in ("email", "phone", "form_url"))
    if business.get("legal_name"):
        yield Line(_("Who answers"), text_in(business["legal_name"], language))
    if email:
        yield Line(_("E-mail"), email, f"mailto:{email}")
    if phone:
        yield Line(_("Phone"), phone)
    if form and form.startswith(("https://", "http://")):
        yield Line(_("Contact form"), form, form)
    if business.get("address"):
        yield Line(_("Address"), text_in(business["address"], language))


def text_in(text: Any, language: str) -> str:
    """What the facts hold in one language, or in each."""
    if isinstance(text, dict):
        return str(text.get(language) or next(iter(text.values())))
    return str(text)


def line(version: Version, language: str, address: str) -> SafeString:
    """For pages that the policy was embedded in."""
    shop = text_in(version.facts["business"]["name"], language)
    with translation.override(language):
        return format_html(
            '<p>{} <a href="{}">{}</a></p>',
            _("%(shop)s has withdrawn this privacy policy.") % {"shop": shop},
            address,
            _("How to reach the shop"),
        )
