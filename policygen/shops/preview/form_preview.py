"""What the answers would be if a screen were saved as it stands now. Nothing is stored.

A screen that somebody is filling in is rarely valid: what is wrong counts as not typed yet, and the
stored answer stands.
"""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from policygen.shops import periods, tools
from policygen.shops.as_facts import Data, load_parts, shop_data
from policygen.shops.forms.details import ActivityForm, DetailsForm, PlacementForm, prefixes
from policygen.shops.models import Activity, Shop
from policygen.shops.steps import Step

_OWN_TABLES = {"customers", "purposes", "tools", "details"}
"""Screens whose answers are more than columns of the shop."""


def data_if_saved(shop: Shop, step: Step, posted: QueryDict, also: tuple[str, ...]) -> Data:
    """The facts of the shop with the answers in `posted`; `also` as in shop_data.

    `shop` is changed on the way and of no use afterwards. Takes some fifteen queries at most on a
    screen with tables of its own, none on the others, and two or three per purpose that changed.
    """
    load_parts(shop)
    if step.slug not in _OWN_TABLES:
        _filled(lambda data: step.form(data, instance=shop), posted)
        return shop_data(shop, also)
    if step.form is DetailsForm:
        forms_to_save = _changed_details(shop, posted)
    else:
        forms_to_save = [_filled(lambda data: step.form(data, instance=shop), posted)]
    return _rolled_back(shop, forms_to_save, also)


def _rolled_back(shop: Shop, filled: Iterable[Any], also: tuple[str, ...]) -> Data:
    with transaction.atomic():
        for form in filled:
            # What was loaded before is not what the last form left behind.
            shop._prefetched_objects_cache = {}  # type: ignore[attr-defined]
            form.save()
        shop._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        data = shop_data(shop, also)
        transaction.set_rollback(True)
    return data


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


def _changed_details(shop: Shop, posted: QueryDict) -> list[Any]:
    """The cards that differ from what is stored; a large shop has two dozen, and one is in hand."""
    found: list[Any] = []
    for prefix, activity in prefixes(shop.activities.all()):
        if not _untouched(prefix, activity, posted):
            found.append(_filled(_card(shop, activity, prefix), posted))
    if tools.unplaced(shop):
        found.append(_Placed(_filled(lambda data: PlacementForm(data, shop=shop), posted), shop))
    return found


def _card(shop: Shop, activity: Activity, prefix: str) -> Callable[[QueryDict], ActivityForm]:
    return lambda data: ActivityForm(data, instance=activity, shop=shop, prefix=prefix)


class _Placed:
    def __init__(self, form: PlacementForm, shop: Shop):
        self.form, self.shop = form, shop

    def save(self) -> None:
        self.form.save(self.shop)


def _untouched(prefix: str, activity: Activity, posted: QueryDict) -> bool:
    """Whether a card says what is stored. A field that this does not know makes the card count as
    touched, which costs time and nothing else; so does not sending the card at all save it."""
    names = [name for name in ActivityForm.base_fields if f"{prefix}-{name}" in posted]
    if "keep" not in names and "about" not in names:
        return True
    stored = _as_posted(activity)
    return all(
        set(filter(None, posted.getlist(f"{prefix}-{name}"))) == stored.get(name, set())
        for name in ActivityForm.base_fields
        if name != "keep_unit"
    )


def _as_posted(activity: Activity) -> dict[str, set[str]]:
    keep = getattr(activity, "keep", None)
    return {
        "collected": set(activity.data),
        "basis": {activity.basis} - {""},
        "interest": {activity.interest} - {""},
        "mandatory": {activity.mandatory} - {""},
        "about": {activity.about} - {""},
        "source": set(activity.source),
        "tools": {use.tool.slug for use in activity.uses.all()},
        "keep": {periods.code_of(keep)} if keep else set(),
        "keep_why": set(keep.why) if keep else set(),
    }
