"""What a lawyer settled of the points that were marked unsure: who is bound, from when, by what."""

import datetime
from itertools import pairwise
from typing import Any

import pytest

from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.library.test_law_review import made, text, unmet

LIBRARY = shipped_library()
Changes = dict[str, Any]
SALE: Changes = {"sells_data": True, "activities.0.data": ["email", "health"]}


def asked(changes: Changes) -> set[str]:
    """What is asked of the policy, the page and the work."""
    document = made(changes)
    elsewhere = {duty.requirement for duty in document.explain().checklist}
    return elsewhere | {covered.requirement for covered in document.coverage}


@cases(
    ("changes", "requirement", "expected"),
    [
        ({"customers.where": ["GB"]}, "UK-12A", True),
        ({"customers.where": ["GB"]}, "GDPR-12-3", False),
        ({"customers.where": ["EU"]}, "GDPR-12-3", True),
        ({"customers.where": ["CA"]}, "QC-3-1", True),
        ({"customers.where": ["CA-QC"]}, "QC-8", True),
        ({"customers.where": ["CA-ON"]}, "QC-3-1", False),
        ({"customers.where": ["CA-QC"], "business.country": "CA"}, "QC-8", True),
        ({**SALE, "customers.where": ["US-NJ"]}, "US-NJ-MD-sale", True),
        ({**SALE, "customers.where": ["US-TX"]}, "US-TX-SMALL", True),
        ({**SALE, "customers.where": ["US-OR"]}, "US-TX-SMALL", False),
        ({**SALE, "customers.where": ["US-OR"]}, "US-ST-uoom", True),
        ({**SALE, "customers.where": ["US-UT"]}, "US-ST-uoom", False),
        ({"customers.where": ["US-VT"]}, "US-VT-2028", False),
        ({"customers.where": ["US-VT"], "effective": "2028-01-01"}, "US-VT-2028", True),
        ({"customers.where": ["US-OK"], "effective": "2027-01-01"}, "US-OK-2027", True),
        ({"customers.where": ["US-LA"], "effective": "2027-01-01"}, "US-LA-2027", True),
        ({"customers.where": ["US-DE"], "effective": "2027-01-01"}, "US-DE-2027", True),
        ({"customers.where": ["US-AL"], "effective": "2027-04-30"}, "US-AL-2027", False),
        ({"customers.where": ["US-AL"], "effective": "2027-05-01"}, "US-AL-2027", True),
        ({"customers.where": ["US-CA"], "effective": "2027-01-01"}, "CCPA-threshold-2027", True),
    ],
)  # fmt: skip
def test_it_works(changes: Changes, requirement: str, expected: bool) -> None:
    assert (requirement in asked(changes)) == expected


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"customers.where": ["CA"]}, "The head of our business is in charge of protecting personal information."),
        ({"customers.where": ["CA-QC"]}, "We work outside Quebec, so your data is used there."),
        ({"customers.where": ["CA-QC"], "business.dpo": {"name": "Ann", "email": "ann@willow.example"}}, "Our data protection officer is in charge of protecting personal information"),
        ({"customers.where": ["BR"]}, "Our channel for this is hi@willow.example."),
    ],
)  # fmt: skip
def test_it_is_said(changes: Changes, said: str) -> None:
    assert said in text(made(changes))
    assert said not in text(made({}))
    assert {"QC-3-1", "QC-8", "BR-LGPD"}.isdisjoint(unmet(made(changes)))


def test_states_with_a_law_as_the_years_bring_them() -> None:
    """Each list has all of the one before."""
    values = LIBRARY.laws["us_states"].parameters["states"]
    lists = [set(v.places or ()) for v in sorted(values, key=lambda v: v.since)]
    added = [sorted(later - earlier) for earlier, later in pairwise(lists)]
    assert added == [["US-LA", "US-OK"], ["US-AL"], ["US-VT"]]
    assert all(earlier <= later for earlier, later in pairwise(lists))


def test_the_ages_of_consent_are_those_of_every_state_of_the_eea_that_set_one() -> None:
    gdpr, day = LIBRARY.laws["gdpr"], datetime.date(2026, 11, 28)
    ages = {age: gdpr.value(f"consent_at_{age}", day) for age in (13, 14, 15, 16)}
    places = [place for value in ages.values() if value for place in value.places or ()]
    assert len(places) == len(set(places)) == 27
    assert all(value and value.unsure is None for value in ages.values())


def test_the_signal_binds_in_the_states_that_the_requirement_names() -> None:
    signal = LIBRARY.laws["us_states"].value("signal", datetime.date(2026, 11, 28))
    when = LIBRARY.requirements_by_id["US-ST-uoom"].when
    assert signal
    assert {f"sells-to:{place}" for place in signal.places or ()} == set(when.any)
    assert "law:us_states" in when.all


@cases("id_", ["GDPR-9", "GDPR-10", "OPPA-post", "CCPA-7011e1H", "UA-22-ombudsman", "UA-1089-120", "UA-ECOM-10", "US-ST-uoom", "US-ST-appeal", "BR-LGPD", "CA-PIPEDA"])  # fmt: skip
def test_what_is_settled_is_marked_no_longer(id_: str) -> None:
    assert LIBRARY.requirements_by_id[id_].unsure is None
