"""The list of entries: each row’s state and last change, and nothing of one request in another."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.utils.timezone import localtime
from lxml.html import fromstring

from policygen.draft import changes, merging
from policygen.draft.models import Entry
from tests.editors import client_of, send
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded

LIST = "/en/admin/clauses/entry/"


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def cells(content: bytes, key: str) -> dict[str, str]:
    """Column → what it says, of one row."""
    page = fromstring(content.decode())
    row = next(
        r
        for r in page.xpath('//*[@id="result_list"]//tbody/tr')
        if r.xpath(f".//a[text()='{key}']")
    )
    return {c.get("class").removeprefix("field-"): c.text_content().strip() for c in row.iter("td")}


def test_it_works(author: Client, ada: User) -> None:
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.")
    page = author.get(f"{LIST}?q=rights")
    mine, other = cells(page.content, KEY), cells(page.content, "rights-limits")
    assert (mine["state"], other["state"]) == ("waiting for approval", "-")
    made = localtime(entry(PATH, KEY).revisions.get().made)
    day = f"{made.day} {made:%B %Y}"
    assert (mine["changed_at"][: len(day)], other["changed_at"]) == (day, "shipped")


def test_what_an_edition_changed_says_which(author: Client, ada: User) -> None:
    row = entry(PATH, KEY)
    files = {**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, reworded(row, "New."))}
    number = SHIPPED_FILES["release.yaml"]
    files["release.yaml"] = number.replace("release: 1\n", "release: 7\n")
    assert files["release.yaml"] != number
    merging.merge(files)
    page = author.get(f"{LIST}?q={KEY}")
    assert cells(page.content, KEY)["changed_at"] == "shipped, edition 7"


def test_by_the_last_change_of_an_editor(author: Client, ada: User) -> None:
    """The newest first, and what no editor changed last; or all the other way round."""
    for key in ("rights-limits", KEY):
        send(author, entry(PATH, key), text_en="Mine.", text_uk="Моє.")
    rows = author.get(f"{LIST}?o=4").context["cl"].result_list
    assert [row.key for row in rows][:2] == [KEY, "rights-limits"]
    last = author.get(LIST).context["cl"].paginator.num_pages
    rows = author.get(f"{LIST}?o=-4&p={last}").context["cl"].result_list
    assert [row.key for row in rows][-2:] == ["rights-limits", KEY]


def request_of(user: User) -> HttpRequest:
    request: Any = RequestFactory().get(LIST, {"q": KEY})
    request.user, request.session = user, SessionStore()
    return request


def shown(response: Any) -> str:
    assert isinstance(response, TemplateResponse)
    return cells(response.render().content, KEY)["state"]


def test_two_requests_at_once_keep_apart(author: Client, ada: User, rita: User) -> None:
    """Django’s admin has one object for all of them: what the second finds is not what the first says."""
    chief = User.objects.create_superuser("olha")
    send(author, entry(PATH, KEY), text_en="Mine.", text_uk="Моє.")
    desk = admin.site._registry[Entry]
    first = desk.changelist_view(request_of(chief))
    changes.approve(entry(PATH, KEY), by=rita)
    second = desk.changelist_view(request_of(chief))
    assert (shown(first), shown(second)) == ("waiting for approval", "approved, not released")
