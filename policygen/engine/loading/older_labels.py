"""Labels of the conditions that came with today's form of laws and of yes/no questions. A release of an older
form, when it is brought back, has no others: they are written down here and do not change any more.
"""

from dataclasses import replace
from typing import Any

from policygen.engine.library import library_files
from policygen.engine.library.library_files import Entry, dump_entry

CONDITIONS = "conditions.yaml"


def labelled(text: str) -> str:
    """The file with the labels that it lacks at its end."""
    file = library_files.split(text)
    known = {entry.key for entry in file.entries}
    lacking = [
        Entry(name, dump_entry(data, name)) for name, data in _LABELS.items() if name not in known
    ]
    return replace(file, entries=(*file.entries, *lacking)).text if lacking else text


def _label(en: str, uk: str, **more: str) -> dict[str, Any]:
    return {"label": {"en": en, "uk": uk}, **more}


_THRESHOLDS, _MARKETS = "customers.ccpa_thresholds", "customers.where"
_LABELS = {
    "market:other-us-states": _label(
        "you sell to people in a US state other than California",
        "ви продаєте людям у якомусь штаті США, крім Каліфорнії",
        question=_MARKETS,
    ),
    "sells-to:": _label(
        "you sell to people here: {}", "ви продаєте людям тут: {}", question=_MARKETS, kind="places"
    ),
    "threshold:revenue": _label(
        "your income is above the threshold of the California Consumer Privacy Act",
        "ваш дохід вищий за поріг Закону Каліфорнії про приватність споживачів (CCPA)",
        question=_THRESHOLDS,
    ),
    "threshold:consumers": _label(
        "you handle data of as many Californians as the California Consumer Privacy Act asks for",
        "ви маєте справу з даними стількох каліфорнійців, скільки потрібно для Закону Каліфорнії "
        "про приватність споживачів (CCPA)",
        question=_THRESHOLDS,
    ),
    "threshold:selling": _label(
        "you earn as much from selling people’s data as the California Consumer Privacy Act asks for",
        "ви заробляєте на продажу даних людей стільки, скільки потрібно для Закону Каліфорнії "
        "про приватність споживачів (CCPA)",
        question=_THRESHOLDS,
    ),
    "yes:": _label("your answer is yes: {}", "ви відповіли «так»: {}", kind="answers"),
    "no:": _label("your answer is no: {}", "ви відповіли «ні»: {}", kind="answers"),
}
