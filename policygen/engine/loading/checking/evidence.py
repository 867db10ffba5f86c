"""What a requirement calls its evidence: placeholders that there are, and words that its clauses say."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from policygen.engine.language.words import begins, plain
from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.schema import ClauseSource, Requirement
from policygen.engine.loading.checking.files import REMEMBERED, File, Part
from policygen.engine.loading.checking.known import Names
from policygen.engine.loading.checking.schema import nearest
from policygen.engine.placeholders.known import BY_NAME

Troubles = Iterator[Trouble]
Found = tuple[File, Part, Trouble]

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_MARKS = re.compile(r"[*_\\]|\]\([^)]*\)|\[")


def troubles(part: Part, names: Names) -> Troubles:
    """Placeholders and languages that there are not."""
    for at, name in _shows(part):
        if name not in BY_NAME:
            yield Trouble("unknown_placeholder", at, {"name": name})
    for language in _says(part):
        if language not in names.languages:
            values = {"name": language, "near": nearest(language, names.languages)}
            yield Trouble("unknown_language", ("evidence", "says", language), values)


def doubtful(files: tuple[File, ...]) -> Iterator[Found]:
    """Words, or a placeholder, that no clause has which satisfies the requirement: no policy can meet it."""
    clauses = _clauses(files)
    for file in files:
        for part in file.parts:
            texts = clauses.get(part.entry) if part.model is Requirement else None
            if texts and _evidence(part):
                yield from ((file, part, trouble) for trouble in _unmet(part, tuple(texts)))


@lru_cache(maxsize=REMEMBERED)
def _unmet(part: Part, clauses: tuple[Part, ...]) -> tuple[Trouble, ...]:
    return tuple(_never(part, [clause.data["text"] for clause in clauses]))


def _never(part: Part, texts: list[dict[str, str]]) -> Troubles:
    said = {language: _words(texts, language) for language in _says(part)}
    for language, wanted in _says(part).items():
        for number, either in enumerate(wanted):
            if not any(begins(words).search(said[language]) for words in either):
                at = ("evidence", "says", language, number)
                yield Trouble("not_said", at, {"words": either[0]})
    written = "\n".join(text for one in texts for text in one.values())
    for number, either in enumerate(_lists(_evidence(part).get("shows"))):
        if not any(re.search(rf"\{{\{{ *{re.escape(name)} *\}}\}}", written) for name in either):
            yield Trouble("not_shown", ("evidence", "shows", number), {"name": either[0]})


def _clauses(files: tuple[File, ...]) -> dict[str, list[Part]]:
    """Requirement → the clauses that satisfy it, and have texts."""
    found: dict[str, list[Part]] = {}
    for file in files:
        for part in file.parts:
            if part.model is ClauseSource and isinstance(part.data.get("text"), dict):
                for requirement in part.data.get("satisfies") or ():
                    found.setdefault(requirement, []).append(part)
    return found


def _words(texts: list[dict[str, str]], language: str) -> str:
    written = "\n".join(one.get(language, "") for one in texts)
    return plain(_MARKS.sub("", _PLACEHOLDER.sub(" ", written)))


def _shows(part: Part) -> Iterator[tuple[Path, str]]:
    for number, either in enumerate(_lists(_evidence(part).get("shows"))):
        for name in either:
            yield ("evidence", "shows", number), name


def _says(part: Part) -> dict[str, list[list[str]]]:
    says = _evidence(part).get("says")
    return {str(k): _lists(v) for k, v in says.items()} if isinstance(says, dict) else {}


def _evidence(part: Part) -> dict[str, Any]:
    data = part.data if part.model is Requirement and isinstance(part.data, dict) else {}
    evidence = data.get("evidence")
    return evidence if isinstance(evidence, dict) else {}


def _lists(value: Any) -> list[list[str]]:
    """What stands alone is a choice of one."""
    items = value if isinstance(value, list) else []
    return [list(map(str, item)) if isinstance(item, list) else [str(item)] for item in items]
