"""Editors in a browser without scripts: they open an entry, change some fields, and send all of it."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from lxml.html import HtmlElement, fromstring

from policygen.desk.roles import AUTHORS, PUBLISHERS, REVIEWERS
from policygen.draft.models import Entry
from tests.second_factor import sign_in_editor

ROLES = {"ada": AUTHORS, "aron": AUTHORS, "rita": REVIEWERS, "petro": PUBLISHERS}


def client_of(name: str) -> Client:
    """Ada and Aron write, Rita reviews, Petro releases; Olena is staff without a role."""
    user, made = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    user.is_staff = True
    user.save()
    if made or name in ROLES:
        user.groups.set(Group.objects.filter(name=ROLES.get(name)))
    client = Client()
    sign_in_editor(client, user)
    return client


def at(entry: Entry, action: str = "change", language: str = "en") -> str:
    return f"/{language}/admin/clauses/entry/{entry.pk}/{action}/"


def fields(page: HttpResponse) -> dict[str, str]:
    """What the editor's form holds, as a browser would send it."""
    form = fromstring(page.content.decode()).get_element_by_id("desk-form")
    return {name: value for name, value in map(_value, _controls(form)) if value is not None}


def _controls(form: HtmlElement) -> list[HtmlElement]:
    return [c for c in form.iter("input", "textarea", "select") if c.get("name")]


def _value(control: HtmlElement) -> tuple[str, str | None]:
    name = control.get("name")
    if control.tag == "textarea":
        # HTML drops the first line break of a text field.
        return name, (control.text or "").removeprefix("\n").replace("\n", "\r\n")
    if control.tag == "select":
        return name, next((o.get("value") for o in control.iter("option")), None)
    if control.get("type") == "checkbox":
        return name, "on" if "checked" in control.attrib else None
    return name, control.get("value", "")


def send(client: Client, entry: Entry, **changes: Any) -> HttpResponse:
    """Open the entry, change fields and save."""
    return client.post(at(entry), {**fields(client.get(at(entry))), "go": "save", **changes})


def refusals(page: HttpResponse) -> list[str]:
    """What stands in the box above the form."""
    found = fromstring(page.content.decode()).xpath('//*[@id="refused"]//li')
    return [" ".join(item.text_content().split()) for item in found]
