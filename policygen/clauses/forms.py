"""The forms of the desk. What is refused stands beside its field; what was typed stays in it."""

import datetime
from collections.abc import Iterable
from typing import Any

import yaml
from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from policygen.clauses import checks, desk, fields
from policygen.clauses.clause_data import clause_data, clause_initial, rewritten
from policygen.clauses.days import lies_ahead
from policygen.clauses.models import Entry
from policygen.engine import edition, yaml12
from policygen.engine.entries import ClauseSource
from policygen.engine.library import Library
from policygen.engine.texts import tidied


class EntryForm(forms.Form):
    """What every change of an entry has: the state that it started from, and a reason."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    comment = fields.comment()

    def __init__(self, entry: Entry, *args: Any, **kwargs: Any):
        self.entry = entry
        self.result = entry.text
        super().__init__(*args, **kwargs)

    @property
    def name(self) -> str:
        """Under which a browser keeps what is typed (static/js/desk-kept.js)."""
        return str(self.entry.pk)

    def refuse(self, problems: Iterable[checks.Problem]) -> None:
        for problem in problems:
            place = problem.place if problem.place in self.fields else None
            self.add_error(place, problem.message)

    def check_whole(self) -> None:
        """That the library still loads; the costly check, so the last one."""
        if self.errors or self.result == self.entry.text or not desk.holds_together():
            return
        for problem in desk.problems_with(self.entry, self.result):
            self.add_error(None, problem)


# -- clauses ------------------------------------------------------------------------------------------


class ClauseForm(EntryForm):
    """A clause. Beside these fields it has ``text_en``, ``unsure_en`` … for each language."""

    all = fields.Names(label=gettext_lazy("All of these hold"))
    any = fields.Names(label=gettext_lazy("At least one of these holds"))
    none = fields.Names(label=gettext_lazy("None of these holds"))
    satisfies = fields.Names(label=gettext_lazy("Requirements it satisfies"))
    reviewed = forms.DateField(
        label=gettext_lazy("Last reviewed"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    callout = forms.BooleanField(
        label=gettext_lazy("Set off from the text around it"), required=False
    )

    fixtures = fields.as_yaml(
        rows=6,
        label=gettext_lazy("Checks, as YAML"),
        required=False,
        help_text=gettext_lazy(
            "What this clause has to say for which shop. A failing check blocks the release."
        ),
    )

    def __init__(self, entry: Entry, library: Library, *args: Any, **kwargs: Any):
        kwargs.setdefault("initial", clause_initial(entry))
        super().__init__(entry, *args, **kwargs)
        self.library = library
        self.source: ClauseSource | None = None
        for code in library.languages:
            self.fields[f"text_{code}"] = fields.text_in(code)
            self.fields[f"unsure_{code}"] = fields.doubt_in(code)

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[f"text_{code}"] for code in self.library.languages]

    @property
    def unsure(self) -> list[forms.BoundField]:
        return [self[f"unsure_{code}"] for code in self.library.languages]

    @property
    def groups(self) -> list[forms.BoundField]:
        return [self[group] for group in checks.GROUPS]

    def clean(self) -> dict[str, Any]:
        """Without the check of the whole library, which a preview does not wait for."""
        cleaned = super().clean() or {}
        if "reviewed" not in cleaned or self.errors:
            return cleaned
        self._check_unsure(cleaned)
        if self.errors:
            return cleaned
        data = clause_data(self._old(), self.key, cleaned, self.library.languages)
        try:
            self.source = ClauseSource.model_validate(data)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            where = "fixtures" if place.startswith("fixtures") else None
            self.add_error(where, f"{place}: {first['msg']}")
            return cleaned
        self.refuse(checks.clause_problems(self.source, self.library, desk.REQUIRED))
        if data != self._old():
            self.result = rewritten(self.entry.text, self.key, data)
        return cleaned

    def clean_reviewed(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["reviewed"]
        if lies_ahead(day, timezone.localdate()):
            raise forms.ValidationError(checks.day_ahead_message())
        return day

    def clean_fixtures(self) -> Any:
        """As data; [] where there are none."""
        text = self.cleaned_data["fixtures"]
        return read_yaml(text, self.library) if text.strip() else []

    @property
    def key(self) -> str:
        return self.entry.key

    def _old(self) -> Any:
        return desk.data_of(self.entry.text)

    def _check_unsure(self, cleaned: dict[str, Any]) -> None:
        notes = {code: cleaned.get(f"unsure_{code}") for code in desk.REQUIRED}
        for code, note in notes.items():
            if not note and any(notes.values()):
                self.add_error(f"unsure_{code}", _("Write the note in this language too."))


# -- all other entries --------------------------------------------------------------------------------


class TextForm(EntryForm):
    """An entry as its file has it."""

    text = fields.as_yaml(rows=24, label=gettext_lazy("The entry, as YAML"))

    def __init__(self, entry: Entry, library: Library, *args: Any, **kwargs: Any):
        kwargs.setdefault("initial", {"seen": entry.revision, "text": entry.text})
        super().__init__(entry, *args, **kwargs)
        self.library = library

    def clean_text(self) -> str:
        text = edition.entry_text(tidied(self.cleaned_data["text"].replace("\r\n", "\n")))
        old: str = self.entry.text
        if text == old:
            return old
        self._refuse_broken(text)
        return text

    def _refuse_broken(self, text: str) -> None:
        if self._keys_in(text) != [self.entry.key]:
            message = _("This has to stay one entry with the name «%(name)s».")
            raise forms.ValidationError(message % {"name": self.entry.key})

    def _keys_in(self, text: str) -> list[str]:
        """The names of the entries that the file would have with this text alone; [] for a spoilt head."""
        read_yaml(text, self.library)
        head = self.entry.file.head
        try:
            split = edition.split(head + text)
        except (yaml.YAMLError, AttributeError, IndexError, StopIteration, TypeError):
            raise forms.ValidationError(_("This can’t be read as YAML.")) from None
        return [entry.key for entry in split.entries] if split.head == head else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "text" in cleaned and not self.errors:
            self.result = cleaned["text"]
            if self.result != self.entry.text:
                data = desk.data_of(self.result)
                self.refuse(checks.long_texts(data, self.library))
                self.refuse(checks.entry_problems(data, self.library))
                for problem in checks.days_ahead(data, timezone.localdate()):
                    self.add_error("text", f"{problem.place}: {problem.message}")
        return cleaned


def read_yaml(text: str, library: Library) -> Any:
    """Data as facts files have it: without anchors, which can explode, tags and doubled keys."""
    try:
        return yaml12.parse(text.encode()).data
    except yaml12.YamlError as error:
        message = library.message(error.problem, get_language() or "en", error.params)
        if error.line is not None:
            message = checks.in_line(error.line, message)
        raise forms.ValidationError(message) from None


def form_for(entry: Entry, library: Library, *args: Any) -> "ClauseForm | TextForm":
    kind = ClauseForm if entry.kind == "clauses" else TextForm
    return kind(entry, library, *args)
