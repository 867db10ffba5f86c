"""Where in the wizard each question of the facts file is answered: step and id of the field.

Findings and conditions name their question as a path (``customers.where``); so do problems with
unfinished answers (``activities[2].keep``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from policygen.shops.models import Shop


@dataclass(frozen=True)
class Place:
    step: str
    anchor: str

    def url(self, shop: Shop) -> str:
        return f"{reverse('shops:step', args=[shop.public_id, self.step])}#{self.anchor}"


OWN_WORDS = "own-words"
"""Not a screen of the wizard, but a page beside it at the same kind of address."""

_FIELDS = {
    "shop": {
        **{name: name for name in ("languages", "effective", "offers")},
        **{f"business.{name}": name for name in ("name", "form", "country", "region")},
    },
    "contact": {
        "business": "email",
        **{f"business.{name}": name for name in ("legal_name", "registration", "address")},
        **{f"business.{name}": name for name in ("website", "security_contact", "replies_within")},
        **{f"business.{name}": name for name in ("dpo", "eu_representative", "uk_representative")},
        "business.contact": "email",
        **{f"business.contact.{name}": name for name in ("email", "phone", "form_url")},
        **{f"business.contact.{n}": f"contact_{n}" for n in ("account", "chat", "toll_free")},
    },
    "customers": {
        "customers": "where",
        **{f"customers.{name}": name for name in ("where", "minimum_age", "children")},
        **{f"customers.{name}": name for name in ("parental_consent", "ccpa_thresholds")},
        "laws": "where",
    },
    "purposes": {"activities": "purposes", "activities.purpose": "purposes"},
    "tools": {"activities.tools": "tools", "custom_tools": "custom_tools"},
    "details": {
        f"activities.{name}": "activities"
        for name in ("data", "about", "source", "basis", "interest", "mandatory", "keep")
    },
    "site": {
        "cookies": "cookies",
        "cookies.banner": "cookie_banner",
        "cookies.settings_link": "cookie_settings_link",
        "cookies.choice_kept": "cookie_choice_kept",
        "cookies.local_storage": "local_storage",
        "cookies.gpc": "gpc",
        "cookies.dnt": "dnt",
        **{name: name for name in ("not_collected", "sells_data", "shares_for_ads", "storage")},
        **{name: name for name in ("automated_decisions", "security", "disclosures", "links_out")},
        "storage.where": "storage_where",
        "storage.by": "storage_by",
        "transfers": "transfers_scc",
        "transfers.scc": "transfers_scc",
        "transfers.on_request": "transfers_on_request",
        "breach_notice": "breach_hours",
        "breach_notice.authority_hours": "breach_hours",
        "breach_notice.people": "breach_people",
        "rights": "rights_how",
        **{f"rights.{name}": f"rights_{name}" for name in ("how", "verify", "fee", "agent")},
        "changes": "changes_notice",
        **{f"changes.{n}": f"changes_{n}" for n in ("notice", "in_advance", "archive")},
        "optional_sections": "optional_sections",
    },
    OWN_WORDS: {"own_words": OWN_WORDS},
}
PLACES = {
    path: Place(step, f"id_{field}")
    for step, paths in _FIELDS.items()
    for path, field in paths.items()
}


def place(path: str) -> Place:
    """The place of a question, or of the nearest question around it. KeyError if there is none."""
    while path not in PLACES:
        if "." not in path:
            raise KeyError(path)
        path = path.rpartition(".")[0]
    return PLACES[path]


def place_of_problem(path: Sequence[Any]) -> Place:
    """The place of a problem with unfinished answers; the first screen where nothing fits."""
    try:
        return place(".".join(step for step in path if isinstance(step, str)))
    except KeyError:
        return Place("shop", "content")
