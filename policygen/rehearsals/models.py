"""Rehearsals: how far each has got, and what it found."""

from django.conf import settings
from django.db import models


class Rehearsal(models.Model):
    """What a draft would do to every published policy and every example, as far as it has got."""

    draft = models.CharField(max_length=64)
    """The draft's fingerprint: a change of the draft makes the rehearsal out of date."""
    release = models.PositiveIntegerField()
    started = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    """The policy up to which it has got, by its number in the database."""

    class Meta:
        db_table = "clauses_rehearsal"  # from before it had an app of its own
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"

    @property
    def finished(self) -> bool:
        return self.done >= self.total


class Rehearsed(models.Model):
    """One policy or example in one language that the draft would change."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="changes")
    shop = models.CharField(max_length=120)
    policy = models.ForeignKey("policies.Policy", models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=3)
    clauses = models.JSONField(default=list)
    """Of each clause that changes: id, kind of change."""
    laws = models.JSONField(default=list)
    unmet = models.JSONField(default=list)
    """Requirements that it would no longer meet."""
    findings = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    """Clauses that stand at another place of their section."""
    error = models.CharField(max_length=300, blank=True, default="")
    screen = models.CharField(max_length=20, blank=True, default="")
    """Of the wizard, which does not open for the reason in `error`; "" in a row about a policy."""
    entry = models.CharField(max_length=200, blank=True, default="")
    """The changed entry that the screen stumbles on, where it is known: path and key."""

    class Meta:
        db_table = "clauses_rehearsed"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.shop} ({self.language})"
