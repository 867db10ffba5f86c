"""`manage.py tools_report`: what of the catalogue of services has to be looked at again."""

import datetime
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from policygen.engine import shipped_library
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool


class Command(BaseCommand):
    help = "List the services that were checked more than a year ago, and what is unconfirmed."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            default=None,
            metavar="YYYY-MM-DD",
            help="the day from which a year is counted back",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or datetime.date.today()
        self.stdout.write("\n".join(report(shipped_library(), today)))


def report(library: Library, today: datetime.date) -> list[str]:
    """Lines: the services to check again, the oldest first, then what is unconfirmed about which."""
    limit = a_year_before(today)
    old = [tool for tool in library.tools.values() if tool.checked is None or tool.checked < limit]
    old.sort(key=lambda tool: (tool.checked or datetime.date.min, tool.slug))
    unsure = [tool for tool in library.tools.values() if tool.unsure]
    return [
        f"{len(library.tools)} services; checked before {limit}: {len(old)}",
        *(
            f"  {tool.slug}: {tool.named('en')}, {tool.checked or 'never'}{_url(tool)}"
            for tool in old
        ),
        f"something unconfirmed: {len(unsure)}",
        *(f"  {tool.slug}: {', '.join(tool.unsure)}{_url(tool)}" for tool in unsure),
        *_cookies(library),
    ]


def _cookies(library: Library) -> Iterator[str]:
    """The cookies of which something is unconfirmed, each with the page to look at."""
    doubts = [(t, c) for t in library.tools.values() for c in t.cookies if c.unsure]
    yield f"cookies with something unconfirmed: {len(doubts)}"
    for tool, cookie in doubts:
        where = f", {cookie.source}" if cookie.source else ""
        yield f"  {tool.slug}, {cookie.name}: {', '.join(cookie.unsure)}{where}"


def _url(tool: Tool) -> str:
    known = tool.policy_url
    urls = known.values() if isinstance(known, dict) else [known] if known else []
    return "".join(f", {url}" for url in urls)


def a_year_before(day: datetime.date) -> datetime.date:
    if (day.month, day.day) == (2, 29):
        return datetime.date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
