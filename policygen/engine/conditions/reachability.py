"""What can be told of a condition without a shop: whether any can fulfil it, whether any can fail to, which
of its names make no difference. Composing a policy does not need it; the checks of a library do.
"""

from collections.abc import Iterator

from policygen.engine.conditions.world import World
from policygen.engine.library.schema import When


def reachable(world: World, when: When) -> bool:
    return world.possible(when.all, when.none, _one_of(when))


def omittable(world: World, when: When) -> bool:
    """Whether some shop does not fulfil it."""
    return (
        any(world.possible((), (name,)) for name in when.all)
        or (bool(when.any) and world.possible((), when.any))
        or any(world.possible((name,)) for name in when.none)
    )


def idle(world: World, when: When) -> Iterator[tuple[str, int]]:
    """The places, ``("any", 0)``, of names of `any` and `none` that make no difference: beside the others
    no shop has them.
    """
    for number, name in enumerate(when.any):
        if not world.possible((*when.all, name), when.none):
            yield "any", number
    for number, name in enumerate(when.none):
        others = when.none[:number] + when.none[number + 1 :]
        if not world.possible((*when.all, name), others, _one_of(when)):
            yield "none", number


def together(world: World, one: When, other: When) -> bool:
    """Whether some shop fulfils both."""
    any_of = (*_one_of(one), *_one_of(other))
    return world.possible((*one.all, *other.all), (*one.none, *other.none), any_of)


def _one_of(when: When) -> tuple[frozenset[str], ...]:
    return (frozenset(when.any),) if when.any else ()
