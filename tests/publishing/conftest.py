"""A published policy to test with. Making its PDFs takes seconds, so the tests of a file share one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test.utils import override_settings
from pytest_django.plugin import DjangoDbBlocker

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import read_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.paths import EXAMPLES


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The smallest of the example shops: Ukrainian first, then English."""
    return read_facts((EXAMPLES / "klumandel.yaml").read_bytes(), shipped_library())


@pytest.fixture(scope="module")
def ukrainian(facts: Facts) -> Facts:
    """The same in one language only, which is published in half the time."""
    return facts.model_copy(update={"languages": ("uk",)})


@pytest.fixture(scope="module", autouse=True)
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="module")
def published(
    facts: Facts, storage: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Version]:
    """Published once for the file; what a test does to it is undone by the test's own transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield publish(create_shop(facts), on=facts.effective, slug="klumandel")[0]
        transaction.set_rollback(True)


@pytest.fixture
def version(published: Version, db: None) -> Version:
    return Version.objects.select_related("policy__shop").get(pk=published.pk)


@pytest.fixture
def shop(version: Version) -> Shop:
    return Shop.objects.get(pk=version.policy.shop_id)
