"""The page «Put it on your site»: the link, the text to paste, and what else the laws want to stand there."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Duty
from policygen.publishing.models import Page, Version
from policygen.publishing.pasted import pasted
from policygen.releases.current import current_library
from policygen.shops.choices import current_language
from policygen.shops.models import Shop


@dataclass(frozen=True)
class Placing:
    """How it is done in one of the shop's services, in the owner's language."""

    name: str
    text: str
    sources: tuple[str, ...]
    checked: datetime.date
    unsure: bool


@dataclass(frozen=True)
class Pasted:
    """One page of a version to paste. `lists`: with tables as lists."""

    code: str
    name: str
    """Of the language."""
    title: str
    """The policy's, which the page of the shop should have."""
    address: str
    frame: str
    """The address of the page for a frame."""
    text: str
    lists: str


def pasted_pages(version: Version, site: str) -> Iterator[Pasted]:
    """In the order of the policy's languages. One query. `site`: ours, without a slash at its end."""
    library = current_library()
    pages = {page.language: page for page in Page.objects.filter(version=version)}
    for code in version.languages:
        place, page = (version.policy.slug, code), pages[code]
        yield Pasted(
            code,
            library.languages[code],
            library.string("title", code),
            site + reverse("published:page", args=place),
            site + reverse("published:frame", args=place),
            pasted(page),
            pasted(page, tables=False),
        )


def duties_of_pages(version: Version) -> tuple[Duty, ...]:
    """What laws ask of the site's pages beside the policy, as the library of today says it; nothing where
    that can't read the answers of then."""
    library = current_library()
    try:
        facts = make_facts(dict(version.facts), library)
    except FactsError:
        return ()
    checklist = compose(library, facts, current_language()).explain().checklist
    return tuple(duty for duty in checklist if "page" in duty.where)


def placings(shop: Shop) -> list[Placing]:
    """For the services that the owner ticked, in the order of the library. One query."""
    used, language = set(shop.tools.values_list("slug", flat=True)), current_language()
    return [
        Placing(
            tool.named(language),
            tool.placing.text[language],
            tool.placing.sources,
            tool.placing.checked,
            "placing" in tool.unsure,
        )
        for tool in current_library().tools.values()
        if tool.placing and tool.slug in used
    ]
