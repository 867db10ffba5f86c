"""The coverage matrix and the pages that show where something is used."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from lxml.html import HtmlElement, fromstring
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.desk import draft_view
from policygen.draft import draft, merging
from policygen.draft.models import Entry
from policygen.engine.library.matrix import matrix
from policygen.engine.loading.load import shipped_library
from tests.editors import client_of
from tests.library.test_new_law import LAW
from tests.library_draft import SHIPPED_FILES, entry
from tests.published import publish

MATRIX = "/en/admin/library/matrix/"
USES = "/en/admin/library/uses"
LIBRARY = shipped_library()


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def rows(page: HttpResponse) -> list[HtmlElement]:
    return list(fromstring(page.content.decode()).xpath("//table[@class='matrix-table']/tbody/tr"))


def ids(page: HttpResponse) -> list[str]:
    return [row.xpath("./th/a")[0].text_content() for row in rows(page)]


def states(row: HtmlElement) -> list[str]:
    return [state.text_content() for state in row[1].xpath("./span[@class!='matrix-level']")]


def test_it_works(author: Client) -> None:
    page = author.get(MATRIX)
    expected = matrix(draft_view.library(), datetime.date.today())
    assert ids(page) == [row.requirement.id for row in expected]
    first = rows(page)[0]
    assert first[0].xpath("./span")[1].text_content() == expected[0].requirement.asks["en"]
    joint = next(row for row in rows(page) if row.xpath("./th/a")[0].text == "GDPR-26-2")
    link = joint[2].xpath(".//a")[0]
    address = f"/en/admin/clauses/entry/{entry('clauses/sharing.yaml', 'sharing-joint').pk}/change/"
    assert (link.text, link.get("href")) == ("sharing-joint", address)
    assert [part.text_content() for part in joint[2].xpath(".//li/span")[1:]] == [
        "en, uk",
        "22 November 2026",
    ]


def test_it_speaks_ukrainian(author: Client) -> None:
    page = author.get(MATRIX.replace("/en/", "/uk/"))
    first = matrix(draft_view.library(), datetime.date.today())[0].requirement
    assert rows(page)[0][0].xpath("./span")[1].text_content() == first.asks["uk"]
    assertContains(page, "п. «c» ч. 1 ст. 13")


def test_only_one_law(author: Client) -> None:
    page = author.get(MATRIX, {"law": "ua_pdp"})
    assert sorted(ids(page)) == sorted(r.id for r in LIBRARY.requirements if r.law == "ua_pdp")
    assertContains(page, '<option value="ua_pdp" selected>', count=1)
    assertContains(page, f"{len(ids(page))} requirements")


def test_only_one_state(author: Client) -> None:
    expected = matrix(draft_view.library(), datetime.date.today())
    gaps = [row.requirement.id for row in expected if "gap" in row.states]
    page = author.get(MATRIX, {"state": "gap"})
    assert ids(page) == gaps
    assert {states(row)[0] for row in rows(page)} == {"no clause"}


def test_both_filters(author: Client) -> None:
    page = author.get(MATRIX, {"law": "gdpr", "state": "elsewhere"})
    assert sorted(ids(page)) == sorted(
        r.id for r in LIBRARY.requirements if r.law == "gdpr" and "policy" not in r.where
    )


@pytest.mark.parametrize("query", [{"law": "none"}, {"law": "<b>"}])
def test_a_law_that_is_not_there(author: Client, query: dict[str, str]) -> None:
    page = author.get(MATRIX, query)
    assert (page.status_code, rows(page)) == (200, [])
    assertNotContains(page, "<b>")


def test_a_state_that_is_not_there_shows_all(author: Client) -> None:
    assert len(rows(author.get(MATRIX, {"state": "x"}))) == len(LIBRARY.requirements)


def test_an_old_review_in_the_draft_is_stale(author: Client, ada: User) -> None:
    clause = entry("clauses/sharing.yaml", "sharing-joint")
    text = clause.text.replace("reviewed: 2026-11-22", "reviewed: 2024-11-22")
    draft.save(clause, text, seen=0, by=ada)
    page = author.get(MATRIX, {"state": "stale"})
    assert ids(page) == ["GDPR-26-2"]
    assert states(rows(page)[0]) == ["review older than a year"]


def test_queries_do_not_grow(
    author: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    author.get(MATRIX)
    with django_assert_max_num_queries(8):
        author.get(MATRIX)


def groups(page: HttpResponse) -> dict[str, list[str]]:
    """Heading → the names below it."""
    return {
        section.xpath("./h2")[0].text.rpartition(" (")[0]: section.xpath("./ul/li/*[1]/text()")
        for section in fromstring(page.content.decode()).xpath("//section[h2]")
        if section.xpath("./ul[@class='matrix-uses']")
    }


def test_where_a_tool_is_used(author: Client) -> None:
    publish("handcraft-courses", slug="a")
    publish("klumandel", slug="b")
    page = author.get(f"{USES}/tool/meta_pixel/")
    assertContains(page, "Published policies that use it: 1 of 2")
    assert groups(page)["Clauses"] == ["sharing-joint-meta"]


def test_where_a_purpose_is_used(author: Client) -> None:
    page = author.get(f"{USES}/purpose/legal_records/")
    found = groups(page)
    assert found["Retention rules"] == [
        r.id for r in LIBRARY.retention if "legal_records" in r.purposes
    ]
    assertContains(page, "Published policies that use it: 0 of 0")


def test_where_a_requirement_is_used(author: Client) -> None:
    publish("handcraft-courses", slug="a")
    publish("klumandel", slug="b")
    page = author.get(f"{USES}/requirement/GDPR-13-1a/")
    clauses = [c.id for c in LIBRARY.clauses if "GDPR-13-1a" in c.satisfies]
    assert groups(page)["Clauses"] == clauses
    assertContains(page, "Published policies to which it applies: 1 of 2")


def test_presets_are_counted(author: Client) -> None:
    page = author.get(f"{USES}/tool/stripe/")
    assert groups(page)["Kinds of shop"]


@pytest.mark.parametrize(
    "place", ["tool/none", "purpose/none", "requirement/none", "other/stripe", "tool/__doc__"]
)
def test_what_is_not_there(author: Client, place: str) -> None:
    assert author.get(f"{USES}/{place}/").status_code == 404


@pytest.mark.parametrize("address", [MATRIX, f"{USES}/tool/stripe/"])
def test_for_editors_only(ada: User, address: str) -> None:
    assert client_of("olena").get(address).status_code == 403
    assert Client().get(address).status_code == 302
    owner = Client()
    owner.force_login(User.objects.create_user("owner"))
    assert owner.get(address).status_code == 302
    assert client_of("rita").get(address).status_code == 200
    assert client_of("ada").post(address).status_code == 405


@pytest.mark.long
def test_a_law_of_a_file_of_its_own(author: Client, ada: User) -> None:
    """One file that an edition brings: its requirements stand here, and it can be chosen."""
    merging.merge({**SHIPPED_FILES, "laws/bouvet.yaml": LAW})
    page = author.get(MATRIX, {"law": "bouvet"})
    assert ids(page) == ["BV-21"]
    assertContains(page, '<option value="bouvet" selected>BIPPA (1)</option>', html=True)
    head = entry("laws/bouvet.yaml", "bouvet")
    assertContains(author.get(f"/en/admin/clauses/entry/{head.pk}/change/"), "sells-to:BV")


def test_a_bookmark_of_the_requirements(author: Client) -> None:
    """They stand with their laws; an address of before leads there."""
    page = author.get("/en/admin/clauses/entry/?kind=requirements")
    assert (
        page.context["cl"].result_count
        == Entry.objects.filter(file__path__startswith="laws/").count()
    )
