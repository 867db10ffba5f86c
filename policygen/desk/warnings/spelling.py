"""Spelling by Enchant (its provider Hunspell) and the dictionaries that scripts/setup.sh installs. Knows
neither Django nor the library: words in, unknown words out.

What is asked is bounded by its number of words, never by time: a busy machine takes longer and says the
same. What is missing is asked for again the next time.
"""

import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from babel.core import get_global

if TYPE_CHECKING:
    import enchant

DICTIONARIES = {"en": ("en_GB", "en_US")}
"""Of a language that is written in more than one way; of others the most likely country's."""
MOST_WORDS = 2000
SUGGESTED, SUGGESTIONS = 8, 3
"""Of how many words another spelling is looked for, and how many are named."""
LONGEST = 40
"""Letters of a word for which another spelling is looked for: the search grows faster than the word."""
_WORDS = Path(__file__).with_name("words")


class NotChecked(Exception):
    """There is no Enchant, or no dictionary of the language."""


# -- what is read of a text ---------------------------------------------------------------------------

_NOT_PROSE = re.compile(
    r"""
    \{\{.*?\}\}                         # placeholders
    | \]\([^)]*\)                       # the target of a link
    | %\([a-z_]+\)[sd] | %[sd] | %%     # values put in later: gettext,
    | \{[\w.-]*\}                       # format, and what a law sets: {ccpa.revenue}
    | </?[a-z][^>]*>                    # HTML
    | `[^`]*` | \w*_\w*                 # code
    | https?://\S+ | \S+@\S+            # addresses
    | \b[\w-]+(?:\.[\w-]+)*\.(?:app|click|com|eu|example|gov|io|net|org|shop|store|ua|uk)\b\S*
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def prose(text: str, instead: str = " ") -> str:
    """What a reader reads of a text of the library or of a catalogue; `instead` of all else."""
    return _NOT_PROSE.sub(instead, text)


def words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(prose(text))}


@lru_cache
def allowed(language: str) -> frozenset[str]:
    """Words that are right though the dictionaries don't know them (words/<language>.txt; `#` comments)."""
    path = _WORDS / f"{language}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


# -- what is unknown ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unknown:
    """A word that no dictionary has, and what it may have been meant to be: nothing, where that isn't
    clear or was not asked."""

    word: str
    suggestions: tuple[str, ...] = ()


def check(text: str, language: str, names: Collection[str] = ()) -> tuple[Unknown, ...]:
    """In the order of the text; `names` are right too. Raises NotChecked."""
    return tuple(one for one in _checked(text, language) if one.word not in names)


@lru_cache(maxsize=512)
def _checked(text: str, language: str) -> tuple[Unknown, ...]:
    """Once per text. Raises NotChecked, which is not remembered."""
    found = [word for word in _WORD.findall(prose(text)) if word not in allowed(language)]
    wrong = misspelled([*dict.fromkeys(found)][:MOST_WORDS], language)
    return tuple(
        Unknown(word, suggestions(word, language) if number < SUGGESTED else ())
        for number, word in enumerate(wrong)
    )


def misspelled(found: Iterable[str], language: str) -> list[str]:
    """Those that no dictionary of the language has. Raises NotChecked."""
    dictionaries = _dictionaries(language)
    with _one_at_a_time:
        return [
            word for word in found if not any(one.check(_straight(word)) for one in dictionaries)
        ]


@lru_cache(maxsize=2048)
def suggestions(word: str, language: str) -> tuple[str, ...]:
    """What a misspelled word may have been. Takes long, beside finding it. Raises NotChecked."""
    dictionary, *_others = _dictionaries(language)
    if len(word) > LONGEST:
        return ()
    with _one_at_a_time:
        near = dictionary.suggest(_straight(word))
    return tuple(one.replace("'", "’") for one in near[:SUGGESTIONS])


def _straight(word: str) -> str:
    """The dictionaries are written with a straight apostrophe."""
    return re.sub("[’ʼ]", "'", word)


# -- the dictionaries ---------------------------------------------------------------------------------


class _Dictionary(Protocol):
    def check(self, word: str) -> bool: ...
    def suggest(self, word: str) -> list[str]: ...


_one_at_a_time = Lock()
"""Enchant is for one thread at a time."""


@lru_cache
def _dictionaries(language: str) -> tuple[_Dictionary, ...]:
    """They stay in memory, some 20 MB each. Raises NotChecked, which is not remembered."""
    likely = get_global("likely_subtags").get(language, "")
    tags = DICTIONARIES.get(language) or (f"{language}_{likely.rpartition('_')[2]}",)
    with _one_at_a_time:
        broker = _broker()
        if not likely or not all(map(broker.dict_exists, tags)):
            raise NotChecked(language)
        return tuple(map(broker.request_dict, tags))


@lru_cache(maxsize=1)
def _broker() -> "enchant.Broker":
    # Words that somebody taught their own word processor are not right for everybody.
    os.environ.setdefault("ENCHANT_CONFIG_DIR", os.devnull)
    try:
        import enchant
    except ImportError:  # of the native library
        raise NotChecked from None
    broker = enchant.Broker()
    broker.set_ordering("*", "hunspell")
    return broker
