"""Whatever is typed stays the plain text it is, in every field and every format."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.engine.facts.fields import clean_line
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.formats import write
from policygen.engine.formats.pdf import write_pdf
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from tests.cases import cases
from tests.cast import LANGUAGES, changed
from tests.engine.formats.reading_back import (
    Read,
    links,
    pdf_text,
    policy_html,
    render_markdown,
    soup,
    squeezed,
    word,
    word_text,
)

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title><h1>",
    '"><a href="https://evil.example">x</a>',
    "' onclick='alert(1)",
    "{{ 7*7 }}",
    "{{ shop.__doc__ }}",
    "{% for x in y %}",
    "{# hidden #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "**bold** [x](http://evil.example)",
    "_a_ __b__ ~~c~~ `d`",
    "<http://evil.example>",
    "![x](https://evil.example/x.png)",
    "|a|b|",
    "| --- | --- |",
    "# a",
    "- a",
    "1. a",
    "> a",
    "a \\",
    "&lt;b&gt; &amp; &#60;",
    "]]> --> <!-- x",
    "\\22 } * { color: red } /* x */",
    "PAGE_OF SHOP {page} {pages}",
    "%s {0} {name} $name",
    "💍👩🏽‍🎨 Ґалаґан’s",
    "תכשיטים של רותי",
    "مجوهرات ليلى",
    "عربي <b>|x|</b> {{ 7*7 }}",
    "W" * 290,
    "NULL None undefined",
]
REMOVED = ["a\u202eb\u202ac", "\u2066x\u2069y", "a\ufeffb", "a\x00\x07b"]
KEPT = ["\u200fרותי\u200f", "a\u200eb"]

TYPED: dict[str, bool] = {
    "business.name": True,
    "business.legal_name": True,
    "business.registration": False,
    "business.address": True,
    "business.contact.phone": False,
    "business.security_contact.subject": False,
    "business.dpo.name": True,
    "business.dpo.address": True,
    "business.eu_representative.name": True,
    "business.eu_representative.address": True,
    "business.uk_representative.name": True,
    "business.uk_representative.address": True,
    "business.joint_controller.name": True,
    "business.joint_controller.address": True,
    "business.other_sites": False,
    "automated_decisions.logic": True,
    "automated_decisions.effect": True,
    "custom_tools.0.name": False,
    "custom_tools.0.entity": False,
}
"""Every answer that is typed, and whether it may be given per language."""

EVERYTHING: dict[str, Any] = {
    "customers": {"where": ["UA", "EU", "GB", "US"], "minimum_age": 18, "children": "mixed", "ccpa_thresholds": {"revenue": True}},
    "business.security_contact": {"email": "s@willow.example"},
    "business.dpo": {"email": "d@willow.example"},
    "business.eu_representative": {"email": "e@willow.example"},
    "business.uk_representative": {"email": "u@willow.example"},
    "business.joint_controller": {"email": "j@willow.example"},
    "activities.0.source": ["person", "own_server"],
    "activities.0.about": "children",
    "custom_tools.0.role": "joint",
    "storage": {"where": ["UA"], "by": ["own_server"]},
    "rights.how": ["email", "phone", "post"],
    "automated_decisions": {},
}  # fmt: skip


def marker(index: int) -> str:
    """With digits enough to make any telephone number a link."""
    return f"Qx{index:02}000q"


def shop(values: dict[str, str]) -> Facts:
    """A shop in whose policy every typed answer stands somewhere."""
    per_language = {
        path: {"en": values[path], "uk": values[path]}
        if index % 2 and TYPED[path]
        else values[path]
        for index, path in enumerate(TYPED)
    }
    return make_facts(changed({**EVERYTHING, **per_language}), shipped_library())


def policy(values: dict[str, str], language: str) -> Document:
    """What of the policy holds typed answers; the rest would only take time."""
    document = compose(shipped_library(), shop(values), language)
    sections = (
        replace(section, clauses=tuple(c for c in section.clauses if "000q" in c.html))
        for section in document.sections
    )
    return replace(document, sections=tuple(section for section in sections if section.clauses))


@lru_cache
def plain(language: str) -> Document:
    """The same policy with a harmless word in each field."""
    return policy({path: marker(index) for index, path in enumerate(TYPED)}, language)


@lru_cache
def attacked(payload: str, language: str) -> Document:
    return policy(hostile(payload), language)


def hostile(payload: str) -> dict[str, str]:
    return {path: f"{payload} {marker(index)}" for index, path in enumerate(TYPED)}


def restored(text: str, payload: str) -> str:
    """The text with each hostile answer put back to its harmless word."""
    for index in range(len(TYPED)):
        text = text.replace(squeezed(f"{payload} {marker(index)}"), marker(index))
    return text


def clause_texts(document: Document) -> list[str]:
    policy = json.loads(write(document, "json"))
    return [
        squeezed(clause["text"]) for section in policy["sections"] for clause in section["clauses"]
    ]


def read(document: Document, form: str) -> Read:
    raw = write(document, form)
    return Read(render_markdown(raw) if form == "markdown" else raw.decode())


@lru_cache
def read_plain(language: str, form: str) -> Read:
    return read(plain(language), form)


def unlike_phones(links: list[str]) -> list[str]:
    """The digits of a telephone number are its address."""
    return [href for href in links if not href.startswith("tel:")]


def test_every_typed_answer_stands_in_the_policy() -> None:
    for language in LANGUAGES:
        text = read_plain(language, "html").text
        assert [path for index, path in enumerate(TYPED) if marker(index) not in text] == []


@cases("form", ["html", "markdown"])
@cases(
    ("payload", "language"),
    [(payload, LANGUAGES[index % 2]) for index, payload in enumerate([*PAYLOADS, *KEPT])],
)
def test_hostile_answers_stay_text(payload: str, language: str, form: str) -> None:
    page, expected = read(attacked(payload, language), form), read_plain(language, form)
    assert page.problems == []
    assert page.outline == expected.outline
    assert restored(page.text, payload) == expected.text
    assert unlike_phones(page.links) == unlike_phones(expected.links)


@cases("payload", PAYLOADS[::4])
def test_hostile_answers_stay_text_in_json(payload: str) -> None:
    texts = clause_texts(policy(hostile(payload), "uk"))
    assert [restored(text, payload) for text in texts] == clause_texts(plain("uk"))


@pytest.mark.parametrize(
    "payload", ["".join(PAYLOADS[i : i + 8])[:285] for i in range(0, len(PAYLOADS), 8)]
)
def test_hostile_answers_stay_text_in_word(payload: str) -> None:
    docx = write(policy(hostile(payload), "en"), "docx")
    clean = write(plain("en"), "docx")
    assert restored(squeezed(word_text(docx)), payload) == squeezed(word_text(clean))
    assert len(word(docx).paragraphs) == len(word(clean).paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_answers_stay_text_in_a_pdf(language: str) -> None:
    """Another payload in each field; the long word and the right-to-left names can't be compared whole."""
    comparable = [p for p in PAYLOADS if p.isascii() and len(p) < 60]
    values = {
        path: f"{comparable[index % len(comparable)]} {marker(index)}"
        for index, path in enumerate(TYPED)
    }
    half = {"en": values, "uk": dict(zip(values, reversed(list(values.values())), strict=True))}[
        language
    ]
    text = squeezed(pdf_text(write_pdf(policy(half, language))))
    assert [value for value in half.values() if squeezed(value) not in text] == []
    assert "Page1of" in text or "Сторінка1з" in text


