"""What a clause library is made of. Each class is the file form of one kind of entry (docs/library.md)."""

import datetime
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from policygen.engine.language.duration import Duration

Texts: TypeAlias = dict[str, str]
"""One text per language code."""


@dataclass(frozen=True)
class Of:
    """Marks a field that names another entry: a word of one of `kinds`. Loading takes it as it is;
    `policygen.engine.loading.checking` looks it up.
    """

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """Marks a field with a rule that is checked beyond its form: ``day`` ``period`` ``https``."""

    rule: str


Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$"), Of(("countries",))]
Place = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z]{2})?$"), Of(("places",))]
Day = Annotated[datetime.date, Mark("day")]
Address = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+"), Mark("https")]
AnswerPath = Annotated[str, Of(("questions",))]
"""The path of an answer in the facts file, and so the wizard's question."""

OPTIONAL_COOKIES = frozenset({"preferences", "support", "analytics", "replay", "advertising"})
CHOSEN = "preferences"
"""What a visitor has set on the site is no cookie that the visitor has to be asked about."""
"""Cookie purposes that wait for a choice (ePrivacy Art. 5(3))."""


class Entry(BaseModel):
    # Built at the first need: most processes read half of the kinds, and check none.
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


class When(Entry):
    """A condition: true when all of `all`, one of `any` (if there are some) and none of `none` hold."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    def holds(self, true: frozenset[str]) -> bool:
        return (
            true.issuperset(self.all)
            and (not self.any or not true.isdisjoint(self.any))
            and true.isdisjoint(self.none)
        )

    def because(self, true: frozenset[str]) -> tuple[str, ...]:
        """The names that made it hold, as they stand in the condition."""
        return tuple(name for name in (*self.all, *self.any) if name in true)

    def missing(self, true: frozenset[str]) -> tuple[str, ...]:
        """The names that keep it from holding: absent ones, then present ones that forbid it."""
        absent = [name for name in self.all if name not in true]
        if self.any and true.isdisjoint(self.any):
            absent += self.any
        return (*absent, *(name for name in self.none if name in true))

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.all, *self.any, *self.none)


class Term(Entry):
    """A word of the facts file. Kinds have keys of their own, kept in `more`."""

    label: Texts
    model_config = ConfigDict(frozen=True, extra="allow")

    def get(self, key: str, default: object = None) -> object:
        return (self.model_extra or {}).get(key, default)


def _period(value: object) -> Duration:
    try:
        return Duration.parse(str(value))
    except ValueError:
        raise PydanticCustomError("bad_period", "no period", {"value": str(value)[:40]}) from None


def _duration(value: object) -> Duration | str:
    return str(value) if value in ("session", "persistent") else _period(value)


Period = Annotated[Duration, BeforeValidator(_period), Mark("period")]


class Cookie(Entry):
    """Something a tool leaves on the visitor's device; `lasts` as said by its maker.

    `built_in`: of the statistics that a platform keeps by itself, which the owner can switch off.
    `checked`, `source`: when somebody last read it, and where; left out, as for the tool. `unsure`: what
    nobody has confirmed; of a cookie with an unsure name no policy speaks.
    """

    name: str
    purpose: Annotated[str, Of(("cookie_purposes",))]
    lasts: Annotated[Duration | str, BeforeValidator(_duration), Mark("period")]
    up_to: bool = False
    kind: Literal["cookie", "local_storage"] = "cookie"
    built_in: bool = False
    checked: Day | None = None
    source: Address | None = None
    unsure: tuple[Literal["name", "lasts"], ...] = ()

    @property
    def optional(self) -> bool:
        """Whether it waits for a visitor's choice."""
        return self.purpose in OPTIONAL_COOKIES


class Signatures(Entry):
    """What a page with the tool shows (engine/scanning/); docs/library.md says how each is written."""

    hosts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    generators: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()


class Company(Entry):
    """With whom the shops of some countries contract, where it is another company than the first one.

    `shops`: ISO 3166-1, EU for the whole EEA. It is confirmed, also where the tool’s own `entity` is unsure.
    """

    shops: tuple[Place, ...]
    entity: str | Texts
    countries: tuple[Country, ...]


class Steps(Entry):
    """How something is done in somebody's product; `sources`, `checked`: where that was read, and when."""

    text: Texts
    sources: Annotated[tuple[Address, ...], Field(min_length=1)]
    checked: Day


