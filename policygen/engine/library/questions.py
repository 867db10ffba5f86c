"""What the wizard asks with: the entries of questions/*.yaml and presets.yaml (docs/library.md)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt, StrictStr

from policygen.engine.library.countries import EEA
from policygen.engine.library.schema import Address, AnswerPath, Day, Entry, Of, Texts, When

OTHER = "other"
"""Among a preset's tools: any country that is not named."""

Screen: TypeAlias = Literal["contact", "customers", "site"]
"""The screens of the wizard for which a preset may have usual answers."""
Usual: TypeAlias = StrictStr | StrictInt | tuple[StrictStr, ...] | None

OWNERS_OWN_GROUPS = frozenset({"ads", "analytics", "consent", "social_login"})
"""Of tools: what follows from them harms where it is untrue, so the owner names them, never we."""
OWNERS_OWN_ANSWERS = frozenset(
    {
        *("security", "breach_hours", "breach_people", "reply_days", "not_collected"),
        *(
            "storage_where",
            "storage_by",
            "transfers_scc",
            "transfers_signed",
            "transfers_on_request",
        ),
        *("cookie_banner", "cookie_settings_link", "platform_statistics", "sender_on_site"),
    }
)
"""Statements that harm where they are untrue: the owner makes them, we never do."""


# fmt: off
QuestionKind: TypeAlias = Literal[
    "yes_no_unknown", "choice", "choice_or_unknown", "choices", "choices_or_unknown",
    "line", "email", "web", "localized", "number", "day", "group",
]
# fmt: on
"""What an answer looks like. `or_unknown`: “I don’t know” is one of the boxes. `localized`: a line per
language of the policy. `group`: no question itself, but several under one heading."""


class Advice(Entry):
    """What helps an owner with a question. `on`: only who uses one of these services; left out, everybody.

    `sources`, `checked`: where it was read, and when; needed where it speaks of somebody’s product.
    """

    on: tuple[Annotated[str, Of(("tools",))], ...] = ()
    text: Texts
    sources: tuple[Address, ...] = ()
    checked: Day | None = None


def advice_for(given: Iterable[Advice], tools: frozenset[str]) -> Advice | None:
    """The first that speaks of what this shop uses, or of every shop; None where nothing does."""
    return next((one for one in given if not one.on or tools.intersection(one.on)), None)


class QuestionSource(Entry):
    """A question of the wizard as written. Its key is the name of the field; the file is the screen.

    What is left out of a question that ships is as it ships (loading/older_forms.py). `path`: of the answer
    in the facts file; `also`: of answers around it, which have no question of their own. `hint` stands below
    the label, `why` with its article behind “Why do we ask?”. `unknown`: what the policy says of an owner
    who does not know, or leaves the question open; `ask`: the question as it reads alone, in a
    message to whoever made the site, where they know; `find_out`: how to know within a minute; `how_to`: how
    to get there, after a “no”. Of both, the first that fits the shop is shown. `covers`: fields that share
    the reason, by name or pattern (``tools_*``). `applies`: without it the question is not asked, and what
    is stored of it stays.
    `at_once`: without it, or where it says false, the question waits in the fold at the end of its screen: a
    first policy can do without the answer. Both of a group hold for what it covers.
    """

    path: AnswerPath | None = None
    also: tuple[AnswerPath, ...] = ()
    kind: QuestionKind | None = None
    required: StrictBool = False
    label: Texts | None = None
    hint: Texts | None = None
    why: Texts | None = None
    citation: Annotated[str, Field(min_length=1)] | None = None
    example: Texts | None = None
    unknown: Texts | None = None
    ask: Texts | None = None
    find_out: tuple[Advice, ...] = ()
    how_to: tuple[Advice, ...] = ()
    covers: tuple[str, ...] = ()
    applies: When = When()
    at_once: When | StrictBool = True


ANSWERS = "answers."
"""How the path begins of a yes/no question that the facts file has no place of its own for."""


def answer_names(paths: Iterable[object]) -> frozenset[str]:
    """Of such questions: the words that a facts file may use under `answers`."""
    own = (path for path in paths if isinstance(path, str) and path.startswith(ANSWERS))
    return frozenset(path.removeprefix(ANSWERS) for path in own)


class Question(QuestionSource):
    """A question with nothing left out that the wizard needs."""

    kind: QuestionKind
    label: Texts

    def waits(self, true: frozenset[str]) -> bool:
        """Whether a shop with these conditions may answer it after its first policy."""
        at_once = self.at_once
        return not (at_once if isinstance(at_once, bool) else at_once.holds(true))


class Preset(Entry):
    """What a kind of shop usually answers. Only ever a suggestion: saving a screen makes it an answer."""

    label: Texts
    offers: tuple[Annotated[str, Of(("offers",))], ...]
    purposes: tuple[Annotated[str, Of(("purposes",))], ...] = ()
    """Beside those that follow from the offers."""
    answers: Mapping[Screen, Mapping[str, Usual]] = {}
    tools: Mapping[str, tuple[Annotated[str, Of(("tools",))], ...]]
    """By country; EU stands for the rest of the EEA."""

    def tools_in(self, country: str) -> tuple[str, ...]:
        wider = "EU" if country in EEA else OTHER
        return self.tools.get(country, self.tools[wider])
