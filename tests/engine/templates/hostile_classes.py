"""What an attacker with an editor's account would write, by classes: what it would do where nothing
refused it, in words, and a harmless text of the same shape that is refused for the same reason.

The write-ups on templates, format strings, Markdown and HTML have the real ones; they have no place here.
A probe reads a docstring where an attack reads on, computes 2 × 3 where an attack fills the memory, and
has one sign more than is allowed where an attack has a hundred thousand.
"""

from typing import NamedTuple

from policygen.engine.templates import MAX_PLACEHOLDERS, MAX_SIGNS, MAX_TEXT


class Class(NamedTuple):
    """`text` and `line`: why it is refused as a clause and as a plain line; "" where it is only words."""

    what: str
    probe: str
    text: str
    line: str


def _alike(what: str, code: str, *probes: str) -> list[Class]:
    """Refused for the same reason in both kinds of text."""
    return [Class(what, probe, code, code) for probe in probes]


REACHING_OUT = [
    *_alike("from a value to its class, and from there to all that is loaded", "unknown_placeholder",
            "{{ shop.__doc__ }}", "{{ effective.__doc__ }}", "{{ shop._facts }}"),
    *_alike("from a literal to its class", "form",
            "{{ ''.__doc__ }}", "{{ [].__doc__ }}", "{{ {}.__doc__ }}", "{{ ().__doc__ }}", "{{ True.__doc__ }}"),
    *_alike("from one attribute to the next, as far as it goes", "form",
            "{{ shop.name.__doc__ }}", "{{ shop.name.upper() }}", "{{ shop.a.b.c }}"),
    *_alike("from a function to the module that it stands in", "unknown_placeholder",
            "{{ contact_card.__doc__ }}", "{{ tools_table.__name__ }}"),
    *_alike("from what a function gives to its class", "form",
            "{{ contact_card().__doc__ }}", "{{ contact_card()() }}", "{{ contact_card ( ) . x }}"),
    *_alike("an attribute in brackets, past a search for the dot", "form",
            "{{ shop['name'] }}", "{{ shop.name[0] }}", "{{ shop.name[1:2] }}"),
    *_alike("a forbidden name put together or escaped, past a search for it", "form",
            "{{ shop['na' 'me'] }}", "{{ shop['na' ~ 'me'] }}", "{{ shop['\\x6eame'] }}"),
    *_alike("a filter that reads an attribute by its name", "form",
            "{{ shop|attr('name') }}", "{{ [shop]|map(attribute='name') }}", "{{ [shop]|sort(attribute='name') }}"),
    *_alike("a filter that takes the escaping off, or shows the insides", "form",
            "{{ shop.name|safe }}", "{{ shop.name|e }}", "{{ shop|pprint }}", "{{ shop.name|tojson }}"),
    *_alike("a test, which looks at the value", "form",
            "{{ shop is mapping }}", "{{ shop.name is defined }}"),
    *_alike("a format string, which reads attributes of what it is given", "form",
            "{{ '{0.name}'.format(shop) }}", "{{ shop.name.format(shop) }}", "{{ '%s' % shop }}", "{{ '%s'|format(shop) }}"),
    *_alike("the template itself, and what it was made from", "unknown_placeholder",
            "{{ self }}", "{{ self.name }}", "{{ environment }}", "{{ context }}", "{{ varargs }}"),
    *_alike("what frameworks put into their templates: settings, the request, the session", "unknown_placeholder",
            "{{ config }}", "{{ settings.DEBUG }}", "{{ request.path }}", "{{ g.name }}", "{{ url_for.name }}"),
    *_alike("what Jinja puts into every template", "unknown_placeholder",
            "{{ cycler('a') }}", "{{ joiner() }}", "{{ namespace() }}", "{{ lipsum() }}", "{{ dict() }}", "{{ range(3) }}"),
    *_alike("what blocks put into them", "unknown_placeholder",
            "{{ loop }}", "{{ caller() }}", "{{ super() }}", "{{ _ }}", "{{ gettext('x') }}"),
    *_alike("Python's own functions: files, imports, processes", "unknown_placeholder",
            "{{ open('x') }}", "{{ print }}", "{{ __name__ }}"),
    *_alike("on from a name that is not there, which some engines let pass", "unknown_placeholder",
            "{{ nobody.__doc__ }}", "{{ nobody }}"),
    *_alike("a placeholder that is only called, and one that is never called", "unknown_placeholder",
            "{{ contact_card }}", "{{ effective() }}", "{{ shop }}"),
    *_alike("arguments for our own functions", "arguments",
            "{{ contact_card(1) }}", "{{ contact_card('x') }}"),
    *_alike("objects as arguments", "form",
            "{{ contact_card(shop) }}", "{{ contact_card(*shop) }}", "{{ contact_card(**shop) }}", "{{ contact_card(x=1) }}"),
    *_alike("conditions and comparisons, which tell a value letter by letter", "form",
            "{{ shop.name if effective else '' }}", "{{ shop.name and effective }}", "{{ shop == 1 }}", "{{ not shop }}"),
    *_alike("code of Python, and what the parser takes for the end", "unreadable",
            "{{ (lambda: 1)() }}", "{{ shop. }}", "{{ }}", "{{-}}", "{{ '}}", "{{ 1 << 2 }}"),
    *_alike("a known name in wide letters, past a search for it: Python takes them for the same", "letter",
            "{{ ｓhop.name }}", "{{ shop.ｎame }}", "{{ ſhop.name }}"),
]  # fmt: skip

