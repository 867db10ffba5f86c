"""A facts file that somebody uploads."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import FactsError, Problem, read_facts
from policygen.engine.language.phrases import capitalise
from policygen.engine.library.yaml12 import MAX_BYTES
from policygen.releases.current import current_library
from policygen.shops.choices import current_language


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong in the file: where, and what to do about it."""

    line: int | None
    place: str
    message: str


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File with answers"),
        widget=forms.FileInput(
            attrs={
                "accept": ".yaml,.yml,.json",
                "class": "form-control",
                "aria-describedby": "help",
            }
        ),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
            "empty": _("This file is empty."),
        },
        max_length=None,
    )

    def __init__(self, data: object = None, files: object = None):
        super().__init__(data, files)  # type: ignore[arg-type]
        self.label_suffix = ""
        self.problems: list[Problem] = []
        self.more = 0
        """How many problems there are beside these."""
        self.facts: Facts | None = None

    def clean_file(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        # No more of it is read than shows that it is too large.
        try:
            self.facts = read_facts(upload.read(MAX_BYTES + 1), current_library())
        except FactsError as error:
            self.problems, self.more = error.problems, error.more
            raise ValidationError(
                _("This file can’t be used yet. What is wrong with it stands below.")
            ) from None
        return upload

    def wrong(self) -> list[Wrong]:
        """The first of the problems, in the page's language."""
        library, language = current_library(), current_language()
        return [
            Wrong(p.line, p.place, capitalise(p.message(library, language))) for p in self.problems
        ]

    def unknown_tools(self) -> list[str]:
        """Services that our catalogue lacks: the file may come from a newer policygen."""
        unknown = (
            str(p.params.get("value"))
            for p in self.problems
            if p.code == "unknown_slug" and p.params.get("kind") in ("tools", "sources")
        )
        return list(dict.fromkeys(unknown))
