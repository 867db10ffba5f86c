"""The owner's own words: what they may be, where they stand, and what is said about them."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from policygen.engine.facts.model import Facts
from policygen.engine.facts.own_text import MAX_OWN_TEXT, MAX_SIGNS, own_html
from policygen.engine.facts.reading import FactsError, Problem, facts_data, make_facts, read_facts
from policygen.engine.formats import write
from policygen.engine.formats.pdf import write_pdf
from policygen.engine.library.model import Library
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import NAMES
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Clause, Document, Receipt
from policygen.engine.policy.gate import Refused, check
from policygen.engine.policy.markdown import passage
from policygen.engine.policy.plain_text import plain_text
from policygen.engine.templates import compile_text
from tests.cases import cases
from tests.cast import LANGUAGES, changed, composed, silver_willow
from tests.engine.formats.reading_back import (
    pdf_text,
    policy_html,
    render_markdown,
    soup,
    squeezed,
    word,
    word_text,
)
from tests.paths import SHOPS

LIBRARY = shipped_library()
PARAGRAPH = {
    "section": "security",
    "text": {"en": "Only the *three* of us.", "uk": "Лише *троє* нас."},
}
REWORDED = {
    "clause": "automated-none",
    "text": {"en": "People decide here.", "uk": "Тут вирішують люди."},
    "based_on": {
        "en": "We make no decision about you by machine alone that would have legal or similarly"
        " serious effects for you.",
        "uk": passage(
            next(c.html for c in compose(LIBRARY, silver_willow(), "uk").clauses if c.id == "automated-none")
        ),
    },
}  # fmt: skip
FINE = (PARAGRAPH, REWORDED)


def with_own(*words: Any, **changes: Any) -> Facts:
    return silver_willow({"own_words": list(words), **changes})


def documents(*words: Any, library: Library = LIBRARY) -> list[Document]:
    facts = with_own(*words)
    return [compose(library, facts, language) for language in LANGUAGES]


def clause(document: Document, id_: str) -> Clause:
    return next(c for c in document.clauses if c.id == id_)


def about_own(document: Document) -> list[tuple[str, str]]:
    return [(f.id, f.severity) for f in document.findings if f.id.startswith("own-words")]


def problems(*words: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in refused(*words)]


def refused(*words: Any) -> Sequence[Problem]:
    with pytest.raises(FactsError) as refusal:
        with_own(*words)
    return refusal.value.problems


# -- what they do to a policy --------------------------------------------------------------------------


def test_it_works() -> None:
    english, ukrainian = documents(*FINE)
    section = next(s for s in english.sections if s.id == "security")
    assert [c.id for c in section.clauses] == ["security-measures", "own:security"]
    assert section.clauses[-1].html == "<p>Only the <em>three</em> of us.</p>"
    assert clause(ukrainian, "own:security").html == "<p>Лише <em>троє</em> нас.</p>"
    assert clause(ukrainian, "automated-none").html == "<p>Тут вирішують люди.</p>"
    assert [c.id for c in english.clauses if c.own] == ["own:security", "automated-none"]
    assert about_own(english) == []
    check([english, ukrainian])


def test_without_own_words_nothing_is_different() -> None:
    plain = silver_willow()
    document = compose(LIBRARY, with_own(), "en")
    assert document == compose(LIBRARY, plain, "en")
    assert "own_words" not in facts_data(plain)
    assert not any(c.own for c in document.clauses)


def test_receipts_say_your_words() -> None:
    english, ukrainian = documents(*FINE)
    before = compose(LIBRARY, silver_willow(), "en").explain().receipts["automated-none"]
    receipts = english.explain().receipts
    assert receipts["own:security"] == Receipt(
        ("your words",), (), None, "not checked: these are your words", None, own=True
    )
    assert receipts["automated-none"] == replace(
        before,
        because=("your words", *before.because),
        reviewed=None,
        reviewed_text="not checked: these are your words",
        own=True,
    )
    assert ukrainian.explain().receipts["own:security"].because == ("ваші слова",)
    assert not receipts["security-measures"].own


def test_what_only_own_words_meet_is_met_and_not_checked() -> None:
    before = compose(LIBRARY, silver_willow(), "en")
    own = {"clause": "security-measures", "text": {"en": "Locks.", "uk": "Замки."}}
    english, _ = documents(own)
    assert [(c.requirement, c.clauses, c.met) for c in english.coverage] == [
        (c.requirement, c.clauses, c.met) for c in before.coverage
    ]
    assert {c.requirement for c in english.coverage if c.not_checked} == {"GP-security", "UA-24"}
    assert not any(c.not_checked for c in before.coverage)


def test_a_section_of_own_words_only_appears_in_its_place() -> None:
    english, _ = documents({"section": "links", "text": {"en": "No links.", "uk": "Без посилань."}})
    ids = [section.id for section in english.sections]
    assert ids == [s.id for s in LIBRARY.sections if s.id in ids]
    links = next(s for s in english.sections if s.id == "links")
    assert [(c.id, c.html) for c in links.clauses] == [("own:links", "<p>No links.</p>")]


def test_a_clause_that_does_not_apply_stays_away_in_the_owners_words_too() -> None:
    facts = with_own({"clause": "who-dpo", "text": {"en": "Ask Mia.", "uk": "Питайте Мію."}})
    assert facts.own_words[0].clause == "who-dpo"
    document = compose(LIBRARY, facts, "en")
    assert "Ask Mia" not in policy_html(document)
    assert about_own(document) == []
    assert "who-dpo" not in document.explain().receipts


def test_a_paragraph_needs_every_language() -> None:
    english, ukrainian = documents({"section": "security", "text": {"en": "Only us."}})
    assert about_own(english) == [("own-words-missing-security-uk", "error")]
    assert next(f.message for f in english.findings if f.severity == "error") == (
        "Your own paragraph under “How we protect data” has no text in this language: Ukrainian."
        " Write it, or take the paragraph out."
    )
    assert next(f.message for f in ukrainian.findings if f.severity == "error") == (
        "Ваш абзац у розділі «Як ми захищаємо дані» не має тексту цією мовою: українська."
        " Напишіть його або приберіть абзац."
    )
    with pytest.raises(Refused) as refusal:
        check([english, ukrainian])
    assert refusal.value.unequal == ()
    assert [f.id for f in refusal.value.errors] == ["own-words-missing-security-uk"]


def test_a_clause_may_be_reworded_in_one_language() -> None:
    english, ukrainian = documents({"clause": "automated-none", "text": {"en": "In 7 cases no."}})
    assert clause(english, "automated-none").own
    assert not clause(ukrainian, "automated-none").own
    assert about_own(ukrainian) == [("own-words-one_language-automated-none-uk", "note")]
    assert ukrainian.explain().receipts["automated-none"].because[0] == "ваші слова (англійська)"
    assert {c.requirement for c in ukrainian.coverage if c.not_checked} == {
        c.requirement for c in english.coverage if c.not_checked
    }
    check([english, ukrainian])


def released(clause_id: str, **texts: str) -> Library:
    """The library of a later release, in which one clause says something else."""
    clauses = tuple(
        replace(c, texts={**c.texts, **{k: compile_text(v, NAMES) for k, v in texts.items()}})
        if c.id == clause_id
        else c
        for c in LIBRARY.clauses
    )
    return replace(LIBRARY, release=LIBRARY.release + 1, clauses=clauses)


@pytest.mark.parametrize("changed_in", LANGUAGES)
def test_own_words_survive_a_release_that_changes_the_text_under_them(changed_in: str) -> None:
    library = released("automated-none", **{changed_in: "A newer text for {{ shop.name }}."})
    english, ukrainian = documents(*FINE, library=library)
    assert clause(english, "automated-none").html == "<p>People decide here.</p>"
    assert clause(ukrainian, "own:security").own
    for document in (english, ukrainian):
        assert about_own(document) == [("own-words-changed-automated-none", "warning")]
    check([english, ukrainian])


def test_a_release_that_changes_nothing_here_says_nothing() -> None:
    library = released("security-measures", en="{{ security_list() }}")
    assert [about_own(d) for d in documents(*FINE, library=library)] == [[], []]


def test_another_answer_changes_the_text_under_own_words_too() -> None:
    was = {
        language: passage(clause(compose(LIBRARY, silver_willow(), language), "security-measures").html)
        for language in LANGUAGES
    }  # fmt: skip
    own = {"clause": "security-measures", "text": {"en": "Locks.", "uk": "Замки."}, "based_on": was}
    assert about_own(documents(own)[0]) == []
    more = with_own(own, security=["https", "backups"])
    assert about_own(compose(LIBRARY, more, "en")) == [
        ("own-words-changed-security-measures", "warning")
    ]


# -- what they may be ----------------------------------------------------------------------------------


@cases(
    ("words", "code", "place"),
    [
        ({"section": "weather", "text": {"en": "a"}}, "unknown_slug", "own_words[0].section"),
        ({"clause": "security", "text": {"en": "a"}}, "unknown_slug", "own_words[0].clause"),
        ({"text": {"en": "a"}}, "own_place", "own_words[0]"),
        ({"section": "links", "clause": "who-dpo", "text": {"en": "a"}}, "own_place", "own_words[0]"),
        ({"section": "links"}, "missing", "own_words[0].text"),
        ({"section": "links", "text": "a"}, "not_mapping", "own_words[0].text"),
        ({"section": "links", "text": {}}, "empty_text", "own_words[0].text"),
        ({"section": "links", "text": {"en": " \n"}}, "empty_text", "own_words[0].text.en"),
        ({"section": "links", "text": {"en": "- "}}, "empty_text", "own_words[0].text.en"),
        ({"section": "links", "text": {"en": 7}}, "not_text", "own_words[0].text.en"),
        ({"section": "links", "text": {"EN": "a"}}, "bad_language", "own_words[0].text"),
        ({"section": "links", "text": {"en": "a", "de": "b"}}, "own_language", "own_words[0].text.de"),
        ({"section": "links", "text": {"en": "a" * (MAX_OWN_TEXT + 1)}}, "own_too_long", "own_words[0].text.en"),
        ({"section": "links", "text": {"en": "a\x07b"}}, "control_character", "own_words[0].text.en"),
        ({"section": "links", "text": {"en": "a\u202eb"}}, "control_character", "own_words[0].text.en"),
        ({"section": "links", "text": {"en": "\n".join("  " * n + "- a" for n in range(20))}}, "own_too_deep", "own_words[0].text.en"),
        ({"section": "links", "text": {"en": "a"}, "based_on": {"en": "b"}}, "own_based_on", "own_words[0].based_on"),
        ({"clause": "who-dpo", "text": {"en": "a"}, "based_on": {"uk": "b"}}, "own_based_on_nothing", "own_words[0].based_on.uk"),
        ({"section": "links", "text": {"en": "a"}, "html": "b"}, "unknown_key", "own_words[0].html"),
    ],
)  # fmt: skip
def test_refused(words: Any, code: str, place: str) -> None:
    (problem,) = refused(words)
    assert (problem.code, problem.place) == (code, place)
    assert code in LIBRARY.messages
    for language in LANGUAGES:
        assert "{" not in problem.message(LIBRARY, language)


def test_a_place_is_named_once() -> None:
    assert problems(PARAGRAPH, REWORDED, PARAGRAPH) == [("duplicate", "own_words[2]")]


def test_the_longest_text_fits() -> None:
    assert with_own({"section": "links", "text": {"en": "a" * MAX_OWN_TEXT, "uk": "б"}})


def test_a_problem_names_its_line() -> None:
    data = facts_data(with_own(*FINE))
    data["own_words"][1]["text"]["de"] = "Wir"
    lines = json.dumps(data, ensure_ascii=False, indent=1)
    with pytest.raises(FactsError) as refusal:
        read_facts(lines.encode(), LIBRARY)
    (problem,) = refusal.value.problems
    assert lines.splitlines()[problem.line - 1].strip().startswith('"de"')
    assert problem.message(LIBRARY, "en") == (
        "“de” is not a language of this policy; add it to languages or take this text out."
    )


def test_the_same_words_in_another_order_are_the_same_facts() -> None:
    assert with_own(PARAGRAPH, REWORDED) == with_own(REWORDED, PARAGRAPH)


def test_facts_read_back() -> None:
    facts = with_own(*FINE, {"clause": "who-dpo", "text": {"uk": "Перший рядок\r\nдругий  "}})
    again = make_facts(facts_data(facts), LIBRARY)
    assert again == facts
    assert hash(again.own_words) == hash(facts.own_words)
    assert facts_data(facts)["own_words"][2] == {
        "clause": "who-dpo",
        "text": {"uk": "Перший рядок\nдругий"},
    }


# -- Markdown ------------------------------------------------------------------------------------------


@cases(
    ("markdown", "html"),
    [
        ("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("# a", "<h3>a</h3>"),
        ("###### a", "<h3>a</h3>"),
        ("a\n===", "<p>a\n===</p>"),
        ("[a](https://b.example/)", '<p><a href="https://b.example/" rel="nofollow noopener">a</a></p>'),
        ("[a](mailto:b@c.example)", '<p><a href="mailto:b@c.example" rel="nofollow noopener">a</a></p>'),
        ('[a](https://b.example "onclick=x")', '<p><a href="https://b.example" rel="nofollow noopener">a</a></p>'),
        ("[a](#rights)", '<p><a href="#rights" rel="nofollow noopener">a</a></p>'),
        ("[a](#nowhere)", "<p>a</p>"),
        ("مجوهرات", "<p><bdi>مجوهرات</bdi></p>"),
        ("a &lt;b&gt; &amp;", "<p>a &lt;b&gt; &amp;</p>"),
        ("|  |  |\n|---|---|\n| a | b |", '<table class="contact"><tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>'),
        ("| A | B |\n|---|---|\n| a | <b> |", '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><th scope="row">a</th><td data-label="B">&lt;b&gt;</td></tr></tbody></table>'),
    ],
)  # fmt: skip
def test_markdown(markdown: str, html: str) -> None:
    assert own_html(markdown, {"rights"}) == html


LITERAL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div></section><h1>x",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/admin/)",
    "[x](https:evil)",
    "<javascript:alert(1)>",
    "{{ 7*7 }}",
    "{{ shop.name }}",
    "{% for x in y %}",
    "{# hidden #}",
    "> a",
    "`a`",
    "~~~",
    "---",
    "[a]: https://evil.example",
    "<!-- a -->",
    "</style><style>*{display:none}",
    "&lt;script&gt;",
]
SHOWN = {"&lt;script&gt;": "<script>"}


@cases("typed", LITERAL)
def test_what_markdown_may_not_do_stays_as_typed(typed: str) -> None:
    html = own_html(f"a {typed} b") if typed not in ("~~~", "---", "> a") else own_html(typed)
    page = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in page.find_all(True)} == {"p"}
    assert SHOWN.get(typed, typed) in page.get_text()


@pytest.mark.parametrize("form", ["html", "markdown", "docx", "json"])
def test_hostile_words_in_every_format(form: str) -> None:
    typed = "\n\n".join(LITERAL)
    facts = with_own(
        {"section": "security", "text": {"en": typed, "uk": typed}},
        {"clause": "automated-none", "text": {"en": typed, "uk": typed}},
    )
    document = compose(LIBRARY, facts, "en")
    raw = write(document, form)
    if form == "docx":
        text, page = word_text(raw), None
    elif form == "json":
        own = [c for s in json.loads(raw)["sections"] for c in s["clauses"] if c["own_words"]]
        assert [c["id"] for c in own] == ["own:security", "automated-none"]
        assert {c["receipt"]["reviewed"] for c in own} == {None}
        text, page = own[0]["text"], soup(own[0]["html"])
    else:
        page = soup(raw if form == "html" else render_markdown(raw))
        text = page.get_text()
    for line in LITERAL:
        assert squeezed(SHOWN.get(line, line)) in squeezed(text)
    if page:
        assert page.find_all(["script", "img", "iframe", "form", "blockquote", "pre", "hr"]) == []
        schemes = {re.split("[:#/]", a["href"])[0] for a in page.find_all("a", href=True)}
        assert schemes <= {"https", "mailto", ""}
        assert [t for t in page.find_all(True) if any(a.startswith("on") for a in t.attrs)] == []


RICH = """### A heading

