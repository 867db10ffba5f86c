"""Citations lead to the official text: only to hosts that are known to publish laws."""

import datetime

import pytest

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.checking import check, warnings, wording

FILES = read_files(SHIPPED)
TODAY = datetime.date(2026, 11, 28)
STATUTES, GDPR = "vocabulary/statutes.yaml", "laws/gdpr.yaml"
EU = "'https://eur-lex.europa.eu/eli/reg/2016/679/oj'"


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new, 1)}


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    found = check(changed(STATUTES, old, new), TODAY)
    return [(fault.entry, fault.name, wording.told(fault)) for fault in found]


def test_it_works() -> None:
    assert told(EU, EU) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "sentence"),
    [
        (f"link: {EU}", "link: 'https://laws.example/679'", "link", "laws.example is not known to publish laws. If it does, add it to the official hosts first."),
        (f"link: {EU}", "link: 'http://eur-lex.europa.eu/eli/reg/2016/679/oj'", "link", "“http://eur-lex.europa.eu/eli/reg/2016/679/oj” is no web address; it begins with https://."),
        ("{'Art': 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_{}'}", "{'Art': 'https://www.ecfr.gov/{}'}", "places.Art", "The text of one law is on one host: eur-lex.europa.eu, not www.ecfr.gov."),
        ("{'Art': 'https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_{}'}", "{'Art': 'https://eur-lex.europa.eu/eli'}", "places.Art", "Write {} where the number of the section stands."),
    ],
)  # fmt: skip
def test_faults(old: str, new: str, field: str, sentence: str) -> None:
    assert told(old, new)[0] == ("gdpr", field, sentence)


def test_a_host_with_more_before_it_is_another_one() -> None:
    """Nothing of the address but its host is looked at."""
    for address in (
        "https://eur-lex.europa.eu.laws.example/",
        "https://laws.example/eur-lex.europa.eu",
    ):
        assert told(f"link: {EU}", f"link: '{address}'") != []


def test_a_citation_that_leads_nowhere_is_doubtful() -> None:
    files = changed(GDPR, "citation: Art. 12(1) GDPR", "citation: Art. 12(1) Marsian Act")
    found = [(f.entry, f.name, wording.told(f)) for f in warnings(files) if f.path == GDPR]
    assert found == [
        (
            "GDPR-12-1",
            "citation",
            "“Art. 12(1) Marsian Act” names none of the statutes: nobody can follow it to the official text.",
        )
    ]
