"""The published JSON Schema and the reader agree on what a facts file may hold; where they don't, the reason
stands here."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from policygen.engine.facts.cookies import COOKIE_NAME
from policygen.engine.facts.json_schema import GROWING, facts_schema, schema_text
from policygen.engine.facts.reading import FactsError, Problem, facts_data, make_facts
from policygen.engine.library import yaml12
from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import changed
from tests.engine.facts.any_facts import any_data
from tests.paths import EXAMPLES, ROOT, SHOPS

LIBRARY = shipped_library()
SCHEMA = facts_schema(LIBRARY)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

ONLY_THE_READER = {
    "text_missing": "which languages a text needs stands in another answer",
    "own_language": "likewise",
    "own_based_on_nothing": "likewise",
    "duplicate": "two entries are compared by one of their keys",
    "email_letters": "letters of two alphabets that look alike are many",
    "period_range": "years, months and days are added up",
    "too_long": "white space is folded before the text is measured",
    "own_too_long": "likewise",
    "empty_text": "characters that nobody sees are taken out before",
    "control_character": "a pattern of them all would tell nobody anything",
    "own_too_many_signs": "Markdown is not regular",
    "own_too_deep": "likewise",
}
"""Problems that the schema does not see, and why."""
FORM_ALONE = {*GROWING, "sources"}
"""Catalogues of which the schema knows how a word looks (sources: a tool may be one)."""


def sees(problem: Problem) -> bool:
    """Whether the schema has to see it: of a domain in other letters, and of a name, the signs alone."""
    if problem.code == "bad_email":
        return str(problem.params["value"]).isascii()
    if problem.code == "bad_cookie_name":
        return re.fullmatch(COOKIE_NAME, str(problem.params["value"])) is None
    if problem.code == "unknown_slug" and problem.params["kind"] in FORM_ALONE:
        return not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", str(problem.params["value"]))
    return problem.code not in ONLY_THE_READER


def read(data: dict[str, Any]) -> list[Problem]:
    try:
        make_facts(data, LIBRARY)
    except FactsError as error:
        return error.problems
    return []


def disagreement(data: dict[str, Any]) -> str:
    """In words, for a failing test; nothing where both say the same."""
    problems, error = read(data), next(VALIDATOR.iter_errors(data), None)
    if error and not problems:
        return f"only the schema refuses {error.json_path}: {error.message[:200]}"
    seen = [f"{problem.place}: {problem.code}" for problem in problems if sees(problem)]
    return f"only the reader refuses {seen}" if seen and not error else ""


def test_it_works() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert VALIDATOR.is_valid(changed())
    error = next(VALIDATOR.iter_errors(changed({"offers": ["rockets"]})))
    assert error.json_path == "$.offers[0]"


def test_the_published_file_is_current() -> None:
    published = (ROOT / "docs" / "facts.schema.json").read_text("utf-8")
    assert published == schema_text(LIBRARY), "run: make facts-schema"


@cases("name", SHOPS)
def test_every_facts_file_here_validates(name: str) -> None:
    data = yaml12.parse((EXAMPLES / f"{name}.yaml").read_bytes()).data
    assert read(data) == []
    assert list(VALIDATOR.iter_errors(data)) == []


@given(any_data())
def test_what_the_reader_accepts_validates(data: dict[str, Any]) -> None:
    assert disagreement(data) == ""
    assert VALIDATOR.is_valid(facts_data(make_facts(data, LIBRARY)))


# -- what is broken ------------------------------------------------------------------------------------

OWN_WORDS = {
    "own_words": [
        {"section": "security", "text": {"en": "We lock.", "uk": "Ми замикаємо."}},
        {"clause": "rights-how", "text": {"en": "Write."}, "based_on": {"en": "Ask."}},
    ],
    "custom_tools": [
        {"slug": "own_server", "name": "S", "group": "hosting", "country": "UA", "role": "own",
         "entity": "E", "data": ["email"], "policy_url": "https://s.example/p",
         "cookies": [{"name": "sid", "kind": "cookie", "purpose": "essential", "lasts": "session"}]}
    ],
}  # fmt: skip
WRONG: list[Any] = [None, True, 0, 1000, 1.5, "", "Xx", "x-y", "none", [], [None], {}, {"x": 1}]
"""For every answer."""
MORE_WRONG: dict[str, list[Any]] = {
    "effective": ["2026-02-30", "2026-2-3", "2026-W47-7", "1999-12-31", "2100-01-01", "2028-02-29"],
    "for": ["P0D", "P", "PT", "P1YT", "P1H", "PT1H", "P200Y", "p1y", "P000001Y", "P1Y0M", "P1M1Y"],
    "email": [
        *("a@b", " a@b.example ", "a b@c.example", "a@b..example", "a@-.example", "info@пошта.укр"),
        *("a@пошта。укр", "a@shop.укр", "пошта@shop.example", "a@пошта .укр", "a@пош/та.укр"),
    ],
    "website": ["ftp://x.example", "https://x y", " https://x.example ", "https://", "x.example"],
    "country": ["UK", "EU", "ua", ["UA"], " UA"],
    "where": [["UA-30"], ["UA-"], ["UA-3000"], ["XX-30"], ["EU", "WORLD"], ["eu"]],
    "lasts": ["session", "persistent", "for ever", "P0D", "P200Y", "P1Y", " session"],
    "purpose": ["analytics", "cart", "orders", "no_such_purpose"],
    "days": [1, 90, 91, -1, True, "5"],
    "text": [{"en": "A"}, {"en": " ", "uk": "Б"}, {"eng-": "A"}, {"en": 1}, {"pl": "A"}],
    "name": [{"en": "A", "uk": "Б"}, {"en": "A"}, {"EN": "A"}, {"en": ["A"], "uk": "Б"}],
    "slug": ["-x", "X", "x" * 50, "x" * 51, "a b"],
    "sells_data": [False, "unknown", "yes", 1],
    "transfers": ["auto", {"stated": False}, {"stated": "yes"}],
    "automated_decisions": [
        {"made": False},
        {"made": True},
        {"logic": "L"},
        {"logic": "L", "effect": None},
    ],
    "laws": ["auto", ["Xx"], ["ua_pdp", "ua_pdp"]],
    "keep": [
        {"for": "P1Y"},
        {"after": "order"},
        {"until": "account_closed", "for": None},
        {"until": "account_closed", "criteria": "needed_for_security"},
    ],
    "dpo": [{"name": "D"}, {"email": "d@d.example", "address": None}, {"address": "A"}],
    "languages": [["en", "en"], ["EN"]],
}
"""For the answers of these names."""


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every answer within, mappings and lists among them."""
    rows = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in rows:
        yield (*path, key)
        yield from places(value, (*path, key))


