"""With CI set in the environment a skipped test is a failed one: nobody reads the list of skips."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from django.conf import settings as django_settings
from hypothesis import settings

from policygen.site import catalogues

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# A busy machine is no reason to fail, and the same tree gives the same result; `make fuzz` looks further.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """The interface speaks Ukrainian only once the catalogue is compiled; milliseconds if it is."""
    for language in catalogues.translated_languages():
        catalogues.compile_catalogue(django_settings.BASE_DIR, language)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return refuse_skip((yield))


def refuse_skip(report: Report) -> Report:
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"a skipped test counts as failed in CI: {reason}"
    return report
