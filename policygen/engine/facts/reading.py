"""From a facts file, or answers of the same form, to Facts — or to a list of what is wrong where."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from heapq import nsmallest
from typing import Any, Protocol, TypeAlias

from pydantic import BaseModel, ValidationError

from policygen.engine.facts.fields import GUESSES
from policygen.engine.facts.model import Facts
from policygen.engine.library import yaml12
from policygen.engine.library.model import Library

Path: TypeAlias = yaml12.Path

# pydantic's own error types → our problems, whose sentences stand in library/messages.yaml.
_PROBLEMS = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "bool_type": "not_true_false",
    "bool_parsing": "not_true_false",
    "int_type": "not_number",
    "string_type": "not_text",
    "tuple_type": "not_list",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
    "dict_type": "not_mapping",
    "too_short": "empty_list",
    "too_long": "list_too_long",
    "string_pattern_mismatch": "bad_slug",
    "literal_error": "not_a_choice",
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the answers. `code` is a key of the library's messages."""

    code: str
    path: Path = ()
    line: int | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """``activities[2].purpose``; empty for the file as a whole."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}"
        return text.lstrip(".")

    def message(self, library: Library, language: str) -> str:
        return library.message(self.code, language, self.params)


MOST = 20
"""Problems of a file that are told one by one."""


class FactsError(Exception):
    """The answers can't be used; `problems` is never empty and stands in the order of the file, `more` says
    how many there are beside them."""

    def __init__(self, problems: list[Problem], more: int = 0):
        super().__init__(f"{len(problems) + more} problems")
        self.problems = problems
        self.more = more


def read_facts(raw: bytes, library: Library) -> Facts:
    """Facts from the bytes of a facts file (YAML or JSON). Raises FactsError with the first MOST problems."""
    try:
        parsed = yaml12.parse(raw)
    except yaml12.YamlError as error:
        raise FactsError([Problem(error.problem, error.path, error.line, error.params)]) from None
    if not isinstance(parsed.data, dict):
        raise FactsError([Problem("not_mapping", (), 1)])
    return make_facts(parsed.data, library, parsed)


class Slugs(Protocol):
    """Whatever knows the words that answers may use: a Library."""

    def slugs(self, custom_tools: frozenset[str] = ...) -> Mapping[str, frozenset[str]]: ...


def make_facts(data: dict[str, Any], library: Slugs, parsed: yaml12.Parsed | None = None) -> Facts:
    """Facts from plain data of the same form. Raises FactsError."""
    context = {"slugs": library.slugs(_custom_slugs(data)), GUESSES: 2 * MOST}
    try:
        return Facts.model_validate(data, context=context)
    except ValidationError as error:
        errors = [e for e in error.errors(include_url=False) if not _only_follows(e)]
        raise _told(errors, parsed) from None


def _told(errors: list[Any], parsed: yaml12.Parsed | None) -> FactsError:
    """Of a file, which may hold thousands of wrong words, only the first; of stored answers, all."""
    if parsed is None:
        return FactsError(_without_misspelt([_problem(e, None) for e in errors]))
    first = nsmallest(2 * MOST, errors, key=lambda e: parsed.line(_path(e)) or 0)
    problems = _without_misspelt([_problem(e, parsed) for e in first])
    problems.sort(key=lambda p: p.line or 0)
    explained = len(first) - len(problems)
    return FactsError(problems[:MOST], max(len(errors) - explained - MOST, 0))


def _custom_slugs(data: dict[str, Any]) -> frozenset[str]:
    custom = data.get("custom_tools")
    rows = custom if isinstance(custom, list) else []
    return frozenset(
        row["slug"] for row in rows if isinstance(row, dict) and isinstance(row.get("slug"), str)
    )


def _only_follows(error: Any) -> bool:
    """A list whose every entry is wrong is reported as empty too."""
    return bool(error["type"] == "too_short" and error["input"])


def _without_misspelt(problems: list[Problem]) -> list[Problem]:
    """``ofers`` is unknown, and so ``offers`` is missing: one mistake, told once."""
    meant = {
        (*p.path[:-1], p.params["nearest"])
        for p in problems
        if p.code == "unknown_key" and p.params["nearest"]
    }
    return [p for p in problems if p.code != "missing" or p.path not in meant]


_KEY = "[key]"
"""With which pydantic says that not the value under a key is wrong, but the key."""


def _path(error: Any) -> Path:
    within = (error.get("ctx") or {}).get("path")
    steps = str(within).split(".") if within is not None else []
    loc = (step for step in error["loc"] if step != _KEY)
    return (*loc, *(int(step) if step.isdigit() else step for step in steps))


def _problem(error: Any, parsed: yaml12.Parsed | None) -> Problem:
    params: dict[str, object] = dict(error.get("ctx") or {})
    path = _path(error)
    params.pop("path", None)
    code = _PROBLEMS.get(error["type"], error["type"])
    if code == "list_too_long" and not isinstance(error["input"], list | tuple):
        code = "too_long"
    if "max_length" in params:
        params["limit"] = params["max_length"]
    if code == "unknown_key":
        near = get_close_matches(str(path[-1]), _known_keys(path[:-1]), n=1, cutoff=0.5)
        params = {"value": path[-1], "nearest": near[0] if near else ""}
    elif code == "not_a_choice":
        params = {"value": _as_written(error["input"]), "choices": _choices(params["expected"])}
    return Problem(code, path, parsed.line(path) if parsed else None, params)


def _as_written(value: object) -> str:
    """A value as it stands in a file, and not in Python."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)[:40]


def _choices(expected: object) -> str:
    """pydantic's ``True, False or 'unknown'``."""
    words = str(expected).replace(" or ", ", ").replace("'", "").split(", ")
    return ", ".join({"True": "true", "False": "false"}.get(word, word) for word in words)


def _known_keys(path: Path) -> list[str]:
    """The keys that the format knows at `path`."""
    model: Any = Facts
    for step in path:
        if isinstance(step, str):
            names = {info.alias or name: info for name, info in model.model_fields.items()}
            model = _model_within(names[step].annotation) if step in names else None
        if model is None:
            return []
    return [info.alias or name for name, info in model.model_fields.items()]


def is_answer(path: str) -> bool:
    """Whether the format has an answer of this path: ``customers.where``. Below `answers`, a library has."""
    *before, last = path.split(".")
    return last in _known_keys(tuple(before)) or before == ["answers"]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """The model inside ``X | None``, ``tuple[X, ...]`` or ``Annotated[X, …]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_within(part)
        if found:
            return found
    return None


def facts_data(facts: Facts) -> dict[str, Any]:
    """The plain data of a facts file, without what was not answered: reads back to equal Facts."""
    data = facts.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    data = {"facts": 1, **data}
    decisions = facts.automated_decisions
    if decisions:
        data["automated_decisions"] = (
            {k: v for k, v in data["automated_decisions"].items() if k != "made"}
            if decisions.made
            else "none"
        )
    if "transfers" in data:
        data["transfers"].pop("stated", None)
    return data
