"""A cache entry that was cut off, at any byte, counts as none."""

from pathlib import Path

import pytest
from django.conf import settings

from policygen.site.cache import WholeFileCache


@pytest.fixture
def cache(tmp_path: Path) -> WholeFileCache:
    return WholeFileCache(str(tmp_path), {})


def _entry(folder: Path) -> Path:
    [path] = folder.glob("*.djcache")
    return path


def test_it_works(cache: WholeFileCache) -> None:
    cache.set("tries", [1, 2])
    assert cache.get("tries") == [1, 2]
    assert cache.touch("tries", 100)
    assert cache.get("tries") == [1, 2]
    assert not cache.touch("nothing")
    assert cache.get("nothing", "default") == "default"


def test_touch_moves_the_end(cache: WholeFileCache) -> None:
    cache.set("tries", 1)
    assert cache.touch("tries", 0)
    assert cache.get("tries") is None


def test_a_cut_off_entry_counts_as_none(cache: WholeFileCache, tmp_path: Path) -> None:
    cache.set("tries", ["a", "b"])
    whole = _entry(tmp_path).read_bytes()
    for length in range(len(whole)):
        for ask in (cache.get, cache.has_key, cache.touch):
            cache.set("tries", 0)
            _entry(tmp_path).write_bytes(whole[:length])
            # Whether there is one is told by its beginning; what it says needs all of it.
            assert not ask("tries") or ask == cache.has_key
            assert cache.get("tries") is None
        assert cache.add("tries", 1)
        assert cache.get("tries") == 1


def test_an_entry_of_something_else_counts_as_none(cache: WholeFileCache, tmp_path: Path) -> None:
    cache.set("tries", 1)
    _entry(tmp_path).write_bytes(b"\0" * 100)
    assert cache.get("tries", 7) == 7
    assert not cache.has_key("tries")


def test_the_settings_name_it() -> None:
    """The suite itself counts in memory (conftest)."""
    text = Path(settings.BASE_DIR, "policygen/settings.py").read_text("utf-8")
    assert '"BACKEND": "policygen.site.cache.WholeFileCache"' in text
