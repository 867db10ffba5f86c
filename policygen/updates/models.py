"""What owners are told of releases that would change what they published."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """That a release would change a published policy: what its owner sees, until they act on it."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the owner")
        PUBLISHED = "published", _("taken over")
        DISMISSED = "dismissed", _("left as it is")
        GONE = "gone", _("the library says again what is published")

    policy = models.ForeignKey("policies.Policy", models.CASCADE, related_name="notices")
    release = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    made = models.DateTimeField(auto_now_add=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        db_table = "clauses_notice"  # from before it had an app of its own
        ordering = ["-release"]
        constraints = [models.UniqueConstraint(fields=["policy", "release"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.release}"
