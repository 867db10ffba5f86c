"""A clock that stands still between two deeds, and chance that comes out the same each time.

Installed before Django is loaded: then the folder of SQLite and the one of PostgreSQL hold the same.
"""

import datetime
import random
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

SEED = 9
_chance = random.Random(SEED)


class Clock:
    """What time it is in the story."""

    def __init__(self) -> None:
        self.time = datetime.datetime(2026, 8, 3, 9, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.time

    def on(self, month: int, day: int, hour: int = 9) -> None:
        later = self.time.replace(month=month, day=day, hour=hour, minute=0)
        assert later > self.time, "a story goes forward"
        self.time = later

    def tick(self) -> None:
        self.time += datetime.timedelta(minutes=1)


clock = Clock()


def install() -> None:
    timezone.now = clock
    time.time = lambda: clock.time.timestamp()
    secrets.choice = _chance.choice
    secrets.randbelow = _chance.randrange
    secrets.token_bytes = lambda nbytes=32: _chance.randbytes(nbytes or 32)


@contextmanager
def aside() -> Iterator[None]:
    """Around what takes as many requests as the machine is slow: afterwards it is the time that it was."""
    before, state = clock.time, _chance.getstate()
    yield
    clock.time = before
    _chance.setstate(state)
