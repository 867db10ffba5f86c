"""Markup that is not understood: the editor reads what, where, and what to write instead, in their language."""

import pytest
from django.contrib.auth.models import User

from policygen.desk.entries.clause_data import rewritten
from policygen.draft import draft, releases
from policygen.draft.models import Entry
from policygen.draft.releases import packed
from policygen.engine.loading.load import load_library
from policygen.releases.current import current_library
from policygen.releases.models import Release
from tests.editors import at, client_of, fields, refusals, send
from tests.library_draft import KEY, PATH, entry

TOOL = ("tools/payments.yaml", "stripe")


@pytest.fixture
def row(ada: User) -> Entry:
    return entry(PATH, KEY)


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("typed", "en", "uk"),
    [
        (
            "Ми – { shop.name }.",
            "Line 1: A placeholder has two braces on each side, such as {{ shop.name }}; here stands "
            "{ shop.name }.",
            "Рядок 1: Вставка має по дві фігурні дужки з кожного боку, наприклад {{ shop.name }}; тут "
            "стоїть { shop.name }.",
        ),
        (
            "Так.\n\n**Ні.",
            "Line 3: ** has no partner, or a space stands inside: write **bold** or *italic*. Where the "
            "sign itself is meant, write \\ before it.",
            "Рядок 3: Знак ** не має пари, або всередині стоїть пробіл: пишіть **жирний** чи *курсив*. "
            "Якщо потрібен сам знак, поставте перед ним \\.",
        ),
        (
            "| а | б |",
            "Line 1: A table can’t be written here. Write a list, or pick a placeholder that makes a "
            "table, such as {{ tools_table() }}.",
            "Рядок 1: Таблицю тут написати не можна. Зробіть список або оберіть вставку, яка дає "
            "таблицю, наприклад {{ tools_table() }}.",
        ),
        (
            "Так\u200b.",
            "Line 1: There is a character that can’t be seen: U+200B. Delete it, or type an ordinary "
            "space.",
            "Рядок 1: Є знак, якого не видно: U+200B. Видаліть його або введіть звичайний пробіл.",
        ),
        (
            "Ми о\u0062робляємо.",
            "Line 1: “оbробляємо” has letters of another alphabet that look the same: b (U+0062). Type "
            "the word again; between a foreign word and its ending stands a hyphen or an apostrophe.",
            "Рядок 1: У слові «оbробляємо» є однакові на вигляд літери іншої абетки: b (U+0062). Введіть "
            "слово ще раз; іншомовне слово відділяють від закінчення дефісом або апострофом.",
        ),
    ],
)  # fmt: skip
def test_it_is_told_in_both_languages(row: Entry, typed: str, en: str, uk: str) -> None:
    author = client_of("ada")
    for language, message in (("en", en), ("uk", uk)):
        place = at(row, language=language)
        sent = {**fields(author.get(place)), "go": "save", "text_uk": typed}
        page = author.post(place, sent)
        assert refusals(page) == [f"Українська: {message}"]
        assert fields(page)["text_uk"].replace("\r\n", "\n").strip() == typed
    assert entry(PATH, KEY).text == row.text


def test_no_break_spaces_are_kept_between_words_and_tidied_at_the_ends(row: Entry) -> None:
    author = client_of("ada")
    texts = {"text_en": "See no.\u00a05.\u00a0\r\n\r\n\u00a0", "text_uk": "Див. №\u00a05.\u202f"}
    assert send(author, row, **texts).status_code == 302
    saved = {"en": "See no.\u00a05.\n", "uk": "Див. №\u00a05.\n"}
    assert entry(PATH, KEY).data["text"] == saved


def test_in_an_entry_that_is_yaml_too(ada: User) -> None:
    author, tool = client_of("ada"), entry(*TOOL)
    text = tool.text.replace("\n", "\u00a0\n", 1).replace("name: Stripe", "name: Stripe Payments")
    assert send(author, tool, text=text).status_code == 302
    assert "\u00a0" not in entry(*TOOL).text


BEFORE = "Write to [us] **now.\n"
"""As could be saved before this was refused."""


@pytest.fixture
def from_before(row: Entry) -> Entry:
    """In the draft, and in a release that was made of it."""
    data = dict(row.data, text={"en": BEFORE, "uk": "Пишіть нам.\n"})
    Entry.objects.filter(pk=row.pk).update(text=rewritten(row.text, KEY, data))
    number = releases.next_number()
    Release.objects.create(number=number, files=packed(draft.files()), notes={})
    return Entry.objects.get(pk=row.pk)


def test_what_was_released_before_reads_as_it_did(from_before: Entry) -> None:
    html = current_library().clauses_by_id[KEY].texts["en"].html
    assert html == "<p>Write to [us] **now.</p>"


@pytest.mark.long
def test_the_draft_from_before_can_be_mended(from_before: Entry) -> None:
    """The desk goes on, and names what is wrong where it is saved."""
    author, tool = client_of("ada"), entry(*TOOL)
    assert author.get("/en/admin/clauses/entry/").status_code == 200
    text = tool.text.replace("name: Stripe", "name: Stripe Payments", 1)
    assert send(author, tool, text=text).status_code == 302
    page = send(author, from_before, text_uk="Пишіть нам.")
    assert [said for said in refusals(page) if "Square brackets" in said] != []
    mended = {"text_en": "Write to us now.", "text_uk": "Пишіть нам.", "none": ""}
    assert send(author, from_before, **mended).status_code == 302
    assert (
        load_library(draft.files()).clauses_by_id[KEY].texts["en"].html == "<p>Write to us now.</p>"
    )
