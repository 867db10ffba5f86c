"""The library as one: files and entries that the program needs, and names that are given once."""

import re
from collections.abc import Iterator
from functools import lru_cache

from policygen.engine.library import library_files
from policygen.engine.library.faults import Fault, Path, Trouble, params_of
from policygen.engine.library.laws import NEEDED
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.schema import Requirement
from policygen.engine.loading.checking.files import FILES, File, Part, read
from policygen.engine.loading.checking.known import Names, is_law
from policygen.engine.loading.checking.schema import nearest

_CLOSED = (
    *("messages.yaml", "receipts.yaml", "strings.yaml"),
    *("vocabulary/bases.yaml", "vocabulary/ccpa_categories.yaml", "vocabulary/children.yaml"),
    *("vocabulary/cookie_purposes.yaml", "vocabulary/forms.yaml", "vocabulary/keep_anchors.yaml"),
    *("vocabulary/keep_criteria.yaml", "vocabulary/keep_reasons.yaml"),
    *("vocabulary/keep_until.yaml", "vocabulary/notices.yaml", "vocabulary/roles.yaml"),
    *("vocabulary/rights_channels.yaml", "vocabulary/transfer_grounds.yaml"),
    *("vocabulary/parental_consent.yaml", "vocabulary/about.yaml", "vocabulary/authorities.yaml"),
)
"""Files whose entries the program counts on, each one."""
_FORMATS = ("messages.yaml", "strings.yaml", "receipts.yaml", "promises.yaml", "retention.yaml")
_FIELD = re.compile(r"\{(\w+)\}")
_ONCE = (("tools/",), ("laws/",), ("clauses/", "sections.yaml"))
"""Where a name is given once in all of these; elsewhere once in its file."""

Found = tuple[File, Part | None, Trouble]


def missing_files(paths: frozenset[str]) -> Iterator[Fault]:
    for path in FILES:
        if path not in paths:
            yield Fault("missing_file", path)


def troubles(files: tuple[File, ...]) -> Iterator[Found]:
    yield from _taken(files)
    yield from _sections(files)
    yield from _first_layer(files)
    for file in files:
        if file.path in _CLOSED:
            yield from _needed(file)
        if file.path in _FORMATS:
            yield from _fields(file)


def _needed(file: File) -> Iterator[Found]:
    there = {part.entry for part in file.parts}
    for name in _shipped(file.path):
        if name not in there:
            yield file, None, Trouble("missing_entry", (), {"name": name})
    for part in file.parts:
        if part.entry not in _shipped(file.path):
            near = nearest(part.entry, _shipped(file.path))
            yield file, part, Trouble("unknown_entry", (), {"name": part.entry, "near": near})


@lru_cache
def _shipped(path: str) -> tuple[str, ...]:
    """The entries of the file that ships with the program, which knows what it needs."""
    return tuple(entry.key for entry in library_files.split(_text(path)).entries)


def _text(path: str) -> str:
    return (SHIPPED / path).read_text(encoding="utf-8")


# -- texts that the program fills in -------------------------------------------------------------------


def _fields(file: File) -> Iterator[Found]:
    """A text can have the {fields} that the program gives it, and no other."""
    known = _known_fields(file.path)
    for part in file.parts:
        for at, texts in _formats(part):
            fields = known.get((*part.at, *at))
            for language, text in texts.items() if fields is not None else ():
                for name in _FIELD.findall(str(text)):
                    if name not in (fields or ()):
                        values = {"name": name, "near": nearest(name, fields or ())}
                        yield file, part, Trouble("unknown_format_field", (*at, language), values)


@lru_cache
def _known_fields(path: str) -> dict[Path, frozenset[str]]:
    file, _faults = read(path, _text(path))
    return {
        (*part.at, *at): frozenset(_FIELD.findall(" ".join(map(str, texts.values()))))
        for part in (file.parts if file else ())
        for at, texts in _formats(part)
    }


def _formats(part: Part) -> Iterator[tuple[Path, dict[str, str]]]:
    head = part.path in ("promises.yaml", "retention.yaml")
    for found in part.found if not (head and part.entry) else ():
        if found.kind == "text" and isinstance(found.value, dict):
            yield found.at, found.value


# -- laws ----------------------------------------------------------------------------------------------


def missing_laws(names: Names) -> Iterator[Fault]:
    """The program itself asks for some laws, and counts with what they set."""
    for slug, parameters in NEEDED.items():
        part = names.laws.get(slug)
        if part is None:
            yield Fault("missing_entry", "laws/", params=params_of({"name": slug}))
            continue
        given = part.data.get("parameters")
        for name in parameters:
            if not isinstance(given, dict) or name not in given:
                values = params_of({"name": f"parameters.{name}"})
                yield Fault("missing_field", part.path, slug, params=values)


def doubtful(files: tuple[File, ...]) -> Iterator[Found]:
    """A law stands in one file, with all that it asks for; and no two have one place. No fault: nothing
    hangs on it, and editors could place a requirement where they liked before a law was one file."""
    home: dict[str, str] = {}
    places: dict[object, str] = {}
    for file in files:
        for part in file.parts:
            if is_law(part):
                home.setdefault(part.entry, file.path)
                place = part.data.get("order")
                if place in places:
                    values = {"name": place, "file": places[place]}
                    yield file, part, Trouble("taken", ("order",), values)
                places.setdefault(place, f"{file.path}, {part.entry}")
    for file in files:
        for part in file.parts:
            law = part.data.get("law") if isinstance(part.data, dict) else None
            if part.model is Requirement and home.get(str(law), file.path) != file.path:
                values = {"name": law, "file": home[str(law)]}
                yield file, part, Trouble("other_file", ("law",), values)


# -- names that are given once -------------------------------------------------------------------------


def _taken(files: tuple[File, ...]) -> Iterator[Found]:
    owner: dict[tuple[str, str], str] = {}
    for file in files:
        space = _space(file.path)
        for part in file.parts:
            if not part.entry:
                continue
            key = (space, part.entry)
            if key in owner:
                values = {"name": part.entry, "file": owner[key]}
                yield file, part, Trouble("taken", (), values)
            owner.setdefault(key, file.path)


def _space(path: str) -> str:
    return next((starts[0] for starts in _ONCE if path.startswith(starts)), path)


def _sections(files: tuple[File, ...]) -> Iterator[Found]:
    """Each section has its file, and one only."""
    home: dict[str, str] = {}
    for file in files:
        for part in file.parts if file.path.startswith("clauses/") else ():
            if part.at == ("section",):
                name = str(part.data)
                if name in home:
                    yield file, part, Trouble("taken", (), {"name": name, "file": home[name]})
                home.setdefault(name, file.path)
    for file in files:
        for part in file.parts if file.path == "sections.yaml" else ():
            if part.entry not in home:
                yield file, part, Trouble("no_section_file")


def _first_layer(files: tuple[File, ...]) -> Iterator[Found]:
    """A page opens with its first section: sentences for the first layer alone stand there."""
    titles = (part.entry for file in files if file.path == "sections.yaml" for part in file.parts)
    first = next(titles, "")
    for file in files:
        if not file.path.startswith("clauses/"):
            continue
        section = next((str(p.data) for p in file.parts if p.at == ("section",)), first)
        for part in file.parts:
            if section != first and isinstance(part.data, dict) and part.data.get("first_layer"):
                yield file, part, Trouble("not_first_section", ("first_layer",), {"name": first})
