"""What a draft would do to every published policy is known before it is released."""

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from policygen.draft import draft, releases
from policygen.engine.compare.difference import difference
from policygen.engine.compare.impact import Comparison
from policygen.engine.facts.reading import facts_data
from policygen.engine.library.library_files import dump_entry
from policygen.engine.loading.load import load_library, shipped_library
from policygen.publishing.models import Version
from policygen.rehearsals import rehearsal, results, states, units
from policygen.rehearsals.models import Rehearsal, Rehearsed
from tests.cast import composed, example
from tests.library_draft import FEW_EXAMPLES, SHIPPED_FILES, entry, reworded
from tests.published import publish

pytestmark = pytest.mark.usefixtures("few_examples")
EXAMPLES = FEW_EXAMPLES
PATH, KEY = "clauses/purposes.yaml", "purposes-new"
"""A clause of every example."""
ANOTHER = ("clauses/changes.yaml", "changes-why")


def change(path: str, key: str, by: User, **changes: Any) -> None:
    row = entry(path, key)
    draft.save(row, dump_entry({**row.data, **changes}, None), seen=row.revision, by=by)


def say(path: str, key: str, by: User, text: str = "Something new.") -> None:
    row = entry(path, key)
    draft.save(row, reworded(row, text), seen=row.revision, by=by)


def held(by: User) -> Rehearsal:
    found = rehearsal.start(by)
    while not rehearsal.finished(found):
        rehearsal.go_on(found)
    return found


def test_it_works(ada: User) -> None:
    version = publish("klumandel")
    say(PATH, KEY, ada)
    found = held(ada)
    assert (found.total, found.done, found.started_by) == (
        len(EXAMPLES) + 1,
        len(EXAMPLES) + 1,
        ada,
    )
    (row,) = found.changes.filter(policy=version.policy)
    assert (row.shop, row.language, row.clauses) == ("shop-klumandel", "en", [[KEY, "changed"]])
    assert (row.unmet, row.findings, row.error) == ([], [], "")
    (changed,) = results.redline(row).changes
    assert changed.id == KEY
    assert "<ins>Something new.</ins>" in changed.redline and "<del>" in changed.redline


def test_a_draft_that_changes_nothing(ada: User) -> None:
    publish("klumandel")
    found = held(ada)
    assert found.finished and not found.changes.exists()
    assert results.result(found) == results.Result(0, 0, [], [], [], [], 0, [])


def test_counts_per_clause_and_law(ada: User) -> None:
    say(PATH, KEY, ada)
    found = held(ada)
    true = [name for name in EXAMPLES if KEY in {c.id for c in composed(name, "en").clauses}]
    assert true
    result = results.result(found)
    assert result.clauses == [(KEY, Counter(changed=len(true)))]
    library = shipped_library()
    satisfied = library.clauses_by_id[KEY].satisfies
    laws = {library.requirements_by_id[id_].law for id_ in satisfied}
    assert dict(result.laws) == dict.fromkeys(laws, len(true))
    assert (result.documents, result.policies) == (len(true), len(true))


@pytest.mark.long
def test_a_clause_that_goes_leaves_its_requirements_open(ada: User) -> None:
    row = entry(PATH, KEY)
    alone = shipped_library().clauses_by_id[KEY].satisfies
    row.delete()
    found = held(ada)
    rows = found.changes.all()
    assert all([KEY, "removed"] in row.clauses for row in rows)
    open_ = {requirement for row in rows for requirement in row.unmet}
    without = load_library({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, "")})
    others = {r for clause in without.clauses for r in clause.satisfies}
    assert set(alone) - others <= open_


QUICK = {
    "a reworded clause": lambda by: say(PATH, KEY, by),
    "another condition": lambda by: change(PATH, KEY, by, when={"all": ["law:ccpa"]}),
    "a callout": lambda by: change(PATH, KEY, by, callout=True),
    "other requirements": lambda by: change(PATH, KEY, by, satisfies=[]),
    "a clause that goes": lambda by: entry(PATH, KEY).delete(),
    "two at once": lambda by: (say(PATH, KEY, by), say(*ANOTHER, by)),
}


@pytest.mark.few(2)
@pytest.mark.parametrize("draft_of", QUICK.values(), ids=QUICK)
def test_the_quick_way_says_what_the_long_way_says(
    ada: User, draft_of: Callable[[User], object]
) -> None:
    draft_of(ada)
    compared = states.comparison(rehearsal.start(ada))
    assert compared.shares_words
    for name in EXAMPLES:
        facts = example(name)
        quick = list(compared.effects(facts_data(facts)))
        assert quick == list(compared._composed(facts, facts))


@pytest.mark.long
def test_other_words_are_compared_in_full(ada: User) -> None:
    row = entry("vocabulary/purposes.yaml", "orders")
    data = row.data
    data["label"] = {**data["label"], "en": "taking and sending your orders, renamed"}
    draft.save(row, dump_entry(data, "orders"), seen=0, by=ada)
    found = rehearsal.start(ada)
    assert not states.comparison(found).shares_words
    found = held(ada)
    rows = found.changes.filter(language="en")
    assert rows and all(
        any("renamed" in clause.redline for clause in results.redline(row).changes) for row in rows
    )
    assert {row.language for row in found.changes.all()} == {"en"}


