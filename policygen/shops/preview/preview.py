"""The policy as it would be with the answers on the screen, beside the questions.

Nothing here stores anything. What differs from the stored answers is marked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from policygen.engine.compare.difference import Difference, Status, difference
from policygen.engine.library.model import Library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.releases.current import current_library
from policygen.shops.as_facts import Data, shop_data
from policygen.shops.choices import current_language
from policygen.shops.models import Shop
from policygen.shops.preview.form_preview import data_if_saved
from policygen.shops.review.explanation import Explained, Linked, Passage, explained
from policygen.shops.review.review import question
from policygen.shops.sample_answers import completed, notice, whole_facts
from policygen.shops.steps import Step


@dataclass(frozen=True)
class Shown:
    """One passage of the preview. `passage` is None where it was taken out; then `gone` has its text."""

    id: str
    status: Status
    passage: Passage | None
    gone: Markup | None


@dataclass(frozen=True)
class ShownSection:
    id: str
    title: str
    passages: tuple[Shown, ...]


@dataclass(frozen=True)
class Preview:
    document: Document
    sections: tuple[ShownSection, ...]
    explained: Explained
    open: tuple[Linked, ...]
    """Required questions without an answer."""
    notices: tuple[str, ...]
    changes: Difference
    languages: tuple[str, ...]
    """What it can be read in, by the answers on the screen."""

    @property
    def summary(self) -> str:
        return summary(self.changes.counts)

    @property
    def first_change(self) -> str:
        return next((clause.id for clause in self.changes.changes), "")


def stored(shop: Shop, wanted: str = "") -> Preview:
    """The policy of the stored answers, in `wanted` if that is a language of the policy."""
    data = shop_data(shop, also())
    return _preview(shop, data, data, wanted)


def unsaved(shop: Shop, step: Step, posted: QueryDict, wanted: str = "") -> Preview:
    """The policy with what stands on the screen `step`. `shop` is of no use afterwards."""
    before, _open = completed(shop_data(shop, also()), shop)
    return _preview(shop, before, data_if_saved(shop, step, posted, also()), wanted)


def also() -> tuple[str, ...]:
    return (current_language(),)


def _preview(shop: Shop, before: Data, data: Data, wanted: str) -> Preview:
    full, open_ = completed(data, shop)
    codes = full["languages"]
    language = next((c for c in (wanted, current_language()) if c in codes), codes[0])
    document = composed(full, language)
    changes = difference(composed(completed(before, shop)[0], language), document)
    # The policy in its own language, what is told about it in the page's.
    told = explained(shop, document, composed(full, current_language()).explain())
    return Preview(
        document,
        _sections(told, changes),
        told,
        tuple(dict.fromkeys(question(shop, path) for path in open_)),
        _notices(shop, open_),
        changes,
        tuple(codes),
    )


def composed(data: Data, language: str) -> Document:
    """As the engine composes it; remembered, since the stored answers come with every keystroke."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return _composed(text, language, current_library())


@lru_cache(maxsize=48)
def _composed(text: str, language: str, library: Library) -> Document:
    facts = whole_facts(json.loads(text), library)
    return compose(library, facts, language)


def _sections(told: Explained, changes: Difference) -> tuple[ShownSection, ...]:
    passages = {p.clause.id: p for section in told.sections for p in section.passages}
    return tuple(
        ShownSection(
            section.id,
            section.title,
            tuple(
                Shown(c.id, c.status, passages[c.id], None)
                if c.after
                else Shown(c.id, "removed", None, c.clause.html)
                for c in section.clauses
            ),
        )
        for section in changes.sections
    )


def _notices(shop: Shop, open_: list[str]) -> tuple[str, ...]:
    found = []
    if "purposes" not in shop.saved_steps:
        found.append(_("You have not said yet what you do; these are our suggestions."))
    return tuple(text for text in (*found, notice(open_)) if text)


def summary(counts: Mapping[Status, int]) -> str:
    """ "2 passages changed, 1 added": for eyes and ears."""
    changed, added, removed = counts["changed"], counts["added"], counts["removed"]
    parts = [
        ngettext("%(number)d passage changed", "%(number)d passages changed", changed)
        % {"number": changed}
        if changed
        else "",
        ngettext("%(number)d passage added", "%(number)d passages added", added) % {"number": added}
        if added
        else "",
        ngettext("%(number)d passage taken out", "%(number)d passages taken out", removed)
        % {"number": removed}
        if removed
        else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"{told}." if told else _("The same as your saved answers.")
