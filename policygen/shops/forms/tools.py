"""Screen 5: the services the shop uses, from the catalogue or described by the owner."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policygen.common.latin_names import latin_name
from policygen.engine.language.phrases import capitalise, language_name
from policygen.releases.current import current_library
from policygen.shops import choices, defaults, presets, tools
from policygen.shops.answers.answers import Answers
from policygen.shops.choices import current_language
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.cookies import CookieRows
from policygen.shops.forms.described import (
    NEEDED,
    PER_LANGUAGE,
    DescribedBefore,
    described,
)
from policygen.shops.forms.fields import UNKNOWN, LineField, SelectField, WordField
from policygen.shops.forms.layout import Folded, Pair
from policygen.shops.forms.picking import Kind, Picked, PickField
from policygen.shops.models import CustomTool, Shop

_EMPTY = 3
"""Rows for cookies of a service."""


class Described(Folded):
    """The service that the catalogue lacks; open for the next one while there are some already."""

    template = "shops/custom_tool.html"

    def _is_open(self, form: Any) -> bool:
        return bool(form.instance.custom_tools.all()) or super()._is_open(form)


class ToolsForm(StepForm):
    """One question: what shops like this one usually use and what is ticked stand open."""

    step = "tools"
    has_tables = True

    tools = PickField()
    custom_group = SelectField(lambda: choices.terms("tool_groups"))
    custom_country = SelectField(choices.countries)
    custom_role = WordField(lambda: [*choices.terms("roles"), (UNKNOWN, _("I don’t know"))])

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self.offer = tools.on_offer(instance)
        self.suggestions = tools.suggested(instance)
        self.added_purposes: list[str] = []
        super().__init__(data, instance=instance, **options)

    def groups(self) -> list[Any]:
        self.custom_cookies = CookieRows(self, "custom_cookie", [], empty=_EMPTY, of_site=False)
        self.more_languages = self._add_languages()
        languages, own = self.text_languages(), self.instance.custom_tools.all()
        self.described_before = [DescribedBefore(self, tool, languages) for tool in own]
        return [
            self._picked(),
            *(before.layout() for before in self.described_before),
            self.asked_as(
                "custom_tools",
                *("custom_name", "custom_group", "custom_entity", "custom_country"),
                *("custom_role", "custom_policy_url"),
                *self._other_languages(),
                self.asked_as("custom_cookies", *self.custom_cookies.layout(), kind=Folded),
                kind=Described,
            ),
        ]

    def _picked(self) -> Picked:
        field: Any = self.fields["tools"]
        kinds = [Kind(group.slug, group.label, group.tools) for group in self.offer]
        field.pick_from(kinds, presets.usual_tools(self.instance))
        field.widget.found_by = tools.search_words
        if self.suggestions:
            field.help_text = _(
                "We ticked what shops like yours usually use. Untick what you do not use."
            )
        self.initial["tools"] = [*self.suggestions, *(t.slug for t in self.instance.tools.all())]
        more, find = _("All services by kind"), _("Find a service")
        picked = Picked("tools", more=more, find=find, search_first=True)
        picked.needed = {group.slug: group.question for group in self.offer if group.needed}
        return picked

    def _add_languages(self) -> list[str]:
        """Lines for the name and the company in each language of the policy but the first."""
        others = self.text_languages()[1:]
        for language, part in product(others, PER_LANGUAGE):
            label = self.fields[f"custom_{part}"].label
            named = capitalise(language_name(language, current_language()))
            self.fields[f"custom_{part}_{language}"] = LineField(
                label=f"{label} ({named})", widget=forms.TextInput(attrs={"lang": language})
            )
        return others

    def _other_languages(self) -> list[Any]:
        lines = [
            Pair(*(f"custom_{part}_{language}" for part in PER_LANGUAGE))
            for language in self.more_languages
        ]
        return [self.asked_as("custom_languages", *lines, kind=Folded)] if lines else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.setdefault("tools", [])
        self.custom_cookies.clean(cleaned)
        for before in self.described_before:
            before.clean(cleaned)
        new = [name for name in self.fields if name.startswith("custom_")]
        new = [name for name in new if not name.endswith(("_kind", "_unit"))]
        if any(cleaned.get(name) or name in self.errors for name in new):
            for name in (f"custom_{part}" for part in NEEDED):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Please answer this question.")))
        return cleaned

    def apply(self, answers: Answers) -> None:
        stored = {tool.slug: tool for tool in answers.custom_tools}
        for before in self.described_before:
            if before.is_sent and before.tool.slug in stored:
                _store(stored[before.tool.slug], before.values())
        slugs = list(self.cleaned_data["tools"])
        if self.cleaned_data["custom_name"]:
            slugs.append(self._describe(answers))
        self.added_purposes = defaults.set_tools(answers, slugs)

    def _describe(self, answers: Answers) -> str:
        """The slug of the described service; sending the form twice makes it once, and typing it anew without
        its cookies leaves them."""
        languages = self.text_languages()
        values = described(self.cleaned_data, "custom", languages, self.custom_cookies)
        typed = self.cleaned_data["custom_name"]
        same = (t for t in answers.custom_tools if typed in t.name.values())
        tool = next((t for t in same if t.group == values["group"]), None)
        if tool is None:
            tool = CustomTool(slug=_free_slug(typed, answers.custom_tools))
            answers.custom_tools.append(tool)
        _store(tool, {**values, "cookies": values["cookies"] or tool.cookies})
        return tool.slug


def _store(tool: CustomTool, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(tool, name, value)


def _free_slug(name: str, own: Iterable[CustomTool]) -> str:
    base = f"own-{latin_name(name, 'service')}"
    taken = {*current_library().tools, *(tool.slug for tool in own)}
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, 1000))
    return next(slug for slug in numbered if slug not in taken)
