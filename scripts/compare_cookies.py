"""Where our cookies and a cookie database differ: hints for editors, never a source.

    python scripts/compare_cookies.py open-cookie-database.csv

The file has the columns of the Open Cookie Database: "Platform", "Category", "Cookie / Data Key name",
"Retention period", "Wildcard match". What stands there can be older than ours, so nothing is changed.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from policygen.engine.language.duration import Duration  # noqa: E402
from policygen.engine.library.schema import Cookie, Tool  # noqa: E402
from policygen.engine.loading.load import shipped_library  # noqa: E402

NAME, LASTS, PLATFORM, CATEGORY, WILD = (
    *("Cookie / Data Key name", "Retention period", "Platform", "Category", "Wildcard match"),
)
SAME = 0.04
"""Share by which two periods may differ and still say the same: 365 days and a year, 90 days and 3 months."""
_AMOUNT = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(second|sec|minute|min|hour|day|week|month|year)s?", re.IGNORECASE
)
_DAYS = {
    **{"second": 1 / 86400, "sec": 1 / 86400, "minute": 1 / 1440, "min": 1 / 1440},
    **{"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25},
}
Lasting = float | str | None
"""Days, ``session`` or ``persistent``; None for what is said in no such words."""


@dataclass(frozen=True)
class Row:
    """A line of the database; `name` with ``*`` where it is the beginning of a name."""

    name: str
    platform: str
    category: str
    lasts: Lasting
    said: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, help="the CSV file")
    database = parser.parse_args().database
    for line in report(shipped_library().tools.values(), rows(database)):
        print(line)


def rows(path: Path) -> list[Row]:
    """Raises SystemExit for a file without those columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = {NAME, LASTS, PLATFORM, CATEGORY} - set(reader.fieldnames or ())
        if lacking:
            raise SystemExit(f"{path}: no such column: {', '.join(sorted(lacking))}")
        return [_row(line) for line in reader if line[NAME]]


def _row(line: dict[str, str]) -> Row:
    name = re.sub(r"\s*\[x\d+\]$", "", line[NAME].strip())
    wild = "*" if (line.get(WILD) or "").strip() == "1" and not name.endswith("*") else ""
    said = (line[LASTS] or "").strip()
    platform, category = (line[PLATFORM] or "").strip(), (line[CATEGORY] or "").strip()
    return Row(name + wild, platform, category, lasting(said), said)


def lasting(said: str) -> Lasting:
    """What "13 months", "End of session (browser)" or "persistent" mean; the first amount counts."""
    found = _AMOUNT.search(said)
    if found:
        return float(found[1].replace(",", ".")) * _DAYS[found[2].lower()]
    words = said.casefold()
    if "session" in words:
        return "session"
    return "persistent" if words in ("persistent", "forever", "never") else None


def report(tools: Iterable[Tool], database: list[Row]) -> Iterator[str]:
    """Lines: periods that differ, names that the database does not have, names that we do not have."""
    ours = [(tool, cookie) for tool in tools for cookie in tool.cookies]
    known = {id(cookie): _same_name(cookie.name, database) for _tool, cookie in ours}
    differ = [(t, c, r) for t, c in ours for r in known[id(c)] if not _agree(_lasts(c), r.lasts)]
    yield f"{len(ours)} cookies of ours, {len(database)} of the database"
    yield f"period differs: {len(differ)}"
    yield from (f"  {t.slug}, {c.name}: {c.lasts}; {r.platform}: {r.said}" for t, c, r in differ)
    lacking = [(t, c) for t, c in ours if not known[id(c)]]
    yield f"not in the database: {len(lacking)}"
    yield from (f"  {t.slug}, {c.name}" for t, c in lacking)
    theirs = dict(_theirs(ours, database))
    yield f"not in ours, of platforms that both have: {sum(map(len, theirs.values()))}"
    yield from (f"  {slug}: {', '.join(names)}" for slug, names in sorted(theirs.items()))


def _same_name(name: str, database: Iterable[Row]) -> list[Row]:
    return [row for row in database if _alike(name, row.name)]


def _alike(one: str, other: str) -> bool:
    """Either may be a pattern."""
    return one == other or fnmatchcase(one, other) or fnmatchcase(other, one)


def _lasts(cookie: Cookie) -> Lasting:
    return cookie.lasts.days if isinstance(cookie.lasts, Duration) else cookie.lasts


def _agree(ours: Lasting, theirs: Lasting) -> bool:
    """What the database says in no words that we read is no difference."""
    if theirs is None or ours == theirs:
        return True
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= SAME * max(ours, theirs)
    return False


def _theirs(
    ours: list[tuple[Tool, Cookie]], database: list[Row]
) -> Iterator[tuple[str, list[str]]]:
    """Of a platform that shares most of a tool’s names with it: the names that the tool lacks."""
    platforms: dict[str, list[Row]] = defaultdict(list)
    for row in database:
        platforms[row.platform].append(row)
    names: dict[str, list[str]] = defaultdict(list)
    for tool, cookie in ours:
        names[tool.slug].append(cookie.name)
    for slug, known in names.items():
        for listed in platforms.values():
            shared = [n for n in known if _same_name(n, listed)]
            new = [r.name for r in listed if not any(_alike(n, r.name) for n in known)]
            if 2 * len(shared) > len(known) and new:
                yield slug, sorted(set(new))


if __name__ == "__main__":
    main()
