"""The words of each question: what the wizard asks and why, and what the policy says if the owner does not
know.

The texts are entries of the library (questions/, a file per screen): editors write and release them, and
the checks of all other texts, spelling and glossary among them, hold for them too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from policygen.engine.law.amounts import filled
from policygen.engine.library.cited import Cite, cites
from policygen.engine.library.model import Library
from policygen.engine.library.questions import Question
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
        return bool(self.example or self.unknown)


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
