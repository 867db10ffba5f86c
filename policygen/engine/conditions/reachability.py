"""What can be told of a library without a shop: what no shop can get, what every shop gets, what makes no
difference. Composing a policy does not need it.
"""

from policygen.engine.conditions.world import World
from policygen.engine.library.model import Library
from policygen.engine.library.schema import When


def reachable(world: World, when: When) -> bool:
    return world.possible(when.all, when.none, (frozenset(when.any),) if when.any else ())


def omittable(world: World, when: When) -> bool:
    """Whether some shop goes without it."""
    return (
        any(world.possible((), (name,)) for name in when.all)
        or (bool(when.any) and world.possible((), when.any))
        or any(world.possible((name,)) for name in when.none)
    )


def clauses_for_everybody(library: Library) -> list[str]:
    """Clauses with a condition that every shop fulfils."""
    world = World(library)
    return [c.id for c in library.clauses if c.when.names and not omittable(world, c.when)]


def idle_names(library: Library) -> list[str]:
    """``clause: name`` where a name of `any` or `none` can't make a difference."""
    world, found = World(library), []
    for clause in library.clauses:
        when = clause.when
        for name in when.any:
            if not world.possible((*when.all, name), when.none):
                found.append(f"{clause.id}: any {name}")
        for name in when.none:
            others = tuple(n for n in when.none if n != name)
            one_of = (frozenset(when.any),) if when.any else ()
            if not world.possible((*when.all, name), others, one_of):
                found.append(f"{clause.id}: none {name}")
    return found


# -- requirements --------------------------------------------------------------------------------------


def requirements_without_clause(library: Library) -> list[str]:
    """Those of the policy's text that no clause satisfies, whatever their level."""
    met = {requirement for clause in library.clauses for requirement in clause.satisfies}
    return [r.id for r in library.requirements if "policy" in r.where and r.id not in met]


def together(world: World, one: When, other: When) -> bool:
    """Whether some shop fulfils both."""
    any_of = tuple(frozenset(when.any) for when in (one, other) if when.any)
    return world.possible((*one.all, *other.all), (*one.none, *other.none), any_of)
