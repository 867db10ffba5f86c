from typing import Any

from django.core.management.base import BaseCommand

from policygen.shops.expiry import KEPT, expired


class Command(BaseCommand):
    help = f"Delete shops without account and policy, {KEPT.days} days after their last change."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        _rows, by_model = expired().delete()
        number = by_model.get("shops.Shop", 0)
        if number or verbosity:
            self.stdout.write(f"Expired drafts deleted: {number}")
