"""What is quick says the same as what is plain: texts as Jinja's sandbox would write them, documents as if
everything had been made at once.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import BY_NAME, NAMES
from policygen.engine.policy.compose import compose
from policygen.engine.policy.coverage import coverage
from policygen.engine.templates import TextError, compile_line, compile_text
from policygen.engine.templates.parsing import pieces
from tests.properties.shops import any_shop

LIBRARY = shipped_library()
SANDBOX = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)

names = st.sampled_from(sorted(BY_NAME))
spaces = st.sampled_from(["", " ", "  "])
placeholders = st.builds("{}{{{{{}{}{}}}}}".format, st.just(""), spaces, names, spaces) | st.builds(
    "{{{{-{} {} -}}}}".format, spaces, names
)
hostile = [
    "<b>",
    "&amp;",
    '"',
    "{{ 7*7 }}",
    "{% x %}",
    "%s",
    "**",
    "\\",
    "\n",
    "{",
    "}",
    "י",
    "&#123;",
]
values = st.text(max_size=8) | st.lists(st.sampled_from(hostile), max_size=4).map("".join)
plain = st.sampled_from(
    ["Word", " & ", "<", ", ", "\n\n", "- ", "(", ")", "%", "", "{", "}", "\r", "#"]
)
sources = st.lists(placeholders | plain, max_size=8).map("".join)


def in_sandbox(source: str, flat: Mapping[str, object]) -> str:
    """`source` as a template of Jinja, as it was written before texts were pieces."""
    context: dict[str, Any] = {}
    for name, value in flat.items():
        if name.endswith("()"):
            context[name[:-2]] = lambda value=value: value
        elif "." in name:
            first, _, attribute = name.partition(".")
            setattr(context.setdefault(first, SimpleNamespace()), attribute, value)
        else:
            context[name] = value
    return SANDBOX.from_string(source).render(context)


@given(sources, st.data())
def test_a_text_is_written_as_the_sandbox_would_write_it(source: str, data: st.DataObject) -> None:
    try:
        found = pieces(source, NAMES)
    except TextError:
        return
    flat = {name: data.draw(values | values.map(Markup)) for name in BY_NAME if name in found}
    try:
        written = str(compile_line(source, NAMES, strict=False).render(flat))
    except TextError:
        return
    if "{{" in source:
        assert written == in_sandbox(source, flat)


@given(names, values)
def test_what_was_typed_stays_text(name: str, value: str) -> None:
    text = compile_text(f"**Here**: {{{{ {name} }}}}.", NAMES)
    written = text.render({name: value})
    dot = "" if value.endswith(".") else "."  # a name that ends in a dot ends its sentence
    assert written == f"<p><strong>Here</strong>: {escape(value)}{dot}</p>"


@given(any_shop())
def test_what_nobody_asks_for_is_the_same_when_it_is_asked(facts: Facts) -> None:
    language = facts.languages[0]
    document, other = (compose(LIBRARY, facts, language) for _ in range(2))
    explained = document.explain()
    assert (document.typed, document.findings, document.coverage) == (
        other.typed,
        other.findings,
        other.coverage,
    )
    assert document == other
    assert explained == other.explain()


@given(any_shop())
def test_the_parts_of_a_policy_are_those_that_its_conditions_choose(facts: Facts) -> None:
    """Passages made ready once per release, beside the library as it stands."""
    true, language = conditions(facts, LIBRARY), facts.languages[0]
    document = compose(LIBRARY, facts, language)
    chosen = [c for c in LIBRARY.clauses if c.when.holds(true)]
    assert [(c.id, c.because, c.satisfies, c.reviewed) for c in document.on_pages] == [
        (c.id, c.when.because(true), c.satisfies, c.reviewed) for c in chosen
    ]
    seen = tuple(replace(one, lacking=()) for one in document.coverage)
    assert seen == coverage(LIBRARY, true, [c for c in chosen if not c.first_layer])
