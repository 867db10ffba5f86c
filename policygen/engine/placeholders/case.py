"""One shop in one language: what the values of placeholders are made from."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.families.people import children_activities
from policygen.engine.facts.answered import answered
from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Activity, Facts, Keep
from policygen.engine.language import phrases as lang
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool
from policygen.engine.library.wording import NOTHING, ToolWording, Wording
from policygen.engine.templates.markup import Html, escaped, fact, joined


class Case:
    """`catalogue`: the same shop's, where it has been made already."""

    def __init__(
        self, facts: Facts, library: Library, language: str, catalogue: Catalogue | None = None
    ):
        self.facts = answered(facts)
        self.library = library
        self.language = language
        self.catalogue = catalogue or Catalogue(self.facts, library)
        self.words = library.once(Wording, language)
        self._passed: dict[str, Collection[str]] = {}
        self._wordings: dict[str, ToolWording] = {}

    def tool(self, slug: str) -> ToolWording:
        """What is said of a service that the shop uses: several tables ask for each."""
        known = self._wordings.get(slug)
        if known is None:
            known = self._wordings[slug] = self.words.tool(
                self.catalogue.tool(slug), self.facts.business.country
            )
        return known

    def typed(self, text: Localized | None) -> Html | None:
        return fact(text.in_language(self.language)) if text else None

    def count(self, number: int, noun: str, case: str = "genitive") -> Html:
        return escaped(lang.count(number, noun, self.language, case, self.library.nouns))

    # -- lists inside a sentence ---------------------------------------------------------------------

    def labels(self, kind: str, slugs: Iterable[str]) -> Html | None:
        return self._list(map(self.words.listed[kind].__getitem__, slugs))

    def purposes(self, slugs: Iterable[str]) -> Html | None:
        """As they stand inside a sentence; their labels are headings of rows."""
        return self._list(map(self.words.purposes_inside.__getitem__, slugs))

    def ticked(self, purposes: Iterable[str]) -> Html | None:
        """In a message to the owner, as the owner ticks them: “We send parcels”."""
        named = (self.library.ticked("purposes", slug, self.language) for slug in purposes)
        return self.listed(lang.quoted(words, self.language) for words in named)

    def tools(self, belongs: Callable[[Tool], bool]) -> Html | None:
        """Of the services that the shop uses."""
        return self._list([self.tool(t.slug).inside for t in self.catalogue.used if belongs(t)])

    def listed(self, words: Iterable[str]) -> Html | None:
        """A, B and C, each once; None where there is none."""
        return self._list(map(fact, words))

    def _list(self, words: Iterable[Html]) -> Html | None:
        unique = [*dict.fromkeys(words)]
        return Html(lang.join(unique, self.language)) if unique else None

    # -- cells of tables, items of lists -------------------------------------------------------------

    def cell(self, kind: str, slugs: Iterable[str]) -> Html:
        """Labels one after the other: "Name, email address"."""
        first, *others = slugs
        titles, labels = self.words.titles[kind], self.words.labels[kind]
        return joined(", ", [titles[first], *map(labels.__getitem__, others)])

    def row(self, kind: str, slugs: Iterable[str]) -> Html:
        return joined(", ", map(self.words.labels[kind].__getitem__, slugs))

    def tool_names(self, slugs: Iterable[str]) -> Html:
        named = [self.tool(slug) for slug in slugs]
        if not named:
            return NOTHING
        return Html(", ".join([named[0].name, *(words.inside for words in named[1:])]))

    def purpose(self, activity: Activity) -> Html:
        """With the people whom its data is about, where they are not those that everybody expects."""
        label = self.words.labels["purposes"][activity.purpose]
        usual = {"customers", "visitors", self.words.usual_about.get(activity.purpose)}
        if usual.issuperset(activity.about):
            return label
        people = map(self.words.labels["about"].__getitem__, activity.about)
        return Html(f"{label} ({lang.join(people, self.language)})")

    def keep(self, keep: Keep) -> Html:
        """«24 місяці після останнього звернення»."""
        return self._kept(keep, self.words.titles)

    def keeps(self, keeps: Iterable[Keep]) -> Html | None:
        """Each once, inside a sentence."""
        return self._list([self._kept(keep, self.words.labels) for keep in keeps])

    def _kept(self, keep: Keep, words: Mapping[str, Mapping[str, Html]]) -> Html:
        if keep.until:
            text = words["keep_until"][keep.until]
        elif keep.criteria:
            text = words["keep_criteria"][keep.criteria]
        elif keep.period and keep.after:
            text = self.words.period(keep.period, keep.after)
        return Html(f"{text} ({self.row('keep_reasons', keep.why)})") if keep.why else text

    def source(self, slug: str, *, first: bool = True) -> Html:
        """`first`: it begins a line. A service's name is written as the service writes it."""
        if self.catalogue.is_tool(slug):
            words = self.tool(slug)
            return words.name if first else words.inside
        return (self.words.source_titles if first else self.words.sources)[slug]

    # -- who gets and gives what ---------------------------------------------------------------------

    def given(self, source: str, data: tuple[str, ...]) -> tuple[str, ...]:
        """Of an activity's data, what comes from `source`: a courier tells the parcel's whereabouts,
        not the customer's name. Where nothing of it can, or nobody knows what can, all of it.
        """
        if self.catalogue.is_tool(source):
            gives = self.tool(source).gives
        else:
            gives = self.words.source_gives.get(source, frozenset())
        return tuple([slug for slug in data if slug in gives]) or data

    def recipients(self, activity: Activity) -> Html:
        return self.tool_names(self.catalogue.recipients(activity))

    def passed(self, tool: Tool) -> Collection[str]:
        """Of the shop's data, what this service gets from it, in the order of the answers.

        All that its purposes use; of a service that needs a part of that (``part`` of its group), and
        of which we know which, this part.
        """
        passed = self._passed.get(tool.slug)
        if passed is None:
            words = self.tool(tool.slug)
            used: Iterable[str] = self.catalogue.data_of(tool)
            if words.part and words.receives:
                used = filter(words.receives.__contains__, used)
            passed = self._passed[tool.slug] = [slug for slug in used if slug not in words.gives]
        return passed

    def taken(self, tool: Tool) -> list[str]:
        """What the service takes from the visitor by itself, beside what the shop gives it."""
        passed, words = self.passed(tool), self.tool(tool.slug)
        return [slug for slug in words.takes if slug not in passed]

    @cached_property
    def of_children(self) -> tuple[Activity, ...]:
        return children_activities(self.facts)
