"""Who owns a shop, and what its owner wants to hear."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from policygen.shops.models.shop import Shop


class Taking(models.Model):
    """That a shop without an account was put into one by somebody who had only its private link."""

    shop = models.OneToOneField(Shop, models.CASCADE, related_name="taking")
    at = models.DateTimeField(default=timezone.now)
    taken_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    """Who began it, once they have signed in; until then their browser has `Shop.owner_key`."""

    def __str__(self) -> str:
        return f"{self.shop_id}, {self.at:%Y-%m-%d}"


class LibraryMail(models.Model):
    """That an owner wants an e-mail when the clause library changes a policy of theirs."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="library_mail"
    )
    language = models.CharField(max_length=3)
    """Of the e-mails: that of the page on which the owner asked for them."""

    def __str__(self) -> str:
        return f"{self.owner_id} ({self.language})"
