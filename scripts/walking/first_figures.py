"""The figures of the day on which the walks were first made, which later ones stand beside."""

import datetime
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from .owners import FOLDER
from .tables import Figures, Way

FILE = FOLDER / "first-figures.yaml"


@dataclass(frozen=True)
class FirstFigures:
    commit: str
    day: str
    walks: dict[str, Figures]


def read() -> FirstFigures:
    if not FILE.exists():
        return FirstFigures("no commit", "never", {})
    data = yaml.safe_load(FILE.read_text())
    return FirstFigures(data["commit"], str(data["day"]), data["walks"])


def write(found: Mapping[Way, Figures]) -> None:
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True).stdout
    data = {
        "commit": commit.strip(),
        "day": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "walks": {str(way): figures for way, figures in found.items()},
    }
    FILE.write_text(yaml.safe_dump(data, sort_keys=False, width=200))
