"""Of Bootstrap, pages load what they can use (scripts/build_bootstrap.py)."""

import runpy
from typing import Any

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def building() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "build_bootstrap.py"))


@pytest.mark.long
def test_what_is_served_is_what_the_pages_of_today_use(building: dict[str, Any]) -> None:
    served = building["SUBSET"].read_text("utf-8")
    assert served == building["subset"](), "run: make bootstrap"


def test_classes_that_pages_name_are_kept_and_others_are_not(building: dict[str, Any]) -> None:
    served = building["SUBSET"].read_text("utf-8")
    kept = (".btn-primary{", ".form-control{", ".visually-hidden", ".is-invalid", ":root", "body{")
    assert [rule for rule in kept if rule not in served] == []
    gone = (".carousel", ".navbar", ".offcanvas", ".spinner-border{", ".col-xxl-1{")
    assert [rule for rule in gone if rule in served] == []
