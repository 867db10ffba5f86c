"""Clause fixtures: what each clause has to do for which shop, kept beside it and run with the library."""

from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.library.model import Clause, Library
from policygen.engine.library.schema import Fixture
from policygen.engine.policy.compose import ComposeError, compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text

Kind = Literal["shop", "defect", "absent", "present", "missing", "forbidden"]
"""shop: its answers can't be used. defect: the policy can't be composed. absent, present: the clause does
not appear, or does. missing: it does not say `expected`. forbidden: `expected` stands in the policy."""


@dataclass(frozen=True)
class Failure:
    """`number` counts a clause's fixtures from 1; `language` is "" where it is the same in all."""

    clause: str
    number: int
    language: str
    kind: Kind
    expected: str = ""
    found: str = ""
    """What stands there instead, or what is wrong."""


class Unusable(Exception):
    """A fixture's shop can't be made; the message says why."""


Policies = Callable[[Mapping[str, Any], str], Document]


def run(library: Library, clauses: Collection[str] | None = None) -> list[Failure]:
    """What fails, in the order of the library. `clauses`: only the fixtures of these."""
    compose_once = _policies(library)
    return [
        failure
        for clause in library.clauses
        if clauses is None or clause.id in clauses
        for number, fixture in enumerate(clause.fixtures, 1)
        for failure in _failures(library, compose_once, clause, number, fixture)
    ]


def count(library: Library) -> int:
    return sum(len(clause.fixtures) for clause in library.clauses)


def _policies(library: Library) -> Policies:
    """Fixtures often share a shop: its policy is composed once."""
    known: dict[tuple[str, str], Document] = {}

    def policy(data: Mapping[str, Any], language: str) -> Document:
        key = (repr(data), language)
        if key not in known:
            known[key] = compose(library, make_facts(dict(data), library), language)
        return known[key]

    return policy


def _failures(
    library: Library, policy: Policies, clause: Clause, number: int, fixture: Fixture
) -> Iterator[Failure]:
    languages = [*dict.fromkeys((*fixture.contains, *fixture.never))] or [
        next(iter(library.languages))
    ]
    try:
        data = shop(library, fixture)
        documents = {language: policy(data, language) for language in languages}
    except (Unusable, FactsError) as error:
        yield Failure(clause.id, number, "", "shop", fixture.shop, _why(error))
    except (ComposeError, KeyError) as error:
        yield Failure(clause.id, number, "", "defect", "", str(error))
    else:
        for kind, language, expected, found in _differences(clause.id, fixture, documents):
            yield Failure(clause.id, number, language, kind, expected, found)


def _why(error: Unusable | FactsError) -> str:
    if isinstance(error, FactsError):
        return "; ".join(f"{problem.place}: {problem.code}" for problem in error.problems)
    return str(error)


def _differences(
    clause_id: str, fixture: Fixture, documents: Mapping[str, Document]
) -> Iterator[tuple[Kind, str, str, str]]:
    texts = {language: _texts(document) for language, document in documents.items()}
    first = next(iter(texts.values()))
    if fixture.appears is not (clause_id in first):
        yield "absent" if fixture.appears else "present", "", "", first.get(clause_id, "")
        return
    for language, wanted in fixture.contains.items():
        for words in wanted:
            if _squeezed(words) not in texts[language][clause_id]:
                yield "missing", language, words, texts[language][clause_id]
    for language, unwanted in fixture.never.items():
        for words in unwanted:
            for found in texts[language].values():
                if _squeezed(words) in found:
                    yield "forbidden", language, words, found


@lru_cache(maxsize=256)
def _plain(html: str) -> str:
    return _squeezed(plain_text(html))


def _texts(document: Document) -> dict[str, str]:
    """Clause → what is read there, in one line."""
    return {clause.id: _plain(clause.html) for clause in document.on_pages}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


# -- the shop ----------------------------------------------------------------------------------------


def shop(library: Library, fixture: Fixture) -> dict[str, Any]:
    """The answers of the fixture's shop. Raises Unusable."""
    base = library.fixture_shops.get(fixture.shop)
    if base is None:
        raise Unusable(f"there is no fixtures/{fixture.shop}.yaml")
    data: dict[str, Any] = deepcopy(dict(base))
    for path, value in fixture.change.items():
        _change(data, path, value)
    return data


def _change(data: dict[str, Any], path: str, value: object) -> None:
    *steps, last = path.split(".")
    place: Any = data
    try:
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        if isinstance(place, list):
            place[int(last)] = value
        elif value is None:
            place.pop(last, None)
        else:
            place[last] = deepcopy(value)
    except (LookupError, ValueError, TypeError, AttributeError):
        raise Unusable(f"there is no answer «{path}»") from None
