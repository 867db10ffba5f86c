"""The fragment to paste with its tables as lists and no links within it, for editors that keep no tables or
no ids, as Quill."""

from functools import partial

from policygen.engine.formats.format import Format
from policygen.engine.formats.fragment import write_fragment

FORMAT = Format(
    "lists",
    "lists.html",
    "text/html; charset=utf-8",
    "HTML fragment, tables as lists",
    partial(write_fragment, tables=False),
    public=False,
)
