"""What a law is: its names, when it applies, and what it sets in numbers and lists (laws/<law>.yaml)."""

import datetime
from typing import Annotated

from pydantic import Discriminator, Field, StrictInt, Tag, model_validator
from pydantic_core import PydanticCustomError

from policygen.engine.library.schema import Dated, Entry, Place, Requirement, Slug, Texts, When

ADEQUATE = "adequate"
"""The parameter that lists where data may go without more."""
CHILD_AGE, MINOR_AGE = ("coppa", "child_age"), ("ccpa", "minor_age")
GENERAL = "general"
"""Good practice, which is cited without a law's name."""
NEEDED: dict[str, tuple[str, ...]] = {
    "gdpr": (ADEQUATE,),
    "uk_gdpr": (ADEQUATE,),
    CHILD_AGE[0]: (CHILD_AGE[1],),
    MINOR_AGE[0]: (MINOR_AGE[1],),
    GENERAL: (),
}
"""The laws that the program itself asks for, each with the parameters that it counts with."""


class Value(Entry):
    """What a parameter is since a day (`from`): an amount with its unit, or places; EU is the EEA."""

    since: Annotated[datetime.date, Field(alias="from")]
    amount: Annotated[StrictInt, Field(ge=0)] | None = None
    unit: Texts | None = None
    places: tuple[Place, ...] | None = None
    citation: str
    unsure: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Value":
        if (self.amount is None) == (self.places is None):
            raise PydanticCustomError("amount_or_places", "amount or places")
        return self


class Law(Dated):
    """`applies_if` continues “it would apply if”; a law without it is only cited. Without `when` no answer
    brings the law in, but its owner may choose it. `citation`: where the law says whom it binds."""

    slug: Slug
    order: Annotated[StrictInt, Field(ge=1)]
    label: Texts
    name: Texts
    applies_if: Texts | None = None
    when: When | None = None
    citation: str = ""
    parameters: dict[str, Annotated[tuple[Value, ...], Field(min_length=1)]] = {}

    @model_validator(mode="after")
    def _says_when(self) -> "Law":
        if self.when and not self.applies_if:
            raise PydanticCustomError("when_without_words", "applies_if is missing")
        return self

    def in_force(self, day: datetime.date) -> bool:
        """Also of a law that no answer brings in, and whose `when` therefore knows of no day."""
        return (self.since or day) <= day <= (self.until or day)

    def value(self, parameter: str, on: datetime.date) -> Value | None:
        """What is in force on a day; before the first value, that one. None where there is no such
        parameter."""
        values = self.parameters.get(parameter, ())
        if len(values) > 1:
            values = tuple(sorted(values, key=lambda value: value.since))
            return next((v for v in reversed(values) if v.since <= on), values[0])
        return values[0] if values else None


def _kind(item: object) -> str:
    has_slug = "slug" in item if isinstance(item, dict) else isinstance(item, Law)
    return "law" if has_slug else "requirement"


Item = Annotated[
    Annotated[Law, Tag("law")] | Annotated[Requirement, Tag("requirement")], Discriminator(_kind)
]
"""What stands in a file of laws: laws, each followed by its requirements."""
