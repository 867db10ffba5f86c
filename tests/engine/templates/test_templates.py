import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.placeholders.known import NAMES
from policygen.engine.templates import (
    TextError,
    compile_line,
    compile_text,
    inner_links,
    tidied,
    to_html,
)
from tests.cases import cases


def rendered(source: str, name: str = "Willow") -> str:
    values = {
        "shop.name": name,
        "effective": "today",
        "contact_card()": Markup("<table></table>"),
    }
    return str(compile_text(source, NAMES).render(values))


@cases(
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
    assert (text.placeholders, text.html) == ((), "<p>Plain.</p>")


def test_facts_are_escaped() -> None:
    html = rendered("To {{ shop.name }}.", "<b>&</b> {{ 7*7 }} **x**")
    assert html == "<p>To &lt;b&gt;&amp;&lt;/b&gt; {{ 7*7 }} **x**.</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "You deal with {{ shop.name }}. We decide.",
            "<p>You deal with Willow Inc. We decide.</p>",
        ),
        (
            "You deal with **{{ shop.name }}**. We",
            "<p>You deal with <strong>Willow Inc.</strong> We</p>",
        ),
        ("{{ shop.name }}, and you.", "<p>Willow Inc., and you.</p>"),
        ("{{ shop.name }}... and you.", "<p>Willow Inc.... and you.</p>"),
    ],
)
def test_a_name_that_ends_in_a_dot_ends_its_sentence(source: str, html: str) -> None:
    assert compile_text(source, NAMES).render({"shop.name": "Willow Inc."}).strip() == html


def test_a_line_is_plain_text() -> None:
    assert str(compile_line("a * b & <3", NAMES).render({})) == "a * b &amp; &lt;3"
    line = compile_line("To: {{ shop.name }}.", NAMES)
    assert str(line.render({"shop.name": "<i>"})) == "To: &lt;i&gt;."


@pytest.mark.parametrize(
    "source",
    ["{{ shop.phone }}", "{{ effective }}", "{{ dpo.name }}", "{{ contact_card() }}"],
)
def test_a_missing_answer_raises(source: str) -> None:
    with pytest.raises(KeyError):
        compile_text(source, NAMES).render({"shop.name": ""})


EXPRESSION = "a placeholder is a name, a name with one attribute, or a call with constants"
MARKUP = "markup beyond paragraphs, lists, emphasis, links and ### headings"
HEADING = "a heading in a text is «### Words»"
LINK = "a link leads to https://… or to a section (#rights)"
BLOCKS = "only {{ … }} placeholders are allowed, no {% … %} and no {# … #}"


@cases(
    ("source", "problem"),
    [
        ("{% if shop %}x{% endif %}", BLOCKS),
        ("{% for x in shop %}", BLOCKS),
        ("{%- set x = 1 -%}", BLOCKS),
        ("{# note #}", BLOCKS),
        ("{{ nobody }}", "there is no placeholder «nobody»"),
        ("{{ shop }}", "there is no placeholder «shop»"),
        ("{{ shop.secret }}", "there is no placeholder «shop.secret»"),
        ("{{ shop.__doc__ }}", "there is no placeholder «shop.__doc__»"),
        ("{{ shop.name.__doc__ }}", EXPRESSION),
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
        ("# Title", HEADING),
        ("## Title", HEADING),
        ("> quote", MARKUP),
        ("`code`", "` is no apostrophe, and `…` is not possible"),
        ("    code", MARKUP),
        ("---", MARKUP),
        ("![x](https://x.example/x.png)", MARKUP),
        ("[x](http://insecure.example)", LINK),
        ("[x](mailto:a@b.example)", LINK),
        ("[x](ftp://b.example)", LINK),
    ],
)  # fmt: skip
def test_refused(source: str, problem: str) -> None:
    with pytest.raises(TextError) as caught:
        compile_text(source, NAMES)
    assert str(caught.value) == problem


# -- what nobody would understand ----------------------------------------------------------------------


