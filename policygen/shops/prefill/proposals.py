"""What a saved page shows, as proposals to the owner: each service with its evidence in plain words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from policygen.engine.scanning.recognition import Evidence, Found, Recognition, recognise
from policygen.engine.scanning.signatures import address
from policygen.releases.current import current_library
from policygen.shops import tools
from policygen.shops.choices import current_language, label
from policygen.shops.models import Shop

_SEEN: dict[str, Any] = {
    "script": gettext_lazy("a script from %s"),
    "frame": gettext_lazy("a frame from %s"),
    "stylesheet": gettext_lazy("styles or fonts from %s"),
    "image": gettext_lazy("a picture from %s"),
    "form": gettext_lazy("a form that is sent to %s"),
    "request": gettext_lazy("a request to %s"),
    "inline": gettext_lazy("a script in the page that names %s"),
    "link": gettext_lazy("a link to %s"),
    "path": gettext_lazy("its files on your site"),
    "code": gettext_lazy("its code in the page"),
    "cookie": gettext_lazy("the cookie %s"),
    "generator": gettext_lazy("the page says that it was made with it"),
    "header": gettext_lazy("the server’s answer (%s)"),
    "page": gettext_lazy("the page’s own address: %s"),
}
_FIELDS: dict[str, Any] = {
    "email": pgettext_lazy("a field of a form", "email address"),
    "phone": pgettext_lazy("a field of a form", "telephone number"),
    "name": pgettext_lazy("a field of a form", "name"),
    "password": pgettext_lazy("a field of a form", "password"),
}


@dataclass(frozen=True)
class Proposal:
    """`chosen`: the shop has it already; `ticked`: we are sure enough to tick it beforehand."""

    slug: str
    name: str
    evidence: tuple[str, ...]
    chosen: bool
    ticked: bool


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple[Proposal, ...]


@dataclass(frozen=True)
class Proposals:
    kind: str
    groups: tuple[Group, ...]
    unknown: tuple[str, ...]
    fields: tuple[str, ...]
    storage: tuple[str, ...]
    banner: bool
    asks_first: bool
    """Whether some service sets cookies that have to wait for a choice."""

    @property
    def new(self) -> int:
        return sum(not item.chosen for group in self.groups for item in group.items)


def proposals(shop: Shop, content: bytes | str) -> Proposals:
    """One query for the shop's tools. Nothing of the content is kept."""
    library, website = current_library(), address(shop.website)
    seen = recognise(content, library.tools, [website.host] if website else [])
    chosen = {tool.slug for tool in shop.tools.all()}
    known = [library.tools[found.tool] for found in seen.found]
    return Proposals(
        seen.kind,
        _grouped(seen, chosen),
        seen.unknown,
        tuple(str(_FIELDS[name]) for name in seen.fields),
        seen.storage,
        any(tool.group == "consent" for tool in known),
        any(cookie.optional for tool in known for cookie in tool.cookies),
    )


def _grouped(seen: Recognition, chosen: set[str]) -> tuple[Group, ...]:
    library = current_library()
    rows: dict[str, list[Proposal]] = {slug: [] for slug in library.vocabulary["tool_groups"]}
    for found in seen.found:
        rows.setdefault(library.tools[found.tool].group, []).append(
            _proposal(found, found.tool in chosen)
        )
    return tuple(
        Group(label("tool_groups", slug), tuple(items)) for slug, items in rows.items() if items
    )


def _proposal(found: Found, chosen: bool) -> Proposal:
    tool = current_library().tools[found.tool]
    return Proposal(
        tool.slug,
        tools.offer_label(tool, current_language()),
        tuple(map(in_words, found.evidence)),
        chosen,
        found.certain,
    )


def in_words(evidence: Evidence) -> str:
    """ "a script from js.stripe.com"."""
    if evidence.how == "link" and evidence.what.endswith(":"):
        return _("a link that opens the app")
    sentence = str(_SEEN[evidence.how])
    return sentence % evidence.what if "%s" in sentence else sentence
