"""One cache of compiled libraries, whichever way somebody comes to one."""

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from policygen.desk import draft_view
from policygen.draft import draft, releases
from policygen.engine.library.model import LibraryError
from policygen.engine.loading import load
from policygen.engine.loading.load import shipped_library
from policygen.rehearsals import states
from policygen.releases import libraries
from policygen.releases.current import current_library
from policygen.releases.libraries import compiled, library_of, library_with
from policygen.releases.models import Release, packed
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded


def saying(word: str) -> dict[str, str]:
    """The shipped files, and something more in one of them."""
    return {**SHIPPED_FILES, PATH: f"{SHIPPED_FILES[PATH]}\n# {word}\n"}


def test_it_works() -> None:
    assert compiled(SHIPPED_FILES) is shipped_library()
    assert compiled(saying("a")) is compiled(saying("a"))
    assert compiled(saying("a")) is not compiled(saying("b"))


def test_draft_rehearsal_and_release_share_one(ada: User, rita: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "Plainer."), seen=row.revision, by=ada)
    shown = draft_view.library()
    assert states.library_in(states.state_of(draft.files())) is shown
    made = releases.release(notes={}, by=rita)
    assert library_of(made.number) is current_library() is compiled(made.read())
    assert shown.clauses_by_id[KEY] == current_library().clauses_by_id[KEY]


def test_a_release_is_not_compiled_again_to_be_used(
    ada: User, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "Once."), seen=row.revision, by=ada)
    made = releases.release(notes={}, by=rita)
    monkeypatch.setattr(load, "load_library", None)
    monkeypatch.setattr(libraries, "load_library", None)
    assert library_of(made.number).release == made.number


def test_a_known_release_costs_no_query(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Release.objects.create(number=7, files=packed(saying("seven")))
    with django_assert_num_queries(1):
        library_of(7)
    with django_assert_num_queries(0):
        library_of(7)


def test_another_release_of_the_same_number_is_another_library(db: None) -> None:
    """As in tests, whose releases are rolled back; making a release forgets what was known by number."""
    for word in ("one", "two"):
        Release.objects.all().delete()
        Release.objects.create(number=7, files=packed(saying(word)))
        assert library_of(7) is compiled(saying(word), strict=False)


def test_what_was_compiled_leniently_is_not_given_where_strictness_is_asked_for() -> None:
    files = saying("strict")
    lenient = compiled(files, strict=False)
    strict = compiled(files)
    assert strict is not lenient
    assert compiled(files, strict=False) is strict


def test_no_more_are_kept_than_said() -> None:
    first = compiled(saying("0"))
    for number in range(1, libraries.KEPT):
        compiled(saying(str(number)))
        assert compiled(saying("0")) is first  # used, and so not the first to go
    compiled(saying("one more"))
    assert compiled(saying("0")) is first
    for number in range(libraries.KEPT):
        compiled(saying(f"other {number}"))
    assert compiled(saying("0")) is not first
    assert len(libraries._kept) == libraries.KEPT


def test_what_is_broken_is_not_kept() -> None:
    broken = {**SHIPPED_FILES, PATH: "section: nowhere\nclauses: []\n"}
    for _again in range(2):
        with pytest.raises(LibraryError):
            compiled(broken)


def test_the_library_of_a_version_is_its_release_or_the_one_that_ships(db: None) -> None:
    number = shipped_library().release
    assert library_with(number) is shipped_library()
    Release.objects.create(number=number, files=packed(saying("own")))
    assert library_with(number) is compiled(saying("own"), strict=False)
    with pytest.raises(Release.DoesNotExist):
        library_with(number + 1)


def test_files_and_numbers(db: None) -> None:
    number = shipped_library().release
    assert (libraries.newest_number(), libraries.newest_files()) == (number, SHIPPED_FILES)
    Release.objects.create(number=number + 1, files=packed(saying("newer")))
    Release.objects.create(number=number + 2, files=packed(saying("newest")))
    assert (libraries.newest_number(), libraries.newest_files()) == (number + 2, saying("newest"))
    assert libraries.number_before(number + 2) == number + 1
    assert libraries.number_before(number + 1) == number
    assert libraries.files_with(number + 1) == saying("newer")
    assert libraries.files_with(number) == SHIPPED_FILES
