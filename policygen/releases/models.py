"""Releases of the clause library. A release is the draft's files as they were at one moment."""

import json

import brotli
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policygen.common.stored_once import StoredOnce
from policygen.engine.library.model import Library
from policygen.engine.loading.load import load_library
from policygen.engine.loading.older_laws import lifted


class Release(StoredOnce):
    """A numbered state of the whole library. Published policies point to it by its number."""

    number = models.PositiveIntegerField(unique=True)
    files = models.BinaryField()
    """The files as JSON, compressed: path → text."""
    notes = models.JSONField(default=dict)
    """Key of a clause → note for shop owners per language; "" holds the note about the whole."""
    equal_to = models.PositiveIntegerField(null=True)
    """The number of the older release that this one brings back."""
    released = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta(StoredOnce.Meta):
        abstract = False
        db_table = "clauses_release"  # from before it had an app of its own
        ordering = ["-number"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return str(self.number)

    def read(self) -> dict[str, str]:
        """In the form of today (engine/loading/older_laws.py)."""
        return dict(lifted(self.stored()))

    def stored(self) -> dict[str, str]:
        """In the form of its day."""
        files: dict[str, str] = json.loads(brotli.decompress(bytes(self.files)))
        return files

    def library(self) -> Library:
        """Compiled anew each time (libraries.py remembers). Raises LibraryError, and whatever a damaged row
        gives rise to."""
        return load_library(self.read(), strict=False)


def packed(files: dict[str, str]) -> bytes:
    """The same files give the same bytes."""
    text = json.dumps(files, sort_keys=True, ensure_ascii=False)
    compressed: bytes = brotli.compress(text.encode(), quality=9)
    return compressed
