"""What a new entry of each kind begins with, and which kinds can be added to and taken from."""

import datetime
from dataclasses import dataclass
from typing import Any

from policygen.clauses.models import LibraryFile
from policygen.engine import edition

NAME = "new-entry"
OPEN_WORDS = frozenset(
    {
        *("data", "disclosures", "interests", "links_out", "local_storage"),
        *("offers", "purposes", "security", "sources", "tool_groups", "verification"),
    }
)
"""Vocabularies that nothing but the library itself counts on; the words of the others are the program's:
so are the authorities, one for each country that engine/laws.py counts to the EEA."""
_TEXTS = {"en": "", "uk": ""}


@dataclass(frozen=True)
class Skeleton:
    """What an editor begins with."""

    key: str
    text: str


def is_open(path: str) -> bool:
    """Whether entries can be added to this file, and deleted from it."""
    folder, _slash, name = path.removesuffix(".yaml").partition("/")
    if folder == "vocabulary":
        return name in OPEN_WORDS
    return folder in {"clauses", "tools", "requirements", "findings", "retention", "promises"}


def unique_in_folder(path: str) -> bool:
    """Whether a name is given once in the whole folder; else once in the file."""
    return path.startswith(("clauses/", "tools/", "requirements/"))


def skeleton(file: LibraryFile, today: datetime.date) -> Skeleton:
    texts = list(
        file.entries.exclude(text="").order_by("position", "pk").values_list("text", flat=True)
    )
    data = _data(file, today, texts)
    key = NAME if file.is_list else NAME.replace("-", "_")
    return Skeleton(key, edition.dump_entry(data, None if file.is_list else key))


def _data(file: LibraryFile, today: datetime.date, texts: list[str]) -> Any:
    kind, _slash, name = file.path.removesuffix(".yaml").partition("/")
    day = today.isoformat()
    if kind == "tools":
        return {"slug": NAME, **_TOOL, "group": name, "checked": day}
    if kind == "retention":
        return {"id": NAME, **_KINDS[kind], "checked": day}
    if kind in _KINDS:
        return {"id": NAME, **_KINDS[kind]}
    return _blank(edition.Entry("", texts[-1]).data) if texts else {"label": _TEXTS}


def _blank(data: Any) -> Any:
    """Like another entry of the file, without its texts."""
    if isinstance(data, dict):
        return dict(_TEXTS) if "en" in data else {key: _blank(value) for key, value in data.items()}
    return data


_TOOL: dict[str, Any] = {
    "name": "",
    "group": "",
    "entity": None,
    "countries": [],
    "role": "processor",
    "receives": [],
    "cookies": [],
    "policy_url": None,
    "transfer": [],
    "ccpa": "service_provider",
    "checked": "",
    "unsure": ["entity", "policy_url"],
}
_KINDS: dict[str, dict[str, Any]] = {
    "requirements": {
        "law": "gdpr",
        "citation": "",
        "level": "must",
        "where": ["policy"],
        "when": {"all": ["law:gdpr"]},
        "asks": _TEXTS,
    },
    "findings": {
        "severity": "warning",
        "when": {"all": []},
        "citation": "",
        "question": "",
        "message": _TEXTS,
    },
    "retention": {
        "countries": [],
        "purposes": [],
        "records": _TEXTS,
        "minimum": "P1Y",
        "kind": "law",
        "citation": "",
    },
    "promises": {"kind": "once", "clauses": [], "question": "", "text": _TEXTS},
}
