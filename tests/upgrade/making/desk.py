"""What editors do on the desk, through its pages."""

from typing import Any

from django.urls import reverse
from making.fixed import aside
from making.people import Browser, done

from policygen.draft import releases
from policygen.draft.models import Entry, LibraryFile
from policygen.rehearsals import rehearsal
from policygen.releases.models import Release
from tests.editors import fields

DESK = "/en/admin/clauses"


def entry(path: str, key: str) -> Entry:
    return Entry.objects.select_related("file").get(file__path=path, key=key)


def at(row: Entry, action: str = "change") -> str:
    return f"{DESK}/entry/{row.pk}/{action}/"


def change(browser: Browser, row: Entry, comment: str = "", **typed: Any) -> Entry:
    """Open the entry, type over fields, save."""
    form = fields(browser.get(at(row)))
    done(browser.post(at(row), {**form, **typed, "comment": comment, "go": "save"}))
    return _changed(row)


def replace(browser: Browser, row: Entry, old: str, new: str, comment: str = "") -> Entry:
    """Of an entry that is written as YAML."""
    assert old in row.text, row.text
    return change(browser, row, comment, text=row.text.replace(old, new))


def _changed(row: Entry) -> Entry:
    now = entry(*releases.place(Entry.objects.select_related("file").get(pk=row.pk)))
    assert now.revision == row.revision + 1, f"{row.key} was refused"
    return now


def add(browser: Browser, path: str, *changes: tuple[str, str]) -> Entry:
    """A new entry at the end of its file; the blank line in front of it is the desk's own."""
    address = f"{DESK}/entry/add/other/{LibraryFile.objects.get(path=path).pk}/"
    form = fields(browser.get(address))
    for old, new in changes:
        assert old in form["text"], form["text"]
        form["text"] = form["text"].replace(old, new, 1)
    answer = done(browser.post(address, {**form, "comment": "Shops ask for it", "go": "save"}))
    return Entry.objects.select_related("file").get(pk=int(answer.url.split("/")[-3]))


def add_clause(browser: Browser, name: str, section: str, **typed: str) -> Entry:
    address = f"{DESK}/entry/add/"
    form = {**fields(browser.get(address)), "id": name, "section": section, **typed}
    answer = done(browser.post(address, {**form, "comment": "Asked for", "go": "save"}))
    return Entry.objects.select_related("file").get(pk=int(answer.url.split("/")[-3]))


def move(browser: Browser, row: Entry, path: str, after: str = "") -> Entry:
    done(browser.post(at(row, "move"), {"seen": row.revision, "to": f"{path}#{after}"}))
    return _changed(row)


def delete(browser: Browser, row: Entry) -> Entry:
    done(browser.post(at(row, "delete"), {"seen": row.revision, "comment": "It is closed"}))
    return _changed(row)


def restore(browser: Browser, row: Entry) -> Entry:
    """To what it said at first."""
    done(browser.post(at(row, "restore"), {"seen": row.revision, "change": 0}))
    return _changed(row)


def remark(browser: Browser, row: Entry, text: str) -> None:
    done(browser.post(at(row, "remark"), {"text": text}))


def approve(browser: Browser, row: Entry) -> None:
    last = row.revisions.first()
    assert last is not None
    done(browser.post(at(row, "approve"), {"change": last.number}))
    last.refresh_from_db()
    assert last.approved_by_id, f"{row.key} is not approved"


def rehearse(browser: Browser) -> None:
    address = f"{DESK}/release/next/rehearse/"
    browser.post(address, {"go": "start"})
    while not rehearsal.finished(rehearsal.latest()):
        with aside():
            browser.post(address, {"go": "on"})


def release(browser: Browser, notes: dict[str, str]) -> Release:
    """Rehearsed, with notes; then its owners are told."""
    rehearse(browser)
    done(browser.post(f"{DESK}/release/next/", {**notes, "go": "release"}))
    made = Release.objects.first()
    assert made is not None
    page = reverse("admin:releases_release_tell", args=[made.number])
    while not telling(browser, page):
        pass
    return made


def telling(browser: Browser, page: str) -> bool:
    """One slice; whether it was the last."""
    with aside():
        answer = browser.post(page, headers={"HX-Request": "true"})
    return bool(answer.context["telling"].finished)
