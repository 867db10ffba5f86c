"""The words of each question: what the wizard asks and why, and what the policy says if the owner does not
know.

The texts are entries of the library (questions/, a file per screen): editors write and release them, and
the checks of all other texts, spelling and glossary among them, hold for them too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils import timezone

from policygen.engine.law.amounts import filled
from policygen.engine.library.cited import Cite, cites
from policygen.engine.library.model import Library
from policygen.engine.library.questions import Advice, Question, advice_for
from policygen.engine.library.schema import Texts
from policygen.releases.current import current_library
from policygen.shops.choices import current_language


@dataclass(frozen=True)
class Help:
    """One question's reason in the language of the page; "" where there is no such text."""

    why: str
    cites: tuple[Cite, ...]
    example: str
    unknown: str

    @property
    def has_note(self) -> bool:
        """Whether something is written below the question beside the reason."""
        return bool(self.example)


@dataclass(frozen=True)
class Advised:
    """One piece of advice in the language of the page, with (host, address) of where it was read."""

    text: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Advices:
    """What helps this shop with a question; None where nothing is written. `others_know`: it can be asked of
    whoever made the site."""

    find_out: Advised | None = None
    how_to: Advised | None = None
    others_know: bool = False


Questions = Mapping[str, Question]


def questions(step: str) -> Questions:
    """The questions of a screen by the name of the field, or of the group, that asks it."""
    return current_library().questions.get(step, {})


def help_for(step: str, name: str) -> Help | None:
    """In the language of the page. `name`: of a field or a group; None where it shares another's reason."""
    return _help(current_library(), step, name, current_language())


@lru_cache(maxsize=1024)
def _help(library: Library, step: str, name: str, language: str) -> Help | None:
    question = library.questions.get(step, {}).get(name)
    if question is None or question.why is None:
        return None
    return Help(
        said(question.why, language),
        cites(library, question.citation or "", language),
        said(question.example, language),
        said(question.unknown, language),
    )


def advices_for(step: str, name: str, tools: Callable[[], Iterable[str]]) -> Advices:
    """`tools`: slugs of the shop's services; asked for only where what is written differs by them."""
    question = questions(step).get(name)
    if question is None or not (question.find_out or question.how_to):
        return Advices()
    differs = any(one.on for one in (*question.find_out, *question.how_to))
    return _advices(question, frozenset(tools() if differs else ()), current_language())


def _advices(question: Question, tools: frozenset[str], language: str) -> Advices:
    find_out, how_to = (advice_for(given, tools) for given in (question.find_out, question.how_to))
    return Advices(
        _advised(find_out, language) if find_out else None,
        _advised(how_to, language) if how_to else None,
        question.ask is not None,
    )


def _advised(advice: Advice, language: str) -> Advised:
    sources = ((urlsplit(address).hostname or address, address) for address in advice.sources)
    return Advised(said(advice.text, language), tuple(sources))


@dataclass(frozen=True)
class Words:
    """A question as the page asks it: `hint` is "" where there is none."""

    label: str
    hint: str


def words_of(step: str, name: str) -> Words:
    """In the language of the page. `name`: of a field or a group."""
    return _words(current_library(), step, name, current_language(), timezone.localdate())


@lru_cache(maxsize=2048)
def _words(library: Library, step: str, name: str, language: str, day: date) -> Words:
    """With what laws set as it is in force on that day."""
    question = library.questions[step][name]
    label, hint = said(question.label, language), said(question.hint, language)
    return Words(filled(label, library, language, day), filled(hint, library, language, day))


def said(texts: Texts | None, language: str) -> str:
    """In English where a language that policies have is not spoken by the wizard's questions."""
    return (texts or {}).get(language) or (texts or {}).get("en", "")
