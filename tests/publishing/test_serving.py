"""A damaged file or page is mended or not served; nothing else is ever given out."""

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.db.models import QuerySet
from django.test import Client

from policygen.publishing import mending, serving
from policygen.publishing.models import Download, Page, Version
from policygen.publishing.publishing import publish
from policygen.shops.models import Shop

PAGE, WORD = "/p/klumandel/uk/", "/p/klumandel/uk/policy.docx"
BROTLI = {"Accept-Encoding": "br"}
DAMAGES = ("missing", "empty", "shorter", "other", "unreadable")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("policygen", "django"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    serving._hopeless.clear()
    serving._known.clear()


@pytest.fixture
def word(version: Version, storage: Path) -> Iterator[Path]:
    """The Word file where it lies; whole again for the next test."""
    path = storage / str(version.downloads.get(language="uk", format="docx").file.name)
    content = path.read_bytes()
    yield path
    if path.is_dir():
        path.rmdir()
    path.write_bytes(content)


def damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how in ("missing", "unreadable"):
        path.unlink()
    if how == "unreadable":
        path.mkdir()  # Root reads whatever a file's mode says.
    if how == "empty":
        path.write_bytes(b"")
    if how == "shorter":
        path.write_bytes(content[:24576])
    if how == "other":
        path.write_bytes(content[:-1] + b"!")


def forget_the_answers(version: Version) -> None:
    """As after an upgrade with which the old policy reads otherwise: it can't be made again."""
    facts = {**version.facts, "effective": "2026-11-23"}
    QuerySet.update(Version.objects.filter(pk=version.pk), facts=facts)


def change(page: Page, **columns: Any) -> None:
    QuerySet.update(Page.objects.filter(pk=page.pk), **columns)


def sent(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("how", [how for how in DAMAGES if how != "unreadable"])
def test_it_works(
    client: Client, version: Version, word: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = word.read_bytes()
    damage(word, how)
    response = client.get(WORD)
    assert (response.status_code, sent(response)) == (200, before)
    assert response["ETag"] == f'"{hashlib.sha256(before).hexdigest()}"'
    assert word.read_bytes() == before
    [line] = [r for r in caplog.records if r.name == serving.__name__]
    assert (line.levelno, word.name in line.getMessage()) == (logging.WARNING, True)


@pytest.mark.parametrize("how", DAMAGES)
def test_what_can_not_be_made_again_is_not_served(
    client: Client, version: Version, word: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    forget_the_answers(version)
    damage(word, how)
    for _time in range(2):
        response = client.get(WORD, headers={"Accept-Language": "en"})
        assert (response.status_code, response["Retry-After"]) == (503, "600")
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response
        assert "Not available right now" in response.content.decode()
        assert f'<a href="{PAGE}">' in response.content.decode()
    [line] = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert word.name in line and "manage.py verify" in line
    assert client.get(PAGE).status_code == 200


def test_the_page_says_it_in_the_visitors_language(
    client: Client, version: Version, word: Path
) -> None:
    forget_the_answers(version)
    damage(word, "empty")
    response = client.get(WORD, headers={"Accept-Language": "uk"})
    assert '<html lang="uk">' in response.content.decode()
    assert "Зараз недоступно" in response.content.decode()


def test_what_could_not_be_mended_is_tried_again_later(
    client: Client, version: Version, word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    monkeypatch.setattr(mending, "mend_file", lambda download: tries.append(download))
    damage(word, "empty")
    for again, expected in ((600, 1), (0, 3)):
        monkeypatch.setattr(serving, "AGAIN", again)
        for _time in range(2):
            assert client.get(WORD).status_code == 503
        assert len(tries) == expected


def test_one_is_mended_at_a_time(client: Client, version: Version, word: Path) -> None:
    damage(word, "empty")
    with serving._mending:
        assert client.get(WORD).status_code == 503
    assert sent(client.get(WORD)) == word.read_bytes()


@pytest.mark.parametrize(
    ("columns", "headers"),
    [
        ({"html": b"<p>other</p>"}, {}),
        ({"brotli": b"no brotli"}, BROTLI),
        ({"brotli": brotli.compress(b"<p>other</p>")}, BROTLI),
        ({"html": b"", "brotli": b""}, {}),
        ({"html": b"", "brotli": b""}, BROTLI),
    ],
)
def test_a_damaged_page_is_mended(
    client: Client, version: Version, columns: dict[str, bytes], headers: dict[str, str]
) -> None:
    before = client.get(PAGE, headers=headers)
    page = version.pages.get(language="uk")
    change(page, **columns)
    after = client.get(PAGE, headers=headers)
    assert (after.status_code, after.content) == (200, before.content)
    assert after.headers == before.headers
    page.refresh_from_db()
    assert mending.page_fault(page) == ""


def test_a_page_that_can_not_be_made_again_is_not_served(client: Client, version: Version) -> None:
    forget_the_answers(version)
    change(version.pages.get(language="uk"), html=b"<p>other</p>", brotli=b"")
    for path in (PAGE, "/p/klumandel/1/uk/"):
        for headers in ({}, BROTLI):
            response = client.get(path, headers={**headers, "Accept-Language": "en"})
            assert response.status_code == 503
            assert "Not available right now" in response.content.decode()
            assert "other" not in response.content.decode()
    assert client.get("/p/klumandel/en/").status_code == 200


def test_publishing_again_mends(version: Version, shop: Shop, word: Path) -> None:
    before = word.read_bytes()
    damage(word, "shorter")
    change(version.pages.get(language="uk"), html=b"")
    assert publish(shop, on=version.effective) == (version, False)
    assert word.read_bytes() == before
    assert all(not mending.page_fault(page) for page in version.pages.all())


def test_publishing_again_makes_a_version_where_the_old_one_is_lost(
    version: Version, shop: Shop
) -> None:
    change(version.pages.get(language="uk"), sha256="0" * 64)
    made, new = publish(shop, on=version.effective)
    assert (made.number, new) == (2, True)
    assert mending.mend(made)


def test_another_publication_with_the_same_file_repairs_it(
    version: Version, shop: Shop, word: Path
) -> None:
    """Before, a file of that name was taken for whole."""
    before = word.read_bytes()
    damage(word, "empty")
    version.policy.delete()  # Its files would go at the commit, which the test does not come to.
    assert word.read_bytes() == b""
    publish(shop, on=version.effective, slug="again")
    assert word.read_bytes() == before
    assert Download.objects.filter(file__endswith=word.name).count() == 1
