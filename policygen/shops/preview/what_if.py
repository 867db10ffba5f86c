"""What if one answer were another? The difference is shown before anything is stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policygen.engine.compare.difference import Difference, difference
from policygen.releases.current import current_library
from policygen.shops import choices, defaults, tools
from policygen.shops.answers.answers import Answers
from policygen.shops.answers.mapping import columns_of
from policygen.shops.answers.storing import changing
from policygen.shops.models import Shop
from policygen.shops.preview.preview import also, composed
from policygen.shops.question_help import questions, words_of
from policygen.shops.questions import SCREENS, Place
from policygen.shops.sample_answers import completed

MARKETS = ("UA", "EU", "GB", "US", "US-CA", "WORLD")
YES, NO = "yes", "no"

GROUPS: dict[str, str | Promise] = {
    "market": gettext_lazy("Where your customers are"),
    "purpose": gettext_lazy("Purposes"),
    "tool": gettext_lazy("Services"),
    "answer": gettext_lazy("Other answers"),
}


@dataclass(frozen=True)
class Flip:
    """One answer made another. `code` names it in an address: ``market:US-CA:yes``."""

    kind: str
    slug: str
    to: str
    question: str
    """What it is about: a country, a purpose, a service, a question."""
    does: str
    """What would be different: "sell there too", "Yes"."""
    place: Place

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.slug}:{self.to}"

    @property
    def label(self) -> str:
        return f"{self.question}: {self.does}"


@dataclass(frozen=True)
class FlipGroup:
    kind: str
    title: str
    flips: tuple[Flip, ...]


def offered(shop: Shop, wanted: str = "") -> tuple[FlipGroup, ...]:
    """All flips, in groups; those alone whose words contain `wanted`, if it is not empty."""
    words = wanted.casefold().split()
    found = [flip for flip in flips(shop) if all(w in _findable(flip) for w in words)]
    groups = (
        FlipGroup(kind, str(title), tuple(flip for flip in found if flip.kind == kind))
        for kind, title in GROUPS.items()
    )
    return tuple(group for group in groups if group.flips)


def _findable(flip: Flip) -> str:
    more = tools.search_words(flip.slug) if flip.kind == "tool" else ""
    return f"{flip.label} {flip.slug} {more}".casefold()


def find(shop: Shop, code: str) -> Flip | None:
    """The flip of that code; None where the answer is so already, or there is no such answer."""
    return next((flip for flip in flips(shop) if flip.code == code), None)


def flips(shop: Shop) -> Iterator[Flip]:
    yield from _market_flips(shop)
    if shop.activities.all():
        yield from _purpose_flips(shop)
        yield from _tool_flips(shop)
    yield from _answer_flips(shop)


def can_turn(shop: Shop) -> bool:
    """Whether every kind of answer is there; beside a stand-in, nothing can be compared."""
    return bool(shop.activities.all() and shop.markets.all())


def _market_flips(shop: Shop) -> Iterator[Flip]:
    there = [market.code for market in shop.markets.all()]
    place = Place("customers", "id_where")
    for code in MARKETS:
        if there and code not in there:
            yield Flip("market", code, YES, choices.place_label(code), _("sell there too"), place)
        elif len(there) > 1:
            yield Flip(
                "market", code, NO, choices.place_label(code), _("stop selling there"), place
            )


def _purpose_flips(shop: Shop) -> Iterator[Flip]:
    present = dict.fromkeys(activity.purpose for activity in shop.activities.all())
    place = Place("purposes", "id_purposes")
    known = current_library().vocabulary["purposes"]
    for slug in (*known, *(lost for lost in present if lost not in known)):
        label = choices.term_label("purposes", slug)
        if slug not in present:
            yield Flip("purpose", slug, YES, label, _("begin with it"), place)
        elif len(present) > 1:
            yield Flip("purpose", slug, NO, label, _("stop it"), place)


def _tool_flips(shop: Shop) -> Iterator[Flip]:
    used = dict(tools.chosen(shop))
    place = Place("tools", "id_tools")
    for slug, name in used.items():
        yield Flip("tool", slug, NO, name, _("stop using it"), place)
    language = choices.current_language()
    for tool in current_library().tools.values():
        if tool.slug not in used:
            yield Flip("tool", tool.slug, YES, tool.named(language), _("begin to use it"), place)


def _answer_flips(shop: Shop) -> Iterator[Flip]:
    """Of answers that stand for themselves: no other answer has to change with them."""
    columns = columns_of(Shop)
    for screen in SCREENS:
        for name in questions(screen):
            if name in columns and columns[name].alone:
                label, place = words_of(screen, name).label, Place(screen, f"id_{name}")
                for value, said in choices.of_column(Shop, name):
                    if value != getattr(shop, name):
                        yield Flip("answer", name, value, label, said, place)


def turn(answers: Answers, flip: Flip) -> list[str]:
    """The other answer, with what follows from it. Returns purposes that had to be added."""
    on = flip.to == YES
    if flip.kind == "market":
        answers.markets = _with(answers.markets, flip.slug, on)
    elif flip.kind == "purpose":
        purposes = [activity.row.purpose for activity in answers.activities]
        defaults.set_purposes(answers, _with(purposes, flip.slug, on))
    elif flip.kind == "tool":
        return defaults.set_tools(answers, _with(answers.tools, flip.slug, on))
    else:
        setattr(answers.shop, flip.slug, flip.to)
    return []


def _with(slugs: list[str], slug: str, on: bool) -> list[str]:
    return [*slugs, slug] if on else [other for other in slugs if other != slug]


def keep(shop: Shop, flip: Flip) -> list[str]:
    """Store the answer. Lock the shop before. Returns purposes that had to be added."""
    with changing(shop) as answers:
        return turn(answers, flip)


def differences(shop: Shop, flip: Flip, languages: list[str]) -> dict[str, Difference]:
    """What the flip would change, per language of `languages`. `shop` is of no use afterwards."""
    answers = Answers.of(shop)
    before, _open = completed(answers.data(also()), shop)
    turn(answers, flip)
    after, _open = completed(answers.data(also()), shop)
    return {code: difference(composed(before, code), composed(after, code)) for code in languages}
