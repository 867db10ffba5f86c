"""An entry can go: with its uses shown, a reason where it can't, an approval, and a way back."""

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from policygen.desk.releasing import next_release
from policygen.draft import approval, changes, draft, merging, releases
from policygen.draft.models import Entry
from policygen.engine.library.library_files import dump_entry
from policygen.releases.libraries import compiled
from tests.editors import at, client_of
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded, without
from tests.published import publish

LIST = "/en/admin/clauses/entry/"
TOOL = ("tools/crm.yaml", "keycrm")


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def delete(client: Client, row: Entry, seen: int | None = None) -> list[str]:
    """What the editor is told."""
    data = {"seen": row.revision if seen is None else seen, "why": "Not needed"}
    page = client.post(at(row, "delete"), data, follow=True)
    return [str(message) for message in page.context["messages"]]


def test_it_works(author: Client) -> None:
    row = entry(*TOOL)
    page = author.get(at(row, "delete"))
    assertContains(page, "No other entry names it.")
    assertContains(page, "No published policy and no other shop uses it.")
    assert delete(author, row) == ["Deleted from the draft as change 1."]
    assert draft.files()[TOOL[0]] == without(*TOOL)
    (line,) = LogEntry.objects.filter(object_id=str(row.pk))
    assert (line.user.username, line.action_flag) == ("ada", DELETION)
    page = author.get(at(row))
    assertContains(page, "This entry is deleted in the draft")
    assertContains(page, "Not needed")
    assertNotContains(page, 'id="id_text"')
    shown = author.get(f"{LIST}?q=keycrm").context["cl"].result_list
    assert [one.key for one in shown] == []
    for state in ("deleted", "waiting", "changed"):
        shown = author.get(f"{LIST}?state={state}").context["cl"].result_list
        assert [one.key for one in shown] == ["keycrm"]


@pytest.mark.long
def test_clauses_are_tried_on_other_shops_then(author: Client) -> None:
    """A shop that uses what is deleted can’t be composed with the draft, and every page of a clause opens."""
    row = entry("tools/shipping.yaml", "fedex")
    publish("jane-ellen")
    before = [sample.label for sample in author.get(at(entry(PATH, KEY))).context["samples"]]
    assert delete(author, row) == ["Deleted from the draft as change 1."]
    page = author.get(at(entry(PATH, KEY)))
    after = [sample.label for sample in page.context["samples"]]
    assert [label for label in before if label not in after] == ["jane-ellen", "shop-jane-ellen"]
    assert page.context["reach"].total == len(after)


def test_it_comes_back_where_it_was(author: Client) -> None:
    row = entry(*TOOL)
    delete(author, row)
    author.post(at(row, "restore"), {"change": "0", "seen": entry(*TOOL).revision})
    assert draft.files() == SHIPPED_FILES
    assert not entry(*TOOL).deleted


def test_a_page_says_what_names_it_and_refuses(author: Client) -> None:
    row = entry("tools/payments.yaml", "stripe")
    page = author.get(at(row, "delete"))
    assertContains(page, "6 other entries name it")
    assertContains(
        page, "presets.yaml, courses: Line 9, tools.US: There is no entry “stripe” in tools/."
    )
    assertContains(
        page,
        "fixtures/courses.yaml, activities: Line 6, tools: The answers of this shop can’t be used: the",
    )
    assertNotContains(page, "Delete from the draft")
    told = delete(author, row)
    named = "presets.yaml, courses: Line 9, tools.US: There is no entry “stripe” in tools/."
    assert [line for line in told if line.startswith(named)]  # what is nearest may follow
    assert entry("tools/payments.yaml", "stripe").text == row.text
    assert not LogEntry.objects.exists()


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("path", "key", "reason"),
    [
        (
            "laws/gdpr.yaml",
            "GDPR-13-2b",
            "clauses/rights.yaml, rights-gdpr: Line 3, satisfies: There is no requirement “GDPR-13-2b”.",
        ),
        (
            "vocabulary/purposes.yaml",
            "orders",
            "retention.yaml, ua-tax: Line 4, purposes: There is no entry “orders” in vocabulary/purposes.yaml.",
        ),
        (
            "clauses/ukraine.yaml",
            "ukraine-requests",
            "promises.yaml, answer-ukraine: Line 3, clauses: There is no entry “ukraine-requests” in clauses/.",
        ),
        (
            "clauses/object.yaml",
            "object",
            "sections.yaml, object: Line 1: This section has no clause.",
        ),
    ],
)
def test_what_others_need_stays(author: Client, path: str, key: str, reason: str) -> None:
    row = Entry.objects.filter(file__path=path).first() if key == "object" else entry(path, key)
    assert row is not None
    if key == "object":
        others = Entry.objects.filter(file__path=path).exclude(pk=row.pk)
        others.update(text="")
    assert [told for told in delete(author, row) if told.startswith(reason)] != []
    assert Entry.objects.get(pk=row.pk).text == row.text


@pytest.mark.parametrize(
    "path",
    ["strings.yaml", "vocabulary/roles.yaml", "vocabulary/authorities.yaml", "sections.yaml"],
)
def test_what_the_program_counts_on_can_not_go(author: Client, path: str) -> None:
    row = Entry.objects.filter(file__path=path)[0]
    assert author.get(at(row, "delete")).status_code == 404
    assertNotContains(author.get(at(row)), "Delete …")


