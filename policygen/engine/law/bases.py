"""On what legal basis an activity rests: for each kind of people, and under each law that applies.

An answer names one basis for a purpose. It does not hold for everybody whose data is used: the person who
gets a gift has no contract, a parent agrees for a child, and only laws of the place where a law comes from
are duties under it (GDPR Art. 6(1)(b)–(c), 6(3), 8; UK GDPR Art. 6(3)).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policygen.engine.facts.model import Activity, Facts
from policygen.engine.law.consent import is_asked
from policygen.engine.library.countries import region_of
from policygen.engine.library.model import Library

CONTRACT, CONSENT, DUTY = "contract", "consent", "legal_obligation"
INTERESTS = "legitimate_interests"
LAW, COUNTRY = "law", "country"
DUTIES_OF_THE_LAW_ITSELF = frozenset({"rights_requests"})
"""Purposes that the law about personal data asks for, and no other one."""
HOME = {"gdpr": "eea", "uk_gdpr": "uk", "ua_pdp": "ua"}
"""The laws that ask for a legal basis, each with the region whose laws are duties under it."""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """`of`: whose contract or consent it is, where that is not the reader's (`customers`, `parents`); of
    legitimate interests, LAW where it is to follow the law of the shop's country; of a duty, COUNTRY where
    no law asks for a legal basis. `people`, `laws`: for whom and under which alone, where others have
    another basis.
    """

    basis: str
    of: str = ""
    interest: str = ""
    people: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()


def legal_bases(
    activity: Activity, facts: Facts, laws: tuple[str, ...], library: Library
) -> tuple[LegalBasis, ...]:
    """Of one activity, in the order in which they are told. `laws`: those that apply. None where the answer
    is a consent that nobody is asked for."""
    if activity.basis == CONTRACT:
        return tuple(_contract(activity, without_contract(activity, library)))
    if activity.basis == CONSENT:
        return tuple(_consent(activity)) if is_asked(activity, facts) else ()
    if activity.basis == DUTY and activity.purpose not in DUTIES_OF_THE_LAW_ITSELF:
        return tuple(_duty(facts, laws))
    interest = activity.interest or ""
    return (LegalBasis(activity.basis, interest=interest if activity.basis == INTERESTS else ""),)


def without_contract(activity: Activity, library: Library) -> tuple[str, ...]:
    """Of those whom the data is about, who is no party to a contract with the shop."""
    kinds = library.vocabulary["about"]
    return tuple(kind for kind in activity.about if kinds[kind].get("contract") is False)


def _contract(activity: Activity, others: tuple[str, ...]) -> Iterator[LegalBasis]:
    if not others:
        yield LegalBasis(CONTRACT)
        return
    parents = set(activity.about) <= {"children", "parents"}
    yield LegalBasis(CONTRACT, of="parents" if parents else "customers")
    if activity.interest:
        yield LegalBasis(INTERESTS, interest=activity.interest, people=others)


def _consent(activity: Activity) -> Iterator[LegalBasis]:
    """A parent's, for a child (GDPR Art. 8; 16 CFR 312.5; Civil Code of Ukraine Art. 242)."""
    about = set(activity.about)
    if "children" not in about:
        yield LegalBasis(CONSENT)
    elif about <= {"children", "parents"}:
        yield LegalBasis(CONSENT, of="parents")
    else:
        yield LegalBasis(CONSENT)
        yield LegalBasis(CONSENT, of="parents", people=("children",))


def _duty(facts: Facts, laws: tuple[str, ...]) -> Iterator[LegalBasis]:
    here = region_of(facts.business.country)
    foreign = tuple(law for law in laws if law in HOME and HOME[law] != here)
    at_home = tuple(law for law in laws if HOME.get(law) == here)
    if not (at_home or foreign):
        yield LegalBasis(DUTY, of=COUNTRY)
    if at_home:
        yield LegalBasis(DUTY, laws=at_home if foreign else ())
    if foreign:
        yield LegalBasis(INTERESTS, of=LAW, laws=foreign if at_home else ())
