"""`make lighthouse`: Google's Lighthouse against a server of our own, for a phone, as a table.

Needs Node (npx fetches Lighthouse itself). Exits with 1 where a score is below the aim.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
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
CHROMIUM = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium-headless-shell",
)


def main() -> int:
    below = 0
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)):
        cookie, shop = drafted()
        print(f"{'page':<28}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for name, path in pages(shop).items():
            scores, failed = audit(SITE + path, cookie, Path(folder))
            below += any(score < AIM for score in scores)
            print(f"{name:<28}" + "".join(f"{score:>16}" for score in scores), flush=True)
            if any(score < AIM for score in scores):
                print(f"  {', '.join(failed)}", flush=True)
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
        "published policy": "/p/handcraft-courses/en/",
        "published policy, Ukrainian": "/p/handcraft-courses/uk/",
    }


@contextmanager
def server(data: Path) -> Iterator[None]:
    """The application as the image runs it (static files collected and compressed, granian), with its
    data in an empty folder."""
    os.environ.update(
        POLICYGEN_DATA=str(data),
        POLICYGEN_STATIC=str(data / "static"),
        POLICYGEN_DEBUG="0",
        DJANGO_SETTINGS_MODULE="policygen.settings",
    )
    os.environ.setdefault("POLICYGEN_SECRET_KEY", "only for the few minutes of this measurement")
    for command in ("compile_catalogues", "collectstatic --no-input", "migrate", "load_examples"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split(), "--verbosity=0"], cwd=ROOT, check=True
        )
    granian = Path(sys.executable).with_name("granian")
    place = ("--host", "127.0.0.1", "--port", PORT, "--no-ws", "--log-level", "error")
    process = subprocess.Popen(
        [str(granian), "--interface", "wsgi", *place, "policygen.wsgi:application"], cwd=ROOT
    )
    try:
        wait_for(f"{SITE}/healthz")
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(url).close()  # noqa: S310  # our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def drafted() -> tuple[str, str]:
    """A browser's cookie and the shop it may see: the largest example."""
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore

    from policygen.engine import read_facts, shipped_library
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


def audit(url: str, cookie: str, folder: Path) -> tuple[list[int], list[str]]:
    """The scores of 0 to 100 in the order of CATEGORIES, and the audits that cost most of them."""
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
    found = json.loads(report.read_text())
    categories = found["categories"]
    weighted = {
        ref["id"]
        for name in CATEGORIES
        for ref in categories[name]["auditRefs"]
        if ref["weight"] > 0
    }
    failed = [
        f"{name} ({audit.get('displayValue') or audit['score']})"
        for name, audit in found["audits"].items()
        if name in weighted and audit["score"] is not None and audit["score"] < 0.9
    ]
    return [round(100 * categories[name]["score"]) for name in CATEGORIES], failed


if __name__ == "__main__":
    sys.exit(main())
