"""Single answers, as they stand in a sentence."""

from collections.abc import Iterable

from policygen.engine.language import phrases as lang
from policygen.engine.language.us_states import us_state_name
from policygen.engine.law.applying import laws_left_out, no_law, sells_to
from policygen.engine.library.countries import US_STATES
from policygen.engine.library.schema import Term
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.templates.markup import Html, escaped, joined, link


def _reply_time(case: Case) -> Html | None:
    reply = case.facts.business.replies_within
    return case.count(reply.days, "working_day" if reply.working else "day") if reply else None


def _choice_kept(case: Case) -> Html | None:
    kept = case.facts.cookies.choice_kept
    return case.words.duration(kept, "genitive") if kept else None


def _backups_kept(case: Case) -> Html | None:
    kept = case.facts.storage.backups_kept
    return case.words.duration(kept, "genitive") if kept else None


def _breach_hours(case: Case) -> Html | None:
    hours = case.facts.breach_notice.authority_hours
    return case.count(hours, "hour") if hours else None


def _logic(case: Case) -> Html | None:
    decisions = case.facts.automated_decisions
    return case.typed(decisions.logic) if decisions else None


def _effect(case: Case) -> Html | None:
    decisions = case.facts.automated_decisions
    return case.typed(decisions.effect) if decisions else None


def _authority_name(case: Case) -> Html | None:
    """With its address, where the library has one."""
    authority = _authority(case)
    if authority is None:
        return None
    known = [authority.label[case.language], str(authority.get("address") or "")]
    return joined(", ", [escaped(text) for text in known if text])


def _authority(case: Case) -> Term | None:
    """That of the region, where a country has several (Germany)."""
    known, business = case.library.vocabulary["authorities"], case.facts.business
    return known.get(business.home_region) or known.get(business.country)


def _consent_ages(case: Case) -> Html:
    """The countries of the shop and its customers; all of them where it sells to the whole EEA. Where the law
    lists none of them, the ages between which each country may choose.
    """
    facts = case.facts
    named = {place[:2] for place in (facts.business.country, *facts.customers.where)}
    whole = bool({"EU", "WO"} & named)
    found = []
    for age in CONSENT_AGES:
        listed = case.library.parameter("gdpr", f"consent_at_{age}", facts.effective)
        places = [
            code for code in (listed.places or () if listed else ()) if whole or code in named
        ]
        names = [lang.country(code, case.language) for code in places]
        if names:
            found.append(f"{age} – {', '.join(names)}")
    return escaped("; ".join(found) or f"{CONSENT_AGES[0]}–{CONSENT_AGES[-1]}")


def _authority_url(case: Case) -> Html | None:
    authority = _authority(case)
    return link(str(authority.get("url"))) if authority else None


def _us_states(case: Case) -> Html | None:
    """California has a section of its own; Puerto Rico and its like are no states and have customers too."""
    sold = sells_to(case.facts.customers.where) & US_STATES - {"US-CA"}
    named = {p for p in case.facts.customers.where if p.startswith("US-") and p != "US-CA"}
    return case.listed(_us_places(named or sold, case.language))


def _us_states_with_law(case: Case) -> Html | None:
    listed = case.library.parameter("us_states", "states", case.facts.effective)
    places = listed.places or () if listed else ()
    return case.listed(_us_places(places, case.language))


def _states_with_lists(case: Case) -> Html | None:
    """ORS 646A.574(1)(a)(B); Minn. Stat. § 325M.14; Conn. Gen. Stat. § 42-518."""
    sold = sells_to(case.facts.customers.where) & {"US-CT", "US-MN", "US-OR"}
    return case.listed(_us_places(sold, case.language))


def _us_places(codes: Iterable[str], language: str) -> list[str]:
    """In the order of their English names, in every language."""
    return [_us_place(code, language) for code in sorted(codes, key=lambda c: _us_place(c, "en"))]


def _us_place(code: str, language: str) -> str:
    return us_state_name(code, language) or lang.country(code.removeprefix("US-"), language)


def _left_out(case: Case) -> Html | None:
    return case.labels("laws", laws_left_out(case.facts, case.library))


def _without_law(case: Case) -> Html | None:
    places = (case.facts.business.country, *case.facts.customers.where)
    codes = [place[:2] for place in places if place not in ("EU", "WORLD")]
    names = (lang.country(code, case.language) for code in codes if no_law(code))
    return case.listed(dict.fromkeys(names))


def _home(case: Case) -> Html:
    """A state of the USA has its own law."""
    country = escaped(lang.country(case.facts.business.country, case.language))
    state = us_state_name(case.facts.business.home_region, case.language)
    return joined(", ", [escaped(state), country]) if state else country


_LEFT_OUT = (
    "left-out:gdpr left-out:uk_gdpr left-out:ua_pdp left-out:ua_ecommerce left-out:ccpa"
    " left-out:caloppa left-out:coppa left-out:us_states left-out:delaware left-out:swiss"
    " left-out:canada left-out:brazil"
)
CONSENT_AGES = (13, 14, 15, 16)

ANSWERS = (
    placeholder(
        "consent_ages",
        "the age at which a child can agree alone, by country: 14 – Italy, Spain; 16 – Germany",
        "market:eea",
        _consent_ages,
    ),
    placeholder(
        "shop.home", "the state, if it is one of the USA, and the country", EVERY_SHOP, _home
    ),
    placeholder(
        "us_states",
        "the states of the USA with customers, without California",
        "market:other-us-states",
        _us_states,
    ),
    placeholder(
        "us_states_with_law",
        "the states with a privacy law of their own, without California",
        "market:all-us-states",
        _us_states_with_law,
    ),
    placeholder(
        "states_with_lists",
        "those with customers whose law gives a right to a list of third parties",
        "sells-to:US-CT sells-to:US-MN sells-to:US-OR",
        _states_with_lists,
    ),
    placeholder("laws_left_out", "laws that the owner's list lacks", _LEFT_OUT, _left_out),
    placeholder(
        "places_without_law",
        "countries of whose laws the library knows nothing",
        "no-law:customers no-law:business",
        _without_law,
    ),
    placeholder(
        "effective",
        "the date from which the policy applies",
        EVERY_SHOP,
        lambda case: escaped(lang.date(case.facts.effective, case.language)),
    ),
    placeholder(
        "reply_time", "how soon the shop replies, after “within”", "has:reply-time", _reply_time
    ),
    placeholder(
        "choice_kept",
        "how long the cookie choice is kept, after “for”",
        "cookies:choice-kept",
        _choice_kept,
    ),
    placeholder(
        "backups_kept",
        "after how long backups are overwritten, after “within”",
        "storage:backups-kept",
        _backups_kept,
    ),
    placeholder(
        "breach_hours",
        "hours within which the authority is told, with their noun: 72 hours",
        "breach:authority",
        _breach_hours,
    ),
    placeholder("automated_logic", "how the automated decision works", "automated:some", _logic),
    placeholder(
        "automated_effect",
        "what the automated decision means for a person",
        "automated:some",
        _effect,
    ),
    placeholder(
        "authority_name",
        "the data protection authority of the business's country",
        "established:eea",
        _authority_name,
    ),
    placeholder("authority_url", "link to it", "established:eea", _authority_url),
)
