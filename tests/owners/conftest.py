"""The cast of the shops, for the pages that show what they have."""

from tests.shops.conftest import alice, bob, charlie, draft, english, shop

__all__ = ["alice", "bob", "charlie", "draft", "english", "shop"]
