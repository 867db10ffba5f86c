"""Which library policies are composed with: the newest release, or the one that ships."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import post_save
from django.dispatch import receiver

from policygen.engine.library.model import Library
from policygen.engine.loading.load import shipped_library
from policygen.releases import libraries
from policygen.releases.models import Release

LOOK_AGAIN = 5.0
"""Seconds after which a process asks whether another one has released."""

_NEVER = -math.inf
_known: tuple[float, int | None] = (_NEVER, None)
"""When the newest release was last asked for, and its number."""


_instead: ContextVar[Library | None] = ContextVar("current_library", default=None)


@contextmanager
def current_is(library: Library) -> Iterator[None]:
    """Here and now, in this thread, `library` is the current one: as if it were released."""
    token = _instead.set(library)
    try:
        yield
    finally:
        _instead.reset(token)


def current_library() -> Library:
    """One query at most every few seconds."""
    instead = _instead.get()
    if instead is not None:
        return instead
    number = _newest_number()
    return libraries.library_of(number) if number else shipped_library()


def no_release_yet() -> bool:
    """Whether policies are composed with the library that ships."""
    return _newest_number() is None


def _newest_number() -> int | None:
    global _known
    asked, number = _known
    if time.monotonic() - asked > LOOK_AGAIN:
        number = Release.objects.values_list("number", flat=True).first()
        _known = (time.monotonic(), number)
    return number


def remember(number: int | None) -> None:
    """Take `number` for the newest release without asking, until one is made in this process; what else
    is known of releases is forgotten."""
    global _known
    _known = (math.inf, number)
    libraries.forget()


@receiver(post_save, sender=Release)
def forget(**kwargs: object) -> None:
    """Ask at the next need: this process has just released, or has another database than before."""
    global _known
    _known = (_NEVER, None)
    libraries.forget()
