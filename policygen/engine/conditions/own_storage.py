"""What the shop's own site keeps in a visitor's browser: what its owner says, and what follows from it."""

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.model import Facts

_PLATFORMS = frozenset({"shop_platform", "course_platform"})


def own_storage(facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    """Slugs of `local_storage`, each once, the choice about cookies first.

    A site that remembers a choice keeps it, and one that people sign in to keeps that they did; on a platform
    the cookie for it is the platform's.
    """
    answers, said = facts.cookies, list(facts.cookies.local_storage)
    if answers.banner is True and answers.choice_kept and not _keeps_choice(catalogue):
        said.insert(0, "cookie_choice")
    if facts.business.website and facts.business.contact.account is True and _own_site(catalogue):
        said.append("login")
    return tuple(dict.fromkeys(said))


def _keeps_choice(catalogue: Catalogue) -> bool:
    """Whether a service keeps the choice, in a cookie of its own."""
    return any(cookie.purpose == "consent" for _tool, cookie in catalogue.cookies)


def _own_site(catalogue: Catalogue) -> bool:
    return not any(tool.group in _PLATFORMS for tool in catalogue.used)
