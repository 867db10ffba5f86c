"""How each kind of answer is written in a column, and how in a facts file."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policygen.shops.models.choices import Answer

Data = dict[str, Any]


def given(**values: Any) -> Data:
    """Only what was answered. False and 0 are answers."""
    return {key: value for key, value in values.items() if not is_empty(value)}


def is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict | tuple) and not value)


def text(texts: Mapping[str, str], languages: Sequence[str]) -> str | dict[str, str] | None:
    """A typed text that every language of the policy has: a missing one gets the first given."""
    if not texts:
        return None
    if "" in texts:
        return texts[""]
    first = next((texts[lang] for lang in languages if lang in texts), next(iter(texts.values())))
    return {**texts, **{lang: first for lang in languages if lang not in texts}}


def _texts(said: Any) -> dict[str, str]:
    return {"": said} if isinstance(said, str) else dict(said or {})


class Kind:
    """A word, a typed line, a period: the same in both, and empty where there is no answer."""

    def said(self, stored: Any, languages: Sequence[str]) -> Any:
        """As a facts file has it; what is empty is left out there."""
        return stored

    def stored(self, said: Any) -> Any:
        """As the column has it; `said` is None where there is no answer."""
        return "" if said is None else said


class Words(Kind):
    def stored(self, said: Any) -> Any:
        return list(said or ())


class Cookies(Kind):
    """Cookies by name: rows as a facts file has them, without what goes without saying."""

    def stored(self, said: Any) -> Any:
        return [
            {k: v for k, v in row.items() if (k, v) != ("kind", "cookie")} for row in said or ()
        ]


class WordOrWords(Words):
    """A facts file has a single word instead of a list of one."""

    def said(self, stored: Any, languages: Sequence[str]) -> Any:
        return stored[0] if len(stored) == 1 else stored

    def stored(self, said: Any) -> Any:
        return [said] if isinstance(said, str) else list(said or ())


class OrNone(Kind):
    """None where there is no answer: a number, or words that are chosen by the program then."""

    def stored(self, said: Any) -> Any:
        return said


class Flag(Kind):
    def stored(self, said: Any) -> Any:
        return bool(said)


class YesNo(Kind):
    _SAID: Mapping[str, bool | str] = {
        Answer.YES: True,
        Answer.NO: False,
        Answer.UNKNOWN: "unknown",
    }

    def said(self, stored: Any, languages: Sequence[str]) -> Any:
        return self._SAID.get(stored)

    def stored(self, said: Any) -> Any:
        if said is None:
            return ""
        return said if isinstance(said, str) else Answer.YES if said else Answer.NO


class Localized(Kind):
    """A typed text: {"": text}, or one text per language."""

    def said(self, stored: Any, languages: Sequence[str]) -> Any:
        return text(stored, languages)

    def stored(self, said: Any) -> Any:
        return _texts(said)


class Day(Kind):
    def said(self, stored: datetime.date, languages: Sequence[str]) -> Any:
        return stored.isoformat()

    def stored(self, said: Any) -> Any:
        return datetime.date.fromisoformat(said)


class Person(Kind):
    """A DPO or a representative: name, address and e-mail in one column."""

    def said(self, stored: Data, languages: Sequence[str]) -> Any:
        return given(
            name=text(stored.get("name", {}), languages),
            address=text(stored.get("address", {}), languages),
            email=stored.get("email"),
        )

    def stored(self, said: Any) -> Any:
        person = said or {}
        name, address = _texts(person.get("name")), _texts(person.get("address"))
        return given(name=name, address=address, email=person.get("email"))


@dataclass(frozen=True)
class Switch(Kind):
    """Whether there is anything to say of a group of answers. `values`: of the column, with what they
    mean; `off`: the word that stands in a facts file for the whole group where there is nothing, if any.
    """

    values: Mapping[Any, bool]
    off: str = ""

    def said(self, stored: Any, languages: Sequence[str]) -> Any:
        return self.values.get(stored)

    def stored(self, said: Any) -> Any:
        return next((value for value, on in self.values.items() if on is said), "")


LINE, WORDS, OR_NONE, FLAG, YES_NO = Kind(), Words(), OrNone(), Flag(), YesNo()
WORD_OR_WORDS, COOKIES = WordOrWords(), Cookies()
LOCALIZED, DAY, PERSON = Localized(), Day(), Person()
