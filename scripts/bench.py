"""`make bench`: how long composing, printing and the preview take, as tables. Nothing is asserted.

Every figure is the median of several runs in one warm process. WeasyPrint and Chromium take turns, so
that whatever else the machine does meets both of them: look at the ratio before the milliseconds.
"""

import argparse
import io
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import bench_against  # noqa: E402
import bench_rehearsal  # noqa: E402

from policygen.engine.facts.model import Facts  # noqa: E402
from policygen.engine.facts.reading import read_facts  # noqa: E402
from policygen.engine.formats import write  # noqa: E402
from policygen.engine.formats.html import render, write_html  # noqa: E402
from policygen.engine.formats.last_page import SETTINGS  # noqa: E402
from policygen.engine.formats.pdf import write_pdf  # noqa: E402
from policygen.engine.formats.printing import _FACES, FONTS, _css  # noqa: E402
from policygen.engine.library.model import SHIPPED  # noqa: E402
from policygen.engine.loading.load import load_library, shipped_library  # noqa: E402
from policygen.engine.policy.compose import compose  # noqa: E402
from policygen.engine.policy.document import Document  # noqa: E402
from policygen.engine.policy.plain_text import plain_text  # noqa: E402

CHROMIUM = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium-headless-shell",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=7, help="runs per PDF; five times that for the rest"
    )
    parser.add_argument("--preview", action="store_true", help="the preview alone")
    parser.add_argument(
        "--quick", action="store_true", help="two runs, the smallest and the largest shop"
    )
    parser.add_argument("--rehearsal", action="store_true", help="the rehearsal alone")
    parser.add_argument(
        "--full", action="store_true", help="rehearse 1,000 and 10,000 shops, not 200 and 1,000"
    )
    parser.add_argument(
        "--against", metavar="REVISION", help="beside another revision, and nothing else"
    )
    parser.add_argument("--bytes", metavar="REVISION", help="whose policies must be the same")
    parser.add_argument("--pdf", action="store_true", help="compare the bytes of PDFs too")
    options = parser.parse_args()
    if options.against:
        more = (options.bytes, options.runs, options.pdf)
        bench_against.bench(options.against, *more, print_table)
        return
    if options.rehearsal:
        with tempfile.TemporaryDirectory() as folder:
            bench_rehearsal.bench(folder, options.full, print_table)
        return
    runs = 2 if options.quick else max(1, options.runs)
    shops = examples()
    if options.quick:
        by_size = sorted(shops, key=lambda name: len(shops[name].activities))
        shops = {name: shops[name] for name in (by_size[0], by_size[-1])}
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, medians of {runs} (PDF) and {runs * 5} runs"
    )
    if not options.preview:
        loading = median(runs, lambda: load_library(SHIPPED))
        print(f"library loaded and compiled: {loading:.0f} ms\n")
        bench_text(shops, runs * 5)
        bench_pdf(shops, runs)
    with tempfile.TemporaryDirectory() as folder:
        bench_preview(shops, runs * 5, folder)
        bench_rehearsal.bench(folder, False, print_table)


def examples() -> dict[str, Facts]:
    files = sorted((ROOT / "examples").glob("*.yaml"))
    return {path.stem: read_facts(path.read_bytes(), shipped_library()) for path in files}


def compose_html(facts: Facts, language: str) -> bytes:
    return write_html(compose(shipped_library(), facts, language))


