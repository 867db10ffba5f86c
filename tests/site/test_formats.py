"""Days look alike everywhere: on pages, in lists, in policies."""

import datetime

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from policygen.engine.language import phrases

NAMES = ["DATE_FORMAT", "SHORT_DATE_FORMAT"]
DAYS = [datetime.date(2026, 11, 9), datetime.date(2027, 5, 31)]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("day", DAYS)
def test_it_works(language: str, day: datetime.date) -> None:
    with translation.override(language):
        written = {date_format(day, name) for name in NAMES}
    assert written == {phrases.date(day, language)}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_with_the_hour(language: str) -> None:
    now = datetime.datetime(2026, 11, 9, 7, 5)
    with translation.override(language):
        written = {date_format(now, name) for name in ("DATETIME_FORMAT", "SHORT_DATETIME_FORMAT")}
    assert written == {f"{phrases.date(now.date(), language)}, 07:05"}
