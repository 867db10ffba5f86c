"""All answers of a shop in memory: what a screen, a preview or “what if” changes, stored or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from policygen.engine.facts.model import Facts
from policygen.releases.current import current_library
from policygen.shops.answers.mapping import data_of, fill
from policygen.shops.models import (
    Activity,
    ActivityTool,
    CustomTool,
    OwnWords,
    RetentionPeriod,
    Shop,
    ShopTool,
)
from policygen.shops.models.kinds import Data, given


def load_parts(*shops: Shop) -> None:
    """Fetch the tables that hang on shops, in one query each, unless they are there already."""
    uses = Prefetch("uses", ActivityTool.objects.select_related("tool"))
    activities = Activity.objects.select_related("keep").prefetch_related(uses)
    prefetch_related_objects(
        shops, "markets", "tools", "custom_tools", "own_words", Prefetch("activities", activities)
    )


@dataclass
class ActivityAnswers:
    """One purpose with its period and its services, by their slugs."""

    row: Activity
    keep: RetentionPeriod | None = None
    tools: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, row: Activity) -> "ActivityAnswers":
        return cls(row, getattr(row, "keep", None), [use.tool.slug for use in row.uses.all()])

    def use(self, tools: Iterable[str]) -> None:
        """Its data goes to these too."""
        self.tools = list(dict.fromkeys([*self.tools, *tools]))

    def data(self) -> Data:
        keep = data_of(self.keep) if self.keep else {}
        return {**data_of(self.row), **given(tools=self.tools, keep=keep)}


def period(data: Mapping[str, Any]) -> RetentionPeriod:
    """Of the facts file's form; of no activity yet."""
    keep = RetentionPeriod(kind=next(k.value for k in RetentionPeriod.Kind if data.get(k)))
    fill(keep, data)
    return keep


@dataclass(frozen=True)
class Stored:
    """What the tables held, so that only what differs is written."""

    markets: tuple[str, ...] = ()
    tools: Mapping[str, ShopTool] = field(default_factory=dict)
    custom_tools: Mapping[str, Data] = field(default_factory=dict)
    activities: Mapping[int, Data] = field(default_factory=dict)


@dataclass
class Answers:
    """`shop` has the answers that are columns; the tables that hang on it are lists here."""

    shop: Shop
    markets: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    custom_tools: list[CustomTool] = field(default_factory=list)
    activities: list[ActivityAnswers] = field(default_factory=list)
    own_words: list[OwnWords] = field(default_factory=list)
    stored: Stored = Stored()

    @classmethod
    def of(cls, shop: Shop) -> "Answers":
        """Six queries however many activities there are, none where they were prefetched."""
        load_parts(shop)
        tools = {tool.slug: tool for tool in shop.tools.all()}
        custom, rows = list(shop.custom_tools.all()), list(shop.activities.all())
        answers = cls(
            shop,
            [market.code for market in shop.markets.all()],
            list(tools),
            custom,
            [ActivityAnswers.of(row) for row in rows],
            list(shop.own_words.all()),
        )
        answers.stored = Stored(
            tuple(answers.markets),
            tools,
            {tool.slug: data_of(tool) for tool in custom},
            {activity.row.pk: activity.data() for activity in answers.activities},
        )
        return answers

    def data(self, also: tuple[str, ...] = ()) -> Data:
        """The whole of a facts file, as far as it was answered. Typed texts are there in every language
        of the policy, and in the languages `also`."""
        languages = [*self.shop.languages, *also]
        columns = data_of(self.shop, languages)
        customers = {**given(where=self.markets), **columns.pop("customers", {})}
        found = {
            **columns,
            **given(
                facts=1,
                customers=customers,
                activities=[activity.data() for activity in self.activities],
                custom_tools=[data_of(tool, languages) for tool in self.custom_tools],
                own_words=_own_words(self.shop, self.own_words),
            ),
        }
        return {key: found[key] for key in _ORDER if key in found}


_ORDER = [info.alias or name for name, info in Facts.model_fields.items()]


def _own_words(shop: Shop, rows: Iterable[OwnWords]) -> list[Data]:
    """Those that have a place in this library and in this policy; the others are kept (own_words)."""
    library = current_library()
    known = {"clause": set(library.clauses_by_id), "section": set(library.section_titles)}
    places: dict[tuple[str, str], Data] = {}
    for own in rows:
        if own.language in shop.languages and own.target in known[own.kind]:
            start = {own.kind: own.target, "text": {}}
            place = places.setdefault((own.kind, own.target), start)
            place["text"][own.language] = own.markdown
            if own.based_on:
                place.setdefault("based_on", {})[own.language] = own.based_on
    return [places[place] for place in sorted(places)]
