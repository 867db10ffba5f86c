"""Which answers name words of the library, and of which kind: the one list for all who ask."""

from collections.abc import Iterable
from typing import Any

from policygen.shops.answers.mapping import words_of
from policygen.shops.models import Activity, CustomTool, RetentionPeriod, Shop

COLUMNS = words_of(Shop)
ACTIVITY = words_of(Activity)
"""Of an activity; its source may be a service, too."""
KEEP = words_of(RetentionPeriod)
"""Of a retention period."""
CUSTOM_TOOL = words_of(CustomTool)


def as_list(stored: Any) -> list[str]:
    """The words of a column that holds one, or several, or none."""
    values: Iterable[Any] = stored if isinstance(stored, list | tuple) else [stored]
    return [str(value) for value in values if value]
