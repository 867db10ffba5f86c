"""Addresses in environment variables: hosts, origins, database and mail server, read whole or refused.

Each function raises ValueError with a sentence for the operator, which never holds a password.
"""

import re
from email.utils import getaddresses
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

_HOST = re.compile(
    r"\*|\.?[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]"
)
_ORIGIN = re.compile(
    r"(?P<scheme>https?://)(?P<below>(\*\.)?)(?P<host>\[[^]]*\]|[^*.][^/?#@:]*)(?P<port>(:[0-9]{1,5})?)/?"
)
_PARAMETER = re.compile(r'(?s).*URI query parameter: "[a-z_]+"\s*')
_ENCODED = (
    "in a user name or password, each of the characters @ : / ? # % and the blank is written"
    " percent-encoded (%40 for @)"
)
SMTP = {"smtp": (587, "tls"), "smtps": (465, "ssl"), "smtp+plain": (25, "")}
"""What the address of a mail server may start with: the usual port, and the encryption."""


def _listed(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def hosts(value: str) -> list[str]:
    """Names as the Host header has them: ``policies.example.com``, ``.example.com``, ``[::1]``."""
    names = [_host(item) for item in _listed(value)]
    if not names:
        raise ValueError("no host is named")
    return names


def _host(name: str) -> str:
    if not _is_host(name):
        raise ValueError(
            f"{name!r} is not the name of a host; write it without https://, port and path,"
            " and a comma between two"
        )
    return in_ascii(name)


def _is_host(name: str) -> bool:
    return bool(_HOST.fullmatch(in_ascii(name)))


def in_ascii(name: str) -> str:
    """As browsers send it: крамниця.example is xn--…"""
    try:
        return ".".join(
            label.encode("idna").decode("ascii") if label else ""
            for label in name.lower().split(".")
        )
    except UnicodeError:
        return name


def origins(value: str) -> list[str]:
    return [_origin(item) for item in _listed(value)]


def _origin(text: str) -> str:
    found = _ORIGIN.fullmatch(text.lower())
    try:
        if found is None:
            raise ValueError
        return f"{found['scheme']}{found['below']}{_host(found['host'])}{found['port']}"
    except ValueError:
        raise ValueError(
            f"{text!r} is not an origin; write it as https://policies.example.com, and a comma between two"
        ) from None


def _split(value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError:  # whose message may quote the password
        raise ValueError(f"the address can’t be read; {_ENCODED}") from None


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError(f"the port is not a number from 1 to 65535; or: {_ENCODED}")
    return port


def database(value: str) -> dict[str, Any]:
    """Django's settings of a PostgreSQL database. The address is read by libpq, so that all it knows
    reaches it: sockets, several hosts, sslmode and the other parameters."""
    if _split(value).scheme not in ("postgres", "postgresql"):
        raise ValueError(
            "the address starts with postgres:// or postgresql://; without one the database is SQLite,"
            " in the folder POLICYGEN_DATA"
        )
    known = _read_by_libpq(value)
    place = {key: known.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    if not all(_is_port(port) for port in place["port"].split(",")) or "@" in place["host"]:
        raise ValueError(f"host or port can’t be read; {_ENCODED}")
    if not (place["dbname"] or known.get("service")) or "/" in place["dbname"]:
        raise ValueError("the name of one database stands behind the host: postgres://host/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": place["dbname"],
        "USER": place["user"],
        "PASSWORD": place["password"],
        "HOST": place["host"],
        "PORT": place["port"],
        "OPTIONS": {"connect_timeout": "5", **known},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _read_by_libpq(value: str) -> dict[str, str]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise ValueError(
            'for PostgreSQL, install psycopg: pip install "policygen[postgres]"'
        ) from None
    try:
        return {key: str(text) for key, text in conninfo_to_dict(value).items() if text is not None}
    except ProgrammingError as error:
        # Other messages may quote the password.
        reason = str(error).strip() if _PARAMETER.fullmatch(str(error)) else _ENCODED
        raise ValueError(reason) from None


def _is_port(text: str) -> bool:
    return not text or (text.isascii() and text.isdecimal() and 0 < int(text) < 65536)


def mail_server(value: str) -> dict[str, Any]:
    """Django's settings of a mail server."""
    parts = _split(value)
    if parts.scheme not in SMTP or not parts.hostname:
        starts = ", ".join(f"{scheme}://" for scheme in SMTP)
        raise ValueError(f"the address starts with one of {starts} and a host; {_ENCODED}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"nothing stands behind host and port; {_ENCODED}")
    port, encryption = SMTP[parts.scheme]
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": _port(parts) or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": encryption == "tls",
        "EMAIL_USE_SSL": encryption == "ssl",
    }


def sender(value: str) -> str:
    """One mailbox: ``policygen <hello@example.com>``."""
    found = [address for _name, address in getaddresses([value])]
    local, _, domain = found[0].rpartition("@")
    plain = len(found) == 1 and found[0] in value and value.isprintable()
    if not plain or not local or not _is_host(domain):
        raise ValueError(f"{value!r} is not a sender; write policygen <hello@example.com>")
    return value
