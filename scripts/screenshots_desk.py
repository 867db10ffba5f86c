"""The pictures of docs/editors.md.

Starts a server of its own with the examples published, a draft in which one clause was changed and
approved, and one editor who may do everything.
"""

import os
import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lighthouse import CHROMIUM, ROOT, SITE, server
from playwright.sync_api import Page, ViewportSize, sync_playwright

PATH, KEY = "clauses/purposes.yaml", "purposes-new"
CHANGED = {"en": ("Before", "Always before"), "uk": ("Перш ніж", "Завжди перед тим, як")}


def main(folder: Path, language: str = "en", scheme: str = "light", width: int = 1280) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, server(Path(data)):
        session, entry = seeded()
        with window(session, scheme, width) as page:
            for name, place in places(entry).items():
                page.goto(f"{SITE}/{language}/admin/{place}")
                if name == "desk-rehearsal":
                    rehearse(page)
                page.screenshot(path=folder / f"{name}.png")


def seeded() -> tuple[str, int]:
    """The key of an editor's session, and the number of the entry to look at."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.test import Client

    from policygen.draft import changes, draft, merging
    from policygen.draft.models import Entry
    from policygen.engine.library.library_files import dump_entry, read_files
    from policygen.engine.library.model import SHIPPED
    from tests.second_factor import sign_in_editor

    merging.merge(read_files(SHIPPED))
    ada, rita = (User.objects.create_user(name) for name in ("ada", "rita"))
    petro = User.objects.create_superuser("petro")
    row = Entry.objects.get(file__path=PATH, key=KEY)
    said = row.data
    for code, (old, new) in CHANGED.items():
        said["text"][code] = said["text"][code].replace(old, new, 1)
    draft.save(row, dump_entry(said, None), seen=0, by=ada, comment="Plainer")
    changes.approve(Entry.objects.get(pk=row.pk), by=rita)
    client = Client()
    sign_in_editor(client, petro)
    return client.cookies["sessionid"].value, row.pk


def places(entry: int) -> dict[str, str]:
    """Picture → its page below the admin's address."""
    return {
        "desk-list": "clauses/entry/?state=changed",
        "desk-clause": f"clauses/entry/{entry}/change/",
        "desk-preview": f"clauses/entry/{entry}/change/#preview",
        "desk-rehearsal": "releases/release/next/",
        "desk-matrix": "library/matrix/",
    }


@contextmanager
def window(session: str, scheme: str, width: int) -> Iterator[Page]:
    size: ViewportSize = {"width": width, "height": 900 if width > 600 else 740}
    path = next(found for name in CHROMIUM if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": SITE}])
        yield page
        browser.close()


def rehearse(page: Page) -> None:
    page.locator("#rehearsal form:has([value=start]) button").click()
    page.locator("#rehearsal table").first.wait_for(timeout=60_000)


if __name__ == "__main__":
    parser = ArgumentParser(description="The pictures of docs/editors.md")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--language", default="en")
    parser.add_argument("--scheme", default="light", choices=("light", "dark"))
    parser.add_argument("--width", type=int, default=1280)
    main(**vars(parser.parse_args()))
