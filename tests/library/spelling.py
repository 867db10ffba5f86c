"""Spelling by Hunspell, whose dictionaries scripts/setup.sh installs."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.library.texts import PLACEHOLDER

DICTIONARIES = {"en": ("en_GB", "en_US"), "uk": ("uk_UA",)}

_NOT_PROSE = re.compile(
    r"""
    \]\([^)]*\)                         # the target of a link
    | %\([a-z_]+\)[sd] | %[sd] | %%     # values put in later: gettext,
    | \{[a-z_]*\}                       # format
    | </?[a-z][^>]*>                    # HTML
    | `[^`]*` | \w*_\w*                 # code
    | https?://\S+ | \S+@\S+            # addresses
    | \b[\w-]+(?:\.[\w-]+)*\.(?:app|click|com|eu|example|gov|io|net|org|shop|store|ua|uk)\b\S*
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def prose(text: str, instead: str = " ") -> str:
    """What a reader reads of a text of the library or of a catalogue; `instead` of all else."""
    return _NOT_PROSE.sub(instead, PLACEHOLDER.sub(instead, text))


def words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(prose(text))}


def allowed(path: Path) -> set[str]:
    """An allow-list: words separated by spaces, `#` starts a comment."""
    lines = path.read_text("utf-8").splitlines()
    return {word for line in lines for word in line.partition("#")[0].split()}


def misspelled(found: Iterable[str], language: str) -> list[str]:
    """Those in none of the language's dictionaries. A word with a hyphen may be right in its parts."""
    unknown = set(found)
    for dictionary in DICTIONARIES[language]:
        unknown = _unknown(unknown, dictionary)
    parts = {word: set(word.split("-")) for word in unknown}
    wrong = set().union(*parts.values()) & unknown
    halves = set().union(*parts.values()) - wrong
    for dictionary in DICTIONARIES[language]:
        halves = _unknown(halves, dictionary)
    return sorted(word for word in unknown if parts[word] & (wrong | halves))


def _unknown(found: set[str], dictionary: str) -> set[str]:
    """Hunspell, one word a line; its dictionaries are written with a straight apostrophe."""
    if not found:
        return set()
    straight = {word.replace("’", "'"): word for word in found}
    result = subprocess.run(
        ["hunspell", "-d", dictionary, "-i", "utf-8", "-w"],
        input="\n".join(straight) + "\n",
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return {straight[line] for line in result.stdout.splitlines() if line in straight}