@cases(
    ("source", "code", "line", "params"),
    [
        # placeholders
        ("To { shop.name }.", "brace", 1, {"found": "{ shop.name }"}),
        ("a\n{shop.name}", "brace", 2, {"found": "{shop.name}"}),
        ("{{ shop.name }}\n{{ shop.name }", "not_closed", 2, {}),
        ("a\n{ { shop.name } }", "brace", 2, {"found": "{"}),
        ("a\n}", "brace", 2, {"found": "}"}),
        ("a\n\n&lbrace;x&rbrace;", "brace", 3, {"found": "&lbrace;"}),
        ("{{\nshop.name\n}}\n\n*b", "emphasis", 5, {"sign": "*"}),
        # emphasis
        ("**unclosed", "emphasis", 1, {"sign": "**"}),
        ("a\nunopened**", "emphasis", 2, {"sign": "**"}),
        ("** spaces inside **", "emphasis", 1, {"sign": "**"}),
        ("a ** spaces inside** b", "emphasis", 1, {"sign": "**"}),
        ("**bold*", "emphasis", 1, {"sign": "*"}),
        ("- a\n- *b", "emphasis", 2, {"sign": "*"}),
        ("_unclosed", "emphasis", 1, {"sign": "_"}),
        ("__unclosed", "emphasis", 1, {"sign": "__"}),
        ("note*", "emphasis", 1, {"sign": "*"}),
        ("a\\\nb\n\n**c", "emphasis", 4, {"sign": "**"}),
        # signs of other kinds of Markdown
        ("~~x~~", "sign", 1, {"sign": "~~"}),
        ("a\n==x==", "sign", 2, {"sign": "=="}),
        ("C:\\folder", "sign", 1, {"sign": "\\"}),
        ("об`єкт", "backtick", 1, {}),
        ("a\n```\nb\n```", "markup", 2, {}),
        # tables
        ("| a | b |", "table", 1, {}),
        ("a\n\na | b\n--- | ---\nc | d", "table", 4, {}),
        ("one | two | three", "table", 1, {}),
        # headings
        ("###Words", "heading", 1, {"found": "###Words"}),
        ("a\n\n# Words", "heading", 3, {"found": "#"}),
        ("#### Words", "heading", 1, {"found": "####"}),
        ("Words\n-----", "heading", 1, {"found": "-"}),
        # lists
        ("a\n• b", "list_item", 2, {"found": "•"}),
        ("·b", "list_item", 1, {"found": "·"}),
        ("-b", "list_item", 1, {"found": "-"}),
        ("1.b", "list_item", 1, {"found": "1."}),
        ("- a\n- b\n2)c", "list_item", 3, {"found": "2)"}),
        # links
        ("a\n[x] (https://x.example)", "bracket", 2, {"found": "[x] (https://x.exampl"}),
        ("[x](https://x.example/a b)", "bracket", 1, {"found": "[x](https://x.example"}),
        ("[x](https://x.example", "bracket", 1, {"found": "[x](https://x.example"}),
        ("[x][rights]", "bracket", 1, {"found": "[x][rights]"}),
        ("We, [company name], write", "bracket", 1, {"found": "We, [company name], write"}),
        ("a\n[x](www.x.example)", "link", 2, {"url": "www.x.example"}),
        ("[x](rights)", "link", 1, {"url": "rights"}),
        ("[x](javascript:x)", "link", 1, {"url": "javascript:x"}),
        ("![x](https://x.example/x.png)", "markup", 1, {}),
        # HTML
        ("a\n<b>b</b>", "html", 2, {"tag": "<b>"}),
        ("a<br/>b", "html", 1, {"tag": "<br/>"}),
        ("<https://x.example>", "html", 1, {"tag": "<https://x.example>"}),
        ("&nbps;", "entity", 1, {"found": "&nbps;"}),
        # characters
        ("a\nb\u200bc", "unseen", 2, {"character": "U+200B"}),
        ("пер\u00adсональний", "unseen", 1, {"character": "U+00AD"}),
        ("a&#8203;b", "unseen", 1, {"character": "U+200B"}),
        ("a\n\nb&shy;c", "unseen", 3, {"character": "U+00AD"}),
        ("a\u2003b", "unseen", 1, {"character": "U+2003"}),
        ("a\u2028b", "unseen", 1, {"character": "U+2028"}),
        ("a\x0bb", "unseen", 1, {"character": "U+000B"}),
        ("a\ufffdb", "unseen", 1, {"character": "U+FFFD"}),
        ("a\u200db", "unseen", 1, {"character": "U+200D"}),
        ("con\ufb01rm", "letter", 1, {"character": "\ufb01 (U+FB01)", "instead": "fi"}),
        ("a\n\uff21", "letter", 2, {"character": "\uff21 (U+FF21)", "instead": "A"}),
        ("Ми\nо\u0062робляємо", "mixed_letters", 2, {"word": "о\u0062робляємо", "letters": "b (U+0062)"}),
        ("дані \u0069 файли", "mixed_letters", 1, {"word": "i", "letters": "i (U+0069)"}),
        ("d\u0430ta", "mixed_letters", 1, {"word": "d\u0430ta", "letters": "\u0430 (U+0430)"}),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_its_place(
    source: str, code: str, line: int, params: dict[str, object]
) -> None:
    with pytest.raises(TextError) as caught:
        compile_text(source, NAMES)
    error = caught.value
    assert (error.code, error.line, error.params) == (code, line, params)


@cases(
    ("source", "html"),
    [
        ("5 * 3 and file_name, \\*a\\* \\[x\\] \\_ga", "<p>5 * 3 and file_name, *a* [x] _ga</p>"),
        ("a | b, № 5, a/b, 50 %, #1", "<p>a | b, № 5, a/b, 50 %, #1</p>"),
        ("– так, SEO-оптимізація, Stripe’у, 5G, Wi-Fi", "<p>– так, SEO-оптимізація, Stripe’у, 5G, Wi-Fi</p>"),
        ("A Дія.City account, частина I статті 5", "<p>A Дія.City account, частина I статті 5</p>"),
        ("-5 °C, 3 > 2, 1.5", "<p>-5 °C, 3 &gt; 2, 1.5</p>"),
        ("&copy; Q&A AT&T", "<p>© Q&amp;A AT&amp;T</p>"),
        # no-break spaces: kept between words, tidied at the ends of lines
        ("№\u00a05 і 10\u202f000", "<p>№\u00a05 і 10\u202f000</p>"),
        ("№&nbsp;5", "<p>№\u00a05</p>"),
        ("Так.\u00a0", "<p>Так.</p>"),
        ("a\u00a0\nb \u00a0 \n\n\u00a0\n\nc", "<p>a\nb</p>\n<p>c</p>"),
        ("-\u00a0a\n-\u00a0b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("\u00a0a", "<p>a</p>"),
        ("###\u00a0Words", "<h3>Words</h3>"),
        ("і\u0306", "<p>\u0456\u0306</p>"),
        ("и\u0306ого, сво\u0456\u0308х", "<p>його, своїх</p>"),
        ("نمی\u200cخواهم", "<p>نمی\u200cخواهم</p>"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_understood(source: str, html: str) -> None:
    assert to_html(source) == html


@cases("found", ["**b**", "[a](https://b.example)", "~~c~~", "`d`", "<b>", "- e"])
def test_a_line_has_no_markdown(found: str) -> None:
    with pytest.raises(TextError) as caught:
        compile_line(f"a\n{found}", NAMES)
    assert (caught.value.code, caught.value.line) == ("plain_line", 2)


def test_links_to_sections_are_listed_with_their_lines() -> None:
    source = "[a](#rights) {{\nshop.name }}\n- [b](https://b.example)\n- [c](#who-we-are)\n  [d](#rights)"
    found = [(link.section, link.line) for link in inner_links(source)]
    assert found == [("rights", 1), ("who-we-are", 4), ("rights", 5)]


def test_nothing_of_the_library_is_tidied() -> None:
    for path, source in read_files(SHIPPED).items():
        assert tidied(source) == source, path


@given(st.text("ab*_[](){}%#<>|`\\!~&\"'\n -1.:/\ue000\ue001shop.name"))
def test_any_text_is_compiled_or_refused(source: str) -> None:
    try:
        text = compile_text(source, NAMES)
    except TextError:
        return
    assert "<script" not in str(text.html)
