"""Kinds of single answers that are no words: yes and no, numbers, periods, days."""

import datetime
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from policygen.engine.facts.fields import written_as
from policygen.engine.language.duration import Duration

LONGEST = 100
"""Years that a period may have; what is longer was mistyped."""
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)


def _truly(value: object) -> object:
    """Python takes 1 for True."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PydanticCustomError("not_yes_no", "")
    return value


Answer = Annotated[Literal[True, False, "unknown"], BeforeValidator(_truly)]
"""Yes, no, or "I don't know"; None where the question was not answered."""


def as_duration(value: object) -> Duration:
    """Raises PydanticCustomError."""
    try:
        duration = Duration.parse(str(value) if isinstance(value, Duration | str) else "")
    except ValueError:
        raise PydanticCustomError("bad_duration", "", {"value": str(value)[:40]}) from None
    if not duration.fits(LONGEST):
        params = {"value": str(duration), "limit": LONGEST}
        raise PydanticCustomError("period_range", "", params)
    return duration


@dataclass(frozen=True)
class Between:
    """The bounds of a number, both included."""

    least: int
    most: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "minimum": self.least, "maximum": self.most}

    def _check(self, value: int) -> int:
        if not self.least <= value <= self.most:
            raise PydanticCustomError("number_range", "", {"least": self.least, "most": self.most})
        return value


def iso_date(value: object) -> datetime.date:
    """Raises PydanticCustomError."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return _in_our_time(value)
    try:
        day = datetime.date.fromisoformat(value if isinstance(value, str) else "")
        if day.isoformat() != value:  # "2026-W47-7" is ISO 8601 too
            raise ValueError
    except ValueError:
        raise PydanticCustomError("bad_date", "", {"value": str(value)[:40]}) from None
    return _in_our_time(day)


def _in_our_time(day: datetime.date) -> datetime.date:
    if not FIRST_DAY <= day <= LAST_DAY:
        limits = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
        raise PydanticCustomError("date_range", "", limits)
    return day


Period = Annotated[
    Duration, BeforeValidator(as_duration, written_as("duration")), PlainSerializer(str)
]
Date = Annotated[datetime.date, BeforeValidator(iso_date, written_as("date"))]
