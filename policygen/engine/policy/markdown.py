"""One clause as Markdown (CommonMark with tables). What was typed stays plain text here too."""

import re
from typing import Any

from markdownify import MarkdownConverter

# markdownify escapes what starts emphasis, links and code; these would still start markup of their own.
_MARKUP = re.compile(r"([<>~|\[\]`*_\\]|&(?=#?\w+;))")
_ADDRESS = re.compile(r"([()<>|\\]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([-+#]|\d+[.)]|-+$|=+$)(?=\s|$|#)", re.MULTILINE)


class _Converter(MarkdownConverter):
    def escape(self, text: str, parent_tags: Any) -> str:
        return _LINE_START.sub(_escape_start, _MARKUP.sub(r"\\\1", text))

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        el["href"] = _ADDRESS.sub(r"\\\1", el["href"])
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]  # its stub lacks it


def _escape_start(match: re.Match[str]) -> str:
    """What would start a list or a heading, or underline one.

    Of "1." the point is escaped, since "\\1" is no escape.
    """
    indent, mark = match.groups()
    return f"{indent}{mark[:-1]}\\{mark[-1]}"


_CONVERTER = _Converter(
    heading_style="ATX", bullets="-", autolinks=False, newline_style="backslash"
)


def escape(text: str) -> str:
    """Plain text, so that it stays plain text in Markdown."""
    return _CONVERTER.escape(text, set())


def passage(html: str) -> str:
    """The HTML of one clause as Markdown."""
    return str(_CONVERTER.convert(str(html))).strip()
