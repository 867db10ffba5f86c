"""Published policies without their pages and files, which take seconds to print."""

from typing import Any

from django.contrib.auth.models import User

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Policy, Version
from policygen.shops.from_facts import create_shop
from tests.cast import example


def publish(name: str, owner: User | None = None, slug: str = "", **more: Any) -> Version:
    """A first version of an example, as `publishing.publish` would store it."""
    facts: Facts = example(name)
    policy = Policy.objects.create(shop=create_shop(facts, owner), slug=slug or f"shop-{name}")
    version: Version = Version.objects.create(
        policy=policy,
        number=1,
        facts={**facts_data(facts), **more},
        library_release=shipped_library().release,
        effective=facts.effective,
    )
    return version
