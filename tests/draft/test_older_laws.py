"""Laws and their requirements of a draft in the older form: they go to their files, and nothing is lost."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command

from policygen.draft import changes, draft, merging
from policygen.draft.models import Edition, Entry, LibraryFile, Remark, Revision
from policygen.engine.library.library_files import split, write_files
from policygen.engine.loading.checking import check
from policygen.engine.loading.load import load_library
from policygen.engine.loading.older_laws import WORDS, is_older, lifted
from policygen.releases.models import Release, packed
from tests.library_draft import SHIPPED_FILES, entry
from tests.upgrade.stored import releases

pytestmark = pytest.mark.django_db

OLD = min(releases("9effd56").items())[1]
lift: Any = import_module("policygen.draft.migrations.0010_laws").lift


@pytest.fixture
def old_draft() -> None:
    LibraryFile.objects.all().delete()
    Edition.objects.all().delete()
    Release.objects.create(number=1, files=packed(OLD))
    merging.begin(OLD)


def upgrade() -> merging.Merged:
    lift(apps, None)
    return merging.merge(SHIPPED_FILES)


def test_it_works(old_draft: None) -> None:
    rows = {row.pk: row.key for row in Entry.objects.all()}
    lift(apps, None)
    # Labels that the draft lacks come with the edition.
    told = {**lifted(OLD), "conditions.yaml": OLD["conditions.yaml"]}
    assert draft.files() == told
    assert {row.pk: row.key for row in Entry.objects.all()} == rows
    assert not any(map(is_older, LibraryFile.objects.values_list("path", flat=True)))
    assert {change.path for change in changes.of_draft()} == {"conditions.yaml"}
    lift(apps, None)
    assert draft.files() == told


@pytest.mark.long
def test_a_requirement_takes_its_change_along(old_draft: None, ada: User, rita: User) -> None:
    row = entry("requirements/gdpr.yaml", "GDPR-14-3")
    said = row.text.replace("asks:", "unsure: Is it?\n  asks:")
    draft.save(row, said, seen=0, by=ada, comment="Doubtful")
    Remark.objects.create(revision=row.revisions.get(), text="Look again.", author=rita)
    changes.approve(row, by=rita)
    merged = upgrade()
    now = entry("laws/gdpr.yaml", "GDPR-14-3")
    assert (now.pk, now.text, now.shipped) == (row.pk, said, row.text)
    cited = row.text.replace("citation: Art. 14(3)\n", "citation: Art. 14(3) GDPR\n")
    assert now.incoming == cited != row.text
    change = now.revisions.get()
    assert (change.comment, change.author, change.approved_by) == ("Doubtful", ada, rita)
    assert change.remarks.get().text == "Look again."
    assert "GDPR-14-3" in merged.conflicts
    mine = next(c for c in changes.of_draft() if c.key == "GDPR-14-3")
    assert (mine.status, mine.approved) == ("changed", True)


@pytest.mark.long
def test_the_names_of_a_law_take_theirs(old_draft: None, ada: User) -> None:
    row = entry(WORDS, "caloppa")
    said = row.text.replace('en: "CalOPPA"', 'en: "Cal-OPPA"')
    assert said != row.text
    draft.save(row, said, seen=0, by=ada)
    upgrade()
    now = entry("laws/california.yaml", "caloppa")
    assert now.pk == row.pk
    assert now.text == now.shipped.replace('en: "CalOPPA"', 'en: "Cal-OPPA"') != now.shipped
    change = now.revisions.get()
    assert (change.before, change.after, change.author) == (now.shipped, now.text, ada)
    assert load_library(draft.files()).label("laws", "caloppa", "en") == "Cal-OPPA"


@pytest.mark.long
def test_nothing_of_a_law_is_an_edition_s_change(old_draft: None) -> None:
    """What the edition changed of laws since is shown as its own; that they moved is not."""
    upgrade()
    of_laws = Revision.objects.filter(entry__file__path__startswith="laws/")
    edited = {c.key for c in changes.between(lifted(OLD), SHIPPED_FILES) if c.path[:5] == "laws/"}
    assert set(of_laws.values_list("entry__key", flat=True)) == edited - {""}


def test_deleted_moved_and_new(old_draft: None, ada: User) -> None:
    path = "requirements/gdpr.yaml"
    gone, went = entry(path, "GDPR-12-3"), entry(path, "GDPR-12-1")
    draft.save(gone, "", seen=0, by=ada)
    draft.move(went, path, "GDPR-12-4", seen=0, by=ada)
    own = entry(path, "GDPR-13-1c").text.replace("GDPR-13-1c", "OWN")
    made = draft.add(path, "OWN", own, by=ada)
    lift(apps, None)
    new = "laws/gdpr.yaml"
    keys = [e.key for e in split(draft.files()[new]).entries]
    assert keys[:4] == ["gdpr", "GDPR-12-4", "GDPR-12-1", "GDPR-12-5"] and keys[-1] == "OWN"
    assert (entry(new, "GDPR-12-3").pk, entry(new, "GDPR-12-3").text) == (gone.pk, "")
    assert entry(new, "GDPR-12-1").revisions.get().moved == [[new, ""], [new, "GDPR-12-4"]]
    assert entry(new, "OWN").pk == made.pk


@pytest.mark.long
def test_what_editors_made_where_they_liked_can_be_released(old_draft: None, ada: User) -> None:
    """Two laws of their own, and requirements in a file of their own and in another law's."""
    names = entry(WORDS, "australia").text
    for law in ("japan", "korea"):
        draft.add(WORDS, law, names.replace("australia", law), by=ada)
    LibraryFile.objects.create(path="requirements/mine.yaml", is_list=True)
    asked = entry("requirements/gdpr.yaml", "GDPR-13-1c").text
    for path, key, law in (
        ("requirements/mine.yaml", "OWN-1", "gdpr"),
        ("requirements/uk.yaml", "OWN-2", "japan"),
    ):
        own = asked.replace("GDPR-13-1c", key).replace("law: gdpr", f"law: {law}")
        draft.add(path, key, own, by=ada)
    upgrade()
    files = draft.files()
    assert check(files) == ()
    library = load_library(files)
    assert [one.id for one in library.requirements if one.id.startswith("OWN")] == [
        "OWN-1",
        "OWN-2",
    ]
    assert list(library.laws)[-2:] == ["japan", "korea"]


