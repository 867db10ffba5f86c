"""Every citation of the library: in the usual form of its country, and with its official text behind it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from policygen.engine.library.cited import Cite, cited, cites
from policygen.engine.loading.load import shipped_library
from tests.cases import cases

LIBRARY = shipped_library()


def citations() -> Iterator[str]:
    yield from (r.citation for r in LIBRARY.requirements)
    yield from (finding.rule.citation for finding in LIBRARY.findings)
    yield from (rule.citation for rule in LIBRARY.retention if rule.citation)
    for screen in LIBRARY.questions.values():
        yield from (asked.citation for asked in screen.values() if asked.citation)
    for law in LIBRARY.laws.values():
        yield from [law.citation] if law.citation else []
        yield from (v.citation for values in law.parameters.values() for v in values)


ALL = sorted(set(citations()))
OFFICIAL = {str(term.get("host")) for term in LIBRARY.vocabulary["official_hosts"].values()}
GDPR = "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_"
UK = "https://www.legislation.gov.uk/"
CODES = "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode="


@cases(
    ("written", "uk", "link"),
    [
        ("Art. 13(1)(c) GDPR", "п. «c» ч. 1 ст. 13 GDPR", GDPR + "13"),
        ("Arts. 13(1)(a), 27 GDPR", "п. «a» ч. 1 ст. 13, ст. 27 GDPR", GDPR + "13"),
        ("Arts. 44–49 GDPR", "ст. 44–49 GDPR", GDPR + "44"),
        ("UK GDPR, Art. 12A", "ст. 12A GDPR Великої Британії", UK + "eur/2016/679/article/12A"),
        ("Data Protection Act 2018, s. 164A", "Data Protection Act 2018, ст. 164A", UK + "ukpga/2018/12/section/164A"),
        ("PECR, regs 22–23", "PECR, правила 22–23", UK + "uksi/2003/2426/regulation/22"),
        ("Art. 8(2) of Law of Ukraine No. 2297-VI", "ч. 2 ст. 8 Закону України № 2297-VI", "https://zakon.rada.gov.ua/laws/show/2297-17"),
        ("Art. 44.3 of the Tax Code of Ukraine", "п. 44.3 ст. 44 Податкового кодексу України", "https://zakon.rada.gov.ua/laws/show/2755-17"),
        ("Law of Ukraine No. 1644-VII", "Закон України № 1644-VII", "https://zakon.rada.gov.ua/laws/show/1644-18"),
        ("Cal. Civ. Code § 1798.130(a)(5)", "Cal. Civ. Code § 1798.130(a)(5)", CODES + "CIV&sectionNum=1798.130."),
        ("16 CFR § 312.4(d)", "16 CFR § 312.4(d)", "https://www.ecfr.gov/current/title-16/section-312.4"),
        ("Conn. Gen. Stat. § 42-520(c)(1)(A)(ii)", "Conn. Gen. Stat. § 42-520(c)(1)(A)(ii)", "https://www.cga.ct.gov/current/pub/chap_743jj.htm"),
        ("e.g. Va. Code Ann. § 59.1-577(A)", "наприклад, Va. Code Ann. § 59.1-577(A)", "https://law.lis.virginia.gov/vacode/59.1-577/"),
        ("RCW 19.373.010", "RCW 19.373.010", "https://app.leg.wa.gov/rcw/default.aspx?cite=19.373.010"),
    ],
)  # fmt: skip
def test_it_works(written: str, uk: str, link: str) -> None:
    example = written.startswith("e.g. ")
    before = ("e.g. ", "наприклад, ") if example else ("", "")
    assert cites(LIBRARY, written, "en") == (Cite(written, link, before[0]),)
    assert cites(LIBRARY, written, "uk") == (Cite(uk, link, before[1]),)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_one_leads_to_an_official_text(language: str) -> None:
    found = [cite for citation in ALL for cite in cites(LIBRARY, citation, language)]
    assert [cite.text for cite in found if not cite.link] == []
    hosts = {urlsplit(cite.link).hostname for cite in found}
    assert hosts <= OFFICIAL


def test_in_english_they_are_as_editors_write_them() -> None:
    assert [cited(LIBRARY, citation, "en") for citation in ALL] == ALL


ENGLISH = re.compile(r"\b(?:Arts?|regs?|paras?|ss?|Sch|cl|of|recital|e\.g)\b\.? ")


def test_no_english_is_left_over() -> None:
    said = [cited(LIBRARY, citation, "uk") for citation in ALL]
    assert [text for text in said if ENGLISH.search(text)] == []


def test_every_statute_and_every_host_is_needed() -> None:
    links = [cite.link for citation in ALL for cite in cites(LIBRARY, citation, "en")]
    homes = {urlsplit(str(s.get("link"))).hostname for s in LIBRARY.vocabulary["statutes"].values()}
    assert {urlsplit(link).hostname for link in links} == homes == OFFICIAL


def test_what_names_no_statute_is_written_as_before() -> None:
    assert cites(LIBRARY, "Marsian Act Art. 8(2); Art. 5 GDPR", "uk") == (
        Cite("Marsian Act, ч. 2 ст. 8"),
        Cite("ст. 5 GDPR", GDPR + "5"),
    )


@pytest.mark.parametrize(
    ("written", "place", "in_latin"),
    [
        ("e.g. Va. Code Ann. § 59.1-577(A)", "Va. Code Ann. § 59.1-577(A)", True),
        ("Art. 5 GDPR", "ст. 5 GDPR", False),
    ],
)
def test_a_ukrainian_page_knows_what_is_cited_in_latin_letters(
    written: str, place: str, in_latin: bool
) -> None:
    (cite,) = cites(LIBRARY, written, "uk")
    assert (cite.place, cite.in_latin) == (place, in_latin)
