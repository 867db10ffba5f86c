"""A third language needs a label and texts: a small library in English, Ukrainian and Polish."""

import datetime
from typing import Any

import pytest
import yaml

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.formats import write
from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.load import load_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cast import changed

NEEDED = {
    "forms": {"company": "spółka"},
    "bases": {"contract": "umowa"},
    "about": {"customers": "klienci"},
    "data": {"name": "imię i nazwisko", "email": "adres e-mail"},
    "tool_groups": {"hosting": "hosting"},
    "keep_anchors": {"order": "po zamówieniu"},
    "keep_until": {},
    "keep_criteria": {},
    "keep_reasons": {},
    "children": {},
    "offers": {"jewelry": "biżuteria"},
    "purposes": {"orders": "Realizacja zamówień"},
    "roles": {"own": "działa na naszym serwerze"},
    "rights_channels": {"email": "e-mail"},
    "notices": {"website": "na stronie"},
    "security": {"https": "szyfrowanie połączenia (HTTPS)"},
}  # fmt: skip
"""Of the shipped words, those that the shop below uses, and their Polish."""

CLAUSES: dict[str, dict[str, Any]] = {
    "contact": {
        "id": "reply",
        "when": {"all": ["has:reply-time"]},
        "reviewed": "2026-11-22",
        "text": {
            "en": "We reply within {{ reply_time }}: {{ shop.email }}.",
            "uk": "Відповідаємо протягом {{ reply_time }}: {{ shop.email }}.",
            "pl": "Odpowiadamy w ciągu {{ reply_time }}: {{ shop.email }}.",
        },
    },
    "purposes": {
        "id": "periods",
        "reviewed": "2026-11-22",
        "text": {
            "en": "What we keep:\n\n{{ retention_list() }}",
            "uk": "Що ми зберігаємо:\n\n{{ retention_list() }}",
            "pl": "Co przechowujemy:\n\n{{ retention_list() }}",
        },
    },
    "changes": {
        "id": "date",
        "reviewed": "2026-11-22",
        "text": {
            "en": "In force from {{ effective }} in {{ shop.country }}.",
            "uk": "Діє з {{ effective }}, {{ shop.country }}.",
            "pl": "Obowiązuje od {{ effective }}, {{ shop.country }}.",
        },
    },
}  # fmt: skip


def small_files() -> dict[str, str]:
    """The files of a library with three clauses and only the words that they need, in three languages."""
    shipped = read_files(SHIPPED)
    files = {path: _without_entries(text) for path, text in shipped.items()}
    files = {path: text for path, text in files.items() if not path.startswith(("clauses/", "fix"))}
    files["release.yaml"] = dump(
        {"release": 1, "languages": {"en": "English", "uk": "Українська", "pl": "Polski"}}
    )
    files["nouns.yaml"] = shipped["nouns.yaml"]
    for kind, words in NEEDED.items():
        terms = read(shipped[f"vocabulary/{kind}.yaml"])
        for slug, polish in words.items():
            terms[slug]["label"]["pl"] = polish
            for key in ("question", "owner", "why", "long", "others"):
                terms[slug].pop(key, None)
        files[f"vocabulary/{kind}.yaml"] = dump({slug: terms[slug] for slug in words})
    files["sections.yaml"] = dump(
        [{"id": slug, "title": {"en": slug, "uk": slug, "pl": slug}} for slug in CLAUSES]
    )
    label = read(shipped["conditions.yaml"])["has:reply-time"]
    label["label"]["pl"] = "podajesz czas odpowiedzi"
    files["conditions.yaml"] = dump({"has:reply-time": label})
    files["strings.yaml"] = _with_polish(shipped["strings.yaml"])
    for section, clause in CLAUSES.items():
        files[f"clauses/{section}.yaml"] = dump({"section": section, "clauses": [clause]})
    return files


def _without_entries(text: str) -> str:
    data = read(text)
    if isinstance(data, list):
        return "[]"
    if "rules" in data or "promises" in data:
        empty = {key: [] if isinstance(value, list) else {} for key, value in data.items()}
        return dump(empty)
    return "{}"


def _with_polish(text: str) -> str:
    return dump({key: {**texts, "pl": texts["en"]} for key, texts in read(text).items()})


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)


def dump(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def edit(files: dict[str, str], path: str, old: str, new: str) -> dict[str, str]:
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}


ANSWERS = {
    "languages": ["pl", "en", "uk"],
    "business.form": "company",
    "business.country": "PL",
    "business.replies_within": {"days": 2, "working": True},
    "customers": {"where": ["PL"]},
}


def polish_policy(library: Library, **answers: Any) -> Document:
    return compose(library, make_facts(changed({**ANSWERS, **answers}), library), "pl")


def texts(document: Document) -> list[str]:
    return [plain_text(clause.html) for clause in document.clauses]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return small_files()


