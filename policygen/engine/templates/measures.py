"""What is looked at before anything parses a text: its length, its characters, its signs.

The limits are far from any text that is written for readers, and near enough that what grows faster
than the length of its input (nested lists, opened and never closed signs) has nothing to grow on.

Not `strict`: only what could harm, not what would merely be read as typed.
"""

import re
from collections.abc import Iterator

from policygen.engine.templates.characters import check_characters
from policygen.engine.templates.errors import TextError, line_of

MAX_TEXT = 10_000
"""Letters of a text: the longest of the shipped ones has a tenth of it."""
MAX_SIGNS = 300
"""Signs of Markdown in a text; the shipped ones have 30 at most."""
MAXNESTED = 6
"""Marks of lists or quotations at the beginning of one line."""
MAX_PLACEHOLDERS = 30
MAX_PLACEHOLDER = 100
"""Letters of one placeholder, braces included."""
MAX_BRACKETS = 4
"""Opening brackets in one placeholder: what parses it goes a dozen calls deeper at each."""

PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_BLOCK = re.compile(r"\{[%#]")
SIGN = re.compile(r"[*_\[\]()`<>&\\!~^|]")
NESTED = re.compile(
    rf"^[ \t]*(?:(?:[-+*]|\d{{1,9}}[.)])[ \t]+|>[ \t]*){{{MAXNESTED + 1}}}", re.MULTILINE
)
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*>?|[!?])")
# Of Markdown, what nobody means in a plain line.
_MARKDOWN = re.compile(
    r"\*\*|__|~~|`|\]\(|<(?:/?[a-zA-Z]|!)|^[ \t]*(?:#{1,6}|[-+*>]|\d{1,3}[.)])[ \t]", re.MULTILINE
)


def measure(source: str, *, template: bool = True, strict: bool = True) -> None:
    """Refuse what is too long, or not to be seen. Raises TextError."""
    if len(source) > MAX_TEXT:
        raise TextError(
            "too_long",
            f"a text has at most {MAX_TEXT} characters, not {len(source)}",
            limit=MAX_TEXT,
            length=len(source),
        )
    check_characters(source, strict=strict)
    if template:
        _measure_placeholders(source, strict=strict)


def measure_markdown(source: str, *, strict: bool) -> None:
    """The same before Markdown reads it. Raises TextError."""
    measure(source, strict=strict)
    rest = PLACEHOLDER.sub(lambda m: "\n" * m[0].count("\n"), source)
    number = len(SIGN.findall(rest))
    if number > MAX_SIGNS:
        message = f"a text has at most {MAX_SIGNS} signs of Markdown, not {number}"
        raise TextError("too_many_signs", message, limit=MAX_SIGNS, number=number)
    if nested := NESTED.search(rest):
        line = line_of(rest, nested.start())
        raise TextError("too_deep", "lists are nested too deeply", line)
    if strict and (tag := _TAG.search(rest)):
        line = line_of(rest, tag.start())
        raise TextError("html", f"HTML is not possible: {tag[0][:40]}", line, tag=tag[0][:40])


def measure_line(source: str, *, strict: bool) -> None:
    """The same for a text that is plain words and placeholders. Raises TextError."""
    measure(source, strict=strict)
    rest = PLACEHOLDER.sub(lambda m: "\n" * m[0].count("\n"), source)
    if strict and (found := _MARKDOWN.search(rest)):
        line, message = line_of(rest, found.start()), "this text is plain words, without Markdown"
        raise TextError("plain_line", message, line, found=found[0].strip())


def _measure_placeholders(source: str, *, strict: bool) -> None:
    if block := _BLOCK.search(source):
        raise blocks(line_of(source, block.start()))
    number = source.count("{{")
    if number > MAX_PLACEHOLDERS:
        message = f"a text has at most {MAX_PLACEHOLDERS} placeholders, not {number}"
        raise TextError("too_many", message, limit=MAX_PLACEHOLDERS, number=number)
    for line, placeholder in placeholders_in(source):
        if len(placeholder) > MAX_PLACEHOLDER:
            message = f"a placeholder has at most {MAX_PLACEHOLDER} characters"
            raise TextError("placeholder_too_long", message, line, limit=MAX_PLACEHOLDER)
        if not placeholder.endswith("}}"):
            raise not_closed(line)
        if sum(map(placeholder[2:].count, "([{")) > MAX_BRACKETS:
            raise form(line)
    _measure_braces(PLACEHOLDER.sub(lambda m: "\n" * m[0].count("\n"), source), strict=strict)


_BRACE = re.compile(r"\{[^{}\n]*\}?|\}+")


def _measure_braces(rest: str, *, strict: bool) -> None:
    """What is left of braces beside the placeholders would be read as typed."""
    if not (found := _BRACE.search(rest)):
        return
    line = line_of(rest, found.start())
    if found[0].startswith("}}") or (not strict and "}}" in rest):
        raise not_closed(line)
    if strict:
        raise brace(found[0], line)


def placeholders_in(source: str) -> Iterator[tuple[int, str]]:
    """Each with its line. One that nothing closes reaches to the end."""
    end = 0
    for match in PLACEHOLDER.finditer(source):
        yield line_of(source, match.start()), match[0]
        end = match.end()
    if (rest := source.find("{{", end)) >= 0:
        yield line_of(source, rest), source[rest:]


def blocks(line: int | None = None) -> TextError:
    message = "only {{ … }} placeholders are allowed, no {% … %} and no {# … #}"
    return TextError("blocks", message, line)


def not_closed(line: int | None) -> TextError:
    return TextError("not_closed", "a placeholder is not closed", line)


def brace(found: str, line: int | None) -> TextError:
    message = "a placeholder has two braces on each side: {{ … }}"
    return TextError("brace", message, line, found=found[:40].strip())


def form(line: int | None) -> TextError:
    message = "a placeholder is a name, a name with one attribute, or a call with constants"
    return TextError("form", message, line)
