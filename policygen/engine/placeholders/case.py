"""One shop in one language: what the values of placeholders are made from."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from policygen.engine.conditions.catalogue import Catalogue
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
        self.facts = facts
        self.library = library
        self.language = language
        self.catalogue = catalogue or Catalogue(facts, library)
        self.words = library.once(Wording, language)
        self._passed: dict[str, Collection[str]] = {}
        self._wordings: dict[str, ToolWording] = {}

    def tool(self, slug: str) -> ToolWording:
        """What is said of a service that the shop uses: several tables ask for each."""
        known = self._wordings.get(slug)
        if known is None:
            known = self._wordings[slug] = self.words.tool(self.catalogue.tool(slug))
        return known

    def typed(self, text: Localized | None) -> Html | None:
        return fact(text.in_language(self.language)) if text else None

    def count(self, number: int, noun: str, case: str = "genitive") -> Html:
        return escaped(lang.count(number, noun, self.language, case, self.library.nouns))

    # -- lists inside a sentence ---------------------------------------------------------------------

    def labels(self, kind: str, slugs: Iterable[str]) -> Html | None:
        return self._list(map(self.words.listed[kind].__getitem__, slugs))

    def tools(self, belongs: Callable[[Tool], bool]) -> Html | None:
        """Of the services that the shop uses."""
        return self._list([self.tool(t.slug).name for t in self.catalogue.used if belongs(t)])

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
        tool = self.tool
        return Html(", ".join([tool(slug).name for slug in slugs]) or NOTHING)

    def purpose(self, activity: Activity) -> Html:
        label = self.words.labels["purposes"][activity.purpose]
        if activity.about in (
            "customers",
            "visitors",
            self.words.usual_about.get(activity.purpose),
        ):
            return label
        return Html(f"{label} ({self.words.labels['about'][activity.about]})")

    def keep(self, keep: Keep) -> Html:
        """«24 місяці після останнього звернення»."""
        if keep.until:
            text = self.words.titles["keep_until"][keep.until]
        elif keep.criteria:
            text = self.words.titles["keep_criteria"][keep.criteria]
        elif keep.period and keep.after:
            text = self.words.period(keep.period, keep.after)
        return Html(f"{text} ({self.row('keep_reasons', keep.why)})") if keep.why else text

    def source(self, slug: str, *, first: bool = True) -> Html:
        """`first`: it begins a line. A service's name is written as the service writes it."""
        if self.catalogue.is_tool(slug):
            return self.tool(slug).name
        return (self.words.source_titles if first else self.words.sources)[slug]

    # -- who gets and gives what ---------------------------------------------------------------------

    def given(self, source: str, data: tuple[str, ...]) -> tuple[str, ...]:
        """Of an activity's data, what comes from `source`: a courier tells the parcel's whereabouts,
        not the customer's name.
        """
        if not self.catalogue.is_tool(source):
            return data
        gives = self.tool(source).gives
        return tuple([slug for slug in data if slug in gives]) or data

    def passed(self, tool: Tool) -> Collection[str]:
        """Of the shop's data, what this service gets from it, in the order of the answers.

        A service of which we know nothing in particular (a host) may get all that its purposes use.
        """
        passed = self._passed.get(tool.slug)
        if passed is None:
            words, used = self.tool(tool.slug), self.catalogue.data_of(tool)
            known = [*filter(words.receives.__contains__, used)] or used
            if words.gives:
                known = [slug for slug in known if slug not in words.gives]
            passed = self._passed[tool.slug] = known
        return passed

    @cached_property
    def of_children(self) -> tuple[Activity, ...]:
        return tuple(a for a in self.facts.activities if a.about in ("children", "parents"))