@pytest.mark.long
def test_two_editors_at_once(author: Client) -> None:
    row = entry(*TOOL)
    text = row.text.replace("KeyCRM", "Key CRM")
    draft.save(row, text, seen=row.revision, by=None)
    assert delete(author, row, seen=0) == ["It was changed meanwhile. Look at the newest change."]
    assert entry(*TOOL).text == text
    opened = entry(*TOOL).revision
    delete(author, entry(*TOOL))
    page = author.post(at(row), {"seen": opened, "text": text, "go": "save"})
    assertContains(page, "The entry was deleted meanwhile, so nothing was saved.")
    assert entry(*TOOL).deleted


def test_a_published_policy_is_counted_and_stays(author: Client) -> None:
    publish("handcraft-courses")
    page = author.get(at(entry("tools/support.yaml", "helpscout"), "delete"))
    assertContains(page, "Used by 1 published policy and 0 shops that are not published.")


def test_it_needs_another_persons_approval(author: Client, ada: User, rita: User) -> None:
    row = entry(*TOOL)
    delete(author, row)
    (change,) = next_release.candidate().unapproved
    assert (change.key, change.status, change.entry) == ("keycrm", "removed", row)
    with pytest.raises(approval.OwnChange):
        changes.approve(row, by=User.objects.get(username="ada"))
    changes.approve(row, by=rita)
    assert next_release.candidate().unapproved == []
    made = releases.release(notes={}, by=rita)
    assert made.read()[TOOL[0]] == without(*TOOL)
    page = author.get(at(row))
    assertContains(page, "No release from now on has it.")
    author.post(at(row, "restore"), {"change": "0", "seen": entry(*TOOL).revision})
    assert [(c.key, c.status) for c in next_release.candidate().changes] == [("keycrm", "added")]


# -- with the shipped library ------------------------------------------------------------------------


def newer(path: str, row: Entry, text: str) -> dict[str, str]:
    return {**SHIPPED_FILES, path: SHIPPED_FILES[path].replace(row.text, text)}


def test_a_deleted_entry_does_not_come_back_by_an_import(ada: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, "", seen=row.revision, by=ada)
    merged = merging.merge(SHIPPED_FILES)
    assert (merged.kept, merged.added) == ([KEY], [])
    assert entry(PATH, KEY).deleted


@pytest.mark.few(1)
@pytest.mark.parametrize("take", [True, False])
def test_a_shipped_update_of_a_deleted_entry_is_a_conflict(ada: User, take: bool) -> None:
    row = entry(PATH, KEY)
    theirs = reworded(row, "Theirs.")
    draft.save(row, "", seen=row.revision, by=ada)
    assert merging.merge(newer(PATH, row, theirs)).conflicts == [KEY]
    row = entry(PATH, KEY)
    assert (row.deleted, row.incoming) == (True, theirs)
    assertContains(client_of("ada").get(at(row)), "Take the shipped text")
    draft.settle(row, take=take, seen=row.revision, by=ada)
    assert entry(PATH, KEY).text == (theirs if take else "")


@pytest.mark.long
def test_what_both_sides_dropped_and_one_brings_back(ada: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, "", seen=row.revision, by=ada)
    merging.merge({**SHIPPED_FILES, PATH: without(PATH, KEY)})
    assert (entry(PATH, KEY).deleted, entry(PATH, KEY).shipped) == (True, "")
    assert merging.merge(SHIPPED_FILES).conflicts == [KEY]
    assert entry(PATH, KEY).deleted


@pytest.mark.long
def test_an_entry_that_was_made_here_and_deleted_keeps_its_history(ada: User) -> None:
    text = dump_entry({**entry(PATH, KEY).data, "id": "rights-new"}, None)
    made = draft.add(PATH, "rights-new", text, by=ada)
    draft.save(made, "", seen=made.revision, by=ada)
    merging.merge(SHIPPED_FILES)
    assert [r.after for r in entry(PATH, "rights-new").revisions.all()] == ["", text]
    assert draft.files() == SHIPPED_FILES
    assert merging.follows(SHIPPED_FILES)


@pytest.mark.long
def test_bringing_a_release_back_deletes_what_is_new_and_keeps_it_recoverable(ada: User) -> None:
    first = releases.release(notes={}, by=ada)
    text = dump_entry({**entry(PATH, KEY).data, "id": "rights-new"}, None)
    draft.add(PATH, "rights-new", text, by=ada)
    row = entry(PATH, "rights-free")
    draft.move(row, "clauses/contact.yaml", "", seen=row.revision, by=ada)
    row = entry(PATH, KEY)
    draft.move(row, PATH, "rights-time", seen=row.revision, by=ada)
    draft.save(row, "", seen=1, by=ada)
    releases.release(notes={}, by=ada)
    releases.bring_back(first.number, by=ada, notes={})
    assert draft.files() == SHIPPED_FILES
    made = entry(PATH, "rights-new")
    assert (made.deleted, made.revisions.count()) == (True, 2)
    draft.save(made, text, seen=made.revision, by=ada)
    assert "rights-new" in compiled(draft.files()).clauses_by_id
