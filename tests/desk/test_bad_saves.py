"""What an editor mistypes is refused with its place and the reason, in their language, all at once."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from policygen.desk.releasing.next_release import candidate
from policygen.draft import draft
from policygen.draft.models import Entry
from tests.desk.bad_saves import BAD_SAVES, BadSave
from tests.editors import at, client_of, fields, refusals
from tests.library_draft import SHIPPED_FILES, entry

LABELS = {"en": "The entry, as YAML: ", "uk": "Запис у форматі YAML: "}
CLAUSE = ("clauses/rights.yaml", "rights-free")


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


def told(client: Client, bad: BadSave, language: str) -> list[str]:
    """To somebody who saves the entry so."""
    row = entry(bad.path, bad.key)
    assert bad.old in row.text
    text = row.text.replace(bad.old, bad.new, 1)
    sent = {"seen": row.revision, "text": text, "comment": "", "go": "save"}
    page = client.post(at(row, language=language), sent)
    assert page.status_code == 200
    return [line.removeprefix(LABELS[language]) for line in refusals(page)]


@pytest.mark.few(6)
@pytest.mark.parametrize("name", BAD_SAVES)
def test_it_is_refused(author: Client, name: str) -> None:
    bad = BAD_SAVES[name]
    assert tuple(told(author, bad, "en")) == bad.english
    assert tuple(told(author, bad, "uk")) == bad.ukrainian
    assert draft.files() == SHIPPED_FILES


def test_everything_is_told_at_once(author: Client) -> None:
    """Of the form, of a reference, and of a text, in one go."""
    old = "group: orders, ccpa: [D], label:"
    bad = BadSave(
        "vocabulary/data.yaml", "order_history", old, old.replace("orders", "ordrs").replace("D", "Z, D")
        .replace("label:", "special: perhaps, label:"), (), (),
    )  # fmt: skip
    lines = told(author, bad, "en")
    assert [line.partition(": ")[0] for line in lines] == [
        "Line 2, group",
        "Line 2, special",
        "Line 2, ccpa",
    ]


# fmt: off
BAD_CLAUSES: dict[str, tuple[dict[str, str], list[str], list[str]]] = {
    "no Ukrainian": (
        {"text_uk": " "},
        ["Українська: Write the text in this language too."],
        ["Українська: Напишіть текст і цією мовою."],
    ),
    "a condition that is misspelt": (
        {"all": "law:gdrp"},
        ["All of these hold: There is no condition “law:gdrp”. Did you mean “law:gdpr”?"],
        ["Усе з цього правда: Умови «law:gdrp» немає. Можливо, ви мали на увазі «law:gdpr»?"],
    ),
    "a condition that can't hold": (
        {"all": "sells:yes\r\nsells:no"},
        ["All of these hold: No shop can fulfil this condition: its names rule each other out."],
        ["Усе з цього правда: Жоден магазин не може відповідати цій умові: її складники виключають один одного."],
    ),
    "a link to no section": (
        {"text_en": "Ask.\r\n\r\nSee [it](#nowhere).", "text_uk": "Див. [це](#nowhere)."},
        [
            "English: Line 3: The link leads to “#nowhere”, and no section is called so.",
            "Українська: Line 1: The link leads to “#nowhere”, and no section is called so.",
        ],
        [
            "English: Рядок 3: Посилання веде на «#nowhere», а такого розділу немає.",
            "Українська: Рядок 1: Посилання веде на «#nowhere», а такого розділу немає.",
        ],
    ),
    "another number": (
        {"text_en": "Within thirty days.", "text_uk": "Протягом шістдесяти днів."},
        [
            "English: The number шістдесяти stands in the text in Ukrainian and not here.",
            "Українська: The number thirty stands in the text in English and not here.",
        ],
        [
            "English: Число шістдесяти є в тексті іншою мовою (українська), а тут його немає.",
            "Українська: Число thirty є в тексті іншою мовою (англійська), а тут його немає.",
        ],
    ),
    "a sample shop that is none": (
        {"fixtures": "- {shop: nowhere}\r\n"},
        ["Checks, as YAML: shop: There is no entry “nowhere” in fixtures/."],
        ["Перевірки у форматі YAML: shop: Запису «nowhere» немає в fixtures/."],
    ),
    "a requirement that is none": (
        {"satisfies": "GDPR-99"},
        ["Requirements it satisfies: There is no requirement “GDPR-99”. Did you mean “GDPR-9”?"],
        ["Вимоги, які воно виконує: Вимоги «GDPR-99» немає. Можливо, ви мали на увазі «GDPR-9»?"],
    ),
    "a day to come": (
        {"reviewed": "2036-01-01"},
        ["Last reviewed: This day lies in the future. Give the day on which it was read."],
        ["Останній перегляд: Цей день іще не настав. Укажіть день, коли це прочитали."],
    ),
    "half a doubt": (
        {"unsure_en": "Is it so?"},
        ["Українська: Write the text in this language too."],
        ["Українська: Напишіть текст і цією мовою."],
    ),
}
# fmt: on


@pytest.mark.few(3)
@pytest.mark.parametrize("name", BAD_CLAUSES)
def test_a_clause(author: Client, name: str) -> None:
    changes, english, ukrainian = BAD_CLAUSES[name]
    row = entry(*CLAUSE)
    form = {**fields(author.get(at(row))), "go": "save", **changes}
    assert refusals(author.post(at(row), form)) == english
    assert refusals(author.post(at(row, language="uk"), form)) == ukrainian
    assert draft.files() == SHIPPED_FILES


def test_a_release_waits_for_what_came_in_another_way(ada: User) -> None:
    """From an import of before, say: the whole draft is checked, not only what was saved."""
    row = entry("laws/gdpr.yaml", "GDPR-13-1c")
    misspelt = row.text.replace("law:uk_gdpr", "law:uk_gpdr")
    Entry.objects.filter(pk=row.pk).update(text=misspelt)
    with translation.override("en"):
        error = candidate().error
    assert error == (
        "laws/gdpr.yaml, GDPR-13-1c: Line 6, when.any: There is no condition "
        "“law:uk_gpdr”. Did you mean “law:uk_gdpr”?"
    )
