"""`make walk`: three owners answer the wizard in a browser, from the home page to a policy that is ready.

Counts what they meet: questions, words, screenfuls. Exits with 1 where the aim is missed, and with 2 where
an owner cannot go on. Who they are stands in scripts/walks/.
"""

import itertools
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from walking import readme, records, tables
from walking.owners import owners
from walking.serving import site
from walking.tables import Figures, Way
from walking.walker import Walk, WalkStopped

CHROMIUM = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
DEVICES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "desktop": {"width": 1280, "height": 800},
}
LANGUAGES = ("en", "uk")
SCRIPTS = ("script", "no script")
PATIENCE = 120_000
"""Milliseconds that a page may take: how busy the machine is says nothing about the wizard."""


def main(options: Namespace) -> int:
    found: dict[Way, Figures] = {}
    stopped = []
    with site() as address, browser() as chromium:
        for way in ways(options):
            try:
                walk = walked(chromium, address, way, options.shots)
            except WalkStopped as reason:
                stopped.append(f"{way}: {reason}")
                print(f"STOPPED  {stopped[-1]}", flush=True)
                continue
            found[way] = tables.figures(walk)
            tell(walk, way, options)
    first = records.read(records.FIRST)
    print("\n" + "\n".join(tables.lines(tables.overview(found, first.walks))) if found else "")
    print(f"In brackets: at {first.commit}, {first.day}.")
    if options.keep:
        records.write(records.LATEST, found)
        readme.write()
    return judged(found, stopped)


def ways(options: Namespace) -> list[Way]:
    every = itertools.product(sorted(owners()), LANGUAGES, DEVICES, SCRIPTS)
    wanted = (options.owner, options.language, options.device, options.script)
    return [
        Way(*each)
        for each in every
        if all(a is None or a == b for a, b in zip(wanted, each, strict=True))
    ]


@contextmanager
def browser() -> Iterator[Browser]:
    path = next(found for name in CHROMIUM if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


def walked(chromium: Browser, address: str, way: Way, shots: Path | None) -> Walk:
    context = chromium.new_context(
        viewport=DEVICES[way.device],
        java_script_enabled=way.script == "script",
        locale={"en": "en-US", "uk": "uk-UA"}[way.language],
    )
    context.set_default_timeout(PATIENCE)
    walk = Walk(context.new_page(), owners()[way.owner])
    if shots:
        walk.on_leaving = Camera(shots, way).take
    try:
        walk.run(f"{address}/{way.language}/")
    finally:
        context.close()
    return walk


class Camera:
    """A picture of each page that is left, numbered in the order of the way."""

    def __init__(self, folder: Path, way: Way) -> None:
        self.folder = folder / str(way).replace(", ", "-").replace(" ", "-")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.numbers = itertools.count(1)

    def take(self, screen: str, page: Page) -> None:
        file = self.folder / f"{next(self.numbers):02}-{screen}.png"
        page.screenshot(path=file, full_page=True)


def tell(walk: Walk, way: Way, options: Namespace) -> None:
    print(f"walked  {way}", flush=True)
    for untold in walk.untold():
        print(f"  never told: {untold}")
    if options.screens:
        print("\n".join(tables.lines(tables.by_screen(walk.screens))))
    if options.questions:
        print("\n".join(tables.lines(tables.by_question(walk.screens))))


def judged(found: dict[Way, Figures], stopped: list[str]) -> int:
    """0, 1 or 2, and why."""
    for reason in stopped:
        print(f"STOPPED  {reason}")
    missed = tables.shortfalls(found)
    for line in missed:
        print(f"MISSED  {line}")
    if not missed and not stopped:
        print("The aim is met.")
    return 2 if stopped else 1 if missed else 0


def read_options() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--owner", choices=sorted(owners()))
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--device", choices=list(DEVICES))
    parser.add_argument("--script", choices=SCRIPTS)
    parser.add_argument("--screens", action="store_true", help="figures of every screen")
    parser.add_argument("--questions", action="store_true", help="every question and its words")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="a picture of every page")
    parser.add_argument("--keep", action="store_true", help="keep the figures, for the README")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(read_options()))
