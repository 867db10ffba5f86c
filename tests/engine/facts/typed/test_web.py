import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.facts.typed.web import completed, shown_url, url_target, web_fault
from tests.cases import cases


@cases(
    ("typed", "target"),
    [
        ("shop.com.ua", "https://shop.com.ua"),
        ("willow.example/contact?a=b#form", "https://willow.example/contact?a=b#form"),
        ("shop.ua:8443/x", "https://shop.ua:8443/x"),
        ("http://shop.ua", "http://shop.ua"),
        ("HTTPS://Shop.UA/Path", "HTTPS://Shop.UA/Path"),
        ("https://верба.укр/магазин", "https://xn--80abcm9c.xn--j1amh/магазин"),
        ("Верба.укр", "https://xn--80abcm9c.xn--j1amh"),
        ("https://olena.github.io", "https://olena.github.io"),
        ("https://instagram.com/@willow", "https://instagram.com/@willow"),
        ("https://shop.co.uk", "https://shop.co.uk"),
        ("https://203.0.114.5/", "https://203.0.114.5/"),
    ],
)
def test_it_works(typed: str, target: str) -> None:
    url = completed(typed)
    assert (web_fault(url), url_target(url)) == (None, target)


@cases(
    ("typed", "fault"),
    [
        ("@willow", "url_account_name"),
        ("https://@willow", "url_account_name"),
        ("@willow.shop", "url_account_name"),
        ("https://olena:secret@willow.example", "url_password"),
        ("https://olena@willow.example/x", "url_password"),
        ("http://localhost:8000", "url_not_public"),
        ("http://127.0.0.1:8000/", "url_not_public"),
        ("http://192.168.1.5/shop", "url_not_public"),
        ("https://shop.local", "url_not_public"),
        ("https://willow", "url_not_public"),
        ("https://com.ua", "url_not_public"),
        ("https://willow.shpo", "url_not_public"),
        ("https://-", "bad_url"),
        ("https://-a.com", "bad_url"),
        ("https://a..com", "bad_url"),
        ("https://shop.com:99999", "bad_url"),
        ("https://", "bad_url"),
        ("ftp://shop.com", "bad_url"),
        ("our shop", "bad_url"),
        ("https://instagr\u0430m.com", "url_letters"),  # a Cyrillic а
    ],
)
def test_no_visitor_gets_there(typed: str, fault: str) -> None:
    assert web_fault(completed(typed)) == fault


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://olena:secret@willow.example/a@b", "https://willow.example/a@b"),
        ("https://olena:se@cret@willow.example", "https://willow.example"),
        ("https://willow.example/@olena", "https://willow.example/@olena"),
        ("https://willow.example?u=a@b", "https://willow.example?u=a@b"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert shown_url(url) == shown
    assert "secret" not in (url_target(url) or "")


@given(st.text())
def test_nothing_typed_breaks_it(text: str) -> None:
    for url in (completed(text), f"https://{text}", f"https://{text}.com/"):
        fault, target = web_fault(url), url_target(url)
        assert target is None or target.partition("://")[0].lower() in {"http", "https"}
        assert target is not None or fault is not None
