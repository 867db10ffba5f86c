"""From facts to the set of names that are true for a shop: ``law:gdpr``, ``tool:stripe``.

All that decides whether a clause, a requirement or a finding applies is in this set. docs/library.md
lists the families.
"""

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.families import FAMILIES
from policygen.engine.conditions.family import Stage
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.model import Facts
from policygen.engine.library.model import Library

_STAGES = tuple(tuple(f.derive for f in FAMILIES if f.stage is stage) for stage in Stage)


def conditions(
    facts: Facts, library: Library, catalogue: Catalogue | None = None
) -> frozenset[str]:
    """Every name that is true for the shop. `catalogue`: the same shop's, where it has been made already."""
    shop = Shop(facts, library, catalogue)
    names = shop.names
    for stage in _STAGES:
        for derive in stage:
            names.update(derive(shop))
    return frozenset(names)