class Tool(Entry):
    """A third-party service. `unsure` names the fields that nobody has confirmed yet."""

    slug: Slug
    name: str | Texts
    inside: Texts | None = None
    """The name inside a sentence, where it is a description and no proper name."""
    aliases: tuple[str, ...] = ()
    group: Annotated[str, Of(("tool_groups",))]
    entity: str | Texts | None
    countries: tuple[Country, ...]
    companies: tuple[Company, ...] = ()
    role: Literal["processor", "controller", "joint", "mixed", "own"]
    receives: tuple[Annotated[str, Of(("data",))], ...]
    cookies: tuple[Cookie, ...] = ()
    signatures: Signatures = Signatures()
    policy_url: Address | dict[str, Address] | None
    """Or an address per language, where its maker has one for readers of each."""
    transfer: tuple[Annotated[str, Of(("transfer_grounds",))], ...] = ()
    ccpa: Literal["service_provider", "third_party", "ad_sharing", "none"]
    flags: tuple[Annotated[str, Of(("flags",))], ...] = ()
    presence: Literal["site", "page"] | None = None
    """What a shop has there: a whole site of its own, or a page, a profile or a channel."""
    checked: Day | None
    sources: tuple[Address, ...] = ()
    """The pages on which somebody read its company, role and grounds."""
    unsure: tuple[Annotated[str, Of(("tool_fields",))], ...] = ()
    note: Texts | None = None
    placing: Steps | None = None
    """How an owner puts a policy's text, or a link to it, on a site that the service holds."""

    def named(self, language: str) -> str:
        return self.name if isinstance(self.name, str) else self.name[language]

    def named_inside(self, language: str) -> str:
        return self.inside[language] if self.inside else self.named(language)

    def policy_in(self, language: str) -> str | None:
        """For readers of that language; in English where it has no page for them."""
        if not isinstance(self.policy_url, dict):
            return self.policy_url
        return self.policy_url.get(language) or next(iter(self.policy_url.values()), None)

    def entity_in(self, language: str) -> str:
        if self.entity is None:
            return ""
        return self.entity if isinstance(self.entity, str) else self.entity[language]


class Dated(Entry):
    """What applies from a day (`from`) until another (`until`, the last one), if either is named.

    The days become names of the condition (``from:2027-01-01``), which are true for a policy that is in force
    on that day (engine/conditions/families/time.py): whatever reads `when` knows of them.
    """

    since: Annotated[datetime.date | None, Field(alias="from")] = None
    until: datetime.date | None = None

    @model_validator(mode="before")
    @classmethod
    def _in_its_time(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        when = data.get("when", {} if isinstance(cls.model_fields["when"].default, When) else None)
        return {**data, "when": timed(when, data)} if when is not None else data

    @model_validator(mode="after")
    def _from_before_until(self) -> "Dated":
        if self.since and self.until and self.until < self.since:
            raise PydanticCustomError("until_before_from", "until is before from")
        return self

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """On which it begins to apply, or no longer does."""
        return days_of(self.since, self.until)


def days_of(since: object, until: object) -> tuple[datetime.date, ...]:
    """Of `from` and `until` as a file has them; what is no day is left out, since others tell of it."""
    first, last = _day(since), _day(until)
    after = last + datetime.timedelta(days=1) if last and last < datetime.date.max else None
    return tuple(day for day in (first, after) if day)


def from_day(day: datetime.date) -> str:
    """The name of a condition that is true of a policy in force on that day or later."""
    return f"from:{day.isoformat()}"


def timed(when: Any, data: dict[str, Any]) -> Any:
    """A condition as written, with the days of its entry."""
    if not isinstance(when, dict | When):
        return when
    groups = dict(when) if isinstance(when, dict) else when.model_dump()
    for group, key in (("all", "from"), ("none", "until")):
        value = data.get(key)
        days = days_of(value, None) if key == "from" else days_of(None, value)
        if days and isinstance(groups.get(group, ()), list | tuple):
            groups[group] = [*groups.get(group, ()), *map(from_day, days)]
    return groups


def _day(value: object) -> datetime.date | None:
    try:
        return (
            value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
        )
    except ValueError:
        return None


OneOrMore = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]


class Evidence(Entry):
    """What the clauses that satisfy a requirement have to show, all of them together, before it is met.

    `shows`: placeholders that have a value. `says`: per language, words at whose beginning a word of the text
    begins ("object" is found in "objection"), beside the placeholders. Of a list in a list either will do.
    """

    shows: tuple[OneOrMore, ...] = ()
    says: dict[str, tuple[OneOrMore, ...]] = {}


