"""Published policies. What is published is stored once and never changes."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policygen.common.local_day import today_in
from policygen.common.stored_once import StoredOnce
from policygen.engine.formats import FORMATS
from policygen.shops.models import Shop


class Policy(models.Model):
    """A shop's public address, and the versions published there."""

    shop = models.OneToOneField(Shop, models.CASCADE, related_name="policy")
    slug = models.SlugField(max_length=60, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True, editable=False)
    """Since when its owner has taken it off; None while it is public (withdrawing.py)."""

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def __str__(self) -> str:
        return self.slug

    def latest(self) -> "Version | None":
        """The newest that is in force or comes. One query."""
        return self.versions.filter(cancellation=None).first()


class Version(StoredOnce):
    """One published state: the facts, the release, and through its pages and downloads the bytes."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    library_release = models.PositiveIntegerField()
    library_sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)
    """Of the library's files (releases.libraries.identity_of); empty for versions of older programs."""
    effective = models.DateField()
    formats = models.JSONField(default=list)
    """Those that there were when it was published (engine/formats/): its files in each language."""
    published = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta(StoredOnce.Meta):
        abstract = False
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.policy.slug} {self.number}"

    @property
    def languages(self) -> list[str]:
        """In the shop's order: the first one is the policy's own."""
        languages: list[str] = self.facts["languages"]
        return languages

    def nearest(self, language: str) -> str:
        """The language itself where the version is in it, else the version's own."""
        return language if language in self.languages else self.languages[0]

    @property
    def country(self) -> str:
        """Of the shop, ISO 3166."""
        return str(self.facts["business"]["country"])

    @property
    def has_begun(self) -> bool:
        """Whether its day has come in the shop's country."""
        return self.effective <= today_in(self.country)


class Cancellation(StoredOnce):
    """That a version was taken back before its day: it never applied. Its pages stay for the owner."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="cancellation")
    made = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(Version, models.CASCADE, null=True, related_name="+")
    """The version that was published in its place, if one was."""

    class Meta(StoredOnce.Meta):
        abstract = False

    def __str__(self) -> str:
        return str(self.version)


class Origin(StoredOnce):
    """Of a version that was restored from a bundle: what its installation knew of it (bundle/form.py)."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="origin")
    restored = models.DateTimeField(default=timezone.now)
    published_by = models.CharField(max_length=20)
    library_release = models.PositiveIntegerField()
    """Its number there."""
    library_sha256 = models.CharField(max_length=64, blank=True)

    class Meta(StoredOnce.Meta):
        abstract = False

    def __str__(self) -> str:
        return str(self.version)


class Withdrawal(models.Model):
    """That the owner took the policy off, and put it back if `undone` says so: the history of it."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="withdrawals")
    made = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    """In the owner's words, and for the owner alone."""
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy"], condition=models.Q(undone=None), name="withdrawn_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.made:%Y-%m-%d}"


class Page(StoredOnce):
    """A version's public page in one language: the very bytes that visitors get."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="pages")
    language = models.CharField(max_length=3)
    html = models.BinaryField()
    brotli = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(StoredOnce.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="page_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"

    def get_absolute_url(self) -> str:
        place = (self.version.policy.slug, self.version.number, self.language)
        return reverse("published:version", args=place)


FOLDER = "policies"
"""In the storage: all published files lie in its folders."""


def path_of(sha256: str, form: str) -> str:
    """By content, so that a file is never written over by another one."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}.{FORMATS[form].suffix}"


def download_path(download: "Download", filename: str) -> str:
    return path_of(download.sha256, download.format)


class Download(StoredOnce):
    """A version as a file, made once when it was published."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="downloads")
    language = models.CharField(max_length=3)
    format = models.CharField(max_length=10)
    file = models.FileField(upload_to=download_path, storage=default_storage, max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta(StoredOnce.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["version", "language", "format"], name="download_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language} {self.format}"


@receiver(post_delete, sender=Download)
def delete_file(instance: Download, **kwargs: Any) -> None:
    """With the last row that needs it, the file goes too, once the deletion is final. A file that can't be
    deleted is logged, and found by `manage.py verify`: the owner's deletion is done all the same.
    """
    name, storage = str(instance.file.name), instance.file.storage

    def delete() -> None:
        if not Download.objects.filter(file=name).exists():
            storage.delete(name)

    transaction.on_commit(delete, robust=True)


class Truths(models.Model):
    """What is true of a published version's answers (engine/conditions/), so that it can be counted."""

    version = models.OneToOneField("policies.Version", models.CASCADE, related_name="truths")
    names = models.TextField(blank=True)
    """Apart by spaces, with one before and one behind; empty where its release can't read its answers."""

    class Meta:
        db_table = "clauses_truths"  # from before it belonged here

    def __str__(self) -> str:
        return str(self.version_id)
