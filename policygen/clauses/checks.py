"""What an editor may not save. Pure: no database, no clock.

Each check gives what is wrong with the field it stands in, in the language of the page.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from policygen.clauses.days import DAYS, day_of, lies_ahead
from policygen.engine.analysis import World, guaranteed, possible_names, reachable
from policygen.engine.entries import ClauseSource, Texts, When
from policygen.engine.language import language_name
from policygen.engine.library import Library, LibraryError
from policygen.engine.loading import load_library
from policygen.engine.names import NAMES
from policygen.engine.texts import MAX_TEXT, TextError, compile_text

GROUPS = ("all", "any", "none")

_PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_LINK = re.compile(r"https?://[^\s)]+")


@dataclass(frozen=True)
class Problem:
    """`place`: the editor's field, such as ``text_uk`` or ``any``; "" for the whole."""

    place: str
    message: str


Problems = Iterator[Problem]

# -- a clause -----------------------------------------------------------------------------------------


def clause_problems(
    source: ClauseSource, library: Library, required: Iterable[str]
) -> list[Problem]:
    """Everything for which a clause is refused. `required`: languages that it must have a text in."""
    found = list(
        chain(
            missing_texts(source.text, required),
            text_problems(source.text),
            differences(source.text),
            unknown_names(source.when, library),
            contradictions(source.when),
            unknown_requirements(source.satisfies, library),
        )
    )
    names_known = not any(problem.place in GROUPS for problem in found)
    return found + (list(_impossible(source, library)) if names_known else [])


def _impossible(source: ClauseSource, library: Library) -> Problems:
    """Of a condition that can be read: whether it can hold, and is enough for the placeholders."""
    world = World(library)
    if not reachable(world, source.when):
        yield Problem("all", _("No shop can fulfil this condition: its names rule each other out."))
        return
    yield from without_value(source, world)


def missing_texts(texts: Texts, required: Iterable[str]) -> Problems:
    for language in required:
        if not texts.get(language, "").strip():
            yield Problem(f"text_{language}", _("Write the text in this language too."))


def empty_texts(texts: Texts) -> Problems:
    for language, text in texts.items():
        if not text.strip():
            yield Problem("text", f"{language}: {_('Write the text in this language too.')}")


def text_problems(texts: Texts) -> Problems:
    for language, text in texts.items():
        problem = text_problem(text)
        if problem:
            yield Problem(f"text_{language}", problem)


def text_problem(text: str) -> str:
    """Why a text can't be used, and in which line; "" where it can."""
    try:
        compile_text(text, NAMES)
    except TextError as error:
        return told(error)
    return ""


def in_line(number: int, message: str) -> str:
    return _("Line %(line)d: %(message)s") % {"line": number, "message": message}


