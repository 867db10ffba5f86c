"""Rows that never change: what is published, and the releases it points to."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import QuerySet


class PublishedIsFinal(RuntimeError):
    """Somebody tried to change what is published."""


class StoredOnce(models.Model):
    """A row that can be made and deleted with its shop, and never changed."""

    class StoredOnceQuerySet(QuerySet[Any]):
        def update(self, **kwargs: Any) -> NoReturn:
            raise PublishedIsFinal(self.model.__name__)

        def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
            raise PublishedIsFinal(self.model.__name__)

    objects = StoredOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PublishedIsFinal(type(self).__name__)
        super().save(**kwargs)
