"""The names that a library's files give: what an entry may name. Read from the data as it is, so that a
fault in one entry is not told again by all that name it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from policygen.engine.conditions.names import possible_names
from policygen.engine.conditions.world import World
from policygen.engine.facts.fields import countries
from policygen.engine.library.laws import Law
from policygen.engine.library.model import OPTIONAL_SECTIONS
from policygen.engine.library.questions import Preset, QuestionSource, answer_names
from policygen.engine.library.schema import (
    ClauseSource,
    ConditionLabel,
    FindingRule,
    Of,
    PromiseSource,
    Requirement,
    RetentionRule,
    Section,
    Term,
    Texts,
    Tool,
    When,
    days_of,
)
from policygen.engine.library.word_schemas import KINDS
from policygen.engine.loading.checking.files import REMEMBERED, Part

FLAGS = frozenset({"blocked_ua", "licence_ended", "russian_origin"})
"""What the catalogue may know of a service."""
_FILES = {
    "tools": "tools/",
    "requirements": "laws/",
    "laws": "laws/",
    "clauses": "clauses/",
    "fixtures": "fixtures/",
    "sections": "sections.yaml",
}


_SEEN = {
    Requirement: ("from", "until"),
    Tool: ("group", "role", "flags"),
    FindingRule: ("from", "until"),
    PromiseSource: (),
    RetentionRule: (),
    ConditionLabel: (),
    QuestionSource: ("path", "covers"),
    Preset: (),
    Section: (),
}
"""What others see of an entry beside its name; of those not listed here all that it says. What few see of
one, each by its name, is not among it (`Others`)."""
_UNSEEN = ("fixtures/", "strings.yaml", "receipts.yaml")
"""Files of which others see no more than the names."""
_BY_LABEL = "vocabulary/statutes.yaml"
"""The words that others know by their label; of all others the label is the owner's to read."""


@dataclass(frozen=True, eq=False)
class Names:
    """`parts`: all entries of the library but its clauses, which few name: `with_clauses` knows them. Two
    are equal where they give the same: an entry that another one's text, say, was changed beside need not
    be looked at again.
    """

    parts: tuple[Part, ...]
    clauses: frozenset[str] = frozenset()
    but_clauses: "Names | None" = None

    def with_clauses(self, clauses: frozenset[str]) -> "Names":
        return Names(self.parts, clauses, self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Names):
            return False
        alike = self.but_clauses is other.but_clauses if self.but_clauses else None
        return self is other or (
            self.clauses == other.clauses
            and (self._given == other._given if alike is None else alike)
        )

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _given(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((part.path, part.entry, _seen(part)) for part in self.parts)

    @cached_property
    def _hash(self) -> int:
        return hash((id(self.but_clauses) if self.but_clauses else self._given, self.clauses))

    @cached_property
    def by_file(self) -> dict[str, dict[str, Part]]:
        found: dict[str, dict[str, Part]] = {}
        for part in self.parts:
            found.setdefault(part.path, {}).setdefault(part.entry, part)
        return found

    @cached_property
    def languages(self) -> Texts:
        part = self.by_file.get("release.yaml", {}).get("languages")
        data = part.data if part else None
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}

    @cached_property
    def vocabulary(self) -> dict[str, dict[str, Term]]:
        return {
            kind: {
                slug: _term(part.data)
                for slug, part in self.by_file.get(f"vocabulary/{kind}.yaml", {}).items()
            }
            for kind in KINDS
        }

    @cached_property
    def tools(self) -> dict[str, Tool]:
        return {part.entry: _tool(part) for part in self._in("tools") if part.entry}

    @cached_property
    def flagged(self) -> frozenset[str]:
        """The services that are blocked, or without a licence, somewhere."""
        tools = (part for part in self._in("tools") if isinstance(part.data, dict))
        return frozenset(part.entry for part in tools if part.data.get("flags"))

    def message(self, code: str) -> dict[str, str]:
        """Per language, what the library tells about answers that can't be used."""
        rows = self.by_file.get("messages.yaml", {})
        part = rows.get(code) or rows.get("other")
        data = part.data if part and isinstance(part.data, dict) else {"en": code}
        return {str(language): str(text) for language, text in data.items()}

    @cached_property
    def ccpa_letters(self) -> dict[str, frozenset[str]]:
        letters = {slug: term.get("ccpa") for slug, term in self.vocabulary["data"].items()}
        return {
            s: frozenset(map(str, v if isinstance(v, list) else ())) for s, v in letters.items()
        }

    @cached_property
    def answers(self) -> frozenset[str]:
        """Of the yes/no questions that it declares by itself (Library.answers)."""
        asked = (part.data for part in self._in("questions") if isinstance(part.data, dict))
        return answer_names(data.get("path") for data in asked)

    @cached_property
    def world(self) -> World:
        return self.but_clauses.world if self.but_clauses else World(self)

    @cached_property
    def conditions(self) -> frozenset[str]:
        return self.but_clauses.conditions if self.but_clauses else possible_names(self)

    @cached_property
    def laws(self) -> dict[str, Part]:
        return {part.entry: part for part in self._in("laws") if part.entry and is_law(part)}

    @cached_property
    def applicable_laws(self) -> tuple[str, ...]:
        """The laws that answers can bring in, or that an owner may choose (Library.applicable_laws)."""
        return tuple(slug for slug, part in self.laws.items() if part.data.get("applies_if"))

    @cached_property
    def days(self) -> frozenset[str]:
        """On which something begins to apply, or no longer does (Library.days)."""
        dated = (p for p in self.parts if p.model in (Law, Requirement, FindingRule))
        found = (p.data for p in dated if isinstance(p.data, dict))
        days = (days_of(data.get("from"), data.get("until")) for data in found)
        return frozenset(day.isoformat() for pair in days for day in pair)

    def _in(self, folder: str) -> Iterable[Part]:
        return (part for part in self.parts if part.folder == folder)

    def of(self, kind: str) -> frozenset[str]:
        return self._all.get(kind, frozenset())

    @cached_property
    def _all(self) -> dict[str, frozenset[str]]:
        if self.but_clauses:
            return {**self.but_clauses._all, "clauses": self.clauses}
        codes = frozenset(countries())
        sections = frozenset(self.by_file.get("sections.yaml", {}))
        return {
            **{kind: frozenset(words) for kind, words in self.vocabulary.items()},
            "clauses": self.clauses,
            "tools": frozenset(self.tools),
            "requirements": frozenset(
                part.entry for part in self._in("laws") if part.entry and not is_law(part)
            ),
            "laws": frozenset(self.laws),
            "sections": sections,
            "fixtures": frozenset(
                part.path.removeprefix("fixtures/").removesuffix(".yaml")
                for part in self._in("fixtures")
            ),
            "countries": codes,
            "places": codes | {"EU"},
            "flags": FLAGS,
            "tool_fields": frozenset(Tool.model_fields),
            "kinds": frozenset(
                {*KINDS, "laws", "countries", "places", "languages", "tools", "answers", "days"}
            ),
        }

    def slugs(self, custom_tools: frozenset[str] = frozenset()) -> Mapping[str, frozenset[str]]:
        """The words that the answers of a sample shop may use (Library.slugs)."""
        return {
            **self._all,
            "tools": self._all["tools"] | custom_tools,
            "laws": frozenset(self.applicable_laws),
            "languages": frozenset(self.languages),
            "optional_sections": OPTIONAL_SECTIONS,
            "answers": self.answers,
        }


