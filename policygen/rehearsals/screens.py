"""Whether every page of the wizard opens with a library that is not released yet.

What a page asks of the library no check of its entries knows as well as the page itself. So shops are made
of the examples and of the presets, their pages are opened by the views that owners meet, and nothing of it
is kept.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import transaction
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import translation

from policygen.engine.facts.reading import make_facts
from policygen.engine.library.model import Library
from policygen.engine.library.questions import Preset
from policygen.engine.loading.load import shipped_library
from policygen.releases.current import current_is
from policygen.shops.access import SESSION_KEY
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS

log = logging.getLogger(__name__)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
_KEY = "rehearsal"
_WORD = re.compile(r"[\w.-]{3,}")


@dataclass(frozen=True)
class Closed:
    """A page that does not open. `why` is for the editor; `words` may name the entry that it is about."""

    screen: str
    language: str
    why: str
    words: tuple[str, ...]


FORMS = tuple(step.slug for step in STEPS)
PAGES = ("review", "preview", "what_if", "promises", "own_words", "answers", "list")
"""Those with the policy, or something of it."""


def closed_to(
    data: dict[str, Any], library: Library, screens: tuple[str, ...], turn: int
) -> list[Closed]:
    """Of these pages of a shop with the answers of an example. `turn`: which language begins."""
    with transaction.atomic():
        shop = create_shop(make_facts(data, shipped_library()), owner_key=_KEY)
        found = list(_closed(shop, library, screens, turn))
        transaction.set_rollback(True)
    return found


def closed_to_new(slug: str, preset: Preset, library: Library, turn: int) -> list[Closed]:
    """Of the screens of a shop that has said what kind of shop it is, and nothing else."""
    with transaction.atomic():
        shop = Shop.objects.create(
            owner_key=_KEY,
            preset=slug,
            country="UA",
            languages=list(library.complete_languages),
            offers=list(preset.offers),
            saved_steps=["shop"],
        )
        found = list(_closed(shop, library, (*FORMS, "review", "preview"), turn))
        transaction.set_rollback(True)
    return found


def _closed(shop: Shop, library: Library, screens: tuple[str, ...], turn: int) -> Iterator[Closed]:
    """Each page in one language, in the other for the next shop: opening takes most of a rehearsal."""
    with current_is(library):
        for number, screen in enumerate(screens, turn):
            language = LANGUAGES[number % len(LANGUAGES)]
            with translation.override(language):
                try:
                    _open(_address(shop, screen))
                except Exception as error:
                    # Whatever a draft does to one page, the others are opened.
                    log.info("%s does not open with the draft", screen, exc_info=True)
                    why = f"{type(error).__name__}: {error}"
                    yield Closed(screen, language, why[:300], tuple(_WORD.findall(str(error))))


def _address(shop: Shop, screen: str) -> str:
    if screen in FORMS:
        return reverse("shops:step", args=[shop.public_id, screen])
    if screen == "list":
        return reverse("policies:list")
    return reverse(f"shops:{screen}", args=[shop.public_id])


class DoesNotOpen(Exception):
    pass


class _Request(HttpRequest):
    """Of a browser that has the shop, to no server."""

    def __init__(self, path: str):
        super().__init__()
        self.method, self.path, self.path_info = "GET", path, path
        self.user = AnonymousUser()
        self.session = import_module(settings.SESSION_ENGINE).SessionStore()
        self.session[SESSION_KEY] = _KEY
        self._messages = FallbackStorage(self)

    def get_host(self) -> str:
        return "localhost"


def _open(path: str) -> None:
    """Raises what the page raises, and DoesNotOpen where it answers with anything but itself."""
    view, args, kwargs = resolve(path)
    status = view(_Request(path), *args, **kwargs).status_code
    if status != 200:
        raise DoesNotOpen(str(status))
