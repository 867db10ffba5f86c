"""Kinds of single answers: typed lines, e-mail and web addresses, places, slugs of catalogues."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any

from babel import Locale
from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from policygen.engine.facts.typed.emails import email_fault
from policygen.engine.facts.typed.web import completed, web_fault
from policygen.engine.library.countries import US_STATES
from policygen.engine.templates.characters import INVISIBLE

MAX_LINE = 300
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def as_kind(*kinds: str) -> WithJsonSchema:
    """In the JSON Schema the answer is one of these kinds, which json_schema.py knows."""
    return WithJsonSchema({"kinds": list(kinds)})


def written_as(*kinds: str) -> Any:
    """The same for what comes before a validator: how the answer is written in a file."""
    return Annotated[Any, as_kind(*kinds)]


def clean_line(value: str) -> str:
    """One line of plain text: white space folded, invisible controls gone."""
    return " ".join(INVISIBLE.sub("", value).split())


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "", {"value": str(value)[:40]})
    text = clean_line(value)
    if not text:
        raise PydanticCustomError("empty_text", "")
    if len(text) > MAX_LINE:
        raise PydanticCustomError("too_long", "", {"limit": MAX_LINE})
    return text


def _address(pattern: re.Pattern[str], fault: Callable[[str], str | None]) -> Callable[[str], str]:
    """What `pattern` takes was always taken: a finding speaks of what is wrong with it. Of the rest, what is
    without fault."""

    def check(value: str) -> str:
        if not pattern.fullmatch(value) and (problem := fault(value)):
            # An address may hold a password.
            shown = "" if problem == "url_password" else value[:60]
            raise PydanticCustomError(problem, "", {"value": shown})
        return value

    return check


Line = Annotated[str, BeforeValidator(_line, written_as("line"))]
Email = Annotated[Line, AfterValidator(_address(_EMAIL, email_fault)), as_kind("email")]
Url = Annotated[
    Line, AfterValidator(completed), AfterValidator(_address(_URL, web_fault)), as_kind("url")
]


@dataclass(frozen=True)
class Localized:
    """A typed text: the same in all languages (key ""), or one per language."""

    texts: Mapping[str, str]

    def has(self, language: str) -> bool:
        return language in self.texts or "" in self.texts

    def in_language(self, language: str) -> str:
        """KeyError where the text was given per language and not in this one."""
        return self.texts[language] if language in self.texts else self.texts[""]

    @classmethod
    def parse(cls, value: object) -> "Localized":
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            if not value:
                raise PydanticCustomError("empty_text", "")
            return cls({language_code(k): _line(v) for k, v in value.items()})
        return cls({"": _line(value)})

    def plain(self) -> str | dict[str, str]:
        """The form of the facts file."""
        return self.texts[""] if "" in self.texts else dict(self.texts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.plain),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"kinds": ["text"]}

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts.items())))


def language_code(key: object) -> str:
    if not isinstance(key, str) or not re.fullmatch(r"[a-z]{2,3}", key):
        raise PydanticCustomError("bad_language", "", {"value": str(key)[:40]})
    return key


@lru_cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes that CLDR has a name for."""
    territories = [str(code) for code in Locale("en").territories]
    return frozenset(
        c for c in territories if len(c) == 2 and c.isalpha() and c not in NOT_COUNTRIES
    )


NOT_COUNTRIES = frozenset(
    # Groups, pseudo-locales and codes that CLDR knows beside ISO 3166-1 (Ascension, Canary Islands …).
    ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "XK", "UK", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]
)


def _country(value: object) -> str:
    if not isinstance(value, str) or value not in countries():
        raise PydanticCustomError("bad_country", "", {"value": str(value)[:40]})
    return value


def _place(value: object) -> str:
    """EU, WORLD, a country, or a region of a country (ISO 3166-2)."""
    text = value if isinstance(value, str) else ""
    if text in ("EU", "WORLD") or text in countries():
        return text
    if _REGION.fullmatch(text) and text[:2] in countries() and _is_of_the_usa(text):
        return text
    raise PydanticCustomError("bad_place", "", {"value": str(value)[:40]})


def _is_of_the_usa(text: str) -> bool:
    """Of other countries nobody asks for more than the form: no law here hangs on their regions."""
    return not text.startswith("US-") or text in US_STATES | _TERRITORIES


_TERRITORIES = frozenset({"US-AS", "US-GU", "US-MP", "US-PR", "US-UM", "US-VI"})


country_code = BeforeValidator(_country, written_as("country"))
place_code = BeforeValidator(_place, written_as("place"))


GUESSES = "guesses"
"""In the validation context: for how many more unknown words the nearest one is looked for."""


def _worth_a_guess(info: ValidationInfo) -> bool:
    """The search is slow, and nobody reads the four-hundredth suggestion."""
    left = (info.context or {}).get(GUESSES, 1)
    if GUESSES in (info.context or {}):
        info.context[GUESSES] = left - 1  # type: ignore[index]
    return bool(left > 0)


def _nearest(value: str, words: frozenset[str]) -> list[str]:
    return get_close_matches(value, sorted(words), n=1, cutoff=0.5)


def slug(*kinds: str) -> BeforeValidator:
    """A word of one of the catalogues. Their words come in as the validation context."""

    def check(value: object, info: ValidationInfo) -> str:
        known: Mapping[str, frozenset[str]] = (info.context or {})["slugs"]
        first, *more = (known.get(kind, frozenset()) for kind in kinds)
        words = first.union(*more) if more else first
        if isinstance(value, str) and value in words:
            return value
        near = _nearest(str(value)[:60], words) if _worth_a_guess(info) else []
        raise PydanticCustomError(
            "unknown_slug",
            "",
            {"value": str(value)[:40], "kind": kinds[0], "nearest": near[0] if near else ""},
        )

    return BeforeValidator(check, written_as(*kinds))
