"""From the library's files to one compiled library.

An editor changes one entry and looks at the whole. So what a file or a text says is read once and
remembered by its text: a library that differs in one file from the last one costs one file.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from policygen.engine.language.phrases import Nouns
from policygen.engine.language.translations import Missing, untranslated, untranslated_in
from policygen.engine.library.laws import Item, Law
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import (
    SHIPPED,
    Clause,
    Finding,
    Library,
    LibraryError,
    PromiseRule,
)
from policygen.engine.library.questions import Preset, Question, QuestionSource
from policygen.engine.library.schema import (
    ClauseSource,
    ConditionLabel,
    FindingRule,
    PromiseFile,
    PromiseSource,
    Requirement,
    RetentionFile,
    Section,
    SectionFile,
    Term,
    Texts,
    Tool,
)
from policygen.engine.loading import compiling, older_forms
from policygen.engine.loading.older_labels import with_words
from policygen.engine.loading.older_laws import lifted
from policygen.engine.templates import TextError, check_format

T = TypeVar("T")


@lru_cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@lru_cache(maxsize=compiling.EDITIONS * 100)
def _validated(kind: Any, text: str) -> Any:
    """The entries of a file; nobody may change them. Raises pydantic.ValidationError."""
    return _adapter(kind).validate_python(compiling.data(text))


@lru_cache(maxsize=compiling.EDITIONS * 100)
def _untranslated(path: str, text: str, languages: tuple[str, ...]) -> Missing:
    return untranslated_in(path, compiling.data(text), languages)


class Files:
    """The files of a library, read as the entries that they hold. Errors name file and place."""

    def __init__(self, texts: Mapping[str, str]):
        self._texts = texts
        self.read_so_far: dict[str, Any] = {}
        """Path → data: of a file that was read twice, the same."""

    def of(self, kind: str) -> list[str]:
        """The paths of a folder, in alphabetical order."""
        return sorted(path for path in self._texts if path.startswith(f"{kind}/"))

    def untranslated(self, languages: tuple[str, ...], nouns: Nouns) -> Missing:
        """Of those that were read."""
        each = (_untranslated(path, self._texts[path], languages) for path in self.read_so_far)
        return untranslated(each, languages, nouns)

    def read(self, path: str) -> Any:
        if path not in self._texts:
            raise LibraryError(f"{path}: there is no such file")
        if path not in self.read_so_far:
            try:
                data = compiling.data(self._texts[path])
            except (yaml.YAMLError, RecursionError) as error:
                raise LibraryError(f"{path}: {error}") from None
            self.read_so_far[path] = data
        return self.read_so_far[path]

    def __contains__(self, path: str) -> bool:
        return path in self._texts

    def one(self, kind: type[T], path: str) -> T:
        return self._validated(kind, path)

    def list_of(self, kind: type[T], path: str) -> list[T]:
        return self._validated(list[kind], path)  # type: ignore[valid-type]

    def laws(self, path: str) -> list[Law | Requirement]:
        return self._validated(list[Item], path)

    def mapping_of(self, kind: type[T], path: str) -> dict[str, T]:
        return self._validated(dict[str, kind], path)  # type: ignore[valid-type]

    def _validated(self, kind: type[T], path: str) -> T:
        self.read(path)
        try:
            return _validated(kind, self._texts[path])  # type: ignore[arg-type,no-any-return]
        except ValidationError as error:
            raise _unusable(path, error) from None


def _unusable(path: str, error: ValidationError) -> LibraryError:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    return LibraryError(f"{path.rpartition('/')[2]}: {place}: {first['msg']}")


def stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def load_library(
    source: Path | Mapping[str, str], *, strict: bool = True, checked: bool = False
) -> Library:
    """A library from a folder, or from its files: path → text (library_files.read_files). Raises
    LibraryError.

    A folder has to pass every check. Of files in memory only what can't be used at all is refused: who
    writes them checks them before. Not `strict`: of what has been released. Its texts were held against
    the rules of that time. `checked`: the whole was checked when it was made, so that its texts wait until
    somebody asks for them, and raise LibraryError only then.
    """
    texts = lifted(read_files(source) if isinstance(source, Path) else source)
    if isinstance(source, Path) and not checked:
        refuse_faults(texts)
    try:
        library = _built(texts if strict else with_words(texts), strict)
        if not checked:
            compile_all(library)
        return library
    except (LibraryError, KeyError, TypeError, AttributeError) as error:
        refuse_faults(texts)
        raise LibraryError(str(error)) from None


def compile_all(library: Library) -> None:
    """Raises LibraryError where a text can't be used."""
    for texts in (
        *(clause.texts for clause in library.clauses),
        *(finding.messages for finding in library.findings),
        *(promise.texts for promise in library.promises),
    ):
        for language in texts:
            texts[language]


def refuse_faults(texts: Mapping[str, str]) -> None:
    """Raises LibraryError with all that is wrong."""
    # Most processes read a library that was checked when it was made.
    from policygen.engine.loading.checking import check, wording

    faults = check(texts)
    if faults:
        raise LibraryError("\n".join(map(wording.in_file, faults)), faults)


