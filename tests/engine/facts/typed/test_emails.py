from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.facts.typed.emails import email_fault, email_meant, email_target
from tests.cases import cases


@cases(
    ("address", "target"),
    [
        ("hi@willow.example", "hi@willow.example"),
        ("Olena.Verba+shop@gmail.com", "Olena.Verba+shop@gmail.com"),
        ("info@верба.укр", "info@xn--80abcm9c.xn--j1amh"),
        ("info@xn--80abcm9c.xn--j1amh", "info@xn--80abcm9c.xn--j1amh"),
        ("a%b?c&d#e@willow.example", "a%25b%3Fc%26d%23e@willow.example"),
        ("o'neil@willow.example", "o'neil@willow.example"),
    ],
)
def test_it_works(address: str, target: str) -> None:
    assert (email_fault(address), email_target(address)) == (None, target)
    assert "укр" in address or unquote(target) == address


@cases(
    ("address", "fault"),
    [
        ("a..b@willow.example", "bad_email"),
        (".a@willow.example", "bad_email"),
        ("a.@willow.example", "bad_email"),
        ("a@-willow.example", "bad_email"),
        ("a@willow", "bad_email"),
        ("a@localhost", "bad_email"),
        ("a@willow.local", "bad_email"),
        ("олена@willow.example", "bad_email"),
        ("a b@willow.example", "bad_email"),
        (f"{'a' * 65}@willow.example", "bad_email"),
        ("a@" + "b." * 130 + "com", "bad_email"),
        ("willow", "bad_email"),
        ("a@gm\u0430il.com", "email_letters"),  # a Cyrillic а
        ("a@willow.c\u043em", "email_letters"),
    ],
)
def test_no_mail_goes_there(address: str, fault: str) -> None:
    assert (email_fault(address), email_target(address)) == (fault, None)


@cases(
    ("address", "meant"),
    [
        ("olena@gmail.con", "olena@gmail.com"),
        ("olena@Gmial.com", "olena@gmail.com"),
        ("olena@urk.net", "olena@ukr.net"),
        ("olena@ukr.nte", "olena@ukr.net"),
        ("olena@outlok.com", "olena@outlook.com"),
        ("olena@gmail.com", None),
        ("olena@ukr.net", None),
        ("olena@gmail.example", None),
    ],
)
def test_great_mailboxes_are_known_when_mistyped(address: str, meant: str | None) -> None:
    assert email_meant(address) == meant


@given(st.emails())
def test_what_mail_software_takes_is_taken_or_told(address: str) -> None:
    target = email_target(address)
    assert (target is None) is (email_fault(address) is not None)
    assert target is None or (target.isascii() and "?" not in target and target.count("@") == 1)


@given(st.text())
def test_nothing_typed_breaks_it(text: str) -> None:
    assert email_fault(text) in {None, "bad_email", "email_letters"}
