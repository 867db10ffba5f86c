from typing import Any

from policygen.shops.expiry import KEPT, expired
from policygen.site.commands import DatabaseCommand


class Command(DatabaseCommand):
    help = f"Delete shops without account and policy, {KEPT.days} days after their last change."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        _rows, by_model = expired().delete()
        number = by_model.get("shops.Shop", 0)
        if number or verbosity:
            self.stdout.write(f"Expired drafts deleted: {number}")