BLOCKS = [
    *_alike("a block that computes, repeats, decides, includes a file or takes the escaping off", "blocks",
            "{% set x = 1 %}", "{% for x in shop %}", "{% if shop %}", "{% macro m() %}", "{% call m() %}",
            "{% filter upper %}", "{% import 'x' as x %}", "{% from 'x' import y %}", "{% include 'x' %}",
            "{% extends 'x' %}", "{% block x %}", "{% raw %}", "{% autoescape false %}", "{% with x = 1 %}",
            "{% do x %}", "{% debug %}", "{% trans %}", "{% load x %}", "{%- set x = 1 -%}", "{%+ if 1 %}"),
    *_alike("a comment that hides what follows", "blocks", "{# x #}", "{#- x -#}{{ shop.name }}"),
    *_alike("braces beside a placeholder that turn it into another", "brace",
            "{{{ shop.name }}}", "{ {{ shop.name }} }"),
    *_alike("a placeholder that nothing opens or closes", "not_closed",
            "{{ shop.name", "shop.name }}", "{{ shop.name }} {{", "{{ shop.name }}}}", "{{{{ shop.name }}}}"),
    Class("braces as entities or escaped signs, which are braces after Markdown", "&lbrace;x&rbrace;", "brace", ""),
    Class("the same by number", "&#123;{{ shop.name }}&#125;", "brace", ""),
    *_alike("the same escaped", "brace", "\\{x\\}"),
    Class("two braces with nothing to be seen between", "a&#8203;b", "unseen", ""),
    *_alike("the languages of other engines with braces", "brace", "${shop.name}", "#{2*3}", "{shop.name}"),
    *_alike("the languages of other engines without braces", "", "$shop @shop :shop", "%(shop)s %s %n", "% for x in shop"),
]  # fmt: skip

BOMBS = [
    *_alike("a power, a product or a shift that fills the memory", "form",
            "{{ 2 * 3 }}", "{{ 2 ** 3 }}", "{{ 1 + 1 }}", "{{ -1 }}"),
    *_alike("a text or a list multiplied", "form", "{{ 'a' * 3 }}", "{{ [0] * 3 }}", "{{ 'a' ~ 'b' }}"),
    *_alike("a width, to which a text is filled up", "form", "{{ '%3d' % 1 }}", "{{ 'a'|center(3) }}", "{{ 'a'.ljust(3) }}"),
    *_alike("a literal, as long as one likes", "form", "{{ 12 }}", "{{ 'text' }}", "{{ 1e3 }}"),
    *_alike("a placeholder without end: a number, a name, a chain", "placeholder_too_long",
            "{{ " + "a" * 95 + " }}", "{{ " + "9" * 95 + " }}", "{{ shop" + ".a" * 50 + " }}", "{{ a" + " " * 100),
    *_alike("brackets in brackets, until the stack of the parser is full", "form",
            "{{ (((((1))))) }}", "{{ [[[[[]]]]] }}", "{{ {{{{{ }}"),
    *_alike("one placeholder after the other", "too_many", "{{ effective }}" * (MAX_PLACEHOLDERS + 1)),
    *_alike("a text without end", "too_long", "x" * (MAX_TEXT + 1), "я" * (MAX_TEXT + 1), "\n" * (MAX_TEXT + 1)),
]  # fmt: skip


def _signs(what: str, *signs: str) -> list[Class]:
    """One more than a text may have. In a plain line signs are words."""
    return [Class(what, f"a{sign * MAX_SIGNS}a{sign}", "too_many_signs", "") for sign in signs]


MARKDOWN = [
    *_signs("opened and never closed brackets: the end is looked for again from each", "[", "!", "(", "]"),
    *_signs("emphasis that opens and closes everywhere: each is compared with each before it", "* ", "_ ", "~ "),
    *_signs("tags and comments that are not closed: the rest is searched from each", "< "),
    *_signs("entities, escapes, cells of tables", "&", "\\", "|", "^"),
    Class("quotations in quotations, until the stack is full", "> " * 7 + "a", "too_deep", "plain_line"),
    Class("lists in lists on one line", "- " * 7 + "a", "too_deep", "plain_line"),
    Class("numbered lists in lists", "1. " * 7 + "a", "too_deep", "plain_line"),
    Class("lists in lists on lines of their own; what is deeper than the parser goes would be lost",
          "".join("  " * n + "- a\n" for n in range(8)), "too_deep", "plain_line"),
    Class("the same without a word in them", "".join("  " * n + "-\n" for n in range(8)), "too_deep", ""),
    Class("emphasis in emphasis", "*" * 30 + "a" + "*" * 30, "too_deep", "plain_line"),
    Class("code, whose end is looked for from each sign", "`" * 3, "markup", "plain_line"),
    Class("definitions, which leave nothing behind", "[a]: https://x.example", "bracket", ""),
]  # fmt: skip

