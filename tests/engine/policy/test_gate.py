from dataclasses import replace

import pytest
from markupsafe import Markup

from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.gate import Refused, check, unequal_clauses
from tests.cast import silver_willow

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
    english, ukrainian = documents()
    first, *others = ukrainian.sections[0].clauses
    wrong = first._replace(html=Markup("<p>30</p>"))
    section = replace(ukrainian.sections[0], clauses=(wrong, *others[1:]))
    changed = replace(ukrainian, sections=(section, *ukrainian.sections[1:]))
    assert unequal_clauses(english, changed) == [first.id, others[0].id]
    with pytest.raises(Refused) as refusal:
        check([english, changed])
    assert refusal.value.unequal == (first.id, others[0].id)
