"""Rehearse, release, and the owner decides: in a browser, from the desk to the public page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.desk.releasing import next_release
from policygen.draft import changes, draft
from policygen.draft.models import Entry
from policygen.engine.library.library_files import dump_entry
from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.rehearsals import rehearsal
from policygen.releases.models import Release
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.updates.models import Notice
from tests.cast import example
from tests.e2e.axe import LOOKS, violations
from tests.e2e.browsing import through
from tests.library_draft import take_in
from tests.paths import SHOPS
from tests.second_factor import sign_in_editor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("nothing_remembered"),
]
OpenPage = Callable[..., Page]
PATH, KEY = "clauses/purposes.yaml", "purposes-new"
OLD, NEW = "Перш ніж", "Завжди перед тим, як"


@pytest.fixture
def version(files: Path) -> Version:
    facts = example("klumandel").model_copy(update={"languages": ("uk",)})
    owner = User.objects.create_user("olena", "olena@example.com")
    return publish(create_shop(facts, owner), on=facts.effective, slug="olena")[0]


@pytest.fixture
def desk(version: Version) -> Entry:
    """The draft, in which Ada has changed a clause and Rita has approved it."""
    take_in()
    ada, rita = (User.objects.create_user(name) for name in ("ada", "rita"))
    row = Entry.objects.get(file__path=PATH, key=KEY)
    data = row.data
    data["text"] = {
        "en": data["text"]["en"].replace("Before", "Always before", 1),
        "uk": data["text"]["uk"].replace(OLD, NEW, 1),
    }
    draft.save(row, dump_entry(data, None), seen=0, by=ada)
    changes.approve(Entry.objects.get(pk=row.pk), by=rita)
    return Entry.objects.get(pk=row.pk)


@pytest.fixture
def page_of(live_server: LiveServer, open_page: OpenPage) -> Callable[..., Page]:
    """A browser in which somebody is signed in."""

    def make(user: User, **options: object) -> Page:
        client = Client()
        sign_in_editor(client, user)
        page = open_page(**options)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return make


def petro() -> User:
    user, made = User.objects.get_or_create(username="petro", is_staff=True)
    if made:
        names = ("view_release", "release_library", "view_entry")
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def written(version: Version) -> bytes:
    return bytes(version.pages.get(language="uk").html)


def released(page: Page, server: LiveServer) -> None:
    """From the desk: rehearse, write the note, release, and wait until the owners are told."""
    page.goto(f"{server.url}/en/admin/releases/release/next/")
    page.get_by_role("button", name="Rehearse", exact=True).click()
    page.get_by_text(f"Finished: {len(SHOPS) + 1} policies looked at.").wait_for()
    page.get_by_label("Note in English", exact=True).first.fill("When we tell you is clearer now.")
    page.get_by_label("Note in Ukrainian", exact=True).first.fill("Тепер ясніше, коли ми скажемо.")
    page.get_by_role("button", name="Release number").click()
    page.get_by_text("Everybody is told.").wait_for()


def test_it_works(
    desk: Entry,
    version: Version,
    page_of: Callable[..., Page],
    live_server: LiveServer,
    errors: list[str],
) -> None:
    before = written(version)
    editor = page_of(petro())
    released(editor, live_server)
    assert Release.objects.get().notes[""]["uk"] == "Тепер ясніше, коли ми скажемо."
    assert Version.objects.count() == 1

    shop = Shop.objects.get()
    owner = page_of(shop.owner, viewport={"width": 360, "height": 740})  # type: ignore[arg-type]
    owner.goto(f"{live_server.url}/en/shops/")
    owner.get_by_role(
        "link", name="The library has changed: see what is new in your policy"
    ).click()
    expect(owner.locator(".editors-note").first).to_be_visible()
    assert owner.locator(".passage-changed").count() == 1
    expect(owner.locator(".passage-changed ins").first).to_contain_text("Завжди")
    expect(owner.locator(".editors-note").first).to_contain_text("clearer now")
    owner.get_by_role("button", name="Publish the new version").click()
    owner.get_by_text("Version 2 is published.").wait_for()

    public = Client()
    assert NEW in public.get("/p/olena/uk/").content.decode()
    assert public.get("/p/olena/1/uk/").content == before == written(version)
    assert NEW not in before.decode()
    assert list(Version.objects.values_list("number", "library_release")) == [
        (2, Release.objects.get().number),
        (1, version.library_release),
    ]
    assert errors == []


def test_bringing_the_older_release_back_without_javascript(
    desk: Entry, version: Version, page_of: Callable[..., Page], live_server: LiveServer
) -> None:
    """Also the rehearsal and the telling go on by their buttons."""
    page = page_of(petro(), java_script_enabled=False)
    page.goto(f"{live_server.url}/uk/admin/releases/release/next/")
    through(page.locator("#rehearsal button"))
    while page.locator("#rehearsal progress").count():
        through(page.locator("#rehearsal button"))
    page.locator("[name='note:en:']").fill("Clearer.")
    page.locator("[name='note:uk:']").fill("Ясніше.")
    through(page.locator("button[value=release]"))
    while page.locator("#telling progress").count():
        through(page.locator("#telling button"))
    first = Release.objects.get()
    assert list(Notice.objects.values_list("release", "state")) == [(first.number, "open")]

    row = Entry.objects.get(pk=desk.pk)
    draft.save(row, row.shipped, seen=row.revision, by=User.objects.get(username="ada"))
    changes.approve(row, by=User.objects.get(username="rita"))
    held = rehearsal.start(None)
    while not rehearsal.finished(held):
        rehearsal.go_on(held)
    note = {"en": "A mistake.", "uk": "Помилка."}
    next_release.release({"": note}, petro())

    page.goto(f"{live_server.url}/en/admin/releases/release/{first.number}/")
    page.get_by_role("link", name="Bring this release back").click()
    page.get_by_label("Note in English").fill("Back again.")
    page.get_by_label("Note in Ukrainian").fill("Знову так.")
    through(page.get_by_role("button", name=re.compile("^Bring release")))
    newest = Release.objects.first()
    assert newest is not None and newest.equal_to == first.number
    assert newest.read()[PATH] == first.read()[PATH]
    assert NEW in Entry.objects.get(pk=desk.pk).text


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing(
    language: str, scheme: str, desk: Entry, version: Version,
    page_of: Callable[..., Page], live_server: LiveServer, tmp_path: Path,
) -> None:  # fmt: skip
    held = rehearsal.start(None)
    rehearsal.go_on(held, seconds=0)
    size = {"width": 1280, "height": 900} if scheme == "light" else {"width": 360, "height": 740}
    page = page_of(
        petro(),
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=True,
    )
    place, found = f"{live_server.url}/{language}/admin/clauses/release", []
    page.goto(f"{place}/next/")
    page.locator("#rehearsal table").first.wait_for()
    found += violations(page)
    held = rehearsal.latest()
    assert held is not None
    note = {"en": "Clearer.", "uk": "Ясніше."}
    row = held.changes.filter(policy__isnull=False).get()
    for end in (f"rehearsal/{held.pk}", f"rehearsal/policy/{row.pk}"):
        page.goto(f"{place}/{end}/")
        found += violations(page)
    made = next_release.release({"": note}, petro())
    page.goto(f"{place}/{made.number}/")
    page.locator("#telling").get_by_role("status").wait_for()
    found += violations(page)
    for end in (
        "",
        f"{made.number}/bring-back/",
        f"compare/?old={version.library_release}&new={made.number}",
    ):
        page.goto(f"{place}/{end}")
        found += violations(page)
    shop = Shop.objects.get()
    owner = page_of(shop.owner, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    for end in (
        f"shops/{shop.public_id}/update/",
        f"shops/{shop.public_id}/published/",
        "shops/",
        "account/",
    ):
        owner.goto(f"{live_server.url}/{language}/{end}")
        found += violations(owner)
    for end in ("", "versions/"):  # what customers read
        owner.goto(f"{live_server.url}/p/olena/uk/{end}")
        found += violations(owner)
    assert found == []
