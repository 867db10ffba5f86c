"""Two versions, compared as they stand in the database: no library and no answers are asked."""

import datetime

import pytest

from policygen.publishing.comparing import compare
from policygen.publishing.models import Page, Policy, Version
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db
HEAD = (
    '<!doctype html><html lang="en"><body><main><nav class="contents"><ul><li>Two</li></ul></nav>'
)


def section(key: str, title: str, **clauses: str) -> str:
    found = "".join(f'<div class="clause" id="{k}">{html}</div>' for k, html in clauses.items())
    return f'<section id="{key}"><h2>{title} <a class="anchor" href="#">#</a></h2>{found}</section>'


def version(number: int, **pages: str) -> Version:
    """Made with a library that is kept nowhere."""
    shop = Shop.objects.first() or Shop.objects.create(languages=["en"])
    policy, _new = Policy.objects.get_or_create(shop=shop, defaults={"slug": "verba"})
    made = Version.objects.create(
        policy=policy,
        number=number,
        facts={"languages": list(pages)},
        library_release=70 + number,
        effective=datetime.date(2026, 11, number),
    )
    for language, html in pages.items():
        Page.objects.create(
            version=made, language=language, html=(HEAD + html).encode(), brotli=b"", sha256=""
        )
    return made


def told(before: Version, after: Version) -> list[tuple[str, list[tuple[str, str]]]]:
    [found] = compare(before, after)
    return [(s.title, [(p.status, str(p.redline)) for p in s.passages]) for s in found.sections]


def test_it_works() -> None:
    """A section and a passage of each kind; what reads the same is left out, whatever spaces it has."""
    old = version(
        1,
        en=section(
            "one", "One", a="<p>The same.</p>", b="<p>We keep it 30 days.</p>", c="<p>Gone.</p>"
        )
        + section("two", "Two", d="<p>Old section.</p>"),
    )
    new = version(
        2,
        en=section("one", "One", a="<p>The\u00a0same.</p>", b="<p>We keep it 60 days.</p>")
        + section("three", "Three", e="<p>Новий розділ.</p>"),
    )
    assert told(old, new) == [
        (
            "One",
            [
                ("changed", "<p>We keep it <del>30</del> <ins>60</ins> days.</p>"),
                ("removed", "<p><del>Gone.</del></p>"),
            ],
        ),
        ("Two", [("removed", "<p><del>Old section.</del></p>")]),
        ("Three", [("added", "<p><ins>Новий розділ.</ins></p>")]),
    ]
    assert told(old, old) == []


def test_pages_of_an_older_form_are_compared_by_section() -> None:
    old = version(1, en="<section id='a'><h2>A</h2><p>First.</p><p>Second.</p></section>")
    new = version(2, en="<section id='a'><h2>A</h2><p>First.</p><p>Third.</p></section>")
    assert told(old, new) == [
        ("A", [("changed", "<p>First.</p><p><del>Second</del><ins>Third</ins>.</p>")])
    ]


def test_a_section_that_is_called_otherwise() -> None:
    old = version(1, en=section("one", "Who we are", a="<p>Same.</p>"))
    new = version(2, en=section("one", "Who is responsible", a="<p>Same.</p>"))
    assert told(old, new) == [
        (
            "Who is responsible",
            [("changed", "<p><del>Who we are</del></p><p><ins>Who is responsible</ins></p>")],
        )
    ]


def test_a_language_that_came() -> None:
    found = compare(version(1, en=""), version(2, uk="", en=""))
    assert [(one.language, one.only_in) for one in found] == [("uk", 2), ("en", 0)]


def test_words_stay_words() -> None:
    """What an owner once typed is escaped in the page, and stays so."""
    old = version(1, en=section("a", "A", a="<p>&lt;script&gt;</p>"))
    new = version(2, en=section("a", "A", a="<p>&lt;b&gt;</p>"))
    [(_title, [(_status, redline)])] = told(old, new)
    assert "<script" not in redline and "<b>" not in redline
