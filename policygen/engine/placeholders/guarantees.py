"""Whether a condition makes sure that the placeholders of its text have values."""

from policygen.engine.conditions.world import World
from policygen.engine.library.schema import When
from policygen.engine.placeholders.declaration import EVERY_SHOP
from policygen.engine.placeholders.known import BY_NAME


def guaranteed(world: World, when: When, name: str) -> bool:
    """Whether a text with this condition may use the placeholder."""
    known = BY_NAME.get(name)
    given = known.given if known else ""
    if given == EVERY_SHOP:
        return True
    enough = frozenset(given.split())
    if enough & world.with_all_that_follows(when.all):
        return True
    return bool(when.any) and all(
        enough & world.with_all_that_follows((*when.all, name)) for name in when.any
    )
