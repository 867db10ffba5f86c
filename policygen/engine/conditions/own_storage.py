"""What the shop's own site keeps in a visitor's browser: what its owner says, and what follows from it."""

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.cookies import OwnCookie
from policygen.engine.facts.model import Facts
from policygen.engine.library.model import Library
from policygen.engine.library.schema import CHOSEN, OPTIONAL_COOKIES

_PLATFORMS = frozenset({"shop_platform", "course_platform"})


def own_storage(facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    """Slugs of `local_storage`, each once, the choice about cookies first: what is not named by itself.

    A site that remembers a choice keeps it, and one that people sign in to keeps that they did; on a platform
    the cookie for it is the platform's.
    """
    answers, said = facts.cookies, list(facts.cookies.local_storage)
    if answers.banner is True and answers.choice_kept and not _keeps_choice(facts, catalogue):
        said.insert(0, "cookie_choice")
    if facts.business.website and facts.business.contact.account is True and _own_site(catalogue):
        said.append("login")
    named = {cookie.purpose for cookie in answers.own}
    return tuple(slug for slug in dict.fromkeys(said) if slug not in named)


def cookie_purpose(cookie: OwnCookie, library: Library) -> str:
    """The slug of `cookie_purposes` that it counts as."""
    if cookie.purpose in library.vocabulary["cookie_purposes"]:
        return cookie.purpose
    return storage_purpose(cookie.purpose, library)


def storage_purpose(slug: str, library: Library) -> str:
    """The same of a word of `local_storage`."""
    return str(library.term("local_storage", slug).get("purpose", "essential"))


def own_purposes(facts: Facts, library: Library) -> frozenset[str]:
    """All `cookie_purposes` for which the site itself keeps something, as its owner says."""
    answers = facts.cookies
    return frozenset(
        [
            *(cookie_purpose(cookie, library) for cookie in answers.own),
            *(storage_purpose(slug, library) for slug in answers.local_storage),
        ]
    )


def waits_for_choice(purposes: frozenset[str]) -> bool:
    """Whether something of the site itself does."""
    return not purposes.isdisjoint(OPTIONAL_COOKIES - {CHOSEN})


def _keeps_choice(facts: Facts, catalogue: Catalogue) -> bool:
    """Whether a service keeps the choice in a cookie of its own, or the site in one that is named."""
    named = any(cookie.purpose == "consent" for cookie in facts.cookies.own)
    return named or any(cookie.purpose == "consent" for _tool, cookie in catalogue.cookies)


def _own_site(catalogue: Catalogue) -> bool:
    return not any(tool.group in _PLATFORMS for tool in catalogue.used)
