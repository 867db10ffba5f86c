"""The day from which a version is in force: its owner is asked for it, on each page that publishes."""

import datetime

from django import forms
from django.contrib import messages
from django.core.validators import MinValueValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from policygen.common.local_day import today_in
from policygen.shops.forms.fields import DateField
from policygen.shops.models import Shop


class DayForm(forms.Form):
    """No day of the past: nobody could have read the policy then."""

    effective = DateField()

    def __init__(self, data: dict[str, object], first: datetime.date):
        super().__init__(data)
        self.fields["effective"].validators.append(
            MinValueValidator(first, _("Choose a day from today on."))
        )


def usual_day(shop: Shop) -> datetime.date:
    """Today where the shop is, unless the answers name a day to come."""
    return max(shop.effective, today_in(shop.country))


def take_day(request: HttpRequest, shop: Shop) -> bool:
    """Make the day that was asked for the shop's answer; where there is none in the request, the usual one.

    Otherwise a message says what is wrong with it.
    """
    asked = request.POST.get("effective", usual_day(shop).isoformat())
    form = DayForm({"effective": asked}, today_in(shop.country))
    if not form.is_valid():
        for error in form.errors["effective"]:
            messages.error(request, _("The date was not accepted. {error}").format(error=error))
        return False
    day = form.cleaned_data["effective"]
    if shop.effective != day:
        shop.effective = day
        shop.save(update_fields=["effective", "updated"])
    return True
