"""An editor's second week: what was added is released, an upgrade comes, three releases follow each other,
one is brought back; and after each the owner's pages say what has happened."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.desk.roles import AUTHORS, PUBLISHERS, REVIEWERS
from policygen.draft import changes, merging
from policygen.draft.models import Entry, LibraryFile
from policygen.engine.library import library_files
from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.releases.models import Release
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import example
from tests.e2e.editors import sign_in
from tests.editors import at
from tests.library_draft import SHIPPED_FILES, entry
from tests.paths import SHOPS

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("nothing_remembered"),
]

SERVICE = """\
- slug: sribnapay
  name: SribnaPay
  group: payments
  entity: SribnaPay LLC
  countries: [UA]
  role: controller
  receives: [name, email, payment_data, order_amount]
  policy_url: https://pay.example/privacy
  ccpa: third_party
  checked: 2026-11-20
"""
PURPOSE = """\
gift_wrapping:
  label: {en: Wrapping gifts, uk: Пакування подарунків}
  question: {en: We wrap gifts, uk: Ми пакуємо подарунки}
  why: {en: Covers the card that goes with a gift., uk: Охоплює листівку до подарунка.}
  group: sales
  suggested_for: [jewelry]
  defaults:
    data: [name]
    about: customers
    source: [person]
    basis: contract
    interest: null
    mandatory: false
    tool_groups: []
    keep: {for: P1Y, after: order, why: [claims]}
