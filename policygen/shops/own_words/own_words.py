"""The owner's own words beside the library's: what can be reworded, what was, and what came of it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from markupsafe import Markup

from policygen.engine.facts.own_text import own_html
from policygen.engine.facts.reading import FactsError
from policygen.engine.language.phrases import language_name
from policygen.engine.library.model import Library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.markdown import passage
from policygen.engine.policy.own_words import same_text
from policygen.releases.current import current_library
from policygen.shops.as_facts import facts_of
from policygen.shops.choices import current_language
from policygen.shops.models import OwnWords, Shop

CLAUSE, SECTION = OwnWords.Kind.CLAUSE.value, OwnWords.Kind.SECTION.value
_INNER_LINK = re.compile(r'<a href="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Wording:
    """One language of a place: what the library says there, and what the owner does."""

    language: str
    name: str
    library: Markup | None
    """None where the library has nothing to say: in a paragraph of the owner's, or not to this shop."""
    own: OwnWords | None

    @cached_property
    def library_markdown(self) -> str:
        return passage(self.library) if self.library is not None else ""

    @property
    def markdown(self) -> str:
        """What the owner starts from."""
        return self.own.markdown if self.own else self.library_markdown

    @property
    def shown(self) -> Markup:
        """How it stands in the policy."""
        return self.own_html if self.own else without_inner_links(self.library or Markup(""))

    @property
    def library_html(self) -> Markup:
        return without_inner_links(self.library or Markup(""))

    @property
    def own_html(self) -> Markup:
        return own_html(self.own.markdown) if self.own else Markup("")

    @property
    def was_html(self) -> Markup:
        """What the library said when the owner wrote."""
        return own_html(self.own.based_on) if self.own else Markup("")

    @property
    def changed(self) -> bool:
        """Whether the library says something else now than when the owner wrote."""
        if not (self.own and self.own.based_on and self.library is not None):
            return False
        return not same_text(self.own.based_on, self.library_markdown)


