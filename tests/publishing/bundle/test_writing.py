"""The ZIP for the owner: everything, the same bytes each time, and never all of it in memory."""

import hashlib
import io
import json
import subprocess
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from policygen.publishing.bundle.reading import Bundle
from policygen.publishing.bundle.writing import write_bundle
from policygen.publishing.models import Download, Page, Policy, Version


def test_it_works(policy: Policy, content: bytes, tmp_path: Path) -> None:
    """Every stored byte is in it, under a name, and `sha256sum` finds it whole."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    for page in Page.objects.filter(version__policy=policy):
        name = f"versions/{page.version.number}/uk/page.html"
        assert archive.read(name) == bytes(page.html)
    for file in Download.objects.filter(version__policy=policy):
        suffix = str(file.file.name).rpartition(".")[2]
        found = archive.read(f"versions/{file.version.number}/uk/policy.{suffix}")
        assert hashlib.sha256(found).hexdigest() == file.sha256
    for version in Version.objects.filter(policy=policy):
        facts = json.loads(archive.read(f"versions/{version.number}/facts.json"))
        assert facts == version.facts
    archive.extractall(tmp_path)
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=True, capture_output=True).stdout == b""
    for language, word in (("en", "sha256sum --check"), ("uk", "sha256sum --check")):
        assert word in (tmp_path / f"README.{language}.txt").read_text("utf-8")


def test_what_the_manifest_says(policy: Policy, content: bytes) -> None:
    text = zipfile.ZipFile(io.BytesIO(content)).read("manifest.json").decode()
    told: Any = json.loads(text)
    assert told["address"] == "klumandel"
    assert [v["number"] for v in told["versions"]] == [1, 2, 3]
    assert [v["published_by"] for v in told["versions"]] == ["owner", "unknown", "unknown"]
    replaced = [v["cancelled"] and v["cancelled"]["replaced_by"] for v in told["versions"]]
    assert replaced == [None, 3, None]
    assert {len(v["library"]["sha256"]) for v in told["versions"]} == {64}
    [withdrawn] = told["withdrawn"]
    assert withdrawn["reason"] == "«Чому»\nbecause" and withdrawn["undone"]
    assert "alice" not in text


def test_the_same_history_gives_the_same_bytes(policy: Policy, content: bytes) -> None:
    assert b"".join(write_bundle(policy)) == content
    infos = zipfile.ZipFile(io.BytesIO(content)).infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


def test_what_is_published_meanwhile_stands_in_the_next_one(policy: Policy, content: bytes) -> None:
    """The manifest is written first: what came later would be in the ZIP without being in it."""
    pieces = write_bundle(policy)
    first = next(pieces)
    third = Version.objects.get(policy=policy, number=3)
    Version.objects.create(
        policy=policy,
        number=4,
        facts=third.facts,
        library_release=third.library_release,
        effective=third.effective,
    )
    found = first + b"".join(pieces)
    Bundle(io.BytesIO(found)).verify()
    assert found == content


def test_it_is_written_piece_by_piece(policy: Policy, content: bytes) -> None:
    """The most that is in memory at a time is one file, however many there are."""
    largest = max(info.file_size for info in zipfile.ZipFile(io.BytesIO(content)).infolist())
    pieces = [len(piece) for piece in write_bundle(policy)]
    assert len(pieces) > 20 and sum(pieces) == len(content)
    assert max(pieces) <= largest + 1000


@pytest.mark.long
def test_memory_does_not_grow_with_the_history(policy: Policy) -> None:
    def most() -> int:
        tracemalloc.start()
        for _piece in write_bundle(policy):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    most()
    few = most()
    third = Version.objects.get(policy=policy, number=3)
    html = bytes(Page.objects.get(version=third).html)
    for number in range(4, 44):
        more = Version.objects.create(
            policy=policy,
            number=number,
            facts=third.facts,
            library_release=1,
            effective=third.effective,
        )
        sha256 = hashlib.sha256(html).hexdigest()
        Page.objects.create(version=more, language="uk", html=html, brotli=b"", sha256=sha256)
    assert most() < few + 1024 * 1024 < few + 40 * len(html)


def test_the_owner_downloads_it(policy: Policy, content: bytes) -> None:
    alice, base = Client(), f"/uk/shops/{policy.shop.public_id}"
    alice.force_login(User.objects.get(username="alice"))
    answer = alice.get(f"{base}/bundle/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="klumandel-history.zip"'
    assert b"".join(answer.streaming_content) == content
    assert f"{base}/bundle/" in alice.get(f"{base}/published/").content.decode()
    assert f"{base}/bundle/" in alice.get("/uk/shops/").content.decode()
    assert Client().get(f"{base}/bundle/").status_code == 404
    assert alice.post(f"{base}/bundle/").status_code == 405


def test_nothing_damaged_is_evidence(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked through first: no ZIP is begun that could not be finished."""
    monkeypatch.setattr("policygen.publishing.mending.mend_page", lambda page: False)
    alice = Client()
    alice.force_login(User.objects.get(username="alice"))
    page = Page.objects.get(version__policy=policy, version__number=1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {page._meta.db_table} SET html = %s WHERE id = %s", [b"<p>", page.pk]
        )
    answer = alice.get(f"/en/shops/{policy.shop.public_id}/bundle/")
    assert answer.status_code == 503


def test_nothing_published_has_no_history(db: None) -> None:
    client = Client()
    client.post("/en/shops/start/")
    page = client.get("/en/shops/").content.decode()
    assert "bundle" not in page
