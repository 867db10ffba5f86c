"""The difference between two states of a policy, and the redline of a passage."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from policygen.engine.compare.difference import Law, LawCoverage, difference
from policygen.engine.compare.redline import redline
from policygen.engine.facts.model import Facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.templates.markup import Html, bullets, escaped, markup, table
from tests.cases import cases
from tests.cast import LANGUAGES, composed, silver_willow
from tests.engine.facts.any_facts import any_facts

LIBRARY = shipped_library()
EXAMPLES = ("classerium", "handcraft-courses", "jane-ellen", "klumandel", "subscription-platform")


def willow(language: str = "en", **changes: object) -> Document:
    dotted = {key.replace("__", "."): value for key, value in changes.items()}
    return compose(LIBRARY, silver_willow(dotted), language)


LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def text(html: str) -> str:
    """The words without any space, and addresses of links where the redline names them.

    Faster than a parser, on HTML that is our own: whatever was typed is escaped.
    """
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", LINK.sub(_named, html))))


def _named(link: re.Match[str]) -> str:
    address, shown = link[1], re.sub(r"<[^>]*>", "", link[2]).strip()
    plain = address.startswith(("#", "mailto:", "tel:")) or unescape(address) == unescape(shown)
    return shown if plain else f"{shown}({address})"


def accepted(html: str) -> str:
    return text(re.sub(r"<del>.*?</del>", "", html, flags=re.DOTALL))


def rejected(html: str) -> str:
    return text(re.sub(r"<ins>.*?</ins>", "", html, flags=re.DOTALL))


def test_it_works() -> None:
    before, after = willow(), willow(customers__where=["UA", "EU"])
    found = difference(before, after)
    assert found.before is before and found.after is after
    assert Law("gdpr", "GDPR") in found.laws_gained
    assert found.laws_lost == ()
    assert found.counts["added"] > 0
    assert sum(found.counts.values()) == len(found.clauses)
    assert LawCoverage("swiss", (0, 0), (0, 0)) not in found.coverage
    [gdpr] = [law for law in found.coverage if law.law == "gdpr"]
    assert gdpr.before == (0, 0) and gdpr.after[0] > 10 and gdpr.changed


@cases("name", EXAMPLES)
@cases("language", LANGUAGES)
def test_a_policy_differs_in_nothing_from_itself(name: str, language: str) -> None:
    document = composed(name, language)
    found = difference(document, document)
    assert found.empty
    assert found.changes == found.laws_gained == found.laws_lost == ()
    assert found.counts == {"same": len(document.on_pages), "added": 0, "removed": 0, "changed": 0}
    for clause in found.clauses:
        assert "<ins>" not in clause.redline and "<del>" not in clause.redline
        assert text(clause.redline) == text(clause.clause.html)


def test_languages_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="en can't be compared with uk"):
        difference(composed("klumandel", "en"), composed("klumandel", "uk"))


@settings(max_examples=settings.default.max_examples // 2)
@given(any_facts(), any_facts())
def test_any_two_policies(one: Facts, other: Facts) -> None:
    """Taking the changes gives the one, refusing them the other; there and back are mirror images."""
    language = next((code for code in one.languages if code in other.languages), "")
    if not language:
        return
    before, after = compose(LIBRARY, one, language), compose(LIBRARY, other, language)
    there, back = difference(before, after), difference(after, before)
    assert [c.id for c in there.clauses if c.after] == [c.id for c in after.on_pages]
    assert [c.id for c in there.clauses if c.before] == [c.id for c in before.on_pages]
    for clause in there.changes:
        assert accepted(clause.redline) == (text(clause.after.html) if clause.after else "")
        assert rejected(clause.redline) == (text(clause.before.html) if clause.before else "")
    mirror = {"added": "removed", "removed": "added", "same": "same", "changed": "changed"}
    assert {mirror[s]: n for s, n in there.counts.items()} == dict(back.counts)
    assert there.laws_gained == back.laws_lost and there.laws_lost == back.laws_gained
    assert there.findings_gained == back.findings_lost
    assert difference(before, before).empty and difference(after, after).empty


# -- order and titles ------------------------------------------------------------------------------


def cut(document: Document, keep: str) -> Document:
    """The document with one section, and of its passages those whose number is in `keep`."""
    section = document.sections[1]
    clauses = tuple(section.clauses[int(number)] for number in keep)
    return replace(document, first=None, sections=(replace(section, clauses=clauses),))


@cases(
    ("before", "after", "order"),
    [
        ("012", "02", "012"),
        ("012", "0", "012"),
        ("012", "12", "012"),
        ("01", "012", "012"),
        ("02", "01", "021"),
    ],
)
def test_what_went_stands_where_it_stood(before: str, after: str, order: str) -> None:
    document = composed("classerium", "en")
    ids = [clause.id for clause in document.sections[1].clauses]
    found = difference(cut(document, before), cut(document, after))
    assert [clause.id for clause in found.clauses] == [ids[int(n)] for n in order]
    gone = [clause.id for clause in found.clauses if clause.status == "removed"]
    assert gone == [ids[int(n)] for n in before if n not in after]


def test_sections_come_and_go() -> None:
    document = composed("classerium", "en")
    shorter = replace(document, sections=(document.sections[0], *document.sections[2:]))
    statuses = [section.status for section in difference(document, shorter).sections]
    assert statuses == ["same", "removed", *["same"] * (len(statuses) - 2)]
    assert difference(shorter, document).sections[1].status == "added"


def test_another_title_is_a_change_without_changed_passages() -> None:
    document = replace(composed("classerium", "en"), first=None)
    first = replace(document.sections[0], title="Other words")
    found = difference(document, replace(document, sections=(first, *document.sections[1:])))
    assert not found.empty
    assert found.sections[0].status == "changed" and found.sections[0].title == "Other words"
    assert found.changes == ()


def test_a_passage_in_another_section_is_new_there() -> None:
    document = replace(composed("classerium", "en"), first=None)
    one, two, *rest = document.sections
    moved = one.clauses[0]
    after = replace(
        document,
        sections=(
            replace(one, clauses=one.clauses[1:]),
            replace(two, clauses=(moved, *two.clauses)),
            *rest,
        ),
    )
    found = difference(document, after)
    assert (found.counts["added"], found.counts["removed"]) == (1, 1)


# -- findings --------------------------------------------------------------------------------------


def test_findings() -> None:
    before = willow()
    after = compose(LIBRARY, silver_willow({"activities.0.basis": "legitimate_interests"}), "en")
    found = difference(before, after)
    gained = {f.id for f in after.findings} - {f.id for f in before.findings}
    assert gained and {f.id for f in found.findings_gained} == gained
    assert difference(after, before).findings_lost == found.findings_gained


# -- redline ---------------------------------------------------------------------------------------


@cases(
    ("before", "after", "expected"),
    [
        ("<p>We use Stripe.</p>", "<p>We use Stripe.</p>", "<p>We use Stripe.</p>"),
        (
            "<p>We use Stripe daily.</p>",
            "<p>We use PayPal daily.</p>",
            "<p>We use <del>Stripe</del> <ins>PayPal</ins> daily.</p>",
        ),
        ("", "<p>New.</p>", "<p><ins>New.</ins></p>"),
        ("<p>Old.</p>", "", "<p><del>Old.</del></p>"),
        (
            "<ul><li>one</li><li>two</li></ul>",
            "<ul><li>one</li><li>three</li><li>two</li></ul>",
            "<ul><li>one</li><li><ins>three</ins></li><li>two</li></ul>",
        ),
        ("<p>a</p>", "<ul><li>a</li></ul>", "<p><del>a</del></p><ul><li><ins>a</ins></li></ul>"),
        (
            '<p>See <a href="https://a.example">us</a>.</p>',
            '<p>See <a href="https://b.example">us</a>.</p>',
            "<p>See us (<del>https://a.example</del><ins>https://b.example</ins>).</p>",
        ),
        ("<p>one<br>two</p>", "<p>one<br>three</p>", None),
    ],
)
def test_redlines(before: str, after: str, expected: str | None) -> None:
    found = redline(before, after)
    assert accepted(found) == text(after) and rejected(found) == text(before)
    if expected:
        assert found == expected


def test_a_table_is_compared_row_by_row() -> None:
    heads = ("Purpose", "Data")
    before = table("activities", heads, [("Orders", "Name"), ("Support", "Name")])
    after = table("activities", heads, [("Orders", "Name, phone"), ("Ads", "Cookies")])
    assert redline(before, after) == (
        '<table class="activities"><thead><tr><th scope="col">Purpose</th>'
        '<th scope="col">Data</th></tr></thead><tbody>'
        '<tr><th scope="row">Orders</th><td data-label="Data">Name<ins>, phone</ins></td></tr>'
        '<tr><th scope="row"><del>Support</del></th><td data-label="Data"><del>Name</del></td></tr>'
        '<tr><th scope="row"><ins>Ads</ins></th><td data-label="Data"><ins>Cookies</ins></td></tr>'
        "</tbody></table>"
    )


def _blocks(items: list[Html], name: Html) -> Markup:
    rows = [(name, item) for item in items]
    return markup(bullets([*items, name])) + markup(table("t", (escaped("A"), name), rows))


@given(st.lists(st.text("ab <>&\"'{}\u202e\n", max_size=12), max_size=4), st.text(max_size=20))
def test_hostile_words_stay_words(items: list[str], name: str) -> None:
    before = Markup("<p>") + escape(name) + Markup("</p>")
    after = _blocks([escaped(item) for item in items], escaped(name))
    found = redline(before, after)
    tags = set(re.findall(r"</?([a-z0-9]+)", found))
    assert tags <= {
        "p",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ins",
        "del",
        "br",
    }
    assert accepted(found) == text(after)
    assert rejected(found) == text(before)
    for part in re.sub(r"<[^>]*>", "\n", found).split("\n"):
        assert escape(unescape(part)) == part
