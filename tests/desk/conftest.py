"""The editors: Ada writes, Rita reviews, Petro releases. The draft is the shipped library, read in once."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from policygen.draft import merging
from policygen.draft.models import Entry
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED

SHIPPED_FILES = read_files(SHIPPED)


@pytest.fixture(scope="module")
def shipped_draft(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        merging.merge(SHIPPED_FILES)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ada(shipped_draft: None, db: None) -> User:
    return User.objects.create_user("ada")


@pytest.fixture
def rita(shipped_draft: None, db: None) -> User:
    return User.objects.create_user("rita")


def entry(path: str, key: str) -> Entry:
    return Entry.objects.select_related("file").get(file__path=path, key=key)
