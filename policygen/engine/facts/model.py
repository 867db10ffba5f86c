"""A shop's answers as one frozen value object, and the checks that make it one.

The words are those of the facts file (docs/facts.md). Left out means *not answered* and is None,
never "no"; what the shop does not know is the string "unknown".
"""

from functools import cache
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from policygen.engine.facts.cookies import Cookies, ServiceCookies
from policygen.engine.facts.fields import (
    Email,
    Line,
    Localized,
    Url,
    country_code,
    place_code,
    slug,
    written_as,
)
from policygen.engine.facts.frozen import Frozen, given, one_of
from policygen.engine.facts.own_text import library_texts, own_texts
from policygen.engine.facts.values import Answer, Between, Date, Period


def _version(value: object) -> object:
    if type(value) is not int or value != 1:
        raise PydanticCustomError("bad_version", "")
    return value


def _switch(key: str, off: str, form: Any) -> Any:
    """A before-validator: the word `off` stands for {key: False}, a mapping implies {key: True}."""

    def convert(value: object) -> object:
        if value == off:
            return {key: False}
        return {key: True, **value} if isinstance(value, dict) else value

    return BeforeValidator(convert, form | Literal[off])


class Contact(Frozen):
    email: Email
    phone: Line | None = None
    form_url: Url | None = None
    account: Answer | None = None
    chat: Answer | None = None
    toll_free: Answer | None = None


class SecurityContact(Frozen):
    email: Email
    subject: Line | None = None


class ReplyTime(Frozen):
    """How soon the shop answers; `working` days or calendar days."""

    days: Annotated[StrictInt, Between(1, 90)]
    working: StrictBool = False


class Representative(Frozen):
    """A DPO, a representative under GDPR Art. 27 / UK GDPR Art. 27, or a joint controller (Art. 26)."""

    model_config = ConfigDict(json_schema_extra=one_of(given("email"), given("address")))
    name: Localized | None = None
    address: Localized | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.email or self.address):
            raise PydanticCustomError("unreachable", "")
        return self


class Business(Frozen):
    name: Localized
    legal_name: Localized | None = None
    form: Annotated[str, slug("forms")]
    country: Annotated[str, country_code]
    region: Annotated[str, place_code] | None = None
    registration: Line | None = None
    registration_kind: Annotated[str, slug("registration_kinds")] | None = None
    address: Localized | None = None
    website: Url | None = None
    other_sites: Line | None = None
    contact: Contact
    security_contact: SecurityContact | None = None
    replies_within: ReplyTime | None = None
    dpo: Representative | None = None
    eu_representative: Representative | None = None
    uk_representative: Representative | None = None
    joint_controller: Representative | None = None

    @property
    def home_region(self) -> str:
        """The region, where it is one of the country; "" for none. Some name one of another."""
        region = self.region or ""
        return region if region.startswith(f"{self.country}-") else ""


class Thresholds(Frozen):
    """The three thresholds of Cal. Civ. Code 1798.140(d); any one of them makes a "business"."""

    revenue: Answer | None = None
    consumers_100k: Answer | None = None
    half_revenue_from_selling: Answer | None = None


class Customers(Frozen):
    where: Annotated[tuple[Annotated[str, place_code], ...], Field(min_length=1)]
    minimum_age: Annotated[StrictInt, Between(0, 99)] | None = None
    maximum_age: Annotated[StrictInt, Between(0, 99)] | None = None
    children: Annotated[str, slug("children")] | None = None
    parental_consent: tuple[Annotated[str, slug("parental_consent")], ...] = ()
    ccpa_thresholds: Thresholds = Thresholds()


class Keep(Frozen):
    """How long: a period after an event, until an event, or the criteria where no period is known."""

    model_config = ConfigDict(
        json_schema_extra=one_of(
            given("for", "after", without=("until", "criteria")),
            given("until", without=("for", "after", "criteria")),
            given("criteria", without=("for", "after", "until")),
        )
    )
    period: Period | None = Field(default=None, alias="for")
    after: Annotated[str, slug("keep_anchors")] | None = None
    until: Annotated[str, slug("keep_until")] | None = None
    criteria: Annotated[str, slug("keep_criteria")] | None = None
    why: tuple[Annotated[str, slug("keep_reasons")], ...] = ()

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(x is not None for x in (self.period, self.until, self.criteria)) != 1:
            raise PydanticCustomError("keep_one_of", "")
        if (self.period is None) != (self.after is None):
            raise PydanticCustomError("keep_for_after", "")
        return self


_Kind = Annotated[str, slug("about")]
_Kinds = Annotated[tuple[_Kind, ...], Field(min_length=1)]


def _listed(value: object) -> object:
    """One kind of people may be written as one word."""
    return (value,) if isinstance(value, str) else value


