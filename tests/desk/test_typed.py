"""Nothing that an editor typed is lost: not by another button, a session that ended, or a text too long."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from lxml.html import fromstring
from pytest_django.asserts import assertContains, assertNotContains

from policygen.desk.roles import REVIEWERS
from policygen.draft import draft, merging
from policygen.draft.models import Entry, Remark
from tests.editors import at, client_of, fields, refusals, send
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded

ADD = "/en/admin/clauses/entry/add/"
TYPED = {"text_en": "Typed here.", "comment": "Not yet", "all": "tool:stripe"}
TOOL = ("tools/payments.yaml", "stripe")
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def author(ada: User) -> Client:
    """Ada, who may approve too."""
    client = client_of("ada")
    User.objects.get(username="ada").groups.add(Group.objects.get(name=REVIEWERS))
    return client


@pytest.fixture
def row(ada: User) -> Entry:
    return entry(PATH, KEY)


def press(client: Client, row: Entry, action: str, **more: Any) -> HttpResponse:
    """Type something, then press another button than “Save”."""
    return client.post(at(row, action), {**fields(client.get(at(row))), **TYPED, **more})


def is_kept(page: HttpResponse) -> bool:
    assert page.status_code == 200
    held = fields(page)
    return {name: held[name].strip() for name in TYPED} == TYPED


def unsaved(page: HttpResponse) -> bool:
    form = fromstring(page.content.decode()).get_element_by_id("desk-form")
    return "data-unsaved" in form.attrib


def test_it_works(author: Client, row: Entry) -> None:
    page = press(author, row, "move", to=f"{PATH}#rights-time")
    assert (is_kept(page), unsaved(page)) == (True, True)
    assertContains(page, "Moved as change 1.")
    assertContains(page, "What you typed is not saved yet")
    assertContains(page, "<ins>      Typed here.</ins>")
    assert draft.place_of(entry(PATH, KEY)) == (PATH, "rights-time")
    # What came back can be saved: it is a change of what is there now.
    assert author.post(at(row), {**fields(page), "all": "", "go": "save"}).status_code == 302
    assert entry(PATH, KEY).data["text"]["en"] == "Typed here.\n"


@pytest.mark.long
def test_nothing_typed_is_an_ordinary_answer(author: Client, row: Entry) -> None:
    data = {**fields(author.get(at(row))), "to": f"{PATH}#rights-time"}
    assert author.post(at(row, "move"), data)["Location"] == at(row)


@pytest.mark.long
def test_a_remark_and_an_approval(author: Client, row: Entry) -> None:
    send(client_of("aron"), row, text_en="Aron’s.", text_uk="Аронове.")
    page = press(author, row, "remark", remark="Why?")
    assert is_kept(page)
    assert [r.text for r in Remark.objects.all()] == ["Why?"]
    assert fields(page)["remark"] == ""
    page = press(author, row, "approve", change="1", remark="And why so?")
    assert (is_kept(page), fields(page)["remark"]) == (True, "And why so?")
    assertContains(page, "Change 1 is approved.")
    # What is typed is still a change of what was approved, and of nothing that came later.
    assert fields(page)["seen"] == "1"


@pytest.mark.long
def test_a_remark_that_waits_while_the_text_is_saved(author: Client, row: Entry) -> None:
    send(author, row, text_en="One.", text_uk="Один.")
    page = send(author, row, text_en="Two.", text_uk="Два.", remark="To be sent")
    assertContains(page, "Saved as change 2.")
    assert (fields(page)["remark"], fields(page)["text_en"].strip()) == ("To be sent", "Two.")
    assertNotContains(page, "What you typed is not saved yet")


@pytest.mark.long
def test_a_restored_text_and_a_settled_conflict(author: Client, row: Entry) -> None:
    send(author, row, text_en="One.", text_uk="Один.")
    send(author, row, text_en="Two.", text_uk="Два.")
    page = press(author, row, "restore", change="1")
    assert (is_kept(page), fields(page)["seen"]) == (True, "3")
    assertContains(page, "Restored as change 3.")
    theirs = reworded(row, "Theirs.")
    merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, theirs)})
    page = press(author, row, "settle", take="shipped")
    assert is_kept(page)
    assert entry(PATH, KEY).text == theirs


def test_somebody_else_came_first(author: Client, row: Entry) -> None:
    """The other’s change is not taken as seen, whatever button was pressed."""
    form = {**fields(author.get(at(row))), **TYPED}
    send(client_of("aron"), row, text_en="Aron’s.", text_uk="Аронове.")
    page = author.post(at(row, "move"), {**form, "to": f"{PATH}#rights-time"})
    assertContains(page, "It was changed meanwhile.")
    assert (is_kept(page), fields(page)["seen"]) == (True, "0")


@pytest.mark.long
def test_delete_and_back(author: Client, row: Entry) -> None:
    asked = press(author, row, "delete", go="ask")
    assert not entry(PATH, KEY).deleted
    form = fromstring(asked.content.decode()).get_element_by_id("delete-form")
    held = {i.get("name"): i.get("value") for i in form.iter("input")}
    assert TYPED.items() <= held.items()
    assert is_kept(author.post(at(row), {**held, "go": "look"}))
    page = author.post(at(row, "delete"), {**held, "go": "delete", "why": "Old"})
    assertContains(page, "What you typed and did not save")
    assertContains(page, ">Typed here.</pre>")
    page = author.post(at(row, "restore"), {**fields(page), "change": "0"})
    assert (is_kept(page), entry(PATH, KEY).deleted) == (True, False)


def test_saved_after_somebody_deleted_it(author: Client, row: Entry) -> None:
    form = fields(author.get(at(row)))
    client_of("aron").post(at(row, "delete"), {"seen": "0"})
    page = author.post(at(row), {**form, **TYPED, "go": "save"})
    assertContains(page, "The entry was deleted meanwhile, so nothing was saved.")
    assertContains(page, ">Typed here.</pre>")
    assert entry(PATH, KEY).deleted


# -- the session ended --------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["change", "remark", "move"])
def test_signed_out_meanwhile(author: Client, row: Entry, action: str) -> None:
    form = {**fields(author.get(at(row))), **TYPED, "go": "save"}
    author.logout()
    page = author.post(at(row, action), form, **HERE)
    assert page.status_code == 403
    assertContains(page, "You were signed out meanwhile", status_code=403)
    held = fromstring(page.content.decode()).find_class("kept")[0]
    assert held.get("action") == at(row, action)
    sent = {i.get("name"): i.get("value") for i in held.iter("input")}
    assert TYPED.items() <= sent.items()


def test_sent_again_after_signing_in(author: Client, row: Entry) -> None:
    form = {**fields(author.get(at(row))), "text_en": "Again.", "text_uk": "Ще раз.", "go": "save"}
    author.logout()
    page = author.post(at(row), form, **HERE)
    held = fromstring(page.content.decode()).find_class("kept")[0]
    sent = {i.get("name"): i.get("value") for i in held.iter("input")}
    assert client_of("ada").post(held.get("action"), sent, **HERE).status_code == 302
    assert entry(PATH, KEY).data["text"]["en"] == "Again.\n"


def test_without_the_second_factor_it_is_the_same(author: Client, row: Entry) -> None:
    form = {**fields(author.get(at(row))), **TYPED}
    client = Client()
    client.force_login(User.objects.get(username="ada"))
    assertContains(client.post(at(row), form, **HERE), "Typed here.", status_code=403)


def test_passwords_are_never_kept(author: Client, ada: User) -> None:
    author.logout()
    data = {"username": "eva", "password1": "a secret of hers", "password2": "a secret of hers"}
    answer = author.post("/en/admin/auth/user/add/", data, **HERE)
    assert answer["Location"].startswith("/en/admin/login/")


def test_nothing_of_another_site_is_kept(row: Entry) -> None:
    answer = Client().post(at(row), TYPED, HTTP_ORIGIN="https://evil.example")
    assert answer["Location"].startswith("/en/admin/login/")


def test_permissions_taken_away_meanwhile(author: Client, row: Entry) -> None:
    form = {**fields(author.get(at(row))), **TYPED, "go": "save"}
    User.objects.get(username="ada").groups.set(Group.objects.filter(name=REVIEWERS))
    page = author.post(at(row), form, **HERE)
    assertContains(page, "You may not do this any more", status_code=403)
    assertContains(page, "Typed here.", status_code=403)


def test_an_entry_that_is_gone(author: Client, row: Entry) -> None:
    form = {**fields(author.get(at(row))), **TYPED, "go": "save"}
    Entry.objects.filter(pk=row.pk).delete()
    page = author.post(at(row), form, **HERE)
    assertContains(page, "is not there any more", status_code=404)
    assertContains(page, "Typed here.", status_code=404)


# -- too long -----------------------------------------------------------------------------------------


def test_a_text_beyond_the_limit_is_refused_with_its_count(author: Client, row: Entry) -> None:
    long = "word " * 1999 + "words."
    page = send(author, row, text_en=long, text_uk="Слово.")
    assert refusals(page) == ["English: At most 9999 characters are possible here, not 10001."]
    assert fields(page)["text_en"] == long
    assertNotContains(page, "maxlength=")
    assert send(author, row, text_en=f"{long[:-3]}.", text_uk="Слово.").status_code == 302


@pytest.mark.long
def test_line_breaks_count_once(author: Client, row: Entry) -> None:
    text = "\r\n".join(["a"] * 5000)
    assert len(text.replace("\r\n", "\n")) == 9999
    assert send(author, row, text_en=text, text_uk="Слово.").status_code == 302


@pytest.mark.long
def test_a_text_within_yaml_beyond_the_limit(author: Client, ada: User) -> None:
    row = entry("sections.yaml", "glance")
    page = send(author, row, text=row.text.replace("At a glance", "a" * 10_001))
    told = "Line 1, title.en: A text has at most 10000 characters; this one has 10001."
    assert refusals(page) == [f"The entry, as YAML: {told}"]


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("action", "name", "limit"), [("remark", "remark", 1000), ("delete", "why", 300)]
)
def test_remarks_and_reasons_beyond_their_limit(
    author: Client, row: Entry, action: str, name: str, limit: int
) -> None:
    send(author, row, text_en="One.", text_uk="Один.")
    long = "a" * (limit + 1)
    page = author.post(at(row, action), {**fields(author.get(at(row))), name: long, "go": "delete"})
    assertContains(page, f"At most {limit} characters are possible here, not {limit + 1}.")
    assertContains(page, long)
    assert (entry(PATH, KEY).deleted, Remark.objects.exists()) == (False, False)


# -- who may not write --------------------------------------------------------------------------------


@pytest.mark.few(1)
@pytest.mark.parametrize(("path", "key"), [(PATH, KEY), TOOL])
def test_a_reviewer_finds_nothing_to_type_into(ada: User, path: str, key: str) -> None:
    row = entry(path, key)
    send(
        client_of("ada"),
        row,
        comment="x",
        **({"text_en": "A.", "text_uk": "А."} if path == PATH else {}),
    )
    page = fromstring(client_of("rita").get(at(row)).content.decode())
    form = page.get_element_by_id("desk-form")
    boxes = list(form.xpath(".//textarea | .//input[not(@type='hidden')] | .//select"))
    open_ = [b.get("name") for b in boxes if not {"readonly", "disabled"} & set(b.attrib)]
    assert open_ == (["sample", "remark"] if path == PATH else [])
    assert form.xpath(".//*[@name='comment' and not(@readonly)]") == []


@pytest.mark.long
def test_what_a_reviewer_reads_is_no_change_of_theirs(row: Entry) -> None:
    """Sent along with a remark, the fields hold what was there when the page was opened."""
    send(client_of("ada"), row, text_en="One.", text_uk="Один.")
    opened = fields(client_of("rita").get(at(row)))
    send(client_of("aron"), row, text_en="Two.", text_uk="Два.")
    answer = client_of("rita").post(at(row, "remark"), {**opened, "remark": "Why?"})
    assert answer["Location"] == at(row)


def test_enter_saves_and_never_approves(ada: User, row: Entry) -> None:
    """A browser presses the first button of the form; whoever may not write saves nothing by that."""
    send(client_of("ada"), row, text_en="One.", text_uk="Один.")
    page = fromstring(client_of("rita").get(at(row)).content.decode())
    first = next(iter(page.get_element_by_id("desk-form").iter("button")))
    assert (first.get("name"), first.get("value"), first.get("formaction")) == ("go", "enter", None)
    form = {**fields(client_of("rita").get(at(row))), "go": "enter"}
    assert client_of("rita").post(at(row), form).status_code == 200
    assert not entry(PATH, KEY).revisions.exclude(approved_by=None).exists()
    assert (
        send(client_of("ada"), row, text_en="Two.", text_uk="Два.", go="enter").status_code == 302
    )
