"""With CI set in the environment a skipped test is a failed one: nobody reads the list of skips."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.template import Template
from django.test import override_settings, signals, utils
from django.utils import translation
from hypothesis import settings

from policygen.draft.shipped import after_migrations
from policygen.releases import current
from policygen.site import catalogues

pytest_plugins = ["tests.browser", "tests.library_draft", "tests.migrated", "tests.printing"]

QUICK_WALKS = ("test_owners", "test_preview")
"""Of the browser tests, those that `make test` runs; `make test-all` runs the others too."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: waits for `make test-all`, as most browser walks do")
    config.addinivalue_line("markers", "few(number): of its parameters `make test` takes so many")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is long, or beyond a few, waits for `make test-all`, or for somebody who names its file, or
    tests/e2e."""
    if os.environ.get("POLICYGEN_TESTS") == "all":
        return
    named = " ".join(config.invocation_params.args)
    waiting = {*filter(_is_long, items), *_beyond_few(items)}
    left = {item for item in waiting if item.path.name not in named}
    if "e2e" in named:
        left = {item for item in left if item.path.parent.name != "e2e"}
    if left:
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = [item for item in items if item not in left]


def _is_long(item: pytest.Item) -> bool:
    a_walk = item.path.parent.name == "e2e" and item.path.stem not in QUICK_WALKS
    return a_walk or item.get_closest_marker("long") is not None


def _beyond_few(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Of each test with the mark `few` all but so many of its items, which are spread over them."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        tests.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for of_one in tests.values():
        mark = of_one[0].get_closest_marker("few")
        if mark:
            step = -(-len(of_one) // mark.args[0])
            yield from (item for number, item in enumerate(of_one) if number % step)


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# A busy machine is no reason to fail, and the same tree gives the same result; `make fuzz` looks further.
# `make test` looks at fewer than `make test-all`.
settings.register_profile("steady", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.register_profile("quick", parent=settings.get_profile("steady"), max_examples=15)
settings.load_profile("steady" if os.environ.get("POLICYGEN_TESTS") == "all" else "quick")


gc.disable()  # nothing that the collection makes can go

PARTS = ("django/forms/", "shops/form/", "bootstrap5/", "admin/widgets/")


def _render(template: Template, context: Any) -> str:
    """The context of a page is what tests ask for. Those of each of its boxes are hundreds of copies."""
    if not str(template.name).startswith(PARTS):
        signals.template_rendered.send(sender=template, template=template, context=context)
    rendered: str = template.nodelist.render(context)
    return rendered


utils.instrumented_test_render = _render


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end; the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


# Each fixture that is always there costs something at each test: these are few, and do several things.


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests() -> Iterator[None]:
    """The interface speaks Ukrainian only once the catalogue is compiled; milliseconds if it is.

    Tries counted in one process, or in an earlier run, are no concern of another's. A good hash of a
    password takes a third of a second by design, each time.
    """
    for language in catalogues.translated_languages():
        catalogues.compile_catalogue(django_settings.BASE_DIR, language)
    with override_settings(
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """Until a test makes a release, nobody asks the database for one; what it made is forgotten. What a
    page in Ukrainian leaves active would speak in the next test."""
    current.remember(None)
    yield
    current.remember(None)
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
    migrated: Path | None,
) -> None:
    """SQLite in a file, as in real life. One in memory has a single connection for all threads of the
    live server, so that two requests of a page at once would share, and lose, their transactions.

    The desk begins empty, and so it is after each flush: taking the library in costs seconds."""
    post_migrate.disconnect(after_migrations, sender=apps.get_app_config("clauses"))
    database = connections["default"]
    if database.vendor == "sqlite":
        place = tmp_path_factory.mktemp("database") / "policygen.sqlite3"
        database.settings_dict["TEST"]["NAME"] = str(place)
        if migrated and migrated.exists():
            shutil.copyfile(migrated, place)


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
