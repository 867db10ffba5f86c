"""What every answer tells a browser: what it may do, and that it may keep nothing but what is public."""

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from policygen.shops.models import Shop
from tests.strangers.test_every_address import ClientOf
from tests.strangers.test_malformed import of_all, of_shop

pytestmark = pytest.mark.django_db

KEPT_BY_ALL = (
    "/p/alices/uk/",
    "/p/alices/uk/policy.html",
    "/p/alices/1/uk/",
    "/p/alices/1/uk/policy.html",
    "/p/alices/embed.json",
    "/p/alices/uk/embed.json",
    "/p/alices/uk/frame/",
    "/oembed/?url=http%3A%2F%2Ftestserver%2Fp%2Falices%2F",
    "/robots.txt",
)
"""All others are for one visitor, or an error."""
NOBODY = "'none'"
FRAMED_BY = {"/p/alices/uk/frame/": "*"}
"""Made to stand in a page of the shop's own; all others are framed by nobody."""


def private(answer: HttpResponseBase) -> bool:
    return {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize("who", ["alice", "edita", "nobody"])
def test_of_every_address(shop: Shop, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    places = [*of_shop(shop), *of_all(shop), f"/en/shops/{shop.public_id}/publish/"]
    answers = {url: client.get(url) for url in places}
    lacking = [
        url
        for url, answer in answers.items()
        if f"frame-ancestors {FRAMED_BY.get(url, NOBODY)}" not in answer["Content-Security-Policy"]
        or "camera=()" not in answer["Permissions-Policy"]
        or answer["X-Content-Type-Options"] != "nosniff"
        or answer["Referrer-Policy"] != "same-origin"
    ]
    kept = {url for url, answer in answers.items() if not private(answer)}
    for answer in answers.values():
        b"".join(answer)  # type: ignore[arg-type]  # which closes a file
    assert lacking == []
    assert kept == {*KEPT_BY_ALL}


def test_of_errors(client_of: ClientOf, shop: Shop) -> None:
    strict, alice = Client(enforce_csrf_checks=True), client_of("alice")
    for answer in (
        strict.post("/en/shops/start/"),
        alice.get("/en/", headers={"host": "evil.example"}),
        alice.post("/en/account/mail/", {f"f{n}": "1" for n in range(1200)}),
        alice.get("/p/nowhere/"),
        alice.get("/p/alices/9/uk/"),
        alice.put("/en/shops/"),
    ):
        assert answer.status_code >= 400
        assert private(answer) and "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("subdomains", [False, True])
def test_https_alone_is_asked_for_where_it_is_spoken(settings: object, subdomains: bool) -> None:
    settings.SECURE_HSTS_SECONDS = 60  # type: ignore[attr-defined]
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = subdomains  # type: ignore[attr-defined]
    said = Client().get("/robots.txt", secure=True)["Strict-Transport-Security"]
    assert said == ("max-age=60; includeSubDomains" if subdomains else "max-age=60")
    assert "Strict-Transport-Security" not in Client().get("/robots.txt").headers
