"""What the answers would be if a screen were saved as it stands now. Nothing is stored.

A screen that somebody is filling in is rarely valid: what is wrong counts as not typed yet, and the
stored answer stands.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from policygen.shops import tools
from policygen.shops.answers.answers import ActivityAnswers, Answers
from policygen.shops.forms.activity import ActivityForm, shown
from policygen.shops.forms.details import DetailsForm, prefixes
from policygen.shops.forms.placement import PlacementForm
from policygen.shops.models import Shop
from policygen.shops.models.kinds import Data
from policygen.shops.steps import Step


def data_if_saved(shop: Shop, step: Step, posted: QueryDict, also: tuple[str, ...]) -> Data:
    """The facts of the shop with the answers in `posted`; `also` as in Answers.data.

    `shop` is changed on the way and of no use afterwards. No more queries than reading its answers takes.
    """
    answers = Answers.of(shop)
    if step.form is DetailsForm:
        _apply_details(answers, posted)
    else:
        _filled(lambda data: step.form(data, instance=shop), posted).apply(answers)
    return answers.data(also)


# -- forms that are still being filled in ----------------------------------------------------------


def _filled(make: Callable[[QueryDict], Any], posted: QueryDict) -> Any:
    """The form with the answers that are right, and the stored ones where they are not."""
    form = first = make(posted)
    for whole_groups in (False, True):
        if form.is_valid():
            return form
        wrong = set(form.errors)
        if whole_groups:
            wrong = set(chain.from_iterable(_together(form, name) for name in wrong))
        posted = _with_stored(first, wrong, posted)
        form = make(posted)
    form.is_valid()
    form.errors.clear()
    return form


def _together(form: forms.BaseForm, name: str) -> list[str]:
    """Fields that are one answer: the number of days is nothing without its unit."""
    word = name.split("_")[0]
    return [other for other in form.fields if other.split("_")[0] == word]


def _with_stored(form: forms.BaseForm, names: set[str], posted: QueryDict) -> QueryDict:
    mended = posted.copy()
    for name in names & set(form.fields):
        mended.setlist(form.add_prefix(name), _stored(form, name))
    return mended


def _stored(form: forms.BaseForm, name: str) -> list[str]:
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    values = value if isinstance(value, list | tuple) else [value]
    return [str(v) for v in values if v not in (None, "") and _acceptable(field, v)]


def _acceptable(field: forms.Field, value: Any) -> bool:
    if isinstance(field, forms.ChoiceField):
        return field.valid_value(value)
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True


# -- details ---------------------------------------------------------------------------------------


def _apply_details(answers: Answers, posted: QueryDict) -> None:
    """The cards that differ from what is stored; a large shop has two dozen, and one is in hand."""
    shop = answers.shop
    unplaced = tools.unplaced(shop)
    for prefix, activity in prefixes(answers.activities):
        if not _untouched(prefix, activity, posted):
            _filled(_card(shop, activity, prefix), posted).apply()
    if unplaced:
        _filled(lambda data: PlacementForm(data, shop=shop), posted).apply(answers)


def _card(shop: Shop, activity: ActivityAnswers, prefix: str) -> Callable[[QueryDict], Any]:
    return lambda data: ActivityForm(data, activity=activity, shop=shop, prefix=prefix)


def _untouched(prefix: str, activity: ActivityAnswers, posted: QueryDict) -> bool:
    """Whether a card says what is stored. A field that this does not know makes the card count as
    touched, which costs time and nothing else; so does not sending the card at all save it."""
    names = [name for name in ActivityForm.base_fields if f"{prefix}-{name}" in posted]
    if "keep" not in names and "about" not in names:
        return True
    stored = shown(activity)
    return all(
        set(filter(None, posted.getlist(f"{prefix}-{name}"))) == _as_posted(stored.get(name))
        for name in ActivityForm.base_fields
        if name != "keep_unit"
    )


def _as_posted(value: Any) -> set[str]:
    return {str(one) for one in (value if isinstance(value, list) else [value]) if one}
