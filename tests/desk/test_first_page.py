"""The desk’s first page: each editor finds what waits for them, in both languages and without scripts."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from lxml.html import fromstring
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.desk.roles import REVIEWERS
from policygen.desk.warnings import entry_warnings
from policygen.draft import changes, merging, releases
from policygen.draft.models import Entry
from tests.editors import at, client_of, send
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded

FIRST = "/en/admin/"
OTHER = "rights-limits"


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def part(client: Client, name: str, address: str = FIRST) -> list[str]:
    """What a part of the page lists."""
    page = fromstring(client.get(address).content.decode())
    return [
        " ".join(li.text_content().split()) for li in page.xpath(f'//*[@id="first-{name}"]//li')
    ]


def test_it_works(author: Client, ada: User) -> None:
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.", comment="Plainer")
    assert part(client_of("rita"), "waiting") == [f"{KEY} ada · Plainer"]
    assert part(author, "mine") == [f"{KEY} waiting for approval"]
    page = author.get(FIRST)
    assertContains(page, 'href="/en/admin/releases/release/next/"')
    assert (page.context["overview"].changed, page.context["overview"].unapproved) == (1, 1)
    assertContains(page, "1 change, 1 of them not approved.")
    # The plain list of everything stands below.
    assertContains(page, 'href="/en/admin/admin/logentry/"')


def test_nothing_is_to_be_done(author: Client, ada: User) -> None:
    page = author.get(FIRST)
    assert [part.total for part in page.context["overview"].parts] == [0, 0]
    assertContains(page, "nothing has changed")


def test_nobody_is_asked_to_approve_their_own(author: Client, ada: User) -> None:
    User.objects.get(username="ada").groups.add(Group.objects.get(name=REVIEWERS))
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.")
    send(client_of("aron"), entry(PATH, OTHER), text_en="Aron’s.", text_uk="Аронове.")
    assert part(author, "waiting") == [f"{OTHER} aron"]


@pytest.mark.long
def test_what_came_back_and_what_was_approved(author: Client, ada: User) -> None:
    rita = client_of("rita")
    for key in (KEY, OTHER):
        send(author, entry(PATH, key), text_en="Mine.", text_uk="Моє.")
    rita.post(at(entry(PATH, KEY), "remark"), {"remark": "Which data?"})
    rita.post(at(entry(PATH, OTHER), "approve"), {"change": "1"})
    assert sorted(part(author, "mine")) == [
        f"{KEY} rita: Which data?",
        f"{OTHER} approved, not released",
    ]


@pytest.mark.long
def test_what_was_released_is_no_longer_mine(author: Client, ada: User, rita: User) -> None:
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.")
    changes.approve(entry(PATH, KEY), by=rita)
    made = releases.release(notes={}, by=rita)
    assert part(author, "mine") == []
    (first,) = part(author, "releases")
    assert first.startswith(f"Release {made.number} ")
    send(client_of("aron"), entry(PATH, KEY), text_en="Aron’s.", text_uk="Аронове.")
    assert part(author, "mine") == []


@pytest.mark.long
def test_conflicts_and_editions(author: Client, ada: User) -> None:
    row = entry(PATH, KEY)
    send(author, row, text_en="Mine.", text_uk="Моє.")
    other = entry(PATH, OTHER)
    text = SHIPPED_FILES[PATH].replace(row.text, reworded(row, "Theirs."))
    merging.merge({**SHIPPED_FILES, PATH: text.replace(other.text, reworded(other, "New."))})
    assert part(author, "conflict") == [f"{KEY} {PATH}"]
    assert f"{OTHER} edition 1 of the shipped library" in part(client_of("rita"), "waiting")


def test_what_has_grown_old_is_counted_with_its_list(author: Client, ada: User) -> None:
    send(author, entry(PATH, KEY), text_en="You may ask us about your data.")
    page = author.get(FIRST)
    assertContains(page, 'href="/en/admin/clauses/entry/?state=older"')
    assert part(author, "old")[:2] == [
        "Translations older than their source: 1",
        f"Unsure, or not reviewed lately: {len(entry_warnings.ids_marked('unreviewed'))}",
    ]


@pytest.mark.long
def test_a_long_list_is_cut_and_leads_on(author: Client, ada: User) -> None:
    keys = [row.key for row in Entry.objects.filter(file__path=PATH)[:9]]
    for key in keys:
        send(author, entry(PATH, key), text_en="Mine.", text_uk="Моє.")
    page = author.get(FIRST)
    (mine,) = [p for p in page.context["overview"].parts if p.name == "mine"]
    assert (len(mine.rows), mine.total, mine.more) == (8, 9, 1)
    assertContains(page, 'href="/en/admin/clauses/entry/?state=changed"')


@pytest.mark.long
def test_in_ukrainian(author: Client, ada: User) -> None:
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.")
    page = author.get("/uk/admin/")
    for words in (
        "Що потрібно зробити",
        "Що ви змінили",
        "чекає на схвалення",
        "Застаріле або непевне",
    ):
        assertContains(page, words)


def test_who_may_not_look_sees_the_plain_page(ada: User) -> None:
    page = client_of("olena").get(FIRST)
    assert page.context["overview"] is None
    assertNotContains(page, "first-")


def test_how_often_the_database_is_asked(
    author: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """However much has changed."""
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.")
    author.get(FIRST)
    with django_assert_num_queries(23):
        author.get(FIRST)
    send(author, entry(PATH, OTHER), text_en="Mine.", text_uk="Моє.")
    with django_assert_num_queries(23):
        author.get(FIRST)
