"""What an attacker with an editor's account would write is refused, each class by a guard of ours."""

import re

import pytest
from bs4 import BeautifulSoup

from policygen.engine import templates
from policygen.engine.facts.reading import read_facts
from policygen.engine.formats import write
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, LibraryError
from policygen.engine.loading.load import load_library
from policygen.engine.placeholders.known import NAMES
from policygen.engine.policy.compose import compose
from policygen.engine.templates import TextError, check_format, compile_line, compile_text
from tests.cases import cases
from tests.engine.templates.hostile_classes import CLASSES, Class
from tests.paths import EXAMPLES, ROOT, line_of


def outcome(probe: str, *, line: bool = False) -> tuple[str, str]:
    """Why it is refused, and the message; or "" and the HTML."""
    try:
        text = (compile_line if line else compile_text)(probe, NAMES)
    except TextError as error:
        return error.code, f"{error} {error.params}"
    return "", str(text.html)


def briefly(one: Class) -> str:
    return ascii(one.probe[:40])


def test_it_works() -> None:
    assert len({one.probe for one in CLASSES}) == len(CLASSES)
    assert all(one.what for one in CLASSES)


def test_each_is_refused_for_its_own_reason() -> None:
    refused = {
        one.probe: (outcome(one.probe)[0], outcome(one.probe, line=True)[0]) for one in CLASSES
    }
    assert refused == {one.probe: (one.text, one.line) for one in CLASSES}


def test_what_is_not_refused_is_words() -> None:
    """In a line a tag or a link is text."""
    taken = [
        (one.probe, shown)
        for one in CLASSES
        for code, shown in (outcome(one.probe), outcome(one.probe, line=True))
        if not code
    ]
    tags = {
        (probe, tag.name)
        for probe, shown in taken
        for tag in BeautifulSoup(shown, "html.parser").find_all(True)
    }
    assert taken
    assert {(probe, name) for probe, name in tags if name != "p"} == set()


def test_at_the_limits_it_is_allowed() -> None:
    assert (
        compile_text("x" * templates.MAX_TEXT, NAMES).html == f"<p>{'x' * templates.MAX_TEXT}</p>"
    )
    many = compile_line("{{ effective }}" * templates.MAX_PLACEHOLDERS, NAMES)
    assert many.render({"effective": "x"}) == "x" * templates.MAX_PLACEHOLDERS
    deep = "".join("  " * n + "- a\n" for n in range(5))
    assert str(compile_text(deep, NAMES).html).count("<ul>") == 5
    stars = "*a* " * (templates.MAX_SIGNS // 2)
    assert str(compile_text(stars, NAMES).html).count("<em>") == templates.MAX_SIGNS // 2
    assert compile_text("- " * 4 + "a", NAMES).html


LEAKS = re.compile(
    r"<(?:class|function|module|bound method|built-in|jinja2|policygen)|0x[0-9a-f]{6,}|object at|Traceback"
    rf"|site-packages|{re.escape(str(ROOT))}|/usr/lib|Tables\.|_Attributes|&lt;bound"
)


def test_a_refusal_is_short_and_shows_nothing_of_the_server() -> None:
    for one in CLASSES:
        for code, said in (outcome(one.probe), outcome(one.probe, line=True)):
            assert LEAKS.findall(said) == [], briefly(one)
            assert not code or len(said) < 300, briefly(one)


@cases(
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
        ("a\n" + "[" * 301, "too_many_signs", None, {"limit": 300, "number": 301}),
        ("a\n{{ " + "a" * 100 + " }}", "placeholder_too_long", 2, {"limit": 100}),
        ("a\n\n" + "- " * 20 + "a", "too_deep", 3, {}),
        ("a\n\n" + "*" * 30 + "a" + "*" * 30, "too_deep", 3, {}),
        ("a\n{{ shop.name }", "not_closed", 2, {}),
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


@pytest.mark.parametrize("source", ["Page {page} of {pages}", "plain", "«{value}»"])
def test_plain_fields_may_be_used(source: str) -> None:
    check_format(source)


@cases(
    ("source", "code"),
    [
        ("{value.name}", "field"),  # an attribute, and from there to all that is loaded
        ("{value[0]}", "field"),  # the same by its place
        ("{0.name}", "field"),
        ("{0}", "field"),
        ("{}", "field"),
        ("{value!r}", "field"),  # shows the insides
        ("{value:>3}", "field"),  # a width, to which the memory is filled
        ("{value:{width}}", "field"),
        ("{value", "not_closed"),
        ("value}", "not_closed"),
        ("{{value}}", "double_brace"),  # would be read as {value}
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
PAYMENTS, STRIPE = "tools/payments.yaml", "policy_url: https://stripe.com/"


@cases(
    ("path", "old", "new", "problem"),
    [
        ("strings.yaml", "Page {page} of", "Page {page.real} of", "strings.yaml:5: page_of, en: There is no field {page.real} for this text."),
        ("strings.yaml", "Page {page} of", "Page {page:>3} of", "strings.yaml:5: page_of, en: There is no field {page} for this text."),
        ("strings.yaml", "Page {page} of {pages}", "Page {page", "strings.yaml:5: page_of, en: In this text a field has one brace on each side: {name}."),
        (PAYMENTS, STRIPE, "policy_url: javascript:x//", f"tools/payments.yaml:{line_of(STRIPE, FILES[PAYMENTS])}: stripe, policy_url: “javascript:x//privacy” is no web address; it begins with https://."),
        ("vocabulary/authorities.yaml", "https://", "javascript:", "vocabulary/authorities.yaml:2: AT, url: “javascript:www.dsb.gv.at” is no web address; it begins with https://."),
        ("findings.yaml", "message:\n    en: ", "message:\n    en: '{{ shop.__doc__ }} ' #", "findings.yaml:11: collected-and-not, message.en: There is no placeholder “shop.__doc__”."),
    ],
)  # fmt: skip
def test_hostile_words_are_refused(path: str, old: str, new: str, problem: str) -> None:
    assert old in FILES[path]
    with pytest.raises(LibraryError) as caught:
        load_library({**FILES, path: FILES[path].replace(old, new, 1)})
    assert str(caught.value).startswith(problem)


def test_a_hostile_label_is_shown_as_text() -> None:
    label = "<script>x</script>{{ 2*3 }}"
    files = {path: text.replace("Payment services", label) for path, text in FILES.items()}
    library = load_library(files)
    facts = read_facts((EXAMPLES / "classerium.yaml").read_bytes(), library)
    html = write(compose(library, facts, "en"), "html").decode()
    assert "<script>x" not in html
    assert "&lt;script&gt;x&lt;/script&gt;{{ 2*3 }}" in html
