"""The library's questions are the wizard's: their words, and which there are."""

from collections.abc import Iterator
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client
from django.utils.timezone import localdate

from policygen.desk.releasing import next_release
from policygen.draft import changes
from policygen.engine.conditions.names import question_of
from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.language.phrases import number
from policygen.engine.library.library_files import dump_entry, read_files
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.checking import check
from policygen.engine.loading.load import load_library, shipped_library
from policygen.engine.policy.compose import compose
from policygen.releases.current import current_is
from policygen.shops.answers.mapping import columns_of
from policygen.shops.as_facts import facts_of, shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop, columns, kinds
from policygen.shops.preview import what_if
from policygen.shops.preview.form_preview import data_if_saved
from policygen.shops.question_help import words_of
from policygen.shops.questions import Place, places
from policygen.shops.review.review import question
from policygen.shops.steps import STEPS, get_step
from tests.editors import client_of
from tests.editors import send as save_entry
from tests.library_draft import entry
from tests.rehearsals.test_screens import held
from tests.shops.browser import answers, send
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db

FILES = read_files(SHIPPED)
SITE = "questions/site.yaml"
GIFTS = {
    "path": "answers.gifts",
    "kind": "yes_no_unknown",
    "label": {"en": "Do you wrap gifts?", "uk": "Чи пакуєте ви подарунки?"},
    "hint": {"en": "In paper, say.", "uk": "Скажімо, у папір."},
    "why": {"en": "Because we ask.", "uk": "Бо запитуємо."},
    "citation": "GDPR Art. 13(1)(c)",
}
WRAPS = "contact_chat"
"""A column that there is."""
CLAUSE = {
    "id": "contact-gifts",
    "when": {"all": ["yes:gifts"]},
    "reviewed": "2026-11-22",
    "text": {"en": "We wrap gifts.\n", "uk": "Ми пакуємо подарунки.\n"},
}
CONTACT = "clauses/contact.yaml"
WITH_GIFTS = {
    **FILES,
    SITE: FILES[SITE] + dump_entry(GIFTS, WRAPS),
    CONTACT: f"{FILES[CONTACT].rstrip()}\n\n{dump_entry(CLAUSE, None)}",
}


