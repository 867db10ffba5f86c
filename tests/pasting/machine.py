"""What the editors need on this machine. `make setup` fetches it where CI is set; `scripts/setup.sh ci` anywhere."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.paths import ROOT

HERE = Path(__file__).parent
EDITORS = ROOT / ".cache" / "editors"
WORDPRESS = EDITORS / "usr" / "share" / "wordpress"
PURIFIER = EDITORS / "usr" / "share" / "php"
PROGRAMS = ("php", "pandoc", "cmark-gfm")


def missing() -> str:
    """Why the tests with them can't run here; empty where they can."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    if not (EDITORS / ".stamp").exists():
        absent.append(str(EDITORS.relative_to(ROOT)))
    return f"no {', '.join(absent)}; `scripts/setup.sh ci` fetches them" if absent else ""


def php(script: str, folder: Path, given: str = "") -> str:
    command = ["php", str(HERE / script), str(folder)]
    return subprocess.run(
        command, input=given.encode(), capture_output=True, check=True
    ).stdout.decode()


def versions() -> dict[str, str]:
    """Of each editor, as its own files say it."""
    lock = (ROOT / "scripts" / "editors.lock").read_text("utf-8")
    found = dict(line.split()[0].rsplit("@", 1) for line in lock.splitlines())
    wordpress = (WORDPRESS / "wp-includes" / "version.php").read_text("utf-8")
    purifier = (PURIFIER / "HTMLPurifier.php").read_text("utf-8")
    found["wordpress"] = re.findall(r"\$wp_version = '([^']+)'", wordpress)[0]
    found["htmlpurifier"] = re.findall(r"const VERSION = '([^']+)'", purifier)[0]
    return found
