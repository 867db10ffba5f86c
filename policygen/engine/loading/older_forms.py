"""Files of an older form, lifted into today's: a release that is stored, or what an editor changed before.

Since questions have their words in the library (release 3), an entry has a label and more; one that is
older has its reason alone. What an entry leaves out is as it ships.
"""

from collections.abc import Mapping
from typing import Any

from policygen.engine.library.questions import Question, QuestionSource

Sources = Mapping[str, QuestionSource]


def questions(sources: Sources, shipped: Sources) -> dict[str, Question]:
    """Of one screen, in the order of the file; those that it does not have come last, as they ship.
    Raises pydantic.ValidationError where a question of its own says too little."""
    return {
        name: Question.model_validate({**_said(shipped.get(name)), **_said(sources.get(name))})
        for name in dict.fromkeys([*sources, *shipped])
    }


def _said(source: QuestionSource | None) -> dict[str, Any]:
    return source.model_dump(exclude_unset=True, exclude_none=True) if source else {}
