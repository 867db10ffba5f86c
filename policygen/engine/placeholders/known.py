"""All placeholders that there are."""

from policygen.engine.placeholders.answers import ANSWERS
from policygen.engine.placeholders.blocks import BLOCKS
from policygen.engine.placeholders.ccpa import CCPA
from policygen.engine.placeholders.cookies import COOKIES
from policygen.engine.placeholders.doubts import DOUBTS
from policygen.engine.placeholders.lists import LISTS
from policygen.engine.placeholders.people import PEOPLE
from policygen.engine.placeholders.shop import SHOP
from policygen.engine.placeholders.tables import TABLES

PLACEHOLDERS = (
    *(*SHOP, *ANSWERS, *LISTS, *PEOPLE, *BLOCKS),
    *(*TABLES, *COOKIES, *CCPA, *DOUBTS),
)
BY_NAME = {placeholder.name: placeholder for placeholder in PLACEHOLDERS}


def _parts(name: str) -> tuple[str, str]:
    """``shop.phone`` → shop, phone; ``tools_table()`` → tools_table, ()."""
    if name.endswith("()"):
        return name.removesuffix("()"), "()"
    plain, _, attribute = name.partition(".")
    return plain, attribute


def _names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, attribute in map(_parts, BY_NAME):
        found.setdefault(name, set()).add(attribute)
    return {name: frozenset(attributes) for name, attributes in found.items()}


NAMES = _names()
"""The names that a text may use, each with its attributes: "" for the plain name, "()" for a call."""
