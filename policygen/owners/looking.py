"""«Is it there?»: what a look at the shop's site tells its owner."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from policygen.common.site_fetcher import site_fetcher
from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.facts.typed.web import url_target
from policygen.engine.policy.document import Duty
from policygen.fetching import FetchError, Trouble
from policygen.publishing.models import Version
from policygen.publishing.presence import Presence, Sighting, look
from policygen.releases.current import current_library

TROUBLES = {
    Trouble.NOT_WEB: _(
        "It leads to an address that is no ordinary web page. Check the address of your site."
    ),
    Trouble.NO_SUCH_NAME: _(
        "No site has this name. Check how it is written; a new name can take a day until everybody finds it."
    ),
    Trouble.NOT_PUBLIC: _(
        "The name leads into a private network, where customers can’t go either."
    ),
    Trouble.NO_ANSWER: _("Nothing answers there now. Try again when the site is up."),
    Trouble.NOT_SECURE: _(
        "Its certificate is not valid, so browsers warn your customers. Whoever hosts the site can renew it."
    ),
    Trouble.TOO_SLOW: _("It took too long to answer. Try again in a minute."),
    Trouble.TOO_MANY_REDIRECTS: _("It leads from address to address without end."),
    Trouble.NO_PAGE: _(
        "It answers with an error, or keeps programs out. Open it yourself, in a private window: does the "
        "link stand there?"
    ),
    Trouble.UNREADABLE: _("What it answers is no web page."),
}


@dataclass(frozen=True)
class Look:
    """`trouble`: why there is nothing to tell, in the owner's language; then the rest is empty."""

    website: str
    trouble: str = ""
    presence: Presence | None = None
    missing: tuple[str, ...] = ()
    """Names of the languages in which nothing leads to the policy."""
    outdated: tuple[Sighting, ...] = ()
    links: tuple[Duty, ...] = ()
    """What laws ask for and the home page has no link for."""

    @property
    def complete(self) -> bool:
        seen = self.presence is not None and bool(self.presence.sightings)
        return seen and not (self.missing or self.outdated or self.links)


def website_of(version: Version) -> str | None:
    """As it was published. None where the shop has no site of its own."""
    try:
        facts = make_facts(dict(version.facts), current_library())
    except FactsError:
        return None
    return url_target(facts.business.website) if facts.business.website else None


def looked(version: Version, website: str, ours: str, duties: tuple[Duty, ...]) -> Look:
    """Fetches a few pages of the site. `ours`: the address of this installation."""
    try:
        presence = look(version, website, ours, site_fetcher(ours))
    except FetchError as error:
        return Look(website, str(TROUBLES[error.trouble]))
    library = current_library()
    return Look(
        website,
        presence=presence,
        missing=tuple(library.languages[c] for c in presence.languages_missing(version)),
        outdated=tuple(presence.outdated(version)),
        links=tuple(duty for duty in duties if duty.links and not _linked(duty, presence)),
    )


def _linked(duty: Duty, presence: Presence) -> bool:
    return any(words.casefold() in link for words in duty.links for link in presence.links)
