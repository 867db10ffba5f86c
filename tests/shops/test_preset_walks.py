"""Each kind of shop from its first screen to a policy that may be published, with what is suggested.

The walks that tests/e2e/test_presets.py does not do in a browser, counted the same way: an answer is one
changed field, or one ticked box; an action is an answer or a press of a button.
"""

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.utils import translation

from policygen.shops.models import Shop
from policygen.shops.presets import presets
from policygen.shops.review.review import review
from tests.shops.browser import answers

pytestmark = pytest.mark.django_db

SCREENS, ACTIONS = 8, 60
WALKS = [
    ("jewelry", "US"),
    ("courses", "UA"),
    ("both", "US"),
    ("marketplace", "UA"),
    ("tutor", "US"),
]
LANGUAGES = {"UA": "uk", "US": "en"}
TYPED = {
    "UA": {
        "shop": {"name_uk": "Срібна верба", "name_en": "Silver Willow"},
        "contact": {
            "legal_name_uk": "ФОП Верба Ірина Петрівна",
            "legal_name_en": "Iryna Verba",
            "registration": "1234567899",
            "address_uk": "79000, м. Львів, вул. Вірменська, 3",
            "address_en": "Lviv, Ukraine",
        },
    },
    "US": {
        "shop": {"name_en": "Silver Willow"},
        "contact": {
            "legal_name_en": "Silver Willow LLC",
            "address_en": "12 Example St, Oakland, CA",
        },
    },
}


@dataclass
class Owner:
    """Does what people do, and counts it."""

    client: Client
    url: str
    answers: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)

    @property
    def actions(self) -> int:
        """The first press of a button is the one that begins the shop."""
        return len(self.answers) + len(self.screens)

    def open(self, url: str) -> None:
        self.url = url
        self.screens.append(url.split("/")[-2])
        self.page = self.client.get(url)
        assert self.page.status_code == 200
        self.given = answers(self.page)

    def choose(self, name: str, *values: str) -> None:
        for value in values:
            assert value not in self.given.get(name, []), f"{name}={value} is an answer already"
        ticks = f'type="checkbox" name="{name}"' in self.page.content.decode()
        self.given[name] = [*(self.given.get(name, []) if ticks else []), *values]
        self.answers += [name] * len(values)

    def fill(self, **typed: str) -> None:
        self.given |= {name: [text] for name, text in typed.items()}
        self.answers += typed

    def go_on(self) -> None:
        """Leads to another screen; no field may complain."""
        response = self.client.post(self.url, {**self.given, "go": "next"})
        assert response.status_code == 302, response.context["errors"]
        self.open(response["Location"])


def walk(owner: Owner, kind: str, country: str) -> None:
    typed = TYPED[country]
    owner.choose("preset", kind)
    owner.fill(**typed["shop"], country=country)
    owner.choose("form", "sole_trader" if country == "UA" else "company")
    if country == "US":
        owner.fill(region="US-CA")
    owner.go_on()
    if kind == "tutor":
        owner.choose("children", "none")
    owner.go_on()
    owner.fill(**typed["contact"])
    owner.fill(email="hello@willow.example", website="willow.example", reply_days="3")
    owner.go_on()
    owner.go_on()  # the purposes that we suggest
    assert sorted(owner.given["tools"]) == sorted(presets()[kind].tools_in(country))
    owner.choose("tools", "hetzner")
    owner.go_on()  # and the services that we suggest
    owner.go_on()  # what each purpose needs, as is usual
    say_what_is_safe(owner)


def say_what_is_safe(owner: Owner) -> None:
    """What no preset may say for an owner."""
    owner.choose("cookie_banner", "yes")
    owner.choose("cookie_settings_link", "yes")
    owner.choose("security", "https", "backups")
    owner.choose("storage_where", "EU")
    owner.go_on()


@pytest.mark.few(1)
@pytest.mark.parametrize(("kind", "country"), WALKS)
def test_eight_screens_and_sixty_answers_are_enough(
    client: Client, kind: str, country: str
) -> None:
    language = LANGUAGES[country]
    with translation.override(language):
        owner = Owner(client, "")
        owner.open(client.post(f"/{language}/shops/start/")["Location"])
        walk(owner, kind, country)
        assert owner.screens == [
            *("shop", "customers", "contact", "purposes", "tools", "details", "site", "review")
        ]
        assert review(Shop.objects.get()).obstacles == ()
    page = owner.page.content.decode()
    assert '/publish/"' in page
    assert f'<html lang="{language}"' in page
    assert len(owner.screens) <= SCREENS
    assert owner.actions <= ACTIONS
