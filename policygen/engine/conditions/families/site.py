"""Where a shop is found: a site of its own, one on a platform, or pages of others."""

from collections.abc import Iterable

from policygen.engine.conditions.family import Family, Words
from policygen.engine.conditions.shop import Shop

_QUESTION = "activities.tools"


def _site(shop: Shop) -> Iterable[str]:
    there = {tool.presence for tool in shop.catalogue.used}
    if shop.has_no_site:
        return ("site:pages",) if "page" in there else ()
    return ("site:platform",) if "site" in there else ()


FAMILIES = (
    Family(
        "site",
        (
            Words("platform", _QUESTION, "a platform holds the site or a part of it"),
            Words("pages", _QUESTION, "there is no site, but pages or channels on services"),
        ),
        _site,
        at_most_one=("platform pages",),
        implies={"platform pages": "tools:any"},
    ),
)
