"""Each kind of shop from the home page to a policy that may be published: in how many screens and answers?

Everything an owner does is counted: an answer is one changed field, an action is an answer or a press of
a button. The budget is the issue's: eight screens, sixty answers. Each kind walks in one country here,
and in the other without a browser (tests/shops/test_preset_walks.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.models import Shop
from policygen.shops.presets import presets
from policygen.shops.review.review import review
from tests.e2e.browsing import through

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]

SCREENS, ANSWERS = 8, 60
WALKS = [
    ("jewelry", "UA"),
    ("courses", "US"),
    ("both", "UA"),
    ("marketplace", "US"),
    ("tutor", "UA"),
]
SITE = {"UA": ("uk", "uk-UA"), "US": ("en", "en-US")}


@dataclass
class Owner:
    """Does what people do, and counts it."""

    page: Page
    answers: list[str] = field(default_factory=list)
    presses: int = 0
    screens: list[str] = field(default_factory=list)

    def choose(self, name: str, *values: str) -> None:
        for value in values:
            box = self.page.locator(f'[name="{name}"][value="{value}"]')
            assert not box.is_checked(), f"{name}={value} is an answer already"
            self.page.locator(f'label[for="{box.get_attribute("id")}"]').click()
            assert box.is_checked()
            self.answers.append(name)

    def find(self, name: str, value: str) -> None:
        """By the search box, which ticks the only one found."""
        self.page.fill(f"#id_{name}_search", value)
        self.page.press(f"#id_{name}_search", "Enter")
        assert self.page.locator(f'[name="{name}"][value="{value}"]').is_checked()
        self.answers.append(name)

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            self.page.fill(f"[name={name}]", text)
            self.answers.append(name)

    def select(self, name: str, value: str) -> None:
        self.page.select_option(f"[name={name}]", value)
        self.answers.append(name)

    def press(self, selector: str) -> None:
        """Leads to another screen; no field may complain."""
        before = self.page.url
        through(self.page.locator(selector).first)
        assert self.page.url != before
        self.presses += 1
        self.screens.append(self.page.url.split("/")[-2])

    def go_on(self) -> None:
        self.press("#wizard .actions button[value=next]")

    @property
    def actions(self) -> int:
        return len(self.answers) + self.presses


def name_the_shop(owner: Owner, kind: str, country: str) -> None:
    owner.choose("preset", kind)
    owner.select("country", country)
    if country == "UA":
        owner.choose("languages", "en")
        owner.fill(name_uk="Срібна верба", name_en="Silver Willow")
        owner.choose("form", "sole_trader")
    else:
        owner.select("region", "US-CA")
        owner.fill(name_en="Silver Willow")
        owner.choose("form", "company")
    owner.go_on()


def name_the_owner(owner: Owner, country: str) -> None:
    if country == "UA":
        owner.fill(legal_name_uk="ФОП Верба Ірина Петрівна", legal_name_en="Iryna Verba")
        owner.fill(registration="1234567899")
        owner.fill(address_uk="79000, м. Львів, вул. Вірменська, 3", address_en="Lviv, Ukraine")
    else:
        owner.fill(legal_name_en="Silver Willow LLC", address_en="12 Example St, Oakland, CA")
    owner.fill(email="hello@willow.example", website="willow.example")
    owner.go_on()


def say_what_is_safe(owner: Owner) -> None:
    """What no preset may say for an owner, as far as it is asked before a first policy."""
    for name in ("cookie_banner", "cookie_settings_link"):
        if owner.page.locator(f"[name={name}]").first.is_visible():
            owner.choose(name, "yes")
    owner.choose("security", "https", "backups")
    owner.go_on()


@pytest.mark.parametrize(("kind", "country"), WALKS)
def test_eight_screens_and_sixty_answers_are_enough(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], kind: str, country: str
) -> None:
    language, locale = SITE[country]
    page = open_page(viewport={"width": 360, "height": 740}, locale=locale)
    owner = Owner(page)
    page.goto(f"{live_server.url}/{language}/")
    owner.press('form[action$="/shops/start/"] button')
    name_the_shop(owner, kind, country)
    if kind == "tutor":
        owner.choose("children", "none")
    owner.go_on()
    name_the_owner(owner, country)
    owner.go_on()  # the purposes that we suggest
    assert page.locator("[name=tools]:checked:visible").count() == len(
        presets()[kind].tools_in(country)
    )
    owner.find("tools", "hetzner")
    owner.go_on()  # and the services that we suggest
    owner.go_on()  # what each purpose needs, as is usual
    say_what_is_safe(owner)

    assert owner.screens == [
        *("shop", "customers", "contact", "purposes", "tools", "details", "site", "review")
    ]
    assert page.locator('form[action$="/publish/"] button').is_visible()
    assert review(Shop.objects.get()).obstacles == ()
    assert page.locator("html").get_attribute("lang") == language
    assert len(owner.screens) <= SCREENS
    assert owner.actions <= ANSWERS
    assert errors == []
