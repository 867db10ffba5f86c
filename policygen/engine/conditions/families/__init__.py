"""Every family of conditions, in the order of docs/library.md. A new one is declared in the module of its
subject, and that is all.
"""

from policygen.engine.conditions.families import (
    answers,
    business,
    conflicts,
    cookies,
    data,
    doubts,
    handling,
    laws,
    people,
    place,
    purposes,
    selling,
    site,
    time,
    tools,
)
from policygen.engine.conditions.family import Family

FAMILIES: tuple[Family, ...] = (
    *laws.FAMILIES,
    *place.FAMILIES,
    *business.FAMILIES,
    *purposes.FAMILIES,
    *data.FAMILIES,
    *tools.FAMILIES,
    *site.FAMILIES,
    *cookies.FAMILIES,
    *selling.FAMILIES,
    *people.FAMILIES,
    *handling.FAMILIES,
    *answers.FAMILIES,
    *time.FAMILIES,
    *conflicts.FAMILIES,
    *doubts.FAMILIES,
)

BY_NAME = {family.name: family for family in FAMILIES}
