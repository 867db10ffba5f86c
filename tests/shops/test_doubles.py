"""A word that is sent, imported or saved twice is stored once; what was stored twice is mended."""

import json
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.as_facts import shop_data
from policygen.shops.forms.fields import ManyField
from policygen.shops.models import Activity, CustomTool, RetentionPeriod, Shop, WordsField
from policygen.shops.steps import STEPS
from tests.shops.browser import opened
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db
TWICE = ["b", "a", "b", "a"]
ONCE = ["b", "a"]


def words_of(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, WordsField)]


def row_of(model: type[Model], **values: Any) -> Model:
    """Unsaved, with all that it hangs on."""
    shop = Shop() if model is Shop else Shop.objects.create()
    if model is Shop:
        return Shop(**values)
    if model is RetentionPeriod:
        activity = Activity.objects.create(shop=shop, purpose="orders")
        return RetentionPeriod(activity=activity, kind="for", **values)
    return model(shop=shop, **values)


MODELS = [Shop, CustomTool, Activity, RetentionPeriod]


def test_these_are_all_models_with_lists() -> None:
    found = {m for m in apps.get_app_config("shops").get_models() if words_of(m)}
    assert found == set(MODELS)
    assert sum(len(words_of(model)) for model in MODELS) == 24


@pytest.mark.parametrize("model", MODELS)
def test_however_it_is_saved(model: type[Model]) -> None:
    for name in words_of(model):
        row = row_of(model, **{name: TWICE})
        row.save()
        assert getattr(row, name) == ONCE
        many = model._default_manager.filter(pk=row.pk)
        assert many.values_list(name, flat=True).get() == ONCE
        many.update(**{name: [*TWICE, "c"]})
        assert many.values_list(name, flat=True).get() == [*ONCE, "c"]
        model._default_manager.all().delete()
        model._default_manager.bulk_create([row_of(model, **{name: TWICE})])
        assert model._default_manager.values_list(name, flat=True).get() == ONCE


def doubled(value: Any) -> Any:
    """Every list of words twice over."""
    if isinstance(value, dict):
        return {
            key: doubled(inner) if key != "languages" else inner for key, inner in value.items()
        }
    if isinstance(value, list):
        if value and all(isinstance(word, str) for word in value):
            return value * 2
        return [doubled(inner) for inner in value]
    return value


@pytest.mark.parametrize("name", ["handcraft-courses", "klumandel"])
def test_of_an_import(name: str) -> None:
    facts = load(name)
    data = facts_data(facts)
    assert data != doubled(data)
    again: Facts = make_facts(doubled(data), shipped_library())
    assert again == facts


@pytest.mark.few(1)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_of_a_form(alice: Client, shop: Shop, step: Any) -> None:
    url = step.url(shop)
    sent = {name: values * 2 for name, values in opened(alice, url).items()}
    alice.post(url, {**opened(alice, url), "go": "next"})
    before = shop_data(Shop.objects.get(pk=shop.pk))
    alice.post(url, {**sent, "go": "next"})
    assert shop_data(Shop.objects.get(pk=shop.pk)) == before
    for each in STEPS:
        assert alice.get(each.url(shop)).status_code == 200


def test_of_a_choice() -> None:
    field = ManyField(choices=[("a", "A"), ("b", "B")])
    assert field.clean(TWICE) == ONCE


def test_what_is_stored_twice_is_mended(alice: Client, shop: Shop) -> None:
    """As it was stored before: past the model."""
    mend = import_module("policygen.shops.migrations.0004_each_word_once").mend
    Shop.objects.update(laws=None)
    before, moment = shop_data(Shop.objects.get()), Shop.objects.get().updated
    with connection.cursor() as cursor:
        for column in ("languages", "offers", "security"):
            twice = json.dumps(getattr(shop, column) * 2)
            cursor.execute(f"UPDATE shops_shop SET {column} = %s", [twice])
        cursor.execute("UPDATE shops_activity SET data = %s", ['["name", "email", "name"]'])
    assert Shop.objects.get().languages == ["en", "uk", "en", "uk"]
    mend(apps, None)
    mended = Shop.objects.get()
    assert (mended.languages, mended.updated) == (["en", "uk"], moment)
    assert Activity.objects.values_list("data", flat=True)[0] == ["name", "email"]
    assert {**shop_data(mended), "activities": 0} == {**before, "activities": 0}
    for step in STEPS:
        assert alice.get(step.url(shop)).status_code == 200
