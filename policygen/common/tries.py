"""How often something was tried. In the database, so that requests sent at once are counted one by one."""

import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Tries(models.Model):
    """Of one thing, from its first try until a moment; then they begin anew."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=1)
    until = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "policygen_accounts"  # which counted first, and has the table
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return f"{self.number} until {self.until:%Y-%m-%d %H:%M}"


def counted(what: str, most: int, seconds: int) -> bool:
    """Count a try; False if there were `most` of them in that time already. Atomic: of many requests sent at
    once no more than `most` get True. What is counted, such as an address, is stored as a keyed hash only.
    """
    key, now = salted_hmac("tries", what, algorithm="sha256").hexdigest(), timezone.now()
    until = now + datetime.timedelta(seconds=seconds)
    row = Tries.objects.filter(key=key)
    for _attempt in range(2):
        if row.filter(until__lte=now).update(number=1, until=until):
            return True
        if row.filter(until__gt=now, number__lt=most).update(number=F("number") + 1):
            return True
        if row.exists():
            return False
        try:
            with transaction.atomic():
                Tries.objects.filter(until__lt=now - datetime.timedelta(days=1)).delete()
                Tries.objects.create(key=key, until=until)
            return True
        except IntegrityError:
            continue  # Another request was the first.
    return False
