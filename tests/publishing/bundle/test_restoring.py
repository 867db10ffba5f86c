"""On another installation: the same bytes, addresses, days and history; or nothing."""

from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.test.utils import override_settings

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.publishing.bundle.reading import Bundle, Refused
from policygen.publishing.bundle.restoring import UNKNOWN, restore
from policygen.publishing.bundle.writing import write_bundle
from policygen.publishing.coming import take_back
from policygen.publishing.models import Download, Page, Policy, Version
from policygen.publishing.verifying import Seen, faults
from policygen.releases.models import Release, packed
from policygen.shops.models import Shop

ADDRESSES = (
    "/p/klumandel/",
    "/p/klumandel/uk/",
    "/p/klumandel/1/uk/",
    "/p/klumandel/2/uk/",
    "/p/klumandel/3/uk/",
    "/p/klumandel/uk/versions/",
    "/p/klumandel/uk/policy.md",
    "/p/klumandel/3/uk/policy.pdf",
    "/p/klumandel/uk/embed.json",
)


def answers() -> dict[str, Any]:
    found = {}
    for address in ADDRESSES:
        got = Client().get(address)
        content = b"".join(got.streaming_content) if got.streaming else got.content
        found[address] = [got.status_code, got.headers.get("ETag"), content]
    return found


@pytest.fixture
def elsewhere(content: bytes, tmp_path: Path) -> Any:
    """The same database without the shop, and empty storage."""
    before = answers()
    Shop.objects.all().delete()
    assert not Policy.objects.exists()
    with override_settings(MEDIA_ROOT=tmp_path / "elsewhere"):
        yield before


def test_it_works(content: bytes, elsewhere: dict[str, Any]) -> None:
    """And a bundle of what was restored is the bundle that it came from, byte for byte."""
    restored = restore(Bundle(BytesIO(content)), User.objects.get(username="alice"))
    assert (restored.new, restored.unknown) == (True, ())
    assert answers() == elsewhere
    assert b"".join(write_bundle(restored.policy)) == content
    assert [fault.place for fault in faults(Seen())] == []
    shop = restored.policy.shop
    assert (shop.owner.username, shop.email) == ("alice", "third@klumandel.example")  # type: ignore[union-attr]


def test_the_day_of_a_version_that_was_taken_back_does_not_come_back(
    policy: Policy, tmp_path: Path
) -> None:
    """The next one would be published for a day that was given up."""
    shop = policy.shop
    take_back(shop, 3)
    content = b"".join(write_bundle(policy))
    before = Shop.objects.get(pk=shop.pk)
    Shop.objects.all().delete()
    with override_settings(MEDIA_ROOT=tmp_path / "elsewhere"):
        restored = restore(Bundle(BytesIO(content)))
    first, second, third = restored.policy.versions.order_by("number")
    assert (hasattr(second, "cancellation"), hasattr(third, "cancellation")) == (True, True)
    now = Shop.objects.get(pk=restored.policy.shop_id)
    assert now.effective == before.effective == first.effective
    assert now.email == "third@klumandel.example"


def test_a_second_time_changes_nothing(content: bytes, elsewhere: object) -> None:
    first = restore(Bundle(BytesIO(content)))
    again = restore(Bundle(BytesIO(content)))
    assert (again.policy, again.new) == (first.policy, False)
    assert (Shop.objects.count(), Version.objects.count()) == (1, 3)


def test_a_taken_address_is_told_and_nothing_restored(content: bytes, elsewhere: object) -> None:
    Policy.objects.create(slug="klumandel", shop=Shop.objects.create(languages=["uk"]))
    with pytest.raises(Refused, match="/p/klumandel/ is taken here"):
        restore(Bundle(BytesIO(content)))
    assert Shop.objects.count() == 1 and not Version.objects.exists()


def test_another_library_under_the_same_number_is_not_taken_for_it(
    content: bytes, elsewhere: dict[str, Any]
) -> None:
    """The bytes are the same; that they can't be made again is said."""
    files = read_files(SHIPPED)
    files["release.yaml"] += "# Another one.\n"
    Release.objects.create(number=1, files=packed(files))
    restored = restore(Bundle(BytesIO(content)))
    assert restored.unknown == (1, 2, 3)
    assert {v.library_release for v in Version.objects.all()} == {UNKNOWN}
    assert b"".join(write_bundle(restored.policy)) == content


def test_answers_that_the_library_of_today_can_not_read(
    content: bytes, elsewhere: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policygen.engine.facts.reading import FactsError
    from policygen.publishing.bundle import restoring

    def refuse(*args: object) -> None:
        raise FactsError([])

    monkeypatch.setattr(restoring, "make_facts", refuse)
    restored = restore(Bundle(BytesIO(content)))
    assert restored.policy.shop.languages == ["uk"]
    assert b"".join(write_bundle(restored.policy)) == content


def test_what_breaks_off_leaves_nothing(
    content: bytes, elsewhere: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policygen.publishing.bundle import restoring

    def fail(*args: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(restoring, "_withdraw", fail)
    with pytest.raises(OSError, match="full"):
        restore(Bundle(BytesIO(content)))
    assert not Shop.objects.exists() and not Page.objects.exists() and not Download.objects.exists()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("restore_bundle", *arguments, stdout=out)
    return out.getvalue()


def test_the_command(content: bytes, elsewhere: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "history.zip"
    path.write_bytes(content)
    said = run(str(path), "--check")
    assert said.startswith("/p/klumandel/: 3 versions, ") and said.endswith("all whole\n")
    assert not Policy.objects.exists()
    with pytest.raises(CommandError, match="no account"):
        run(str(path), "--owner", "nobody@verba.example")
    assert "Private link for its owner: /" in run(str(path))
    shop = Shop.objects.get()
    assert Client().get(f"/en/shops/resume/{shop.resume_key}/").status_code == 302
    assert "here already" in run(str(path))
    assert answers() == elsewhere


def test_the_command_for_an_account(content: bytes, elsewhere: object, tmp_path: Path) -> None:
    path = tmp_path / "history.zip"
    path.write_bytes(content)
    assert "link" not in run(str(path), "--owner", "Alice@verba.example")
    alice = Client()
    alice.force_login(User.objects.get(username="alice"))
    shop = Shop.objects.get()
    for end in ("published/", "compare/", "note/", "update/", "bundle/"):
        page = alice.get(f"/en/shops/{shop.public_id}/{end}")
        assert page.status_code == 200, end
        b"".join(page)


def test_what_the_command_refuses(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "none.zip"))
    (tmp_path / "text.zip").write_bytes(b"Not a ZIP")
    with pytest.raises(CommandError, match="no ZIP"):
        run(str(tmp_path / "text.zip"))
