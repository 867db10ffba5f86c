"""What was found in an entry is remembered, and forgotten as soon as anything that it names is other."""

from dataclasses import replace

import pytest
import yaml

from policygen.engine.library.library_files import dump_entry, read_files, split
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading import checking

FILES = read_files(SHIPPED)
Found = tuple[checking.Fault, ...]
SEEN = [
    ("vocabulary/purposes.yaml", "newsletter", None),
    ("vocabulary/about.yaml", "children", None),
    ("vocabulary/data.yaml", "inferences", "ccpa"),
    ("tools/ads.yaml", "meta_pixel", None),
    ("laws/california.yaml", "caloppa", None),
    ("laws/california.yaml", "caloppa", "applies_if"),
    ("laws/california.yaml", "OPPA-b5", None),
    ("laws/california.yaml", "OPPA-b5", "where"),
    ("laws/ccpa.yaml", "ccpa", "parameters"),
    ("clauses/rights.yaml", "rights-time", None),
    ("clauses/children.yaml", "children-general", "satisfies"),
    ("clauses/contact.yaml", "contact-reply", "when"),
    ("questions/site.yaml", "storage_where", "covers"),
    ("sections.yaml", "cookies", None),
]
"""An entry, or a field of it, that others name or count with."""


def without_memory(files: dict[str, str]) -> Found:
    for remembered in (
        checking._of_file,
        checking._in_library,
        checking._alike,
        checking._names,
        checking._with_clauses,
        checking._whenever,
        checking._doubts,
    ):
        remembered.cache_clear()
    return checking.check(files)


def changed(path: str, key: str, field: str | None) -> dict[str, str]:
    """Without one entry, or without one of its fields."""
    file = split(FILES[path])
    place = next(n for n, entry in enumerate(file.entries) if entry.key == key)
    entries = list(file.entries)
    found = entries.pop(place)
    if field is not None:
        data = {name: said for name, said in found.data.items() if name != field}
        listed = not path.startswith(("vocabulary/", "questions/"))
        text = dump_entry(data, None if listed else key)
        entries.insert(place, replace(found, text=text))
    return {**FILES, path: replace(file, entries=tuple(entries)).text}


def found_in(files: dict[str, str]) -> tuple[Found, Found, Found]:
    return checking.check(files), checking.check(FILES), checking.warnings(files)


@pytest.fixture(scope="module")
def remembered(request: pytest.FixtureRequest) -> dict[int, tuple[Found, Found, Found]]:
    """Of each change in turn, with all that was found in those before it: of those that this run looks at."""
    looked_at = {item.callspec.params["number"] for item in request.session.items if of_these(item)}
    checking.warnings(FILES)
    return {number: found_in(changed(*SEEN[number])) for number in sorted(looked_at)}


def of_these(item: pytest.Item) -> bool:
    return getattr(item, "originalname", "") == "test_the_same_as_anew"


@pytest.mark.few(4)
@pytest.mark.parametrize(
    "number", range(len(SEEN)), ids=[f"{key} {field}" for _, key, field in SEEN]
)
def test_the_same_as_anew(remembered: dict[int, tuple[Found, Found, Found]], number: int) -> None:
    files = changed(*SEEN[number])
    faults, none, warnings = remembered[number]
    assert (faults, none, warnings) == (without_memory(files), (), checking.warnings(files))
    assert faults or warnings


def test_a_service_that_editors_mark() -> None:
    """A preset may not suggest it then."""
    path, before = "tools/payments.yaml", "- slug: liqpay\n"
    assert before in FILES[path]
    marked = FILES[path].replace(before, f"{before}  flags: [blocked_ua]\n", 1)
    checking.check(FILES)
    found = {(fault.code, fault.path) for fault in checking.check({**FILES, path: marked})}
    assert found == {("owners_own", "presets.yaml")}


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("clauses/contact.yaml", "email", "e-mail"),
        ("clauses/rights.yaml", "'law:uk_gdpr', 'law:ua_pdp'", "'law:uk_gdpr'"),
        ("clauses/rights.yaml", "satisfies: [GDPR-13-2b, OPPA-b2]", "satisfies: [GDPR-13-2b]"),
        ("tools/payments.yaml", "name: Fondy", "name: Fondi"),
    ],
    ids=["text", "condition", "satisfies", "service"],
)
def test_a_changed_entry_lets_other_files_be(path: str, before: str, after: str) -> None:
    """So an editor's save costs what their entry costs; but for the promises that a clause is held for."""
    checking.check(FILES)
    assert before in FILES[path]
    missed = checking._in_library.cache_info().misses
    checking.check({**FILES, path: FILES[path].replace(before, after, 1)})
    looked_at = checking._in_library.cache_info().misses - missed
    here = {entry.key for entry in split(FILES[path]).entries}
    promises = yaml.safe_load(FILES["promises.yaml"])["promises"]
    held_for = [one for one in promises if here & set(one.get("clauses") or ())]
    head = path.startswith("clauses/")
    assert looked_at == len(here) + head + len(held_for)


def test_a_clause_that_goes_is_asked_for_where_it_may_be_named() -> None:
    checking.check(FILES)
    missed = checking._in_library.cache_info().misses
    path = "clauses/rights.yaml"
    checking.check(changed(path, "rights-time", None))
    looked_at = checking._in_library.cache_info().misses - missed
    shops = sum(1 for name in FILES if name.startswith("fixtures/"))
    promises = yaml.safe_load(FILES["promises.yaml"])
    asked = len(promises["promises"]) + len(promises) - 1 + shops
    assert looked_at == len(split(FILES[path]).entries) + asked


def test_a_reworded_label_lets_others_be() -> None:
    checking.check(FILES)
    missed = checking._in_library.cache_info().misses
    path = "vocabulary/purposes.yaml"
    checking.check({**FILES, path: FILES[path].replace("label:\n    en: ", "label:\n    en: X", 1)})
    assert checking._in_library.cache_info().misses - missed == len(split(FILES[path]).entries)
