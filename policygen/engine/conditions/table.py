"""The table of all families in docs/library.md, from their declarations (`make condition-table`)."""

from collections.abc import Iterator

from policygen.engine.conditions.families import FAMILIES
from policygen.engine.conditions.family import EveryOf, Family, Words

BEGIN, END = "<!-- conditions: made by `make condition-table` -->", "<!-- end of conditions -->"
_OF_KIND = {
    "tools": "slug of a tool",
    "countries": "code",
    "places": "code",
    "languages": "code",
    "answers": "name of a question",
    "days": "a day of the library’s `from` and `until`",
}


def table() -> str:
    """All families, in Markdown."""
    rows = (row for family in FAMILIES for row in _rows(family))
    return "\n".join(("| names | true when | question |", "| --- | --- | --- |", *rows))


def in_document(text: str) -> str:
    """The document with the table of today. Raises ValueError where its two marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the marks {BEGIN} and {END} are missing")
    return f"{before}{begin}\n\n{table()}\n\n{end}{after}"


def _rows(family: Family) -> Iterator[str]:
    for group in family.words:
        question = group.question.replace("{}", "…")
        yield f"| {_names(family, group)} | {group.when}{_rule(family, group)} | `{question}` |"


def _names(family: Family, group: Words | EveryOf) -> str:
    if isinstance(group, EveryOf):
        return f"`{family.name}:` + {_OF_KIND.get(group.kind, f'slug of `{group.kind}`')}"
    first, *others = group.words.split()
    return " ".join((f"`{family.name}:{first}`", *(f"`{word}`" for word in others)))


def _rule(family: Family, group: Words | EveryOf) -> str:
    """What is told where a rule is about just these words."""
    words = "*" if isinstance(group, EveryOf) else group.words
    for rules, told in (
        (family.exactly_one, "exactly one"),
        (family.at_most_one, "at most one"),
        (family.at_least_one, "at least one"),
    ):
        if words in rules:
            return f" ({told})"
    return ""
