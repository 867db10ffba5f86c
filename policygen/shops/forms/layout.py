"""How a form's questions are grouped on the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import TEMPLATE_PACK, LayoutObject
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from policygen.shops.forms.fields import UNKNOWN, DateField
from policygen.shops.models import Shop
from policygen.shops.question_help import Advised, advices_for, help_for


def reason(form: Any, anchor: str) -> dict[str, Any]:
    """For the template: why a group as a whole is asked, the id of the note below it, and how to find out."""
    step, name = getattr(form, "step", ""), anchor.removeprefix("id_")
    asked = help_for(step, name) if anchor else None
    return {
        "asked": asked,
        "note_id": f"{anchor}_note" if asked and asked.has_note else "",
        "find_out": _find_out(form, step, name) if asked else None,
    }


def _find_out(form: Any, step: str, name: str) -> Advised | None:
    shop = getattr(form, "instance", None)
    chosen = shop.tools.all if isinstance(shop, Shop) else tuple
    return advices_for(step, name, lambda: (tool.slug for tool in chosen())).find_out


def open_questions(parts: Iterable[Any]) -> int:
    """How many of them an owner meets without unfolding anything."""
    return sum(1 if isinstance(part, str) else part.open_questions() for part in parts if part)


def anchors(form: Any, parts: Iterable[Any]) -> set[str]:
    """The ids of all questions and groups among them, however deep."""
    found: set[str] = set()
    for part in filter(None, parts):
        if isinstance(part, str):
            found |= {form[part].auto_id} if part in form.fields else set()
        else:
            found |= {part.id} | anchors(form, part.fields)
    return found


def advice_at(form: Any, anchor: str) -> Sequence[Any]:
    """What is told at the question with this id (advice.py)."""
    told: Mapping[str, Sequence[Any]] = getattr(form, "advice", {})
    return told.get(anchor, ())


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
        values |= reason(form, self.id) | {"advice": advice_at(form, self.id)}
        return render_to_string(self.template, {**context.flatten(), **values})

    def open_questions(self) -> int:
        return open_questions(self.fields)

    def is_asked_for(self, form: Any) -> bool:
        """Whether a link leads to something inside, or something is told there."""
        wanted = getattr(form, "opened", None) or ()
        return bool(wanted) and not anchors(form, [self]).isdisjoint(wanted)

    def _is_open(self, form: Any) -> bool:
        return True


class Lines(Group):
    """One question with a line per language."""

    def open_questions(self) -> int:
        return 1


class Folded(Group):
    """A group that few shops need: closed until something in it was answered. Works without scripts."""

    template = "shops/form/folded.html"

    def __init__(
        self,
        legend: Any,
        *fields: Any,
        quiet: bool = False,
        **options: Any,
    ):
        """`quiet`: answers that we filled in ourselves do not open it."""
        super().__init__(legend, *fields, **options)
        self.quiet = quiet

    def _is_open(self, form: Any) -> bool:
        """Whether something inside was answered or is wrong."""
        fields = [form[pointer.name] for pointer in self.get_field_names()]
        return self.is_asked_for(form) or any(
            field.errors or (_says_something(field) and not self.quiet) for field in fields
        )

    def open_questions(self) -> int:
        return 0


class Follow(Group):
    """Questions that another answer of the screen brings up: there, and hidden until it is given. A browser
    with scripts shows them at once (wizard.js); without, the screen comes back with them.
    """

    template = "shops/form/follow.html"

    def __init__(self, asked_by: str, values: Sequence[str], *fields: Any, **options: Any):
        super().__init__(options.pop("legend", ""), *fields, **options)
        self.asked_by, self.values = asked_by, tuple(values)

    @property
    def code(self) -> str:
        """What the page sends back of a group that it showed."""
        return f"{self.asked_by}={' '.join(self.values)}"

    def is_wanted(self, form: Any) -> bool:
        """By the answers on the screen as they stand."""
        value = form[self.asked_by].value() if self.asked_by in form.fields else None
        given = value if isinstance(value, list | tuple) else [value]
        return any(str(one) in self.values for one in given)

    def _is_open(self, form: Any) -> bool:
        names = (pointer.name for pointer in self.get_field_names())
        wrong = any(form[name].errors for name in names)
        return wrong or self.is_wanted(form) or self.is_asked_for(form)

    def open_questions(self) -> int:
        return 0


class Settled(LayoutObject):  # type: ignore[misc]
    """One question that is answered already, in a line: the answer, why, and "Change" which opens it."""

    id = ""

    def __init__(self, name: str, reason: Any = ""):
        self.name, self.reason = name, reason
        self.fields = [name]

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **options: Any
    ) -> SafeString:
        field = form[self.name]
        values = {
            "field": field,
            "answer": answer_in_words(field),
            "reason": self.reason,
            "open": field.errors or field.auto_id in getattr(form, "opened", ()),
            "question": self.get_rendered_fields(form, context, template_pack, **options),
        }
        return render_to_string("shops/form/settled.html", {**context.flatten(), **values})

    def open_questions(self) -> int:
        return 0


class AllSettled(Group):
    """All of a screen that is answered already."""

    template = "shops/form/all_settled.html"


class More(Folded):
    """What can wait, at the end of its screen. It never opens by itself: what a link leads to, what is told,
    or wrong, stands before it."""

    def __init__(self, *fields: Any):
        number = waiting_questions(fields)
        super().__init__(format_lazy(_("More that your policy can say ({})"), number), *fields)

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **options: Any
    ) -> SafeString:
        wanted, rest = apart(self.fields, lambda part: _is_wanted(form, part))
        before = Group("", *wanted).get_rendered_fields(form, context, template_pack, **options)
        fold = Folded.render(More(*rest), form, context, template_pack, **options) if rest else ""
        return SafeString(before + fold)

    def _is_open(self, form: Any) -> bool:
        return False


def apart(parts: Iterable[Any], is_wanted: Callable[[Any], bool]) -> tuple[list[Any], list[Any]]:
    """The questions that are wanted, and the rest, each in groups as they were."""
    wanted: list[Any] = []
    rest: list[Any] = []
    for part in parts:
        if type(part) is not Group or is_wanted(part.id):
            (wanted if is_wanted(part) else rest).append(part)
            continue
        inside, outside = apart(part.fields, is_wanted)
        if inside:
            wanted.append(Group(part.legend, *inside, id=part.id, help=part.help))
        if outside:  # links about the group lead to what is wanted of it
            rest.append(Group(part.legend, *outside, id="" if inside else part.id, help=part.help))
    return wanted, rest


def _is_wanted(form: Any, part: Any) -> bool:
    """Of a question, of a group that stays whole, or of the id of a group."""
    opened = set(getattr(form, "opened", None) or ())
    if isinstance(part, str) and part not in form.fields:
        return part in opened
    names = [part] if isinstance(part, str) else [one.name for one in part.get_field_names()]
    wrong = any(form[name].errors for name in names if name in form.fields)
    return wrong or not anchors(form, [part]).isdisjoint(opened)


def waiting_questions(parts: Iterable[Any]) -> int:
    """How many there are, folded or not."""
    return sum(
        waiting_questions(part.fields) if type(part) in _WHOLE else open_questions([part])
        for part in parts
    )


class Late(Folded):
    """A long list of which few shops need a word: while nothing in it is chosen or wrong, a browser with
    scripts makes its boxes only once it is opened (wizard.js). A dozen such lists make up half a page.
    """

    template = "shops/form/late.html"


_WHOLE = (Group, Folded, Follow)
"""Groups whose questions count one by one."""


def answer_in_words(field: Any) -> str:
    """As a line tells it: the labels of what is chosen, or what is typed; "" where nothing is."""
    value = field.value()
    if isinstance(field.field, DateField):
        value = _day(value)
    given = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
    if isinstance(value, date):
        return date_format(value)
    rows = {str(code): str(label) for code, label in flat(getattr(field.field, "choices", ()))}
    return ", ".join(rows.get(one, one) for one in given if one not in ("", "None"))


def _day(value: Any) -> Any:
    """Typed or stored; what is no day stays as it was typed."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value


def flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Choices without their headings."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield value, label


def _says_something(field: Any) -> bool:
    """ "I don't know" is no reason to unfold."""
    value = field.value()
    return bool(value) and value not in (UNKNOWN, [UNKNOWN])


class Pair(LayoutObject):  # type: ignore[misc]
    """Fields side by side where there is room."""

    def __init__(self, *fields: Any, id: str = ""):
        self.fields, self.id = list(fields), id

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **options: Any
    ) -> SafeString:
        rendered = self.get_rendered_fields(form, context, template_pack, **options)
        label = form[self.fields[0]].label
        values = {"fields": rendered, "id": self.id, "label": label, **reason(form, self.id)}
        values["advice"] = advice_at(form, self.id)
        return render_to_string("shops/form/pair.html", values)

    def open_questions(self) -> int:
        return 1 if self.id else len(self.fields)
