"""What a screen does not ask of a shop without a site, and which purposes stand open."""

import pytest

from policygen.shops.defaults import suggested_purposes
from policygen.shops.forms.purposes import PurposesForm
from policygen.shops.forms.site import SiteForm
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db

OF_A_SITE = {
    *("cookie_banner", "cookie_settings_link", "cookie_choice_kept", "platform_statistics"),
    *("sender_on_site", "local_storage", "links_out"),
}
SIGNALS = {"gpc", "dnt"}
"""Of a site too, and only where a law of the USA counts."""


OF_SOME_PURPOSES = {"camera_sign", "criminal_checks", "keepsake_rest"}


def asked(country: str, own_site: str = "yes") -> set[str]:
    shop = Shop.objects.create(own_site=own_site, country=country, languages=["en"])
    return set(SiteForm(instance=shop).fields)


def unasked(own_site: str, country: str = "UA") -> set[str]:
    return asked(country) - asked(country, own_site)


def stands_open(offers: list[str], own_site: str = "") -> list[str]:
    shop = Shop.objects.create(offers=offers, own_site=own_site, languages=["en"])
    form = PurposesForm(instance=shop)
    return list(form.fields["purposes"].usual)  # type: ignore[attr-defined]


def test_it_works() -> None:
    row = {
        f"own_cookie_0_{part}" for part in ("name", "kind", "purpose", "lasts", "number", "unit")
    }
    assert unasked("no") == OF_A_SITE | row
    assert unasked("no", "US") == OF_A_SITE | SIGNALS | row
    assert unasked("yes") == unasked("unknown") == set()


def test_signals_of_browsers_are_asked_about_where_a_law_asks() -> None:
    assert asked("US") - asked("UA") == SIGNALS | {"others_marketing"}
    assert not asked("US") & OF_SOME_PURPOSES


def test_what_is_not_asked_stays_stored() -> None:
    shop = Shop.objects.create(own_site="no", country="UA", languages=["en"], dnt="honoured")
    shop.cookie_banner = "yes"
    form = SiteForm({"security": ["backups"]}, instance=shop)
    assert form.is_valid(), form.errors
    form.save()
    stored = Shop.objects.get(pk=shop.pk)
    assert (stored.cookie_banner, stored.dnt) == ("yes", "honoured")
    assert stored.security == ["backups"]


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
