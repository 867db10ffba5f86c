"""A key that lasts on a developer's machine, so that drafts outlive a restart."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from policygen.engine.atomic_files import write_whole

VARIABLE = "POLICYGEN_SECRET_KEY"
SHORTEST = 50
"""Letters, as Django asks for."""


def ensure_secret_key() -> None:
    """Take the key from the environment, or else from a file that only this user can read."""
    key = os.environ.get(VARIABLE) or _kept_key(settings.DATA_DIR / "secret-key")
    os.environ[VARIABLE] = settings.SECRET_KEY = key


def _kept_key(path: Path) -> str:
    """A shorter one is what an earlier edition left when it was cut off: it would protect nothing."""
    if not path.exists() or path.stat().st_size < SHORTEST:
        write_whole(path, [secrets.token_urlsafe(50).encode()], 0o600)
    return path.read_text(encoding="ascii")
