"""The facts without what only stands for an answer: «не знаю», "-", a registration number without a digit."""

from collections.abc import Callable, Iterator
from typing import Any

from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Business, Facts, Representative
from policygen.engine.facts.typed.no_answer import (
    lacks_digits,
    lacks_letters,
    stands_for_nothing,
)

Rule = Callable[[str], bool]


def _name(text: str) -> bool:
    return stands_for_nothing(text, name=True)


def _number(text: str) -> bool:
    return stands_for_nothing(text) or lacks_digits(text)


def _postal(text: str) -> bool:
    return stands_for_nothing(text) or lacks_letters(text)


_PEOPLE = ("dpo", "eu_representative", "uk_representative")
_BUSINESS: dict[str, Rule] = {"legal_name": _name, "registration": _number, "address": _postal}


_RULES: dict[str, Rule] = {**_BUSINESS, "name": _name, "phone": _number}


def no_answer_rule(path: str) -> Rule:
    """What makes a line of the question at `path` no answer: ``business.dpo.address``."""
    return _RULES.get(path.rpartition(".")[2], stands_for_nothing)


def is_no_answer(text: Localized | str | None, rule: Rule = stands_for_nothing) -> bool:
    """Of a text per language: one that says nothing is enough, for that policy would print it."""
    if text is None:
        return False
    return any(map(rule, [text] if isinstance(text, str) else text.texts.values()))


def no_answers(facts: Facts) -> list[str]:
    """The paths of the answers that are none, in the order of the facts file. The shop's name can't be left
    out, but may be among them."""
    business = facts.business
    found = ["business.name"] if is_no_answer(business.name, _name) else []
    found += [
        f"business.{key}"
        for key, rule in _BUSINESS.items()
        if is_no_answer(getattr(business, key), rule)
    ]
    if is_no_answer(business.contact.phone, _number):
        found.append("business.contact.phone")
    if business.security_contact and is_no_answer(business.security_contact.subject):
        found.append("business.security_contact.subject")
    found += _of_people(business)
    found += [
        f"custom_tools.{index}.entity"
        for index, tool in enumerate(facts.custom_tools)
        if is_no_answer(tool.entity)
    ]
    decisions = facts.automated_decisions
    if decisions and (is_no_answer(decisions.logic) or is_no_answer(decisions.effect)):
        found.append("automated_decisions")
    return found


def _of_people(business: Business) -> Iterator[str]:
    for who in _PEOPLE:
        person: Representative | None = getattr(business, who)
        if person and is_no_answer(person.name, _name):
            yield f"business.{who}.name"
        if person and is_no_answer(person.address, _postal):
            yield f"business.{who}.address"


def answered(facts: Facts) -> Facts:
    """The same, without the answers that are none; what then says nothing more goes too."""
    for path in no_answers(facts):
        if path != "business.name":
            facts = _without(facts, path.split("."))
    return facts


def _without(node: Any, path: list[str]) -> Any:
    key, *rest = path
    if isinstance(node, tuple):
        index = int(key)
        return (*node[:index], _without(node[index], rest), *node[index + 1 :])
    value = _without(getattr(node, key), rest) if rest else None
    changed = node.model_copy(update={key: value})
    reachable = not isinstance(changed, Representative) or changed.email or changed.address
    return changed if reachable else None
