"""A bundle that somebody hands in. Nothing of it is believed before it was held against its manifest.

It is never unpacked to names of its own. What a ZIP can hold beyond what we write (compression, comments, the
64-bit form, other files, the same name twice, entries inside each other) is refused before it is read.
"""

import hashlib
import json
import os
import struct
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from pydantic import ValidationError

from policygen.publishing.bundle import form

MOST_BYTES = 2 * 1024**3
MOST_ENTRIES = 50_000
MOST_DIRECTORY = 16 * 1024**2
MOST_OF_MANIFEST = 32 * 1024**2
MOST_OF_ENTRY = 64 * 1024**2
"""Bytes, each of them but the entries."""
_CHUNK = 1024**2
_END = struct.Struct("<4s4H2LH")
_FOR_64_BITS, _ENCRYPTED = b"PK\x06\x07", 0x1


class Refused(Exception):
    """It is no bundle, not a whole one, or one that was changed; the message says what is wrong."""


class Bundle:
    """Checked when it is made, but for the content of the entries: `verify` reads all of them."""

    def __init__(self, file: IO[bytes]) -> None:
        _check_end(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            struct.error,
            UnicodeError,
        ) as error:
            raise Refused(f"It is no ZIP that can be read: {error}.") from None
        self._entries = _checked(self._zip.infolist(), _size(file))
        self.manifest = self._read_manifest()
        self._sums = {entry.name: entry.sha256 for entry in form.entries(self.manifest)}
        self._check_names()

    def _read_manifest(self) -> form.Manifest:
        if form.MANIFEST not in self._entries:
            raise Refused(f"There is no {form.MANIFEST} in it.")
        if self._entries[form.MANIFEST].file_size > MOST_OF_MANIFEST:
            raise Refused(f"{form.MANIFEST} is too large.")
        content = self._content(form.MANIFEST)
        try:
            return form.Manifest.model_validate_json(content)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise Refused(f"{form.MANIFEST}: {place or 'it'}: {first['msg']}.") from None

    def _check_names(self) -> None:
        wanted = {*self._sums, form.MANIFEST, form.SUMS, *form.READMES}
        if len(self._sums) != sum(1 for _entry in form.entries(self.manifest)):
            raise Refused(f"{form.MANIFEST} names a file twice.")
        if missing := sorted(wanted - self._entries.keys()):
            raise Refused(f"It lacks {missing[0]}.")
        if more := sorted(self._entries.keys() - wanted):
            raise Refused(f"{more[0]!r} is not in its {form.MANIFEST}.")

    def verify(self) -> int:
        """How many entries there are; each was read, and is what the manifest and SHA256SUMS say. Raises
        Refused."""
        for name, sha256 in self._sums.items():
            if self._sha256(name) != sha256:
                raise Refused(f"{name} is not what the {form.MANIFEST} says: it was changed.")
        own = [form.Entry(name, self._sha256(name)) for name in (*form.READMES, form.MANIFEST)]
        if self._content(form.SUMS) != form.sums([*own, *form.entries(self.manifest)]):
            raise Refused(f"{form.SUMS} does not fit the files.")
        return len(self._entries)

    def content(self, name: str) -> bytes:
        """Of an entry of the manifest, held against its hash once more. Raises Refused."""
        content = self._content(name)
        if hashlib.sha256(content).hexdigest() != self._sums[name]:
            raise Refused(f"{name} was changed while it was read.")
        return content

    def facts(self, number: int) -> dict[str, Any]:
        name = form.facts_name(number)
        try:
            data = json.loads(self.content(name))
        except (ValueError, RecursionError):
            raise Refused(f"{name} is not JSON.") from None
        version = next(one for one in self.manifest.versions if one.number == number)
        if not _readable(data, version):
            raise Refused(f"{name} does not hold the answers of version {number}.")
        found: dict[str, Any] = data
        return found

    def _content(self, name: str) -> bytes:
        return b"".join(self._chunks(name))

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for chunk in self._chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._entries[name]) as entry:
                while chunk := entry.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise Refused(f"{name} can’t be read: {error}.") from None


def _check_end(file: IO[bytes]) -> None:
    """The end of the ZIP says how long its list of entries is, before that list is read."""
    size = _size(file)
    if size > MOST_BYTES:
        raise Refused(f"It is larger than {MOST_BYTES // 1024**2} MiB.")
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    if len(tail) < _END.size or tail[-_END.size :][:4] != b"PK\x05\x06":
        raise Refused("It is no ZIP as policygen writes it, or not the whole of it.")
    _sig, _disk, _first, _here, entries, length, _at, comment = _END.unpack(tail[-_END.size :])
    if tail[: -_END.size][:4] == _FOR_64_BITS or comment:
        raise Refused("It is no ZIP as policygen writes it.")
    if entries > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise Refused(f"It has more than {MOST_ENTRIES} entries.")


def _size(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)


def _checked(entries: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    """By name. They take no more room than the file has, so none lies within another."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.orig_filename
        if name in found or entry.filename != name:
            raise Refused(f"{name!r} is in it twice, or is no name for a file.")
        if not form.SAFE_NAME.fullmatch(name) or ".." in name or "//" in name or name.endswith("/"):
            raise Refused(f"{name!r} is no name for a file.")
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & _ENCRYPTED:
            raise Refused(f"{name} is compressed or encrypted, and policygen does neither.")
        if entry.file_size > MOST_OF_ENTRY or entry.file_size != entry.compress_size:
            raise Refused(f"{name} is too large.")
        found[name] = entry
    if sum(entry.file_size for entry in entries) > size:
        raise Refused("Its files lie within each other.")
    return found


def _readable(data: Any, version: form.Version) -> bool:
    """As much as the public pages need of the answers."""
    if not isinstance(data, dict) or not isinstance(data.get("business"), dict):
        return False
    languages, business = data.get("languages"), data["business"]
    name, country = business.get("name"), business.get("country")
    if not (
        isinstance(languages, list) and languages and all(isinstance(one, str) for one in languages)
    ):
        return False
    named = isinstance(name, str) or (
        isinstance(name, dict) and all(isinstance(name.get(one), str) for one in languages)
    )
    contact = business.get("contact")
    return (
        named
        and isinstance(country, str)
        and isinstance(contact, dict)
        and sorted(languages) == [page.language for page in version.pages]
        and {(f.language, f.format) for f in version.files}
        == {(language, form_) for language in languages for form_ in version.formats}
    )
