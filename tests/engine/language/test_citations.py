"""Where a law says something, as Ukrainian lawyers write it: the smallest part first.

As releases cite that know no statutes; tests/library/test_citations.py has the library's own."""

from policygen.engine.language.citations import citation
from tests.cases import cases


@cases(
    ("cited", "uk"),
    [
        ("Art. 8(2)(1)-(2)", "п. 1–2 ч. 2 ст. 8"),
        ("Art. 12(2), Art. 6(1)", "ч. 2 ст. 12, ч. 1 ст. 6"),
        ("GDPR Art. 5(1)(a), 13(1)(e)", "GDPR, п. «a» ч. 1 ст. 5, п. «e» ч. 1 ст. 13"),
        ("Tax Code of Ukraine Art. 44.3", "Податковий кодекс України, п. 44.3 ст. 44"),
        ("Tax Code of Ukraine Arts. 39, 39-2", "Податковий кодекс України, ст. 39, 39-2"),
        ("Civil Code of Ukraine Arts. 31-32, 242", "Цивільний кодекс України, ст. 31–32, 242"),
        ("Law of Ukraine 675-VIII Art. 7(1)", "Закон України № 675-VIII, ч. 1 ст. 7"),
        ("PECR reg. 6 and Sch. A1", "PECR, правило 6 та додаток A1"),
        ("Limitation Act 1980 s. 5", "Limitation Act 1980, ст. 5"),
        ("11 CCR 7011(e)(1)(A)", "11 CCR 7011(e)(1)(A)"),
    ],
)
def test_in_ukrainian(cited: str, uk: str) -> None:
    assert citation(cited, "uk") == uk
    assert citation(cited, "en") == cited
