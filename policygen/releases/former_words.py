"""How a word was called that the current library has no more: as the newest release that knew it says."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.yaml12 import Loader
from policygen.releases.libraries import remembered
from policygen.releases.models import Release

LOOKED_AT = 20
"""Releases, the newest first; then the files that ship."""


@remembered(512)
def former_label(kind: str, slug: str) -> Mapping[str, str]:
    """Language → label, a name that is the same in all under ""; {} where nothing knows the word.

    `kind`: tools, presets, or a vocabulary. At most a query per release, once per process and word.
    """
    for files in _states():
        for path, text in files.items():
            if _may_hold(path, kind) and slug in text and (found := _label(text, slug)):
                return found
    return {}


def _states() -> Iterator[dict[str, str]]:
    for pk in Release.objects.values_list("pk", flat=True)[:LOOKED_AT]:
        yield Release.objects.get(pk=pk).read()
    yield read_files(SHIPPED)


def _may_hold(path: str, kind: str) -> bool:
    return path.startswith(f"{kind}/") or path in {f"{kind}.yaml", f"vocabulary/{kind}.yaml"}


def _label(text: str, slug: str) -> Mapping[str, str]:
    data: Any = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader
    if isinstance(data, list):
        said = next((row.get("name") for row in data if row.get("slug") == slug), None)
    else:
        said = (data or {}).get(slug, {}).get("label")
    return {"": said} if isinstance(said, str) else said or {}