First **bold** and *soft*, [a link](https://a.example/x).

- one
  - one and a half

    more
- two

1. first
2. second

| Thing | Where |
| --- | --- |
| Ring | Kyiv |
"""


@pytest.mark.long
def test_every_format_says_what_was_written(caplog: pytest.LogCaptureFixture) -> None:
    facts = with_own({"section": "security", "text": {"en": RICH, "uk": RICH}})
    document = compose(LIBRARY, facts, "en")
    said = squeezed(BeautifulSoup(own_html(RICH), "html.parser").get_text())
    assert said in squeezed(soup(write(document, "html")).get_text())
    assert said in squeezed(soup(render_markdown(write(document, "markdown"))).get_text())
    raw = write(document, "docx")
    assert said in squeezed(word_text(raw))
    lines = {p.text.strip(): p.style.name for p in word(raw).paragraphs}
    assert lines["one"] == lines["two"] == "List Bullet"
    assert lines["one and a half more"] == "List Bullet 2"
    assert lines["second"] == "List Number"
    own = clause(document, "own:security")
    assert plain_text(own.html).splitlines()[2:6] == ["one", "one and a half", "more", "two"]
    text = squeezed(pdf_text(write_pdf(document)))
    assert "Firstboldandsoft,alink." in text
    assert [r.message for r in caplog.records] == []


@cases("sign", ["*", "_", "[", "](", "|", "<", "!", "\\", "`", "&", "~"])
def test_signs_are_counted_before_anything_reads_them(sign: str) -> None:
    """A text of nothing but opened signs: what looks for the end of each takes their square of time."""
    most = "a" + sign * (MAX_SIGNS // len(sign))
    assert clause(written(most), "own:links").html
    (problem,) = refused({"section": "links", "text": {"en": most + sign}})
    limits = {"limit": MAX_SIGNS, "number": MAX_SIGNS + len(sign)}
    assert (problem.code, problem.place) == ("own_too_many_signs", "own_words[0].text.en")
    assert {key: problem.params[key] for key in limits} == limits


@pytest.mark.parametrize("nested", ["- " * 7 + "a", "1. " * 7 + "a", "> " * 7 + "a"])
def test_nesting_is_measured_before_anything_reads_it(nested: str) -> None:
    """Lists in lists until the stack of the parser is full."""
    (problem,) = refused({"section": "links", "text": {"en": nested}})
    assert (problem.code, problem.place) == ("own_too_deep", "own_words[0].text.en")


def written(text: str) -> Document:
    return compose(LIBRARY, with_own({"section": "links", "text": {"en": text}}), "en")


HREF = re.compile(r' href="([^"]*)"')


@pytest.mark.few(4)
@pytest.mark.parametrize("name", SHOPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passage_as_markdown_says_what_the_passage_says(name: str, language: str) -> None:
    """An owner starts from the library's passage; saving it unchanged must not change the policy."""
    document = composed(name, language)
    anchors = {section.id for section in document.sections}

    def said(html: str) -> str:
        # In a table cell of Markdown there is no line break.
        return plain_text(str(html).replace("<br>", " "))

    for each in document.clauses:
        again = own_html(passage(each.html), anchors)
        assert said(again) == said(each.html), each.id
        assert HREF.findall(again) == HREF.findall(each.html)


def test_stored_answers_without_own_words_still_load() -> None:
    data = changed()
    assert "own_words" not in data
    assert make_facts(data, LIBRARY).own_words == ()