def _built(texts: Mapping[str, str], strict: bool) -> Library:
    files, asking = Files(texts), _asking(texts)
    release = files.read("release.yaml")
    rules = files.list_of(FindingRule, "findings.yaml")
    periods = files.one(RetentionFile, "retention.yaml")
    promised = files.one(PromiseFile, "promises.yaml")
    nouns: Nouns = files.one(Nouns, "nouns.yaml") if "nouns.yaml" in files else {}
    legal = [item for path in files.of("laws") for item in files.laws(path)]
    laws = _in_order(item for item in legal if isinstance(item, Law))
    library = Library(
        release=release["release"],
        languages=release["languages"],
        vocabulary={
            **{stem(path): files.mapping_of(Term, path) for path in files.of("vocabulary")},
            "laws": {slug: Term(label=law.label) for slug, law in laws.items()},
        },
        tools={t.slug: t for path in files.of("tools") for t in files.list_of(Tool, path)},
        condition_labels=files.mapping_of(ConditionLabel, "conditions.yaml"),
        laws=laws,
        requirements=tuple(item for item in legal if isinstance(item, Requirement)),
        findings=tuple(_finding(rule, strict) for rule in rules),
        retention=periods.rules,
        retention_words=periods.words,
        sections=tuple(files.list_of(Section, "sections.yaml")),
        clauses=_clauses(files, strict),
        messages=files.mapping_of(Texts, "messages.yaml"),
        strings=files.mapping_of(Texts, "strings.yaml"),
        receipt_words=files.mapping_of(Texts, "receipts.yaml"),
        promises=tuple(_promise(source, strict) for source in promised.promises),
        promise_words=promised.words,
        nouns=nouns,
        untranslated=files.untranslated(tuple(release["languages"]), nouns),
        fixture_shops={stem(path): files.read(path) for path in files.of("fixtures")},
        questions={stem(p): _questions(asking, p) for p in asking.of("questions")},
        presets=asking.mapping_of(Preset, "presets.yaml"),
    )
    _check_filled_in(library, strict)
    _check_links(library)
    return library


def _in_order(laws: Iterable[Law]) -> dict[str, Law]:
    return {law.slug: law for law in sorted(laws, key=lambda law: law.order)}


def _asking(texts: Mapping[str, str]) -> Files:
    """What the wizard asks with. A release may lack a file: then that is the shipped one.

    Apart from the other files, since a policy may be offered in a language that no question speaks.
    """
    shipped = _shipped_asking()
    own = {p: t for p, t in texts.items() if p in shipped or p.startswith("questions/")}
    return Files({**shipped, **own})


@lru_cache(maxsize=1)
def _shipped_asking() -> dict[str, str]:
    paths = [SHIPPED / "presets.yaml", *SHIPPED.glob("questions/*.yaml")]
    return {path.relative_to(SHIPPED).as_posix(): path.read_text("utf-8") for path in paths}


def _questions(asking: Files, path: str) -> dict[str, Question]:
    """Of a screen. What a release, or an editor, said in an older form is completed as it ships."""
    shipped = Files(_shipped_asking())
    as_shipped = shipped.mapping_of(QuestionSource, path) if path in shipped else {}
    try:
        return older_forms.questions(asking.mapping_of(QuestionSource, path), as_shipped)
    except ValidationError as error:
        raise _unusable(path, error) from None


def _check_links(library: Library) -> None:
    """Addresses that a policy links to; a tool's own are checked as they are read."""
    for slug, authority in library.vocabulary.get("authorities", {}).items():
        url = str(authority.get("url", ""))
        if not url.startswith("https://"):
            raise LibraryError(f"authorities.yaml: {slug}: url: {url[:100]!r} is no https address")


def _check_filled_in(library: Library, strict: bool) -> None:
    """The texts that code fills in with str.format: no way out of the values, no width."""
    kinds = {
        "messages": library.messages,
        "strings": library.strings,
        "receipts": library.receipt_words,
        "retention": library.retention_words,
        "promises": library.promise_words,
    }
    for kind, words in kinds.items():
        for key, texts in words.items():
            for text in texts.values():
                try:
                    check_format(text, strict=strict)
                except TextError as error:
                    raise LibraryError(f"{kind}.yaml: {key}: {error}") from None


def _clauses(files: Files, strict: bool) -> tuple[Clause, ...]:
    """In the order of the sections, and within a section in the order of its file."""
    found = {}
    for path in files.of("clauses"):
        content = files.one(SectionFile, path)
        found[content.section] = content
    order = [section.id for section in files.list_of(Section, "sections.yaml")]
    if set(order) != set(found):
        raise LibraryError(f"sections without a file, or the reverse: {set(order) ^ set(found)}")
    return tuple(_clause(c, section, strict) for section in order for c in found[section].clauses)


def compiled_clause(source: ClauseSource, section: str) -> Clause:
    """Raises LibraryError."""
    clause = _clause(source, section, strict=True)
    for language in clause.texts:
        clause.texts[language]
    return clause


def _clause(source: ClauseSource, section: str, strict: bool) -> Clause:
    return Clause(
        id=source.id,
        section=section,
        when=source.when,
        satisfies=source.satisfies,
        reviewed=source.reviewed,
        unsure=source.unsure,
        callout=source.callout,
        texts=compiling.Texts(f"clause {source.id}", source.text, compiling.text, strict),
        fixtures=source.fixtures,
        to_check=source.to_check,
        first_layer=source.first_layer,
    )


def _finding(rule: FindingRule, strict: bool) -> Finding:
    place = f"finding {rule.id}"
    return Finding(rule, compiling.Texts(place, rule.message, compiling.line, strict))


def _promise(source: PromiseSource, strict: bool) -> PromiseRule:
    place = f"promise {source.id}"
    return PromiseRule(source, compiling.Texts(place, source.text, compiling.line, strict))


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    """The library that ships with the project, once per process. `manage.py library_check`, the tests and
    the editors' draft check it when it changes."""
    return load_library(SHIPPED, checked=True)