@pytest.mark.long
def test_facts_that_the_draft_does_not_know_any_more(ada: User) -> None:
    """A row that says so, and the others are looked at."""
    used = next(tool for activity in example("classerium").activities for tool in activity.tools)
    row = next(e for e in draft.Entry.objects.filter(key=used) if e.file.path.startswith("tools/"))
    row.delete()
    found = held(ada)
    (told,) = found.changes.filter(shop="classerium")
    assert used in told.error and (told.language, told.clauses) == ("", [])
    assert results.result(found).errors == found.changes.exclude(error="").count() >= 1
    assert found.done == len(EXAMPLES)


def test_it_goes_in_slices_and_is_taken_up_again(ada: User) -> None:
    for number in range(3):
        publish("klumandel", slug=f"s{number}")
    say(PATH, KEY, ada)
    found = rehearsal.start(ada)
    seen = []
    while not rehearsal.finished(found):
        rehearsal.go_on(Rehearsal.objects.get(pk=found.pk), seconds=0)
        found.refresh_from_db()
        seen.append(found.done)
    assert seen == list(range(1, len(EXAMPLES) + 4))
    assert found.changes.filter(policy__isnull=False).count() == 3


def test_two_pages_that_ask_at_once_count_once(ada: User) -> None:
    say(PATH, KEY, ada)
    found = rehearsal.start(ada)
    one, other = (Rehearsal.objects.get(pk=found.pk) for _n in range(2))
    rehearsal.go_on(one, seconds=0)
    rehearsal.go_on(other, seconds=0)
    assert (one.done, other.done) == (1, 1)
    assert Rehearsed.objects.filter(shop=EXAMPLES[0]).count() <= 2


def test_a_change_of_the_draft_makes_it_out_of_date(ada: User) -> None:
    say(PATH, KEY, ada)
    found = rehearsal.start(ada)
    assert not rehearsal.out_of_date(found)
    say(PATH, KEY, ada, "Another text.")
    assert rehearsal.out_of_date(found)
    with pytest.raises(states.OutOfDate):
        rehearsal.go_on(found)


def test_a_release_makes_it_out_of_date(ada: User) -> None:
    say(PATH, KEY, ada)
    found = held(ada)
    made = releases.release(notes={}, by=ada)
    assert rehearsal.out_of_date(found)
    assert rehearsal.of_release(made) == found


def test_policies_published_meanwhile_are_looked_at_too(ada: User) -> None:
    say(PATH, KEY, ada)
    found = held(ada)
    publish("klumandel")
    assert not rehearsal.finished(found)
    rehearsal.go_on(found)
    assert rehearsal.finished(found) and found.done == len(EXAMPLES) + 1


@pytest.mark.long
def test_the_latest_version_counts(ada: User) -> None:
    first = publish("klumandel", languages=["en"])
    Version.objects.create(
        policy=first.policy, number=2, facts={**first.facts, "languages": ["uk", "en"]},
        library_release=first.library_release, effective=first.effective,
    )  # fmt: skip
    row = entry(PATH, KEY)
    data = row.data
    data["text"] = {code: f"{text} 7.\n" for code, text in data["text"].items()}
    draft.save(row, dump_entry(data, None), seen=0, by=ada)
    found = held(ada)
    assert [r.language for r in found.changes.filter(policy=first.policy)] == ["uk", "en"]


@pytest.mark.long
def test_queries_do_not_grow(ada: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    say(PATH, KEY, ada)
    states.comparison(rehearsal.start(ada))
    for more in (1, 10):
        for number in range(more):
            publish("klumandel", slug=f"more-{more}-{number}")
        found = rehearsal.start(ada)
        for _example in EXAMPLES:  # Their pages of the wizard are opened, which asks a lot.
            rehearsal.go_on(found, seconds=0)
        # policies, versions, policies again, transaction (2), place, rows, the rehearsal
        with django_assert_num_queries(8):
            rehearsal.go_on(found, seconds=600)


@pytest.fixture
def no_garbage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Cycles are collected before each policy, not when the process has grown enough for that; what is
    there already is not looked through each time."""

    def remaining(done: int, last: int) -> Iterator[units.Unit]:
        for unit in real(done, last):
            gc.collect()
            yield unit

    real = units.remaining
    monkeypatch.setattr(units, "remaining", remaining)
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.long
@pytest.mark.usefixtures("no_garbage")
def test_memory_stays_flat(ada: User) -> None:
    """Ten times as many policies take no more: none is kept but those that change."""
    peaks = []
    for more in (1, 20, 180):
        for number in range(more):
            publish("klumandel", slug=f"flat-{more}-{number}")
        found = rehearsal.start(ada)
        tracemalloc.start()
        while not rehearsal.finished(found):
            rehearsal.go_on(found, seconds=600)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    _filled_caches, few, many = peaks
    assert many < few + 1_000_000


def test_no_difference_is_found_twice() -> None:
    """`Comparison` of a library with itself."""
    library = shipped_library()
    same = Comparison(library, library, frozenset(library.clauses_by_id))
    for name in EXAMPLES:
        assert not any(same.effects(facts_data(example(name))))
        document = composed(name, "en")
        assert difference(document, document).empty
