"""What fills in answers: the presets of the wizard, and the sample shops of fixtures."""

from collections.abc import Iterator, Mapping
from typing import Any

from policygen.engine.facts.reading import FactsError, Problem, make_facts
from policygen.engine.library.faults import Trouble
from policygen.engine.library.questions import OTHER, OWNERS_OWN_ANSWERS, OWNERS_OWN_GROUPS, Preset
from policygen.engine.loading.checking.files import Part
from policygen.engine.loading.checking.known import Names

Troubles = Iterator[Trouble]


def troubles(part: Part, names: Names) -> Troubles:
    if part.folder == "fixtures":
        yield from _shop(part, names)
    elif part.model is Preset and isinstance(part.data, dict):
        yield from _answers(part.data)
        yield from _tools(part.data, names)


def _answers(data: dict[str, Any]) -> Troubles:
    screens = data.get("answers")
    for screen, answers in screens.items() if isinstance(screens, dict) else ():
        for name in answers if isinstance(answers, dict) else ():
            if name in OWNERS_OWN_ANSWERS:
                yield Trouble("owners_own", ("answers", screen, name), {"name": name})


def _tools(data: dict[str, Any], names: Names) -> Troubles:
    rows = data.get("tools")
    if not isinstance(rows, dict):
        return
    for place in ("EU", OTHER):
        if place not in rows:
            yield Trouble("no_usual_tools", ("tools",), {"name": place})
    for place, tools in rows.items():
        if place not in {"EU", OTHER, *names.of("countries")}:
            yield Trouble("bad_country", ("tools", place), {"value": place})
        for number, slug in enumerate(tools if isinstance(tools, list) else ()):
            if _for_the_owner(slug, names):
                yield Trouble("owners_own", ("tools", place, number), {"name": slug})


def _for_the_owner(slug: object, names: Names) -> bool:
    """Blocked or without a licence somewhere, or of a group that the owner alone names."""
    tool = names.tools.get(slug) if isinstance(slug, str) else None
    return tool is not None and (tool.group in OWNERS_OWN_GROUPS or slug in names.flagged)


def _shop(part: Part, names: Names) -> Troubles:
    if not isinstance(part.data, dict):
        yield Trouble("not_mapping")
        return
    try:
        make_facts(dict(part.data), names)
    except FactsError as error:
        for problem in error.problems:
            yield Trouble("answers", problem.path, {"reason": _reason(problem, names)})


def _reason(problem: Problem, names: Names) -> tuple[tuple[str, str], ...]:
    """Per language, in the library's own words about answers."""
    texts = names.message(problem.code)
    return tuple((language, _filled(text, problem.params)) for language, text in texts.items())


def _filled(text: str, params: Mapping[str, object]) -> str:
    for name, value in params.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
