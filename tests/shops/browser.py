"""What a browser without scripts does: shows a form, changes some answers, sends all of it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml.html import HtmlElement, fromstring

Answers = dict[str, list[str]]


def answers(response: HttpResponse) -> Answers:
    """The answers of the wizard's form as it was served."""
    return answers_of(response.content.decode())


def answers_of(page: str) -> Answers:
    found: Answers = {}
    for form in fromstring(page).iter("form"):
        if form.get("id") == "wizard":
            for name, values in _controls(form):
                found.setdefault(name, []).extend(values)
    found.pop("csrfmiddlewaretoken", None)
    return found


def open_boxes(response: HttpResponse) -> list[str]:
    """The tick boxes of a screen that no line folds away."""
    page = fromstring(response.content.decode())
    found = page.xpath(
        "//form[@id='wizard']//input[@type='checkbox'][not(ancestor::details[not(@open)])]"
    )
    return [box.get("value") for box in found]


def _controls(form: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    for control in form.iter("input", "select"):
        name = control.get("name", "") if "disabled" not in control.attrib else ""
        if control.tag == "select":
            chosen = _chosen(control)
        else:
            tick = control.get("type") in ("checkbox", "radio")
            chosen = [] if tick and "checked" not in control.attrib else [control.get("value", "")]
        if name and chosen:
            yield name, chosen


def _chosen(select: HtmlElement) -> list[str]:
    """Of a list that opens the first line is chosen where no other is."""
    options = list(select.iter("option"))
    chosen = [option.get("value", "") for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in select.attrib:
        return [options[0].get("value", "")]
    return chosen


def send(client: Client, url: str, go: str = "next", **changes: Any) -> HttpResponse:
    """Open a screen, change answers (None empties one) and press a button.

    A dash in a field's name is written as two underscores.
    """
    return client.post(url, {**changed(opened(client, url), changes), "go": go})


def opened(client: Client, url: str) -> Answers:
    page = client.get(url)
    assert page.status_code == 200, url
    return answers(page)


def changed(shown: Answers, changes: dict[str, Any]) -> Answers:
    """The answers of a form with these changed, named as in `send`."""
    data = dict(shown)
    for key, value in changes.items():
        name = key.replace("__", "-")
        data.pop(name, None)
        if value is not None:
            data[name] = value if isinstance(value, list) else [str(value)]
    return data


def refusals(client: Client, url: str, *wrong: dict[str, Any]) -> list[set[str]]:
    """For each of these changes to the screen as it is stored: the anchors of the errors that came back."""
    shown = opened(client, url)
    pages = [client.post(url, {**changed(shown, each), "go": "next"}) for each in wrong]
    return [{error.anchor for error in page.context["errors"]} for page in pages]
