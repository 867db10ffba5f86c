"""`make lighthouse`: Google's Lighthouse against a server of our own, for a phone, as a table.

Needs Node (npx fetches Lighthouse itself). Exits with 1 where a score is below the aim.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LIGHTHOUSE = "lighthouse@13.5.0"
AIM = 95
PORT = "8765"
SITE = f"http://127.0.0.1:{PORT}"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    below = 0
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)):
        cookie, shop = drafted()
        print(f"{'page':<28}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for name, path in pages(shop).items():
            scores = audit(SITE + path, cookie, Path(folder))
            below += any(score < AIM for score in scores)
            print(f"{name:<28}" + "".join(f"{score:>16}" for score in scores), flush=True)
    return 1 if below else 0


def pages(shop: str) -> dict[str, str]:
    """Home, screens and review in both languages, and what customers read."""
    return {
        "home": "/en/",
        "home, Ukrainian": "/uk/",
        "wizard, first screen": f"/en/shops/{shop}/shop/",
        "wizard, services": f"/uk/shops/{shop}/tools/",
        "wizard, details": f"/en/shops/{shop}/details/",
        "review": f"/en/shops/{shop}/review/",
        "review, Ukrainian": f"/uk/shops/{shop}/review/",
        "published policy": "/p/klumandel/uk/",
    }


@contextmanager
def server(data: Path) -> Iterator[None]:
    """`manage.py start` as `make run` starts it, over an empty data folder."""
    os.environ.update(
        POLICYGEN_DATA=str(data), POLICYGEN_DEBUG="0", DJANGO_SETTINGS_MODULE="policygen.settings"
    )
    os.environ.setdefault("POLICYGEN_SECRET_KEY", "only for the few minutes of this measurement")
    command = [sys.executable, "manage.py", "start", "--port", PORT]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout or ():
            if SITE in line:
                break
        yield
    finally:
        process.terminate()
        process.wait()


def drafted() -> tuple[str, str]:
    """A browser's cookie and the shop it may see: the largest example."""
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore

    from policygen.engine.library import shipped_library
    from policygen.engine.reading import read_facts
    from policygen.shops.access import SESSION_KEY
    from policygen.shops.from_facts import create_shop

    facts = read_facts((ROOT / "examples" / "jane-ellen.yaml").read_bytes(), shipped_library())
    shop = create_shop(facts)
    shop.owner_key = "lighthouse"
    shop.save()
    session = SessionStore()
    session[SESSION_KEY] = shop.owner_key
    session.save()
    return f"sessionid={session.session_key}", shop.public_id


def audit(url: str, cookie: str, folder: Path) -> list[int]:
    """The scores of 0 to 100, in the order of CATEGORIES."""
    warm = urllib.request.Request(url, headers={"Cookie": cookie})  # noqa: S310  # our own address
    with urllib.request.urlopen(warm) as page:  # noqa: S310
        page.read()  # the first request of a page pays for its templates
    report = folder / "report.json"
    browser = next(path for name in CHROMIUM if (path := shutil.which(name)))
    command = [
        *("npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
    ]
    subprocess.run(
        command, check=True, cwd=folder, env={**os.environ, "CHROME_PATH": browser},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    found = json.loads(report.read_text())["categories"]
    return [round(100 * found[name]["score"]) for name in CATEGORIES]


if __name__ == "__main__":
    sys.exit(main())
