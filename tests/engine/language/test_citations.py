"""Where a law says something, as Ukrainian lawyers write it: the smallest part first."""

import re

import pytest

from policygen.engine.language.citations import citation
from policygen.engine.loading.load import shipped_library

LIBRARY = shipped_library()


@pytest.mark.parametrize(
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


FOREIGN = re.compile(r"\b(?:Arts?|regs?|paras?|ss?|Sch|cl|e\.g|recital|exemption|guidance)\b\.? ")
LEFT = {"Sch. 1 Principles 4.1, 4.3, 4.8; Quebec ss. 3.1-8"}
"""Canada's principles are cited by their English name."""


def test_no_english_is_left_over() -> None:
    cited = {r.citation for r in LIBRARY.requirements} | {f.rule.citation for f in LIBRARY.findings}
    cited |= {rule.citation for rule in LIBRARY.retention}
    left = {text for text in cited if FOREIGN.search(citation(text, "uk"))}
    assert left <= LEFT
