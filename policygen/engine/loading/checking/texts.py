"""The texts of an entry: each by itself, and the languages beside each other."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from policygen.engine.library.faults import Path, Trouble
from policygen.engine.loading import compiling
from policygen.engine.loading.checking import numerals
from policygen.engine.loading.checking.schema import nearest
from policygen.engine.templates import InnerLink, TextError, check_format, inner_links, measure

REQUIRED = ("en", "uk")
"""The languages that every text is in; another may be added bit by bit."""

Troubles = Iterator[Trouble]

_PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_FIELD = re.compile(r"\{(\w*)\}")
_ADDRESS = re.compile(r"https?://[^\s)]+|\]\([^)]*\)|\b[a-z]+(?:\.[a-z]+)+\b")
_NUMBER = re.compile(r"\d+")
_LINK = re.compile(r"\]\(([^)]*)\)|(?<!\()(https?://[^\s)]+)")


def text_troubles(texts: Any, at: Path, form: str, languages: Mapping[str, str]) -> Troubles:
    """`form`: ``markdown``, ``line`` (placeholders, no Markdown), ``format`` ({name}) or ``plain``."""
    if not isinstance(texts, dict):
        return
    yield from _missing(texts, at)
    yield from _unknown_languages(texts, at, languages)
    written = {str(k): v for k, v in texts.items() if isinstance(v, str) and v.strip()}
    wrong = [
        trouble for code, text in written.items() for trouble in _alone(text, (*at, code), form)
    ]
    yield from wrong
    # A placeholder that is wrong is not told a second time, as one that the other language lacks.
    yield from (t for t in _beside(written, at) if not (wrong and t.code == "placeholder"))


def _missing(texts: dict[str, Any], at: Path) -> Troubles:
    for language in REQUIRED:
        text = texts.get(language)
        if text is None or (isinstance(text, str) and not text.strip()):
            yield Trouble("missing_text", (*at, language))


def _unknown_languages(texts: dict[str, Any], at: Path, languages: Mapping[str, str]) -> Troubles:
    for language in texts:
        if language not in languages:
            yield Trouble(
                "unknown_language",
                (*at, language),
                {"name": language, "near": nearest(str(language), languages)},
            )


# -- one text ------------------------------------------------------------------------------------------


def _alone(text: str, at: Path, form: str) -> Troubles:
    trouble = problem(text, form)
    if trouble:
        values = dict(trouble.values)
        yield Trouble(trouble.code, at, values, trouble.text_line)


@lru_cache(maxsize=10_000)
def problem(text: str, form: str) -> Trouble | None:
    """Why a text can't be used, and in which line; None where it can."""
    try:
        _FORMS[form](text)
    except TextError as error:
        code = _IN_FORMATS.get(error.code, error.code) if form == "format" else error.code
        return Trouble(code, (), error.params, error.line)
    return None


_IN_FORMATS = {"field": "unknown_format_field", "not_closed": "double_brace"}
"""Refusals of texts whose fields have one brace on each side."""


def _plain(text: str) -> None:
    measure(text, template=False)
    if "{{" in text:
        raise TextError("no_placeholders", "no placeholder is possible here")


_FORMS: Mapping[str, Callable[[str], object]] = {
    "markdown": compiling.text,
    "line": compiling.line,
    "format": check_format,
    "plain": _plain,
}


# -- the languages beside each other -------------------------------------------------------------------


def placeholders(text: str) -> Counter[str]:
    return Counter(" ".join(found.split()) for found in _PLACEHOLDER.findall(text))


def _words(text: str) -> str:
    return _ADDRESS.sub(" ", _FIELD.sub(" ", _PLACEHOLDER.sub(" ", text)))


def _beside(written: Mapping[str, str], at: Path) -> Troubles:
    """What stands in one language only, told where it is lacking."""
    for language, text in written.items():
        for other, theirs in written.items():
            if other != language:
                for code, what in lacking(language, text, other, theirs):
                    yield Trouble(code, (*at, language), {"what": what, "language": other})


def lacking(language: str, text: str, other: str, theirs: str) -> Iterator[tuple[str, str]]:
    """(code, what) for what `theirs` holds and `text` does not."""
    ours, others = _holds(text, language), _holds(theirs, other)
    for code in ("placeholder", "number", "link_differs"):
        yield from ((code, what) for what in (others[code] - ours[code]).elements())
    if numerals.known(language) and numerals.known(other):
        for what in _in_words(language, text, other, theirs):
            yield "number", what


@lru_cache(maxsize=10_000)
def _holds(text: str, language: str) -> Mapping[str, Counter[str]]:
    words = _words(text)
    return {
        "placeholder": placeholders(text),
        "number": Counter(_NUMBER.findall(words)),
        "link_differs": Counter(a or b for a, b in _LINK.findall(_PLACEHOLDER.sub("", text))),
    }


@lru_cache(maxsize=10_000)
def _numerals(text: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(numerals.numerals(_words(text), language))


def _in_words(language: str, text: str, other: str, theirs: str) -> Iterator[str]:
    """Numbers that are words there: here they may be words too, or digits."""
    ours = _holds(text, language)["number"] + Counter(v for v, _ in _numerals(text, language))
    for value, written in _numerals(theirs, other):
        if not ours[value]:
            yield written
        ours[value] -= 1


@lru_cache(maxsize=10_000)
def sections_linked(text: str) -> tuple[InnerLink, ...]:
    """The links of a text to sections; none where it can't be read, which is told by itself."""
    try:
        return tuple(inner_links(text)) if "](#" in text else ()
    except TextError:
        return ()
