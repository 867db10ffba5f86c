"""What is asked at once, what stands answered in a line, and what waits in the fold of its screen."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from policygen.engine.library.questions import OWNERS_OWN_ANSWERS
from policygen.engine.loading.load import shipped_library
from policygen.shops.answers.storing import changing
from policygen.shops.defaults import set_tools
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.contact import ContactForm
from policygen.shops.forms.customers import CustomersForm
from policygen.shops.forms.layout import AllSettled, More, Settled
from policygen.shops.forms.site import SiteForm
from policygen.shops.models import Market, Shop
from tests.shops.browser import opened, send

pytestmark = pytest.mark.django_db


def begun(*places: str, preset: str = "jewelry", **answers: Any) -> Shop:
    shop: Shop = Shop.objects.create(preset=preset, languages=["en"], form="company", **answers)
    Market.objects.bulk_create(Market(shop=shop, code=code) for code in places)
    return shop


def use(shop: Shop, *tools: str) -> Shop:
    with changing(shop) as answers:
        set_tools(answers, tools)
    return Shop.objects.get(pk=shop.pk)


def names(part: Any) -> set[str]:
    return {pointer.name for pointer in part.get_field_names()}


def parts(form: StepForm) -> tuple[set[str], dict[str, str], set[str]]:
    """What is asked at once, what is settled with its reason, and what waits."""
    every = list(form.helper.layout.fields)
    lines = [one for part in every if isinstance(part, AllSettled) for one in flat(part)]
    hidden = set().union(*(names(part) for part in every if isinstance(part, AllSettled)))
    later = [part for part in every if isinstance(part, More)]
    settled = {line.name: str(line.reason) for line in lines}
    waiting = set().union(*map(names, later))
    return set(form.fields) - hidden - waiting, settled, waiting


def flat(part: Any) -> list[Settled]:
    if isinstance(part, Settled | str):
        return [part] if isinstance(part, Settled) else []
    return [line for one in part.fields for line in flat(one)]


def test_it_works() -> None:
    """A jeweller in Lviv, before anything is known of services."""
    shop = begun("UA", country="UA", offers=["jewelry"])
    at_once, settled, waiting = parts(SiteForm(instance=shop))
    assert at_once == {"security"}
    assert settled == {
        **dict.fromkeys(("sells_data", "automated", "rights_how", "rights_verify"), ""),
        **dict.fromkeys(("rights_fee", "disclosures", "changes_notice"), ""),
        "optional_sections": "because of the kind of shop you chose",
    }
    assert {"cookie_banner", "not_collected", "storage_where", "breach_hours"} <= waiting


def test_cookies_that_need_a_yes_bring_the_banner() -> None:
    shop = begun("UA", "EU", country="UA", offers=["jewelry"])
    assert "cookie_banner" not in parts(SiteForm(instance=shop))[0]
    shop = use(shop, "ga4")
    assert "cookie_banner" in parts(SiteForm(instance=shop))[0]


def test_what_a_law_asks_for_is_asked_at_once() -> None:
    shop = begun("US", "US-CA", country="US", offers=["jewelry"])
    assert {"sells_data"} == parts(SiteForm(instance=shop))[0] & {"sells_data", "twelve_months"}
    shop.ccpa_revenue = "yes"
    at_once = parts(SiteForm(instance=shop))[0]
    assert {"sells_data", "twelve_months", "rights_verify", "rights_agent"} <= at_once


def test_the_preset_answers_for_a_shop_without_a_site() -> None:
    shop = begun(preset="no_site", country="UA", offers=["jewelry"])
    at_once, settled, waiting = parts(ContactForm(instance=shop))
    assert settled == {"own_site": "because of the kind of shop you chose"}
    shop.own_site = "no"
    assert "website" in parts(ContactForm(instance=shop))[2]
    assert at_once >= {"legal_name_en", "address_en", "email", "registration"}
    assert {"dpo_name_en", "reply_days", "phone"} <= waiting


def test_teachers_are_asked_about_children() -> None:
    assert "children" in parts(CustomersForm(instance=begun(offers=["jewelry"])))[1]
    assert "children" in parts(CustomersForm(instance=begun(offers=["courses"])))[0]


def test_nothing_that_only_the_owner_can_say_is_settled() -> None:
    for preset in shipped_library().presets:
        shop = begun("EU", "US-CA", preset=preset, country="US")
        for form in (ContactForm, CustomersForm, SiteForm):
            assert not parts(form(instance=shop))[1].keys() & OWNERS_OWN_ANSWERS, preset


def test_a_line_shows_the_answer_and_sends_it(alice: Client, draft: Shop) -> None:
    url = f"/en/shops/{draft.public_id}/site/"
    page = alice.get(url).content.decode()
    assert "<strong>No, people decide</strong>" in page
    assert opened(alice, url)["automated"] == ["none"]
    send(alice, url)
    assert Shop.objects.get(pk=draft.pk).automated == "none"


def test_what_is_wrong_stands_before_the_fold(alice: Client, shop: Shop) -> None:
    url = f"/en/shops/{shop.public_id}/site/"
    refused = send(alice, url, breach_hours=99).content
    folds = [
        [one.name for one in BeautifulSoup(page, "lxml").find(id="id_breach_hours").parents]  # type: ignore[union-attr]
        for page in (alice.get(url).content, refused)
    ]
    assert [names.count("details") for names in folds] == [1, 0]


def test_a_refused_screen_names_the_question_and_writes_the_day_out(
    alice: Client, shop: Shop
) -> None:
    url = f"/en/shops/{shop.public_id}/shop/"
    refused = send(alice, url, name_en="")
    assert [error.label for error in refused.context["errors"]] == [
        "What do customers call your shop? (English)"
    ]
    days = [
        [one.get_text() for one in BeautifulSoup(page, "lxml").select(".settled strong")]
        for page in (alice.get(url).content, refused.content)
    ]
    assert days[0] == days[1]


def test_usa_without_scripts(alice: Client, draft: Shop) -> None:
    """The screen comes back with the question about the state, once, and what was said is stored."""
    url = f"/en/shops/{draft.public_id}/shop/"
    said = {"preset": "jewelry", "name_en": "Moth", "form": "company", "country": "US"}
    assert send(alice, url, **said).url == f"{url}?further=1#id_region"
    assert Shop.objects.get(pk=draft.pk).country == "US"
    assert send(alice, url).url == url.replace("/shop/", "/customers/")


def test_a_second_language_brings_a_second_line(alice: Client) -> None:
    alice.post("/uk/shops/start/")
    shop = Shop.objects.latest("pk")
    url = f"/uk/shops/{shop.public_id}/shop/"
    said = {"preset": "jewelry", "name_uk": "Міль", "form": "company", "country": "UA"}
    assert send(alice, url, **said, languages=["uk", "en"]).url == f"{url}?further=1#id_name_en"
    send(alice, url, name_en="Moth")
    stored = Shop.objects.get(pk=shop.pk)
    assert (stored.languages, stored.name) == (["uk", "en"], {"uk": "Міль", "en": "Moth"})


def test_an_english_policy_needs_no_ukrainian_name(alice: Client) -> None:
    alice.post("/uk/shops/start/")
    shop = Shop.objects.latest("pk")
    said = {"preset": "jewelry", "name_en": "Moth", "form": "company", "country": "PL"}
    page = send(
        alice, f"/uk/shops/{shop.public_id}/shop/", **said, languages=["en"], shown=["languages=en"]
    )
    assert page.status_code == 302
    stored = Shop.objects.get(pk=shop.pk)
    assert (stored.languages, stored.name) == (["en"], {"": "Moth"})


def test_what_is_asked_for_stands_before_the_fold(alice: Client, shop: Shop) -> None:
    """It alone: not all that the fold holds."""
    url = f"/en/shops/{shop.public_id}/site/"
    closed = BeautifulSoup(alice.get(url).content, "lxml")
    (fold,) = [one for one in closed.select("details.folded") if one.find(id="id_changes_archive")]
    page = BeautifulSoup(alice.get(f"{url}?open=changes_archive").content, "lxml")
    question = page.find(id="id_changes_archive")
    assert question and not [one for one in question.parents if one.name == "details"]
    (rest,) = [
        one for one in page.select("details.folded") if "More that" in one.summary.get_text()
    ]
    number = waiting(fold.summary.get_text())
    assert (waiting(rest.summary.get_text()), "open" in rest.attrs) == (number - 1, False)
    assert page.select('[name="changes_archive"]') == question.select('[name="changes_archive"]')


def waiting(line: str) -> int:
    return int(line.partition("(")[2].partition(")")[0])


@pytest.mark.parametrize(("own_site", "left_out"), [("no", True), ("yes", False)])
def test_safeguards_of_a_site_are_for_shops_with_one(own_site: str, left_out: bool) -> None:
    form = SiteForm(instance=begun("UA", own_site=own_site))
    offered = {str(value) for value, _label in form.fields["security"].choices}  # type: ignore[attr-defined]
    of_a_site = {"https", "monitoring", "rate_limiting", "firewall"}
    of_a_site |= {"customer_two_step", "password_hashing"}
    assert of_a_site.isdisjoint(offered) is left_out
    assert {"access_control", "two_step_login", "unknown"} <= offered


def test_a_safeguard_that_was_ticked_stays_on_offer() -> None:
    form = SiteForm(instance=begun("UA", own_site="no", security=["https"]))
    assert "https" in {str(value) for value, _label in form.fields["security"].choices}  # type: ignore[attr-defined]
