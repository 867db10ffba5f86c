"""The log of a server opens no shop."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from policygen.site.redaction import redacted
from tests.cases import cases
from tests.paths import ROOT

KEY = "ThisKeyIsNobodysAndOpensNothing1"
_SERVE = """
import django
django.setup()
from policygen.site.management.commands.start import serve
serve(0, lambda port: print(port, flush=True))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """As `start` runs it, without a database: what fails is logged with its traceback."""
    mine = {
        "DJANGO_SETTINGS_MODULE": "policygen.settings",
        "POLICYGEN_DATA": str(tmp_path),
        "POLICYGEN_SECRET_KEY": "a key of the test",
    }
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _SERVE],
        cwd=ROOT,
        env={**os.environ, **mine},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    yield process, f"http://127.0.0.1:{process.stdout.readline().strip()}"
    process.kill()
    process.communicate()


def test_it_works(server: tuple["subprocess.Popen[str]", str]) -> None:
    process, site = server
    for place in (
        f"/en/shops/resume/{KEY}/",
        f"/en/nowhere/?next=/en/shops/resume/{KEY}/",
        f"/en/nowhere/resume/{KEY}?token={KEY}",
        f"/language/uk/?next=%2Fen%2Fnowhere%2Fresume%2F{KEY}%2F",
    ):
        with pytest.raises(HTTPError) as error:
            urlopen(site + place)
        error.value.close()
    process.terminate()
    _out, log = process.communicate()
    assert KEY not in log
    assert '"GET /en/shops/resume/…/ HTTP/1.1" 500' in log
    assert "Traceback" in log and "Not Found: /en/nowhere/resume/…" in log
    assert '"GET /language/uk/?next=%2Fen%2Fnowhere%2Fresume%2F…%2F HTTP/1.1" 302' in log


@cases(
    "line, said",
    [
        ("Not Found: /uk/shops/resume/abc/", "Not Found: /uk/shops/resume/…/"),
        ("GET /uk/shops/calendar/abc/promises.ics", "GET /uk/shops/calendar/…/promises.ics"),
        ("?next=%2Fuk%2Fshops%2Fcalendar%2Fabc%2F", "?next=%2Fuk%2Fshops%2Fcalendar%2F…%2F"),
        ("/x?key=abc&a=1", "/x?key=…&a=1"),
        ("/x?a=1&resume_key=abc", "/x?a=1&resume_key=…"),
        ("/x?code=1234", "/x?code=…"),
        ("/en/shops/resume/ HTTP", "/en/shops/resume/ HTTP"),
        ("/p/resume-shop/en/?keyword=x", "/p/resume-shop/en/?keyword=x"),
    ],
)
def test_what_goes_and_what_stays(line: str, said: str) -> None:
    assert redacted(line) == said
