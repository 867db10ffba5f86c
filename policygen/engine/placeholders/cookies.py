"""What lies on a visitor's device: the table of cookies, and when it was last known to be so."""

from collections.abc import Iterator

from policygen.engine.conditions.catalogue import BUILT_IN
from policygen.engine.conditions.own_storage import (
    cookie_purpose,
    own_storage,
    storage_purpose,
)
from policygen.engine.facts.cookies import OwnCookie
from policygen.engine.language import phrases as lang
from policygen.engine.library.schema import Cookie, Tool
from policygen.engine.library.wording import SPACE, capitalised, lasting, named_entry
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import placeholder
from policygen.engine.templates.markup import Html, escaped, html, joined, table


def _cookies(case: Case) -> Html:
    headings = [case.words.strings[key] for key in ("cookie", "provider", "used_for", "lasts")]
    own = (_own_cookie(case, cookie) for cookie in case.facts.cookies.own)
    rows = [*own, *_own_storage(case), *(_cookie(case, t, c) for t, c in case.catalogue.cookies)]
    return table("cookies", headings, rows)


def _cookie(case: Case, tool: Tool, cookie: Cookie) -> tuple[Html, Html, Html, Html]:
    words = case.tool(tool.slug)
    name, provider, purpose, lasts = words.cookies[tool.cookies.index(cookie)]
    if cookie.built_in and case.facts.answers.get(BUILT_IN) is not True:
        purpose = html(purpose, SPACE, case.words.strings["if_switched_on"])
    return name, provider, purpose, lasts


def _cookies_known_on(case: Case) -> Html:
    """The day on which the one that was read longest ago was read."""
    days = [
        day for tool, cookie in case.catalogue.cookies if (day := cookie.checked or tool.checked)
    ]
    return escaped(lang.date(min(days), case.language))


def _own_cookie(case: Case, cookie: OwnCookie) -> tuple[Html, Html, Html, Html]:
    words = case.words
    lasts = capitalised(lasting(cookie.lasts, words))
    name = named_entry(cookie.name, cookie.kind, words)
    return name, words.strings["this_site"], _own_purpose(case, cookie), lasts


def _own_purpose(case: Case, cookie: OwnCookie) -> Html:
    """With what it keeps, where the owner says so and it is not said already."""
    words, purpose = case.words, cookie_purpose(cookie, case.library)
    title = words.titles["cookie_purposes"][purpose]
    kept = words.labels["local_storage"].get(cookie.purpose)
    if kept is None or purpose in (cookie.purpose, "consent"):
        return title
    return joined(": ", [title, kept])


def _own_storage(case: Case) -> Iterator[tuple[Html, Html, Html, Html]]:
    words, answers = case.words, case.facts.cookies
    for slug in own_storage(case.facts, case.catalogue):
        term = case.library.term("local_storage", slug)
        purpose = storage_purpose(slug, case.library)
        said = term.get("lasts")
        of_word = said.get(case.language) if isinstance(said, dict) else None
        lasts = escaped(of_word) if of_word else words.strings["until_cleared"]
        if slug == "cookie_choice" and answers.choice_kept:
            lasts = words.duration(answers.choice_kept)
        yield (
            words.titles["local_storage"][slug],
            words.strings["this_site"],
            words.titles["cookie_purposes"][purpose],
            capitalised(lasts),
        )


COOKIES = (
    placeholder("cookies_table()", "name, provider, purpose, duration", "cookies:any", _cookies),
    placeholder(
        "cookies_known_on",
        "the day on which the cookies of the services were last checked",
        "cookies:of-services",
        _cookies_known_on,
    ),
)