def test_long_words_emoji_and_other_scripts_do_not_stop_a_pdf() -> None:
    values = {
        path: f"{p[:280]} {marker(i)}"
        for (i, path), p in zip(enumerate(TYPED), reversed(PAYLOADS), strict=False)
    }
    text = pdf_text(write_pdf(policy(values, "en")))
    assert all(marker(index) in text for index in range(len(TYPED)))


@pytest.mark.parametrize("payload", REMOVED)
def test_controls_that_reorder_or_hide_are_removed(payload: str) -> None:
    cleaned = clean_line(payload)
    assert cleaned == "".join(c for c in payload if c.isalpha())
    document = policy(hostile(payload), "en")
    for form in ("html", "markdown", "json"):
        text = write(document, form).decode()
        assert not set(payload) - set(cleaned) & set(text) - {"\n"}
        assert cleaned in text


def test_right_to_left_names_are_isolated() -> None:
    html = write(policy(hostile("רותי"), "en"), "html").decode()
    for text in soup(html).find_all(string=lambda found: bool(found and "רותי" in found)):
        assert {tag.name for tag in text.parents} & {"bdi", "header", "title"}


@given(st.text("<>&\"'{}%#*_[]()|`~\\!-+=.:/ \n\u202e\u200f\u05d0їґ’a1", min_size=1, max_size=60))
@settings(max_examples=settings.default.max_examples // 2)
def test_any_name_stays_text(name: str) -> None:
    payload = clean_line(f"x{name}")
    page = read(policy(hostile(payload), "en"), "html")
    assert page.outline == read_plain("en", "html").outline
    assert restored(page.text, payload) == read_plain("en", "html").text


HARD_ADDRESSES = {
    "business.contact.email": "{{7*7}}_a_*b*`c`|d~@willow.example",
    "business.website": "https://willow.example/_a_*b*(c)?x=1&y=2&amp;z=~3",
    "business.contact.form_url": "https://willow.example/a_b_c)(d)_e!#f",
}


def test_hard_addresses_stay_what_they_are() -> None:
    document = compose(
        shipped_library(), make_facts(changed(HARD_ADDRESSES), shipped_library()), "en"
    )
    html, back = (
        links(policy_html(document)),
        links(render_markdown(write(document, "markdown"))),
    )
    email, *addresses = HARD_ADDRESSES.values()
    assert {f"mailto:{email}", *addresses} <= {href for href, _ in html}
    # Links within lead to other names in Markdown (formats/markdown.py).
    within = [text for href, text in html if href.startswith("#")]
    assert [text for href, text in back if href.startswith("#")] == within
    outwards = [link for link in html if not link[0].startswith("#")]
    assert [(unquote(h), text) for h, text in back if not h.startswith("#")] == outwards