@pytest.fixture(scope="module")
def library(files: dict[str, str]) -> Library:
    return load_library(files)


def test_it_works(library: Library) -> None:
    assert library.untranslated == {"en": (), "uk": (), "pl": ()}
    assert list(library.complete_languages) == ["en", "uk", "pl"]
    document = polish_policy(library)
    assert texts(document) == [
        "Odpowiadamy w ciągu 2 dni roboczych: hi@willow.example.",
        "Co przechowujemy:\nRealizacja zamówień: 3 lata po zamówieniu",
        "Obowiązuje od 22 listopada 2026, Polska.",
    ]


@pytest.mark.parametrize("form", ["docx", "html", "markdown"])
def test_it_can_be_written(library: Library, form: str) -> None:
    assert len(write(polish_policy(library), form)) > 100


@pytest.mark.parametrize(
    ("period", "polish"),
    [
        ("P1M", "1 miesiąc"),
        ("P2M", "2 miesiące"),
        ("P4M", "4 miesiące"),
        ("P5M", "5 miesięcy"),
        ("P12M", "12 miesięcy"),
        ("P22M", "22 miesiące"),
        ("P1Y", "1 rok"),
        ("P2Y", "2 lata"),
        ("P5Y", "5 lat"),
        ("P1D", "1 dzień"),
        ("P30D", "30 dni"),
        ("PT72H", "72 godziny"),
        ("P1Y6M", "1 rok i 6 miesięcy"),
    ],
)
def test_plurals(library: Library, period: str, polish: str) -> None:
    keep = {"for": period, "after": "order"}
    document = polish_policy(library, **{"activities.0.keep": keep})
    assert texts(document)[1].endswith(f"Realizacja zamówień: {polish} po zamówieniu")


@pytest.mark.parametrize(
    ("days", "polish"), [(1, "1 dnia roboczego"), (3, "3 dni roboczych"), (5, "5 dni roboczych")]
)
def test_cases_of_the_library(library: Library, days: int, polish: str) -> None:
    answer = {"days": days, "working": True}
    document = polish_policy(library, **{"business.replies_within": answer})
    assert texts(document)[0] == f"Odpowiadamy w ciągu {polish}: hi@willow.example."
    assert lang.count(2, "working_day", "pl", "nominative", library.nouns) == "2 dni robocze"
    assert lang.count(5, "month", "pl", "genitive", library.nouns) == "5 miesięcy"


def test_what_cldr_knows_of_any_language() -> None:
    assert lang.date(datetime.date(2026, 3, 1), "de") == "1. März 2026"
    assert lang.join(["a", "b", "c"], "de") == "a, b und c"
    assert lang.place("WORLD", "de") == "Welt"
    assert lang.place("US-CA", "de") == "Vereinigte Staaten (CA)"
    assert lang.duration(Duration.parse("P2M"), "cs", "genitive") == "2 měsíce"
    with pytest.raises(KeyError):
        lang.count(2, "working_day", "de")


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("clauses/changes.yaml", "    pl: Obowiązuje od {{ effective }}, {{ shop.country }}.\n", "", "clauses/changes.yaml: clauses.date.text"),
        ("clauses/changes.yaml", "Obowiązuje od {{ effective }}, {{ shop.country }}.", "' '", "clauses/changes.yaml: clauses.date.text"),
        ("vocabulary/forms.yaml", "    pl: spółka\n", "", "vocabulary/forms.yaml: company.label"),
        ("strings.yaml", "  pl: Contents\n", "", "strings.yaml: contents"),
        ("sections.yaml", "    pl: contact\n", "", "sections.yaml: contact.title"),
        ("nouns.yaml", "working_day:", "workday:", "nouns.yaml: pl.working_day"),
    ],
)  # fmt: skip
def test_one_text_missing(files: dict[str, str], path: str, old: str, new: str, place: str) -> None:
    library = load_library(edit(files, path, old, new))
    assert library.untranslated == {"en": (), "uk": (), "pl": (place,)}
    assert list(library.complete_languages) == ["en", "uk"]
    assert list(library.languages) == ["en", "uk", "pl"]


def test_an_incomplete_language_can_not_be_chosen(files: dict[str, str]) -> None:
    library = load_library(edit(files, "strings.yaml", "  pl: Contents\n", ""))
    with pytest.raises(FactsError) as caught:
        polish_policy(library)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("unknown_slug", "languages[0]")
    english = make_facts(changed({**ANSWERS, "languages": ["en", "uk"]}), library)
    assert compose(library, english, "en").clauses


def test_the_language_is_a_condition(library: Library) -> None:
    facts = make_facts(changed(ANSWERS), library)
    assert "language:pl" in conditions(facts, library)
    assert lang.language_name("pl", "uk") == "польська"
