"""Spelling by Hunspell and its dictionaries, which scripts/setup.sh installs. Knows neither Django nor
the library: words in, unknown words out."""

import re
import subprocess
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.core import get_global

DICTIONARIES = {"en": ("en_GB", "en_US")}
"""Of a language that is written in more than one way; of others the most likely country's."""
MOST_WORDS = 2000
MOST_REMEMBERED = 50_000
SECONDS = 3.0
SUGGESTED, SUGGESTIONS = 8, 3
"""Of how many words another spelling is looked for, and how many are named."""
_WORDS = Path(__file__).with_name("words")


class NotChecked(Exception):
    """There is no Hunspell, no dictionary of the language, or it took too long."""


# -- what is read of a text ---------------------------------------------------------------------------

_NOT_PROSE = re.compile(
    r"""
    \{\{.*?\}\}                         # placeholders
    | \]\([^)]*\)                       # the target of a link
    | %\([a-z_]+\)[sd] | %[sd] | %%     # values put in later: gettext,
    | \{[a-z_]*\}                       # format
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
    found = _checked(text, language)
    if found is None:
        raise NotChecked(language)
    return tuple(one for one in found if one.word not in names)


@lru_cache(maxsize=512)
def _checked(text: str, language: str) -> tuple[Unknown, ...] | None:
    """Once per text, and None too: what took too long would take as long again."""
    found = [word for word in _WORD.findall(prose(text)) if word not in allowed(language)]
    asked = [*dict.fromkeys(found)][:MOST_WORDS]
    try:
        wrong = misspelled(asked, language)
        near = suggestions(wrong[:SUGGESTED], language)
    except NotChecked:
        return None
    return tuple(Unknown(word, near.get(word, ())) for word in wrong)


_right: dict[str, set[str]] = {}
"""Language → words that its dictionaries have. To read a dictionary takes half a second, each time."""


def misspelled(found: Iterable[str], language: str) -> list[str]:
    """Those that no dictionary of the language has. Raises NotChecked."""
    right = _right.setdefault(language, set())
    straight = {_straight(word): word for word in found}
    asked = [word for word in straight if word not in right]
    wrong = set(_hunspell("-w", asked, language)) if asked else set()
    if len(right) < MOST_REMEMBERED:
        right.update(word for word in asked if word not in wrong)
    return [straight[word] for word in asked if word in wrong]


def forget() -> None:
    """For tests of what is slow or missing."""
    _checked.cache_clear()
    _right.clear()


def suggestions(found: Iterable[str], language: str) -> dict[str, tuple[str, ...]]:
    """What a misspelled word may have been. Takes longer than finding it. Raises NotChecked."""
    straight = {_straight(word): word for word in found}
    # ^ says that a word follows, and no command.
    lines = _hunspell("-a", [f"^{word}" for word in straight], language) if straight else []
    return {
        straight[m[1]]: _near(m[2]) for m in map(_ANSWER.match, lines) if m and m[1] in straight
    }


_ANSWER = re.compile(r"& (\S+) \d+ \d+: (.*)")


def _near(listed: str) -> tuple[str, ...]:
    return tuple(word.replace("'", "’") for word in listed.split(", ")[:SUGGESTIONS])


def _straight(word: str) -> str:
    """The dictionaries are written with a straight apostrophe."""
    return word.replace("’", "'")


def _hunspell(mode: str, lines: Iterable[str], language: str) -> list[str]:
    command = ["hunspell", mode, "-i", "utf-8", "-d", ",".join(_dictionaries(language))]
    asked = "".join(f"{line}\n" for line in lines).encode()
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and dictionaries that Babel names
            command, input=asked, capture_output=True, check=True, timeout=SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        raise NotChecked(language) from None
    return done.stdout.decode("utf-8", "replace").splitlines()


def _dictionaries(language: str) -> tuple[str, ...]:
    likely = get_global("likely_subtags").get(language, "")
    if not likely:
        raise NotChecked(language)
    return DICTIONARIES.get(language) or (f"{language}_{likely.rpartition('_')[2]}",)
