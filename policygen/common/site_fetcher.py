"""How this installation asks other people's sites for their pages."""

from django.conf import settings

from policygen.fetching import Fetcher, Limits, Names

SECONDS = 6.0
"""For one page: its owner waits, and a slow shop loses its customers sooner."""


def site_fetcher(ours: str) -> Fetcher:
    """`ours`: the address at which whoever keeps that site can read who asks."""
    names = Names(settings.SITE_STAND_INS)
    return Fetcher(f"policygen (+{ours})", names, Limits(seconds=SECONDS))
