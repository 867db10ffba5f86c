"""A clause goes to another place or section: seen before the release, and kept by later imports."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.asserts import assertContains

from policygen.desk.releasing import next_release
from policygen.desk.templatetags.library_changes import stands, stood
from policygen.draft import changes, draft, merging
from policygen.draft.models import Entry
from policygen.engine.compare.impact import Comparison
from policygen.engine.facts.reading import facts_data
from policygen.engine.library.library_files import split
from policygen.engine.loading.load import load_library
from policygen.releases.libraries import compiled
from tests.cast import example
from tests.editors import at, client_of
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded, without

OTHER = "clauses/contact.yaml"
ORDER = [one.key for one in split(SHIPPED_FILES[PATH]).entries]


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def move(client: Client, row: Entry, to: str, seen: int | None = None) -> list[str]:
    data = {"seen": row.revision if seen is None else seen, "to": to}
    page = client.post(at(row, "move"), data, follow=True)
    return [str(message) for message in page.context["messages"]]


def order(path: str) -> list[str]:
    return [one.key for one in split(draft.files()[path]).entries]


def test_it_works(author: Client) -> None:
    row = entry(PATH, KEY)
    assert move(author, row, f"{PATH}#rights-time") == ["Moved as change 1."]
    rest = [key for key in ORDER if key != KEY]
    place = rest.index("rights-time") + 1
    assert order(PATH) == [*rest[:place], KEY, *rest[place:]]
    page = author.get(at(row))
    assertContains(page, f"Moved from {PATH}, after rights-limits to {PATH}, after rights-time.")
    (change,) = next_release.candidate().unapproved
    assert (change.key, change.status) == (KEY, "moved")
    assertContains(client_of("petro").get("/en/admin/releases/release/next/"), "Moved")


def test_to_another_section(author: Client) -> None:
    row = entry(PATH, KEY)
    move(author, row, f"{OTHER}#")
    assert order(OTHER)[0] == KEY and KEY not in order(PATH)
    assert compiled(draft.files()).clauses_by_id[KEY].section == "contact"
    (change,) = next_release.candidate().changes
    assert (change.path, change.key, change.status) == (OTHER, KEY, "moved")
    assert (stood(change), stands(change)) == (
        f"{PATH}, after rights-limits",
        f"the top of {OTHER}",
    )
    assert [one.entry.pk for one in changes.of_draft()] == [row.pk]


def test_the_second_of_two_editors_is_told(author: Client) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "Other."), seen=row.revision, by=None)
    told = move(author, row, f"{OTHER}#", seen=0)
    assert told == ["It was changed meanwhile. Look at the newest change."]
    assert entry(PATH, KEY).revision == 1


def test_to_where_it_stands_is_no_change(author: Client) -> None:
    row = entry(PATH, KEY)
    move(author, row, f"{PATH}#rights-limits")
    assert draft.files() == SHIPPED_FILES
    assert not row.revisions.exists()


@pytest.mark.parametrize("to", ["tools/crm.yaml#", f"{PATH}#nothing", f"{PATH}#{KEY}", "", "#"])
def test_a_place_that_is_not_offered(author: Client, to: str) -> None:
    answer = author.post(at(entry(PATH, KEY), "move"), {"seen": 0, "to": to})
    assert answer.status_code == 404


def test_the_last_clause_of_a_section_stays(author: Client, ada: User) -> None:
    path = "clauses/automated.yaml"
    first, *others = Entry.objects.filter(file__path=path).select_related("file")
    for row in others:
        draft.move(row, OTHER, "", seen=row.revision, by=ada)
    (told,) = move(author, first, f"{OTHER}#")
    assert told == "sections.yaml, automated: Line 1: This section has no clause."
    assert Entry.objects.get(pk=first.pk).file.path == path


@pytest.mark.long
def test_other_entries_move_in_their_file(author: Client) -> None:
    rows = list(Entry.objects.filter(file__path="tools/crm.yaml"))
    move(author, rows[0], f"tools/crm.yaml#{rows[1].key}")
    assert order("tools/crm.yaml")[:2] == [rows[1].key, rows[0].key]


# -- rehearsal ---------------------------------------------------------------------------------------


def test_the_rehearsal_knows_of_it(ada: User) -> None:
    """Beside the clauses of the same shop: with own words too, where policies are composed in full."""
    before = load_library(SHIPPED_FILES)
    row = entry("clauses/changes.yaml", "changes-date")
    draft.move(row, "clauses/changes.yaml", "changes-governing-law", seen=0, by=ada)
    compared = Comparison(before, compiled(draft.files()), frozenset())
    data = facts_data(example("klumandel"))
    assert {effect.moved for effect in compared.effects(data)} == {("changes-date",)}
    assert [effect.clauses for effect in compared.effects(data)] == [(), ()]
    compared.__dict__["shares_words"] = False
    assert {effect.moved for effect in compared.effects(data)} == {("changes-date",)}


# -- with the shipped library ------------------------------------------------------------------------


def moved_here(ada: User, path: str = PATH, after: str = "rights-time") -> Entry:
    row = entry(PATH, KEY)
    return draft.move(row, path, after, seen=row.revision, by=ada)


@pytest.mark.long
def test_export_and_import_keep_the_place(ada: User) -> None:
    moved_here(ada)
    moved = draft.files()
    merging.merge(SHIPPED_FILES)
    assert draft.files() == moved
    assert merging.follows(SHIPPED_FILES)
    merging.merge(moved)
    assert draft.files() == moved


@pytest.mark.few(1)
@pytest.mark.parametrize("path", [PATH, OTHER])
def test_a_moved_clause_follows_the_shipped_text(ada: User, path: str) -> None:
    row = moved_here(ada, path, "")
    text = reworded(row, "Theirs.")
    newer = {**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, text)}
    merged = merging.merge(newer)
    assert (merged.updated, merged.added, merged.removed) == ([KEY], [], [])
    assert order(path)[0] == KEY
    assert entry(path, KEY).text == text


def test_the_shipped_edition_moves_what_nobody_moved_here(ada: User) -> None:
    row = entry(PATH, KEY)
    contact = split(SHIPPED_FILES[OTHER])
    arrived = (split(SHIPPED_FILES[PATH]).entries[ORDER.index(KEY)], *contact.entries)
    newer = {
        **SHIPPED_FILES,
        PATH: without(PATH, KEY),
        OTHER: replace(contact, entries=arrived).text,
    }
    merged = merging.merge(newer)
    assert (merged.added, merged.removed) == ([], [])
    assert draft.files() == newer
    assert entry(OTHER, KEY).pk == row.pk


def test_a_new_shipped_clause_finds_its_place_in_an_order_of_ours(ada: User) -> None:
    moved_here(ada)
    row = entry(PATH, "rights-how")
    text = row.text.replace("rights-how", "rights-newer")
    newer = SHIPPED_FILES[PATH].replace(row.text, f"{row.text}\n{text}")
    assert merging.merge({**SHIPPED_FILES, PATH: newer}).added == ["rights-newer"]
    now = order(PATH)
    assert now[now.index("rights-how") + 1] == "rights-newer"
    assert now[now.index("rights-time") + 1] == KEY


@pytest.mark.long
def test_two_new_shipped_clauses_come_in_one_behind_the_other_and_follow(ada: User) -> None:
    moved_here(ada)
    row = entry(PATH, "rights-how")
    texts = [row.text.replace("rights-how", name) for name in ("rights-new", "rights-newer")]
    newer = SHIPPED_FILES[PATH].replace(row.text, "\n".join([row.text, *texts]))
    merged = merging.merge({**SHIPPED_FILES, PATH: newer})
    assert (merged.added, merged.updated) == (["rights-new", "rights-newer"], [])
    now = order(PATH)
    assert now[(at := now.index("rights-how")) : at + 3] == [
        "rights-how",
        "rights-new",
        "rights-newer",
    ]
    for made, text in zip(
        (entry(PATH, "rights-new"), entry(PATH, "rights-newer")), texts, strict=True
    ):
        assert (made.text, made.shipped, made.incoming, made.revision) == (text, text, "", 1)
        (revision,) = made.revisions.all()
        assert (revision.number, revision.before, revision.after) == (1, "", text)
        assert (revision.author, revision.moved) == (None, None)
        assert revision.edition == merging.number_of(SHIPPED_FILES)
    theirs = reworded(made, "Theirs.")
    merged = merging.merge({**SHIPPED_FILES, PATH: newer.replace(texts[1], theirs)})
    assert (merged.updated, merged.conflicts) == (["rights-newer"], [])
    assert entry(PATH, "rights-newer").text == theirs
    assert merging.merge({**SHIPPED_FILES, PATH: newer.replace(texts[1], theirs)}).updated == []
