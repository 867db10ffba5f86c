import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.facts.typed.registrations import registration, registration_is_doubtful
from tests.cases import cases


@cases(
    ("text", "country", "kind", "number", "said"),
    [
        ("12345678", "UA", "edrpou", "12345678", False),
        ("ЄДРПОУ 12345678", "UA", "edrpou", "12345678", True),
        ("код за ЄДРПОУ: 12345678", "UA", "edrpou", "12345678", True),
        ("EDRPOU 12345678", "UA", "edrpou", "12345678", True),
        ("РНОКПП № 1234567899", "UA", "rnokpp", "1234567899", True),
        ("ІПН 1234567899", "UA", "rnokpp", "1234567899", True),
        ("АБ 123456", "UA", "ua_passport", "АБ 123456", False),
        ("паспорт серія АБ 123456", "UA", "ua_passport", "АБ 123456", True),
        ("12-3456789", "US", "ein", "12-3456789", False),
        ("EIN: 12-3456789", "US", "ein", "12-3456789", True),
        ("NIP 526-104-08-28", "PL", "nip", "526-104-08-28", True),
        ("0000123456", "PL", "krs", "0000123456", False),
        ("VAT no. IE6433435F", "IE", "vat", "IE6433435F", True),
        ("Company number 01234567", "GB", "company_number", "01234567", True),
        ("01234567", "GB", None, "01234567", False),
    ],
)
def test_it_works(text: str, country: str, kind: str | None, number: str, said: bool) -> None:
    found = registration(text, country)
    assert (found.kind, found.number, found.said) == (kind, number, said)
    assert not registration_is_doubtful(text, country)


def test_the_owner_says_which_kind_it_is() -> None:
    found = registration("1234567899", "UA", "rnokpp")
    assert (found.kind, found.number, found.said) == ("rnokpp", "1234567899", True)


@cases(
    ("text", "country", "kind"),
    [
        ("12345670", "UA", None),
        ("ЄДРПОУ 12345670", "UA", None),
        ("1234567890", "UA", None),
        ("1234567", "UA", None),  # a zero in front was lost
        ("АБ 1234567", "UA", "ua_passport"),
        ("07-3456789", "US", "ein"),
        ("NIP 526-104-08-29", "PL", None),
        ("VAT IE6433435G", "IE", None),
        ("GB 980 7806 85", "GB", "vat"),
    ],
)
def test_digits_that_do_not_fit(text: str, country: str, kind: str | None) -> None:
    assert registration_is_doubtful(text, country, kind)


@pytest.mark.parametrize(
    ("text", "kind"), [("GB 980 7806 84", "vat"), ("whatever 7", "a_kind_of_editors")]
)
def test_digits_that_fit_or_that_nobody_knows(text: str, kind: str) -> None:
    assert not registration_is_doubtful(text, "GB", kind)


@given(st.text(max_size=60), st.sampled_from(["UA", "PL", "US", "GB"]))
def test_nothing_typed_breaks_it(text: str, country: str) -> None:
    for kind in (None, "edrpou", "vat", "krs"):
        registration_is_doubtful(text, country, kind)
