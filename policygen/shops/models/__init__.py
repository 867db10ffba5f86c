"""A shop's answers, and who they belong to."""

from policygen.shops.models.choices import Answer, Archive, Automated, Signal
from policygen.shops.models.columns import Column, WordsField, each_once
from policygen.shops.models.people import LibraryMail, Taking
from policygen.shops.models.rows import (
    Activity,
    ActivityTool,
    CustomTool,
    Market,
    OwnWords,
    RetentionPeriod,
    ShopTool,
)
from policygen.shops.models.shop import (
    PUBLIC_ID_ALPHABET,
    PUBLIC_ID_LENGTH,
    Shop,
    new_public_id,
    today,
)

__all__ = [
    "PUBLIC_ID_ALPHABET",
    "PUBLIC_ID_LENGTH",
    "Activity",
    "ActivityTool",
    "Answer",
    "Archive",
    "Automated",
    "Column",
    "CustomTool",
    "LibraryMail",
    "Market",
    "OwnWords",
    "RetentionPeriod",
    "Shop",
    "ShopTool",
    "Signal",
    "Taking",
    "WordsField",
    "each_once",
    "new_public_id",
    "today",
]
