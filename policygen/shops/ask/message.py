"""What an owner sends to whoever made their site: plain text, in the language of the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from policygen.shops.ask.unknown import Unknown
from policygen.shops.models import Shop


@dataclass(frozen=True)
class Message:
    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """Opens the owner's mail program with the message in it, to nobody yet."""
        body = self.text.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.subject, safe='')}&body={quote(body, safe='')}"


def message(
    shop: Shop, unknown: Sequence[Unknown], address: Callable[[Unknown], str] | None
) -> Message:
    """`address`: where a question is answered; None leaves the links out."""
    name = " ".join(str(shop).split())
    parts = [
        _("Hello,"),
        _(
            "I am writing the privacy policy of “{shop}”. There are things about the site that I don’t "
            "know. Can you tell me?"
        ).format(shop=name),
        *(_asked(number, one, address) for number, one in enumerate(unknown, start=1)),
    ]
    if address:
        parts.append(
            _("The links open my answers: please choose the right one there and save the page.")
        )
    parts.append(_("Thank you!"))
    return Message(_("Questions about the site of “{shop}”").format(shop=name), "\n\n".join(parts))


def _asked(number: int, one: Unknown, address: Callable[[Unknown], str] | None) -> str:
    lines = [f"{number}. {one.label}", _("How to find out:") + f" {one.find_out.text}"]
    return "\n".join([*lines, *([address(one)] if address else [])])
