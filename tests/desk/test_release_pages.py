"""The release pages: nothing unapproved, unrehearsed or failing gets out, and every release is explained."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from lxml.html import fromstring
from pytest_django.asserts import assertContains, assertNotContains

from policygen.desk.releasing import next_release
from policygen.draft import changes, draft, merging, releases
from policygen.engine.library.library_files import dump_entry
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy import fixtures
from policygen.rehearsals import rehearsal
from policygen.releases import libraries
from policygen.releases.models import Release, packed
from policygen.shops.models import Shop
from tests.editors import at, client_of
from tests.library_draft import SHIPPED_FILES, entry, reworded
from tests.published import publish
from tests.rehearsals.test_rehearsal import EXAMPLES, KEY, PATH, held, say
from tests.second_factor import sign_in_editor

wizard = pytest.mark.usefixtures("few_examples")
"""Where the rehearsal itself is looked at, or what it finds: it opens pages of the wizard too."""
DESK = "/en/admin/releases/release/"
NOTES = {f"note:en:{KEY}": "Plainer words.", f"note:uk:{KEY}": "Простіші слова."}
SAID = {KEY: {"en": "Plainer words.", "uk": "Простіші слова."}}


@pytest.fixture(autouse=True)
def nothing_to_open(no_examples: None) -> None:
    """Elsewhere it is enough that a rehearsal was held."""


def editor(name: str, *permissions: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    sign_in_editor(client, user)
    return client


@pytest.fixture
def petro(ada: User) -> Client:
    """Releases."""
    return editor("petro", "view_release", "release_library", "view_entry")


def approved(ada: User, rita: User, text: str = "Something new.") -> None:
    say(PATH, KEY, ada, text)
    changes.approve(entry(PATH, KEY), by=rita)


def read(client: Client, place: str, **more: Any) -> str:
    return client.get(DESK + place, **more).content.decode()


def test_it_works(petro: Client, ada: User, rita: User) -> None:
    approved(ada, rita)
    held(ada)
    response = petro.post(f"{DESK}next/", {**NOTES, "go": "release"})
    made = Release.objects.get()
    assert response["Location"] == f"{DESK}{made.number}/"
    assert (made.number, made.notes, str(made.released_by)) == (
        shipped_library().release + 1,
        SAID,
        "petro",
    )
    page = petro.get(response["Location"]).content.decode()
    assert "Простіші слова." in page and "<ins>Something new.</ins>" in page
    assert "petro" in read(petro, "")
    logged = LogEntry.objects.values_list("user__username", "change_message", "object_id")
    assert list(logged) == [("petro", f"Released number {made.number}.", str(made.pk))]


@pytest.mark.parametrize("name", ["next/", "compare/", ""])
def test_who_may_look(ada: User, name: str) -> None:
    assert editor("nobody").get(DESK + name).status_code == 403
    assert Client().get(DESK + name).status_code == 302
    assert editor("author", "view_release").get(DESK + name).status_code in (200, 302)


def test_only_a_publisher_releases(ada: User, rita: User) -> None:
    approved(ada, rita)
    held(ada)
    author = editor("author", "view_release", "change_entry", "approve_entry")
    assert author.post(f"{DESK}next/", {**NOTES, "go": "release"}).status_code == 403
    first = releases.release(notes={}, by=ada)
    for place in (f"{first.number}/tell/", f"{first.number}/bring-back/"):
        assert author.post(DESK + place, {}).status_code == 403
    assert Release.objects.count() == 1
    assert "Release number" not in read(author, "next/")


def refused(client: Client, notes: dict[str, str]) -> list[str]:
    response = client.post(f"{DESK}next/", {**notes, "go": "release"})
    assert response.status_code == 422
    assert not Release.objects.exists()
    return list(response.context["refused"])


def test_nothing_to_release(petro: Client) -> None:
    assert refused(petro, NOTES)[0] == "Nothing has changed since the last release."


def test_not_approved(petro: Client, ada: User) -> None:
    say(PATH, KEY, ada)
    held(ada)
    assert refused(petro, NOTES) == ["1 change is not approved yet."]
    assert "not approved" in read(petro, "next/")


@wizard
def test_not_rehearsed(petro: Client, ada: User, rita: User) -> None:
    approved(ada, rita)
    assert refused(petro, NOTES) == ["It has not been rehearsed."]
    rehearsal.go_on(rehearsal.start(ada), seconds=0)
    assert refused(petro, NOTES) == ["The rehearsal is not finished."]


def test_a_rehearsal_that_is_out_of_date(petro: Client, ada: User, rita: User) -> None:
    approved(ada, rita)
    held(ada)
    approved(ada, rita, "Another text.")
    (reason,) = refused(petro, NOTES)
    assert reason.startswith("The rehearsal is out of date")
    assert "Out of date" in read(petro, "next/")


def test_a_failing_fixture(
    petro: Client, ada: User, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(ada, rita)
    held(ada)
    failure = fixtures.Failure(KEY, 1, "uk", "missing", "слово", "щось")
    monkeypatch.setattr(next_release, "_failures", lambda state: (failure,))
    assert refused(petro, NOTES) == ["1 fixture fails."]


def test_a_draft_that_does_not_hold_together(petro: Client, ada: User, rita: User) -> None:
    approved(ada, rita, "{{ nonsense }}")
    reasons = refused(petro, NOTES)
    assert "nonsense" in reasons[0]
    petro.post(f"{DESK}next/rehearse/", {"go": "start"})
    response = petro.post(f"{DESK}next/rehearse/", {"go": "on"}, follow=True)
    assert "nonsense" in response.content.decode()


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "notes",
    [{}, {f"note:en:{KEY}": "Plainer."}, {"note:uk:": "Ціле."}],
    ids=["none", "en", "whole"],
)
def test_without_notes(petro: Client, ada: User, rita: User, notes: dict[str, str]) -> None:
    approved(ada, rita)
    held(ada)
    (reason,) = refused(petro, notes)
    assert reason.startswith("Write a note") and KEY in reason
    page = read(petro, "next/")
    assert all(text in page for text in notes.values()), "what was typed is not lost"


@pytest.mark.long
def test_one_note_for_the_whole_is_enough(petro: Client, ada: User, rita: User) -> None:
    approved(ada, rita)
    held(ada)
    petro.post(f"{DESK}next/", {"note:en:": "All.", "note:uk:": "Усе.", "go": "release"})
    assert Release.objects.get().notes == {"": {"en": "All.", "uk": "Усе."}}


@pytest.mark.long
def test_notes_can_be_kept_for_later(petro: Client, ada: User) -> None:
    say(PATH, KEY, ada)
    petro.post(f"{DESK}next/", {**NOTES, "go": "keep"})
    assert "Простіші слова." in read(petro, "next/")
    assert not Release.objects.exists()


@wizard
def test_the_rehearsal_without_javascript(petro: Client, ada: User, rita: User) -> None:
    publish("klumandel")
    approved(ada, rita)
    page = petro.post(f"{DESK}next/rehearse/", {"go": "start"}, follow=True).content.decode()
    assert f"0 of {len(EXAMPLES) + 1} policies looked at" in page and "Go on" in page
    while not rehearsal.latest().finished:  # type: ignore[union-attr]
        page = petro.post(f"{DESK}next/rehearse/", {"go": "on"}, follow=True).content.decode()
    assert f"Finished: {len(EXAMPLES) + 1} policies looked at" in page
    assert "Release number" in page


@pytest.mark.long
@wizard
def test_the_rehearsal_with_htmx(petro: Client, ada: User, rita: User) -> None:
    """Each answer asks for the next slice by itself; the last one brings the button to release."""
    approved(ada, rita)
    htmx = {"HX-Request": "true"}
    answer = petro.post(f"{DESK}next/rehearse/", {"go": "start"}, headers=htmx)
    first = answer.content.decode()
    assert 'hx-trigger="load, submit"' in first and "<progress" in first and "<html" not in first
    while "<progress" in (last := first):
        first = petro.post(f"{DESK}next/rehearse/", {"go": "on"}, headers=htmx).content.decode()
        if "<progress" not in first:
            last = first
            break
    assert 'hx-swap-oob="true"' in last and "Release number" in last


@pytest.mark.long
@wizard
def test_results_and_the_redline_of_one_policy(petro: Client, ada: User) -> None:
    publish("klumandel")
    say(PATH, KEY, ada)
    found = held(ada)
    page = read(petro, f"rehearsal/{found.pk}/")
    assert "shop-klumandel" in page and KEY in page
    assert "shop-klumandel" not in read(petro, f"rehearsal/{found.pk}/?clause=nothing")
    row = found.changes.get(shop="shop-klumandel")
    assert "<ins>Something new.</ins>" in read(petro, f"rehearsal/policy/{row.pk}/")
    say(PATH, KEY, ada, "Another.")
    libraries.forget()
    assert "Rehearse again" in read(petro, f"rehearsal/policy/{row.pk}/")


def test_an_error_row_is_shown(petro: Client, ada: User) -> None:
    found = rehearsal.start(ada)
    found.changes.create(shop="broken", language="", error="activities[0]: <b>unknown</b>")
    page = read(petro, f"rehearsal/{found.pk}/?kind=errors")
    assert "activities[0]: &lt;b&gt;unknown&lt;/b&gt;" in page


def test_comparing_two_releases(petro: Client, ada: User) -> None:
    say(PATH, KEY, ada)
    first = releases.release(notes={}, by=ada)
    say(PATH, KEY, ada, "A third text.")
    second = releases.release(notes={}, by=ada)
    page = read(petro, f"compare/?old={first.number}&new={second.number}")
    assert "A third text." in page and "Something new." in page
    shipped = shipped_library().release
    assert KEY in read(petro, f"compare/?old={shipped}&new={first.number}")
    assert petro.get(f"{DESK}compare/?old=x&new=99").status_code == 302


@wizard
def test_bringing_an_older_release_back(petro: Client, ada: User) -> None:
    first = releases.release(notes={}, by=ada)
    before = entry(PATH, KEY).text
    say(PATH, KEY, ada, "A mistake.")
    releases.release(notes={}, by=ada)
    place = f"{DESK}{first.number}/bring-back/"
    assert "A mistake." in petro.get(place).content.decode()
    assert petro.post(place, {"note:en:": "Back."}).status_code == 422
    assert Release.objects.count() == 2
    petro.post(place, {"note:en:": "Back.", "note:uk:": "Назад."})
    newest = Release.objects.first()
    assert newest is not None and newest.equal_to == first.number
    assert entry(PATH, KEY).text == before
    assert changes.of_draft() == []


@pytest.mark.long
def test_what_the_draft_loses_is_confirmed_first(petro: Client, ada: User, rita: User) -> None:
    """Whose it is, and whether somebody had approved it; and again where it has changed meanwhile."""
    first = releases.release(notes={}, by=ada)
    say(PATH, KEY, ada, "A mistake.")
    releases.release(notes={}, by=ada)
    say(PATH, KEY, ada, "A better text.")
    place, notes = f"{DESK}{first.number}/bring-back/", {"note:en:": "Back.", "note:uk:": "Назад."}
    page = fromstring(petro.get(place).content.decode())
    (told,) = page.xpath("//div[@class='desk-mark']//li")
    assert " ".join(told.text_content().split()).startswith(f"{KEY} not approved ada · ")
    (box,) = page.xpath("//input[@name='lost']")
    reason = "Look at what the draft loses, and confirm it."
    assert reason in petro.post(place, notes).content.decode()
    say(PATH, KEY, rita, "A still better text.")
    assert reason in petro.post(place, {**notes, "lost": box.get("value")}).content.decode()
    assert Release.objects.count() == 2
    (box,) = fromstring(petro.get(place).content.decode()).xpath("//input[@name='lost']")
    assert petro.post(place, {**notes, "lost": box.get("value")}).status_code == 302
    # Nothing is gone for good: the history has it, with a button.
    row = entry(PATH, KEY)
    number = row.revisions.get(author=rita).number
    assertContains(client_of("ada").get(at(row)), f"Restore as after change {number}")


@pytest.mark.long
def test_what_shops_use_and_the_older_release_lacks_is_told(petro: Client, ada: User) -> None:
    first, path = releases.release(notes={}, by=ada), "vocabulary/links_out.yaml"
    text = dump_entry(entry(path, "carriers").data, "ours")
    draft.add(path, "ours", text, by=ada)
    releases.release(notes={}, by=ada)
    Shop.objects.create(languages=["en"], links_out=["ours"])
    page = fromstring(petro.get(f"{DESK}{first.number}/bring-back/").content.decode())
    (told,) = page.xpath("//div[@id='lost']//li")
    assert " ".join(told.text_content().split()) == (
        f"{path} ours: Used by 0 published policies and 1 shop that is not published."
    )


def test_a_release_that_this_program_can_not_read_is_not_brought_back(
    petro: Client, ada: User
) -> None:
    first = releases.release(notes={}, by=ada)
    files = first.read()
    del files["strings.yaml"]
    number = first.number + 1
    Release.objects.create(number=number, files=packed(files))
    before = draft.files()
    notes = {"note:en:": "Back.", "note:uk:": "Назад."}
    page = petro.post(f"{DESK}{number}/bring-back/", notes)
    assertContains(page, "strings.yaml", status_code=422)
    assert (Release.objects.count(), draft.files()) == (2, before)


@pytest.mark.long
@wizard
def test_a_release_whose_pages_do_not_open_is_not_brought_back(petro: Client, ada: User) -> None:
    """From before words were checked: one wrong letter, and a page of every owner was an error."""
    files, path = releases.release(notes={}, by=ada).read(), "vocabulary/purposes.yaml"
    files[path] = files[path].replace("group: sales", "group: sale")
    old = Release.objects.create(number=Release.objects.get().number + 1, files=packed(files))
    releases.release(notes={}, by=ada)
    notes = {"note:en:": "Back.", "note:uk:": "Назад."}
    for language, told in (
        ("en", "these pages of the wizard do not open: What you do (it does not know the word"),
        ("uk", "ці сторінки майстра не відкриваються: Що ви робите (не знає слова"),
    ):
        place = f"{DESK}{old.number}/bring-back/".replace("/en/", f"/{language}/")
        assertContains(petro.post(place, notes), told, status_code=422)
    assert Release.objects.count() == 3


def test_a_note_that_is_too_long_is_refused_whole(petro: Client, ada: User) -> None:
    say(PATH, KEY, ada)
    long = "a" * 2001
    page = petro.post(f"{DESK}next/", {**NOTES, f"note:en:{KEY}": long, "go": "keep"})
    told = f"{KEY}, en: At most 2000 characters are possible here, not 2001."
    assertContains(page, told, status_code=422)
    assertContains(page, f">{long}</textarea>", status_code=422)
    assertNotContains(page, "maxlength", status_code=422)


def test_what_was_taken_out_is_a_change(petro: Client, ada: User) -> None:
    entry(PATH, KEY).delete()
    (change,) = next_release.candidate().changes
    assert (change.key, change.status, change.approved) == (KEY, "removed", True)
    assert "Taken out" in read(petro, "next/")


def test_text_of_editors_is_data(petro: Client, ada: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "<script>alert(1)</script>"), seen=0, by=ada)
    assert "<script>alert" not in read(petro, "next/")


@pytest.mark.long
def test_an_upgrade_is_approved_with_one_button(ada: User, rita: User) -> None:
    releases.release(notes={}, by=ada)
    row = entry(PATH, KEY)
    text = SHIPPED_FILES[PATH].replace(row.text, reworded(row, "Newer."))
    number = SHIPPED_FILES["release.yaml"].replace("release: 1", "release: 7")
    merging.merge({**SHIPPED_FILES, PATH: text, "release.yaml": number})
    reviewer = client_of("rita")
    page = reviewer.get(f"{DESK}next/")
    assertContains(page, "Approve what edition 7 brought")
    assertContains(reviewer.get(at(row)), "edition 7 of the shipped library")
    assertNotContains(client_of("petro").get(f"{DESK}next/"), "Approve what edition 7 brought")
    address = f"{DESK}next/edition/7/approve/"
    assert client_of("petro").post(address).status_code == 403
    assertContains(reviewer.post(address, follow=True), "It was changed meanwhile.")
    upto = entry(PATH, KEY).revisions.get().pk
    page = reviewer.post(address, {"upto": upto}, follow=True)
    assertContains(page, "1 change is approved.")
    assert [c.approved for c in changes.of_draft()] == [True]
    (line,) = LogEntry.objects.filter(object_id=str(row.pk))
    assert line.change_message == "Change 1 is approved."


def test_a_conflict_is_settled_before_a_release(ada: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "Ours."), seen=0, by=ada)
    theirs = SHIPPED_FILES[PATH].replace(row.text, reworded(row, "Theirs."))
    merging.merge({**SHIPPED_FILES, PATH: theirs})
    reason = f"1 entry is in conflict with the shipped library: {KEY}."
    assert reason in next_release.candidate().reasons
    draft.settle(row, take=False, seen=entry(PATH, KEY).revision, by=ada)
    assert reason not in next_release.candidate().reasons


def test_bookmarks_of_release_pages_lead_on(petro: Client) -> None:
    for rest in ("", "next/", "1/?from=mail"):
        answer = petro.get(f"/uk/admin/clauses/release/{rest}")
        assert (answer.status_code, answer["Location"]) == (
            301,
            f"/uk/admin/releases/release/{rest}",
        )
