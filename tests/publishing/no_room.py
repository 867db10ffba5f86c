"""A storage whose disk is full. The database's is not, so that its transaction goes on."""

from typing import Any

from policygen.publishing.storage import WholeFileStorage
from tests.full_disk import full_after


class NoRoom(WholeFileStorage):
    def _save(self, name: str, content: Any) -> str:
        with full_after(1000):
            return super()._save(name, content)
