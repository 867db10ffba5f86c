"""What the owner says of cookies: those of the site and of services by name, and what visitors can choose."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from policygen.engine.facts.fields import Line, as_kind, slug, written_as
from policygen.engine.facts.frozen import Frozen
from policygen.engine.facts.typed.no_answer import stands_for_nothing
from policygen.engine.facts.values import Answer, Period, as_duration
from policygen.engine.language.duration import Duration

COOKIE_NAME = r"[!#-+\--:<>-~]{1,100}"
"""Latin letters, digits and signs, but for ``" , ; =`` and white space; * is the part that differs."""
LASTS = ("session", "persistent")
MOST = 100
"""Entries of one list."""


def _cookie_name(value: str) -> str:
    """Raises PydanticCustomError."""
    if not re.fullmatch(COOKIE_NAME, value) or stands_for_nothing(value):
        raise PydanticCustomError("bad_cookie_name", "", {"value": value[:40]})
    return value


def _lasts(value: object) -> Duration | str:
    if isinstance(value, str) and value in LASTS:
        return value
    try:
        return as_duration(value)
    except PydanticCustomError as error:
        if error.type != "bad_duration":
            raise
        raise PydanticCustomError("bad_lasts", "", {"value": str(value)[:40]}) from None


CookieName = Annotated[Line, AfterValidator(_cookie_name), as_kind("cookie_name")]
Lasts = Annotated[
    Duration | str, BeforeValidator(_lasts, written_as("lasts")), PlainSerializer(str)
]
"""A period, "session" (until the visit ends), or "persistent" (until somebody deletes it)."""


class ServiceCookie(Frozen):
    """What a service that the shop describes itself leaves on a visitor's device."""

    name: CookieName
    kind: Literal["cookie", "local_storage"] = "cookie"
    purpose: Annotated[str, slug("cookie_purposes")]
    lasts: Lasts


class OwnCookie(ServiceCookie):
    """What the shop's own site leaves there. `purpose` may also say what it keeps (`local_storage`)."""

    purpose: Annotated[str, slug("cookie_purposes", "local_storage")]


def _each_once(cookies: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[tuple[str, str]] = set()
    for index, cookie in enumerate(cookies):
        if (cookie.name, cookie.kind) in seen:
            params = {"path": f"{index}.name", "value": cookie.name}
            raise PydanticCustomError("duplicate", "", params)
        seen.add((cookie.name, cookie.kind))
    return cookies


_FEW, _DIFFERENT = Field(max_length=MOST), AfterValidator(_each_once)
OwnCookies = Annotated[tuple[OwnCookie, ...], _FEW, _DIFFERENT]
ServiceCookies = Annotated[tuple[ServiceCookie, ...], _FEW, _DIFFERENT]


class Cookies(Frozen):
    banner: Answer | None = None
    settings_link: Answer | None = None
    choice_kept: Period | None = None
    local_storage: tuple[Annotated[str, slug("local_storage")], ...] = ()
    own: OwnCookies = ()
    gpc: Literal["honoured", "ignored", "unknown"] | None = None
    dnt: Literal["honoured", "ignored", "unknown"] | None = None
