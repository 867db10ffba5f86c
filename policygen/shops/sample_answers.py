"""What a preview says where a required answer is still missing: visibly not the owner's own words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import FactsError, Problem, make_facts
from policygen.engine.library.countries import EEA
from policygen.engine.library.model import Library
from policygen.releases.current import current_library
from policygen.shops import choices, defaults, tools
from policygen.shops.answers.mapping import said, with_answer
from policygen.shops.as_facts import Data, given
from policygen.shops.defaults import defaults_of
from policygen.shops.models import Shop
from policygen.shops.presets import usual_offers

EMAIL = "your-address@example.com"
COUNTRY = "UA"
_ATTEMPTS = 20


def completed(data: Data, shop: Shop) -> tuple[Data, list[str]]:
    """The answers with stand-ins, and the questions (paths of questions.py) that they stand in for."""
    data, open_ = _of_this_library(data)
    for path, stand_in in _STAND_INS.items():
        if not said(data, path):
            data = with_answer(data, path, stand_in(data, shop))
            open_.append(path)
    return data, open_


def whole_facts(data: Data, library: Library) -> Facts:
    """The facts, without the parts that can't be used as they are: half a representative, say."""
    for _attempt in range(_ATTEMPTS):
        try:
            return make_facts(data, library)
        except FactsError as error:
            data = _without_all(data, error.problems)
    return make_facts(data, library)


def _of_this_library(data: Data) -> tuple[Data, list[str]]:
    """Without the words that the library has no more and the activities that hang on them; the questions
    that these answered."""
    open_: list[str] = []
    for _attempt in range(_ATTEMPTS):
        try:
            make_facts(data, current_library())
        except FactsError as error:
            wrong = [p for p in error.problems if p.code == "unknown_slug" or _in_a_row(p)]
        else:
            wrong = []
        if not wrong:
            break
        open_ += [_question(p.path) for p in wrong if p.code == "unknown_slug"]
        data = _without_all(data, wrong)
    return data, list(dict.fromkeys(open_))


def _in_a_row(problem: Problem) -> bool:
    return len(problem.path) > 1 and isinstance(problem.path[1], int)


def _question(path: tuple[str | int, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _without_all(data: Data, problems: list[Problem]) -> Data:
    """From the end, so that what is taken from a list moves nothing that comes later; of a row of a list,
    one problem at a time."""
    seen = set()
    for problem in reversed(problems):
        row = problem.path[:2] if _in_a_row(problem) else problem.path
        if row not in seen:
            seen.add(row)
            data = _without(data, problem.path)
    return data


def _without(data: Any, path: tuple[str | int, ...]) -> Any:
    """`data` without the place at `path`, or without what stands around it if it isn't there."""
    if not path:
        return data
    first, rest = path[0], path[1:]
    if isinstance(data, dict) and first in data:
        inner = _without(data[first], rest) if rest else None
        if rest and inner != data[first] and inner:
            return {**data, first: inner}
        return {key: value for key, value in data.items() if key != first}
    if isinstance(data, list) and isinstance(first, int) and first < len(data):
        return [*data[:first], *data[first + 1 :]]
    return data


def _names(data: Data, shop: Shop) -> dict[str, str]:
    spoken = dict.fromkeys((*dict(settings.LANGUAGES), *shop.languages))
    return {code: _name(code) for code in spoken}


def _name(language: str) -> str:
    with override(language):
        return _("«Your shop»")


def _likely_offers(data: Data, shop: Shop) -> list[str]:
    return usual_offers(shop.preset) or [next(iter(current_library().vocabulary["offers"]))]


def _form(data: Data, shop: Shop) -> str:
    forms = current_library().vocabulary["forms"]
    return "sole_trader" if "sole_trader" in forms else next(iter(forms))


def _home(data: Data, shop: Shop) -> list[str]:
    country = data["business"]["country"]
    return ["EU" if country in EEA else country]


def _suggested(data: Data, shop: Shop) -> list[Data]:
    """The purposes that we would tick, each as its screen would be filled in."""
    offers, shop.offers = shop.offers, list(data["offers"])
    try:
        slugs = defaults.suggested_purposes(shop)
    finally:
        shop.offers = offers
    kinds = {tool.slug: tools.group_of(shop, tool.slug) for tool in shop.tools.all()}
    return [_as_usual(slug, kinds) for slug in slugs]


def _as_usual(purpose: str, kinds: dict[str, str]) -> Data:
    usual = dict(defaults_of(purpose))
    groups = set(usual.pop("tool_groups"))
    fitting = [slug for slug, kind in kinds.items() if kind in groups]
    return given(purpose=purpose, tools=fitting, **usual)


_STAND_INS: Mapping[str, Callable[[Data, Shop], Any]] = {
    "languages": lambda data, shop: [choices.current_language()],
    "offers": _likely_offers,
    "business.name": _names,
    "business.form": _form,
    "business.country": lambda data, shop: COUNTRY,
    "business.contact.email": lambda data, shop: EMAIL,
    "customers.where": _home,
    "activities": _suggested,
}
"""For the answers that every policy needs; each may go by those before it."""


def notice(open_: list[str]) -> str:
    """What was taken for granted meanwhile, beyond what the policy shows by itself."""
    if "business.country" in open_:
        place = choices.place_label(COUNTRY)
        return _("As long as you have not chosen a country, we take this one: %(country)s.") % {
            "country": place
        }
    return ""
