"""How a form's questions are grouped on the page."""

from typing import Any

from crispy_forms.layout import TEMPLATE_PACK, LayoutObject
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Group(LayoutObject):  # type: ignore[misc]
    """Questions under one heading. `id` is what links about the group lead to."""

    template = "shops/form/group.html"

    def __init__(self, legend: Any, *fields: Any, id: str = "", help: Any = ""):
        self.legend, self.id, self.help = legend, id, help
        self.fields = list(fields)

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **options: Any
    ) -> SafeString:
        rendered = self.get_rendered_fields(form, context, template_pack, **options)
        values = {"group": self, "fields": rendered, "open": self._is_open(form)}
        return render_to_string(self.template, {**context.flatten(), **values})

    def _is_open(self, form: Any) -> bool:
        return True


class Folded(Group):
    """A group that few shops need: closed until something in it was answered. Works without scripts."""

    template = "shops/form/folded.html"

    def __init__(self, legend: Any, *fields: Any, quiet: bool = False, **options: Any):
        """`quiet`: answers that we filled in ourselves do not open it."""
        super().__init__(legend, *fields, **options)
        self.quiet = quiet

    def _is_open(self, form: Any) -> bool:
        """Whether something inside was answered or is wrong."""
        fields = [form[pointer.name] for pointer in self.get_field_names()]
        return any(field.errors or (field.value() and not self.quiet) for field in fields)


class Pair(LayoutObject):  # type: ignore[misc]
    """Fields side by side where there is room."""

    def __init__(self, *fields: Any, id: str = ""):
        self.fields, self.id = list(fields), id

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **options: Any
    ) -> SafeString:
        rendered = self.get_rendered_fields(form, context, template_pack, **options)
        return render_to_string("shops/form/pair.html", {"fields": rendered, "id": self.id})
