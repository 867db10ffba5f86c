"""One context of the browser with all editors, for as long as a worker runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pasting.desktop import Desktop, served

PATIENCE = 180_000
"""Milliseconds, as in tests/e2e: a busy machine is no reason to fail."""


@pytest.fixture(scope="session")
def desktop(browser: Browser) -> Iterator[Desktop]:
    with served() as site:
        desktop = Desktop(browser, site)
        desktop.context.set_default_timeout(PATIENCE)
        yield desktop
        desktop.context.close()