_TOLD = {
    # of the whole
    "too_long": gettext_noop("A text has at most %(limit)s characters; this one has %(length)s."),
    "too_many": gettext_noop("A text has at most %(limit)s placeholders; this one has %(number)s."),
    "too_many_signs": gettext_noop(
        "A text has at most %(limit)s signs of markup (such as * _ [ ]); this one has %(number)s."
    ),
    # characters
    "unseen": gettext_noop(
        "There is a character that can’t be seen: %(character)s. Delete it, or type an ordinary space."
    ),
    "letter": gettext_noop("%(character)s only looks like a letter; write %(instead)s."),
    "mixed_letters": gettext_noop(
        "«%(word)s» has letters of another alphabet that look the same: %(letters)s. Type the word "
        "again; between a foreign word and its ending stands a hyphen or an apostrophe."
    ),
    # placeholders
    "blocks": gettext_noop("Only placeholders in {{ … }} are possible, no {% … %} and no {# … #}."),
    "not_closed": gettext_noop("A placeholder is not closed: {{ needs its }}."),
    "brace": gettext_noop(
        "A placeholder has two braces on each side, such as {{ shop.name }}; here stands %(found)s."
    ),
    "unreadable": gettext_noop("The placeholder can’t be read: %(reason)s."),
    "form": gettext_noop(
        "A placeholder is a name, a name with one attribute, or a call: {{ shop.name }}, "
        "{{ tools_table() }}. Nothing else is possible inside {{ }}."
    ),
    "arguments": gettext_noop("%(name)s() takes nothing between its brackets."),
    "unknown_placeholder": gettext_noop(
        "There is no placeholder «%(name)s». Pick one from the list."
    ),
    "placeholder_too_long": gettext_noop("A placeholder has at most %(limit)s characters."),
    "field": gettext_noop("There is no field «%(name)s»."),
    "double_brace": gettext_noop("In this text a field has one brace on each side: {name}."),
    # Markdown
    "markup": gettext_noop(
        "This markup is not possible: only paragraphs, lists, **bold**, *italic*, links and "
        "### headings."
    ),
    "html": gettext_noop(
        "HTML is not possible here: %(tag)s. Write Markdown: **bold**, *italic*, "
        "[words](https://…), lists and ### headings."
    ),
    "heading": gettext_noop(
        "A heading inside a text is written with three signs and a space: ### Words."
    ),
    "list_item": gettext_noop(
        "An item of a list begins with a hyphen or a number, and a space: “- words” or “1. words”; "
        "here it begins with %(found)s."
    ),
    "table": gettext_noop(
        "A table can’t be written here. Write a list, or pick a placeholder that makes a table, such "
        "as {{ tools_table() }}."
    ),
    "emphasis": gettext_noop(
        "%(sign)s has no partner, or a space stands inside: write **bold** or *italic*. Where the "
        "sign itself is meant, write \\ before it."
    ),
    "sign": gettext_noop(
        "%(sign)s means nothing here and would be read as it stands. Possible are **bold** and "
        "*italic*."
    ),
    "backtick": gettext_noop(
        "The sign ` is not possible: an apostrophe is ’, a quotation stands in quotation marks."
    ),
    "bracket": gettext_noop(
        "Square brackets are for links: [words](https://…) or [words](#rights), with no space between "
        "] and ( and none in the address. Here stands: %(found)s"
    ),
    "entity": gettext_noop("%(found)s is not known; type the character itself."),
    "too_deep": gettext_noop("Lists or emphasis are nested too deeply."),
    "link": gettext_noop(
        "A link leads to https://… or to a section of the policy (#rights), not to %(url)s."
    ),
    "placeholder_in_link": gettext_noop("A placeholder can’t be the address of a link."),
    "plain_line": gettext_noop(
        "This text is plain words without Markdown; %(found)s would be read as it stands."
    ),
}
"""The codes of engine/texts → what the editor reads; a test holds the two together."""


def told(error: TextError) -> str:
    """The engine's refusal in the language of the page; as it is where it is a new one."""
    message = _(_TOLD[error.code]) if error.code in _TOLD else str(error)
    for name, value in error.params.items():
        message = message.replace(f"%({name})s", str(value))
    return in_line(error.line, message) if error.line else message


# -- the languages beside each other ------------------------------------------------------------------

Counted = Callable[[str], Counter[str]]


def placeholders(text: str) -> Counter[str]:
    return Counter(" ".join(found.split()) for found in _PLACEHOLDER.findall(text))


def numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(_LINK.sub("", _PLACEHOLDER.sub("", text))))


def links(text: str) -> Counter[str]:
    return Counter(_LINK.findall(text))


def differences(texts: Texts) -> Problems:
    """A placeholder, number or link that stands in one language only, beside the text that lacks it."""
    written = {language: text for language, text in texts.items() if text.strip()}
    for language, text in written.items():
        for other, theirs in written.items():
            if other == language:
                continue
            for count, message in _COUNTED:
                for what in (count(theirs) - count(text)).elements():
                    yield Problem(
                        f"text_{language}", _(message) % {"what": what, "language": _named(other)}
                    )


def _named(language: str) -> str:
    return language_name(language, get_language() or "en")


_COUNTED: tuple[tuple[Counted, str], ...] = (
    (
        placeholders,
        gettext_noop("{{ %(what)s }} stands in the text in %(language)s and not here."),
    ),
    (
        numbers,
        gettext_noop("The number %(what)s stands in the text in %(language)s and not here."),
    ),
    (
        links,
        gettext_noop("The link %(what)s stands in the text in %(language)s and not here."),
    ),
)


# -- conditions and requirements ----------------------------------------------------------------------


def unknown_names(when: When, library: Library) -> Problems:
    known = possible_names(library)
    for group in GROUPS:
        for name in getattr(when, group):
            if name not in known:
                yield Problem(group, _unknown(name, known))


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    message = _("There is no condition «%(name)s».") % {"name": name}
    if near:
        message += " " + _("Did you mean «%(near)s»?") % {"near": near[0]}
    return message


