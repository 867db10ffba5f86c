"""Why the wizard asks each question, and what the policy says if the owner does not know.

The texts are data (policygen/library/questions/, a file per screen), so that the checks of all other texts
of the library, spelling and glossary among them, hold for them too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from pydantic import TypeAdapter

from policygen.engine import language as lang
from policygen.engine.asking import Question
from policygen.engine.library import SHIPPED
from policygen.engine.yaml12 import Loader
from policygen.shops.choices import current_language


@dataclass(frozen=True)
class Help:
    """One question's reason in the language of the page; "" where there is no such text."""

    why: str
    citation: str
    example: str
    unknown: str

    @property
    def has_note(self) -> bool:
        """Whether something is written below the question beside the reason."""
        return bool(self.example or self.unknown)


Questions = Mapping[str, Question]

_QUESTIONS: TypeAdapter[dict[str, Question]] = TypeAdapter(dict[str, Question])


@lru_cache
def questions(step: str) -> Questions:
    """The questions of a screen by the name of the field, or of the group, that asks it."""
    with (SHIPPED / "questions" / f"{step}.yaml").open("rb") as file:
        data: Any = yaml.load(file, Loader=Loader)  # noqa: S506 - a safe loader
    return _QUESTIONS.validate_python(data)


def help_for(step: str, name: str) -> Help | None:
    """In the language of the page. `name`: of a field or a group; None where it shares another's reason."""
    return _help(step, name, current_language())


@lru_cache(maxsize=512)
def _help(step: str, name: str, language: str) -> Help | None:
    question = questions(step).get(name) if step else None
    if question is None:
        return None
    return Help(
        question.why[language],
        lang.citation(question.citation, language),
        (question.example or {}).get(language, ""),
        (question.unknown or {}).get(language, ""),
    )
