"""The table of the README: what each owner meets at worst, on phone or desktop, with scripts or without."""

from datetime import date
from itertools import product
from pathlib import Path

from .records import FIRST, LATEST, Record, read
from .tables import AIM, PHONE, worst

FILE = Path(__file__).resolve().parents[2] / "README.md"
MARKS = ("<!-- figures of make walk -->", "<!-- end of figures of make walk -->")
_WHO = {
    "lviv": "a jeweler in Lviv",
    "california": "a teacher in California",
    "no-site": "a shop without a site",
}
_LANGUAGES = {"en": "English", "uk": "Ukrainian"}
_COLUMNS = {"questions": "questions", "words": "words", "screenfuls": f"{PHONE} screenfuls"}


def table(latest: Record, first: Record) -> str:
    """In brackets: as it was first measured."""
    rows = [
        f"| | {' | '.join(_COLUMNS.values())} |",
        "| --- | --- | --- | --- |",
        *(_row(owner, language, latest, first) for owner, language in product(_WHO, _LANGUAGES)),
        f"| the aim | {' | '.join(f'{AIM[name]:,}' for name in _COLUMNS)} |",
    ]
    note = f"Measured by `make walk` on {_day(latest)}; in brackets: on {_day(first)}."
    return "\n".join([*rows, "", note])


def _row(owner: str, language: str, latest: Record, first: Record) -> str:
    now, before = (worst(record.walks, owner, language) for record in (latest, first))
    cells = (f"{now[name]:,} ({before[name]:,})" for name in _COLUMNS)
    return f"| {_WHO[owner]}, in {_LANGUAGES[language]} | {' | '.join(cells)} |"


def _day(record: Record) -> str:
    day = date.fromisoformat(record.day)
    return f"{day.day} {day:%B %Y}"


def written(text: str) -> str:
    """The README with the table of today's records."""
    before, rest = text.split(f"{MARKS[0]}\n")
    _old, after = rest.split(f"\n{MARKS[1]}")
    return f"{before}{MARKS[0]}\n{table(read(LATEST), read(FIRST))}\n{MARKS[1]}{after}"


def write() -> None:
    """Once every way was walked that the first day's figures are of."""
    if read(LATEST).walks.keys() >= read(FIRST).walks.keys():
        FILE.write_text(written(FILE.read_text()))
