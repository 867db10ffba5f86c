"""Fills the data folder of POLICYGEN_DATA (and POLICYGEN_DATABASE_URL) with the story, by the code that
stands in the present folder, and writes into the file named what has to stay (snapshot.py)."""

import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_test_environment
from making import fixed

REAL = {("klumandel", "uk"), ("Bead by Bead", "en")}
"""Shops and languages whose PDF and Word files are the real ones. They can't be compressed; the others
have stand-ins, which are stored and served all the same."""


def lighter(form: str) -> None:
    from policygen.engine.formats import FORMATS

    write = FORMATS[form].write

    def written(document: Any) -> bytes:
        if (document.shop, document.language) in REAL:
            return write(document)
        digest = hashlib.sha256(repr(document).encode()).hexdigest()
        return f"A stand-in for the {form} file {digest}\n".encode()

    FORMATS[form] = replace(FORMATS[form], write=written)


def main() -> None:
    from making.story import Story
    from snapshot import snapshot

    settings.SESSION_COOKIE_AGE = 60 * 60 * 24 * 365 * 100  # the fixture does not age
    call_command("migrate", verbosity=0)
    call_command("compile_catalogues", verbosity=0)
    for form in ("pdf", "docx"):
        lighter(form)
    Story().tell()
    told = json.dumps(snapshot(), ensure_ascii=False, indent=1, sort_keys=True)
    Path(sys.argv[1]).write_text(f"{told}\n", encoding="utf-8")


if __name__ == "__main__":
    fixed.install()
    os.environ["DJANGO_SETTINGS_MODULE"] = "policygen.settings"
    django.setup()
    setup_test_environment()
    main()
