"""What a browser without scripts does: shows a form, changes some answers, sends all of it."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Answers = dict[str, list[str]]


class _Form(HTMLParser):
    """The answers of the wizard's form as it was served."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: Answers = {}
        self.inside = False
        self.select: tuple[str, bool] | None = None
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = dict(pairs)
        name, value = attrs.get("name") or "", attrs.get("value") or ""
        if tag == "form":
            self.inside = attrs.get("id") == "wizard"
        elif not self.inside:
            return
        elif tag == "input" and name:
            tick = attrs.get("type") in ("checkbox", "radio")
            if not tick or "checked" in attrs:
                self.answers.setdefault(name, []).append(value)
        elif tag == "select":
            self.select, self.options = (name, "multiple" in attrs), []
        elif tag == "option":
            self.options.append((value, "selected" in attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            name, multiple = self.select
            chosen = [value for value, selected in self.options if selected]
            if not chosen and not multiple:
                chosen = [self.options[0][0]]
            if chosen:
                self.answers[name] = chosen
            self.select = None


def answers(response: HttpResponse) -> Answers:
    parser = _Form()
    parser.feed(response.content.decode())
    parser.answers.pop("csrfmiddlewaretoken", None)
    return parser.answers


def send(client: Client, url: str, go: str = "next", **changes: Any) -> HttpResponse:
    """Open a screen, change answers (None empties one) and press a button.

    A dash in a field's name is written as two underscores.
    """
    page = client.get(url)
    assert page.status_code == 200, url
    data = answers(page)
    for key, value in changes.items():
        name = key.replace("__", "-")
        data.pop(name, None)
        if value is not None:
            data[name] = value if isinstance(value, list) else [str(value)]
    return client.post(url, {**data, "go": go})
