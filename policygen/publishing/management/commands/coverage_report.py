"""`manage.py coverage_report`: law by law, the items and the clauses that meet them, as a document."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from policygen.common.commands import RepositoryCommand
from policygen.engine import shipped_library
from policygen.engine.atomic_files import write_whole
from policygen.engine.library.cited import cites
from policygen.engine.library.model import Clause, Library
from policygen.engine.library.schema import Requirement

PATH = Path(settings.BASE_DIR) / "docs" / "coverage.md"
LEVELS = ("must", "should", "may")
ELSEWHERE = "owner’s checklist"
MISSING = "**no clause**"

_INTRO = """\
# What the library covers

Every item that the library knows of each law, and the clauses that meet it. Made from
`policygen/library/` by `make coverage-report`; do not edit.

*Must*, *should*, *may*: a legal duty, a duty in some cases or firm practice, a good thing to say. Items
that belong on a page or in the shop’s process, and not in the text, become the owner’s checklist. A
policy for which a *must* of the text is not met cannot be published. A number in square brackets
leads to a doubt that is noted under the table of its law. Articles lead to the official text.
"""


class Command(RepositoryCommand):
    help = "Write docs/coverage.md: law × requirement × clauses, and what is marked unsure."
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        write_whole(PATH, [report(shipped_library()).encode()])
        self.stdout.write(str(PATH))


def report(library: Library) -> str:
    """The document, in Markdown. The same library gives the same text."""
    meeting: dict[str, list[str]] = {}
    for clause in library.clauses:
        for requirement in clause.satisfies:
            meeting.setdefault(requirement, []).append(clause.id)
    laws = [law for law in library.laws if any(_of(library, law))]
    parts = [
        _INTRO,
        _summary(library, laws, meeting),
        _without_clause(library, meeting),
        *(_law(library, law, meeting) for law in laws),
        _unsure_clauses(library),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _of(library: Library, law: str) -> Iterator[Requirement]:
    return (r for r in library.requirements if r.law == law)


def _linked(library: Library, requirement: Requirement) -> str:
    """Its citation, with the official text behind each place."""
    return "; ".join(
        f"[{cite.text}]({cite.link})" if cite.link else cite.text
        for cite in cites(library, requirement.citation, "en")
    )


def _in_text(requirement: Requirement) -> bool:
    return "policy" in requirement.where


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |"
        for line in lines
    )


def _summary(library: Library, laws: list[str], meeting: dict[str, list[str]]) -> str:
    rows = [
        _counts(library.label("laws", law, "en"), list(_of(library, law)), meeting) for law in laws
    ]
    total = _counts("**all**", list(library.requirements), meeting)
    unsure = sum(bool(clause.unsure or clause.to_check) for clause in library.clauses)
    used = sum(bool(clause.satisfies) for clause in library.clauses)
    headings = ("law", "items", *LEVELS, "in the text", "of them met", ELSEWHERE, "unsure")
    return (
        f"Edition {library.release} of the library: {len(library.requirements)} items of {len(laws)} laws;"
        f" {len(library.clauses)} clauses, of which {used} meet an item and {unsure} are marked unsure.\n\n"
        f"{_table(headings, [*rows, total])}\n"
    )


def _counts(
    name: str, items: list[Requirement], meeting: dict[str, list[str]]
) -> tuple[object, ...]:
    text = [r for r in items if _in_text(r)]
    return (
        name,
        len(items),
        *(sum(r.level == level for r in items) for level in LEVELS),
        len(text),
        sum(r.id in meeting for r in text),
        len(items) - len(text),
        sum(r.unsure is not None for r in items),
    )


def _without_clause(library: Library, meeting: dict[str, list[str]]) -> str:
    missing = [r for r in library.requirements if _in_text(r) and r.id not in meeting]
    lines = [
        f"- {r.id} ({r.level}; {_linked(library, r)}): {r.asks['en']}"
        + (f" *{r.unsure}*" if r.unsure else "")
        for r in missing
    ]
    why = "The answers do not hold what these ask for. Where one is a must, the policy stays unpublished."
    return "\n".join(["## Not met by any clause", "", why, "", *lines])


def _law(library: Library, law: str, meeting: dict[str, list[str]]) -> str:
    items = list(_of(library, law))
    doubts = [r for r in items if r.unsure]
    marks = {r.id: f" [{number}]" for number, r in enumerate(doubts, 1)}
    rows = (
        (
            r.id + marks.get(r.id, ""),
            _linked(library, r),
            r.asks["en"],
            r.level,
            ", ".join(r.where),
            ", ".join(meeting.get(r.id, ())) or (MISSING if _in_text(r) else ELSEWHERE),
        )
        for r in items
    )
    full = library.laws[law].name["en"]
    headings = ("item", "article", "asks", "level", "where", "clauses")
    notes = [f"{number}. {r.id}: {r.unsure}" for number, r in enumerate(doubts, 1)]
    title = library.label("laws", law, "en")
    lines = [f"## {title[0].upper()}{title[1:]}", "", f"{full}.", "", _table(headings, rows), ""]
    return "\n".join([*lines, *(["Unsure:", "", *notes] if notes else [])])


def _unsure_clauses(library: Library) -> str:
    for_owners = [(c, c.unsure["en"]) for c in library.clauses if c.unsure]
    for_editors = [(c, c.to_check) for c in library.clauses if c.to_check]
    return "\n".join(
        [
            *("## Clauses marked unsure", ""),
            *("What an owner is told to look up, or to ask a lawyer.", ""),
            *(_note(clause, text) for clause, text in for_owners),
            *("", "What editors have to check; owners do not see it.", ""),
            *(_note(clause, text) for clause, text in for_editors),
        ]
    )


def _note(clause: Clause, text: str) -> str:
    return f"- {clause.id} (reviewed {clause.reviewed}): {text}"
