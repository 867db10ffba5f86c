"""Signs of markup that nothing has understood: a reader of the policy would see them as they were typed."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from policygen.engine.templates.characters import check_entity
from policygen.engine.templates.errors import TextError
from policygen.engine.templates.measures import brace

_OTHER = "\ufffc"
"""In place of what was understood or escaped: a placeholder, ``\\*``."""

_BULLET = re.compile(
    r"\s*(?:[\u2022\u2023\u2043\u2219\u25a0-\u25ff\u27a2\u00b7\u2713\u2714]|[-+](?=[^\W\d_])|\d{1,3}[.)](?=[^\W\d_]))"
)
_HEADING = re.compile(r"\s*#+")
_SIGN = re.compile(r"~~|==")
_ENTITY = re.compile(r"&#?\w+;")
# One star is itself between spaces, one low line also within a word (file_name).
_EMPHASIS = re.compile(
    r"\*{2,}|\*(?=\S)|(?<=\S)\*|__+|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)",
)


def check_left_over(block: Token, line: int | None) -> None:
    """`block`: an inline token, before its texts are joined; `line`: where it begins. Raises TextError."""
    for number, text in enumerate(_lines(block, line)):
        _check_line(text, None if line is None else line + number)


def _lines(block: Token, first: int | None) -> Iterator[str]:
    """What the reader sees, line by line, with other signs in place of what is meant as it stands."""
    seen: list[str] = []
    for token in block.children or ():
        if token.type in ("softbreak", "hardbreak"):
            yield "".join(seen)
            seen = []
            first = None if first is None else first + 1
        elif token.type == "text_special":
            _check_special(token, first)
            seen.append(_OTHER)
        elif token.type == "text":
            seen.append(token.content)
    yield "".join(seen)


def _check_special(token: Token, line: int | None) -> None:
    """An escaped sign or an entity: a brace must not become part of a placeholder."""
    if token.info == "escape" and token.content == token.markup:
        raise _sign("\\", line)
    check_entity(token.content, line)
    if token.content in ("{", "}"):
        raise brace(token.markup, line)


def _check_line(text: str, line: int | None) -> None:
    if "`" in text:
        raise TextError("backtick", "` is no apostrophe, and `…` is not possible", line)
    if found := re.search(r"[\[\]]", text):
        around = text[max(0, found.start() - 10) : found.end() + 20].strip()
        message = "square brackets are for links: [words](https://…)"
        raise TextError("bracket", message, line, found=around)
    if _is_table(text):
        raise TextError("table", "a table can't be written here", line)
    if found := _HEADING.match(text):
        raise heading(text.strip(), line)
    if found := _BULLET.match(text):
        message = "an item of a list begins with «- » or «1. »"
        raise TextError("list_item", message, line, found=found[0].strip())
    _check_signs(text, line)


def _check_signs(text: str, line: int | None) -> None:
    if found := _EMPHASIS.search(text):
        message = f"{found[0]} is opened or closed only"
        raise TextError("emphasis", message, line, sign=found[0][:3])
    if found := _SIGN.search(text):
        raise _sign(found[0], line)
    if found := _ENTITY.search(text):
        raise TextError("entity", f"{found[0]} is not known", line, found=found[0][:40])


def _sign(sign: str, line: int | None) -> TextError:
    return TextError("sign", f"{sign} means nothing here", line, sign=sign)


def _is_table(text: str) -> bool:
    bare = text.strip()
    ruled = set(bare) <= set("|-: \t") and "|" in bare and "-" in bare
    return ruled or bare[:1] == "|" or bare[-1:] == "|" or bare.count(" | ") > 1


def heading(found: str, line: int | None) -> TextError:
    return TextError("heading", "a heading in a text is «### Words»", line, found=found[:40])