"""
CLAUSE = ("clauses/purposes.yaml", "purposes-new")
BOTH, SHIPPED_ONLY = (
    ("clauses/changes.yaml", "changes-why"),
    ("clauses/changes.yaml", "changes-notice-in-advance"),
)


@pytest.fixture
def shop(files: Path) -> Shop:
    """Published in Ukrainian by the shipped library."""
    facts = example("klumandel").model_copy(update={"languages": ("uk",)})
    owner = User.objects.create_user("olena", "olena@example.com")
    version, _made = publish(create_shop(facts, owner), on=facts.effective, slug="olena")
    return version.policy.shop


class Desk:
    """Ada writes, Rita approves, Petro releases; each in a browser of their own."""

    def __init__(self, server: str, open_page: Callable[..., Page]) -> None:
        self.server = server
        people = (("ada", AUTHORS), ("rita", REVIEWERS), ("petro", PUBLISHERS))
        self.ada, self.rita, self.petro = (self._page(open_page, *one) for one in people)

    def _page(self, open_page: Callable[..., Page], name: str, role: str) -> Page:
        page = open_page(viewport={"width": 1280, "height": 900})
        sign_in(page, self.server, name, role)
        return page

    def add(self, path: str, text: str, key: str) -> None:
        file = LibraryFile.objects.get(path=path)
        self.ada.goto(self.server + reverse("admin:clauses_entry_new", args=[file.pk]))
        self.ada.fill("#id_text", text)
        self.ada.click("button[value=save]")
        expect(self.ada.locator(".messagelist")).to_contain_text("Saved as change 1.")
        self.approve(entry(path, key))

    def reword(self, row: Entry, english: str, ukrainian: str) -> None:
        self.ada.goto(self.server + at(row))
        self.ada.fill("#id_text_en", english)
        self.ada.fill("#id_text_uk", ukrainian)
        self.ada.click("button[value=save]")
        expect(self.ada.locator(".messagelist")).to_contain_text("Saved as change")

    def approve(self, row: Entry) -> None:
        self.rita.goto(self.server + at(row))
        self.rita.get_by_role("button", name="Approve change").click()
        expect(self.rita.locator(".messagelist")).to_contain_text("is approved.")

    def release(self, english: str, ukrainian: str) -> Release:
        self.petro.goto(f"{self.server}/en/admin/releases/release/next/")
        self.petro.get_by_role("button", name=re.compile("^Rehearse")).click()
        self.petro.get_by_text(f"Finished: {len(SHOPS) + 1} policies looked at.").wait_for()
        self._note(english, ukrainian)
        self.petro.get_by_role("button", name="Release number").click()
        self.petro.get_by_text("Everybody is told.").wait_for()
        assert changes.of_draft() == []
        return Release.objects.all()[0]

    def bring_back(self, release: Release) -> Release:
        self.petro.goto(f"{self.server}/en/admin/releases/release/{release.number}/")
        self.petro.get_by_role("link", name="Bring this release back").click()
        self._note("As it was before.", "Так, як було раніше.")
        self.petro.get_by_role("button", name=f"Bring release {release.number} back").click()
        self.petro.get_by_text("Everybody is told.").wait_for()
        return Release.objects.all()[0]

    def _note(self, english: str, ukrainian: str) -> None:
        self.petro.get_by_label("Note in English", exact=True).first.fill(english)
        self.petro.get_by_label("Note in Ukrainian", exact=True).first.fill(ukrainian)


class Owner:
    def __init__(self, server: str, page: Page, shop: Shop) -> None:
        self.shops = f"{server}/en/shops/"
        self.page, self.place = page, f"{self.shops}{shop.public_id}"
        client = Client()
        client.force_login(shop.owner, "django.contrib.auth.backends.ModelBackend")
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])

    def is_told(self, *passages: str) -> None:
        """By a line of My shops, of all passages that have changed; or there is nothing new."""
        self.page.goto(self.shops)
        told = self.page.get_by_role("link", name="The library has changed")
        expect(told).to_have_count(1 if passages else 0)
        if passages:
            told.click()
            expect(self.page.locator(".passage-changed ins")).to_have_text([*passages])

    def opens_everything(self) -> None:
        screens = ("shop", "customers", "site", "purposes", "tools", "details", "contact", "review")
        for screen in screens:
            answer = self.page.goto(f"{self.place}/{screen}/")
            assert answer is not None and answer.status == 200, screen


def an_edition() -> None:
    """Edition 7 of the shipped library: two clauses say something else."""
    file = library_files.split(SHIPPED_FILES[BOTH[0]])
    for row in (entry(*place) for place in (BOTH, SHIPPED_ONLY)):
        data = next(e.data for e in file.entries if e.key == row.key)
        texts = {"en": "The edition’s words.\n", "uk": "Слова нового видання.\n"}
        file = file.with_entry(row.key, {**data, "text": texts})
    number = library_files.split(SHIPPED_FILES["release.yaml"]).with_entry("release", 7)
    merging.merge({**SHIPPED_FILES, BOTH[0]: file.text, "release.yaml": number.text})


def test_it_works(
    shop: Shop, open_page: Callable[..., Page], live_server: LiveServer, errors: list[str]
) -> None:
    merging.merge(SHIPPED_FILES)
    desk = Desk(live_server.url, open_page)
    owner = Owner(live_server.url, open_page(), shop)
    published = bytes(Version.objects.get().pages.get(language="uk").html)

    # A new service, behind the last one of its file.
    desk.add("tools/payments.yaml", SERVICE, "sribnapay")
    first = desk.release("A new service.", "Новий сервіс.")
    owner.is_told()
    owner.page.goto(f"{owner.place}/tools/")
    expect(owner.page.get_by_label("SribnaPay")).to_have_count(1)

    # A new purpose, and a clause elsewhere; both wait for Rita.
    desk.add("vocabulary/purposes.yaml", PURPOSE, "gift_wrapping")
    row = entry(*CLAUSE)
    desk.ada.goto(live_server.url + at(row))
    desk.ada.select_option("select[name=to]", f"{CLAUSE[0]}#")
    desk.ada.get_by_role("button", name="Move it there").click()
    expect(desk.ada.locator(".messagelist")).to_contain_text("Moved as change 1.")
    desk.approve(row)
    desk.release("A new purpose.", "Нова мета.")
    owner.opens_everything()
    owner.page.goto(f"{owner.place}/purposes/")
    expect(owner.page.get_by_label("We wrap gifts")).to_have_count(1)

    # An upgrade changes two clauses, of which Ada has changed one: she keeps hers.
    desk.reword(entry(*BOTH), "Our own words.", "Наші власні слова.")
    an_edition()
    desk.ada.goto(live_server.url + at(entry(*BOTH)))
    desk.ada.get_by_role("button", name="Keep our text").click()
    expect(desk.ada.locator(".messagelist")).to_contain_text("the own text was kept")
    desk.approve(entry(*BOTH))
    desk.rita.goto(f"{live_server.url}/en/admin/releases/release/next/")
    desk.rita.get_by_role("button", name="Approve what edition 7 brought").click()
    expect(desk.rita.locator(".messagelist")).to_contain_text("is approved.")
    desk.release("Plainer rights.", "Простіше про права.")
    owner.is_told("Наші власні слова.", "Слова нового видання.")
    owner.opens_everything()

    # It was a mistake. What Ada writes meanwhile is hers.
    desk.reword(entry("clauses/contact.yaml", "contact-reply"), "Half a", "Пів")
    last = desk.bring_back(first)
    assert last.equal_to == first.number
    assert "edition’s words" not in last.read()[BOTH[0]]
    assert [(c.key, c.approved) for c in changes.of_draft()] == [("contact-reply", False)]
    owner.is_told()
    owner.opens_everything()
    assert bytes(Version.objects.get().pages.get(language="uk").html) == published
    assert errors == []
