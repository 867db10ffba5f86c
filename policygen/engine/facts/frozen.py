"""What all groups of answers have in common, and how their conditions are told in the JSON Schema."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator


class Frozen(BaseModel):
    # Built when the first answers are read.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        populate_by_name=True,
        defer_build=True,
    )

    @field_validator("*", mode="after")
    @classmethod
    def _each_word_once(cls, value: Any, info: ValidationInfo) -> Any:
        """In the order of the file. A language that is doubled may have been meant for another one."""
        words = isinstance(value, tuple) and all(isinstance(word, str) for word in value)
        return tuple(dict.fromkeys(value)) if words and info.field_name != "languages" else value


def given(*keys: str, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """For the JSON Schema: a mapping with these keys, and without those; null is as good as left out."""
    there = {key: {"not": {"type": "null"}} for key in keys}
    return {
        "required": list(keys),
        "properties": {**there, **{key: {"type": "null"} for key in without}},
    }


def one_of(*forms: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(forms)}
