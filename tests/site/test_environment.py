"""The environment: read whole, or refused with all that is wrong and no password."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from policygen.environment import PREFIX, Environment, read
from tests.cases import cases
from tests.paths import ROOT

KEY = "x" * 16
ENCODED = (
    "in a user name or password, each of the characters @ : / ? # % and the blank is written"
    " percent-encoded (%40 for @)"
)


def given(**variables: str) -> dict[str, Any]:
    """What is read from the variables, without the defaults."""
    found = read({f"{PREFIX}{name}": value for name, value in variables.items()})
    return found.model_dump(exclude_unset=True)


def refused(**variables: str) -> list[str]:
    with pytest.raises(ImproperlyConfigured) as caught:
        given(**variables)
    title, *lines = str(caught.value).splitlines()
    assert title == "The environment is not right:"
    assert caught.value.__context__ is None  # which would quote the values, passwords too
    return [line.strip() for line in lines]


def test_it_works() -> None:
    assert given(DEBUG="1", HTTPS="0", PROXIES="2", SECRET_KEY=KEY) == {
        "debug": True,
        "https": False,
        "proxies": 2,
        "secret_key": KEY,
    }


def test_an_empty_variable_is_none() -> None:
    """compose.yaml hands on what is not set as the empty text."""
    assert given(ORIGINS="", EMAIL_URL="", HOSTS=" ", SECRET_KEY="") == {}
    assert read({}).hosts == ["localhost", "127.0.0.1"]


@pytest.mark.parametrize(
    ("value", "hosts"),
    [
        ("a.example, b.example", ["a.example", "b.example"]),
        ("A.example,,.b.example ,*", ["a.example", ".b.example", "*"]),
        ("[::1],127.0.0.1,web_1", ["[::1]", "127.0.0.1", "web_1"]),
        ("крамниця.укр", ["xn--80aqejfp0c4d.xn--j1amh"]),
    ],
)
def test_hosts(value: str, hosts: list[str]) -> None:
    assert given(HOSTS=value) == {"hosts": hosts}


@cases(
    "value",
    ["https://a.example", "a.example:8000", "a.example/x", "a b", "a@b", "a..b", "-", "::1", ","],
)
def test_what_is_no_host(value: str) -> None:
    [line] = refused(HOSTS=value)
    assert line.startswith("POLICYGEN_HOSTS: ")


@pytest.mark.parametrize(
    ("value", "origins"),
    [
        (
            "https://a.example, http://B.example:8000/",
            ["https://a.example", "http://b.example:8000"],
        ),
        ("https://*.a.example", ["https://*.a.example"]),
        ("https://крамниця.укр", ["https://xn--80aqejfp0c4d.xn--j1amh"]),
        ("http://[::1]:8000", ["http://[::1]:8000"]),
    ],
)
def test_origins(value: str, origins: list[str]) -> None:
    assert given(ORIGINS=value) == {"origins": origins}


@cases(
    "value", ["a.example", "ftp://a.example", "https://a.example/x", "https://a b", "https://a:b@c"]
)
def test_what_is_no_origin(value: str) -> None:
    form = "write it as https://policies.example.com, and a comma between two"
    assert refused(ORIGINS=value) == [f"POLICYGEN_ORIGINS: {value!r} is not an origin; {form}"]


def database(url: str) -> dict[str, Any]:
    found: dict[str, Any] = given(DATABASE_URL=url)["database_url"]
    assert found.pop("ENGINE") == "django.db.backends.postgresql"
    assert (found.pop("CONN_MAX_AGE"), found.pop("CONN_HEALTH_CHECKS")) == (60, True)
    return found


def test_the_whole_address_of_a_database_reaches_the_driver() -> None:
    query = "sslmode=verify-full&sslrootcert=/run/a%20b.pem&connect_timeout=3&options=-c%20a%3Db"
    assert database(f"postgres://us%40er:p%2Fa%23s%25s@db.example:5433/name?{query}") == {
        "NAME": "name",
        "USER": "us@er",
        "PASSWORD": "p/a#s%s",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {
            "sslmode": "verify-full",
            "sslrootcert": "/run/a b.pem",
            "connect_timeout": "3",
            "options": "-c a=b",
        },
    }


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgresql:///name?host=/run/postgresql", "/run/postgresql", ""),
        ("postgres://%2Frun%2Fpostgresql/name", "/run/postgresql", ""),
        ("postgres://[::1]:5433/name", "::1", "5433"),
        ("postgres://a:1,b:2/name", "a,b", "1,2"),
    ],
)
def test_sockets_and_several_hosts(url: str, host: str, port: str) -> None:
    assert database(url) == {
        "NAME": "name",
        "USER": "",
        "PASSWORD": "",
        "HOST": host,
        "PORT": port,
        "OPTIONS": {"connect_timeout": "5"},
    }


@cases(
    ("url", "reason"),
    [
        ("mysql://u:secret@h/n", "the address starts with postgres:// or postgresql://"),
        ("u:secret@h/n", "the address starts with postgres:// or postgresql://"),
        ("postgres://u:secret@h/n?sslmod=x", 'invalid URI query parameter: "sslmod"'),
        ("postgres://u:secret@h:secret/n", "host or port can’t be read"),
        ("postgres://u:secret@h:70000/n", "host or port can’t be read"),
        ("postgres://u:sec@ret@h/n", "host or port can’t be read"),
        ("postgres://u:sec/ret@h/n", "host or port can’t be read"),
        ("postgres://u:sec%ret@h/n", ENCODED),
        ("postgres://u:sec ret@h/n", ENCODED),
        ("postgres://u:secret@h", "the name of one database stands behind the host"),
        ("postgres://u:secret@h/n/m", "the name of one database stands behind the host"),
        ("postgres://u:secret@[h/n", "the address can’t be read"),
    ],
)
def test_addresses_of_databases_that_are_refused(url: str, reason: str) -> None:
    [line] = refused(DATABASE_URL=url)
    assert line.startswith(f"POLICYGEN_DATABASE_URL: {reason}")
    assert "sec" not in line.removeprefix(f"POLICYGEN_DATABASE_URL: {reason}")


@pytest.mark.parametrize(
    ("url", "port", "encryption"),
    [
        ("smtp://u:p%40@mail.example", 587, (True, False)),
        ("smtps://u:p%40@mail.example", 465, (False, True)),
        ("smtp+plain://u:p%40@mail.example:2525/", 2525, (False, False)),
    ],
)
def test_mail_servers(url: str, port: int, encryption: tuple[bool, bool]) -> None:
    assert given(EMAIL_URL=url)["email_url"] == {
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "u",
        "EMAIL_HOST_PASSWORD": "p@",
        "EMAIL_USE_TLS": encryption[0],
        "EMAIL_USE_SSL": encryption[1],
    }


@cases(
    "url",
    ["mail.example", "http://h", "smtp://", "smtp://u:p/secret@h", "smtp://h:x", "smtp://h?tls=1"],
)
def test_addresses_of_mail_servers_that_are_refused(url: str) -> None:
    [line] = refused(EMAIL_URL=url)
    assert line.startswith("POLICYGEN_EMAIL_URL: ") and "secret" not in line


@pytest.mark.parametrize("value", ["policygen <hello@example.com>", "policygen@localhost"])
def test_senders(value: str) -> None:
    assert given(EMAIL_FROM=value) == {"email_from": value}


@cases("value", ["policygen", "a@b, c@d", "a@", "<@b>", "a@b\n\tX: y", "a@b c"])
def test_what_is_no_sender(value: str) -> None:
    [line] = refused(EMAIL_FROM=value)
    assert line.startswith("POLICYGEN_EMAIL_FROM: ")


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert given(DATA=str(tmp_path / "new")) == {"data": tmp_path / "new"}
    assert given(STATIC="~/x")["static"] == Path("~/x").expanduser()
    assert refused(DATA=str(tmp_path / "file")) == [
        f"POLICYGEN_DATA: {tmp_path / 'file'} is not a folder"
    ]


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = refused(DEBUG="yes", PROXIES="-1", HOST="a", DATABASE="b", SERVICE_HOST="10.0.0.1")
    assert found == [
        "POLICYGEN_DATABASE is not read; did you mean POLICYGEN_DATABASE_URL?",
        "POLICYGEN_HOST is not read; did you mean POLICYGEN_HOSTS?",
        "POLICYGEN_DEBUG: 'yes' is neither 0 nor 1",
        "POLICYGEN_PROXIES: '-1' is not a number from 0 to 10",
    ]


def test_a_server_needs_a_key_that_lasts() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY: a server needs(.|\n)*_DEBUG: 'x'"):
        read({"POLICYGEN_DEBUG": "x"}, server=True)
    assert refused(SECRET_KEY="short")[0].startswith("POLICYGEN_SECRET_KEY: a key shorter than 16")
    assert read({"POLICYGEN_SECRET_KEY": KEY}, server=True).secret_key == KEY


def test_operators_are_told_of_every_variable_and_of_no_other() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/running.md").read_text("utf-8").splitlines()
        if line.startswith(f"| `{PREFIX}")
    ]
    told = {name.strip("`").removeprefix(PREFIX).lower(): default for name, _, default in rows}
    assert list(told) == list(Environment.model_fields)
    for name, field in Environment.model_fields.items():
        default = field.default
        if default is not None and default != []:
            text = ",".join(default) if isinstance(default, list) else str(default)
            assert told[name] == f"`{int(default) if isinstance(default, bool) else text}`"


def test_compose_hands_on_no_other_variable() -> None:
    lines = (ROOT / "compose.yaml").read_text("utf-8").splitlines()
    names = [line.strip().partition(":")[0] for line in lines if line.startswith(f"    {PREFIX}")]
    known = {f"{PREFIX}{name.upper()}" for name in Environment.model_fields}
    fixed_in_the_image = {f"{PREFIX}{name}" for name in ("DATA", "STATIC", "DEBUG")}
    assert set(names) == known - fixed_in_the_image


def test_a_command_says_so_without_a_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "POLICYGEN_HOSTS": "a b", "POLICYGEN_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "migrate"],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == "The environment is not right:"
    assert len(done.stderr.splitlines()) == 2
    assert not list(tmp_path.iterdir())
