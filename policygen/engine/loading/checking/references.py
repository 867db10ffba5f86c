"""Everything by which one entry names another: words, clauses, requirements, sections, answers."""

import re
from collections.abc import Iterator

from policygen.engine.facts.reading import is_answer
from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.schema import ClauseSource, Of
from policygen.engine.loading.checking.files import Part
from policygen.engine.loading.checking.known import Names, file_of
from policygen.engine.loading.checking.schema import nearest
from policygen.engine.loading.checking.texts import sections_linked

Troubles = Iterator[Trouble]

_REGION = re.compile(r"([A-Z]{2})-[A-Z]{2}")
_CHOICES = ("flags", "tool_fields", "kinds")


def troubles(part: Part, names: Names) -> Troubles:
    seen: set[tuple[Path, str]] = set()
    for one in part.found:
        if not isinstance(one.kind, Of) or not isinstance(one.value, str):
            continue
        if isinstance(one.at[-1] if one.at else None, int):
            place = (one.at[:-1], one.value)
            if place in seen:
                yield Trouble("double", one.at, {"name": one.value})
            seen.add(place)
        yield from _unknown(one.kind.kinds, one.value, one.at, names)
    yield from _links(part, names)


def _unknown(kinds: tuple[str, ...], name: str, at: Path, names: Names) -> Troubles:
    kind = kinds[0]
    if kind == "questions":
        if not is_answer(name):
            yield Trouble("unknown_question", at, {"name": name})
        return
    if any(name in names.of(one) for one in kinds):
        return
    known = frozenset[str]().union(*map(names.of, kinds))
    if kind == "places" and _is_region(name, known):
        return
    near = nearest(name, known)
    if kind in ("countries", "places"):
        code = "bad_country" if kind == "countries" else "bad_place"
        yield Trouble(code, at, {"value": name[:60]})
    elif kind == "requirements":
        yield Trouble("unknown_requirement", at, {"name": name, "near": near})
    elif kind in _CHOICES:
        choices = ", ".join(sorted(known))
        yield Trouble("not_a_choice", at, {"value": name, "choices": choices, "near": near})
    else:
        yield Trouble("unknown_word", at, {"name": name, "file": file_of(kinds), "near": near})


def _is_region(name: str, countries: frozenset[str]) -> bool:
    region = _REGION.fullmatch(name)
    return region is not None and region[1] in countries


def _links(part: Part, names: Names) -> Troubles:
    """In the texts of clauses, links to sections of the policy."""
    texts = part.data.get("text") if part.model is ClauseSource else None
    for language, text in texts.items() if isinstance(texts, dict) else ():
        for link in sections_linked(text) if isinstance(text, str) else ():
            if link.section not in names.of("sections"):
                near = nearest(link.section, names.of("sections"))
                values = {"name": link.section, "near": near}
                yield Trouble("unknown_section", ("text", language), values, link.line)
