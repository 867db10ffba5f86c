"""A key that lasts on a developer's machine, so that drafts outlive a restart."""

import os
import secrets
from pathlib import Path

from django.conf import settings

VARIABLE = "POLICYGEN_SECRET_KEY"


def ensure_secret_key() -> None:
    """Take the key from the environment, or else from a file that only this user can read."""
    key = os.environ.get(VARIABLE) or _kept_key(settings.DATA_DIR / "secret-key")
    os.environ[VARIABLE] = settings.SECRET_KEY = key


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")
