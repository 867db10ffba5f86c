"""Bundles that were changed, by accident or on purpose. All of them are small and harmless: what would be large
says so in a number only."""

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from policygen.publishing.bundle import form, reading
from policygen.publishing.bundle.reading import Bundle, Refused
from policygen.publishing.models import Policy, Version

Files = dict[str, bytes]


def files_of(content: bytes) -> Files:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files, kind: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, kind)
        archive.comment = comment
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        Bundle(io.BytesIO(content)).verify()
    return str(refused.value)


def test_it_works(content: bytes) -> None:
    assert Bundle(io.BytesIO(content)).verify() == len(files_of(content))
    assert Bundle(io.BytesIO(zipped(files_of(content)))).verify() == len(files_of(content))


@pytest.mark.parametrize(
    "name", ["versions/1/uk/page.html", "versions/3/facts.json", "README.uk.txt", form.SUMS]
)
def test_a_changed_byte(content: bytes, name: str) -> None:
    files = files_of(content)
    files[name] = files[name][:-1] + b"?"
    said = refusal(zipped(files))
    assert (name in said and "changed" in said) or "SHA256SUMS does not fit" in said


def test_a_byte_that_went_bad_on_the_way(content: bytes) -> None:
    """The ZIP's own sums notice."""
    at = content.index(b"<!doctype html>")
    assert "can’t be read" in refusal(content[:at] + b"?" + content[at + 1 :])


@pytest.mark.parametrize("length", [0, 10, 1000, -1, -30])
def test_half_of_it(content: bytes, length: int) -> None:
    assert "no ZIP" in refusal(content[:length])


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "versions/../../x",
        "versions/1/",
        "C:\\x",
        "versions//1",
        ".hidden",
        "a" * 300,
        "versions/1/\u202efdp.exe",
    ],
)
def test_names_that_lead_elsewhere(content: bytes, name: str) -> None:
    assert "is no name for a file" in refusal(zipped({**files_of(content), name: b"x"}))


def test_files_too_many_and_too_few(content: bytes) -> None:
    files = files_of(content)
    assert "is not in its manifest.json" in refusal(
        zipped({**files, "versions/1/uk/evil.html": b""})
    )
    for name in files:
        less = {key: value for key, value in files.items() if key != name}
        assert name in refusal(zipped(less))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(content: bytes) -> None:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("manifest.json", b"{}")
    assert "twice" in refusal(out.getvalue())


def test_what_we_never_write(content: bytes) -> None:
    files = files_of(content)
    assert "compressed or encrypted" in refusal(zipped(files, zipfile.ZIP_DEFLATED))
    assert "no ZIP as policygen writes it" in refusal(zipped(files, comment=b"hello"))


def entry_of(content: bytes, name: str) -> int:
    """Where the directory's line about a file begins."""
    return content.rindex(name.encode()) - 46


def changed(content: bytes, at: int, form_: str, value: int) -> bytes:
    size = struct.calcsize(form_)
    return content[:at] + struct.pack(form_, value) + content[at + size :]


def test_an_entry_that_says_it_is_huge(content: bytes) -> None:
    """Sixty-five MiB in a number; nothing of the kind is there, and nothing is read."""
    at = entry_of(content, "README.en.txt")
    for offset in (20, 24):
        content = changed(content, at + offset, "<L", 65 * 1024**2)
    assert "too large" in refusal(content)


def test_entries_within_each_other(content: bytes) -> None:
    """Together they say that they are longer than the file."""
    for name in ("README.en.txt", "README.uk.txt"):
        at = entry_of(content, name)
        for offset in (20, 24):
            content = changed(content, at + offset, "<L", len(content) - 100)
    assert "within each other" in refusal(content)


def test_more_entries_than_there_may_be(content: bytes) -> None:
    end = len(content) - 22
    assert "entries" in refusal(changed(content, end + 12, "<L", 17 * 1024**2))
    many = changed(changed(content, end + 8, "<H", 60_000), end + 10, "<H", 60_000)
    assert "entries" in refusal(many)


def test_the_form_for_64_bits(content: bytes) -> None:
    """Its numbers would stand in the place of those that were looked at."""
    end = len(content) - 22
    locator = b"PK\x06\x07" + bytes(16)
    assert "no ZIP as policygen writes it" in refusal(content[:end] + locator + content[end:])


def test_an_encrypted_entry(content: bytes) -> None:
    at = entry_of(content, "README.en.txt")
    assert "encrypted" in refusal(changed(content, at + 8, "<H", 1))


def with_manifest(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A bundle whose sums are right again after the change."""
    files = files_of(content)
    told = json.loads(files[form.MANIFEST])
    change(told)
    files[form.MANIFEST] = form.as_json(told)
    return zipped(files)


def _change(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(told: Any) -> None:
        for key in path[:-1]:
            told = told[key]
        told[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        _change("bundle", to=2),
        _change("address", to="../x"),
        _change("address", to="a" * 61),
        _change("more", to=1),
        _change("versions", to=[]),
        _change("versions", 0, "number", to=3),
        _change("versions", 0, "number", to=-1),
        _change("versions", 0, "number", to="1"),
        _change("versions", 1, "cancelled", "replaced_by", to=9),
        _change("versions", 0, "published", to="2026-01-01T00:00:00"),
        _change("versions", 0, "facts", to="0"),
        _change("versions", 0, "pages", 0, "language", to="../uk"),
        _change("versions", 0, "files", 0, "suffix", to="../../x"),
        _change("versions", 0, "published_by", to="Alice"),
        _change("withdrawn", 0, "reason", to="x" * 5000),
        lambda told: told["versions"][0]["pages"].append(told["versions"][0]["pages"][0]),
    ],
)
def test_a_manifest_that_says_what_none_can_say(
    content: bytes, change: Callable[[Any], None]
) -> None:
    assert "manifest.json" in refusal(with_manifest(content, change))


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"[" * 100_000, b"\xff"])
def test_a_manifest_that_is_none(content: bytes, text: bytes) -> None:
    assert "manifest.json" in refusal(zipped({**files_of(content), form.MANIFEST: text}))


def test_a_manifest_that_is_too_large(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_OF_MANIFEST", 10)
    assert "too large" in refusal(content)
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert "larger than" in refusal(content)


@pytest.mark.parametrize("answers", [b"[]", b"{", b'{"languages": ["uk"]}', b"[" * 100_000])
def test_answers_that_are_none(policy: Policy, content: bytes, answers: bytes) -> None:
    files = files_of(content)
    told = json.loads(files[form.MANIFEST])
    told["versions"][0]["facts"] = hashlib.sha256(answers).hexdigest()
    files |= {form.MANIFEST: form.as_json(told), "versions/1/facts.json": answers}
    bundle = Bundle(io.BytesIO(zipped(files)))
    with pytest.raises(Refused, match=r"versions/1/facts\.json"):
        bundle.facts(1)
    assert Version.objects.filter(policy=policy).count() == 3
