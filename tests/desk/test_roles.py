"""Authors write, reviewers approve what others wrote, publishers release; nobody else gets in."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from policygen.desk.roles import AUTHORS, PUBLISHERS, REVIEWERS, ROLES
from policygen.draft.models import Entry
from tests.editors import at, client_of, fields, send
from tests.library_draft import KEY, PATH, entry

LIST = "/en/admin/clauses/entry/"
LOG = "/en/admin/admin/logentry/"


@pytest.fixture
def row(ada: User) -> Entry:
    return entry(PATH, KEY)


def test_it_works(db: None) -> None:
    found = {
        group.name: {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
        for group in Group.objects.all()
    }
    assert found == {name: set(wanted) for name, wanted in ROLES.items()}
    assert set(found) == {AUTHORS, REVIEWERS, PUBLISHERS}


def test_what_an_administrator_gave_more_stays(db: None) -> None:
    group = Group.objects.get(name=REVIEWERS)
    extra = Group.objects.get(name=AUTHORS).permissions.get(codename="change_entry")
    group.permissions.add(extra)
    call_command("migrate", verbosity=0)
    assert extra in group.permissions.all()


@pytest.mark.parametrize(
    ("name", "looks", "writes", "approves"),
    [
        ("ada", 200, 302, 403),
        ("rita", 200, 403, 302),
        ("petro", 200, 403, 403),
        ("olena", 403, 403, 403),
    ],
)
def test_every_address_asks_for_its_permission(
    row: Entry, name: str, looks: int, writes: int, approves: int
) -> None:
    opened = fields(client_of("aron").get(at(row)))
    send(client_of("aron"), row, text_en="Aron’s.", text_uk="Аронове.")
    client = client_of(name)
    assert client.get(LIST).status_code == looks
    assert client.get(at(row)).status_code == looks
    assert client.get(f"{LIST}names/").status_code == looks
    assert client.get(LOG).status_code == looks
    assert client.post(at(row, "preview"), opened).status_code == looks
    assert client.get(f"{LIST}add/").status_code == (200 if writes == 302 else 403)
    assert client.post(at(row, "approve"), {"change": "1"}).status_code == approves
    assert client.post(at(row, "settle"), {"take": "ours", "seen": "1"}).status_code == writes
    assert client.post(at(row, "restore"), {"change": "0", "seen": "1"}).status_code == writes
    again = {**opened, "seen": str(entry(PATH, KEY).revision), "go": "save"}
    assert client.post(at(row), again).status_code == writes
    assert client.get(at(row, "delete")).status_code == (200 if writes == 302 else 403)
    place = {"to": f"{PATH}#rights-time", "seen": "-1"}
    assert client.post(at(row, "move"), place).status_code == writes


@pytest.mark.parametrize(
    "action", ["approve", "read", "remark", "restore", "settle", "preview", "move"]
)
def test_actions_only_take_forms(row: Entry, action: str) -> None:
    assert client_of("ada").get(at(row, action)).status_code == 405


@pytest.mark.parametrize(
    "action", ["change", "approve", "restore", "settle", "preview", "delete", "move"]
)
def test_strangers_are_sent_to_the_sign_in(row: Entry, action: str) -> None:
    before = row.text
    answer = Client().post(at(row, action), {"go": "save", "change": "0", "seen": "0"})
    assert answer["Location"].startswith("/en/admin/login/")
    assert entry(PATH, KEY).text == before


def test_nobody_approves_their_own(row: Entry) -> None:
    both = client_of("ada")
    User.objects.get(username="ada").groups.add(Group.objects.get(name=REVIEWERS))
    send(both, row, text_en="Mine.", text_uk="Моє.")
    page = both.get(at(row))
    assertContains(page, "You wrote some of what waits here. Another person has to approve it.")
    assertNotContains(page, "Approve change 1")
    answer = both.post(at(row, "approve"), {"change": "1"}, follow=True)
    assertContains(answer, "You wrote this change. Another person has to approve it.")
    assert not entry(PATH, KEY).revisions.exclude(approved_by=None).exists()


def test_nor_what_goes_out_with_somebody_elses_change(row: Entry) -> None:
    """Ada’s change was never approved; Aron’s later one does not make it so by Ada’s own hand."""
    both = client_of("ada")
    User.objects.get(username="ada").groups.add(Group.objects.get(name=REVIEWERS))
    send(both, row, text_en="Mine.", text_uk="Моє.")
    send(client_of("aron"), row, text_en="Mine!", text_uk="Моє!")
    assertNotContains(both.get(at(row)), "Approve change 2")
    both.post(at(row, "approve"), {"change": "2"})
    assert not entry(PATH, KEY).revisions.exclude(approved_by=None).exists()
    client_of("rita").post(at(row, "approve"), {"change": "2"})
    send(client_of("aron"), row, text_en="Mine?", text_uk="Моє?")
    both.post(at(row, "approve"), {"change": "3"})
    approved = entry(PATH, KEY).revisions.exclude(approved_by=None)
    assert [(r.number, r.approved_by.username) for r in approved] == [(3, "ada"), (2, "rita")]


def test_who_may_not_write_sees_no_buttons(row: Entry) -> None:
    assertNotContains(client_of("rita").get(at(row)), "Save to the draft")
    assertContains(client_of("ada").get(at(row)), "Save to the draft")


def test_the_log_is_only_read(row: Entry) -> None:
    send(client_of("ada"), row, text_en="Mine.", text_uk="Моє.")
    page = client_of("rita").get(LOG)
    assertContains(page, "Saved as change 1.")
    assert client_of("rita").post(f"{LOG}add/").status_code == 403


def test_an_entry_that_is_not_there(ada: User) -> None:
    assert client_of("ada").get(f"{LIST}999999/change/").status_code == 404
    assert client_of("ada").post(f"{LIST}999999/approve/").status_code == 404