def broken(
    data: dict[str, Any], path: tuple[str | int, ...], deed: str, wrong: Any
) -> dict[str, Any]:
    data = deepcopy(data)
    *steps, last = path
    place: Any = data
    for step in steps:
        place = place[step]
    if deed == "gone":
        del place[last]
    elif deed == "key" and isinstance(place[last], dict):
        place[last]["surprise"] = wrong
    elif deed == "entry" and isinstance(place[last], list):
        place[last].append(wrong)
    else:
        place[last] = deepcopy(wrong)
    return data


@given(st.data())
def test_broken_answers_are_refused_by_both(draw: st.DataObject) -> None:
    data = draw.draw(any_data() | any_data().map(lambda data: {**data, **deepcopy(OWN_WORDS)}))
    path = draw.draw(st.sampled_from(sorted(places(data), key=str)))
    deed = draw.draw(st.sampled_from(["other", "other", "gone", "key", "entry"]))
    wrong = draw.draw(st.sampled_from([*WRONG, *chain(*MORE_WRONG.values())]))
    assert disagreement(broken(data, path, deed, wrong)) == ""


WHOLE: dict[str, Any] = {
    **changed(
        {
            "business.replies_within": {"days": 3, "working": True},
            "business.dpo": {"name": "D", "address": "A", "email": "d@dpo.example"},
            "business.security_contact": {"email": "s@s.example", "subject": "S"},
            "business.region": "UA-30",
            "business.website": "https://willow.example",
            "customers.ccpa_thresholds": {"revenue": True},
            "customers.parental_consent": ["video_call"],
            "cookies.choice_kept": "P6M",
            "cookies.own": [
                {"name": "cart", "kind": "local_storage", "purpose": "cart", "lasts": "P14D"}
            ],
            "laws": ["gdpr"],
            "automated_decisions": {"made": True, "logic": "L", "effect": "E"},
            "storage": {"where": ["UA"], "by": ["own_server"]},
            "transfers": {"stated": True, "scc": True},
            "breach_notice": {"authority_hours": 72, "people": True},
            "activities.0.keep.why": ["tax"],
        }
    ),
    **OWN_WORDS,
}
"""An answer to nearly everything."""


def test_nobody_refuses_the_whole() -> None:
    assert disagreement(WHOLE) == ""


@pytest.mark.few(20)
@pytest.mark.parametrize(
    "path", sorted(places(WHOLE), key=str), ids=lambda path: ".".join(map(str, path))
)
def test_each_answer_broken_in_every_way(path: tuple[str | int, ...]) -> None:
    deeds = [("other", wrong) for wrong in (*WRONG, *MORE_WRONG.get(str(path[-1]), ()))]
    found = {
        f"{deed} {wrong!r}": disagreement(broken(WHOLE, path, deed, wrong))
        for deed, wrong in [*deeds, ("key", 1), ("entry", "Xx"), ("gone", None)]
    }
    assert {deed: said for deed, said in found.items() if said} == {}


@cases(
    ("changes", "why"),
    [
        ({"facts": 1.0}, "in JSON Schema 1.0 is the whole number 1"),
        ({"customers.minimum_age": 18.0}, "likewise"),
        ({"activities.0.tools": ["no_such_tool"]}, "tools come and go, and a shop has its own"),
        ({"laws": ["no_such_law"]}, "laws come"),
        ({"languages": ["en", "pl"]}, "languages come"),
        ({"business.contact.email": "a@\u0301.укр"}, "no letter stands before the accent"),
        ({"business.contact.email": "a@shoр.укр"}, "a Cyrillic р among Latin letters"),
        (
            {"cookies.own": [{"name": "n/a", "purpose": "cart", "lasts": "P1Y"}]},
            "it stands for no name",
        ),
    ],
)
def test_what_the_schema_lets_pass(changes: dict[str, Any], why: str) -> None:
    data = changed(changes)
    assert VALIDATOR.is_valid(data) and read(data) != [], why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"business.contact.email": "hi\u202e@willow.example"}, "the reader takes out what nobody sees"),
        ({"activities.0.keep": {"period": "P3Y", "after": "order"}}, "the name in Python; files say for"),
    ],
)  # fmt: skip
def test_what_only_the_reader_lets_pass(changes: dict[str, Any], why: str) -> None:
    data = changed(changes)
    assert read(data) == [] and not VALIDATOR.is_valid(data), why


def test_the_exceptions_are_problems_that_the_library_has_words_for() -> None:
    assert set(ONLY_THE_READER) <= set(LIBRARY.messages)
