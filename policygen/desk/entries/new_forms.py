"""The forms of entries that are not there yet."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policygen.desk import draft_view, redlines
from policygen.desk.entries import new_entry
from policygen.desk.entries.forms import ClauseForm, TextForm
from policygen.draft.models import Entry, LibraryFile
from policygen.engine.library import library_files
from policygen.engine.library.model import Library
from policygen.engine.loading.checking.texts import REQUIRED

SLUG = r"^[a-z0-9][a-z0-9-]*$"


def refuse_taken(folder: str, key: str, message: str) -> None:
    """A name is given once, even where its entry was deleted: that one can be restored."""
    rows = Entry.objects.filter(file__path__startswith=folder, key=key)
    found = sorted(rows, key=lambda row: row.deleted)
    if found and found[0].deleted:
        raise forms.ValidationError(
            _("An entry of this name was deleted. Restore it, or choose another name.")
        )
    if found:
        raise forms.ValidationError(message)


class NewClauseForm(ClauseForm):
    """A clause that is not there yet: its name and its section are chosen once."""

    id = forms.RegexField(
        SLUG,
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Small letters, digits and hyphens: rights-portability"),
    )
    section = forms.ChoiceField(label=gettext_lazy("Section"))
    field_order = ("id", "section")

    def __init__(self, library: Library, *args: Any, **kwargs: Any):
        empty = Entry(file=LibraryFile(path="", is_list=True), key="", text="")
        super().__init__(empty, library, *args, **kwargs)
        self._files = {
            draft_view.section_in(file.head): file
            for file in LibraryFile.objects.filter(path__startswith="clauses/")
        }
        names = library.section_titles
        choices = [
            (slug, draft_view.section_title(library, slug)) for slug in names if slug in self._files
        ]
        chosen_by_nobody = ("", _("Choose one"))
        self.fields["section"].choices = [chosen_by_nobody, *choices]  # type: ignore[attr-defined]

    @property
    def name(self) -> str:
        return "new-clause"

    @property
    def key(self) -> str:
        return str(self.cleaned_data.get("id", ""))

    def clean_id(self) -> str:
        key: str = self.cleaned_data["id"]
        refuse_taken("clauses/", key, _("There is a clause of this name already."))
        return key

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if "section" in chosen and "id" in chosen:
            self.entry.key = chosen["id"]
            self.entry.file = self._files[chosen["section"]]
        return super().clean()


class NewTextForm(TextForm):
    """An entry of any other kind, as YAML; it begins with the fields that its kind has."""

    def __init__(self, file: LibraryFile, library: Library, *args: Any):
        self.skeleton = new_entry.skeleton(file)
        entry = Entry(file=file, key="", text="")
        super().__init__(entry, library, *args, initial={"seen": 0, "text": self.skeleton.text})

    @property
    def name(self) -> str:
        return f"new-{self.entry.file.pk}"

    @property
    def key(self) -> str:
        return self.entry.key

    def clean_text(self) -> str:
        text: str = library_files.entry_text(self.cleaned_data["text"].replace("\r\n", "\n"))
        keys = self._keys_in(text)
        if len(keys) != 1:
            raise forms.ValidationError(_("Write one entry here."))
        if keys[0] in (self.skeleton.key, ""):
            raise forms.ValidationError(_("Give the entry a name of its own."))
        path: str = self.entry.file.path
        folder = path.partition("/")[0] + "/" if new_entry.unique_in_folder(path) else path
        refuse_taken(folder, keys[0], _("There is an entry of this name already."))
        self.entry.key = keys[0]
        return text

    def check(self) -> None:
        """What is still empty is told by its name first, and nothing else of it."""
        blank = self.skeleton.shape.empty(redlines.data_of(self.result), REQUIRED)
        if blank:
            self.add_error("text", _("Fill in: %(names)s.") % {"names": ", ".join(blank)})
        else:
            super().check()
