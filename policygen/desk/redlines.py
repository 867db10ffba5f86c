"""How a change of the library reads on the desk's pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml
from django.utils.translation import gettext as _
from markupsafe import Markup

from policygen.engine.compare.redline import redline
from policygen.engine.library import library_files
from policygen.engine.templates import TextError, to_html


def place_words(place: Sequence[str]) -> str:
    """A path and the key of the entry before it, for people."""
    path, behind = place
    if behind:
        return _("%(file)s, after %(name)s") % {"file": path, "name": behind}
    return _("the top of %(file)s") % {"file": path}


def data_of(text: str) -> Any:
    """What an entry's text says; None where it can't be read."""
    try:
        return library_files.Entry("", text).data if text.strip() else None
    except (yaml.YAMLError, StopIteration, IndexError, AttributeError):
        return None


@dataclass(frozen=True)
class Change:
    """One language of a clause before and after, as a redline."""

    language: str
    redline: Markup


def redlines(before: str, after: str) -> list[Change]:
    """Per language, of two entries of a clause; only what differs."""
    old, new = _texts(before), _texts(after)
    return [
        Change(language, redline(_html(old.get(language, "")), _html(new.get(language, ""))))
        for language in dict.fromkeys([*new, *old])
        if old.get(language) != new.get(language)
    ]


def _texts(text: str) -> dict[str, str]:
    data = data_of(text)
    texts = data.get("text") if isinstance(data, dict) else None
    return texts if isinstance(texts, dict) else {}


def _html(text: str) -> str:
    try:
        return to_html(text)
    except TextError:
        return str(Markup("<p>{}</p>").format(text))


@dataclass(frozen=True)
class Line:
    """A line of a comparison: `mark` is "", "del" or "ins"."""

    mark: str
    text: str


def lines(before: str, after: str) -> list[Line]:
    """Two texts line by line; of what is the same only what stands near a change."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(2):
        if found:
            found.append(Line("", "…"))
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                found += [Line("", text) for text in new[j1:j2]]
            else:
                found += [Line("del", text) for text in old[i1:i2]]
                found += [Line("ins", text) for text in new[j1:j2]]
    return found
