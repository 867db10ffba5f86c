"""Tables and lists of a policy: components that a clause asks for by name, so that it needs no loop."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.deriving import shares_for_ads
from policygen.engine.facts.model import Activity, Facts, Keep
from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Cookie, Tool
from policygen.engine.templates.markup import (
    bullets,
    card,
    email_link,
    fact,
    html,
    link,
    phone_link,
    table,
)

NOTHING = "—"


class Tables:
    """The blocks for one shop in one language. Each public method is a placeholder (names.py)."""

    def __init__(self, facts: Facts, library: Library, language: str, catalogue: Catalogue):
        self._facts = facts
        self._library = library
        self._language = language
        self._catalogue = catalogue

    # -- the words ---------------------------------------------------------------------------------

    def _label(self, kind: str, slug: str) -> str:
        return self._library.label(kind, slug, self._language)

    def _labels(self, kind: str, slugs: Sequence[str]) -> str:
        """Labels one after the other, for a cell: "Name, email address"."""
        return lang.capitalise(", ".join(self._label(kind, slug) for slug in slugs))

    def _string(self, key: str) -> str:
        return self._library.string(key, self._language)

    def _headings(self, *keys: str) -> tuple[str, ...]:
        return tuple(self._string(key) for key in keys)

    def _duration(self, value: Duration, case: str = "nominative") -> str:
        return lang.duration(value, self._language, case, self._library.nouns)

    def _tool_name(self, tool: Tool) -> Markup:
        return fact(tool.named(self._language))

    def _purpose(self, activity: Activity) -> str:
        label = self._label("purposes", activity.purpose)
        usual = self._library.term("purposes", activity.purpose).get("defaults")
        about = usual.get("about") if isinstance(usual, dict) else None
        if activity.about in ("customers", "visitors", about):
            return label
        return f"{label} ({self._label('about', activity.about)})"

    def keep(self, keep: Keep) -> str:
        """«24 місяці після останнього звернення»."""
        if keep.until:
            text = self._label("keep_until", keep.until)
        elif keep.criteria:
            text = self._label("keep_criteria", keep.criteria)
        elif keep.period and keep.after:
            period = self._duration(keep.period)
            text = f"{period} {self._label('keep_anchors', keep.after)}"
        if keep.why:
            why = ", ".join(self._label("keep_reasons", slug) for slug in keep.why)
            text = f"{text} ({why})"
        return lang.capitalise(text)

    def _basis(self, activity: Activity) -> str:
        text = lang.capitalise(self._label("bases", activity.basis))
        if activity.interest:
            text += f": {self._label('interests', activity.interest)}"
        return text

    # -- who we are --------------------------------------------------------------------------------

    def contact_card(self) -> Markup:
        return card("contact", self._contact_rows())

    def _contact_rows(self) -> Iterator[tuple[str, str]]:
        business, contact = self._facts.business, self._facts.business.contact
        legal = business.legal_name or business.name
        yield self._string("controller"), fact(legal.in_language(self._language))
        if business.registration:
            yield self._string("registration"), fact(business.registration)
        if business.address:
            yield self._string("address"), fact(business.address.in_language(self._language))
        yield self._string("email"), email_link(contact.email)
        if contact.phone:
            yield self._string("phone"), phone_link(contact.phone)
        if contact.form_url:
            yield self._string("form"), link(contact.form_url)
        if business.website:
            yield self._string("website"), link(business.website)

    def channels_list(self) -> Markup:
        return bullets(self._channel(slug) for slug in self._facts.rights.how or ("email",))

    def _channel(self, slug: str) -> Markup:
        business, contact = self._facts.business, self._facts.business.contact
        values = {
            "email": email_link(contact.email),
            "form": link(contact.form_url) if contact.form_url else None,
            "phone": phone_link(contact.phone) if contact.phone else None,
            "post": fact(business.address.in_language(self._language))
            if business.address
            else None,
        }
        label = lang.capitalise(self._label("rights_channels", slug))
        value = values.get(slug)
        return html(escape(label), ": ", value) if value else escape(label)

    # -- what, why, how long -----------------------------------------------------------------------

    def activities_table(self) -> Markup:
        headings = self._headings("purpose", "data", "basis", "recipients", "kept")
        return table("activities", headings, map(self._activity_row, self._facts.activities))

    def _activity_row(self, activity: Activity) -> tuple[str, ...]:
        return (
            self._purpose(activity),
            self._labels("data", activity.data),
            self._basis(activity),
            self._tool_names(activity.tools),
            self.keep(activity.keep),
        )

    def _tool_names(self, slugs: Sequence[str]) -> Markup:
        names = [self._tool_name(self._catalogue.tool(slug)) for slug in slugs]
        return Markup(", ").join(names or [NOTHING])

    def sources_list(self) -> Markup:
        return bullets(self._source_rows())

    def _source_rows(self) -> Iterator[Markup]:
        data_by_source: dict[str, dict[str, None]] = {}
        for activity in self._facts.activities:
            for source in activity.source:
                if source not in ("person", "device"):
                    given = self._given(source, activity.data)
                    data_by_source.setdefault(source, {}).update(dict.fromkeys(given))
        for source, data in data_by_source.items():
            labels = ", ".join(self._label("data", slug) for slug in data)
            yield html(self._source(source), ": ", escape(labels))

    def _given(self, source: str, data: tuple[str, ...]) -> tuple[str, ...]:
        """Of an activity's data, what comes from `source`: a courier tells the parcel's whereabouts,
        not the customer's name.
        """
        if not self._catalogue.is_tool(source):
            return data
        gives = self._gives(self._catalogue.tool(source))
        return tuple(slug for slug in data if slug in gives) or data

    def _gives(self, tool: Tool) -> tuple[str, ...]:
        """What a service of this group itself passes to the shop."""
        gives = self._library.term("tool_groups", tool.group).get("gives")
        return tuple(gives) if isinstance(gives, list) else ()

    def _passed(self, tool: Tool) -> dict[str, None]:
        """Of the shop's data, what this service gets from it, in the order of the answers.

        A service of which we know nothing in particular (a host) may get all that its purposes use.
        """
        data = dict.fromkeys(
            slug for activity in self._catalogue.activities_of(tool) for slug in activity.data
        )
        named = {slug: None for slug in data if slug in tool.receives} or data
        gives = self._gives(tool)
        return {slug: None for slug in named if slug not in gives}

    def _source(self, slug: str, *, first: bool = True) -> Markup:
        """`first`: it begins a line. A service's name is written as the service writes it."""
        if self._catalogue.is_tool(slug):
            return self._tool_name(self._catalogue.tool(slug))
        label = self._label("sources", slug)
        return fact(lang.capitalise(label) if first else label)

    def mandatory_list(self) -> Markup:
        return bullets(
            f"{self._purpose(a)}: {', '.join(self._label('data', slug) for slug in a.data)}"
            for a in self._facts.activities
            if a.mandatory is True
        )

    def retention_list(self) -> Markup:
        return bullets(f"{self._purpose(a)}: {self.keep(a.keep)}" for a in self._facts.activities)

    def children_table(self) -> Markup:
        headings = self._headings("purpose", "data", "recipients", "kept")
        rows = (
            (
                self._purpose(a),
                self._labels("data", a.data),
                self._tool_names(a.tools),
                self.keep(a.keep),
            )
            for a in self._facts.activities
            if a.about in ("children", "parents")
        )
        return table("children", headings, rows)

    # -- others ------------------------------------------------------------------------------------

    def tools_table(self) -> Markup:
        headings = self._headings("service", "used_for_data", "role", "country")
        order = list(self._library.vocabulary["tool_groups"])
        tools = [tool for tool in self._catalogue.used if tool.role != "own"]
        tools.sort(key=lambda tool: order.index(tool.group))
        return table("tools", headings, map(self._tool_row, tools))

    def _tool_row(self, tool: Tool) -> tuple[str, ...]:
        name = self._tool_name(tool)
        if tool.policy_url:
            name = link(tool.policy_url, tool.named(self._language))
        name = html("<strong>", name, "</strong>")
        entity = tool.entity_in(self._language)
        if entity and entity != tool.named(self._language):
            name = html(name, "<br>", fact(entity))
        return (
            name,
            self._use(tool),
            lang.capitalise(self._label("roles", tool.role)),
            self._countries(tool.countries),
        )

    def _use(self, tool: Tool) -> str:
        """What it is for and which of the shop's data it gets: "Payment services: name, email"."""
        data = [slug for slug in self._passed(tool) if slug in tool.receives]
        use = self._label("tool_groups", tool.group)
        return f"{use}: {', '.join(self._label('data', slug) for slug in data)}" if data else use

    def _countries(self, codes: Sequence[str]) -> str:
        return ", ".join(lang.country(code, self._language) for code in codes) or NOTHING

    def transfers_table(self) -> Markup:
        headings = self._headings("service", "country", "ground")
        rows = (
            (self._tool_name(tool), self._countries(tool.countries), self._grounds(grounds))
            for tool in self._catalogue.used
            if (grounds := self._catalogue.grounds[tool.slug])
        )
        return table("transfers", headings, rows)

    def _grounds(self, slugs: Sequence[str]) -> str:
        return lang.capitalise("; ".join(self._label("transfer_grounds", slug) for slug in slugs))

    def disclosures_list(self) -> Markup:
        return bullets(self._label("disclosures", slug) for slug in self._facts.disclosures)

    def security_list(self) -> Markup:
        return bullets(self._label("security", slug) for slug in self._facts.security)

    # -- cookies -----------------------------------------------------------------------------------

    def cookies_table(self) -> Markup:
        headings = self._headings("cookie", "provider", "used_for", "lasts")
        rows = [*map(self._own_storage_row, self._facts.cookies.local_storage)]
        rows += [self._cookie_row(tool, cookie) for tool, cookie in self._catalogue.cookies]
        return table("cookies", headings, rows)

    def _own_storage_row(self, slug: str) -> tuple[str, ...]:
        term = self._library.term("local_storage", slug)
        lasts = self._string("until_cleared")
        if slug == "cookie_choice" and self._facts.cookies.choice_kept:
            lasts = self._duration(self._facts.cookies.choice_kept)
        return (
            lang.capitalise(term.label[self._language]),
            self._string("this_site"),
            lang.capitalise(self._label("cookie_purposes", str(term.get("purpose", "essential")))),
            lang.capitalise(lasts),
        )

    def _cookie_row(self, tool: Tool, cookie: Cookie) -> tuple[str, ...]:
        return (
            fact(cookie.name),
            self._tool_name(tool),
            lang.capitalise(self._label("cookie_purposes", cookie.purpose)),
            lang.capitalise(self._lasts(cookie)),
        )

    def _lasts(self, cookie: Cookie) -> str:
        if not isinstance(cookie.lasts, Duration):
            return self._string({"session": "session", "persistent": "until_cleared"}[cookie.lasts])
        if cookie.up_to:
            period = self._duration(cookie.lasts, "genitive")
            return f"{self._string('up_to')} {period}"
        return self._duration(cookie.lasts)

    # -- California --------------------------------------------------------------------------------

    def ccpa_table(self) -> Markup:
        """Civ. Code 1798.110(c), 1798.130(a)(5); 11 CCR 7011(e)(1)."""
        headings = self._headings("ccpa_category", "sources", "disclosed_to", "ccpa_sold")
        rows = (
            self._ccpa_row(letter, activities)
            for letter in self._library.vocabulary["ccpa_categories"]
            if (activities := self._ccpa_activities(letter))
        )
        return table("ccpa", headings, rows)

    def _ccpa_activities(self, letter: str) -> list[Activity]:
        letters = self._library.ccpa_letters
        return [
            a for a in self._facts.activities if any(letter in letters[slug] for slug in a.data)
        ]

    def _ccpa_row(self, letter: str, activities: Sequence[Activity]) -> tuple[str, ...]:
        letters = self._library.ccpa_letters
        data = dict.fromkeys(s for a in activities for s in a.data if letter in letters[s])
        sources = dict.fromkeys(
            source
            for a in activities
            for source in a.source
            if any(letter in letters[slug] for slug in self._given(source, a.data))
        )
        used = dict.fromkeys(slug for a in activities for slug in a.tools)
        tools = [
            tool for slug in used if data.keys() & self._passed(tool := self._catalogue.tool(slug))
        ]
        groups = dict.fromkeys(self._label("tool_groups", tool.group) for tool in tools)
        return (
            f"{self._label('ccpa_categories', letter)}: "
            + ", ".join(self._label("data", slug) for slug in data),
            Markup(", ").join(self._source(s, first=not n) for n, s in enumerate(sources))
            or NOTHING,
            lang.capitalise("; ".join(groups)) or NOTHING,
            self._string(self._sold_or_shared(tools)),
        )

    def _sold_or_shared(self, tools: Sequence[Tool]) -> str:
        """The answers do not say what is sold, so that "sold" stands for every category."""
        if self._facts.sells_data is True:
            return "yes_sold"
        shared = any(tool in self._catalogue.ad_tools for tool in tools)
        return "yes_shared" if shared and shares_for_ads(self._facts, self._catalogue) else "no"
