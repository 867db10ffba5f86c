"""What programs that check PDF/UA-1 say of ours: nothing, but for what they get wrong themselves.

They see a part of the standard (pdfua 0.1.3 checks 16 of its 106 rules); test_tags.py looks at the tree itself.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cast import LANGUAGES, written

pytestmark = pytest.mark.long

NAMES = ("classerium", "dublin-repairs", "klumandel", "oregon-drawing")

NOT_OURS = {
    "UA-14-001": "pdfua 0.1.3 asks an array of pikepdf whether it is an integer, which raises: a heading of two lines",
}
"""Rules that a checker could not apply."""

WRONG = {
    "TBL-010": "takes a table with more heads than data for one that was torn: two services, three columns, say",
    "TAG-002": "takes a table’s head on its next page, which has to be an artifact, for a line of prose",
    "ORD-001": "WeasyPrint paints the signs of lists after all other text; readers go by the tree",
}
"""Rules of outloud 0.2.1 that do not fit."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("checked")
    paths = [folder / f"{name}.{language}.pdf" for name in NAMES for language in LANGUAGES]
    for path in paths:
        name, language, _ = path.name.split(".")
        path.write_bytes(written(name, language, "pdf"))
    return paths


def _run(program: str, *arguments: object) -> Any:
    command = [str(Path(sys.executable).with_name(program)), *map(str, arguments)]
    told = subprocess.run(command, capture_output=True, check=False)
    return json.loads(told.stdout)


def test_pdfua_finds_nothing(files: list[Path]) -> None:
    for path in files:
        told = _run("pdfua", "check", "--format", "json", path)
        assert told["findings"] == [], path.name
        assert {rule["rule_id"] for rule in told["skipped"]} <= set(NOT_OURS), path.name
        assert told["summary"]["rules_run"] + told["summary"]["rules_skipped"] == 12


def test_outloud_finds_nothing(files: list[Path]) -> None:
    told = _run("outloud", "--json", "-", "--quiet", *files)
    assert len(told["results"]) == len(files)
    for result in told["results"]:
        found = [f for f in result["findings"] if f["severity"] != "info"]
        assert [f for f in found if f["rule"] not in WRONG] == [], result["path"]
        assert result["stats"]["tagged"] and result["error"] is None


def test_a_fault_would_be_found(tmp_path: Path, files: list[Path]) -> None:
    import pikepdf

    path = tmp_path / "broken.pdf"
    with pikepdf.open(files[0]) as pdf:
        del pdf.Root.Lang
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                del note.Contents
        pdf.save(path)
    assert _run("pdfua", "check", "--format", "json", path)["findings"]
    rules = {
        f["rule"] for f in _run("outloud", "--json", "-", "-q", path)["results"][0]["findings"]
    }
    assert rules - set(WRONG)
