"""Fetching pages of other people's sites, and nothing else of the network."""

from policygen.fetching.errors import FetchError, Trouble
from policygen.fetching.fetch import Fetched, Fetcher, Limits
from policygen.fetching.places import Names

__all__ = ["FetchError", "Fetched", "Fetcher", "Limits", "Names", "Trouble"]
