from typing import Any

from django.core.management.base import CommandError

from policygen.common.commands import DatabaseCommand
from policygen.shops.expiry import KEPT, ahead, look


class Command(DatabaseCommand):
    help = f"Delete shops without account and policy, {KEPT.days} days after their last change."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        if moment := ahead():
            raise CommandError(
                f"Nothing is deleted: a shop was changed on {moment:%Y-%m-%d %H:%M} UTC, which lies in the "
                "future. Is the clock of this machine right? If it is and was wrong before, this goes on "
                "once that day has passed."
            )
        found = look()
        if found.deleted or verbosity:
            self.stdout.write(f"Expired drafts deleted: {found.deleted}; due: {found.due}")
