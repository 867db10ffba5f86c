"""The languages of the interface, and the way from a page to the same page in another one."""

import re
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Choice:
    code: str
    name: str
    current: bool


def codes() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def choices(current: str) -> list[Choice]:
    return [Choice(code, name, code == current) for code, name in settings.LANGUAGES]


def in_language(url: str, language: str) -> str:
    """The same place in another language, query included. Addresses without a language stay."""
    prefix = re.compile(rf"^/({'|'.join(codes())})/")
    return prefix.sub(f"/{language}/", url)