HTML = [
    Class("a script", "<script>x</script>", "html", "plain_line"),
    Class("a script in mixed letters, with its address", "<ScRiPt src=//x.example>", "html", "plain_line"),
    Class("a script within a script, for filters that take one away", "<b<b>>", "html", "plain_line"),
    Class("an image, whose failure runs a script", "<img src=x>", "html", "plain_line"),
    Class("another language within HTML, where sanitisers and browsers read differently", "<svg><b>x</b></svg>", "html", "plain_line"),
    Class("the same", "<math><mtext>x</mtext></math>", "html", "plain_line"),
    Class("a page within the page", "<iframe></iframe>", "html", "plain_line"),
    Class("a form that sends to others", "<form></form>", "html", "plain_line"),
    Class("a style sheet that hides the rest", "<style>p{}</style>", "brace", "brace"),
    Class("other addresses for all links, or another page", "<base>", "html", "plain_line"),
    Class("an attribute that runs a script", "<p title=x>x</p>", "html", "plain_line"),
    Class("a link in HTML", "<a href='https://x.example'>x</a>", "html", "plain_line"),
    Class("plain tags", "<b>bold</b>", "html", "plain_line"),
    Class("a comment", "<!-- x -->", "html", "plain_line"),
    Class("a section or instruction of XML", "<![CDATA[x]]>", "html", "plain_line"),
    Class("the same", "<?xml version='1.0'?>", "html", ""),
    Class("the end of what stands around it", "</p></section>", "html", "plain_line"),
    Class("a tag that is not closed", "<p", "html", "plain_line"),
    Class("the end of an attribute that it might stand in", "' title='x", "", ""),
    Class("tags as entities, which a second reading would take for tags", "&lt;b&gt;x&lt;/b&gt;", "", ""),
    Class("the same by number", "&#60;b&#62;x&#x3c;/b&#x3e;", "", ""),
    Class("the character zero", "a&#0;b", "unseen", ""),
    *(Class("a link that runs a script, or opens a file", f"[x]({url})", "link", "plain_line")
      for url in ("javascript:x", "JaVaScRiPt:x", "&#106;avascript:x", "vbscript:x", "data:text/html,x", "file:///x")),
    *(Class("a link without protection, or to a page of ours", f"[x]({url})", "link", "plain_line")
      for url in ("http://x.example", "//x.example", "/x/", "\\\\x.example", "https:x.example", "https://", "mailto:a@b.example")),
    Class("an address that a fact is part of", "[x](https://x.example/?{{ shop.email }})", "placeholder_in_link", "plain_line"),
    Class("an address that is a fact", "[x]({{ shop.website }})", "placeholder_in_link", "plain_line"),
    Class("a title, which could end its attribute", '[x](https://x.example "title")', "markup", "plain_line"),
    Class("a section whose name would end the attribute", "[x](#\"x)", "link", "plain_line"),
    Class("a picture, which tells others who reads", "![x](https://x.example/x.png)", "markup", "plain_line"),
    Class("an address in angle brackets", "<https://x.example>", "html", "plain_line"),
    Class("headings that are no part of the section", "# One", "heading", "plain_line"),
    Class("the same, underlined", "One\n===", "heading", ""),
    Class("code, which keeps what stands in it from being read", "```\nx\n```", "markup", "plain_line"),
    Class("the same, by indentation", "    x", "markup", ""),
    Class("the same, within a line", "a `x`", "backtick", "plain_line"),
    Class("a quotation", "> x", "markup", "plain_line"),
    Class("a rule", "---", "markup", ""),
]  # fmt: skip

CHARACTERS = [
    *_alike("signs that turn the order of the text around", "unseen", "a\u202eb", "\u2066a\u2069", "\u200fa"),
    *_alike("controls: of a terminal, of a file", "unseen", "a\x00b", "a\x1bb", "a\x07b", "\ufeffa"),
    *_alike("the signs that stand for placeholders while Markdown is read", "unseen", "\ue0000\ue001", "\ue0009\ue001 {{ shop.name }}"),
    *_alike("half of a character", "unseen", "\ud800"),
]  # fmt: skip

CLASSES = [*REACHING_OUT, *BLOCKS, *BOMBS, *MARKDOWN, *HTML, *CHARACTERS]
