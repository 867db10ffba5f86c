"""A preview is computed in memory, and is what saving the screen would give."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from policygen.shops.as_facts import shop_data
from policygen.shops.forms.activity import ActivityForm
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop, ShopTool
from policygen.shops.preview import what_if
from policygen.shops.preview.form_preview import data_if_saved
from policygen.shops.steps import STEPS, get_step
from tests.cast import silver_willow
from tests.shops.browser import Answers, answers, changed
from tests.shops.conftest import load
from tests.shops.preview.test_preview import CHANGES, database, previewed, url

pytestmark = pytest.mark.django_db

ALSO = ("en", "uk")
MANY = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=max(12, settings.default.max_examples // 3),
)
TYPED = ["", "12", "Ann", "ann@moth.example", "https://moth.example", "<b>"]


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


def posted(data: Answers) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def if_saved(shop: Shop, screen: str, data: QueryDict) -> Any:
    return data_if_saved(fresh(shop), get_step(screen), data, ALSO)


def saved(shop: Shop, screen: str, data: QueryDict) -> Any:
    """What is stored once the screen was really saved, which is undone; None where it is refused."""
    with transaction.atomic():
        form = get_step(screen).form(data, instance=fresh(shop))
        valid = form.is_valid()
        if valid:
            form.save()
        stored = shop_data(fresh(shop), ALSO) if valid else None
        transaction.set_rollback(True)
    return stored


def offered(page: str) -> dict[str, tuple[bool, list[str]]]:
    """Field of the wizard's form → whether several values can be sent, and which; none: it is typed."""
    found: dict[str, tuple[bool, list[str]]] = {}
    (form,) = (form for form in fromstring(page).iter("form") if form.get("id") == "wizard")
    for control in form.iter("input", "select"):
        name, kind = control.get("name", ""), control.get("type", "")
        if control.tag == "select":
            values = [option.get("value", "") for option in control.iter("option")]
            found[name] = ("multiple" in control.attrib, values)
        elif kind in ("checkbox", "radio"):
            found.setdefault(name, (kind == "checkbox", []))[1].append(control.get("value", ""))
        elif kind != "hidden":
            found[name] = (False, [])
    return found


@st.composite
def other_answers(draw: st.DrawFn, fields: dict[str, tuple[bool, list[str]]]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True))
    found: dict[str, Any] = {}
    for name in names:
        several, values = fields[name]
        one = st.sampled_from(values or TYPED)
        found[name] = draw(
            st.lists(one, max_size=4, unique=True) if several else st.lists(one, max_size=1)
        )
    return found


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["handcraft-courses", "classerium"])
@pytest.mark.parametrize("screen", [step.slug for step in STEPS])
def test_it_is_what_saving_would_give(alice: Client, screen: str, name: str) -> None:
    """Of any changes that the screen takes."""
    shop = create_shop(load(name), User.objects.get(username="alice"))
    page = alice.get(url(shop, screen))
    shown, fields = answers(page), offered(page.content.decode())
    taken = 0

    @MANY
    @given(other_answers(fields))
    def check(changes: dict[str, list[str]]) -> None:
        nonlocal taken
        data = posted({**shown, **changes})
        stored = saved(shop, screen, data)
        if stored is not None:
            taken += 1
            assert if_saved(shop, screen, data) == stored

    check()
    assert taken > 0


def others(field: tuple[bool, list[str]], shown: list[str]) -> list[list[str]]:
    """Each other answer to one question: a box more or less, another choice."""
    several, values = field
    if not several:
        return [[value] for value in values or TYPED if [value] != shown]
    return [sorted({*shown} ^ {value}) for value in values]


NEEDS_ANOTHER = {"interest", "keep_number", "keep_unit", "keep_after"}
"""Answers that say something only beside a certain answer to another question."""


@pytest.mark.long
def test_each_answer_of_a_card(alice: Client) -> None:
    """A card counts as touched whichever of its answers is another."""
    shop = create_shop(silver_willow(), User.objects.get(username="alice"))
    page = alice.get(url(shop, "details"))
    shown, before = answers(page), shop_data(fresh(shop), ALSO)
    seen = set()
    for name, field in offered(page.content.decode()).items():
        for other in others(field, shown.get(name, [])):
            data = posted({**shown, name: other})
            stored = saved(shop, "details", data)
            if stored not in (None, before):
                seen.add(name.removeprefix("orders-"))
                assert if_saved(shop, "details", data) == stored, (name, other)
                break
    assert seen == set(ActivityForm.base_fields) - NEEDS_ANOTHER


def test_a_service_that_is_put_to_a_purpose(alice: Client, shop: Shop) -> None:
    ShopTool.objects.create(shop=shop, slug="liqpay", position=99)
    shown = answers(alice.get(url(shop, "details")))
    activity = str(shop.activities.all()[1].pk)
    data = posted({**shown, "place_liqpay": [activity]})
    stored = saved(shop, "details", data)
    assert [a["purpose"] for a in stored["activities"] if "liqpay" in a.get("tools", [])] == [
        "course_delivery"
    ]
    assert if_saved(shop, "details", data) == stored


@pytest.mark.few(2)
@pytest.mark.parametrize(("screen", "changes"), CHANGES)
def test_nothing_is_written(
    alice: Client, shop: Shop, screen: str, changes: dict[str, Any]
) -> None:
    """Not even for a moment: the database is asked, and told nothing."""
    before = database()
    data = changed(answers(alice.get(url(shop, screen))), changes)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert if_saved(shop, screen, posted(data)) != shop_data(fresh(shop), ALSO)
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    with CaptureQueriesContext(connection) as asked:
        previewed(alice, shop, screen, data)
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    assert database() == before


@pytest.mark.long
def test_nor_by_turning_an_answer(alice: Client, shop: Shop) -> None:
    """Each kind of flip; what is shown is what keeping it gives."""
    codes = [flip.code for flip in what_if.flips(fresh(shop))]
    for kind in what_if.GROUPS:
        for code in [code for code in codes if code.startswith(f"{kind}:")][::5]:
            with CaptureQueriesContext(connection) as asked:
                flip = what_if.find(fresh(shop), code)
                assert flip
                found = what_if.differences(fresh(shop), flip, ["en"])["en"]
            assert {query["sql"].split()[0] for query in asked} == {"SELECT"}, code
            with transaction.atomic():
                what_if.keep(fresh(shop), flip)
                kept = what_if.composed(shop_data(fresh(shop), ("en",)), "en")
                transaction.set_rollback(True)
            assert found.after == kept, code
