"""What differs between machines: the environment variables, read and checked all at once.

The fields of `Environment` are the variables, in capital letters and behind POLICYGEN_. An empty variable
is as good as none. docs/running.md tells operators about each; a test holds the two together.
"""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from policygen import addresses

PREFIX = "POLICYGEN_"
ELSEWHERE = frozenset({"tests", "axe"})
"""Read by the test suite, not by the application."""
SHORTEST_KEY = 16
"""Characters: the 128 bits that a signature needs, were each character a byte of chance."""

Settings: TypeAlias = dict[str, Any]
"""A part of Django's settings."""


def _flag(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError(f"{value!r} is neither 0 nor 1")
    return value == "1"


def _count(value: str) -> int:
    if not (value.isascii() and value.isdecimal()) or int(value) > 10:
        raise ValueError(f"{value!r} is not a number from 0 to 10")
    return int(value)


def _folder(value: str) -> Path:
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError(f"{value} is not a folder")
    return path.resolve()


def _key(value: str) -> str:
    if len(value) < SHORTEST_KEY:
        raise ValueError(f"a key shorter than {SHORTEST_KEY} characters can be guessed. {NEW_KEY}")
    return value


NEW_KEY = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'

Flag = Annotated[bool, BeforeValidator(_flag)]
Folder = Annotated[Path, BeforeValidator(_folder)]
Hosts = Annotated[list[str], BeforeValidator(addresses.hosts)]


class Environment(BaseModel):
    """Of one process. Build it with `read`."""

    model_config = ConfigDict(frozen=True)

    debug: Flag = False
    secret_key: Annotated[str, BeforeValidator(_key)] | None = None
    hosts: Hosts = ["localhost", "127.0.0.1"]
    origins: Annotated[list[str], BeforeValidator(addresses.origins)] = []
    data: Folder | None = None
    static: Folder | None = None
    database_url: Annotated[Settings, BeforeValidator(addresses.database)] | None = None
    https: Flag = False
    hsts_subdomains: Flag = False
    email_url: Annotated[Settings, BeforeValidator(addresses.mail_server)] | None = None
    email_from: Annotated[str, BeforeValidator(addresses.sender)] = "policygen@localhost"
    proxies: Annotated[int, BeforeValidator(_count)] = 0


def read(variables: Mapping[str, str] = os.environ, *, server: bool = False) -> Environment:
    """A server needs a lasting key, a command doesn't. Raises ImproperlyConfigured, with a line for
    everything that is wrong, which never repeats a password."""
    values = {
        name.removeprefix(PREFIX).lower(): value.strip()
        for name, value in variables.items()
        if name.startswith(PREFIX) and value.strip()
    }
    problems = list(_misspelt(values))
    if server and "secret_key" not in values:
        problems += [f"{PREFIX}SECRET_KEY: a server needs a key that lasts. {NEW_KEY}"]
    try:
        environment = Environment.model_validate(values)
    except ValidationError as error:
        problems += [_line(e) for e in error.errors(include_url=False)]
    if problems:
        raise ImproperlyConfigured("\n  ".join(["The environment is not right:", *problems]))
    return environment


def _misspelt(values: Mapping[str, str]) -> Iterator[str]:
    """What resembles a variable and isn't one would silently not count. Others are left alone: a cluster
    may put variables of its own beside ours (POLICYGEN_SERVICE_HOST)."""
    known = Environment.model_fields.keys()
    for name in sorted(values.keys() - known - ELSEWHERE):
        if near := get_close_matches(name, known, n=1, cutoff=0.66):
            yield f"{PREFIX}{name.upper()} is not read; did you mean {PREFIX}{near[0].upper()}?"


def _line(error: ErrorDetails) -> str:
    reason = str(error.get("ctx", {}).get("error") or error["msg"])
    return f"{PREFIX}{str(error['loc'][0]).upper()}: {reason}" if error["loc"] else reason