def _shortest(value: tuple[str, ...]) -> str | list[str]:
    """Back again: so do files that were written before there could be several."""
    return value[0] if len(value) == 1 else list(value)


class Activity(Frozen):
    """One purpose with all that hangs on it (GDPR 13(1)(c)–(f), 13(2)(a))."""

    purpose: Annotated[str, slug("purposes")]
    data: Annotated[tuple[Annotated[str, slug("data")], ...], Field(min_length=1)]
    about: Annotated[
        _Kinds, BeforeValidator(_listed, _Kinds | _Kind), PlainSerializer(_shortest)
    ] = ("customers",)
    source: tuple[Annotated[str, slug("sources", "tools")], ...] = ("person",)
    basis: Annotated[str, slug("bases")]
    interest: Annotated[str, slug("interests")] | None = None
    mandatory: Answer | None = None
    optional: tuple[Annotated[str, slug("data")], ...] = ()
    """Where data is mandatory, what of it may be left out all the same (GDPR 13(2)(e))."""
    tools: tuple[Annotated[str, slug("tools")], ...] = ()
    keep: Keep

    @property
    def needed(self) -> tuple[str, ...]:
        """Of its data, what people have to give."""
        if self.mandatory is not True:
            return ()
        return tuple([slug for slug in self.data if slug not in self.optional])

    @property
    def left_free(self) -> tuple[str, ...]:
        """Of its data, what may be left out beside what has to be given."""
        if not self.needed:
            return ()
        return tuple([slug for slug in self.data if slug in self.optional])


