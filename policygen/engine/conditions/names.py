"""What the declarations tell of names: which there are, their questions, the labels that they need."""

from collections.abc import Iterator

from policygen.engine.conditions.families import BY_NAME, FAMILIES
from policygen.engine.conditions.family import Source


def possible_names(source: Source) -> frozenset[str]:
    """Every name that a condition can have (docs/library.md, "Conditions")."""
    return frozenset().union(*(family.names(source) for family in FAMILIES))


def question_of(name: str) -> str:
    """The question of the facts file that a name comes from. Raises KeyError where there is no such family.

    Of a whole family (``tool:``) that of its slugs.
    """
    family, _, word = name.partition(":")
    return BY_NAME[family].question(word)


def questions() -> frozenset[str]:
    """All that names come from, but for those that a library declares by itself."""
    found = (group.question for family in FAMILIES for group in family.words)
    return frozenset(question for question in found if "{}" not in question)


def needed_labels() -> Iterator[str]:
    """The entries that conditions.yaml has to have: one for the slugs of a family (``tool:``), one for each
    word that the program knows.
    """
    for family in FAMILIES:
        if family.kinds:
            yield f"{family.name}:"
        yield from (f"{family.name}:{word}" for word in family.fixed)


def label_kind(name: str) -> str | None:
    """The kind of words whose labels stand in the label of a whole family; None of any other name."""
    family, _, word = name.partition(":")
    known = BY_NAME.get(family)
    return known.kinds[0].kind if known and known.kinds and not word else None
