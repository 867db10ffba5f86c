from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.management.base import CommandError
from django.db import transaction

from policygen.common.commands import DatabaseCommand


class Command(DatabaseCommand):
    help = "Forget the authenticator app and the recovery codes of an editor who has lost them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        username: str = options["username"]
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username!r}.")
        removed, _models = Authenticator.objects.filter(user=user).delete()
        if not removed:
            raise CommandError(f"{username} has no second factor; nothing was changed.")
        # A command is nobody's: the entry stands under the name of the editor.
        message = "Second factor reset by the operator, on the command line."
        LogEntry.objects.log_actions(user.pk, [user], CHANGE, message, single_object=True)
        self.stdout.write(
            f"Done. {username} sets up a new app at the next sign-in with the password."
        )
