"""What no browser sends: every address answers it, and none with an error of ours."""

from collections.abc import Iterable, Iterator

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from policygen.publishing.models import Version
from policygen.shops.models import Shop
from tests.strangers.addresses import SECOND_FACTOR, everyones, owned, public
from tests.strangers.test_every_address import ClientOf

pytestmark = [pytest.mark.django_db, pytest.mark.long]

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
_HEAD = b'--b\r\nContent-Disposition: form-data; name="x"'
BODIES: dict[str, tuple[str, bytes]] = {
    "another charset": (f"{FORM}; charset=koi8-u", b"name=%D4"),
    "another charset in parts": (f"{PARTS}; charset=utf-16", b"--b--"),
    "bytes that are no UTF-8": (FORM, b"name=%ff%fe&%ff=1&email=%ff&answer=%ff&page=%ff&do=%ff"),
    "no boundary": ("multipart/form-data", b"x"),
    "a part without its end": (PARTS, _HEAD + b'; filename="x"\r\n\r\nabc'),
    "a part that is no base64": (
        PARTS,
        _HEAD + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--b--\r\n",
    ),
    "too many fields": (FORM, b"&".join(b"f%d=1" % n for n in range(1200))),
    "NUL": (FORM, b"name=%00&do=%00&go=%00&email=%00&next=%00&code=%00&answer=%00&page=%00"),
}
ADDRESSES = ["word", "%00", "//", "http://%5B", "%ff", "/%00", "/uk/%5B"]
QUERIES = [
    *(f"next={address}" for address in ADDRESSES),
    "language=%00&side=%ff&step=x&page=x&%00=1",
]
HEADERS: dict[str, dict[str, str]] = {
    "cookies": {"HTTP_COOKIE": "sessionid=%00; csrftoken=\x01; django_language=../x; messages=z"},
    "languages": {"HTTP_ACCEPT_LANGUAGE": "x" * 5000 + ",;q=,uk;q=nonsense\x00"},
    "addresses": {"HTTP_REFERER": "http://[", "HTTP_ORIGIN": "http://["},
    "caching": {"HTTP_IF_NONE_MATCH": '"', "HTTP_RANGE": "bytes=9-1", "HTTP_ACCEPT": "\x00"},
    "partial pages": {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://["},
    "sizes": {"CONTENT_LENGTH": "nonsense", "HTTP_X_FORWARDED_FOR": "nonsense, \x00"},
    "no host": {"HTTP_HOST": "["},
}
METHODS = ("HEAD", "OPTIONS", "PUT", "TRACE", "FOO")
ACCOUNT = ("", "sign-in/", "code/", "sign-out/", "inactive/", "mail/", "delete/")
DESK = ("", "login/", "clauses/entry/", "releases/release/", "policies/policy/", "library/matrix/")


def of_shop(shop: Shop) -> Iterator[str]:
    """Without those that take their time: a policy made into files."""
    for name, group in owned(shop).items():
        if name not in ("policies:publish", "policies:draft-download"):
            yield from (address.url for address in group)


def of_all(shop: Shop) -> Iterator[str]:
    for urls in public(Version.objects.get(policy__shop=shop)).values():
        yield from urls
    yield from everyones().values()
    yield from SECOND_FACTOR.values()
    yield from (f"/en/account/{end}" for end in ACCOUNT)
    yield from (f"/uk/admin/{end}" for end in DESK)
    yield from ("/en/nowhere/", "/healthz")


def broken(answers: Iterable[tuple[str, HttpResponseBase]]) -> list[str]:
    return [url for url, answer in answers if _read(answer) >= 500]


def _read(answer: HttpResponseBase) -> int:
    b"".join(answer)  # type: ignore[arg-type]  # which closes a file
    return answer.status_code


def browser(client_of: ClientOf, who: str) -> Client:
    client = client_of(who)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("what", BODIES)
def test_bodies(shop: Shop, client_of: ClientOf, what: str) -> None:
    """Of Alice's shop, and as a stranger whose form comes back on the page that says "not here"."""
    content_type, body = BODIES[what]
    alice, edita = browser(client_of, "alice"), browser(client_of, "edita")
    leaving = ("/delete/", "/sign-out/")
    own = [url for url in (*of_shop(shop), *of_all(shop)) if not url.endswith(leaving)]
    desk = [
        *SECOND_FACTOR.values(),
        *(f"/uk/admin/{end}" for end in DESK),
        f"/en/shops/{shop.public_id}/shop/",
    ]
    sent = {"HTTP_ORIGIN": "http://testserver"}
    assert broken((url, alice.generic("POST", url, body, content_type)) for url in own) == []
    assert broken((url, edita.generic("POST", url, body, content_type, **sent)) for url in desk) == []  # type: ignore[arg-type]  # fmt: skip


def test_a_missing_token_is_said_though_the_form_cannot_be_read(client_of: ClientOf) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for content_type, body in BODIES.values():
        origin = {"HTTP_ORIGIN": "http://testserver"}
        answer = strict.generic("POST", "/en/shops/start/", body, content_type, **origin)  # type: ignore[arg-type]  # fmt: skip
        assert answer.status_code in (400, 403, 413)


@pytest.mark.parametrize("query", QUERIES)
def test_queries(shop: Shop, client_of: ClientOf, query: str) -> None:
    alice, edita = browser(client_of, "alice"), browser(client_of, "edita")
    own, all_ = list(of_shop(shop)), list(of_all(shop))
    if query.startswith("next="):
        own = []
    assert broken((url, alice.get(f"{url}?{query}")) for url in (*own, *all_)) == []
    assert broken((url, edita.get(f"{url}?{query}")) for url in all_) == []


@pytest.mark.parametrize("what", HEADERS)
def test_headers(shop: Shop, client_of: ClientOf, what: str) -> None:
    alice, urls = browser(client_of, "alice"), [*of_all(shop), *list(of_shop(shop))[:3]]
    assert broken((url, alice.generic("GET", url, **HEADERS[what])) for url in urls) == []  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_methods(shop: Shop, client_of: ClientOf, method: str) -> None:
    alice = browser(client_of, "alice")
    urls = [*of_shop(shop), *of_all(shop)]
    assert broken((url, alice.generic(method, url, b"x")) for url in urls) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_language_is_chosen_wherever_one_came_from(address: str) -> None:
    answer = Client().get(f"/language/uk/?next={address}")
    assert (answer.status_code, answer["Location"][:1]) == (302, "/")
