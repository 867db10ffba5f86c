"""What more than one page says after saving."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from policygen.shops import choices


def tell_added(request: HttpRequest, purposes: list[str]) -> None:
    if purposes:
        names = "; ".join(choices.term_label("purposes", slug) for slug in purposes)
        message = ngettext(
            "Your services are used for something more, so we added this purpose: %(names)s.",
            "Your services are used for something more, so we added these purposes: %(names)s.",
            len(purposes),
        )
        messages.info(request, message % {"names": names})