def contradictions(when: When) -> Problems:
    """A name that is asked for and ruled out at once."""
    for name in (*when.all, *when.any):
        if name in when.none:
            yield Problem("none", _("«%(name)s» is both asked for and ruled out.") % {"name": name})


def unknown_requirements(satisfies: Iterable[str], library: Library) -> Problems:
    for requirement in satisfies:
        entry = library.requirements_by_id.get(requirement)
        if entry is None:
            near = get_close_matches(requirement, list(library.requirements_by_id), n=1)
            message = _("There is no requirement «%(name)s».") % {"name": requirement}
            if near:
                message += " " + _("Did you mean «%(near)s»?") % {"near": near[0]}
            yield Problem("satisfies", message)
        elif "policy" not in entry.where:
            yield Problem(
                "satisfies",
                _("«%(name)s» is not met by the policy’s text, but elsewhere.")
                % {"name": requirement},
            )


def without_value(source: ClauseSource, world: World) -> Problems:
    """A placeholder that has no value for some shop with this condition: its policy could not be made."""
    for language, text in source.text.items():
        for written in () if text_problem(text) else placeholders(text):
            name = re.sub(r"\(.*", "()", written)
            if not guaranteed(world, source.when, name):
                yield Problem(
                    f"text_{language}",
                    _("{{ %(what)s }} has no value for some shops with this condition.")
                    % {"what": written},
                )


# -- any entry ----------------------------------------------------------------------------------------


def library_problem(
    files: Mapping[str, str], load: Callable[[Mapping[str, str]], Library] = load_library
) -> str:
    """Why the library as a whole would not load with this change; "" where it does."""
    try:
        load(files)
    except LibraryError as error:
        return _("The library would not hold together: %(error)s") % {"error": told_within(error)}
    return ""


def told_within(error: LibraryError) -> str:
    """The place stays as it is; what the engine says of a text is told in the page's language."""
    place, _colon, _rest = str(error).partition(": ")
    cause = error.__context__
    return f"{place}: {told(cause)}" if isinstance(cause, TextError) else str(error)


def entry_problems(data: Any, library: Library) -> list[Problem]:
    """Of an entry that is edited as YAML: its texts side by side, and the names of its condition."""
    languages = frozenset(library.languages)
    found = [p for texts in texts_in(data, languages) for p in differences(texts)]
    when = data.get("when") if isinstance(data, dict) else None
    if isinstance(when, dict):
        found += _condition_problems(when, library)
    return [Problem("text", _with_place(problem)) for problem in found]


def long_texts(data: Any, library: Library) -> Problems:
    for texts in texts_in(data, frozenset(library.languages)):
        for language, text in texts.items():
            if len(text) > MAX_TEXT:
                error = TextError("too_long", "", limit=MAX_TEXT, length=len(text))
                yield Problem("text", f"{language}: {told(error)}")


def days_ahead(data: Any, today: datetime.date) -> Problems:
    """Nobody has read anything in the future."""
    for name in DAYS if isinstance(data, dict) else ():
        if lies_ahead(day_of(data.get(name)), today):
            yield Problem(name, day_ahead_message())


def day_ahead_message() -> str:
    return _("This day lies in the future. Give the day on which it was read.")


def _with_place(problem: Problem) -> str:
    return f"{problem.place.removeprefix('text_')}: {problem.message}"


def _condition_problems(when: dict[str, Any], library: Library) -> list[Problem]:
    groups = {
        group: tuple(map(str, when[group] if isinstance(when[group], list) else ()))
        for group in GROUPS
        if group in when
    }
    condition = When(**groups)
    found = [*unknown_names(condition, library), *contradictions(condition)]
    if not found and not reachable(World(library), condition):
        message = _("No shop can fulfil this condition: its names rule each other out.")
        found.append(Problem("when", message))
    return found


def texts_in(node: Any, languages: frozenset[str]) -> Iterator[Texts]:
    """Each mapping from language to text, wherever it stands."""
    if isinstance(node, dict):
        if node and set(node) <= languages:
            yield {key: text for key, text in node.items() if isinstance(text, str)}
        else:
            for value in node.values():
                yield from texts_in(value, languages)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value, languages)
