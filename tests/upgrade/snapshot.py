"""What an upgrade must leave as it is, told by the code that runs: the old one when a fixture is made,
the present one after `migrate`. Long texts are told by their SHA-256."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from policygen.draft import draft
from policygen.draft.models import Entry
from policygen.publishing.models import Download, Page, Policy, Truths
from policygen.rehearsals.models import Rehearsal
from policygen.releases.models import Release
from policygen.shops.as_facts import shop_data
from policygen.shops.models import LibraryMail, OwnWords, Shop
from policygen.updates.models import Notice

HEADERS = ("Content-Type", "Content-Disposition", "ETag", "Cache-Control", "Link", "Vary")
SHOP = re.compile(r"/en/shops/([a-z2-9]{16})/")


def snapshot() -> dict[str, Any]:
    """As JSON gives it back: lists, not tuples; times in ISO 8601. Looking leaves no trace."""
    with transaction.atomic():
        told = _told()
        transaction.set_rollback(True)
    back: dict[str, Any] = json.loads(json.dumps(told, default=str))
    return back


def _told() -> dict[str, Any]:
    return {
        "pages": dict(pages()),
        "files": dict(files()),
        "browsers": dict(browsers()),
        "links": dict(private_links()),
        "shops": dict(shops()),
        "draft": {path: digest(text) for path, text in draft.files().items()},
        "history": dict(history()),
        "releases": dict(releases()),
        "notices": rows(Notice, "policy__slug", "release", "state", "made", "mailed"),
        "truths": rows(Truths, "version__policy__slug", "version__number", "names"),
        "rehearsals": [rehearsal(held) for held in Rehearsal.objects.order_by("pk")],
        "log": list(log()),
        "users": dict(users()),
    }


def digest(content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def rows(model: Any, *names: str) -> list[Any]:
    return list(model.objects.order_by("pk").values_list(*names))


# -- what everybody sees -----------------------------------------------------------------------------


def pages() -> Iterator[tuple[str, Any]]:
    """Every address under which a policy can be read, with the bytes that come back."""
    for policy in Policy.objects.order_by("slug"):
        address = f"/p/{policy.slug}/"
        yield address, answer(address)
    for page in Page.objects.select_related("version__policy").order_by("pk"):
        slug, number = page.version.policy.slug, page.version.number
        for address in (f"/p/{slug}/{page.language}/", f"/p/{slug}/{number}/{page.language}/"):
            yield address, answer(address)
            yield f"{address} br", answer(address, headers={"Accept-Encoding": "br"})
        listed = Client().get(f"/p/{slug}/{page.language}/versions/")
        yield f"/p/{slug}/{page.language}/versions/", listed.status_code


def files() -> Iterator[tuple[str, Any]]:
    for download in Download.objects.select_related("version__policy").order_by("pk"):
        version, suffix = download.version, str(download.file.name).rpartition(".")[2]
        for number in ("", f"{version.number}/"):
            place = f"/p/{version.policy.slug}/{number}{download.language}/policy.{suffix}"
            yield place, answer(place)


def answer(address: str, **more: Any) -> dict[str, Any]:
    got: HttpResponse = Client().get(address, **more)
    content = b"".join(got.streaming_content) if got.streaming else got.content
    headers = {name: got.headers.get(name) for name in HEADERS}
    return {
        "status": got.status_code,
        "to": got.headers.get("Location"),
        "sha256": digest(content),
        **headers,
    }


# -- what owners see ---------------------------------------------------------------------------------


def private_links() -> Iterator[tuple[str, Any]]:
    for shop in Shop.objects.exclude(resume_key="").order_by("pk"):
        address = f"/en/shops/resume/{shop.resume_key}/"
        browser = Client()
        got = browser.get(address)
        seen = browser.get(f"/en/shops/{shop.public_id}/shop/").status_code
        yield address, [got.status_code, got.headers.get("Location"), seen]
    yield "/en/shops/resume/none/", Client().get("/en/shops/resume/none/").status_code


def browsers() -> Iterator[tuple[str, Any]]:
    """The shops that each browser finds, and an editor’s notes that wait, by the session’s key."""
    keys = Session.objects.order_by("session_key").values_list("session_key", flat=True)
    for key in keys:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = key
        content = browser.get("/en/shops/").content.decode()
        notes = browser.session.get("release_notes")
        yield key, {"shops": sorted(set(SHOP.findall(content))), "notes": notes}


def shops() -> Iterator[tuple[str, Any]]:
    """Every answer as the engine gets it, and what belongs to no question."""
    names = ("owner__username", "owner_key", "resume_key", "created", "updated", "saved_steps")
    more = ("preset", "done_duties", "automatic_updates")
    words = ("kind", "target", "language", "markdown", "based_on", "updated")
    for shop in Shop.objects.order_by("pk"):
        yield (
            shop.public_id,
            {
                "answers": shop_data(shop),
                "own words": list(OwnWords.objects.filter(shop=shop).values_list(*words)),
                **Shop.objects.filter(pk=shop.pk).values(*names, *more)[0],
            },
        )


# -- what editors see --------------------------------------------------------------------------------


def history() -> Iterator[tuple[str, Any]]:
    """Of each entry with a past: its changes, who approved them, and what was remarked."""
    found = Entry.objects.select_related("file").exclude(revisions=None)
    for entry in found.order_by("file__path", "key"):
        yield (
            f"{entry.file.path} {entry.key}",
            [
                {
                    "number": change.number,
                    "before": digest(change.before),
                    "after": digest(change.after),
                    "moved": change.moved,
                    "comment": change.comment,
                    "author": str(change.author),
                    "made": change.made,
                    "approved by": str(change.approved_by),
                    "approved": change.approved,
                    "remarks": [[r.text, str(r.author), r.made] for r in change.remarks.all()],
                }
                for change in entry.revisions.order_by("number")
            ],
        )


def releases() -> Iterator[tuple[int, Any]]:
    for release in Release.objects.order_by("number"):
        stored = getattr(
            release, "stored", release.read
        )  # in the code that makes a fixture, perhaps
        said = {path: digest(text) for path, text in stored().items()}
        who = str(release.released_by)
        yield release.number, [said, release.notes, release.equal_to, release.released, who]


def rehearsal(held: Rehearsal) -> list[Any]:
    names = ("shop", "language", "clauses", "laws", "unmet", "findings", "moved", "error")
    found = list(held.changes.order_by("pk").values_list(*names))
    return [held.release, held.started, str(held.started_by), held.total, held.done, found]


def log() -> Iterator[list[Any]]:
    for line in LogEntry.objects.order_by("pk"):
        what = [line.object_repr, line.action_flag, line.change_message]
        yield [line.action_time, str(line.user), str(line.content_type), *what]


def users() -> Iterator[tuple[str, Any]]:
    factors = apps.get_model("mfa", "Authenticator")
    for user in User.objects.order_by("pk"):
        mail = LibraryMail.objects.filter(owner=user).values_list("language", flat=True).first()
        yield (
            user.username,
            {
                "email": user.email,
                "staff": user.is_staff,
                "superuser": user.is_superuser,
                "password": user.password,
                "groups": sorted(group.name for group in user.groups.all()),
                "factors": list(
                    factors.objects.filter(user=user).order_by("pk").values_list("type", "data")
                ),
                "mail": mail,
            },
        )
