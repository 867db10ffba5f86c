"""What the wizard asks with: the entries of questions/*.yaml and presets.yaml (docs/library.md)."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictInt, StrictStr

from policygen.engine.library.countries import EEA
from policygen.engine.library.schema import Entry, Of, Texts

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
        *("storage_where", "storage_by", "transfers_scc", "transfers_on_request"),
        *("cookie_banner", "cookie_settings_link"),
    }
)
"""Statements that harm where they are untrue: the owner makes them, we never do."""


class Question(Entry):
    """Why the wizard asks. `covers`: fields that share this reason, by name or pattern (``tools_*``).

    `unknown`: what the policy says of an owner who does not know, or leaves the question open.
    """

    why: Texts
    citation: Annotated[str, Field(min_length=1)]
    example: Texts | None = None
    unknown: Texts | None = None
    covers: tuple[str, ...] = ()


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
