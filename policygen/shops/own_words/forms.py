"""The owner's words at one place: a text per language of the policy, and what was seen beside it."""

from typing import Annotated, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from markupsafe import Markup
from pydantic import BeforeValidator, TypeAdapter
from pydantic import ValidationError as EngineError

from policygen.engine.facts.own_text import own_html, own_text
from policygen.engine.policy.own_words import same_text
from policygen.shops.forms.base import FormError, form_errors
from policygen.shops.forms.fields import engine_message
from policygen.shops.models import OwnWords
from policygen.shops.own_words.own_words import Place, Wording

_RULE: TypeAdapter[str] = TypeAdapter(Annotated[str, BeforeValidator(own_text)])


class MarkdownField(forms.CharField):
    """What the engine would refuse is refused here, in the page's language."""

    def __init__(self, wording: Wording):
        super().__init__(
            label=wording.name,
            required=False,
            strip=False,
            initial=wording.markdown,
            widget=forms.Textarea(
                attrs={"lang": wording.language, "rows": 12, "class": "form-control", "dir": "auto"}
            ),
        )
        self.wording = wording

    def to_python(self, value: object) -> str:
        """Empty, or as it will be stored. A text that is refused is kept in the field as it was typed."""
        text = value if isinstance(value, str) else ""
        if not text.strip():
            return ""
        try:
            return _RULE.validate_python(text)
        except EngineError as error:
            raise ValidationError(engine_message(error)) from None

    def run_validators(self, value: Any) -> None:
        """None of Django's own: the engine has looked at every character already."""


class OwnWordsForm(forms.Form):
    """`seen` and `written`, which are no fields: the library's text that stood beside the fields, and
    the owner's words that stood in them (Place.seen, Place.written)."""

    def __init__(self, place: Place, data: Any = None):
        super().__init__(data)
        self.label_suffix = ""
        self.place = place
        for wording in place.wordings:
            self.fields[f"text_{wording.language}"] = MarkdownField(wording)

    def texts(self) -> list[tuple[Wording, forms.BoundField]]:
        return [(wording, self[f"text_{wording.language}"]) for wording in self.place.wordings]

    def clean(self) -> None:
        """The library's text may have changed while the owner was writing: then look again."""
        if self.data.get("seen") != self.place.seen:
            raise ValidationError(
                _(
                    "Our text, or an answer behind it, changed while you were writing. Nothing is "
                    "lost: look at our text once more, then save."
                )
            )
        if self.overwrites:
            raise ValidationError(
                _(
                    "Your words here were changed in another window meanwhile. Both stand below: "
                    "save to put these in place of the stored ones."
                )
            )

    @property
    def overwrites(self) -> bool:
        """Whether words would go that this window has never shown. The same twice is no harm."""
        written = self.data.get("written", self.place.written)
        return written != self.place.written and any(
            self._own(wording) != (wording.own.markdown if wording.own else "")
            for wording in self.place.wordings
        )

    def previews(self) -> list[tuple[Wording, Markup]]:
        return [
            (wording, own_html(text))
            for wording in self.place.wordings
            if (text := self._typed(wording))
        ]

    def _typed(self, wording: Wording) -> str:
        return str(self.cleaned_data.get(f"text_{wording.language}", ""))

    def _own(self, wording: Wording) -> str:
        """A text that says what the library says is none of the owner's."""
        typed = self._typed(wording)
        return "" if same_text(typed, wording.library_markdown) else typed

    def save(self) -> bool:
        """Whether there are words of the owner's now. They are based on what the library says today."""
        stored = [self._save(wording, self._own(wording)) for wording in self.place.wordings]
        return any(stored)

    def _save(self, wording: Wording, text: str) -> bool:
        """Whether there is something to keep."""
        key: dict[str, Any] = {
            "kind": self.place.kind,
            "target": self.place.target,
            "language": wording.language,
        }
        if not text:
            OwnWords.objects.filter(shop=self.place.shop, **key).delete()
            return False
        kept = wording.own.based_on if wording.own else ""
        words = {"markdown": text, "based_on": wording.library_markdown or kept}
        OwnWords.objects.update_or_create(shop=self.place.shop, **key, defaults=words)
        return True

    def error_list(self) -> list[FormError]:
        return form_errors(self)
