"""Screen 5: the services the shop uses, from the catalogue or described by the owner."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from policygen.engine.library import shipped_library
from policygen.shops import choices, presets, tools
from policygen.shops.forms.base import StepForm
from policygen.shops.forms.fields import LineField, SelectField, WebField, WordField, WordsField
from policygen.shops.forms.layout import Folded, Group
from policygen.shops.models import CustomTool, Shop


class ToolBoxes(forms.CheckboxSelectMultiple):
    """Each box carries the other names of its tool, for the filter."""

    found_by = staticmethod(tools.search_words)


class ToolsForm(StepForm):
    step = "tools"

    custom_name = LineField(label=_("What is it called?"))
    custom_group = SelectField(lambda: choices.terms("tool_groups"), label=_("What is it for?"))
    custom_entity = LineField(label=_("Which company runs it?"))
    custom_country = SelectField(choices.countries, label=_("In which country is that company?"))
    custom_role = WordField(
        lambda: choices.terms("roles"),
        label=_("What does it do with the data?"),
        help_text=_("If you do not know: a service that you pay usually works for you."),
    )
    custom_policy_url = WebField(label=_("Address of its privacy policy"))

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        self.offer = tools.on_offer(instance)
        super().__init__(data, instance=instance, **options)
        chosen = [tool.slug for tool in instance.tools.all()]
        for group in self.offer:
            self.fields[f"tools_{group.slug}"] = WordsField(
                group.tools, label=group.question, initial=chosen, widget=ToolBoxes
            )
        self.added_purposes: list[str] = []

    def groups(self) -> list[Any]:
        needed = [f"tools_{group.slug}" for group in self.offer if group.needed]
        others = [f"tools_{group.slug}" for group in self.offer if not group.needed]
        return [
            Group(
                _("Which services do you use?"),
                *needed,
                id="id_tools",
                help=_("People have to know who gets their data, so the policy names them all."),
            ),
            Folded(_("Other kinds of services"), *others) if others else None,
            Folded(
                _("A service that is not in the list"),
                *("custom_name", "custom_group", "custom_entity", "custom_country"),
                *("custom_role", "custom_policy_url"),
                id="id_custom_tools",
                help=_("To remove it again later, untick it above."),
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = [name for name in self.fields if name.startswith("tools_")]
        cleaned["tools"] = [slug for name in names for slug in cleaned.get(name, [])]
        described = [name for name in self.fields if name.startswith("custom_")]
        if any(cleaned.get(name) for name in described):
            for name in ("custom_name", "custom_group", "custom_country", "custom_role"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Please answer this question.")))
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        slugs = list(self.cleaned_data["tools"])
        if self.cleaned_data["custom_name"]:
            slugs.append(self._save_custom())
        self.added_purposes = presets.set_tools(self.instance, slugs)

    def _save_custom(self) -> str:
        """The slug of the described service; sending the form twice makes it once."""
        names = ("name", "group", "entity", "country", "role", "policy_url")
        values = {name: self.cleaned_data[f"custom_{name}"] for name in names}
        shop = self.instance
        same = shop.custom_tools.filter(name=values["name"], group=values["group"]).first()
        slug = same.slug if same else self._free_slug(values["name"])
        CustomTool.objects.update_or_create(shop=shop, slug=slug, defaults=values)
        return slug

    def _free_slug(self, name: str) -> str:
        base = f"own-{slugify(name)[:40] or 'service'}"
        taken = {tool.slug for tool in self.instance.custom_tools.all()}
        taken.update(shipped_library().tools)
        numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, 1000))
        return next(slug for slug in numbered if slug not in taken)
