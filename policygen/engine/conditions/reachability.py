"""What can be told of a library without a shop: which names can be true, alone and together.

Pure functions for tests and reports; composing a policy does not need them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from policygen.engine.conditions.deriving import EMAIL_MARKETING, MESSAGE_MARKETING, OTHER_MARKETING
from policygen.engine.facts.fields import countries
from policygen.engine.library.countries import EEA
from policygen.engine.library.model import APPLICABLE_LAWS, OPTIONAL_SECTIONS, Library
from policygen.engine.library.schema import Term, Texts, Tool, When

FIXED = {
    "established": "eea uk ua us elsewhere",
    "market": "eea uk us california ukraine switzerland canada brazil australia world",
    "collects": "any-special any-criminal any-sensitive-pi",
    "sensitive-pi": "necessary other",
    "source": "others",
    "mandatory": "some",
    "tools": "any",
    "role": "processor controller joint own",
    "recipients": "any",
    "transfers": "outside-eea outside-uk outside-ua restricted",
    "marketing": "email messages any",
    "cookies": "any optional none banner no-banner settings-link no-settings-link choice-kept"
    " local-storage",
    "gpc": "honoured ignored unknown",
    "dnt": "honoured ignored unknown",
    "ads": "any",
    "sells": "yes no",
    "shares": "yes no",
    "sells-or-shares": "yes",
    "automated": "none some",
    "children": "any tools",
    "age": "adults minors from-16 under-16",
    "has": "phone form account chat toll-free address registration region website legal-name dpo"
    " eu-representative uk-representative security-contact security-subject reply-time",
    "needs": "eu-representative uk-representative",
    "changes": "any in-advance no-advance archive",
    "agent": "yes",
    "fee": "yes no",
    "breach": "authority people",
    "storage": "stated by-tools eea uk us ua elsewhere",
    "not-collected": "any listed",
    "keeps": "criteria",
    "conflict": "not-collected special-without-consent interest-missing cookies-without-banner"
    " legal-name-is-domain ads-with-children no-sharing-with-ads kept-too-short kept-too-long"
    " long-without-reason choice-kept-too-long received-not-collected age-and-children"
    " marketing-without-consent free-text-health children-without-period website-not-encrypted",
    "flag": "blocked-ua licence-ended russian-origin",
    "unsure": "tools",
    "rights-by": "any",
    "verify": "any",
    "security": "any",
    "disclosure": "any",
    "links": "any",
    "parental-consent": "any",
}
"""Names that are words of their own."""

KINDS = {
    "form": "forms",
    "offers": "offers",
    "purpose": "purposes",
    "consent": "purposes",
    "collects": "data",
    "not-collected": "data",
    "basis": "bases",
    "interest": "interests",
    "about": "about",
    "source": "sources",
    "tools": "tool_groups",
    "ground": "transfer_grounds",
    "children": "children",
    "rights-by": "rights_channels",
    "verify": "verification",
    "security": "security",
    "disclosure": "disclosures",
    "links": "links_out",
    "parental-consent": "parental_consent",
    "changes": "notices",
    "keeps": "keep_reasons",
}
"""Families whose names end in a slug of the vocabulary."""


class Words(Protocol):
    """What names of conditions come from: a Library, or the words of one that does not load."""

    @property
    def languages(self) -> Texts: ...
    @property
    def vocabulary(self) -> Mapping[str, Mapping[str, Term]]: ...
    @property
    def tools(self) -> Mapping[str, Tool]: ...
    @property
    def ccpa_letters(self) -> Mapping[str, frozenset[str]]: ...


def possible_names(library: Words) -> frozenset[str]:
    """Every name that a condition can have (docs/library.md, "Conditions")."""
    names = {f"{family}:{word}" for family, words in FIXED.items() for word in words.split()}
    names |= {
        f"{family}:{slug}" for family, kind in KINDS.items() for slug in library.vocabulary[kind]
    }
    names |= {f"{family}:{slug}" for family in ("tool", "source") for slug in library.tools}
    names |= {f"law:{law}" for law in APPLICABLE_LAWS}
    names |= {f"optional:{section}" for section in OPTIONAL_SECTIONS}
    names |= {f"language:{language}" for language in library.languages}
    names |= {f"country:{code}" for code in countries()}
    return frozenset(names)


# -- what goes together --------------------------------------------------------------------------------

_ONE_OF = (
    "established:eea uk ua us elsewhere",
    "gpc:honoured ignored unknown",
    "dnt:honoured ignored unknown",
    "cookies:any none",
    "shares:yes no",
)
"""Exactly one of each is true for any shop."""

_AT_MOST_ONE = (
    "sells:yes no",
    "automated:none some",
    "children:none mixed directed",
    "children:none any",
    "age:adults minors",
    "age:adults under-16",
    "age:from-16 under-16",
    "cookies:banner no-banner",
    "cookies:settings-link no-settings-link",
    "changes:in-advance no-advance",
    "fee:yes no",
    "sensitive-pi:necessary other",
)

_IMPLIES = {
    "age:adults": "age:from-16",
    "ads:any": "tools:any recipients:any",
    "children:directed": "children:any",
    "children:mixed": "children:any",
    "children:tools": "recipients:any tools:any",
    "conflict:ads-with-children": "ads:any children:directed",
    "conflict:cookies-without-banner": "cookies:optional cookies:no-banner",
    "conflict:interest-missing": "basis:legitimate_interests",
    "conflict:legal-name-is-domain": "has:legal-name",
    "conflict:no-sharing-with-ads": "ads:any shares:no",
    "conflict:not-collected": "not-collected:any",
    "conflict:special-without-consent": "collects:any-special",
    "cookies:local-storage": "cookies:any",
    "cookies:optional": "cookies:any tools:any",
    "disclosure:any": "recipients:any",
    "has:security-subject": "has:security-contact",
    "market:california": "market:us",
    "market:world": "market:eea market:uk market:us market:california",
    "marketing:email": "marketing:any",
    "marketing:messages": "marketing:any",
    "needs:eu-representative": "law:gdpr",
    "needs:uk-representative": "law:uk_gdpr",
    "not-collected:listed": "not-collected:any",
    "purpose:accounts": "has:account",
    "role:controller": "recipients:any",
    "role:joint": "recipients:any",
    "role:processor": "recipients:any",
    "sells:yes": "sells-or-shares:yes",
    "sensitive-pi:necessary": "collects:any-sensitive-pi",
    "sensitive-pi:other": "collects:any-sensitive-pi",
    "shares:yes": "sells-or-shares:yes",
    "storage:by-tools": "tools:any",
    "transfers:restricted": "tools:any recipients:any",
    "unsure:tools": "tools:any",
}
"""A name → names that hold with it. That a law applies says nothing of the markets: its owner may
choose the laws (`laws` of the facts file).
"""

_NEEDS_ONE = {
    "children:any": "children:mixed children:directed",
    "children:tools": "about:children about:parents",
    "collects:any-sensitive-pi": "sensitive-pi:necessary sensitive-pi:other",
    "sells-or-shares:yes": "sells:yes shares:yes",
}
"""A name → names of which at least one holds with it."""

_RULES_OUT = {
    "needs:eu-representative": "established:eea",
    "needs:uk-representative": "established:uk",
}

_MARKETING = (
    (EMAIL_MARKETING, "marketing:email"),
    (MESSAGE_MARKETING, "marketing:messages"),
    (EMAIL_MARKETING | MESSAGE_MARKETING | OTHER_MARKETING, "marketing:any"),
)
_WITH_ANY = ("rights-by", "verify", "security", "disclosure", "links", "parental-consent")


def _names(text: str) -> frozenset[str]:
    """``sells:yes no`` → {sells:yes, sells:no}."""
    family, _, words = text.partition(":")
    return frozenset(f"{family}:{word}" for word in words.split())


@dataclass(frozen=True)
class World:
    """What of the names can be true together, for any shop at all. Not complete, but never wrong:
    a test holds it against facts.
    """

    library: Words

    @cached_property
    def exactly_one(self) -> tuple[frozenset[str], ...]:
        forms = frozenset(f"form:{slug}" for slug in self.library.vocabulary["forms"])
        return (*map(_names, _ONE_OF), forms)

    @cached_property
    def at_most_one(self) -> tuple[frozenset[str], ...]:
        home = frozenset(f"country:{code}" for code in countries())
        refused = (frozenset({a, b}) for a, b in _RULES_OUT.items())
        return (*self.exactly_one, *map(_names, _AT_MOST_ONE), home, *refused)

    @cached_property
    def at_least_one(self) -> tuple[frozenset[str], ...]:
        kinds = {"purpose": "purposes", "basis": "bases", "about": "about", "offers": "offers"}
        words = self.library.vocabulary
        return (
            *self.exactly_one,
            *(frozenset(f"{f}:{slug}" for slug in words[kind]) for f, kind in kinds.items()),
            frozenset(f"language:{code}" for code in self.library.languages),
        )

    @cached_property
    def implies(self) -> dict[str, frozenset[str]]:
        found = {name: frozenset(others.split()) for name, others in _IMPLIES.items()}
        for name, others in self._of_the_words():
            found[name] = found.get(name, frozenset()) | others
        return found

    def _of_the_words(self) -> Iterator[tuple[str, frozenset[str]]]:
        words = self.library.vocabulary
        for family, kind, other in (
            *((family, KINDS[family], f"{family}:any") for family in _WITH_ANY),
            ("changes", "notices", "changes:any"),
            ("not-collected", "data", "not-collected:any"),
            ("tools", "tool_groups", "tools:any"),
            ("ground", "transfer_grounds", "transfers:restricted"),
        ):
            yield from ((f"{family}:{slug}", frozenset({other})) for slug in words[kind])
        for family, other in (("role", "tools:any"), ("flag", "tools:any")):
            yield from ((name, frozenset({other})) for name in _names(f"{family}:{FIXED[family]}"))
        for slug in words["purposes"]:
            yield f"consent:{slug}", frozenset({"basis:consent", f"purpose:{slug}"})
        for slug in words["data"]:
            yield f"collects:{slug}", frozenset(self._of_data(slug))
        for name in _names("storage:eea uk us ua elsewhere"):
            yield name, frozenset({"storage:stated"})
        for purposes, name in _MARKETING:
            yield from ((f"purpose:{slug}", frozenset({name})) for slug in purposes)
        yield from self._of_tools()
        yield from ((f"country:{c}", frozenset({f"established:{_region(c)}"})) for c in countries())

    def _of_data(self, slug: str) -> Iterator[str]:
        term = self.library.vocabulary["data"][slug]
        if term.get("special"):
            yield "collects:any-special"
        if term.get("criminal"):
            yield "collects:any-criminal"
        if "L" in self.library.ccpa_letters[slug]:
            yield "collects:any-sensitive-pi"

    def _of_tools(self) -> Iterator[tuple[str, frozenset[str]]]:
        for tool in self.library.tools.values():
            roles = ("processor", "controller") if tool.role == "mixed" else (tool.role,)
            yield (
                f"tool:{tool.slug}",
                frozenset({f"tools:{tool.group}", *(f"role:{role}" for role in roles)}),
            )
            yield f"source:{tool.slug}", frozenset({f"tool:{tool.slug}", "source:others"})

    @cached_property
    def needs_one(self) -> dict[str, frozenset[str]]:
        found = {name: frozenset(others.split()) for name, others in _NEEDS_ONE.items()}
        for purposes, name in _MARKETING:
            found[name] = frozenset(f"purpose:{slug}" for slug in purposes)
        for family in _WITH_ANY:
            slugs = self.library.vocabulary[KINDS[family]]
            found[f"{family}:any"] = frozenset(f"{family}:{slug}" for slug in slugs)
        return found

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


def _region(code: str) -> str:
    if code in EEA:
        return "eea"
    return {"GB": "uk", "UA": "ua", "US": "us"}.get(code, "elsewhere")


# -- clauses -------------------------------------------------------------------------------------------


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
