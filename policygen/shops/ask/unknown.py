"""The questions that an owner left at "I don't know", and that somebody else can answer within a minute."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policygen.shops.choices import current_language
from policygen.shops.defaults import has_no_site
from policygen.shops.forms.fields import UNKNOWN
from policygen.shops.models import Shop
from policygen.shops.question_help import Advised, advices_for, questions, said
from policygen.shops.questions import Place
from policygen.shops.steps import STEPS, Step

_NOT_KNOWN: tuple[object, ...] = (None, "", [], UNKNOWN, [UNKNOWN])


@dataclass(frozen=True)
class Unknown:
    """`path`: of the answer in the facts file; by which links name it. `label`: as it reads alone."""

    path: str
    label: str
    find_out: Advised
    place: Place


def unknown_questions(shop: Shop) -> list[Unknown]:
    """In the order of the wizard, of the screens that were saved. The shop's parts have to be loaded.

    Nobody made a site for a shop that has none: it reads at each question how to find out.
    """
    if has_no_site(shop):
        return []
    saved = (step for step in STEPS if step.slug in shop.saved_steps)
    return [found for step in saved for found in _of_screen(shop, step)]


def _of_screen(shop: Shop, step: Step) -> Iterator[Unknown]:
    helpful = {
        name: q for name, q in questions(step.slug).items() if q.find_out and q.ask and q.path
    }
    form: Any = step.form(instance=shop) if helpful else None
    for name, question in helpful.items():
        if name not in form.fields or not _is_left_open(form, shop, name):
            continue
        advice = advices_for(step.slug, name, lambda: (tool.slug for tool in shop.tools.all()))
        if advice.find_out:
            place = Place(step.slug, f"id_{name}")
            label = said(question.ask, current_language())
            yield Unknown(question.path or "", label, advice.find_out, place)


def _is_left_open(form: Any, shop: Shop, name: str) -> bool:
    """Nobody said "I don't know" to what no screen has asked."""
    if form.is_asked_openly(name):
        return form.initial.get(name) in _NOT_KNOWN
    return getattr(shop, name) == UNKNOWN and name not in form.suggested(shop)
