"""What goes together: which names can be true at once, for any shop at all. From the families' rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from policygen.engine.conditions.families import FAMILIES
from policygen.engine.conditions.family import Source

Names = frozenset[str]


@dataclass(frozen=True)
class World:
    """What of the names can be true together, for any shop at all. Not complete, but never wrong:
    a test holds it against facts.
    """

    library: Source

    @cached_property
    def exactly_one(self) -> tuple[Names, ...]:
        return tuple(f.group(words, self.library) for f in FAMILIES for words in f.exactly_one)

    @cached_property
    def at_most_one(self) -> tuple[Names, ...]:
        groups = (f.group(words, self.library) for f in FAMILIES for words in f.at_most_one)
        return (*self.exactly_one, *groups, *self._excluded())

    def _excluded(self) -> Iterator[Names]:
        for family in FAMILIES:
            for name, others in family.rules(family.excludes, self.library):
                yield from (frozenset({name, other}) for other in others)

    @cached_property
    def at_least_one(self) -> tuple[Names, ...]:
        groups = (f.group(words, self.library) for f in FAMILIES for words in f.at_least_one)
        return (*self.exactly_one, *groups)

    @cached_property
    def implies(self) -> dict[str, Names]:
        found: dict[str, Names] = {}
        for name, others in self._implied():
            found[name] = found.get(name, frozenset()) | others
        return found

    def _implied(self) -> Iterator[tuple[str, Names]]:
        for family in FAMILIES:
            yield from family.rules(family.implies, self.library)
            for name, others in family.rules(family.same_as, self.library):
                yield from ((other, frozenset({name})) for other in others)
            if family.implied:
                yield from family.implied(self.library)

    @cached_property
    def needs_one(self) -> dict[str, Names]:
        return {
            name: others
            for family in FAMILIES
            for rules in (family.needs_one, family.same_as)
            for name, others in family.rules(rules, self.library)
        }

    def with_all_that_follows(self, names: Iterable[str]) -> frozenset[str]:
        found, new = set[str](), set(names)
        while new:
            found |= new
            new = {other for name in new for other in self.implies.get(name, ())} - found
        return frozenset(found)

    def possible(
        self, yes: Iterable[str], no: Iterable[str] = (), one_of: tuple[frozenset[str], ...] = ()
    ) -> bool:
        """Whether a shop can have all of `yes`, none of `no`, and one out of each of `one_of`."""
        true, false = self.with_all_that_follows(yes), frozenset(no)
        if true & false or any(len(group & true) > 1 for group in self.at_most_one):
            return False
        for group in self.exactly_one:
            if group & true:
                false |= group - true
        if true & false or any(group <= false for group in self.at_least_one):
            return False
        waiting = [*one_of, *(self.needs_one[name] for name in true & self.needs_one.keys())]
        waiting = [group for group in waiting if not group & true]
        if not waiting:
            return True
        first, rest = waiting[0], tuple(waiting[1:])
        return any(self.possible({*true, name}, false, rest) for name in first - false)

    def broken(self, true: frozenset[str]) -> list[str]:
        """The rules that a real shop's names break: none, if this description is right."""
        found = [
            f"more than one of {sorted(g & true)}" for g in self.at_most_one if len(g & true) > 1
        ]
        found += [f"none of {sorted(g)[:5]}" for g in self.at_least_one if not g & true]
        for name in sorted(true):
            missing = self.implies.get(name, frozenset()) - true
            found += [f"{name} without {other}" for other in sorted(missing)]
            group = self.needs_one.get(name)
            if group and not group & true:
                found.append(f"{name} without any of {sorted(group)[:5]}")
        return found
