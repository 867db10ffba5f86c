"""What stands in a bundle: its manifest, and under which names. Both the writer and the reader go by it."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
READMES = ("README.en.txt", "README.uk.txt")
MOST_VERSIONS = 5000
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Number = Annotated[int, Field(ge=1, le=10**6)]
By = Literal["owner", "somebody else", "unknown"]
"""Who published: nobody's name or address stands in a bundle."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Library(_Part):
    """The clause library that a version was made with. `sha256`: of its files, where it was recorded."""

    release: Annotated[int, Field(ge=0, le=10**6)]
    sha256: Digest | None


class Page(_Part):
    language: Language
    sha256: Digest


class File(_Part):
    language: Language
    format: Annotated[str, Field(pattern=r"^[a-z]{1,10}$")]
    suffix: Annotated[str, Field(pattern=r"^[a-z0-9]{1,10}$")]
    sha256: Digest


class Cancelled(_Part):
    at: AwareDatetime
    replaced_by: Number | None


class Version(_Part):
    """`facts`: the SHA-256 of the answers as published."""

    number: Number
    published: AwareDatetime
    published_by: By
    effective: datetime.date
    cancelled: Cancelled | None
    library: Library
    formats: tuple[Annotated[str, Field(pattern=r"^[a-z]{1,10}$")], ...]
    facts: Digest
    pages: tuple[Page, ...]
    files: tuple[File, ...]


class Withdrawn(_Part):
    at: AwareDatetime
    undone: AwareDatetime | None
    reason: Annotated[str, Field(max_length=4000)]


class Manifest(_Part):
    """Of one policy. The versions in the order in which they were published."""

    bundle: Literal[1]
    address: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
    created: AwareDatetime
    withdrawn: Annotated[tuple[Withdrawn, ...], Field(max_length=MOST_VERSIONS)]
    versions: Annotated[tuple[Version, ...], Field(min_length=1, max_length=MOST_VERSIONS)]

    @model_validator(mode="after")
    def _in_order(self) -> "Manifest":
        numbers = [version.number for version in self.versions]
        replacing = {v.cancelled.replaced_by for v in self.versions if v.cancelled} - {None}
        if numbers != sorted(set(numbers)) or not replacing <= set(numbers):
            raise ValueError("the numbers of the versions")
        if sum(row.undone is None for row in self.withdrawn) > 1:
            raise ValueError("withdrawn twice at once")
        return self

    def json(self) -> bytes:  # type: ignore[override]
        """The same manifest, the same bytes."""
        return as_json(self.model_dump(mode="json"))


class Entry(NamedTuple):
    """A file of the ZIP, and its SHA-256."""

    name: str
    sha256: str


def facts_name(number: int) -> str:
    return f"versions/{number}/facts.json"


def page_name(number: int, page: Page) -> str:
    return f"versions/{number}/{page.language}/page.html"


def file_name(number: int, file: File) -> str:
    return f"versions/{number}/{file.language}/policy.{file.suffix}"


def entries(manifest: Manifest) -> Iterator[Entry]:
    """Those of the versions, in the order of the ZIP."""
    for version in manifest.versions:
        yield Entry(facts_name(version.number), version.facts)
        yield from (Entry(page_name(version.number, page), page.sha256) for page in version.pages)
        yield from (Entry(file_name(version.number, file), file.sha256) for file in version.files)


def sums(found: list[Entry]) -> bytes:
    """As `sha256sum --check` reads it."""
    return "".join(f"{entry.sha256}  {entry.name}\n" for entry in sorted(found)).encode()


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,199}")
