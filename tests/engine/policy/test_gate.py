from dataclasses import replace

import pytest
from markupsafe import Markup

from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.gate import Refused, check, refusal, unequal_clauses
from tests.cast import GONE, silver_willow

ADDRESSES = {"en": "1 Willow St, Kyiv 01001", "uk": "м. Київ, вул. Вербова, 1, кв. 7"}


def documents(changes: dict[str, object] | None = None) -> list:
    facts = silver_willow(changes)
    return [compose(shipped_library(), facts, language) for language in ("en", "uk")]


def test_it_works() -> None:
    check(documents())


def test_an_address_may_have_other_numbers_in_another_language() -> None:
    english, ukrainian = documents({"business.address": ADDRESSES})
    assert unequal_clauses(english, ukrainian) == []


def test_other_numbers_and_missing_clauses_are_found() -> None:
    english, ukrainian = (replace(document, first=None) for document in documents())
    first, *others = ukrainian.sections[0].clauses
    wrong = first._replace(html=Markup("<p>30</p>"))
    section = replace(ukrainian.sections[0], clauses=(wrong, *others[1:]))
    changed = replace(ukrainian, sections=(section, *ukrainian.sections[1:]))
    assert unequal_clauses(english, changed) == [first.id, others[0].id]
    with pytest.raises(Refused) as refusal:
        check([english, changed])
    assert refusal.value.unequal == (first.id, others[0].id)


def test_a_refusal_says_all_that_stands_in_the_way() -> None:
    found = documents({"not_collected": ["email"], "business.address": GONE})
    refused = refusal(found)
    assert refused is not None
    assert [finding.id for finding in refused.errors] == ["collected-and-not", "no-address"]
    assert {covered.requirement for covered in refused.unmet} == {"UA-12-who", "UA-ECOM-7"}
    assert refused.unequal == ()


def test_what_no_language_shows_alone_refuses_all() -> None:
    english, ukrainian = (replace(document, first=None) for document in documents())
    shorter = replace(ukrainian, sections=ukrainian.sections[1:])
    assert english.publishable and shorter.publishable
    assert refusal([english, ukrainian]) is None
    assert refusal([english, shorter]) is not None
