"""The forms of the desk. What is refused stands beside its field; what was typed stays in it."""

from collections.abc import Iterable
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policygen.desk import draft_view, errors, redlines
from policygen.desk.entries import fields
from policygen.desk.entries.clause_data import clause_data, clause_initial, rewritten
from policygen.draft.models import Entry
from policygen.engine.library import library_files, yaml12
from policygen.engine.library.model import Library
from policygen.engine.library.schema import ClauseSource
from policygen.engine.loading.checking import Fault, files
from policygen.engine.templates import tidied


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
        """Under which a browser keeps what is typed (static/js/kept-form.js)."""
        return str(self.entry.pk)

    def refuse(self, problems: Iterable[errors.Problem]) -> None:
        for problem in problems:
            place = problem.place if problem.place in self.fields else None
            self.add_error(place, problem.message)

    def check(self) -> None:
        """All that is wrong with what was typed, and what it would make wrong elsewhere."""
        found = draft_view.faults_with(self.entry, self.result)
        self.refuse(
            self.problems([fault for fault in found if draft_view.is_in(fault, self.entry)])
        )
        for fault in found:
            if not draft_view.is_in(fault, self.entry):
                self.add_error(None, errors.in_library(fault))

    def problems(self, found: list[Fault]) -> list[errors.Problem]:
        """Faults of the entry, each beside a field of the form."""
        return [errors.Problem("text", errors.in_entry(fault)) for fault in found]


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
    to_check = fields.note(
        label=gettext_lazy("What editors still have to check"),
        help_text=gettext_lazy("Owners do not see it."),
    )
    callout = forms.BooleanField(
        label=gettext_lazy("Set off from the text around it"), required=False
    )
    first_layer = forms.BooleanField(
        label=gettext_lazy("Only in the first layer of the page, not in the PDF and files"),
        required=False,
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
        return [self[group] for group in errors.GROUPS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "reviewed" not in cleaned or self.errors:
            return cleaned
        data = clause_data(self._old(), self.key, cleaned, self.library.languages)
        self.source = draft_view.source_of(data)
        if data != self._old():
            self.result = rewritten(self.entry.text, self.key, data)
        self.check()
        return cleaned

    def problems(self, found: list[Fault]) -> list[errors.Problem]:
        return errors.of_clause(found)

    def clean_fixtures(self) -> Any:
        """As data; [] where there are none."""
        text = self.cleaned_data["fixtures"]
        return read_yaml(text) if text.strip() else []

    @property
    def key(self) -> str:
        return self.entry.key

    def _old(self) -> Any:
        return redlines.data_of(self.entry.text)


# -- all other entries --------------------------------------------------------------------------------


class TextForm(EntryForm):
    """An entry as its file has it."""

    text = fields.as_yaml(rows=24, label=gettext_lazy("The entry, as YAML"))

    def __init__(self, entry: Entry, library: Library, *args: Any, **kwargs: Any):
        kwargs.setdefault("initial", {"seen": entry.revision, "text": entry.text})
        super().__init__(entry, *args, **kwargs)
        self.library = library

    def clean_text(self) -> str:
        text = library_files.entry_text(tidied(self.cleaned_data["text"].replace("\r\n", "\n")))
        old: str = self.entry.text
        if text == old:
            return old
        self._refuse_broken(text)
        return text

    def _refuse_broken(self, text: str) -> None:
        if self._keys_in(text) != [self.entry.key]:
            message = _("This has to stay one entry with the name “%(name)s”.")
            raise forms.ValidationError(message % {"name": self.entry.key})

    def _keys_in(self, text: str) -> list[str]:
        """The names of the entries that the file would have with this text alone; [] for a spoilt head."""
        read_yaml(text)
        head = self.entry.file.head
        try:
            split = library_files.split(head + text)
        except (yaml.YAMLError, AttributeError, IndexError, StopIteration, TypeError):
            raise forms.ValidationError(_("This can’t be read as YAML.")) from None
        return [entry.key for entry in split.entries] if split.head == head else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "text" in cleaned and not self.errors:
            self.result = cleaned["text"]
            self.check()
        return cleaned


def read_yaml(text: str) -> Any:
    """Data as facts files have it: without anchors, which can explode, tags and doubled keys."""
    try:
        return yaml12.parse(text.encode()).data
    except yaml12.YamlError as error:
        message = errors.sentence(files.code_of(error), error.params)
        if error.line is not None:
            message = errors.in_line(error.line, message)
        raise forms.ValidationError(message) from None


def form_for(entry: Entry, library: Library, *args: Any) -> "ClauseForm | TextForm":
    kind = ClauseForm if entry.kind == "clauses" else TextForm
    return kind(entry, library, *args)
