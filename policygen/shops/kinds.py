"""The kinds of shop that the wizard can start from, and what they usually answer (library/presets.yaml)."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import yaml
from pydantic import TypeAdapter, model_validator

from policygen.engine import asking
from policygen.engine.library import SHIPPED, shipped_library
from policygen.engine.yaml12 import Loader
from policygen.shops.models import Shop

OTHER = asking.OTHER
"""As a preset: none of them fits."""


class Preset(asking.Preset):
    """Refuses what no preset may say."""

    @model_validator(mode="after")
    def _check(self) -> "Preset":
        library = shipped_library()
        _refuse("offers", set(self.offers) - set(library.vocabulary["offers"]))
        _refuse("purposes", set(self.purposes) - set(library.vocabulary["purposes"]))
        _refuse("languages", set(library.languages) ^ set(self.label))
        _refuse(
            "answers", {n for a in self.answers.values() for n in a} & asking.OWNERS_OWN_ANSWERS
        )
        _refuse("tools", {slug for row in self.tools.values() for slug in row if _unfit(slug)})
        _refuse("countries", {"EU", OTHER} - set(self.tools))
        return self


def _refuse(what: str, wrong: Iterable[str]) -> None:
    if found := sorted(wrong):
        raise ValueError(f"{what}: {', '.join(found)}")


def _unfit(slug: str) -> bool:
    """Unknown, blocked or without a licence somewhere, or for the owner alone to name."""
    tool = shipped_library().tools.get(slug)
    return tool is None or bool(tool.flags) or tool.group in asking.OWNERS_OWN_GROUPS


@lru_cache(maxsize=1)
def presets() -> Mapping[str, Preset]:
    """In the order of the first screen. Raises pydantic's ValidationError."""
    with (SHIPPED / "presets.yaml").open("rb") as file:
        data = yaml.load(file, Loader=Loader)  # noqa: S506 - a safe loader
    return TypeAdapter(dict[str, Preset]).validate_python(data)


def usual_offers(slug: str) -> list[str]:
    """What such a shop sells; nothing where no preset was chosen."""
    preset = presets().get(slug)
    return list(preset.offers) if preset else []


def usual_purposes(shop: Shop) -> list[str]:
    preset = presets().get(shop.preset)
    return list(preset.purposes) if preset else []


def usual_tools(shop: Shop) -> list[str]:
    preset = presets().get(shop.preset)
    return list(preset.tools_in(shop.country)) if preset else []


def usual_answers(shop: Shop, screen: str) -> dict[str, Any]:
    """By field of the screen's form, as far as the shop has not answered it yet."""
    preset = presets().get(shop.preset)
    rows = dict(preset.answers).get(screen, {}) if preset else {}  # type: ignore[call-overload]
    return {
        name: list(usual) if isinstance(usual, tuple) else usual
        for name, usual in rows.items()
        if not getattr(shop, name)
    }
