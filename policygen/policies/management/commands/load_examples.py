"""`manage.py load_examples`: publish the example shops, so that there is something to look at."""

from pathlib import Path
from typing import Any

from django.conf import settings

from policygen.clauses.current import current_library
from policygen.engine.reading import read_facts
from policygen.policies.models import Policy
from policygen.policies.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.site.commands import DatabaseCommand

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
            publish(shop, on=facts.effective, slug=path.stem)
            self.stdout.write(f"/p/{path.stem}/")
