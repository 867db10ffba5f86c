"""What a screen tells of the answers that were just saved, and where the links of the review lead."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from policygen.engine.loading.load import shipped_library
from policygen.shops.advice import advice
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.questions import place
from policygen.shops.review.review import review
from tests.cast import silver_willow
from tests.engine.policy.test_findings import CASES
from tests.shops.browser import send
from tests.shops.conftest import EXAMPLES, load

pytestmark = pytest.mark.django_db

SCREENS = ("shop", "customers", "contact", "purposes", "tools", "details", "site")
NO_SCREEN = {"own-words-language-missing"}


def url(shop: Shop, screen: str) -> str:
    return f"/en/shops/{shop.public_id}/{screen}/"


def page(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "lxml")


def top(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """What is told on top of the screen: the words, and where the link leads."""
    for other in soup("noscript"):
        other.decompose()
    return [
        (re.sub(r"\s+", " ", item.get_text(" ")).strip(), str(item.a["href"]))
        for item in soup.select("#advice li")
        if item.a
    ]


FEE = "You charge for requests. The law says that they are free."


def test_it_works(alice: Client, shop: Shop) -> None:
    """Saved, and the screen comes back with the message at the question; once."""
    response = send(alice, url(shop, "site"), rights_fee="yes")
    back = f"{url(shop, 'site')}?new=fee-for-requests#id_rights_fee"
    assert (response.status_code, response.url) == (302, back)
    assert Shop.objects.get(pk=shop.pk).rights_fee == "yes"
    soup = page(alice, response.url)
    assert top(soup) == [(FEE, "#id_rights_fee")]
    assert [told.get_text() for told in soup.select("#id_rights_fee .advice")] == [FEE]
    assert soup.select_one('#advice button[form="wizard"][name="go"][value="next"]')
    again = send(alice, response.url)
    assert again.url == url(shop, "review")


@pytest.mark.long
def test_the_owner_who_mends_it_goes_on(alice: Client, shop: Shop) -> None:
    back = send(alice, url(shop, "site"), rights_fee="yes").url
    assert send(alice, back, rights_fee="no").url == url(shop, "review")
    assert top(page(alice, url(shop, "site"))) == []


@pytest.mark.parametrize("way", ["stay", "back"])
def test_nobody_is_held_up_who_does_not_go_on(alice: Client, shop: Shop, way: str) -> None:
    response = send(alice, url(shop, "site"), go=way, rights_fee="yes")
    assert response.url == url(shop, {"stay": "site", "back": "details"}[way])


@pytest.mark.long
def test_an_earlier_answer_is_told_on_the_later_screen(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(form_url="", rights_how=["email"])
    response = send(alice, url(shop, "site"), rights_how=["form"])
    assert response.url == f"{url(shop, 'site')}?new=channel-form-missing#advice"
    message = "People can ask by form, you say, but you have not given the form’s address."
    link = f"{url(shop, 'contact')}?open=form_url#id_form_url"
    assert top(page(alice, response.url)) == [
        (f"{message} Go to the question : {message}", link),
    ]
    assert top(page(alice, url(shop, "site"))) == []
    assert [told.get_text() for told in page(alice, link).select("#div_id_form_url .advice")] == [
        message
    ]


def test_an_answer_may_contradict_what_comes_later(alice: Client, shop: Shop) -> None:
    """Where the later screen was saved already: it will not come by itself again."""
    Shop.objects.filter(pk=shop.pk).update(rights_how=["form"])
    response = send(alice, url(shop, "contact"), form_url="")
    assert response.url == f"{url(shop, 'contact')}?new=channel-form-missing#id_form_url"


def test_nothing_is_told_of_screens_to_come(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(cookie_banner="no", rights_how=["form"], form_url="")
    Shop.objects.filter(pk=shop.pk).update(saved_steps=[*SCREENS[:-1]])
    told = [one.id for screen in SCREENS for one in advice(read(shop), screen)]
    assert "cookies-without-banner" not in told
    assert "channel-form-missing" not in told


def test_a_screen_that_was_never_saved_tells_nothing(alice: Client, draft: Shop) -> None:
    assert [advice(draft, screen) for screen in SCREENS] == [()] * len(SCREENS)


def test_what_was_told_is_kept_when_answers_are_refused(alice: Client, shop: Shop) -> None:
    back = send(alice, url(shop, "site"), rights_fee="yes").url
    refused = send(alice, back, breach_hours=99)
    assert refused.context["told"] == ["fee-for-requests"]
    assert top(BeautifulSoup(refused.content, "lxml")) == []


@pytest.mark.few(1)
@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_the_review_has_nothing_new_to_say(alice: Client, shop: Shop, name: str) -> None:
    """Each warning of an example, and what its banner that does not ask brings about, stands on a screen."""
    other = create_shop(load(name), shop.owner)
    Shop.objects.filter(pk=other.pk).update(cookie_banner="no", rights_how=["form", "post"])
    found = review(read(other))
    warnings = {
        one.id for group in found.findings if group.severity == "warning" for one in group.items
    }
    messages = {obstacle.message for obstacle in found.obstacles}
    told = [one for screen in SCREENS for one in advice(read(other), screen) if one.here]
    assert {one.id for one in told if one.message not in messages} == warnings - NO_SCREEN
    assert {one.message for one in told} >= messages


def read(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


# -- every link ----------------------------------------------------------------------------------------


@pytest.mark.few(4)
@pytest.mark.parametrize("finding", sorted(CASES))
def test_every_finding_leads_to_its_control(alice: Client, shop: Shop, finding: str) -> None:
    """There it can be seen and changed, without a script too."""
    facts = silver_willow(CASES[finding][0])
    willow = create_shop(facts, shop.owner)
    address = link_of(willow, finding)
    where = page(alice, address).find(id=address.partition("#")[2])
    assert isinstance(where, Tag), address
    assert [
        fold
        for fold in (where, *where.parents)
        if fold.name == "details" and "open" not in fold.attrs
    ] == []
    assert where.name in CONTROLS or where.find(CONTROLS), address


CONTROLS = ["input", "select", "textarea"]


def link_of(shop: Shop, finding: str) -> str:
    found = review(shop)
    links: dict[str, Any] = {one.id: one.url for group in found.findings for one in group.items}
    if finding in links:
        return str(links[finding])
    told = {one.id: one.url for screen in SCREENS for one in advice(shop, screen)}
    obstacles = [obstacle.url for obstacle in found.obstacles]
    if finding not in told:  # a duty tells of the same gap, at the same question
        rules = {one.rule.id: one.rule for one in shipped_library().findings}
        told[finding] = place(rules[finding].question).url(shop)
    assert told[finding] in obstacles
    return told[finding]


def test_a_link_leads_to_the_card_that_causes_it(alice: Client, shop: Shop) -> None:
    shop.activities.filter(purpose="support").update(mandatory="yes", basis="consent")
    (one,) = [a for a in advice(read(shop), "details") if a.id == "consent-as-condition"]
    assert one.here == ("id_support-mandatory",)
    soup = page(alice, one.url)
    opened = [card["id"] for card in soup.select("details.card[open]")]
    assert "id_support" in opened
    assert len(opened) < shop.activities.count()
