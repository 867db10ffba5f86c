"""Each family of conditions is declared once, and all that is told of its names agrees with what is derived."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.families import BY_NAME, FAMILIES
from policygen.engine.conditions.family import EveryOf, Family, Stage, Words
from policygen.engine.conditions.names import (
    label_kind,
    needed_labels,
    possible_names,
    question_of,
)
from policygen.engine.conditions.shop import Shop
from policygen.engine.conditions.table import BEGIN, END, in_document, table
from policygen.engine.conditions.world import World
from policygen.engine.facts.model import Facts
from policygen.engine.library.questions import Question
from policygen.engine.loading.load import shipped_library
from tests.cast import LANGUAGES
from tests.engine.facts.any_facts import any_facts
from tests.library.witness import real_shops
from tests.paths import ROOT

LIBRARY = shipped_library()
POSSIBLE = possible_names(LIBRARY)
WORLD = World(LIBRARY)

GIFTS = Question(
    path="answers.gifts", kind="yes_no_unknown", label={"en": "Gifts?", "uk": "Подарунки?"}
)
COLOURS = Family(
    "colour",
    (Words("any", "offers"), Words("red blue", "security"), EveryOf("offers", "links_out")),
    lambda shop: (),
    at_most_one=("red blue",),
    at_least_one=("*",),
    implies={"red blue": "colour:any", "*": "offers:{}"},
    excludes={"red": "form:company"},
)


def test_it_works() -> None:
    assert COLOURS.names(LIBRARY) == {"colour:any", "colour:red", "colour:blue"} | {
        f"colour:{slug}" for slug in LIBRARY.vocabulary["offers"]
    }
    assert [COLOURS.question(word) for word in ("any", "red", "courses", "")] == [
        "offers", "security", "links_out", "links_out",
    ]  # fmt: skip
    assert COLOURS.group("red form:company", LIBRARY) == {"colour:red", "form:company"}
    rules = dict(COLOURS.rules(COLOURS.implies, LIBRARY))
    assert (rules["colour:red"], rules["colour:courses"]) == ({"colour:any"}, {"offers:courses"})
    assert dict(COLOURS.rules(COLOURS.excludes, LIBRARY)) == {"colour:red": {"form:company"}}


def test_the_question_of_each_answer_of_its_own() -> None:
    """What a library declares by itself: its names, which rule each other out, and the question."""
    asking = replace(
        LIBRARY, questions={"site": {"gifts": GIFTS, "form": LIBRARY.questions["shop"]["form"]}}
    )
    assert BY_NAME["yes"].names(asking) == {"yes:gifts"}
    assert not World(asking).possible({"yes:gifts", "no:gifts"})
    assert World(asking).possible({"yes:gifts"})
    assert (question_of("no:gifts"), question_of("no:")) == ("answers.gifts", "answers")
    assert asking.condition_label("no:gifts", "uk") == "ви відповіли «ні»: Подарунки?"


def own_tools(facts: Facts) -> set[str]:
    return {f"{family}:{t.slug}" for t in facts.custom_tools for family in ("tool", "source")}


def derived(facts: Facts) -> dict[str, frozenset[str]]:
    """Per family its names, where it may look at nothing but the stages before its own."""
    shop, found = Shop(facts, LIBRARY), {}
    for stage in Stage:
        of_stage = {f.name: frozenset(f.derive(shop)) for f in FAMILIES if f.stage is stage}
        shop.names.update(*of_stage.values())
        found |= of_stage
    return found


def faults(facts: Facts) -> list[str]:
    """What the declarations say otherwise than the names of a shop."""
    of_family, true = derived(facts), conditions(facts, LIBRARY)
    found = [
        f"{family} derives {name}"
        for family, names in of_family.items()
        for name in names - BY_NAME[family].names(LIBRARY) - own_tools(facts)
    ]
    for language in LANGUAGES:
        labels = {name: LIBRARY.condition_label(name, language) for name in true}
        found += [f"{name}: no label" for name, text in labels.items() if not text or "{" in text]
    return sorted(found) + WORLD.broken(true)


@given(any_facts())
@settings(max_examples=settings.default.max_examples // 2)
def test_every_name_of_any_shop_is_possible_labelled_and_within_the_rules(facts: Facts) -> None:
    assert conditions(facts, LIBRARY) <= POSSIBLE | own_tools(facts)
    assert faults(facts) == []
    assert conditions(facts, LIBRARY) == frozenset().union(*derived(facts).values())


@pytest.mark.long
def test_likewise_of_many_unlike_shops() -> None:
    """Which have what any shop rarely has, such as advertising on a site for children."""
    shops = real_shops()[::5]
    assert [fault for facts, _ in shops for fault in faults(facts)] == []
    assert [
        names for facts, names in shops if names != frozenset().union(*derived(facts).values())
    ] == []


def test_no_two_families_share_a_name() -> None:
    assert len(BY_NAME) == len(FAMILIES)
    for family in FAMILIES:
        words = [
            word
            for group in family.words
            if isinstance(group, Words)
            for word in group.words.split()
        ]
        assert len(words) == len(set(words)), family.name


def test_labels_are_asked_for_of_each_word_and_each_family_of_slugs() -> None:
    needed = list(needed_labels())
    assert len(needed) == len(set(needed))
    assert set(needed) <= set(LIBRARY.condition_labels)
    assert {n for n in needed if n.startswith(("sells:", "tools:"))} == {
        "sells:yes", "sells:no", "tools:", "tools:any",
    }  # fmt: skip
    assert (label_kind("tools:"), label_kind("tools:any"), label_kind("sells:")) == (
        "tool_groups", None, None,
    )  # fmt: skip


def test_the_question_of_a_name() -> None:
    names = ("sells:yes", "tool:stripe", "tool:", "law:gdpr", "law:ccpa", "cookies:optional")
    assert [question_of(name) for name in names] == [
        "sells_data", "activities.tools", "activities.tools", "customers.where",
        "customers.ccpa_thresholds", "activities.tools",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        question_of("colour:red")


_LITERAL = re.compile(rf'"((?:{"|".join(BY_NAME)}):[a-z_-]+)"')


def test_names_in_the_code_exist() -> None:
    """A typo in Python is as silent as one in a file would be."""
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "policygen").rglob("*.py")
        for name in _LITERAL.findall(path.read_text("utf-8"))
        if name not in POSSIBLE
    }
    assert wrong == set()


# -- docs ----------------------------------------------------------------------------------------------


def test_the_table_in_the_documentation_is_current() -> None:
    text = (ROOT / "docs" / "library.md").read_text("utf-8")
    assert text == in_document(text), "run: make condition-table"


def test_a_row_of_the_table() -> None:
    rows = table().splitlines()
    assert (
        "| `sells:yes` `no` | data is sold for money, or not (at most one) | `sells_data` |" in rows
    )
    assert "| `tool:` + slug of a tool | the shop uses it | `activities.tools` |" in rows
    assert len(rows) == 2 + sum(len(family.words) for family in FAMILIES)


def test_a_document_without_the_marks_stays_as_it_is() -> None:
    with pytest.raises(ValueError, match="are missing"):
        in_document(f"{END}{BEGIN}"[:10])
    assert in_document(f"a{BEGIN}old{END}b") == f"a{BEGIN}\n\n{table()}\n\n{END}b"


def test_no_shop_has_two_names_of_which_only_one_can_be_true() -> None:
    groups = [group for group in WORLD.at_most_one if len(group) > 1]
    assert len(groups) > len(WORLD.exactly_one)
    together = [sorted(group)[:2] for group in groups if WORLD.possible(sorted(group)[:2])]
    assert together == []
