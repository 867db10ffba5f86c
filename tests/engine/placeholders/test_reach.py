"""What an owner typed, as readers see and follow it."""

from typing import Any

import pytest

from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.values import values
from tests.cast import silver_willow


def shown(name: str, changes: dict[str, Any], language: str = "en") -> str:
    return str(values(silver_willow(changes), shipped_library(), language)[name])


@pytest.mark.parametrize(
    ("email", "html"),
    [
        ("hi@willow.example", '<a href="mailto:hi@willow.example">hi@willow.example</a>'),
        ("info@верба.укр", '<a href="mailto:info@xn--80abcm9c.xn--j1amh">info@верба.укр</a>'),
        ("a..b@willow.example", "a..b@willow.example"),
    ],
)
def test_emails(email: str, html: str) -> None:
    assert shown("shop.email", {"business.contact.email": email}) == html


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("willow.example", '<a href="https://willow.example">https://willow.example</a>'),
        ("https://верба.укр/", '<a href="https://xn--80abcm9c.xn--j1amh/">https://верба.укр/</a>'),
        ("https://a:b@willow.example", '<a href="https://willow.example">https://willow.example</a>'),
        ("https://localhost", "https://localhost"),
    ],
)  # fmt: skip
def test_web_addresses(url: str, html: str) -> None:
    assert shown("shop.website", {"business.website": url}) == html


@pytest.mark.parametrize(
    ("phone", "html"),
    [
        ("044 123-45-67", '<a href="tel:+380441234567">044 123-45-67</a>'),
        ("044 123-45-67 дод. 5", '<a href="tel:+380441234567;ext=5">044 123-45-67 дод. 5</a>'),
        (
            "(044) 123-45-67, (067) 123-45-67 <Viber>",
            '<a href="tel:+380441234567">(044) 123-45-67</a>, '
            '<a href="tel:+380671234567">(067) 123-45-67</a> &lt;Viber&gt;',
        ),
        ("ask: 12", "ask: 12"),
    ],
)
def test_phones(phone: str, html: str) -> None:
    assert shown("shop.phone", {"business.contact.phone": phone}) == html


@pytest.mark.parametrize(
    ("business", "texts"),
    [
        ({"registration": "12345678"}, ("12345678", "12345678")),
        ({"registration": "ЄДРПОУ 12345678"}, ("EDRPOU code 12345678", "код ЄДРПОУ 12345678")),
        (
            {"registration": "1234567899", "registration_kind": "rnokpp"},
            ("taxpayer number (RNOKPP) 1234567899", "РНОКПП 1234567899"),
        ),
        ({"registration": "No. <7>"}, ("No. &lt;7&gt;", "No. &lt;7&gt;")),
    ],
)
def test_registrations(business: dict[str, str], texts: tuple[str, str]) -> None:
    changes = {f"business.{key}": value for key, value in business.items()}
    assert tuple(shown("shop.registration", changes, code) for code in ("en", "uk")) == texts
