"""Whoever began a shop is told by e-mail that somebody put it into an account by its private link.

The address is the contact that the shop names: without an account there is no other. Anybody can have typed
it, so the e-mail holds nothing that they chose, and no address gets many.
"""

import logging
from typing import Any

from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from policygen.common.mail_headers import headers
from policygen.common.tries import counted
from policygen.shops.models import Shop
from policygen.shops.taking import UNDONE_WITHIN, was_taken

log = logging.getLogger(__name__)

A_DAY = 3
"""E-mails to one address."""


@receiver(was_taken)
def tell_owner(request: HttpRequest, shop: Shop, **kwargs: Any) -> None:
    if not shop.email or not counted(f"taken|{shop.email}", A_DAY, 24 * 60 * 60):
        return
    try:
        _message(request, shop).send()
    except OSError:
        log.exception("Nobody was told that a shop was put into an account")


def _message(request: HttpRequest, shop: Shop) -> EmailMessage:
    """In the first language of the policy: which one its owner reads pages in is not known."""
    now = timezone.localtime()
    with translation.override(shop.languages[0] if shop.languages else None):
        context = {
            "site": request.get_host(),
            "shops": request.build_absolute_uri(reverse("policies:list")),
            "day": now,
            "until": now + UNDONE_WITHIN,
        }
        subject = render_to_string("shops/email/taken_subject.txt").strip()
        body = render_to_string("shops/email/taken_message.txt", context)
    return EmailMessage(subject, body, to=[shop.email], headers=headers())