@dataclass(frozen=True)
class Place:
    """A clause or a section's own paragraph, in every language of the policy."""

    shop: Shop
    kind: str
    target: str
    section: str
    """The title of the section, in the page's language."""
    wordings: tuple[Wording, ...]
    known: bool = True
    """Whether the library still has it."""
    elsewhere: tuple[OwnWords, ...] = ()
    """Words in languages that are not the policy's any more."""

    @property
    def anchor(self) -> str:
        return f"{self.kind}-{self.target}"

    @property
    def kept_as(self) -> str:
        """What a browser keeps unsaved words under."""
        return f"own-{self.anchor}"

    @property
    def url(self) -> str:
        return reverse("shops:own_words_edit", args=[self.shop.public_id, self.kind, self.target])

    @property
    def is_clause(self) -> bool:
        return self.kind == CLAUSE

    @property
    def present(self) -> bool:
        """Whether the policy has this clause now, or could have this paragraph."""
        if self.is_clause:
            return any(wording.library is not None for wording in self.wordings)
        return self.known

    @property
    def own(self) -> bool:
        return any(wording.own for wording in self.wordings)

    @property
    def changed(self) -> bool:
        return any(wording.changed for wording in self.wordings)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Languages in which a paragraph of the owner's is still missing."""
        if self.is_clause or not self.own:
            return ()
        page = current_language()
        return tuple(
            language_name(wording.language, page) for wording in self.wordings if not wording.own
        )

    @property
    def spoken(self) -> Wording:
        """In the page's language, if it is one of the policy's."""
        page = current_language()
        return next((w for w in self.wordings if w.language == page), self.wordings[0])

    @property
    def lists_answers(self) -> bool:
        return any("<table" in (wording.library or "") for wording in self.wordings)

    @property
    def seen(self) -> str:
        """Changes whenever the library's text does: so an answer to an older one is noticed."""
        texts = "\0".join(wording.library_markdown for wording in self.wordings)
        return hashlib.sha256(texts.encode()).hexdigest()[:16]

    @property
    def written(self) -> str:
        """Changes whenever the owner's own words here do, in this window or another."""
        texts = json.dumps([wording.own and wording.own.markdown for wording in self.wordings])
        return hashlib.sha256(texts.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class SectionOutline:
    title: str
    passages: tuple[Place, ...]
    paragraph: Place

    @property
    def own(self) -> bool:
        return self.paragraph.own or any(place.own for place in self.passages)

    @property
    def changed(self) -> bool:
        return any(place.changed for place in self.passages)


@dataclass(frozen=True)
class Outline:
    """`answered`: False while the policy can't be put together yet."""

    answered: bool
    sections: tuple[SectionOutline, ...]
    empty_sections: tuple[SectionOutline, ...]
    """Those that this policy does not have; a paragraph of the owner's makes them appear."""
    kept: tuple[Place, ...]
    """Own words that stand nowhere now."""


def library_documents(shop: Shop, library: Library) -> dict[str, Document]:
    """The policy as the library alone would have it, per language; empty while answers are missing."""
    try:
        facts = facts_of(shop, library)
    except FactsError:
        return {}
    plain = facts.model_copy(update={"own_words": ()})
    return {language: compose(library, plain, language) for language in facts.languages}


class Places:
    """Every place of one shop. Composes the policy once per language, and takes one query."""

    def __init__(self, shop: Shop, library: Library | None = None):
        self.shop = shop
        self.library = library or current_library()
        self.documents = library_documents(shop, self.library)
        self._own: dict[tuple[str, str], dict[str, OwnWords]] = {}
        for own in shop.own_words.all():
            self._own.setdefault((own.kind, own.target), {})[own.language] = own
        self._passages: Mapping[str, Mapping[str, Markup]] = {
            language: {clause.id: clause.html for clause in document.on_pages}
            for language, document in self.documents.items()
        }

    def find(self, kind: str, target: str) -> Place | None:
        """None for a place that neither the policy nor the owner's words know."""
        place = self._place(kind, target)
        written = (kind, target) in self._own
        return place if written or (place.known and place.present) else None

    def outline(self) -> Outline:
        sections = [self._section(section.id) for section in self.library.sections]
        return Outline(
            answered=bool(self.documents),
            sections=tuple(s for s in sections if s.passages or s.paragraph.own),
            empty_sections=tuple(s for s in sections if not (s.passages or s.paragraph.own)),
            kept=tuple(
                place
                for kind, target in sorted(self._own)
                if (place := self._place(kind, target)).elsewhere or not place.present
            ),
        )

    def _section(self, section: str) -> SectionOutline:
        first: Mapping[str, Markup] = next(iter(self._passages.values()), {})
        return SectionOutline(
            self._title(section),
            tuple(
                self._place(CLAUSE, clause.id)
                for clause in self.library.clauses
                if clause.section == section and clause.id in first
            ),
            self._place(SECTION, section),
        )

    def _place(self, kind: str, target: str) -> Place:
        own = self._own.get((kind, target), {})
        languages = self.shop.languages or [current_language()]
        if kind == CLAUSE:
            clause = self.library.clauses_by_id.get(target)
            section = clause.section if clause else ""
        else:
            section = target if target in self.library.section_titles else ""
        return Place(
            self.shop,
            kind,
            target,
            self._title(section) if section else "",
            tuple(self._wording(kind, target, code, own.get(code)) for code in languages),
            known=bool(section) and kind in OwnWords.Kind.values,
            elsewhere=tuple(words for code, words in own.items() if code not in languages),
        )

    def _wording(self, kind: str, target: str, language: str, own: OwnWords | None) -> Wording:
        html = self._passages.get(language, {}).get(target) if kind == CLAUSE else None
        return Wording(language, self.library.languages.get(language, language), html, own)

    def _title(self, section: str) -> str:
        return self.library.section_titles[section][current_language()]


def without_inner_links(html: Markup) -> Markup:
    """A link to another section leads nowhere where only a passage is shown."""
    return Markup(_INNER_LINK.sub(r"\1", html))  # noqa: S704 - the engine's HTML, minus tags