@lru_cache(maxsize=REMEMBERED)
def _seen(part: Part) -> str:
    if part.path.startswith(_UNSEEN):
        return ""
    fields = _SEEN.get(part.model)
    if not isinstance(part.data, dict):
        return repr(part.data)
    if fields is not None:
        return repr([part.data.get(field) for field in fields])
    labelled = part.folder == "vocabulary" and part.path != _BY_LABEL
    return repr({k: said for k, said in part.data.items() if not (labelled and k == "label")})


class Others:
    """The clauses and requirements that an entry is held against, each by its name: a clause against what
    it satisfies, a promise against its clauses. Whatever else they say concerns nobody."""

    def __init__(self, parts: Iterable[Part]):
        self._clauses: dict[str, Part] = {}
        self._requirements: dict[str, Part] = {}
        for part in parts:
            if part.model is ClauseSource:
                self._clauses[part.entry] = part
            elif part.model is Requirement:
                self._requirements[part.entry] = part

    def named_by(self, part: Part) -> tuple[Part, ...]:
        """In the order in which it names them, those that there are."""
        field, there = _HELD_AGAINST.get(part.model, ""), self._clauses
        if not field or not isinstance(part.data, dict):
            return ()
        if part.model is ClauseSource:
            there = self._requirements
        named = part.data.get(field)
        slugs = filter(_is_text, named) if isinstance(named, list) else ()
        return tuple(there[slug] for slug in slugs if slug in there)

    @cached_property
    def clauses(self) -> frozenset[str]:
        return frozenset(slug for slug in self._clauses if slug)

    @cached_property
    def satisfied(self) -> frozenset[str]:
        """The requirements that some clause says it satisfies."""
        clauses = (p.data for p in self._clauses.values() if isinstance(p.data, dict))
        named = (data.get("satisfies") for data in clauses)
        return frozenset(str(slug) for slugs in named if isinstance(slugs, list) for slug in slugs)


_HELD_AGAINST: Mapping[object, str] = {ClauseSource: "satisfies", PromiseSource: "clauses"}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def is_law(part: Part) -> bool:
    return part.model is Law and isinstance(part.data, dict)


def names_clauses(part: Part) -> bool:
    """Whether it may: a promise, or the answers of a sample shop, which may reword one."""
    kinds = (one.kind.kinds for one in part.found if isinstance(one.kind, Of))
    return part.folder == "fixtures" or any("clauses" in of for of in kinds)


def file_of(kinds: tuple[str, ...]) -> str:
    """Where the words of a kind stand, for somebody who looks for the right one."""
    return ", ".join(_FILES.get(kind, f"vocabulary/{kind}.yaml") for kind in kinds)


def when_of(data: Any) -> When:
    """The condition of an entry, as far as it can be read."""
    when = data.get("when") if isinstance(data, dict) else None
    return condition(when)


def condition(when: Any) -> When:
    groups = when if isinstance(when, dict) else {}
    read: dict[str, Any] = {
        group: tuple(map(str, found))
        for group in When.model_fields
        if isinstance(found := groups.get(group), list)
    }
    return When.model_construct(**read)


def _term(data: Any) -> Term:
    fields = data if isinstance(data, dict) else {}
    return Term.model_construct(**{"label": {}, **fields})


def _tool(part: Part) -> Tool:
    data = part.data if isinstance(part.data, dict) else {}
    known: dict[str, Any] = {key: str(data.get(key)) for key in ("group", "role")}
    return Tool.model_construct(slug=part.entry, **known)
