"""Which answers name words of the library, and of which kind: the one list for all who ask."""

from collections.abc import Iterable
from typing import Any

COLUMNS = {
    "preset": "presets",
    "offers": "offers",
    "form": "forms",
    "children": "children",
    "parental_consent": "parental_consent",
    "local_storage": "local_storage",
    "not_collected": "data",
    "security": "security",
    "storage_by": "tools",
    "rights_how": "rights_channels",
    "rights_verify": "verification",
    "disclosures": "disclosures",
    "changes_notice": "notices",
    "links_out": "links_out",
}
"""Of a shop."""
ACTIVITY = {
    "purpose": "purposes",
    "data": "data",
    "about": "about",
    "source": "sources",
    "basis": "bases",
    "interest": "interests",
}
"""Of an activity; its source may be a service, too."""
KEEP = {
    "anchor": "keep_anchors",
    "until": "keep_until",
    "criteria": "keep_criteria",
    "why": "keep_reasons",
}
"""Of a retention period."""
CUSTOM_TOOL = {"group": "tool_groups", "role": "roles", "data": "data"}


def as_list(stored: Any) -> list[str]:
    """The words of a column that holds one, or several, or none."""
    values: Iterable[Any] = stored if isinstance(stored, list | tuple) else [stored]
    return [str(value) for value in values if value]
