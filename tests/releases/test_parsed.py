"""What the current library's files say, kept for the next server."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

from policygen.engine.loading import compiling
from policygen.releases.models import Release, packed
from policygen.releases.parsed import know_current
from tests.library_draft import PATH, SHIPPED_FILES

pytestmark = pytest.mark.django_db
TEXT = SHIPPED_FILES[PATH]


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(compiling, "_known", {})


def read(text: str) -> bool:
    """Whether it is known, and says what the file says."""
    return text in compiling._known and compiling._known[text] == compiling.parsed(text).data


def test_it_works() -> None:
    know_current()
    assert compiling._known == {}  # the first reads YAML
    know_current()
    assert all(map(read, SHIPPED_FILES.values()))


def test_a_release_is_kept_apart() -> None:
    know_current()
    text = f"{TEXT}\n# another word\n"
    Release.objects.create(number=2, files=packed({**SHIPPED_FILES, PATH: text}))
    know_current()
    assert compiling._known == {}
    know_current()
    assert (read(text), TEXT in compiling._known) == (True, False)


def test_what_is_not_whole_is_kept_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(compiling, "told", lambda texts: "[1, 2")
        know_current()
    know_current()
    assert compiling._known == {}
    know_current()
    assert read(TEXT)


def test_another_reader_reads_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    know_current()
    with monkeypatch.context() as patch:
        patch.setattr(compiling, "reader", lambda: "of another version")
        know_current()
    assert compiling._known == {}


def test_an_older_release_may_say_what_is_refused_today() -> None:
    files = {**SHIPPED_FILES, "vocabulary/more.yaml": "a: &a {label: {en: A}}\nb: *a\n"}
    Release.objects.create(number=2, files=packed(files))
    know_current()
    know_current()
    assert compiling._known == {}


def test_a_cache_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.touch()
    files = {"BACKEND": "policygen.site.cache.WholeFileCache", "LOCATION": place}
    with override_settings(CACHES={"default": files}):
        know_current()
    assert compiling._known == {}