class CustomTool(Frozen):
    """A service that the catalogue does not know."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,49}$")]
    name: Localized
    group: Annotated[str, slug("tool_groups")]
    entity: Localized | None = None
    country: Annotated[str, country_code]
    role: Annotated[str, slug("roles")]
    data: tuple[Annotated[str, slug("data")], ...] = ()
    cookies: ServiceCookies = ()
    policy_url: Url | None = None


class AutomatedDecisions(Frozen):
    """Decisions by machine alone with legal or similarly significant effect (GDPR Art. 22)."""

    model_config = ConfigDict(
        json_schema_extra=one_of(
            {"properties": {"made": {"const": False}}, "required": ["made"]},
            given("logic", "effect"),
        )
    )
    made: StrictBool = True
    logic: Localized | None = None
    effect: Localized | None = None

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.made and not (self.logic and self.effect):
            raise PydanticCustomError("automated_explained", "")
        return self


class Storage(Frozen):
    where: tuple[Annotated[str, place_code], ...] = ()
    by: tuple[Annotated[str, slug("tools")], ...] = ()
    backups_kept: Period | None = None


class Transfers(Frozen):
    """What the shop adds to the grounds that follow from the tools."""

    stated: StrictBool = False
    scc: Answer | None = None
    signed: tuple[Annotated[str, slug("tools")], ...] = ()
    """The services with which the shop signed such clauses, for the UK the Addendum or the IDTA."""
    on_request: Answer | None = None


class BreachNotice(Frozen):
    authority_hours: Annotated[StrictInt, Between(1, 72)] | None = None
    people: Answer | None = None


class Rights(Frozen):
    how: tuple[Annotated[str, slug("rights_channels")], ...] = ()
    verify: tuple[Annotated[str, slug("verification")], ...] = ()
    fee: Answer | None = None
    agent: Answer | None = None


class Changes(Frozen):
    notice: tuple[Annotated[str, slug("notices")], ...] = ()
    in_advance: Answer | None = None
    archive: Literal["public", "on_request", "none"] | None = None


class OwnWords(Frozen):
    """The owner's Markdown: instead of a clause's text, or as a paragraph at the end of a section.

    `based_on` is what the library said when the owner wrote; where it says something else now, the
    owner is asked to look again.
    """

    model_config = ConfigDict(
        json_schema_extra=one_of(
            given("section", without=("clause", "based_on")), given("clause", without=("section",))
        )
    )
    section: Annotated[str, slug("sections")] | None = None
    clause: Annotated[str, slug("clauses")] | None = None
    text: Annotated[Localized, BeforeValidator(own_texts, written_as("own_text"))]
    based_on: (
        Annotated[Localized, BeforeValidator(library_texts, written_as("own_text"))] | None
    ) = None

    @property
    def place(self) -> tuple[str, str]:
        return (self.clause or "", self.section or "")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.section is None) == (self.clause is None):
            raise PydanticCustomError("own_place", "")
        if self.section is not None and self.based_on is not None:
            raise PydanticCustomError("own_based_on", "", {"path": "based_on"})
        for language in self.based_on.texts if self.based_on else ():
            if language not in self.text.texts:
                params = {"path": f"based_on.{language}", "value": language}
                raise PydanticCustomError("own_based_on_nothing", "", params)
        return self


def _auto(value: object) -> object:
    return None if value == "auto" else value


_Laws = tuple[Annotated[str, slug("laws")], ...]


_Answered = Annotated[
    dict[Annotated[str, slug("answers")], Answer],
    Field(json_schema_extra={"propertyNames": {"kinds": ["answers"]}}),
]


class Facts(Frozen):
    """Everything a policy is made from. Build it with `policygen.engine.facts.reading`."""

    version: Annotated[Literal[1], BeforeValidator(_version)] = Field(alias="facts")
    languages: Annotated[
        tuple[Annotated[str, slug("languages")], ...],
        Field(min_length=1, json_schema_extra={"uniqueItems": True}),
    ]
    effective: Date
    business: Business
    offers: Annotated[tuple[Annotated[str, slug("offers")], ...], Field(min_length=1)]
    customers: Customers
    laws: Annotated[_Laws | None, BeforeValidator(_auto, _Laws | Literal["auto"] | None)] = None
    activities: Annotated[tuple[Activity, ...], Field(min_length=1, max_length=60)]
    cookies: Cookies = Cookies()
    custom_tools: tuple[CustomTool, ...] = ()
    not_collected: tuple[Annotated[str, slug("data")], ...] = ()
    sells_data: Answer | None = None
    shares_for_ads: Answer | None = None
    automated_decisions: Annotated[
        AutomatedDecisions | None, _switch("made", "none", AutomatedDecisions | None)
    ] = None
    storage: Storage = Storage()
    transfers: Annotated[Transfers, _switch("stated", "auto", Transfers)] = Transfers()
    security: tuple[Annotated[str, slug("security")], ...] = ()
    breach_notice: BreachNotice = BreachNotice()
    rights: Rights = Rights()
    disclosures: tuple[Annotated[str, slug("disclosures")], ...] = ()
    changes: Changes = Changes()
    links_out: tuple[Annotated[str, slug("links_out")], ...] = ()
    optional_sections: tuple[Annotated[str, slug("optional_sections")], ...] = ()
    answers: _Answered = {}
    """To yes/no questions that the library declares with a path ``answers.…`` and that this class need not
    know: their names are the library's words."""
    own_words: Annotated[tuple[OwnWords, ...], Field(max_length=200)] = ()

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> Self:
        _no_duplicates("languages", self.languages)
        _no_duplicates("custom_tools", tuple(t.slug for t in self.custom_tools))
        for path, text in typed_texts(self):
            missing = [lang for lang in self.languages if not text.has(lang)]
            if missing:
                raise PydanticCustomError(
                    "text_missing", "", {"path": path, "language": missing[0]}
                )
        return self

    @field_validator("own_words", mode="after")
    @classmethod
    def _own_words(cls, words: tuple[OwnWords, ...], info: ValidationInfo) -> tuple[OwnWords, ...]:
        """Once per place and in the policy's languages; in one order, so that the same words are the
        same facts however they were written down."""
        places = [own.place for own in words]
        for index, own in enumerate(words):
            if own.place in places[:index]:
                params = {"path": str(index), "value": own.clause or own.section}
                raise PydanticCustomError("duplicate", "", params)
            for language in own.text.texts:
                if language not in info.data.get("languages", (language,)):
                    params = {"path": f"{index}.text.{language}", "value": language}
                    raise PydanticCustomError("own_language", "", params)
        return tuple(sorted(words, key=lambda own: own.place))


def _no_duplicates(path: str, values: tuple[str, ...]) -> None:
    for value in values:
        if values.count(value) > 1:
            raise PydanticCustomError("duplicate", "", {"path": path, "value": value})


def typed_texts(model: BaseModel, path: str = "") -> list[tuple[str, Localized]]:
    """Every text that the owner typed, with its path. Own words need not be there in each language."""
    found: list[tuple[str, Localized]] = []
    for name in _with_texts(type(model)):
        value = getattr(model, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, Localized):
            found.append((here, value))
        elif isinstance(value, BaseModel):
            found += typed_texts(value, here)
        elif isinstance(value, tuple) and name != "own_words":
            rows = [(n, row) for n, row in enumerate(value) if isinstance(row, BaseModel)]
            for index, row in rows:
                found += typed_texts(row, f"{here}.{index}")
    return found


@cache
def _with_texts(model: type[BaseModel]) -> tuple[str, ...]:
    """Its fields that can hold a typed text, however deep. Most hold none, and are not looked into."""
    fields = model.model_fields.items()
    return tuple(name for name, info in fields if _may_hold_text(info.annotation))


def _may_hold_text(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_with_texts(annotation))
    return annotation is Localized or any(map(_may_hold_text, get_args(annotation)))
