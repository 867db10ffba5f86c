"""The words of the facts file, a model for each kind (vocabulary/<kind>.yaml; docs/library.md).

A loaded library keeps them as `entries.Term`, so that a release that is stored already is always read.
What a word may and must have is checked against these.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from policygen.engine.library.schema import Address, Entry, Of, Period, Texts

Line: TypeAlias = Annotated[StrictStr, Field(min_length=1)]
PurposeGroup: TypeAlias = Literal[
    "sales", "teaching", "contact", "marketing", "site", "safety", "legal"
]
# fmt: off
DataGroup: TypeAlias = Literal[
    "identity", "contact", "orders", "account", "learning", "content", "device", "behaviour",
    "sensitive",
]
# fmt: on


class Word(Entry):
    """`label`: as it stands inside a list. `question`: what the owner ticks, where that is not the label."""

    label: Texts
    question: Texts | None = None


class Asked(Word):
    question: Texts


class Authority(Entry):
    label: Texts
    url: Address
    address: Line | None = None


class OfficialHost(Entry):
    """Who publishes laws there."""

    label: Texts
    host: Line


class Statute(Entry):
    """How a law is cited and where its official text is (engine/library/cited.py).

    `label`: its name before the place in it; `of`: after it ("Art. 5 GDPR"). `places`: what a place begins
    with, "" for a bare number → the address of a section, with {} for its number.
    """

    label: Texts
    of: Texts | None = None
    link: Address
    places: dict[str, Address] = {}


class About(Word):
    """`contract`: whether they are the shop's customers or deal with it themselves. `whom`: how a legal basis
    is told that holds for them alone: "for a child". `usual`: the others are offered in a fold."""

    usual: StrictBool = False
    contract: StrictBool = True
    whom: Texts | None = None

    @model_validator(mode="after")
    def _told(self) -> "About":
        if not self.contract and not self.whom:
            raise PydanticCustomError("contract_without_whom", "whom is missing")
        return self


class Basis(Asked):
    """With the article of the GDPR and of Law of Ukraine 2297-VI. `others`: its label where it is not the
    reader's (engine/law/bases.py), of `customers` or of `parents`; `law`: the interest in following the law
    of the shop's country; `country`: a duty under that law where no other law is named."""

    gdpr: Line
    ua: Line
    others: dict[Literal["customers", "parents", "law", "country"], Texts] = {}


class CcpaCategory(Entry):
    label: Texts
    citation: Line


class CookiePurpose(Entry):
    label: Texts
    optional: StrictBool


class Data(Entry):
    """`ccpa`: letters of Cal. Civ. Code 1798.140(v)(1). `special`: GDPR Art. 9; `criminal`: Art. 10.
    `taken`: a service can take it from the visitor by itself, as all that is of a device or of behaviour.
    `made`: nobody gives it, it comes about while the shop serves people.
    """

    label: Texts
    group: DataGroup
    ccpa: tuple[Annotated[str, Of(("ccpa_categories",))], ...]
    special: StrictBool = False
    criminal: StrictBool = False
    taken: StrictBool = False
    made: StrictBool = False


class KeepAnchor(Entry):
    """`owner`: in a sentence to the owner, where that is not the label. `foreign`: purposes in which there
    is no such event."""

    label: Texts
    owner: Texts | None = None
    foreign: tuple[Annotated[str, Of(("purposes",))], ...] = ()


class LocalStorage(Word):
    """`lasts`: how long it stays, where that is sooner than the visitor deletes it."""

    purpose: Annotated[str, Of(("cookie_purposes",))]
    lasts: Texts | None = None


class SourceOfData(Word):
    """`gives`: all that it can give; without it, anything."""

    gives: tuple[Annotated[str, Of(("data",))], ...] = ()


class Role(Entry):
    label: Texts
    long: Texts


class ToolGroup(Asked):
    """`gives`: what such a service itself passes to the shop. `why` continues “these services …”.
    `one`: what one of them is called, where the label has a plural.
    `part`: it gets a part of a purpose's data, as its entry says, and not all of it.
    """

    why: Texts
    one: Texts | None = None
    part: StrictBool = False
    gives: tuple[Annotated[str, Of(("data",))], ...] = ()


