"""The script that lays our cookies beside a cookie database: it tells, and decides nothing."""

from pathlib import Path

import pytest

from policygen.engine.library.schema import Tool
from policygen.engine.loading.load import shipped_library
from scripts.compare_cookies import Lasting, lasting, report, rows
from tests.cases import cases

HEAD = "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data Controller,User Privacy & GDPR Rights Portals,Wildcard match"  # fmt: skip
LINES = (
    "1,Acme Chat,Functional,acme_id,shop.example,,6 months,Acme,,0",
    "2,Acme Chat,Functional,acme_s_,shop.example,,End of session (browser),Acme,,1",
    '3,Acme Chat,Analytics,acme_new,shop.example,"a, b",1 year,Acme,,0',
    "4,Other,Marketing,CookieConsent [x4],other.example,,1 year,Other,,0",
)
ACME = shipped_library().tools["crisp"].model_copy(update={"slug": "acme", "cookies": ()})


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "cookies.csv"
    path.write_text("\n".join((HEAD, *LINES)), "utf-8")
    return path


def acme(lasts: dict[str, str]) -> list[Tool]:
    cookies = [{"name": n, "purpose": "support", "lasts": p} for n, p in lasts.items()]
    return [Tool.model_validate({**ACME.model_dump(), "cookies": cookies})]


def test_it_works(database: Path) -> None:
    tools = acme({"acme_id": "P1Y", "acme_s_*": "session", "acme_own": "P1D"})
    assert list(report(tools, rows(database))) == [
        "3 cookies of ours, 4 of the database",
        "period differs: 1",
        "  acme, acme_id: P1Y; Acme Chat: 6 months",
        "not in the database: 1",
        "  acme, acme_own",
        "not in ours, of platforms that both have: 1",
        "  acme: acme_new",
    ]


def test_the_same_period_in_other_words_is_none(database: Path) -> None:
    lines = list(report(acme({"acme_id": "P183D", "acme_new": "P365D"}), rows(database)))
    assert lines[1] == "period differs: 0"


def test_the_names_are_read(database: Path) -> None:
    assert [row.name for row in rows(database)] == [
        *("acme_id", "acme_s_*", "acme_new", "CookieConsent")
    ]


@cases(
    ("said", "expected"),
    [
        ("2 years", 730.5),
        ("36 hours", 1.5),
        ("1 year after the last visit", 365.25),
        ("End of session (browser)", "session"),
        ("Persistent", "persistent"),
        ("see the vendor", None),
        ("", None),
    ],
)
def test_periods(said: str, expected: Lasting) -> None:
    assert lasting(said) == expected


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SystemExit, match="no such column: Category, Cookie / Data Key name"):
        rows(path)


def test_our_own_catalogue_can_be_compared(database: Path) -> None:
    tools = shipped_library().tools
    lines = list(report(tools.values(), rows(database)))
    assert lines[0].startswith(f"{sum(len(tool.cookies) for tool in tools.values())} cookies")
