"""docs/compared.md: every clause it names stands in the policy it is named for, in that section."""

import re

from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import LANGUAGES, composed
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "compared.md").read_text("utf-8")
CHAPTERS = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
SHOPS = ["handcraft-courses", "klumandel", "classerium", "subscription-platform", "jane-ellen"]
"""Those that had a policy of their own; the other examples had none."""


def named(text: str) -> set[str]:
    """`section/clause`, in backticks."""
    return set(re.findall(r"`([a-z-]+/[a-z0-9-]+)`", text))


def places(name: str, language: str) -> set[str]:
    sections = composed(name, language).sections
    return {f"{section.id}/{clause.id}" for section in sections for clause in section.clauses}


def test_it_works() -> None:
    assert [*CHAPTERS] == ["What a reader looks for", *SHOPS, "What ours lacks"]


@cases("language", LANGUAGES)
@cases("name", SHOPS)
def test_what_a_shop_is_said_to_say_stands_in_its_policy(name: str, language: str) -> None:
    said = named(CHAPTERS[name])
    assert len(said) >= 15
    assert said - places(name, language) == set()


def test_every_clause_named_anywhere_is_in_the_library() -> None:
    every = {f"{clause.section}/{clause.id}" for clause in shipped_library().clauses}
    assert named(PAGE) - every == set()


def test_nothing_looks_like_a_clause_and_is_not_checked() -> None:
    """A name without its section, or a section misspelt, would be passed over by the others."""
    others = set(re.findall(r"`([^`]+)`", PAGE)) - named(PAGE)
    assert others == {
        "manage.py generate examples/klumandel.yaml --format markdown --out policies",
        "tests/library/test_compared.py",
        "optional",
    }


@cases("name", SHOPS)
def test_each_point_has_what_theirs_says_what_ours_says_and_what_is_lacking(name: str) -> None:
    rows = [line for line in CHAPTERS[name].splitlines() if line.startswith("|")]
    assert [row for row in rows if len(row.strip("|").split("|")) != 3] == []
    assert {row.strip("|").split("|")[2].strip() for row in rows[2:]} == {"–"}
    assert len(rows) - 2 >= 15