def _of_then(path: str) -> str:
    """Without clauses that came later: they may be of a law that did; and promises of no such clause. A clause
    of then that satisfies what came later is as it was."""
    text = OLD[path] if path == "promises.yaml" else SHIPPED_FILES[path]
    if not path.startswith("clauses/"):
        return text
    file, before = split(text), {entry.key for entry in split(OLD[path]).entries}
    asked = {key for p in OLD if is_older(p) for key in (e.key for e in split(OLD[p]).entries)}
    then = {entry.key: entry.text for entry in split(OLD[path]).entries}

    def text_of(entry: Any) -> str:
        satisfied = set(entry.data.get("satisfies", ())) if isinstance(entry.data, dict) else set()
        return entry.text if satisfied <= asked else then[entry.key]

    return file.head + "".join(map(text_of, (e for e in file.entries if e.key in before)))


@pytest.mark.long
def test_a_folder_of_the_older_form_is_imported(tmp_path: Path) -> None:
    """Of its other files only what today's checks let pass: the laws alone are older."""
    shipped = {p: _of_then(p) for p in SHIPPED_FILES if not p.startswith("laws/")}
    write_files({**shipped, **{p: t for p, t in OLD.items() if is_older(p)}}, tmp_path)
    LibraryFile.objects.all().delete()
    call_command("library", "import", str(tmp_path))
    laws = {p: t for p, t in draft.files().items() if p.startswith("laws/")}
    assert laws == {p: t for p, t in lifted(OLD).items() if p.startswith("laws/")}
    call_command("library_check", str(tmp_path))


def test_a_draft_as_it_begins_today_is_left_as_it_is() -> None:
    merging.merge(SHIPPED_FILES)
    before = list(Entry.objects.order_by("pk").values())
    lift(apps, None)
    assert list(Entry.objects.order_by("pk").values()) == before
