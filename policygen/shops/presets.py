"""The kinds of shop that the wizard can start from, and what they usually answer (presets.yaml)."""

from collections.abc import Mapping
from typing import Any

from policygen.engine.library import questions
from policygen.engine.library.questions import Preset
from policygen.releases.current import current_library
from policygen.shops.models import Shop

OTHER = questions.OTHER
"""As a preset: none of them fits."""


def presets() -> Mapping[str, Preset]:
    """Those of the current library, in the order of the first screen."""
    return current_library().presets


def usual_offers(slug: str) -> list[str]:
    """What such a shop sells; nothing where no preset was chosen."""
    preset = presets().get(slug)
    return [offer for offer in preset.offers if offer in _words("offers")] if preset else []


def usual_purposes(shop: Shop) -> list[str]:
    preset = presets().get(shop.preset)
    return [slug for slug in preset.purposes if slug in _words("purposes")] if preset else []


def usual_tools(shop: Shop) -> list[str]:
    preset = presets().get(shop.preset)
    known = current_library().tools
    return [slug for slug in preset.tools_in(shop.country) if slug in known] if preset else []


def _words(kind: str) -> Mapping[str, object]:
    """A release may have lost a word that its presets still name; then it is not suggested."""
    return current_library().vocabulary[kind]


def preset_answers(shop: Shop, screen: str) -> dict[str, Any]:
    """What the chosen kind of shop usually answers, by field of the screen's form."""
    preset = presets().get(shop.preset)
    rows = dict(preset.answers).get(screen, {}) if preset else {}  # type: ignore[call-overload]
    return {n: list(usual) if isinstance(usual, tuple) else usual for n, usual in rows.items()}


def usual_answers(shop: Shop, screen: str) -> dict[str, Any]:
    """Of these, what the shop has not answered yet."""
    usual = preset_answers(shop, screen)
    return {name: value for name, value in usual.items() if not getattr(shop, name)}
