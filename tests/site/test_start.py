"""What a server process loads before its first page: nothing that only later pages need."""

import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

ASK = """
import sys
from django.core.management import call_command
from policygen.wsgi import application
from django.test import Client
call_command("migrate", verbosity=0)
answer = Client(headers={"host": "localhost"}).get("/en/")
print(answer.status_code, *sorted({name.partition(".")[0] for name in sys.modules}))
"""
LATER = {
    "bs4",
    "docx",
    "icalendar",
    "lxml",
    "markdownify",
    "weasyprint",
    "playwright",
    "hypothesis",
}


def test_the_first_page_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    environment = {"POLICYGEN_DATA": str(tmp_path), "POLICYGEN_SECRET_KEY": "a key of sixteen"}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        env={**environment, "DJANGO_SETTINGS_MODULE": "policygen.settings"},
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    status, *loaded = found.stdout.split()
    assert (status, LATER.intersection(loaded)) == ("200", set())
    assert {"django", "pydantic"} <= set(loaded)
