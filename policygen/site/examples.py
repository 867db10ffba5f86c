"""The example shops on the home page: a passage of one policy, and links to the published ones."""

import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from markupsafe import Markup

from policygen.engine.language.phrases import capitalise
from policygen.engine.library import yaml12
from policygen.engine.library.model import Library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.publishing.models import Policy
from policygen.releases.current import current_library
from policygen.shops.sample_answers import whole_facts

log = logging.getLogger(__name__)

FOLDER = settings.BASE_DIR / "examples"
SHOWN = "handcraft-courses"
SHOWN_CLAUSES = {"glance": 6, "who-we-are": 1}
"""Sections of the excerpt, and how many clauses of each at most."""

_INNER_LINK = re.compile(r'<a href="#[^"]*">(.*?)</a>')


@dataclass(frozen=True)
class Passage:
    title: str
    clauses: tuple[Markup, ...]


@dataclass(frozen=True)
class Excerpt:
    language: str
    language_name: str
    title: str
    shop: str
    in_force: str
    effective: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Example:
    """A published policy in one of its languages."""

    slug: str
    language: str
    language_name: str
    name: str
    sells: str
    url: str


def excerpts(first: str) -> list[Excerpt]:
    """The same passages in every language, the page's own first; none where there is nothing to show."""
    library = current_library()
    found = (_excerpt(library, code) for code in _answers()["languages"])
    return sorted(filter(None, found), key=lambda excerpt: excerpt.language != first)


def _answers() -> dict[str, Any]:
    data: dict[str, Any] = yaml12.parse((FOLDER / f"{SHOWN}.yaml").read_bytes()).data
    return data


@lru_cache(maxsize=8)
def _excerpt(library: Library, language: str) -> Excerpt | None:
    """Composed once per library and language. Whatever a release did to it, the home page opens."""
    if language not in library.complete_languages:
        return None
    try:
        document = compose(library, whole_facts(_answers(), library), language)
    except Exception:
        log.exception("The home page shows no excerpt in %s", language)
        return None
    return _shown(library, document) if _passages(document) else None


def _passages(document: Document) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            section.title,
            tuple(
                _without_inner_links(c.html) for c in section.clauses[: SHOWN_CLAUSES[section.id]]
            ),
        )
        for section in document.sections
        if section.id in SHOWN_CLAUSES
    )


def _shown(library: Library, document: Document) -> Excerpt:
    return Excerpt(
        language=document.language,
        language_name=library.languages[document.language],
        title=document.title,
        shop=document.shop,
        in_force=document.strings["in_force"],
        effective=document.effective_text,
        passages=_passages(document),
    )


def _without_inner_links(html: Markup) -> Markup:
    """A link to another section leads nowhere where only a passage is shown."""
    return Markup(_INNER_LINK.sub(r"\1", html))  # noqa: S704 - the engine's HTML, minus tags


def slugs() -> set[str]:
    return {path.stem for path in FOLDER.glob("*.yaml")}


def unpublished() -> set[str]:
    """What `load_examples` still has to do. One query."""
    return slugs() - set(Policy.objects.filter(slug__in=slugs()).values_list("slug", flat=True))


def published_examples() -> list[Example]:
    """One per policy and language. One query."""
    policies = (
        Policy.objects.filter(slug__in=slugs(), versions__pages__language__isnull=False)
        .annotate(spoken=F("versions__pages__language"))
        .select_related("shop")
        .distinct()
        .order_by("slug", "spoken")
    )
    return [_example(policy, policy.spoken) for policy in policies]


def _example(policy: Policy, language: str) -> Example:
    library = current_library()
    known = library.vocabulary["offers"]
    offers = [known[slug].label.get(language, slug) for slug in policy.shop.offers if slug in known]
    return Example(
        slug=policy.slug,
        language=language,
        language_name=library.languages.get(language, language),
        name=policy.shop.name_in(language),
        sells=capitalise(", ".join(offers)),
        url=reverse("published:page", args=(policy.slug, language)),
    )