@pytest.fixture
def wraps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The column of the model says the path, as that of a new question would."""
    column = columns.Column("answers.gifts", kinds.YES_NO, alone=True)
    monkeypatch.setattr(Shop._meta.get_field(WRAPS), "answer", column)
    columns_of.cache_clear()
    library = load_library(WITH_GIFTS)
    with current_is(library):
        yield library
    columns_of.cache_clear()


def url(shop: Shop, screen: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{screen}/"


def page(client: Client, shop: Shop, screen: str, language: str = "en") -> str:
    return unescape(client.get(url(shop, screen, language)).content.decode())


def test_a_question_that_the_screen_does_not_know(
    alice: Client, shop: Shop, wraps: Library
) -> None:
    """Declared in the library, for a column of the model: asked, explained, stored and shown."""
    for language, label in (("en", "Do you wrap gifts?"), ("uk", "Чи пакуєте ви подарунки?")):
        shown = page(alice, shop, "site", language)
        assert shown.count(f"<legend>{label}</legend>") == 1
        assert 'id="id_contact_chat_0"' in shown
        assert GIFTS["why"][language] in shown  # type: ignore[index]
        assert GIFTS["hint"][language] in shown  # type: ignore[index]
    send(alice, url(shop, "site"), contact_chat="yes")
    stored = Shop.objects.get(pk=shop.pk)
    assert stored.contact_chat == "yes"
    facts = facts_of(stored)
    assert facts.answers["gifts"] is True
    again = create_shop(make_facts(facts_data(facts), wraps))
    assert shop_data(again) == shop_data(stored)
    assert question(stored, "answers.gifts").label == "Do you wrap gifts?"
    assert answers(alice.get(url(shop, "site")))["contact_chat"] == ["yes"]
    asked = [f for f in what_if.flips(stored) if f.place == Place("site", f"id_{WRAPS}")]
    assert [(flip.question, flip.to) for flip in asked] == [
        ("Do you wrap gifts?", "no"),
        ("Do you wrap gifts?", "unknown"),
    ]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_its_clause(shop: Shop, wraps: Library, language: str) -> None:
    """Of yes alone; the receipt tells the answer in the words of the question."""
    assert check(WITH_GIFTS) == ()
    there = {}
    for said in ("yes", "no", "unknown", ""):
        Shop.objects.filter(pk=shop.pk).update(**{WRAPS: said})
        document = compose(wraps, facts_of(Shop.objects.get(pk=shop.pk), wraps), language)
        there[said] = CLAUSE["id"] in {clause.id for clause in document.clauses}
        if there[said]:
            because = document.explain().receipts[str(CLAUSE["id"])].because
    assert there == {"yes": True, "no": False, "unknown": False, "": False}
    told = {
        "en": "your answer is yes: Do you wrap gifts?",
        "uk": "ви відповіли «так»: Чи пакуєте ви подарунки?",
    }
    assert because == (told[language],)
    assert question_of("yes:gifts") == "answers.gifts"


def test_its_preview(alice: Client, shop: Shop, wraps: Library) -> None:
    sent = QueryDict(mutable=True)
    for name, values in answers(alice.get(url(shop, "site"))).items():
        sent.setlist(name, values)
    sent[WRAPS] = "no"
    data = data_if_saved(shop, get_step("site"), sent, ("en",))
    assert data["answers"] == {"gifts": False, "llm_training": False}


def test_every_question_stands_on_its_screen_in_its_words(alice: Client, shop: Shop) -> None:
    """Two groups are asked as their first field; services without a purpose, where there are some, and
    what belongs to a purpose, where that is chosen; a line that is answered has no heading. What a law sets
    is filled in."""
    library = shipped_library()
    for screen in (step.slug for step in STEPS):
        shown = page(alice, shop, screen)
        labels = {name: words_of(screen, name).label for name in library.questions[screen]}
        missing = [name for name, label in labels.items() if label not in shown]
        of_some = ["criminal_checks", "automated_decisions", "camera_sign", "keepsake_rest"]
        of_some.append("posts_checked")
        passed_over = {"details": ["placement"], "site": of_some}
        assert missing == passed_over.get(screen, [])


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Do you take in more than {} US dollars a year?"),
        ("uk", "Чи перевищує ваш річний дохід {} доларів США?"),
    ],
)
def test_an_amount_is_asked_as_the_law_sets_it_today(
    alice: Client, shop: Shop, language: str, question: str
) -> None:
    revenue = shipped_library().parameter("ccpa", "revenue", localdate())
    assert revenue and revenue.amount
    amount = number(revenue.amount, language)
    assert page(alice, shop, "customers", language).count(question.format(amount)) == 1


def test_the_words_of_a_question_elsewhere(shop: Shop) -> None:
    assert question(shop, "cookies.banner").label == (
        "Does your site ask visitors before it sets cookies for statistics or ads?"
    )
    # A group has none of its own there, nor a table.
    assert question(shop, "business.dpo").label == "Contact"
    assert question(shop, "activities.basis").label == "Details"


def test_every_answer_has_a_place_but_parts_of_others() -> None:
    found = places()
    assert found["customers.ccpa_thresholds"].anchor == "id_ccpa_thresholds"
    assert "customers.ccpa_thresholds.revenue" not in found
    assert found["laws"] == found["customers.where"]


# -- an editor rewords a question --------------------------------------------------------------------


@pytest.mark.long
def test_a_question_is_reworded_and_released(ada: User, rita: User) -> None:
    """On the desk, by an author; after the release the wizard asks in the new words, in that language."""
    shop = create_shop(load("klumandel"), owner=User.objects.create_user("owner"))
    owner = Client()
    owner.force_login(shop.owner)
    row = entry(SITE, "sells_data")
    old = {
        "en": "Do you sell people’s data, for money or anything else?",
        "uk": row.data["label"]["uk"],
    }
    text = row.text.replace(old["en"], "Do you trade in people’s data?")
    assert text != row.text
    assert save_entry(client_of("ada"), row, text=text).status_code == 302
    assert old["en"] in page(owner, shop, "site")
    changes.approve(entry(SITE, "sells_data"), by=rita)
    held(ada)
    next_release.release({"": {"en": "New", "uk": "Нове"}}, ada)
    shown = page(owner, shop, "site")
    assert shown.count("<legend>Do you trade in people’s data?</legend>") == 1
    assert old["en"] not in shown
    assert f"<legend>{old['uk']}</legend>" in page(owner, shop, "site", "uk")
