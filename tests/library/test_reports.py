"""The reports on the library: what it covers, and which services have to be checked again."""

import datetime
from dataclasses import replace
from io import StringIO

from django.core.management import call_command

from policygen.engine.loading.load import shipped_library
from policygen.publishing.management.commands.coverage_report import PATH
from policygen.publishing.management.commands.coverage_report import report as coverage_report
from policygen.publishing.management.commands.tools_report import a_year_before
from policygen.publishing.management.commands.tools_report import report as tools_report

LIBRARY = shipped_library()


def test_docs_coverage_is_current() -> None:
    assert PATH.read_text("utf-8") == coverage_report(LIBRARY), "run `make coverage-report`"


def test_coverage_names_every_item_and_every_clause_that_meets_one() -> None:
    text = coverage_report(LIBRARY)
    lines = {line.split(" ")[1]: line for line in text.splitlines() if line.startswith("| ")}
    for requirement in LIBRARY.requirements:
        line = lines[requirement.id]
        assert requirement.asks["en"] in line
        for clause in LIBRARY.clauses:
            assert requirement.id not in clause.satisfies or clause.id in line
    for clause in LIBRARY.clauses:
        assert (f"- {clause.id} (reviewed" in text) is bool(clause.unsure or clause.to_check)
    assert all(r.unsure in text for r in LIBRARY.requirements if r.unsure)


def test_coverage_shows_what_no_clause_meets() -> None:
    bare = replace(LIBRARY, clauses=())
    text = coverage_report(bare)
    assert text.count("**no clause**") == sum("policy" in r.where for r in LIBRARY.requirements)


def test_tools_to_check_again() -> None:
    stripe = LIBRARY.tools["stripe"].model_copy(
        update={"checked": datetime.date(2026, 11, 22), "unsure": ()}
    )
    zoom = stripe.model_copy(
        update={
            "slug": "zoom",
            "name": "Zoom",
            "checked": datetime.date(2025, 1, 31),
            "unsure": ("cookies", "role"),
            "policy_url": None,
            "cookies": (),
        }
    )
    library = replace(LIBRARY, tools={"stripe": stripe, "zoom": zoom})
    assert tools_report(library, datetime.date(2026, 1, 31)) == [
        "2 services; checked before 2025-01-31: 0",
        "something unconfirmed: 1",
        "  zoom: cookies, role",
        "cookies with something unconfirmed: 1",
        "  stripe, m: lasts, https://stripe.com/legal/cookies-policy",
    ]
    assert tools_report(library, datetime.date(2026, 2, 1))[:2] == [
        "2 services; checked before 2025-02-01: 1",
        "  zoom: Zoom, 2025-01-31",
    ]
    later = tools_report(library, datetime.date(2027, 11, 23))
    assert [line.split(":")[0] for line in later[1:3]] == ["  zoom", "  stripe"]
    assert a_year_before(datetime.date(2028, 2, 29)) == datetime.date(2027, 2, 28)


def test_the_command_takes_a_day() -> None:
    out = StringIO()
    call_command("tools_report", "--today", "2026-11-22", stdout=out)
    assert out.getvalue().startswith(
        f"{len(LIBRARY.tools)} services; checked before 2025-11-22: 0\n"
    )
