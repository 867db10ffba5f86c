"""Typed addresses and numbers as readers see and follow them: written as the owner wrote them, and linked so
that the link works. What would lead nowhere is no link."""

from policygen.engine.facts.model import Business
from policygen.engine.facts.typed.emails import email_target
from policygen.engine.facts.typed.phones import dialled
from policygen.engine.facts.typed.registrations import registration
from policygen.engine.facts.typed.web import shown_url, url_target
from policygen.engine.placeholders.case import Case
from policygen.engine.templates.markup import Html, fact, html, joined, link


def email_link(address: str) -> Html:
    target = email_target(address)
    return link(f"mailto:{target}", address) if target else fact(address)


def web_link(url: str) -> Html:
    target = url_target(url)
    return link(target, shown_url(url)) if target else fact(shown_url(url))


def phone_links(line: str, country: str) -> Html:
    """A link for each number of the line. `country`: of the shop."""
    parts, end = [], 0
    for number in dialled(line, country):
        parts += [fact(line[end : number.start])] if number.start > end else []
        parts.append(link(f"tel:{number.target}", line[number.start : number.end]))
        end = number.end
    return joined("", [*parts, fact(line[end:])] if end < len(line) else parts)


def registration_text(case: Case, business: Business) -> Html | None:
    """With the words for its kind in the language of the policy, where the owner named the kind."""
    if not business.registration:
        return None
    found = registration(business.registration, business.country, business.registration_kind)
    label = case.words.labels.get("registration_kinds", {}).get(found.kind or "")
    if label is None or not found.said:
        return fact(business.registration)
    return html(label, Html(" "), fact(found.number))
