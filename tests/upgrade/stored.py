"""What stands in an installation of an older version, without running it."""

import json
import lzma
import sqlite3
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli

from tests.upgrade.installation import HERE


@lru_cache
def releases(commit: str) -> dict[int, dict[str, str]]:
    """Number → the files of each release, in the form of its day."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "database.sqlite3"
        path.write_bytes(lzma.decompress((HERE / commit / "database.sqlite3.xz").read_bytes()))
        database = sqlite3.connect(path)
        try:
            found = database.execute("SELECT number, files FROM clauses_release").fetchall()
        finally:
            database.close()
    return {number: json.loads(brotli.decompress(files)) for number, files in found}
