"""Entries of every kind are made on the desk: they begin with their fields, and are checked like others."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains

from policygen.desk.entries import new_entry
from policygen.draft import draft
from policygen.draft.models import Entry, LibraryFile
from policygen.engine.library import library_files
from policygen.releases.libraries import compiled
from tests.editors import client_of, fields, refusals
from tests.library_draft import PATH, SHIPPED_FILES, entry

ADD = "/en/admin/clauses/entry/add/"
TOOLS = "tools/crm.yaml"


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def at(path: str) -> str:
    return f"{ADD}other/{LibraryFile.objects.get(path=path).pk}/"


def make(client: Client, path: str, *changes: tuple[str, str]) -> HttpResponse:
    """Open the page, fill in, send."""
    form = fields(client.get(at(path)))
    for old, new in changes:
        assert old in form["text"], form["text"]
        form["text"] = form["text"].replace(old, new, 1)
    return client.post(at(path), {**form, "go": "save", "comment": "Asked for"})


NAMED = ("new-entry", "ours")
TEXTS = (("en: ''", "en: Ours"), ("uk: ''", "uk: Наше"))
TOOL = [
    ("name: ''", "name: Ours"),
    ("group: ''", "group: crm"),
    ("entity: ''", "entity: null"),
    ("countries: []", "countries: [UA]"),
    ("role: ''", "role: processor"),
    ("receives: []", "receives: [name]"),
    ("policy_url: ''", "policy_url: https://ours.example/privacy"),
    ("ccpa: ''", "ccpa: none"),
    ("checked: ''", "checked: 2026-11-22"),
]
GDPR = [
    ("law: ''", "law: gdpr"),
    ("citation: ''", "citation: Art. 99"),
    ("level: ''", "level: must"),
    ("where: []", "where: [process]"),
]
FINDING = [
    ("severity: ''", "severity: note"),
    ("when: {}", "when: {all: ['law:gdpr']}"),
    ("citation: ''", "citation: GDPR Art. 99"),
    ("question: ''", "question: offers"),
]
PURPOSE = [
    ("group: ''", "group: sales"),
    ("data: []", "data: [name]"),
    ("about: ''", "about: customers"),
    ("source: []", "source: [person]"),
    ("basis: ''", "basis: contract"),
    ("interest: ''", "interest: null"),
    ("mandatory: ''", "mandatory: true"),
    ("keep: {}", "keep: {for: P3Y, after: order, why: [claims]}"),
]
FILLED: dict[str, list[tuple[str, str]]] = {
    TOOLS: [NAMED, *TOOL],
    "laws/gdpr.yaml": [NAMED, *GDPR, *TEXTS],
    "findings.yaml": [NAMED, *FINDING, *TEXTS],
    "retention.yaml": [
        NAMED,
        ("purposes: []", "purposes: [orders]"),
        ("kind: ''", "kind: law\n  minimum: P1Y\n  citation: Act 1"),
        ("checked: ''", "checked: 2026-11-22"),
        *TEXTS,
    ],
    "promises.yaml": [
        NAMED,
        ("kind: ''", "kind: once"),
        ("clauses: []", "clauses: [rights-time]"),
        ("question: ''", "question: offers"),
        *TEXTS,
    ],
    "vocabulary/security.yaml": [("new_entry", "ours"), *TEXTS, *TEXTS],
    "vocabulary/data.yaml": [
        ("new_entry", "ours"),
        ("group: ''", "group: identity"),
        ("ccpa: []", "ccpa: [A]"),
        *TEXTS,
    ],
    "vocabulary/purposes.yaml": [("new_entry", "ours"), *PURPOSE, *TEXTS, *TEXTS, *TEXTS],
}


@pytest.mark.few(3)
@pytest.mark.parametrize("path", FILLED)
def test_it_works(author: Client, path: str) -> None:
    answer = make(author, path, *FILLED[path])
    assert answer.status_code == 302, refusals(answer)
    made = entry(path, "ours")
    before = library_files.split(SHIPPED_FILES[path])
    longer = replace(before, entries=(*before.entries, library_files.Entry("ours", made.text)))
    assert draft.files() == {**SHIPPED_FILES, path: longer.text}
    compiled(draft.files())
    (change,) = made.revisions.all()
    assert (str(change.author), change.comment) == ("ada", "Asked for")


@pytest.mark.long
def test_every_open_file_has_a_page(author: Client) -> None:
    paths = [path for path in SHIPPED_FILES if new_entry.is_open(path)]
    listed = author.get(f"{ADD}other/").content.decode()
    for path in paths:
        if not path.startswith("clauses/"):
            assert at(path) in listed
            assert fields(author.get(at(path)))["text"]


NEUTRAL = ("", None, [], {}, "new-entry", "new_entry")


def leaves(node: Any) -> list[Any]:
    """What an entry says, without its keys."""
    if isinstance(node, dict) and node:
        return [leaf for value in node.values() for leaf in leaves(value)]
    return (
        [leaf for value in node for leaf in leaves(value)]
        if isinstance(node, list) and node
        else [node]
    )


OPEN = [p for p in SHIPPED_FILES if new_entry.is_open(p) and not p.startswith("clauses/")]


ONE_EACH = [p for p in OPEN if "/" not in p or p.startswith("vocabulary/")]
ONE_EACH += [TOOLS, "laws/gdpr.yaml"]


@pytest.mark.parametrize("path", OPEN)
def test_no_meaning_of_another_entry_is_there_unasked(path: str) -> None:
    """Nor of the program: a flag, a legal basis, a law or a role that nobody chose."""
    is_list = library_files.split(SHIPPED_FILES[path]).is_list
    text = new_entry.skeleton(LibraryFile(path=path, is_list=is_list)).text
    begun = Entry(file=LibraryFile(path=path), key="", text=text).data
    assert [leaf for leaf in leaves(begun) if leaf not in NEUTRAL] == []


@pytest.mark.few(5)
@pytest.mark.parametrize("path", ONE_EACH)
def test_what_is_not_filled_in_is_refused_by_name(author: Client, path: str) -> None:
    shape = new_entry.skeleton(LibraryFile.objects.get(path=path)).shape
    expected = shape.empty({}, ("en", "uk"))
    page = make(
        author,
        path,
        NAMED if "- " in fields(author.get(at(path)))["text"] else ("new_entry", "ours"),
    )
    (told,) = refusals(page)
    assert told.startswith("The entry, as YAML: Fill in: ")
    named = {name.split(".")[0] for name in told.partition("Fill in: ")[2].rstrip(".").split(", ")}
    must = {n for n in expected if not field_of(shape, n).may_be_empty}
    assert named == must - {"slug", "id"}


def field_of(shape: Any, name: str) -> Any:
    return next(field for field in shape.fields if field.name == name)


def test_in_ukrainian_too(author: Client, ada: User) -> None:
    address = at("vocabulary/data.yaml").replace("/en/", "/uk/", 1)
    form = fields(author.get(address))
    form["text"] = form["text"].replace("new_entry", "ours")
    page = author.post(address, {**form, "go": "save"})
    assert refusals(page)[0].endswith("Заповніть: label.en, label.uk, group, ccpa.")


@pytest.mark.few(5)
@pytest.mark.parametrize("path", ONE_EACH)
def test_each_field_has_a_hint(author: Client, path: str) -> None:
    """Those that the entry begins with, and those that others of its kind have; no law is made here."""
    hints = author.get(at(path)).context["hints"]
    named = {hint.name for hint in hints}
    assert all(hint.words or hint.choices for hint in hints)
    rows = Entry.objects.filter(file__path=path).exclude(text="")
    others = [row.data for row in rows if isinstance(row.data, dict) and "order" not in row.data]
    used = {key for data in others for key in data}
    assert used - named <= {"slug", "id"}


def test_hints_name_the_words_that_may_stand(author: Client, ada: User) -> None:
    hints = {hint.name: hint for hint in author.get(at("vocabulary/data.yaml")).context["hints"]}
    assert hints["ccpa"].words == "any of: A, B, C, D, E, F, G, H, I, J, K, L"
    assert (hints["special"].words, hints["special"].required) == ("true or false", False)
    assertContains(author.get(at("findings.yaml")), "names of conditions, such as")


def test_a_new_clause_has_no_section_yet(author: Client, ada: User) -> None:
    page = author.get(ADD)
    held = fields(page)
    assert {
        name: text for name, text in held.items() if text and name != "csrfmiddlewaretoken"
    } == {"seen": "0", "sample": "example:classerium"}
    told = refusals(author.post(ADD, {**held, "id": "rights-new", "go": "save"}))
    assert [t.partition(":")[0] for t in told] == ["Section", "Last reviewed"]


BAD: list[tuple[str, list[tuple[str, str]], str]] = [
    (TOOLS, TOOL, "Give the entry a name of its own."),
    (TOOLS, [("new-entry", "keycrm")], "There is an entry of this name already."),
    (TOOLS, [("new-entry", "stripe")], "There is an entry of this name already."),
    (TOOLS, [NAMED, *TOOL[1:]], "Fill in: name."),
    (TOOLS, [NAMED, ("role: ''", "role: [")], "This can’t be read as YAML."),
    (
        TOOLS,
        [NAMED, *TOOL[:4], ("role: ''", "role: boss"), *TOOL[5:]],
        "Line 6, role: “boss” is not possible here",
    ),
    (TOOLS, [NAMED, ("name: ''", "name: A\r\n- slug: b")], "Write one entry here."),
    (
        TOOLS,
        [NAMED, *TOOL[:5], ("receives: []", "receives: [aura]"), *TOOL[6:]],
        "receives: There is no entry “aura” in vocabulary/data.yaml.",
    ),
    ("laws/gdpr.yaml", [NAMED, *GDPR, TEXTS[0]], "Fill in: asks.uk."),
    (
        "findings.yaml",
        [NAMED, FINDING[0], ("when: {}", "when: {all: ['tool:x']}"), *FINDING[2:], *TEXTS],
        "“tool:x”",
    ),
]


@pytest.mark.few(4)
@pytest.mark.parametrize(("path", "changes", "reason"), BAD)
def test_what_is_refused(
    author: Client, path: str, changes: list[tuple[str, str]], reason: str
) -> None:
    page = make(author, path, *changes)
    assert page.status_code == 200
    assert [told for told in refusals(page) if reason in told] != [], refusals(page)
    assert draft.files() == SHIPPED_FILES


def test_the_name_of_a_deleted_entry(author: Client, ada: User) -> None:
    row = entry(TOOLS, "keycrm")
    draft.save(row, "", seen=0, by=ada)
    page = make(author, TOOLS, ("new-entry", "keycrm"))
    (told,) = refusals(page)
    assert told.endswith("An entry of this name was deleted. Restore it, or choose another name.")


def test_the_second_of_two_editors_is_told(ada: User) -> None:
    """Both began before either had saved."""
    text = entry(PATH, "rights-free").text
    draft.add(PATH, "rights-ours", text.replace("rights-free", "rights-ours"), by=ada)
    with pytest.raises(draft.Taken):
        draft.add(PATH, "rights-ours", "other", by=ada)
    assert Entry.objects.filter(key="rights-ours").count() == 1


@pytest.mark.parametrize("path", ["strings.yaml", "sections.yaml", PATH, "vocabulary/roles.yaml"])
def test_files_that_take_no_entry_here(author: Client, path: str) -> None:
    assert author.get(at(path)).status_code == 404


@pytest.mark.parametrize("name", ["rita", "petro", "olena"])
def test_only_authors(ada: User, name: str) -> None:
    client: Any = client_of(name)
    assert client.get(f"{ADD}other/").status_code == 403
    assert client.get(at(TOOLS)).status_code == 403
    assert client.post(at(TOOLS), {}).status_code == 403


def test_the_list_leads_there(author: Client) -> None:
    page = author.get("/en/admin/clauses/entry/")
    assertContains(page, f'href="{ADD}other/"')
    assertContains(page, f'href="{ADD}"')
