"""The screens of the wizard, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policygen.shops import tools
from policygen.shops.forms.contact import ContactForm
from policygen.shops.forms.customers import CustomersForm
from policygen.shops.forms.details import DetailsForm
from policygen.shops.forms.purposes import PurposesForm
from policygen.shops.forms.shop import ShopForm
from policygen.shops.forms.site import SiteForm
from policygen.shops.forms.tools import ToolsForm
from policygen.shops.models import Shop


@dataclass(frozen=True)
class Step:
    slug: str
    title: Any
    intro: Any
    form: Any
    answered: Callable[[Shop], bool]
    template: str = "shops/step.html"

    def is_complete(self, shop: Shop) -> bool:
        """Saved once, and nothing that the policy needs is missing."""
        return self.slug in shop.saved_steps and self.answered(shop)

    def url(self, shop: Shop) -> str:
        return reverse("shops:step", args=[shop.public_id, self.slug])


STEPS = (
    Step(
        "shop",
        _("Your shop"),
        "",
        ShopForm,
        lambda shop: bool(shop.name and shop.form and shop.country and shop.offers),
        "shops/shop.html",
    ),
    Step(
        "customers",
        _("Customers"),
        "",
        CustomersForm,
        lambda shop: bool(shop.markets.all()),
    ),
    Step(
        "contact",
        _("Contact"),
        "",
        ContactForm,
        lambda shop: bool(shop.email),
    ),
    Step(
        "purposes",
        _("What you do"),
        _("The rest of the policy hangs on it."),
        PurposesForm,
        lambda shop: bool(shop.activities.all()),
        "shops/picking.html",
    ),
    Step(
        "tools",
        _("Services"),
        _("The companies and programs that help you and see people’s data."),
        ToolsForm,
        lambda shop: True,
        "shops/picking.html",
    ),
    Step(
        "details",
        _("Details"),
        _("We filled in what is usual. Is this right?"),
        DetailsForm,
        lambda shop: bool(shop.activities.all()) and not tools.unplaced(shop),
        "shops/details.html",
    ),
    Step(
        "site",
        _("Site and safety"),
        "",
        SiteForm,
        lambda shop: True,
    ),
)
REVIEW = "review"


def get_step(slug: str) -> Step:
    for step in STEPS:
        if step.slug == slug:
            return step
    raise Http404


@dataclass(frozen=True)
class Mark:
    """A step as the bar of progress shows it."""

    title: Any
    url: str
    state: str
    """``current``, ``done`` or ``open``."""
    done: bool


def progress(shop: Shop, current: str) -> list[Mark]:
    marks = []
    for step in STEPS:
        done = step.is_complete(shop)
        state = "current" if step.slug == current else "done" if done else "open"
        marks.append(Mark(step.title, step.url(shop), state, done))
    done = all(mark.done for mark in marks)
    state = "current" if current == REVIEW else "open"
    review = reverse("shops:review", args=[shop.public_id])
    return [*marks, Mark(_("Review"), review, state, done and state == "current")]


_ADDED_AT = {"tools": "id_custom_tools", "site": "id_own_cookies"}
"""Where a screen has room for one more of what an owner describes."""


def neighbour(shop: Shop, step: Step, way: str) -> str:
    """Where the button leads: back, stay, stay to describe another service or cookie, on, or to the message
    for whoever made the site."""
    position = STEPS.index(step)
    if way == "another":
        return f"{step.url(shop)}#{_ADDED_AT.get(step.slug, 'content')}"
    if way == "stay":
        return step.url(shop)
    if way == "ask":
        return reverse("shops:ask", args=[shop.public_id])
    if way == "back":
        return STEPS[max(position - 1, 0)].url(shop)
    if position + 1 == len(STEPS):
        return reverse("shops:review", args=[shop.public_id])
    return STEPS[position + 1].url(shop)


def unfinished_steps(shop: Shop) -> list[Step]:
    return [step for step in STEPS if not step.is_complete(shop)]


def next_screen(shop: Shop) -> str:
    """The address of the first screen that is unfinished; of the review where there is none."""
    unfinished = unfinished_steps(shop)
    return unfinished[0].url(shop) if unfinished else reverse("shops:review", args=[shop.public_id])
