"""The example shops on the home page: a passage of one policy, and links to the published ones."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from markupsafe import Markup

from policygen.engine.compose import compose
from policygen.engine.language import capitalise
from policygen.engine.library import shipped_library
from policygen.engine.reading import read_facts
from policygen.policies.models import Policy

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
    """The same passages in every language, the page's own first."""
    codes = sorted(shipped_library().languages, key=lambda code: code != first)
    return [excerpt(code) for code in codes]


@lru_cache
def excerpt(language: str) -> Excerpt:
    """Composed once per process and language: the shipped library and the file don't change."""
    library = shipped_library()
    facts = read_facts((FOLDER / f"{SHOWN}.yaml").read_bytes(), library)
    document = compose(library, facts, language)
    passages = (
        Passage(
            section.title,
            tuple(
                _without_inner_links(c.html) for c in section.clauses[: SHOWN_CLAUSES[section.id]]
            ),
        )
        for section in document.sections
        if section.id in SHOWN_CLAUSES
    )
    return Excerpt(
        language=language,
        language_name=library.languages[language],
        title=document.title,
        shop=document.shop,
        in_force=document.strings["in_force"],
        effective=document.effective_text,
        passages=tuple(passages),
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
    library = shipped_library()
    offers = [library.label("offers", slug, language) for slug in policy.shop.offers]
    return Example(
        slug=policy.slug,
        language=language,
        language_name=library.languages[language],
        name=policy.shop.name_in(language),
        sells=capitalise(", ".join(offers)),
        url=reverse("published:page", args=(policy.slug, language)),
    )
