"""The list of formats, by which the command line, publishing and pages go."""

import ast

import pytest

from policygen.engine.formats import FORMATS, format_with, public_formats, write
from tests.cases import cases
from tests.cast import LANGUAGES, composed
from tests.engine.formats.reading_back import word_text
from tests.paths import ROOT


def test_it_works() -> None:
    labels = {form.name: form.label for form in public_formats()}
    assert labels["pdf"] == "PDF" and labels["docx"] == "Word"
    assert "json" in FORMATS and "json" not in labels
    assert write(composed("klumandel", "uk"), "markdown").startswith(b"# ")


@cases("name", FORMATS)
def test_each_is_known_by_its_name_and_its_suffix(name: str) -> None:
    form = FORMATS[name]
    assert form.name == name
    assert format_with(form.suffix) is form
    assert 0 < len(form.name) <= 10  # Download.format


def test_nobody_knows_a_format_that_there_is_not() -> None:
    assert format_with("exe") is None
    with pytest.raises(KeyError, match="exe"):
        write(composed("klumandel", "uk"), "exe")


def test_no_other_module_spells_out_the_formats() -> None:
    """Else a new one would have to be put there too. The other names are words of other matters as well."""
    names = {"pdf", "docx"}
    listed = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "policygen").rglob("*.py"))
        if path.parent.name not in ("formats", "migrations")
        and names & {n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if _is_text(n)}
    ]
    templates = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if any(f'"{name}"' in path.read_text("utf-8") for name in names)
    ]
    assert listed + templates == []


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_formats_that_break_lines_bind_words(language: str) -> None:
    def binds(form: str) -> bool:
        written = write(composed("klumandel", language), form)
        text = word_text(written) if form == "docx" else written.decode()
        return "\u00a0" in text

    assert [form for form in ("html", "docx", "markdown", "json") if binds(form)] == [
        "html",
        "docx",
    ]