class UsualPeriod(Entry):
    """How long, as in the facts file: a period after something, until something, or by criteria."""

    period: Period | None = Field(default=None, alias="for")
    after: Annotated[str, Of(("keep_anchors",))] | None = None
    until: Annotated[str, Of(("keep_until",))] | None = None
    criteria: Annotated[str, Of(("keep_criteria",))] | None = None
    why: tuple[Annotated[str, Of(("keep_reasons",))], ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> "UsualPeriod":
        if sum(x is not None for x in (self.period, self.until, self.criteria)) != 1:
            raise PydanticCustomError("keep_one_of", "for and after, or until, or criteria")
        if (self.period is None) != (self.after is None):
            raise PydanticCustomError("keep_for_after", "for and after belong together")
        return self


class UsualAnswers(Entry):
    """What a small shop would sensibly answer about a purpose."""

    data: Annotated[tuple[Annotated[str, Of(("data",))], ...], Field(min_length=1)]
    about: Annotated[str, Of(("about",))]
    source: tuple[Annotated[str, Of(("sources", "tools"))], ...]
    basis: Annotated[str, Of(("bases",))]
    interest: Annotated[str, Of(("interests",))] | None
    mandatory: StrictBool
    optional: tuple[Annotated[str, Of(("data",))], ...] = ()
    tool_groups: tuple[Annotated[str, Of(("tool_groups",))], ...]
    keep: UsualPeriod


class Purpose(Asked):
    """`off_site`: what a service does for it happens elsewhere than on the shop's site. `elsewhere`: whoever
    keeps the site does not keep its data, which is used away from it or goes from the browser to a service.
    """

    why: Texts
    off_site: StrictBool = False
    elsewhere: StrictBool | Literal["premises"] = False
    group: PurposeGroup
    suggested_for: Literal["all"] | tuple[Annotated[str, Of(("offers",))], ...]
    defaults: UsualAnswers


class Safeguard(Asked):
    """`usual`: one that most small shops can have; the others are offered in a fold. `of_site`: of a website,
    and not offered to who has none; likewise below."""

    usual: StrictBool = False
    of_site: StrictBool = False


class Notice(Asked):
    of_site: StrictBool = False


class Channel(Word):
    of_site: StrictBool = False


class Forms(Entry):
    """A noun after a number, by plural category (CLDR)."""

    zero: Line | None = None
    one: Line | None = None
    two: Line | None = None
    few: Line | None = None
    many: Line | None = None
    other: Line


class Cases(Entry):
    nominative: Forms
    genitive: Forms | None = None


class Counted(Entry):
    """How a language counts (nouns.yaml)."""

    year: Cases | None = None
    month: Cases | None = None
    week: Cases | None = None
    day: Cases | None = None
    working_day: Cases | None = None
    hour: Cases | None = None
    minute: Cases | None = None
    second: Cases | None = None


_PLAIN = (
    *("interests", "keep_criteria", "keep_reasons", "keep_until", "links_out"),
    *("parental_consent", "registration_kinds", "transfer_grounds"),
)
_ASKED = ("children", "disclosures", "forms", "offers", "verification")

KINDS: dict[str, type[Entry]] = {
    **dict.fromkeys(_PLAIN, Word),
    **dict.fromkeys(_ASKED, Asked),
    "about": About,
    "authorities": Authority,
    "bases": Basis,
    "ccpa_categories": CcpaCategory,
    "cookie_purposes": CookiePurpose,
    "data": Data,
    "keep_anchors": KeepAnchor,
    "local_storage": LocalStorage,
    "notices": Notice,
    "official_hosts": OfficialHost,
    "purposes": Purpose,
    "rights_channels": Channel,
    "statutes": Statute,
    "sources": SourceOfData,
    "roles": Role,
    "security": Safeguard,
    "tool_groups": ToolGroup,
}
"""Kind of word → what a word of it is."""