def bench_text(shops: dict[str, Facts], runs: int) -> None:
    rows = []
    for name, facts, language in each(shops):
        document = compose(shipped_library(), facts, language)
        words = sum(len(plain_text(clause.html).split()) for clause in document.clauses)
        whole = median(runs, partial(compose_html, facts, language))
        others = [median(max(3, runs // 5), partial(write, document, w)) for w in OTHERS]
        rows.append(
            [name, language, f"{words:,}", f"{whole:.1f}", f"{whole / words * 1000:.2f}"]
            + [f"{time_:.0f}" for time_ in others]
        )
    print_table(
        ["", "", "words", "compose + HTML, ms", "per 1,000 words", *(f"{w}, ms" for w in OTHERS)],
        rows,
    )


OTHERS = ("markdown", "docx", "json")


def bench_pdf(shops: dict[str, Facts], runs: int) -> None:
    rows = []
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for name, facts, language in each(shops):
            document = compose(shipped_library(), facts, language)
            page = Path(folder) / f"{name}.{language}.html"
            page.write_text(for_chromium(document), "utf-8")
            ours, theirs = in_turns(
                runs, partial(write_pdf, document), partial(print_page, browser, page)
            )
            pdf, printed = write_pdf(document), print_page(browser, page)
            rows.append(
                [
                    name,
                    language,
                    f"{pages(pdf)}",
                    f"{ours:.0f}",
                    f"{theirs:.0f}",
                    f"{ours / theirs:.2f}",
                    f"{len(pdf) / 1024:.0f}",
                    f"{len(printed) / 1024:.0f}",
                ]
            )
    print_table(
        ["", "", "pages", "tagged PDF, ms", "Chromium, ms", "ratio", "KiB", "Chromium, KiB"], rows
    )


CHANGES = {"site": {"sells_data": "yes"}, "details": {"orders-basis": "consent"}}
"""One answer per screen that is measured, turned over at every other run as an owner would."""


def bench_preview(shops: dict[str, Facts], runs: int, folder: str) -> None:
    """Through Django's test client: all of a request but the network. The preview of a screen and the
    page of that screen take turns."""
    os.environ.update(POLICYGEN_DATA=folder, DJANGO_SETTINGS_MODULE="policygen.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from policygen.shops.from_facts import create_shop

    call_command("migrate", verbosity=0)
    rows = []
    for name, facts in shops.items():
        client = Client(headers={"host": "localhost"})
        client.post("/en/shops/start/")
        shop = create_shop(facts, owner_key=client.session["shop_owner_key"])
        for screen in CHANGES:
            figures = bench_screen(client, f"/en/shops/{shop.public_id}", screen, runs)
            rows.append([name, screen, str(len(facts.activities)), *figures])
    print_table(["", "", "purposes", "preview, ms", "page, ms", "ratio", "KiB"], rows)


def bench_screen(client: Any, place: str, screen: str, runs: int) -> list[str]:
    # By name: the tests are no part of what mypy looks at here.
    as_stored = import_module("tests.shops.browser").answers(client.get(f"{place}/{screen}/"))
    forms = cycle([as_stored | CHANGES[screen], as_stored])

    def preview() -> Any:
        return client.post(f"{place}/preview/?step={screen}", next(forms))

    if preview().status_code != 200:
        sys.exit(f"the preview of {screen} fails")

    ours, page = in_turns(runs, preview, partial(client.get, f"{place}/{screen}/"))
    size = len(preview().content) / 1024
    return [f"{ours:.0f}", f"{page:.0f}", f"{ours / page:.2f}", f"{size:.0f}"]


def for_chromium(document: Document) -> str:
    """The HTML that becomes our PDF, with addresses for the fonts that Chromium can open."""
    faces = "".join(
        f'@font-face{{font-family:"{family}";src:url("{(FONTS / name).as_uri()}.ttf");'
        f"font-weight:{weight};font-style:{style}}}"
        for family, name, weight, style in _FACES
    )
    html = render("pdf.html", document, css=_css(document, SETTINGS[0]))
    return html.replace("<style>", f"<style>{faces}", 1)


@contextmanager
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        sys.exit("Chromium is missing: make setup")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def print_page(browser: Browser, page: Path) -> bytes:
    tab = browser.new_page()
    try:
        tab.goto(page.as_uri())
        return tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    finally:
        tab.close()


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def each(shops: dict[str, Facts]) -> Iterator[tuple[str, Facts, str]]:
    for name, facts in shops.items():
        for language in sorted(facts.languages):
            yield name, facts, language


def median(runs: int, action: Callable[[], Any]) -> float:
    """Milliseconds, after one run that does not count."""
    action()
    return statistics.median(milliseconds(action) for _ in range(runs))


def in_turns(runs: int, one: Callable[[], Any], other: Callable[[], Any]) -> tuple[float, float]:
    one()
    other()
    times = [(milliseconds(one), milliseconds(other)) for _ in range(runs)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def milliseconds(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (headings, *rows)) for i in range(len(headings))]
    for row in (headings, *rows):
        cells = [
            cell.ljust(w) if i < 2 else cell.rjust(w)
            for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
    print(flush=True)


if __name__ == "__main__":
    main()
