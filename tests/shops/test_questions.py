"""Every question that the library names has a place in the wizard, and that place exists."""

import pytest
from django.test import Client

from policygen.engine.conditions.names import questions
from policygen.engine.loading.load import shipped_library
from policygen.shops.models import Shop
from policygen.shops.questions import Place, place, place_of_problem, places


def asked_for() -> set[str]:
    library = shipped_library()
    findings = {finding.rule.question for finding in library.findings}
    return findings | questions()


def test_it_works() -> None:
    assert place("customers.where") == Place("customers", "id_where")


def test_every_question_of_the_library_has_a_place() -> None:
    assert asked_for() - set(places()) == set()


def test_the_nearest_question_is_found() -> None:
    assert place("business.dpo.email") == place("business.dpo")
    assert place_of_problem(("activities", 3, "keep")) == place("activities.keep")
    assert place_of_problem(("business", "contact")) == place("business.contact.email")
    assert place_of_problem(()).step == "shop"
    with pytest.raises(KeyError):
        place("weather.today")


@pytest.mark.django_db
def test_every_place_exists_on_its_screen(alice: Client, shop: Shop) -> None:
    screens = {
        step: alice.get(f"/en/shops/{shop.public_id}/{step}/").content.decode()
        for step in {where.step for where in places().values()}
    }
    missing = [
        where for where in places().values() if f'id="{where.anchor}"' not in screens[where.step]
    ]
    of_some_shops = {"id_camera_sign", "id_criminal_checks", "id_keepsake_rest", "id_posts_checked"}
    assert [where for where in missing if where.anchor not in of_some_shops] == []
