"""The clause library in the database: a draft that editors change, and releases that never change.

The draft is the library's files, entry by entry (engine/library/library_files.py). An entry follows the
shipped library until an editor changes it. A release is the draft's files as they were at one moment.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policygen.engine.library import library_files

KINDS = {
    "sections": _("Sections"),
    "clauses": _("Clauses"),
    "laws": _("Laws and requirements"),
    "tools": _("Services"),
    "vocabulary": _("Words"),
    "retention": _("Retention rules"),
    "findings": _("Findings"),
    "promises": _("Promises"),
}
"""The kinds of entries by the first part of their file's path; what is not here is the other files."""


class LibraryFile(models.Model):
    """A file of the library without its entries: its head, and what stands between them.

    Only an edition changes it: the editors have the entries.
    """

    path = models.CharField(max_length=100, unique=True)
    head = models.TextField(blank=True, default="")
    is_list = models.BooleanField()
    gap = models.TextField(blank=True, default=library_files.GAP)
    gaps = models.JSONField(blank=True, default=dict)
    end = models.TextField(blank=True, default="")
    """As in library_files.File: between two entries, before some of them instead, after the last."""
    shipped = models.TextField(blank=True, default="")
    """The whole file as the shipped library had it when it was last taken in."""

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path

    def stands(self, entries: bool) -> bool:
        """Whether it is a file of the library, with entries or without."""
        return entries or (not self.is_list and bool(self.shipped))

    def said(self, entries: Iterable[library_files.Entry]) -> str:
        """The file with these entries."""
        return library_files.File(
            self.head, tuple(entries), self.is_list, self.gap, self.gaps, self.end
        ).text

    def follow(self, split: library_files.File) -> None:
        """Take all that is the file's own from a file as it was read. Not saved."""
        self.head, self.is_list, self.gap = split.head, split.is_list, split.gap
        self.gaps, self.end = dict(split.gaps), split.end


class Entry(models.Model):
    """One entry of the draft. `revision` counts its changes, so that two editors can't undo each other.

    A deleted one keeps its row, its place and its history, and has no text.
    """

    file = models.ForeignKey(LibraryFile, models.CASCADE, related_name="entries")
    key = models.CharField(_("name"), max_length=100)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(_("text"), blank=True)
    shipped = models.TextField(blank=True, default="")
    """The shipped text that this entry follows or was changed from; empty where an editor made it, or
    the shipped library has it no more."""
    incoming = models.TextField(blank=True, default="")
    """A newer shipped text that could not be taken over, because the entry was changed here too."""
    revision = models.PositiveIntegerField(default=0)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["file__path", "position", "pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="entry_once")]
        permissions = [
            ("approve_entry", "Can approve what another editor changed"),
            ("release_library", "Can release the library"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def kind(self) -> str:
        return self.file.path.partition("/")[0].removesuffix(".yaml")

    @property
    def data(self) -> Any:
        """What the entry says. Raises yaml.YAMLError where a text was imported broken."""
        return library_files.Entry(self.key, self.text).data

    @property
    def deleted(self) -> bool:
        return not self.text

    @property
    def edited(self) -> bool:
        """Whether it says something else than the shipped library, or is deleted here alone."""
        return self.text != self.shipped

    @property
    def in_conflict(self) -> bool:
        return bool(self.incoming)


class Edition(models.Model):
    """A state of the shipped library that was taken in once: what ships with an older program than the
    last one is no news."""

    digest = models.CharField(max_length=64, unique=True)
    """Of its files (engine/library/library_files.py)."""
    taken = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest


class Revision(models.Model):
    """One change of an entry: what it said before and after, who, when, and who approved it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True)
    moved = models.JSONField(null=True)
    """Where it stood and where it stands since: two times (path, key of the entry before it or "")."""
    comment = models.CharField(_("what changed and why"), max_length=300, blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    edition = models.PositiveIntegerField(null=True)
    """The number of the shipped library that made this change in place of an author."""
    made = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    approved = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.entry.key} {self.number}"


class Remark(models.Model):
    """What an editor says about a change: why it can't be approved yet, say."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="remarks")
    text = models.CharField(_("remark"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Reading(models.Model):
    """That somebody read an entry’s languages beside each other, and they say the same."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="readings")
    change = models.PositiveIntegerField()
    """The number of the revision that was the last one then."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-change", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry.key} {self.change}"
