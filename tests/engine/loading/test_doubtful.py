"""What is no fault and yet hardly meant is told, and nothing waits for it; a typo is always a fault."""

import re
from functools import cache

import pytest

from policygen.engine.conditions.names import possible_names
from policygen.engine.library.faults import Fault
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.checking import check, warnings, wording
from policygen.engine.loading.load import shipped_library
from tests.cases import cases

FILES = read_files(SHIPPED)
PATH = "clauses/contact.yaml"
CLAUSE = """
- id: new
  when: {condition}
  reviewed: 2026-11-22
  text: {{en: Write to us., uk: Пишіть нам.}}
"""


@cache
def known() -> frozenset[Fault]:
    """What is told of the library as it ships."""
    return frozenset(warnings(FILES))


def told(condition: str) -> list[tuple[str, str]]:
    """(field, warning) about a new clause."""
    changed = {**FILES, PATH: FILES[PATH].rstrip() + "\n" + CLAUSE.format(condition=condition)}
    assert check(changed) == ()
    found = [fault for fault in warnings(changed) if fault.entry == "new"]
    return [(fault.name, wording.told(fault)) for fault in found]


@cases(
    ("condition", "expected"),
    [
        ("{}", []),
        ("{all: [market:us]}", []),
        ("{any: [gpc:honoured, gpc:ignored, gpc:unknown]}", [("when", "Every shop fulfils this condition: leave it out.")]),
        ("{any: [shares:yes, shares:no]}", [("when", "Every shop fulfils this condition: leave it out.")]),
        ("{all: [established:eea], any: [country:PL, country:US]}", [("when.any", "“country:US” makes no difference in this condition.")]),
        ("{all: [sells:yes], none: [sells:no, gpc:unknown]}", [("when.none", "“sells:no” makes no difference in this condition.")]),
        ("{any: [market:world], none: [children:none, children:any]}", []),
    ],
)  # fmt: skip
def test_a_condition_that_is_hardly_meant(condition: str, expected: list[tuple[str, str]]) -> None:
    assert told(condition) == expected


def test_a_requirement_without_a_clause() -> None:
    lone = "GDPR-26-2"
    where = next(path for path, text in FILES.items() if f"satisfies: [{lone}]" in text)
    changed = {**FILES, where: FILES[where].replace(f"satisfies: [{lone}]", "satisfies: []")}
    (fault,) = frozenset(warnings(changed)) - known()
    assert wording.in_file(fault).endswith(f": {lone}: No clause satisfies this requirement.")
    assert fault.path == "laws/gdpr.yaml"


def test_beside_a_fault_nothing_is_doubted() -> None:
    assert warnings({**FILES, "strings.yaml": ""}) == ()
    assert warnings({}) == ()


# -- typos ---------------------------------------------------------------------------------------------

_NAME = re.compile(r"(?<![\w:-])[a-z-]+:[a-z][\w-]*(?![\w:-])")
POSSIBLE = possible_names(shipped_library())
WITH_CONDITIONS = [
    path
    for path, text in FILES.items()
    if path != "conditions.yaml" and any(name in POSSIBLE for name in _NAME.findall(text))
]


@pytest.mark.parametrize("kind", ["clauses/", "laws/", "findings.yaml", "promises.yaml"])
def test_conditions_stand_in_each_kind_of_file(kind: str) -> None:
    assert any(path.startswith(kind) for path in WITH_CONDITIONS)


def with_a_typo(path: str) -> tuple[str, str]:
    """The file with a letter too many in its first condition, and what is said of it."""
    found = next(m for m in _NAME.finditer(FILES[path]) if m[0] in POSSIBLE)
    text = f"{FILES[path][: found.end()]}q{FILES[path][found.end() :]}"
    return text, f"There is no condition “{found[0]}q”. Did you mean “{found[0]}”?"


def test_a_typo_in_a_condition_is_a_fault() -> None:
    """Whatever the kind of entry; with the name that was meant."""
    typos = {path: with_a_typo(path) for path in WITH_CONDITIONS}
    faults = check({**FILES, **{path: text for path, (text, _) in typos.items()}})
    told = {(fault.path, wording.told(fault)) for fault in faults}
    expected = {(path, sentence) for path, (_, sentence) in typos.items()}
    assert expected - told == set()
