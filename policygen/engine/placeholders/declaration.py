"""What is declared of a placeholder."""

from collections.abc import Callable
from dataclasses import dataclass

from policygen.engine.placeholders.case import Case
from policygen.engine.templates.markup import Html

EVERY_SHOP = "*"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Something that a text may ask for.

    `name`: as it is written between the braces: ``shop.phone``, ``effective``, ``tools_table()``.
    `meaning`: for editors; translated (locale/). `given`: names of conditions of which any one makes sure
    that it has a value, and that a table has rows; EVERY_SHOP, or "" where nothing does.
    """

    name: str
    meaning: str
    given: str
    value: Callable[[Case], Html | None]
    """None where the shop's answers give none: then the text that asks for it can't be written."""

    @property
    def written(self) -> str:
        return "{{ " + self.name + " }}"


def placeholder(
    name: str, meaning: str, given: str, value: Callable[[Case], Html | None]
) -> Placeholder:
    """The second argument is what the catalogues of messages are made from (site/catalogues.py)."""
    return Placeholder(name, meaning, given, value)
