"""How a shop handles data and the requests of people."""

from collections.abc import Callable, Iterable
from operator import attrgetter

from policygen.engine.conditions.family import Derive, EveryOf, Family, Words, each, yes_no
from policygen.engine.conditions.shop import Shop
from policygen.engine.library.model import OPTIONAL_SECTIONS


def _listed(name: str, path: str, kind: str, when: str, any_implies: str = "") -> Family:
    """A family of an answer with several words: each word, and ``any`` where there is one."""
    return Family(
        name,
        (EveryOf(kind, path, when), Words("any", path, "any of them")),
        _each_and_any(name, attrgetter(path)),
        same_as={"any": "*"},
        implies={"any": any_implies},
    )


def _each_and_any(name: str, answer: Callable[[object], tuple[str, ...]]) -> Derive:
    def derive(shop: Shop) -> Iterable[str]:
        words = answer(shop.facts)
        return each(name, (*words, "any")) if words else ()

    return derive


def _optional(shop: Shop) -> Iterable[str]:
    return each("optional", shop.facts.optional_sections)


def _changes(shop: Shop) -> Iterable[str]:
    changes = shop.facts.changes
    if changes.notice:
        yield from each("changes", (*changes.notice, "any"))
    yield from yes_no(changes.in_advance, "changes:in-advance", "changes:no-advance")
    if changes.archive in ("public", "on_request"):
        yield "changes:archive"


def _agent(shop: Shop) -> Iterable[str]:
    return ("agent:yes",) if shop.facts.rights.agent is True else ()


def _fee(shop: Shop) -> Iterable[str]:
    """Whoever does not know is not taken to charge nothing."""
    fee = shop.facts.rights.fee
    return () if fee is None else yes_no(fee is True, "fee:yes", "fee:no")


def _breach(shop: Shop) -> Iterable[str]:
    notice = shop.facts.breach_notice
    if notice.authority_hours:
        yield "breach:authority"
    if notice.people is True:
        yield "breach:people"


FAMILIES = (
    _listed("security", "security", "security", "a safeguard of the shop"),
    _listed(
        "disclosure",
        "disclosures",
        "disclosures",
        "data may be passed on in such a case",
        "recipients:any",
    ),
    _listed("links", "links_out", "links_out", "the site links there"),
    _listed("rights-by", "rights.how", "rights_channels", "people can ask so"),
    _listed("verify", "rights.verify", "verification", "so it is checked who is asking"),
    Family(
        "optional",
        (Words(" ".join(sorted(OPTIONAL_SECTIONS)), "optional_sections", "the shop wants it"),),
        _optional,
    ),
    Family(
        "changes",
        (
            EveryOf("notices", "changes.notice", "changes are announced so"),
            Words("any", "changes.notice", "it was said how"),
            Words("in-advance no-advance", "changes.in_advance", "in advance, or not"),
            Words("archive", "changes.archive", "earlier versions can be had"),
        ),
        _changes,
        at_most_one=("in-advance no-advance",),
        implies={"*": "changes:any"},
    ),
    Family("agent", (Words("yes", "rights.agent", "somebody else may ask for a person"),), _agent),
    Family(
        "fee",
        (Words("yes no", "rights.fee", "requests cost something, or nothing"),),
        _fee,
        at_most_one=("yes no",),
    ),
    Family(
        "breach",
        (
            Words(
                "authority", "breach_notice.authority_hours", "the authority is told of breaches"
            ),
            Words("people", "breach_notice.people", "people are told"),
        ),
        _breach,
    ),
)
