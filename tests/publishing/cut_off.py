"""Run by test_cut_off in a process of its own: publishes in forks of itself that are killed, each at a later
write, or whose database takes nothing; tells in JSON what was left, and what the next publication made of it.

The documents and their bytes are ready before the fork, and nothing waits for the disk: a kill loses nothing
that was written, so these cost time and change nothing here.
"""

import dataclasses
import datetime
import functools
import gc
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATA = Path(sys.argv[1])
BEGUN, PLACE = Path(f"{DATA}-begun"), Path(f"{DATA}-place")
os.environ.update(POLICYGEN_DATA=str(DATA), DJANGO_SETTINGS_MODULE="policygen.settings")
os.environ.pop("POLICYGEN_DATABASE_URL", None)
os.fsync = lambda handle: None

import brotli  # noqa: E402
import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from policygen.engine.formats import FORMATS, public_formats  # noqa: E402
from policygen.engine.loading.load import shipped_library  # noqa: E402
from policygen.engine.policy.document import Document  # noqa: E402
from policygen.publishing import publishing, verifying  # noqa: E402
from policygen.publishing.models import Download, Version  # noqa: E402
from policygen.publishing.verifying import Fault, Seen  # noqa: E402
from policygen.shops.as_facts import facts_of  # noqa: E402
from policygen.shops.from_facts import create_shop  # noqa: E402
from policygen.shops.models import Shop  # noqa: E402
from tests.cast import silver_willow  # noqa: E402

WRITES = ("open", "write", "fchmod", "fsync", "replace", "link", "unlink", "mkdir")
TODAY = datetime.date(2026, 11, 22)
LONG = 100_000
"""Bytes: more than one write."""


def get_ready() -> None:
    """A database with one shop, and all that is slow and not the subject."""
    call_command("migrate", verbosity=0)
    shop = create_shop(silver_willow({"languages": ["uk"]}))
    brotli.compress = functools.partial(brotli.compress, quality=1)
    facts = facts_of(shop, shipped_library()).model_copy(update={"effective": TODAY})
    document = publishing.compose(shipped_library(), facts, "uk")
    publishing.compose = lambda library, facts, language, earlier: document
    for form in public_formats():
        ready = functools.partial(_ready, form.name.encode().ljust(LONG))
        FORMATS[form.name] = dataclasses.replace(form, write=ready)
    with transaction.atomic():  # So that a fork has addresses and templates loaded.
        publish()
        transaction.set_rollback(True)
    connections.close_all()
    shutil.rmtree(DATA / "files")
    DATA.rename(BEGUN)
    gc.freeze()


def _ready(content: bytes, document: Document) -> bytes:
    return content


def in_a_fork(act: Callable[[], Any]) -> Any:
    """What `act` returned; "killed" if it was."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(write, "w") as out:
            out.write(json.dumps(act()))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else json.loads(said)


def publish() -> str:
    try:
        version, made = publishing.publish(Shop.objects.get(), on=TODAY)
    except publishing.NotStored as error:
        return f"not stored: {error.__cause__}"
    return f"{version.number} {'made' if made else 'there'}"


class Killer:
    """Kills this process at its nth write. Half of what would be written to a file then is."""

    def __init__(self, nth: int):
        self.left = nth
        connection.ensure_connection()
        connection.connection.set_trace_callback(self.statement)
        for name in WRITES:
            setattr(os, name, functools.partial(self.call, name, getattr(os, name)))

    def call(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        half = name == "write" and functools.partial(real, args[0], args[1][: len(args[1]) // 2])
        self.strike(name, half or (lambda: None))
        return real(*args, **kwargs)

    def statement(self, sql: str) -> None:
        if not sql.startswith("SELECT"):
            self.strike(sql.split()[0], lambda: None)

    def strike(self, what: str, last: Callable[[], object]) -> None:
        self.left -= 1
        if self.left == 0:
            last()
            PLACE.write_text(what)
            os.kill(os.getpid(), signal.SIGKILL)


def publish_until(nth: int) -> str:
    Killer(nth)
    return publish()


def found() -> list[Fault]:
    """By `verify`, an hour later."""
    verifying.YOUNG = datetime.timedelta(0)
    return [*verifying.faults(Seen())]


def afterwards() -> dict[str, Any]:
    """What is left; what the next publication and `verify --repair` make of it."""
    left = found()
    versions = Version.objects.count()
    said = publish()
    for fault in found():
        fault.mended()
    return {
        "versions": versions,
        "wrong": [fault.place for fault in left if fault.done != "Deleted."],
        "unfinished": sum(".aside-" in fault.place for fault in left),
        "next": said,
        "still": [fault.place for fault in found()],
        "files": sorted(path.name for path in (DATA / "files").rglob("*") if path.is_file()),
        "rows": sorted(Path(name).name for name in Download.objects.values_list("file", flat=True)),
    }


def begin_again() -> None:
    shutil.rmtree(DATA, ignore_errors=True)
    shutil.copytree(BEGUN, DATA)


def killed() -> list[dict[str, Any]]:
    told, said = [], "killed"
    while said == "killed":
        begin_again()
        said = in_a_fork(functools.partial(publish_until, len(told) + 1))
        at = PLACE.read_text() if said == "killed" else said
        told.append({"at": at, **in_a_fork(afterwards)})
    return told


def refused(pragma: str) -> dict[str, Any]:
    """SQLite itself takes no more."""

    def act() -> str:
        connection.cursor().execute(pragma)
        return publish()

    begin_again()
    return {"at": in_a_fork(act), **in_a_fork(afterwards)}


get_ready()
told = {
    "killed": killed(),
    "full": refused("PRAGMA max_page_count = 1"),
    "read-only": refused("PRAGMA query_only = 1"),
}
print(json.dumps(told))
