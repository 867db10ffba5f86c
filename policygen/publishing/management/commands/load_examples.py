"""`manage.py load_examples`: publish the example shops, so that there is something to look at."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from policygen.common.commands import DatabaseCommand
from policygen.common.database import command_line
from policygen.engine import read_facts
from policygen.publishing.models import Policy
from policygen.publishing.publishing import NotStored, publish
from policygen.releases.current import current_library
from policygen.shops.from_facts import create_shop

EXAMPLES = Path(settings.BASE_DIR) / "examples"


class Command(DatabaseCommand):
    help = (
        "Publish the example shops under /p/<name>/. Those that are there already stay as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        library = current_library()
        present = set(Policy.objects.values_list("slug", flat=True))
        for path in sorted(EXAMPLES.glob("*.yaml")):
            if path.stem in present:
                continue
            facts = read_facts(path.read_bytes(), library)
            shop = create_shop(facts)
            try:
                publish(shop, on=facts.effective, slug=path.stem)
            except NotStored as error:
                with suppress(DatabaseError):
                    shop.delete()
                raise CommandError(
                    f"{path.stem} could not be stored: {error.__cause__}. Once it can be: "
                    f"{command_line('load_examples')}"
                ) from None
            self.stdout.write(f"/p/{path.stem}/")