class Requirement(Dated):
    """One thing one article of one law asks for, where it must stand, and by what it is seen there.

    `links`: it asks for a link on the site that says one of these.
    """

    id: Slug
    law: Annotated[str, Of(("laws",))]
    citation: str
    level: Literal["must", "should", "may"]
    where: tuple[Literal["policy", "page", "process"], ...]
    when: When = When()
    asks: Texts
    evidence: Evidence = Evidence()
    links: tuple[str, ...] = ()
    unsure: str | None = None


class FindingRule(Dated):
    """A contradiction, gap or risk, the sentence about it, and the question that mends it."""

    id: Slug
    severity: Literal["error", "warning", "note"]
    when: When
    citation: str
    question: AnswerPath
    message: Texts
    unsure: str | None = None


class RetentionRule(Entry):
    """How long one kind of record must (`minimum`) or may (`maximum`) be kept in some countries.

    `countries`: ISO 3166, a US state (US-CA), EU for the whole EEA; none means everywhere. A rule that
    applies to `some` shops only is never held against one. `reason`: it concerns a purpose other than
    legal records only where the shop keeps the data for this reason.
    """

    id: Slug
    countries: tuple[Place, ...] = ()
    purposes: tuple[Annotated[str, Of(("purposes",))], ...]
    applies: Literal["always", "some"] = "always"
    forms: tuple[Annotated[str, Of(("forms",))], ...] = ()
    reason: Annotated[str, Of(("keep_reasons",))] | None = None
    records: Texts
    minimum: Period | None = None
    customary: Period | None = None
    maximum: Period | None = None
    after: Annotated[str, Of(("keep_anchors",))] | None = None
    kind: Literal["law", "custom", "vendor"]
    citation: str = ""
    note: Texts | None = None
    unsure: str | None = None
    checked: Day


class RetentionFile(Entry):
    words: dict[str, Texts]
    rules: tuple[RetentionRule, ...]


class Section(Entry):
    id: Slug
    title: Texts


class Fixture(Entry):
    """What a clause has to do for one shop; engine/policy/fixtures.py runs it.

    `change`: answers of the shop that are other here, by their path; null leaves an answer out.
    `contains`: what the clause says, `never`: what stands nowhere in the policy; per language.
    """

    shop: Annotated[Slug, Of(("fixtures",))]
    change: dict[str, Any] = {}
    appears: bool = True
    contains: dict[str, OneOrMore] = {}
    never: dict[str, OneOrMore] = {}

    @model_validator(mode="after")
    def _check(self) -> "Fixture":
        if self.contains and not self.appears:
            raise PydanticCustomError(
                "contains_nothing", "a clause that does not appear says nothing"
            )
        return self


class ClauseSource(Entry):
    """A clause as written: Markdown with placeholders, per language.

    `unsure`: what the owner should look up, or ask a lawyer. `to_check`: what editors have to, in English;
    owners never see it. `first_layer`: it stands in the first layer of pages alone, not in the whole policy.
    """

    id: Slug
    when: When = When()
    satisfies: tuple[Annotated[str, Of(("requirements",))], ...] = ()
    reviewed: Day
    unsure: Texts | None = None
    to_check: str | None = None
    callout: bool = False
    first_layer: bool = False
    text: Texts
    fixtures: tuple[Fixture, ...] = ()

    @model_validator(mode="after")
    def _whole_without_first_layer(self) -> "ClauseSource":
        if self.first_layer and self.satisfies:
            raise PydanticCustomError(
                "first_layer_satisfies", "what stands in the first layer alone satisfies nothing"
            )
        return self


class PromiseSource(Entry):
    """Something the shop has to do because one of `clauses` stands in its policy (and `when` holds).

    `every` and `title` (the event in a calendar) are for what recurs.
    """

    id: Slug
    kind: Literal["once", "asked", "recurring"]
    clauses: Annotated[tuple[Annotated[str, Of(("clauses",))], ...], Field(min_length=1)]
    when: When = When()
    requirements: tuple[Annotated[str, Of(("requirements",))], ...] = ()
    question: AnswerPath
    every: Period | None = None
    title: Texts | None = None
    text: Texts


class PromiseFile(Entry):
    promises: tuple[PromiseSource, ...]
    words: dict[str, Texts]


class ConditionLabel(Entry):
    """What a condition means in the owner's words.

    The label of a family (``tool:``) has ``{}`` where the label of the slug goes, which is of the `kind` of
    words. `question` repeats what the family declares (engine/conditions), and may be left out.
    """

    label: Texts
    question: AnswerPath | None = None
    kind: Annotated[str, Of(("kinds",))] | None = None


class SectionFile(Entry):
    section: Annotated[str, Of(("sections",))]
    clauses: tuple[ClauseSource, ...]
