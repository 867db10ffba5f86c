"""The form of a facts file as a JSON Schema: what an editor of such files can check and complete.

It is made from the models that the reader checks with (model.py). What only the reader sees, because it
takes several answers together, tests/engine/facts/test_json_schema.py lists.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from policygen.engine.facts.cookies import COOKIE_NAME, LASTS
from policygen.engine.facts.fields import countries
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import Slugs
from policygen.engine.facts.typed.web import BARE

SLUG = "^[a-z0-9][a-z0-9_-]*$"
LANGUAGE = "^[a-z]{2,3}$"
GROWING = {"languages": LANGUAGE, "laws": SLUG, "tools": SLUG, "clauses": SLUG}
"""Words of which only the form is told: a library gets more of them all the time, and a shop has tools of
its own."""

_MONTH_AND_DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_AMOUNTS = "".join(f"((?!0+{unit})[0-9]{{1,5}}{unit})?" for unit in "YMWD")
_TIMES = "".join(f"((?!0+{unit})[0-9]{{1,5}}{unit})?" for unit in "HMS")
_OTHER_SIGNS = r"\x00-,./:-@\[-`{-\x7f"
"""All of ASCII that no name of a domain has: what is left are its letters, and those of other alphabets."""
_LABEL = f"[^{_OTHER_SIGNS}]{{1,63}}"
_DOT = r"[.\u3002\uff0e\uff61]"
"""Of a domain; East Asian keyboards have others (UTS 46)."""


def facts_schema(library: Slugs) -> dict[str, Any]:
    """In the words of this library."""
    schema = Facts.model_json_schema(schema_generator=_Plain)
    models = schema.pop("$defs")
    kinds = {**_typed(), **_chosen(library.slugs())}
    used: set[str] = set()
    whole = _with_references({**schema, "$defs": models}, used)
    whole["$defs"] |= _needed(kinds, used)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **whole,
        "title": "Facts of a shop",
        "description": "All answers of one shop, from which its privacy policy is made (docs/facts.md).",
    }


def schema_text(library: Slugs) -> str:
    """As it lies in a file: the same library gives the same text."""
    return json.dumps(facts_schema(library), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


class _Plain(GenerateJsonSchema):
    """Without a title for each key, and without defaults: what is left out was not answered."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def _with_references(node: Any, used: set[str]) -> Any:
    """The models say of an answer which kinds it may be; here they get the definitions of those kinds."""
    if isinstance(node, list):
        return [_with_references(part, used) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: _with_references(part, used) for key, part in node.items()}
    kinds = node.pop("kinds", None)
    if not isinstance(kinds, list):
        return node if kinds is None else {**node, "kinds": kinds}
    used.update(kinds)
    references = [{"$ref": f"#/$defs/{kind}"} for kind in kinds]
    return {**node, **(references[0] if len(references) == 1 else {"anyOf": references})}


def _needed(kinds: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    """The definitions that are used, also those that only others use."""
    found = {kind: kinds[kind] for kind in used}
    within = {kind for kind in kinds if f'"#/$defs/{kind}"' in json.dumps(found)}
    return found if within <= used else _needed(kinds, used | within)


def _chosen(slugs: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Words of the library's catalogues."""
    return {
        kind: {"type": "string", "pattern": GROWING[kind]}
        if kind in GROWING
        else {"enum": sorted(words)}
        for kind, words in slugs.items()
    }


def _typed() -> dict[str, Any]:
    """What is typed, and codes that come from elsewhere."""
    codes = sorted(countries())
    return {
        "line": {"type": "string", "pattern": r"\S"},
        "text": {"anyOf": [{"$ref": "#/$defs/line"}, _by_language()]},
        "own_text": _by_language(),
        "email": {
            "type": "string",
            "pattern": rf"^\s*[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}({_DOT}{_LABEL})+\s*$",
        },
        "cookie_name": {"type": "string", "pattern": rf"^\s*{COOKIE_NAME}\s*$"},
        "url": {
            "type": "string",
            "pattern": rf"""^\s*(https?://[^\s<>"'`{{}}|\\^\[\]]+|{BARE})\s*$""",
        },
        "country": {"enum": codes},
        "place": {
            "anyOf": [
                {"enum": ["EU", "WORLD", *codes]},
                {"type": "string", "pattern": f"^({'|'.join(codes)})-[A-Z0-9]{{1,3}}$"},
            ]
        },
        "date": {"type": "string", "format": "date", "pattern": f"^20[0-9]{{2}}-{_MONTH_AND_DAY}$"},
        "lasts": {"anyOf": [{"enum": list(LASTS)}, {"$ref": "#/$defs/duration"}]},
        "duration": {"type": "string", "pattern": f"^P(?!$|T$){_AMOUNTS}(T(?!$){_TIMES})?$"},
    }


def _by_language() -> dict[str, Any]:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": LANGUAGE},
        "additionalProperties": {"$ref": "#/$defs/line"},
    }
