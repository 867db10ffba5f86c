"""The services that an owner described before, each with its answers: to be corrected, never typed anew."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from policygen.engine.language.phrases import quoted
from policygen.shops import former_words, tools
from policygen.shops.choices import current_language
from policygen.shops.forms.base import one_text
from policygen.shops.forms.cookies import CookieRows
from policygen.shops.forms.fields import REQUIRED, UNKNOWN
from policygen.shops.forms.layout import Folded, Pair
from policygen.shops.models import CustomTool
from policygen.shops.question_help import words_of

NEEDED = ("name", "group", "country", "role")
_WORDS = ("group", "country", "role", "policy_url")
_KINDS = {"group": "tool_groups", "role": "roles"}
"""Of words that the library may have no more."""
PER_LANGUAGE = ("name", "entity")


class DescribedBefore:
    """One of them on the screen, with copies of the fields for a new one (``custom_name`` …). A page that
    does not send them, as of the version before, leaves the service as it is."""

    def __init__(self, form: Any, tool: CustomTool, languages: Sequence[str]):
        self.form, self.tool, self.languages = form, tool, languages
        self.prefix = f"again_{tool.slug}"
        self._first, *self._others = languages
        for part, initial in self._answers():
            field = deepcopy(form.fields[f"custom_{part}"])
            field.initial = initial
            if part in _KINDS:
                former_words.keep_on_offer(field, _KINDS[part], initial, current_language())
            form.fields[self.name(part)] = field
        self.cookies = CookieRows(form, self.name("cookie"), tool.cookies, of_site=False)

    def name(self, part: str) -> str:
        return f"{self.prefix}_{part}"

    def _answers(self) -> Iterator[tuple[str, str]]:
        yield from ((part, getattr(self.tool, part)) for part in _WORDS)
        for part in PER_LANGUAGE:
            said = getattr(self.tool, part)
            yield part, said.get(self._first, said.get("", ""))
            yield from ((f"{part}_{code}", said.get(code, "")) for code in self._others)

    def layout(self) -> Folded:
        named = self.tool.name.get(current_language()) or next(iter(self.tool.name.values()), "")
        shown = quoted(named, current_language())
        parts = [*("name", "group", "entity", "country", "role", "policy_url")]
        pairs = [Pair(*(self.name(f"{p}_{c}") for p in PER_LANGUAGE)) for c in self._others]
        words = words_of("tools", "custom_cookies")
        return Folded(
            format_lazy(_("Change what you said of {}"), shown),
            *(self.name(part) for part in parts),
            *pairs,
            Folded(words.label, *self.cookies.layout(), quiet=True),
            id=f"id_{self.prefix}",
            quiet=True,
        )

    @property
    def is_sent(self) -> bool:
        return self.name("name") in self.form.data

    def clean(self, cleaned: dict[str, Any]) -> None:
        """What is unticked goes anyway."""
        if not self.is_sent or self.tool.slug not in cleaned.get("tools", ()):
            return
        self.cookies.clean(cleaned)
        for name in map(self.name, NEEDED):
            if not cleaned.get(name) and name not in self.form.errors:
                self.form.add_error(name, ValidationError(REQUIRED["required"]))

    def values(self) -> dict[str, Any]:
        return described(self.form.cleaned_data, self.prefix, self.languages, self.cookies)


def described(
    cleaned: Mapping[str, Any], prefix: str, languages: Sequence[str], cookies: CookieRows
) -> dict[str, Any]:
    """What the columns of a service are to hold, by the fields whose names begin so. A text is {"": text}
    where the other languages have no line of their own."""
    values: dict[str, Any] = {part: cleaned[f"{prefix}_{part}"] for part in _WORDS}
    first, *others = languages
    for part in PER_LANGUAGE:
        typed = {first: cleaned[f"{prefix}_{part}"]}
        values[part] = one_text({**typed, **{c: cleaned[f"{prefix}_{part}_{c}"] for c in others}})
    if values["role"] == UNKNOWN:
        values["role"] = tools.usual_role(values["group"])
    return {**values, "cookies": cookies.value()}
