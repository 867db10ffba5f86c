"""What more than one page says after saving."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from policygen.shops import choices


def tell_added(request: HttpRequest, purposes: list[str]) -> None:
    if purposes:
        names = "; ".join(choices.term_label("purposes", slug) for slug in purposes)
        message = ngettext(
            "Your services do something more, so we added it to what you do: %(names)s.",
            "Your services do more, so we added this to what you do: %(names)s.",
            len(purposes),
        )
        messages.info(request, message % {"names": names})
