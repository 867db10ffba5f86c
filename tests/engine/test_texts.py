import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from policygen.engine.names import NAMES
from policygen.engine.texts import TextError, compile_line, compile_text, to_html


class Shop:
    """Has what a template may read, and what it may not."""

    def __init__(self, name: str) -> None:
        self.name = name


def rendered(source: str, name: str = "Willow") -> str:
    values = {
        "shop": Shop(name),
        "effective": "today",
        "contact_card": lambda: Markup("<table></table>"),
    }
    return str(compile_text(source, NAMES).render(values))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Plain.", "<p>Plain.</p>"),
        ("One\nline.", "<p>One\nline.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("**Bold** and *soft*.", "<p><strong>Bold</strong> and <em>soft</em>.</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("### Part", "<h3>Part</h3>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("[ICO](https://ico.org.uk)", '<p><a href="https://ico.org.uk">ICO</a></p>'),
        ("[above](#rights)", '<p><a href="#rights">above</a></p>'),
        ("“Quotes” & «лапки» < 5", "<p>“Quotes” &amp; «лапки» &lt; 5</p>"),
        ('a "straight" quote', '<p>a "straight" quote</p>'),
        ("To {{ shop.name }}.", "<p>To Willow.</p>"),
        ("{{ shop.name }} on {{ effective }}", "<p>Willow on today</p>"),
        ("Here:\n\n{{ contact_card() }}", "<p>Here:</p>\n<table></table>"),
        ("**{{ shop.name }}**", "<p><strong>Willow</strong></p>"),
        ("{{shop.name}}", "Willow"),
    ],
)
def test_it_works(source: str, html: str) -> None:
    assert rendered(source) == html


def test_a_text_without_placeholders_is_ready() -> None:
    text = compile_text("Plain.", NAMES)
    assert (text.template, text.html) == (None, "<p>Plain.</p>")


def test_facts_are_escaped() -> None:
    html = rendered("To {{ shop.name }}.", "<b>&</b> {{ 7*7 }} **x**")
    assert html == "<p>To &lt;b&gt;&amp;&lt;/b&gt; {{ 7*7 }} **x**.</p>"


def test_a_line_is_plain_text() -> None:
    assert str(compile_line("a **b** <c>", NAMES).render({})) == "a **b** &lt;c&gt;"
    line = compile_line("To: {{ shop.name }}.", NAMES)
    assert str(line.render({"shop": Shop("<i>")})) == "To: &lt;i&gt;."


@pytest.mark.parametrize(
    "source",
    ["{{ shop.phone }}", "{{ effective }}", "{{ dpo.name }}", "{{ contact_card() }}"],
)
def test_a_missing_answer_raises(source: str) -> None:
    with pytest.raises(UndefinedError):
        compile_text(source, NAMES).render({"shop": Shop("")})


EXPRESSION = "a placeholder is a name, a name with one attribute, or a call with constants"
MARKUP = "markup beyond paragraphs, lists, emphasis, links and ### headings"
BLOCKS = "only {{ … }} placeholders are allowed, no {% … %} and no {# … #}"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{% if shop %}x{% endif %}", BLOCKS),
        ("{% for x in shop %}", BLOCKS),
        ("{%- set x = 1 -%}", BLOCKS),
        ("{# note #}", BLOCKS),
        ("{{ nobody }}", "there is no placeholder «nobody»"),
        ("{{ shop }}", "there is no placeholder «shop»"),
        ("{{ shop.secret }}", "there is no placeholder «shop.secret»"),
        ("{{ shop.__class__ }}", "there is no placeholder «shop.__class__»"),
        ("{{ shop.__class__.__mro__ }}", EXPRESSION),
        ("{{ shop['name'] }}", EXPRESSION),
        ("{{ shop.name.upper() }}", EXPRESSION),
        ("{{ shop.name | upper }}", EXPRESSION),
        ("{{ shop.name is defined }}", EXPRESSION),
        ("{{ effective() }}", "there is no placeholder «effective()»"),
        ("{{ contact_card }}", "there is no placeholder «contact_card»"),
        ("{{ contact_card(shop) }}", EXPRESSION),
        ("{{ contact_card(x=1) }}", EXPRESSION),
        ("{{ contact_card(*[1]) }}", EXPRESSION),
        ("{{ 7 * 7 }}", EXPRESSION),
        ("{{ 49 }}", EXPRESSION),
        ("{{ 'text' }}", EXPRESSION),
        ("{{ [1] }}", EXPRESSION),
        ("{{ self }}", "there is no placeholder «self»"),
        ("{{ range(9) }}", "there is no placeholder «range»"),
        ("{{ lipsum() }}", "there is no placeholder «lipsum»"),
        ("{{ shop.name ~ effective }}", EXPRESSION),
        ("{{ shop.name if effective else '' }}", EXPRESSION),
        ("{{ shop.name }", "a placeholder is not closed"),
        ("{{ shop.name", "a placeholder is not closed"),
        ("shop.name }}", "a placeholder is not closed"),
        ("{{ }}", "placeholder can't be read: Expected an expression, got 'end of print statement'"),
        ("{{ shop. }}", "placeholder can't be read: expected name or number"),
        ("# Title", MARKUP),
        ("## Title", MARKUP),
        ("> quote", MARKUP),
        ("`code`", MARKUP),
        ("    code", MARKUP),
        ("---", MARKUP),
        ("![x](https://x.example/x.png)", MARKUP),
        ("[x](http://insecure.example)", MARKUP),
        ("[x](mailto:a@b.example)", MARKUP),
        ("[x](ftp://b.example)", MARKUP),
    ],
)  # fmt: skip
def test_refused(source: str, problem: str) -> None:
    with pytest.raises(TextError) as caught:
        compile_text(source, NAMES)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>"),
    ],
)
def test_markup_of_other_kinds_is_plain_text(source: str, html: str) -> None:
    assert to_html(source) == html


@given(st.text("ab*_[](){}%#<>|`\\!~&\"'\n -1.:/\ue000\ue001shop.name"))
def test_any_text_is_compiled_or_refused(source: str) -> None:
    try:
        text = compile_text(source, NAMES)
    except TextError:
        return
    assert "<script" not in str(text.html)
