"""The owners who walk: what each would answer, by the name of the question, whatever screen asks it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "walks"


@dataclass(frozen=True)
class Owner:
    slug: str
    who: str
    answers: dict[str, Any]
    """Given wherever they are asked; nothing is unfolded for them unless the page demands it."""
    tells: dict[str, Any]
    """What no policy of this shop can leave out: looked for, and unfolded where it is folded."""

    def key(self, name: str) -> str | None:
        """The answer for a box of this name: of the very name, of its question (``name`` for ``name_uk``),
        or of a pattern (``tools_*``)."""
        known = {**self.answers, **self.tells}
        if name in known:
            return name
        question = name.rpartition("_")[0]
        if question in known and isinstance(known[question], dict):
            return question
        return next((pattern for pattern in known if fnmatchcase(name, pattern)), None)

    def answer(self, name: str, required: bool = False) -> Any:
        """None where this owner has none. In a language that this owner does not write, a line that has to
        be filled in gets the text that there is."""
        key = self.key(name)
        value = {**self.answers, **self.tells}[key] if key else None
        if isinstance(value, dict):
            instead = next(iter(value.values())) if required else ""
            return value.get(name.rpartition("_")[2], instead)
        return value

    def is_told(self, name: str) -> bool:
        return self.key(name) in self.tells


def owners() -> dict[str, Owner]:
    files = sorted(FOLDER.glob("owner-*.yaml"))
    return {owner.slug: owner for owner in map(read, files)}


def read(file: Path) -> Owner:
    data = yaml.safe_load(file.read_text())
    return Owner(file.stem.removeprefix("owner-"), data["who"], data["answers"], data["tells"])
