"""Message catalogues without the gettext binaries: extract, check and compile with Babel.

`root` is always the folder that holds `policygen/`, `templates/` and `locale/`. The source language
is English and has no catalogue. Files carry no dates and no line numbers, so that only a change of
a message changes them.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from policygen.engine.atomic_files import write_whole

SOURCES = ("policygen", "templates")
TEMPLATE_ENDINGS = (".html", ".txt", ".xml")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
    "placeholder": (2,),  # what one stands for (engine/placeholders/): the engine knows no gettext
}
COMMENT_TAG = "Translators:"

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
_LINE_WIDTH = 100


def translated_languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


# -- extracting ------------------------------------------------------------------------------------


def extract(root: Path) -> Catalog:
    """The messages that the code and the templates ask for, ordered by file and text."""
    found: dict[tuple[str | None, object], tuple[object, list[str], list[str]]] = {}
    for path in _source_files(root):
        place = path.relative_to(root).as_posix()
        for message, comments, context in _messages(path):
            first = message[0] if isinstance(message, tuple) else message
            _, places, notes = found.setdefault((context, first), (message, [], []))
            places.append(place)
            notes.extend(comments)
    template = Catalog()
    for (context, _), (message, places, notes) in sorted(found.items(), key=_by_place):
        locations = [(place, 0) for place in dict.fromkeys(places)]
        template.add(message, None, locations, auto_comments=notes, context=context)  # type: ignore[arg-type]
    return template


def _by_place(
    entry: tuple[tuple[str | None, object], tuple[object, list[str], list[str]]],
) -> tuple[str, str, str]:
    (context, first), (_, places, _) = entry
    return places[0], str(first), context or ""


def _source_files(root: Path) -> list[Path]:
    files = (path for source in SOURCES for path in (root / source).rglob("*"))
    return sorted(path for path in files if path.suffix in (".py", *TEMPLATE_ENDINGS))


def _messages(path: Path) -> Iterator[tuple[object, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = _template_as_python(text, path)
    source = BytesIO(text.encode())
    found = babel_extract("python", source, KEYWORDS, [COMMENT_TAG], {"encoding": "utf-8"})
    for _, message, comments, context in found:
        yield message, comments, context


def _template_as_python(text: str, path: Path) -> str:
    """Django's tags as calls of gettext. Indentation goes: Python would stumble over it."""
    calls = templatize(text, origin=str(path))
    return "\n".join(line.strip() for line in calls.splitlines()) + "\n"


# -- files -----------------------------------------------------------------------------------------


def po_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    path = po_path(root, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update(root: Path, language: str, prune: bool = False) -> Catalog:
    """Bring the catalogue's file up to date with the sources.

    Translations are kept and never guessed. What nothing asks for any more stays as a comment,
    until `prune` removes it.
    """
    catalog = read(root, language)
    for message in [*catalog.obsolete.values()]:  # one may be asked for again
        catalog[message.id] = message
    catalog.obsolete.clear()
    catalog.update(extract(root), no_fuzzy_matching=True, update_header_comment=False)
    write(root, language, catalog, prune)
    return catalog


def write(root: Path, language: str, catalog: Catalog, prune: bool = False) -> None:
    path = po_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [_po_bytes(catalog, prune)])


def _po_bytes(catalog: Catalog, prune: bool) -> bytes:
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale_identifier}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    body = BytesIO()
    write_po(
        body,
        catalog,
        width=_LINE_WIDTH,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=prune,
    )
    return header.encode() + body.getvalue().strip() + b"\n"


def compile_catalogue(root: Path, language: str) -> bool:
    """Write the .mo beside the .po. False where it was up to date already, or came compiled."""
    source = po_path(root, language)
    target = source.with_suffix(".mo")
    if not source.exists():
        return False
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    catalog = read(root, language)
    for message in [m for m in catalog if m.id and not _is_translated(m)]:
        catalog.delete(message.id, message.context)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    # Another process may be reading it, or writing it too.
    write_whole(target, [compiled.getvalue()], 0o644)
    return True


# -- checking --------------------------------------------------------------------------------------


def problems(root: Path, language: str) -> list[str]:
    """What keeps a catalogue from being complete, one line each: place, message, defect."""
    catalog = read(root, language)
    wanted = [message for message in extract(root) if message.id]
    lines = [line for message in wanted for line in _problems_of(message, catalog)]
    keys = {_key(message) for message in wanted}
    left_over = [m for m in catalog if m.id and _key(m) not in keys]
    left_over += catalog.obsolete.values()
    name = po_path(root, language).relative_to(root).as_posix()
    return [*lines, *(f"{name}: {_quoted(m)}: obsolete" for m in left_over)]


def _problems_of(wanted: Message, catalog: Catalog) -> Iterator[str]:
    place = ", ".join(file for file, _ in wanted.locations)
    message = catalog.get(wanted.id, wanted.context)
    if message is None or (wanted.pluralizable and not message.pluralizable):
        defects = ["missing"]
    elif not _is_translated(message):
        defects = ["untranslated"]
    else:
        defects = ["fuzzy"] if message.fuzzy else []
        defects += _placeholder_defects(message)
    return (f"{place}: {_quoted(wanted)}: {defect}" for defect in defects)


def _placeholder_defects(message: Message) -> list[str]:
    """A plural form may have the placeholders of either source: "one file", "%(n)s files"."""
    allowed = [_placeholders(text) for text in _texts(message.id)]
    return [
        f"placeholders differ in {text!r}"
        for text in _texts(message.string)
        if _placeholders(text) not in allowed
    ]


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text.replace("%%", "")))


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(_texts(message.string))


def _texts(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, _texts(message.id)[0]


def _quoted(message: Message) -> str:
    text = _texts(message.id)[0]
    return repr(text if len(text) <= 70 else f"{text[:69]}…")
