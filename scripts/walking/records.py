"""Figures that are kept: of the day on which the walks were first made, and the latest, for the README."""

import datetime
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .owners import FOLDER
from .tables import Figures, Way

FIRST = FOLDER / "first-figures.yaml"
LATEST = FOLDER / "latest-figures.yaml"


@dataclass(frozen=True)
class Record:
    commit: str = "no commit"
    day: str = "never"
    walks: dict[str, Figures] = field(default_factory=dict)


def read(file: Path) -> Record:
    if not file.exists():
        return Record()
    data = yaml.safe_load(file.read_text())
    return Record(data["commit"], str(data["day"]), data["walks"])


def write(file: Path, found: Mapping[Way, Figures]) -> None:
    """Beside those of other walks that are kept there already."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True).stdout
    walked = {str(way): figures for way, figures in found.items()}
    data = {
        "commit": commit.strip(),
        "day": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "walks": {**read(file).walks, **walked},
    }
    file.write_text(yaml.safe_dump(data, sort_keys=False, width=200))
