"""The form of a policy in JSON (json.py), as a JSON Schema: for programs that read such files.

Keys may be added to a version of the form; none goes, and none changes what it means, without a new version.
"""

import json
from typing import Any

VERSION = 1
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def policy_schema() -> Schema:
    return {
        "$schema": _DIALECT,
        "title": "A privacy policy",
        "description": "One policy in one language, and what its owner is told beside it (docs/facts.md).",
        **_object(
            language=_text(pattern="^[a-z]{2,3}$"),
            title=_text(),
            effective=_day(),
            library_release=_number("of the clause library"),
            sections=_list(_section()),
            coverage=_list(_covered()),
            findings=_list(_finding()),
            left_out=_list(_left_out()),
            checklist=_list(_duty()),
            policy={"const": VERSION, "description": "the version of this form"},
        ),
    }


def schema_text() -> str:
    """As it lies in a file."""
    return json.dumps(policy_schema(), indent=1, ensure_ascii=False) + "\n"


def _section() -> Schema:
    return _object(id=_slug(), title=_text(), clauses=_list(_clause(), minItems=1))


def _clause() -> Schema:
    return _object(
        id=_text("of the library, or own:SECTION", pattern="^(own:)?[a-z0-9][a-z0-9-]*$"),
        text=_text("what a reader reads, a line per block"),
        html=_text("the same, as it stands on the page"),
        because=_list(_text("a condition")),
        satisfies=_list(_text("a requirement")),
        receipt=_object(
            because=_list(_text("an answer in words")),
            articles=_list(_text()),
            reviewed={"anyOf": [_day(), {"type": "null"}], "description": "null: own words"},
            unsure={"type": ["string", "null"], "description": "what the owner should look up"},
        ),
        own_words=_yes_or_no("whether the owner wrote the text"),
    )


def _covered() -> Schema:
    return _object(
        requirement=_text(),
        law=_slug(),
        citation=_text(),
        met=_yes_or_no(),
        clauses=_list(_text("the id of a clause above")),
        not_checked=_yes_or_no("met by nothing but the owner’s own words"),
    )


def _finding() -> Schema:
    return _object(
        id=_text(),
        severity={"enum": ["error", "warning", "note"]},
        message=_text(),
        question=_text("that mends it, by its path"),
    )


def _left_out() -> Schema:
    because = _list(_text("a sentence"), minItems=1)
    return _object(kind={"enum": ["clause", "law"]}, id=_text(), title=_text(), because=because)


def _duty() -> Schema:
    where = _list({"enum": ["page", "process"]}, minItems=1)
    return _object(requirement=_text(), law=_slug(), citation=_text(), where=where, asks=_text())


def _object(**keys: Schema) -> Schema:
    """All keys are there. Others may come, which readers pass over."""
    return {"type": "object", "properties": keys, "required": list(keys)}


def _list(of: Schema, **more: int) -> Schema:
    return {"type": "array", "items": of, **more}


def _text(description: str = "", **more: str) -> Schema:
    return {"type": "string", "minLength": 1, **_told(description), **more}


def _slug() -> Schema:
    return _text(pattern="^[a-z0-9][a-z0-9_-]*$")


def _day() -> Schema:
    return {"type": "string", "format": "date"}


def _number(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, **_told(description)}


def _yes_or_no(description: str = "") -> Schema:
    return {"type": "boolean", **_told(description)}


def _told(description: str) -> Schema:
    return {"description": description} if description else {}
