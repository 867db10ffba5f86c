"""The same files give the same library and the same faults, and compiling takes a good part of a second.

The program remembers two or three states of a library; a test that makes a release or changes the draft, and
is rolled back, would have the next one compile them again.
"""

import datetime
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from policygen.desk import draft_view, errors
from policygen.draft import draft
from policygen.draft import releases as making
from policygen.engine.library.faults import Fault
from policygen.engine.library.model import Library
from policygen.engine.loading.checking import check
from policygen.engine.loading.load import load_library
from policygen.rehearsals import states
from policygen.releases import models as releases

Files = tuple[tuple[str, str], ...]
LOADING = (draft, draft_view, making, releases, states)
"""The modules that compile what the database holds."""
REMEMBERED = 12


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in LOADING:
            patch.setattr(module, "load_library", _load)
        patch.setattr(errors, "_faults", _faults)
        yield


def _load(source: Path | Mapping[str, str], *, strict: bool = True) -> Library:
    assert not isinstance(source, Path), "what the database holds is no folder"
    return _loaded(tuple(source.items()), strict)


@lru_cache(maxsize=REMEMBERED)
def _loaded(files: Files, strict: bool) -> Library:
    return load_library(dict(files), strict=strict)


@lru_cache(maxsize=REMEMBERED)
def _faults(files: Files, today: datetime.date) -> tuple[Fault, ...]:
    return check(dict(files), today)
