"""What makes Markdown of the HTML of a clause; markdown_escaping.py says what is escaped in it."""

from functools import lru_cache
from typing import Any

from markdownify import MarkdownConverter

from policygen.engine.policy.markdown_escaping import escape, escape_address


class Converter(MarkdownConverter):
    def escape(self, text: str, parent_tags: Any) -> str:
        return escape(text)

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        el["href"] = escape_address(el["href"])
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]  # its stub lacks it


@lru_cache(maxsize=1)
def converter() -> Converter:
    return Converter(heading_style="ATX", bullets="-", autolinks=False, newline_style="backslash")
