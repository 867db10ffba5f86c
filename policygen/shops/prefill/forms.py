"""A saved page or HAR file to look for services in, and the services that the owner lets in."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from policygen.releases.current import current_library
from policygen.shops.forms.base import FormError, form_errors
from policygen.shops.forms.fields import ManyField

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 10
"""Of a file. What is pasted may be as long as Django lets a form be (1 MB)."""
TOO_LARGE = _(
    "This file is too large: %(limit)d MB is the most. Save one page alone, as HTML only."
)
TOO_LONG = _(
    "This text is too long: 1 MB is the most. Save it as a file and choose the file below."
)
NEITHER = _("Paste the source of a page, or choose a file.")


class BoundedUpload(FileUploadHandler):
    """Keeps a file in memory, never on the disk, and of a file that is too large only its size."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept: BytesIO | None = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_MEGABYTES * MEGABYTE:
            self._kept = None
        if self._kept:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        kept = self._kept or BytesIO()
        kept.seek(0)
        return InMemoryUploadedFile(
            kept, self.field_name, "page", self.content_type, file_size, None
        )


class _NotShownAgain(forms.Textarea):
    """A HAR file holds cookies: what was pasted is not sent back."""

    def format_value(self, value: Any) -> str:
        return ""


class PrefillForm(forms.Form):
    page = forms.CharField(
        label=_("The source of a page"),
        help_text=_("Up to 1 MB of text."),
        required=False,
        strip=False,
        widget=_NotShownAgain(
            attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off", "class": "page-source"}
        ),
    )
    file = forms.FileField(
        label=_("Or a saved page or HAR file"),
        help_text=_("Up to 10 MB: .html, .mhtml or .har."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.mhtml,.mht,.har,.json,.txt"}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_MEGABYTES * MEGABYTE:
            raise ValidationError(TOO_LARGE % {"limit": MOST_MEGABYTES})
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if not self.errors and not cleaned["page"].strip() and not (file and file.size):
            self.add_error("file" if file else "page", ValidationError(NEITHER))
        return cleaned

    @property
    def content(self) -> bytes | str:
        """The file where one was chosen, else what was pasted."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        content: bytes | str = file.read() if file else self.cleaned_data["page"]
        return content

    def error_list(self) -> list[FormError]:
        return form_errors(self)


class AddToolsForm(forms.Form):
    """Services of the catalogue, as many as were ticked."""

    tools = ManyField()

    def __init__(self, data: Any = None):
        super().__init__(data)
        field = self.fields["tools"]
        field.choices = [(slug, slug) for slug in current_library().tools]  # type: ignore[attr-defined]
