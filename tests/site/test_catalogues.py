"""The catalogue's tools on a small project of its own, and the real catalogue."""

import gettext
import os
from pathlib import Path

import pytest
from django.conf import settings

from policygen.site import catalogues
from tests.full_disk import full_after

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext

def words(n, name):
    # Translators: a greeting
    _("Hello, %(name)s") % {"name": name}
    pgettext("month", "May")
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}
"""

TEMPLATE = """{% load i18n %}
    <p title="{% translate "A title" %}">
{% blocktranslate count n=n %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}</p>
  {% if a == "it's" %}{% trans 'Quoted' %}{% endif %}
{% blocktranslate trimmed with name=shop %}
   Two lines
   for {{ name }}.
{% endblocktranslate %}{# {% translate "not me" %} #}
"""

TRANSLATIONS: dict[str, str | tuple[str, ...]] = {
    "Hello, %(name)s": "Вітаємо, %(name)s",
    "May": "Травень",
    "%(n)d day": ("%(n)d день", "%(n)d дні", "%(n)d днів"),
    "A title": "Назва",
    "%(n)s file": ("%(n)s файл", "%(n)s файли", "%(n)s файлів"),
    "Quoted": "У лапках",
    "Two lines for %(name)s.": "Два рядки для %(name)s.",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "policygen").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "policygen/code.py").write_text(CODE)
    (tmp_path / "templates/page.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def translated(project: Path) -> Path:
    _translate(project, TRANSLATIONS)
    return project


def _translate(root: Path, translations: dict[str, str | tuple[str, ...]]) -> None:
    catalog = catalogues.update(root, "uk")
    for message in catalog:
        first = message.id if isinstance(message.id, str) else message.id[0]
        if first in translations:
            message.string = translations[first]
    catalogues.write(root, "uk", catalog)


def test_it_works(translated: Path) -> None:
    assert catalogues.problems(translated, "uk") == []
    assert catalogues.compile_catalogue(translated, "uk")
    words = gettext.translation("django", translated / "locale", ["uk"])
    assert words.gettext("A title") == "Назва"
    assert words.pgettext("month", "May") == "Травень"
    days = [words.ngettext("%(n)d day", "%(n)d days", n) % {"n": n} for n in (1, 2, 5, 11, 21, 22)]
    assert days == ["1 день", "2 дні", "5 днів", "11 днів", "21 день", "22 дні"]


def test_extracts_code_and_templates(project: Path) -> None:
    found = [str(m.id if isinstance(m.id, str) else m.id[0]) for m in catalogues.extract(project)]
    assert sorted(filter(None, found)) == sorted(TRANSLATIONS)


def test_without_a_catalogue_everything_is_missing(project: Path) -> None:
    found = catalogues.problems(project, "uk")
    assert len(found) == len(TRANSLATIONS)
    assert "templates/page.html: 'A title': missing" in found


def test_the_file_is_the_same_every_time(translated: Path) -> None:
    path = catalogues.po_path(translated, "uk")
    before = path.read_bytes()
    catalogues.update(translated, "uk")
    assert path.read_bytes() == before
    assert b"POT-Creation-Date" not in before
    assert b"page.html:" not in before


def test_untranslated(translated: Path) -> None:
    _translate(translated, {"A title": "", "%(n)d day": ("%(n)d день", "", "%(n)d днів")})
    assert catalogues.problems(translated, "uk") == [
        "policygen/code.py: '%(n)d day': untranslated",
        "templates/page.html: 'A title': untranslated",
    ]


@pytest.mark.parametrize("wrong", ["Вітаємо", "Вітаємо, %(ім’я)s", "Вітаємо, %(name)s %(name)s"])
def test_placeholders_differ(translated: Path, wrong: str) -> None:
    _translate(translated, {"Hello, %(name)s": wrong})
    [line] = catalogues.problems(translated, "uk")
    assert line.startswith("policygen/code.py: 'Hello, %(name)s': placeholders differ")


def test_fuzzy(translated: Path) -> None:
    path = catalogues.po_path(translated, "uk")
    path.write_text(path.read_text().replace('msgid "Quoted"', '#, fuzzy\nmsgid "Quoted"'))
    assert catalogues.problems(translated, "uk") == ["templates/page.html: 'Quoted': fuzzy"]


def test_obsolete_stays_until_pruned_and_comes_back_with_its_translation(translated: Path) -> None:
    page = translated / "templates/page.html"
    page.write_text(TEMPLATE.replace("A title", "Another title"))
    catalogues.update(translated, "uk")
    assert catalogues.problems(translated, "uk") == [
        "templates/page.html: 'Another title': untranslated",
        "locale/uk/LC_MESSAGES/django.po: 'A title': obsolete",
    ]
    page.write_text(TEMPLATE)
    catalogues.update(translated, "uk", prune=True)
    assert catalogues.problems(translated, "uk") == []


def test_a_new_message_gets_no_guessed_translation(translated: Path) -> None:
    (translated / "policygen/more.py").write_text('_("A titel")')
    catalogues.update(translated, "uk")
    assert catalogues.problems(translated, "uk") == ["policygen/more.py: 'A titel': untranslated"]


def test_compiles_only_what_changed(translated: Path) -> None:
    assert catalogues.compile_catalogue(translated, "uk")
    assert not catalogues.compile_catalogue(translated, "uk")


def test_a_compilation_that_is_cut_off_leaves_the_old_one(translated: Path) -> None:
    catalogues.compile_catalogue(translated, "uk")
    source = catalogues.po_path(translated, "uk")
    compiled = source.with_suffix(".mo")
    os.utime(compiled, ns=(0, 0))
    before = compiled.read_bytes()
    with full_after(100), pytest.raises(OSError, match="File too large"):
        catalogues.compile_catalogue(translated, "uk")
    assert compiled.read_bytes() == before
    assert sorted(source.parent.iterdir()) == [compiled, source]


def test_untranslated_messages_are_left_out_of_the_compiled_file(translated: Path) -> None:
    _translate(translated, {"%(n)d day": ("", "", "")})
    catalogues.compile_catalogue(translated, "uk")
    words = gettext.translation("django", translated / "locale", ["uk"])
    assert words.ngettext("%(n)d day", "%(n)d days", 2) == "%(n)d days"


@pytest.mark.long
def test_the_catalogue_that_ships_is_complete() -> None:
    for language in catalogues.translated_languages():
        assert catalogues.problems(settings.BASE_DIR, language) == []
