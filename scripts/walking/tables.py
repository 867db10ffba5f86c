"""The figures of the walks as tables, beside those of the first day, and what is missing of the aim."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .measure import Measure
from .walker import REVIEW, Walk

AIM = {"questions": 25, "words": 1500, "screenfuls": 20}
"""At most, before the first complete policy. Screenfuls are those of a phone."""
PHONE = "phone"


@dataclass(frozen=True)
class Way:
    """How somebody walks."""

    owner: str
    language: str
    device: str
    script: str
    """``script`` or ``no script``."""

    def __str__(self) -> str:
        return f"{self.owner}, {self.language}, {self.device}, {self.script}"


Figures = dict[str, int]
Table = list[list[str]]


def figures(walk: Walk) -> Figures:
    """Of the screens between home page and review, and of the review apart."""
    wizard, review = walk.wizard, walk.screens[REVIEW]
    return {
        "screens": len(walk.screens) - 2,
        "questions": len(wizard.questions),
        "required": wizard.required,
        "folded": wizard.folded,
        "words": wizard.words,
        "screenfuls": wizard.screenfuls,
        "returns": walk.returns,
        "review words": review.words,
        "without policy": review.words - review.policy_words,
        "review screenfuls": review.screenfuls,
    }


def overview(found: Mapping[Way, Figures], first: Mapping[str, Figures]) -> Table:
    """A row per walk; in brackets what it was on the first day."""
    if not found:
        return []
    names = list(next(iter(found.values())))
    rows = [["owner", "language", "device", "", *names]]
    for way, now in found.items():
        before = first.get(str(way), {})
        cells = [_beside(now[name], before.get(name)) for name in names]
        rows.append([way.owner, way.language, way.device, way.script, *cells])
    return [*rows, ["aim", "", "", "", *(str(AIM.get(name, "")) for name in names)]]


def worst(walks: Mapping[str, Figures], owner: str, language: str) -> Figures:
    """Of each figure the highest of an owner's ways in a language."""
    known = {tuple(way.split(", ")): figures for way, figures in walks.items()}
    ways = {way: figures for way, figures in known.items() if way[:2] == (owner, language)}
    return {
        name: max(f[name] for way, f in ways.items() if name != "screenfuls" or PHONE in way)
        for name in AIM
    }


def _beside(now: int, before: int | None) -> str:
    return f"{now} ({'–' if before is None else before})"


def shortfalls(found: Mapping[Way, Figures]) -> list[str]:
    """By how much each figure is over the aim, where it is worst."""
    told = []
    for name, most in AIM.items():
        counted = {
            w: f[name] for w, f in found.items() if name != "screenfuls" or w.device == PHONE
        }
        over = {way: number for way, number in counted.items() if number > most}
        if over:
            worst = max(over, key=lambda way: over[way])
            told.append(
                f"{name}: {over[worst] - most} over {most} at worst ({worst}); "
                f"{len(over)} of {len(counted)} walks are over"
            )
    return told


def by_screen(screens: Mapping[str, Measure]) -> Table:
    rows = [
        ["screen", "questions", "required", "folded", "words", "around", "in folds", "screenfuls"]
    ]
    for name, one in screens.items():
        numbers = (len(one.questions), one.required, one.folded, one.words)
        more = (one.around, one.folded_words, one.screenfuls)
        rows.append([name, *map(str, numbers), *map(str, more)])
    return rows


def by_question(screens: Mapping[str, Measure]) -> Table:
    """Every question with its words, the longest of a screen first."""
    rows = [["screen", "question", "words", "asked as"]]
    for name, one in screens.items():
        for question in sorted(one.questions, key=lambda each: -each.words):
            star = " *" if question.required else ""
            rows.append([name, question.key, str(question.words), question.label + star])
    return rows


def lines(table: Iterable[list[str]]) -> list[str]:
    """Columns as wide as their widest cell."""
    rows = list(table)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
