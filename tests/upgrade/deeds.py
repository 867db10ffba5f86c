"""What the tests have done to an upgraded installation, by the present code in a process of its own:

    python -m tests.upgrade.deeds follow|look|migrate|release|screens|upgrade…

does one after the other and prints what came of each as a list in JSON.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.utils import setup_test_environment


def migrate() -> None:
    """Without the library that ships today: the draft stays where its last edition left it."""
    from policygen.draft import shipped

    follows = {"receiver": shipped.after_migrations, "sender": apps.get_app_config("clauses")}
    post_migrate.disconnect(**follows)
    call_command("migrate", verbosity=0)
    post_migrate.connect(**follows)


def upgrade() -> None:
    """`manage.py migrate`: the tables, and the library that ships today."""
    call_command("migrate", verbosity=0)


def follow() -> None:
    """The library that ships today comes, but where the draft is in conflict it says what that is about."""
    from policygen.draft import merging
    from policygen.draft.models import Entry
    from policygen.engine.library import library_files
    from policygen.engine.library.model import SHIPPED

    files = library_files.read_files(SHIPPED)
    for entry in Entry.objects.exclude(incoming="").select_related("file"):
        data = library_files.Entry(entry.key, entry.incoming).data
        file = library_files.split(files[entry.file.path])
        files[entry.file.path] = file.with_entry(entry.key, data).text
    merging.merge(files)


def look() -> dict[str, Any]:
    from tests.upgrade.snapshot import snapshot

    return snapshot()


# -- the next release --------------------------------------------------------------------------------


def release() -> dict[str, Any]:
    """As editors make it: conflicts settled, everything approved and rehearsed, owners told."""
    from policygen.desk.releasing import next_release
    from policygen.draft import draft
    from policygen.draft.models import Entry
    from policygen.rehearsals import rehearsal, units
    from policygen.updates import notices

    one_example = units.examples()[:1]  # The policies are what matters here.
    units.examples = lambda: one_example

    settled = list(settle())
    changes = [f"{c.path} {c.key} {c.status}" for c in next_release.candidate().changes]
    approve()
    held = rehearsal.start(who("petro"))
    while not rehearsal.finished(held):
        held = rehearsal.go_on(held)
    errors = list(held.changes.exclude(error="").values_list("shop", "error"))
    made = next_release.release({"": {"en": "All of it.", "uk": "Усе разом."}}, who("petro"))
    while not notices.go_on(made, "http://testserver").finished:
        pass
    said = {path: text for path, text in made.read().items() if path != "release.yaml"}
    return {
        "number": made.number,
        "changes": changes,
        "errors": errors,
        "left": [f"{c.path} {c.key}" for c in next_release.candidate().changes],
        "says the draft": said == {p: t for p, t in draft.files().items() if p != "release.yaml"},
        "settled": settled,
        "conflicts": list(Entry.objects.exclude(incoming="").values_list("key", flat=True)),
    }


def who(name: str) -> Any:
    return apps.get_model("auth", "User").objects.get(username=name)


def settle() -> Iterator[str]:
    """The shipped text in place of the own one, wherever both changed; the names of those entries."""
    from policygen.draft import draft
    from policygen.draft.models import Entry

    for entry in Entry.objects.exclude(incoming=""):
        draft.settle(entry, take=True, seen=entry.revision, by=who("aron"))
        yield entry.key


def approve() -> None:
    """Everything that waits, by Rita, who wrote none of it: what an upgrade changed in one step."""
    from policygen.desk.releasing import next_release
    from policygen.draft import changes
    from policygen.draft.models import Revision

    for number, brought in next_release.candidate().editions.items():
        changes.approve_edition(number, upto=brought.upto, by=who("rita"))
    stuck = []
    for change in next_release.candidate().unapproved:
        try:
            assert change.entry is not None
            changes.approve(change.entry, by=who("rita"))
        except (AssertionError, Revision.DoesNotExist):
            stuck.append(f"{change.path} {change.key} {change.status}")
    assert not stuck, f"nobody can approve {stuck}"


# -- screens -----------------------------------------------------------------------------------------


def screens() -> dict[str, Any]:
    """Those that don't open, with what they answer."""
    answers = {address: browser.get(address).status_code for browser, address in addresses()}
    assert len(answers) > 100
    return {"closed": {address: status for address, status in answers.items() if status != 200}}


PUBLISHED = ["update", "own-words", "published", "compare", "note", "place", "bundle"]
"""The screens of a shop that has published something."""


def addresses() -> Iterator[tuple[Client, str]]:
    """Every screen of every shop for its owner; entries with a past, and the lists, for an editor."""
    from policygen.draft.models import Entry
    from policygen.shops.models import Shop
    from policygen.shops.steps import STEPS
    from tests.second_factor import sign_in_editor

    ends = [*(step.slug for step in STEPS), "review"]
    for shop in Shop.objects.order_by("pk"):
        browser, published = (
            owner_of(shop),
            PUBLISHED if hasattr(shop, "policy") else [],
        )
        yield from ((browser, f"/uk/shops/{shop.public_id}/{e}/") for e in (*ends, *published))
    browser, desk = Client(raise_request_exception=False), "/uk/admin"
    sign_in_editor(browser, who("ada"))
    by_file = {entry.file_id: entry for entry in Entry.objects.exclude(revisions=None)}
    for entry in by_file.values():
        yield browser, f"{desk}/clauses/entry/{entry.pk}/change/"
    for end in (
        "clauses/entry/",
        "clauses/entry/?state=waiting",
        "releases/release/",
        "releases/release/next/",
    ):
        yield browser, f"{desk}/{end}"


def owner_of(shop: Any) -> Client:
    """Their browser; of a shop without an account, one that its key was put into."""
    browser = Client(raise_request_exception=False)
    if shop.owner:
        browser.force_login(shop.owner)
        return browser
    shop.owner_key = shop.owner_key or "of the tests"
    type(shop).objects.filter(pk=shop.pk).update(owner_key=shop.owner_key)
    session = browser.session
    session["shop_owner_key"] = shop.owner_key
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    deeds = {deed.__name__: deed for deed in (follow, look, migrate, release, screens, upgrade)}
    print(json.dumps([deeds[name]() for name in sys.argv[1:]]))
