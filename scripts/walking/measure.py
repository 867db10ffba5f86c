"""What an owner meets on a screen, counted in the page by measure.js."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page

_COUNT = (Path(__file__).parent / "measure.js").read_text()


@dataclass(frozen=True)
class Question:
    key: str
    label: str
    words: int
    required: bool


@dataclass(frozen=True)
class Measure:
    """One screen. Several boxes of one question are one question; what is folded is none."""

    questions: tuple[Question, ...] = ()
    words: int = 0
    """All that is shown in the page's main part, without what stands beside it (the live preview)."""
    folded_words: int = 0
    """Of them: lines that something is folded behind, which belong to no question."""
    policy_words: int = 0
    """Of them: the policy itself, which the review shows."""
    folded: int = 0
    """Lines that questions are folded behind."""
    screenfuls: int = 0

    @property
    def required(self) -> int:
        return sum(question.required for question in self.questions)

    @property
    def around(self) -> int:
        """Words of no question: headings, introductions, steps, buttons."""
        return self.words - self.folded_words - sum(each.words for each in self.questions)

    def joined(self, later: "Measure") -> "Measure":
        """The screen once, at its longest, with every question that was ever shown on it."""
        known = {question.key: question for question in (*self.questions, *later.questions)}
        longest = max(self, later, key=lambda one: one.words)
        screenfuls = max(self.screenfuls, later.screenfuls)
        return replace(longest, questions=tuple(known.values()), screenfuls=screenfuls)


def measure(page: Page) -> Measure:
    found = page.evaluate(_COUNT)
    return Measure(
        questions=tuple(Question(**question) for question in found["questions"]),
        words=found["words"],
        folded_words=found["folded_words"],
        policy_words=found["policy_words"],
        folded=found["folded"],
        screenfuls=math.ceil(found["height"] / found["window"]),
    )


def shown_names(page: Page) -> list[str]:
    """The names of all boxes that can be seen, in the order of the page."""
    names: list[str] = page.evaluate(_COUNT)["names"]
    return [name for name in names if name]


def total(measures: Iterable[Measure]) -> Measure:
    """Of several screens. A question that two of them ask counts twice, as the owner meets it twice."""
    every = list(measures)
    return Measure(
        questions=tuple(question for one in every for question in one.questions),
        words=sum(one.words for one in every),
        folded_words=sum(one.folded_words for one in every),
        policy_words=sum(one.policy_words for one in every),
        folded=sum(one.folded for one in every),
        screenfuls=sum(one.screenfuls for one in every),
    )
