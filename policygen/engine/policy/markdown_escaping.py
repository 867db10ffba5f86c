"""What was typed stays plain text in Markdown too."""

import re

# markdownify escapes what starts emphasis, links and code; these would still start markup of their own.
_MARKUP = re.compile(r"([<>~|\[\]`*_\\]|&(?=#?\w+;))")
_ADDRESS = re.compile(r"([()<>|\\]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([-+#]|\d+[.)]|-+$|=+$)(?=\s|$|#)", re.MULTILINE)


def _escape_start(match: re.Match[str]) -> str:
    """What would start a list or a heading, or underline one.

    Of "1." the point is escaped, since "\\1" is no escape.
    """
    indent, mark = match.groups()
    return f"{indent}{mark[:-1]}\\{mark[-1]}"


def escape(text: str) -> str:
    """Plain text, so that it stays plain text in Markdown."""
    return _LINE_START.sub(_escape_start, _MARKUP.sub(r"\\\1", text))


def escape_address(url: str) -> str:
    return _ADDRESS.sub(r"\\\1", url)
