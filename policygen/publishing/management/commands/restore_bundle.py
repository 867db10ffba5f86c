"""`manage.py restore_bundle`: a policy with its history, from the ZIP that its owner downloaded elsewhere.

For whoever runs the site alone: the pages of a bundle are HTML that is then served under the site's name, and
hashes show that it is whole, not that it is well-meant.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError
from django.urls import reverse

from policygen.common.commands import DatabaseCommand
from policygen.publishing.bundle.reading import Bundle, Refused
from policygen.publishing.bundle.restoring import Restored, restore


class Command(DatabaseCommand):
    help = (
        "Restore a published policy with all its versions from a bundle (ZIP), under the address that it "
        "had. Everything is checked first, and nothing is restored if anything is wrong. Only restore "
        "what you trust: its pages are served under the name of this site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP")
        parser.add_argument(
            "--owner", default="", help="e-mail address of the account that gets it"
        )
        parser.add_argument("--check", action="store_true", help="only look whether it is whole")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = _owner(options["owner"]) if options["owner"] else None
        try:
            with options["file"].open("rb") as file:
                bundle = Bundle(file)
                entries = bundle.verify()
                address = f"/p/{bundle.manifest.address}/"
                versions = len(bundle.manifest.versions)
                self.stdout.write(f"{address}: {versions} versions, {entries} files, all whole")
                if not options["check"]:
                    self._told(restore(bundle, owner))
        except Refused as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}.") from None

    def _told(self, restored: Restored) -> None:
        shop = restored.policy.shop
        if not restored.new:
            self.stdout.write("All of it is here already.")
            return
        self.stdout.write(f"Restored under /p/{restored.policy.slug}/")
        if restored.unknown:
            numbers = ", ".join(map(str, restored.unknown))
            self.stdout.write(
                f"The clause library of version {numbers} is not here: keep the bundle, since what is "
                "damaged can’t be made again."
            )
        if shop.owner_id is None:
            link = reverse("shops:resume", args=[shop.resume_key])
            self.stdout.write(f"Private link for its owner: {link}")


def _owner(address: str) -> User:
    found = User.objects.filter(email__iexact=address, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no account with the address {address}. Nothing was restored.")
    return found
