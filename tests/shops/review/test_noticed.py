"""What is noticed leads to a question: also a duty that no answer brings into the policy."""

from dataclasses import replace

import pytest

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.shops.questions import Place
from policygen.shops.review.noticed import noticed, unmet
from tests.cast import changed, example, silver_willow
from tests.engine.policy.test_findings import CASES

pytestmark = pytest.mark.django_db
LIBRARY = shipped_library()


@pytest.mark.parametrize("name", ["handcraft-courses", "klumandel"])
def test_it_works(name: str) -> None:
    """Of a policy whose clauses are all gone, so that each duty lacks one."""
    facts = example(name)
    document = compose(LIBRARY, facts, "en")
    bare = tuple(replace(one, clauses=()) for one in document.coverage)
    vars(document)["coverage"] = bare
    found = unmet(document, facts, LIBRARY)
    duties = [one.requirement for one in bare if one.level == "must"]
    assert [one.id for one in found] == duties
    assert [one.id for one in found if not one.places] == []


def test_children_lead_to_the_card_that_lacks_them() -> None:
    facts = make_facts(changed({"customers.where": ["US"], "customers.children": "mixed"}), LIBRARY)
    places = [one.places for one in noticed(compose(LIBRARY, facts, "en"), facts, LIBRARY)]
    about = {where for some in places for where in some if where.anchor.endswith("-about")}
    assert about == {Place("details", "id_orders-about")}


def test_one_answer_is_asked_for_once() -> None:
    """The error says what to do; the duty behind it would say the same of the same question."""
    changes = CASES["consent-without-way-back"][0]
    facts = silver_willow({**changes, "activities.0.tools": ["own_server", "ga4"]})
    document = compose(LIBRARY, facts, "en")
    errors = [one for one in noticed(document, facts, LIBRARY) if one.severity == "error"]
    assert [one.id for one in errors] == ["settings-link-missing"]
    (place,) = errors[0].places
    assert [one.requirement for one in document.unmet] != []
    assert place == Place("site", "id_cookie_settings_link")
