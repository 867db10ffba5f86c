"""What a screen does not ask of a shop without a site, and which purposes stand open."""

import pytest

from policygen.shops.defaults import suggested_purposes
from policygen.shops.forms.purposes import PurposesForm
from policygen.shops.forms.site import SiteForm
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db

OF_A_SITE = {
    *("cookie_banner", "cookie_settings_link", "cookie_choice_kept", "platform_statistics"),
    *("sender_on_site", "local_storage", "gpc", "dnt", "links_out"),
}


def unasked(own_site: str) -> set[str]:
    shop = Shop.objects.create(own_site=own_site, languages=["en"])
    everything = set(SiteForm(instance=Shop.objects.create(languages=["en"])).fields)
    return everything - set(SiteForm(instance=shop).fields)


def stands_open(offers: list[str], own_site: str = "") -> list[str]:
    shop = Shop.objects.create(offers=offers, own_site=own_site, languages=["en"])
    form = PurposesForm(instance=shop)
    return list(form.fields["purposes"].usual)  # type: ignore[attr-defined]


def test_it_works() -> None:
    row = {
        f"own_cookie_0_{part}" for part in ("name", "kind", "purpose", "lasts", "number", "unit")
    }
    assert unasked("no") == OF_A_SITE | row
    assert unasked("yes") == unasked("unknown") == set()


def test_purposes_of_a_site_are_not_suggested_to_who_has_none() -> None:
    with_site = suggested_purposes(Shop(offers=["jewelry"]))
    without = suggested_purposes(Shop(offers=["jewelry"], own_site="no"))
    assert set(with_site) - set(without) == {"site_operation", "security"}


OF_EVERYBODY = ["orders", "support", "service_messages", "site_operation", "security"]


def test_a_jeweller_meets_no_teaching_and_a_teacher_no_parcels() -> None:
    office = ["legal_records", "rights_requests"]
    of_jeweller = ["orders", "delivery", "returns_and_warranty", *OF_EVERYBODY[1:], *office]
    assert stands_open(["jewelry"]) == of_jeweller
    of_teacher = ["orders", "accounts", "course_delivery", *OF_EVERYBODY[1:], *office]
    assert stands_open(["courses"]) == of_teacher
    assert stands_open(["jewelry"], own_site="no") == [
        slug for slug in of_jeweller if slug not in ("site_operation", "security")
    ]
