"""What an attacker with an editor's account would write is refused or harmless, in little time and memory."""

import json
import os
import re
import subprocess
import sys
from functools import lru_cache
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from policygen.engine import texts
from policygen.engine.compose import compose
from policygen.engine.edition import read_files
from policygen.engine.library import SHIPPED, LibraryError
from policygen.engine.loading import load_library
from policygen.engine.names import NAMES
from policygen.engine.reading import read_facts
from policygen.engine.texts import TextError, check_format, compile_line, compile_text
from policygen.engine.writers import WRITERS
from tests.engine.hostile_templates import (
    BLOCKS,
    BOMBS,
    HARMLESS,
    HOSTILE,
    HTML,
    MARKDOWN,
    REACHING_OUT,
)
from tests.paths import EXAMPLES, ROOT

SECRET = "leaked-into-a-policy"


class Outcome(NamedTuple):
    """`…_code`: why it was refused, or `shown`; then the HTML or the message."""

    text_code: str
    text: str
    line_code: str
    line: str


@lru_cache(maxsize=1)
def outcomes() -> dict[str, Outcome]:
    """In a process that the system ends where it takes more than its share (see hostile_templates)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.hostile_templates"],
        cwd=ROOT,
        env={**os.environ, "SECRET_KEY": SECRET},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    rows = json.loads(done.stdout)
    return {source: Outcome(*row) for source, row in zip(HOSTILE, rows, strict=True)}


def briefly(source: str) -> str:
    return ascii(source[:40])


def every(sources: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("source", sources, ids=briefly)


def test_it_works() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == len(outcomes())
    assert len(HOSTILE) >= 300


@every(REACHING_OUT)
def test_reaching_out_is_refused(source: str) -> None:
    outcome = outcomes()[source]
    codes = {"form", "unknown_placeholder", "arguments", "unreadable"}
    assert outcome.text_code == outcome.line_code
    assert {outcome.text_code} <= codes


@every(BLOCKS)
def test_blocks_are_refused(source: str) -> None:
    outcome = outcomes()[source]
    codes = {"blocks", "not_closed", "unreadable", "form"}
    assert {outcome.text_code} <= codes
    if "{%" in source or "{#" in source:
        assert (outcome.text_code, outcome.line_code) == ("blocks", "blocks")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        *zip(
            HARMLESS,
            [
                "<p>% for x in range(10)\n% endfor</p>",
                "Handcraft Jewelry Courses",
                "Handcraft Jewelry Courses",
                "<p>${shop.<strong>class</strong>}</p>",
                "<p>#{7<em>7} &lt;%= 7</em>7 %&gt;</p>",
                "<p>{shop.<strong>class</strong>}</p>",
                "<p>%(shop)s %s %n</p>",
                "<p>$shop @shop :shop</p>",
                "<p>{0.<strong>class</strong>.<strong>init</strong>.<strong>globals</strong>}</p>",
            ],
            strict=True,
        )
    ],
    ids=[*map(briefly, HARMLESS)],
)
def test_other_template_languages_are_words(source: str, html: str) -> None:
    assert outcomes()[source][:2] == ("shown", html)


@every([bomb for bomb in BOMBS if len(bomb) > texts.MAX_TEXT])
def test_what_is_too_long_is_refused_before_anything_reads_it(source: str) -> None:
    assert outcomes()[source].text_code == outcomes()[source].line_code == "too_long"


@every([bomb for bomb in BOMBS if len(bomb) <= texts.MAX_TEXT])
def test_bombs_are_refused(source: str) -> None:
    codes = {"form", "unreadable", "unknown_placeholder", "blocks", "not_closed"}
    codes |= {"too_many", "placeholder_too_long"}
    assert {outcomes()[source].text_code} <= codes


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ " + "(" * 5 + "1" + ")" * 5 + " }}", "form"),
        ("{{ " + "a" * 100 + " }}", "placeholder_too_long"),
        ("{{ a" + " " * 100, "placeholder_too_long"),
        ("{{ shop.name }}" * 31, "too_many"),
        ("x" * 10_001, "too_long"),
        ("a\n{% x %}", "blocks"),
        ("a\n\u202e", "unseen"),
    ],
)
def test_measured_before_it_is_parsed(source: str, code: str) -> None:
    with pytest.raises(TextError) as caught:
        texts.measure(source)
    assert caught.value.code == code


def test_at_the_limits_it_is_allowed() -> None:
    assert compile_text("x" * texts.MAX_TEXT, NAMES).html == f"<p>{'x' * texts.MAX_TEXT}</p>"
    many = compile_line("{{ effective }}" * texts.MAX_PLACEHOLDERS, NAMES)
    assert many.render({"effective": "x"}) == "x" * texts.MAX_PLACEHOLDERS
    deep = "".join("  " * n + "- a\n" for n in range(5))
    assert str(compile_text(deep, NAMES).html).count("<ul>") == 5


@every(MARKDOWN)
def test_slow_markdown_is_bounded(source: str) -> None:
    outcome = outcomes()[source]
    if outcome.text_code != "shown":
        assert outcome.text_code in {"too_deep", "markup", "too_long"}
    else:
        assert len(outcome.text) <= 8 * len(source)
        assert_only_allowed(outcome.text)


@every(HTML)
def test_html_is_shown_as_text_or_refused(source: str) -> None:
    outcome = outcomes()[source]
    if outcome.text_code == "shown":
        assert_only_allowed(outcome.text)
    else:
        assert outcome.text_code in {"markup", "link", "placeholder_in_link", "unseen"}


@every([source for source in HOSTILE if "<script" in source])
def test_a_line_holds_no_markup(source: str) -> None:
    assert BeautifulSoup(outcomes()[source].line, "html.parser").find("script") is None


def assert_only_allowed(html: str) -> None:
    soup = BeautifulSoup(html, "html.parser")
    tags = soup.find_all(True)
    assert {tag.name for tag in tags} <= texts.ALLOWED_TAGS
    attributes = {(tag.name, name) for tag in tags for name in tag.attrs}
    assert attributes <= {("a", "href")}
    for link in soup.find_all("a"):
        assert re.fullmatch(r"https://[^\s/?#]+\S*|#[a-z0-9-]+", str(link["href"]))


LEAKS = re.compile(
    r"<(?:class|function|module|bound method|built-in|jinja2|policygen)|0x[0-9a-f]{6,}|object at|Traceback"
    rf"|site-packages|{re.escape(str(ROOT))}|/usr/lib|root:x:|{SECRET}|Tables\.|_Attributes|&lt;bound"
)


def test_nothing_of_the_server_leaks() -> None:
    """Neither in what is shown nor in what the editor is told, apart from what they typed themselves."""
    assert list(outcomes()) == HOSTILE
    for source, outcome in outcomes().items():
        for said in (outcome.text, outcome.line):
            found = [word for word in LEAKS.findall(said) if word not in source]
            assert found == [], briefly(source)


def test_a_refusal_is_short() -> None:
    """It names what is wrong and does not repeat a text of megabytes."""
    for source, outcome in outcomes().items():
        for code, said in ((outcome.text_code, outcome.text), (outcome.line_code, outcome.line)):
            assert code == "shown" or len(said) < 400, briefly(source)


@pytest.mark.parametrize(
    ("source", "code", "line", "params"),
    [
        ("a\n\n{{ shop.mail }}", "unknown_placeholder", 3, {"name": "shop.mail"}),
        ("{{ shop.name }}\n{{ 7 }}", "form", 2, {}),
        ("a\n{% if %}", "blocks", 2, {}),
        ("a\n{{ shop. }}", "unreadable", 2, {"reason": "expected name or number"}),
        ("a\n{{ contact_card(1) }}", "arguments", 2, {"name": "contact_card"}),
        ("a\n\n[x](http://a.example)", "link", 3, {"url": "http://a.example"}),
        ("a\n\n[x]({{ shop.website }})", "placeholder_in_link", 3, {}),
        ("a\n\x07", "unseen", 2, {"character": "U+0007"}),
        ("x" * 10_001, "too_long", None, {"limit": 10_000, "length": 10_001}),
        ("{{ a }}" * 31, "too_many", None, {"limit": 30, "number": 31}),
        ("a\n{{ " + "a" * 100 + " }}", "placeholder_too_long", 2, {"limit": 100}),
        ("a\n\n" + "- " * 20 + "a", "too_deep", 3, {}),
        ("{{ shop.name }", "not_closed", None, {}),
        ("# Title", "markup", None, {}),
    ],
)
def test_an_error_names_its_place_for_other_languages(
    source: str, code: str, line: int | None, params: dict[str, object]
) -> None:
    with pytest.raises(TextError) as caught:
        compile_text(source, NAMES)
    error = caught.value
    assert (error.code, error.line, error.params) == (code, line, params)


# -- texts that are filled in by str.format ----------------------------------------------------------------


@pytest.mark.parametrize("source", ["Page {page} of {pages}", "plain", "{{literal}}", "«{value}»"])
def test_plain_fields_may_be_used(source: str) -> None:
    check_format(source)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{value.__class__}", "field"),
        ("{value[0]}", "field"),
        ("{0.__class__.__init__.__globals__}", "field"),
        ("{0}", "field"),
        ("{}", "field"),
        ("{value!r}", "field"),
        ("{value:>9999999999}", "field"),
        ("{value:{width}}", "field"),
        ("{value", "not_closed"),
        ("value}", "not_closed"),
        ("x" * 10_001, "too_long"),
    ],
)
def test_format_strings_lead_nowhere(source: str, code: str) -> None:
    with pytest.raises(TextError) as caught:
        check_format(source)
    assert caught.value.code == code


def test_only_known_fields_where_they_are_known() -> None:
    check_format("{page}", frozenset({"page"}))
    with pytest.raises(TextError, match=r"^there is no field «pages»$"):
        check_format("{pages}", frozenset({"page"}))


# -- the other words of the library -------------------------------------------------------------------------

FILES = read_files(SHIPPED)


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("strings.yaml", "Page {page} of", "Page {page.__class__} of", "strings.yaml: page_of: there is no field «page.__class__»"),
        ("strings.yaml", "Page {page} of", "Page {page:>999999999} of", "strings.yaml: page_of: there is no field «page»"),
        ("strings.yaml", "Page {page} of {pages}", "Page {page", "strings.yaml: page_of: a placeholder is not closed"),
        ("tools/payments.yaml", "https://stripe.com/", "javascript:alert(1)//", "payments.yaml: 6.policy_url: String should match pattern"),
        ("vocabulary/authorities.yaml", "https://", "javascript:", "authorities.yaml: "),
        ("findings.yaml", "message:\n    en: ", "message:\n    en: '{{ shop.__class__ }} ' #", "finding "),
    ],
)  # fmt: skip
def test_hostile_words_are_refused(path: str, old: str, new: str, problem: str) -> None:
    assert old in FILES[path]
    with pytest.raises(LibraryError) as caught:
        load_library({**FILES, path: FILES[path].replace(old, new, 1)})
    assert str(caught.value).startswith(problem)


def test_a_hostile_label_is_shown_as_text() -> None:
    label = "<script>alert(1)</script>{{ 7*7 }}"
    files = {path: text.replace("Payment services", label) for path, text in FILES.items()}
    library = load_library(files)
    facts = read_facts((EXAMPLES / "handcraft-courses.yaml").read_bytes(), library)
    html = WRITERS["html"](compose(library, facts, "en")).decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in html
