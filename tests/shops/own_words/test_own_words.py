"""The owner's own words on their pages, and through publishing, a new release and a changed answer."""

from dataclasses import replace
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.engine.facts.own_text import MAX_OWN_TEXT
from policygen.engine.formats.html import write_html
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import NAMES
from policygen.engine.policy.compose import compose
from policygen.engine.policy.gate import Refused, check
from policygen.engine.templates import compile_text
from policygen.publishing.publishing import publish
from policygen.shops.as_facts import facts_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import OwnWords, Shop
from policygen.shops.own_words.forms import OwnWordsForm
from policygen.shops.own_words.own_words import Places
from policygen.shops.review.review import review
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db

LIBRARY = shipped_library()
CLAUSE = "automated-none"
OURS = (
    "We make no decision about you by machine alone that would have legal or similarly serious"
    " effects for you."
)
THEIRS = {"en": "At our shop **people** decide.", "uk": "У нас вирішують **люди**."}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def shop(alice: Client) -> Shop:
    """The smallest of the examples: the pages show every passage."""
    facts = load("klumandel").model_copy(update={"languages": ("en", "uk")})
    return create_shop(facts, User.objects.get(username="alice"))


def url(shop: Shop, *place: str, language: str = "en") -> str:
    return f"/{language}/shops/{'/'.join((shop.public_id, 'own-words', *place))}/"


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


def page(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def fields(soup: BeautifulSoup) -> dict[str, str]:
    """What a browser would send back."""
    form = soup.select_one(".own-form")
    assert form
    texts = {str(t["name"]): t.get_text().removeprefix("\n") for t in form.select("textarea")}
    return {"seen": str(form.select_one("[name=seen]")["value"]), **texts}  # type: ignore[index]


def send(client: Client, address: str, go: str = "save", **texts: str) -> object:
    return client.post(address, {**fields(page(client, address)), **texts, "go": go})


def reword(client: Client, shop: Shop, **texts: str) -> None:
    typed = {f"text_{code}": text for code, text in (texts or THEIRS).items()}
    response = send(client, url(shop, "clause", CLAUSE), **typed)
    assert response.headers["Location"] == f"{url(shop)}#clause-{CLAUSE}"  # type: ignore[attr-defined]


def stored(shop: Shop) -> list[tuple[str, str, str, str]]:
    rows = OwnWords.objects.filter(shop=shop)
    return [(own.kind, own.target, own.language, own.markdown) for own in rows]


def clause_html(shop: Shop, language: str, library: object = LIBRARY) -> str:
    document = compose(library, facts_of(fresh(shop), library), language)  # type: ignore[arg-type]
    return next(str(c.html) for c in document.clauses if c.id == CLAUSE)


# -- rewording -----------------------------------------------------------------------------------------


def test_it_works(alice: Client, shop: Shop) -> None:
    soup = page(alice, url(shop, "clause", CLAUSE))
    assert fields(soup)["text_en"] == OURS
    reword(alice, shop)
    assert stored(shop) == [
        ("clause", CLAUSE, "en", THEIRS["en"]),
        ("clause", CLAUSE, "uk", THEIRS["uk"]),
    ]
    assert OwnWords.objects.get(shop=shop, language="en").based_on == OURS
    assert clause_html(shop, "en") == "<p>At our shop <strong>people</strong> decide.</p>"
    place = page(alice, url(shop)).select_one(f"#clause-{CLAUSE}")
    assert (
        place and place.select_one(".own-text").get_text(strip=True) == "At our shoppeopledecide."
    )
    assert place.select_one(".own-mark").get_text() == "your words"


def test_the_list_has_every_passage_of_the_policy(alice: Client, shop: Shop) -> None:
    soup = page(alice, url(shop))
    document = compose(LIBRARY, facts_of(shop), "en")
    assert [p["id"] for p in soup.select(".own-place[id^=clause-]")] == [
        f"clause-{clause.id}" for clause in document.on_pages
    ]
    titles = [h.get_text() for h in soup.select(".own-section > summary h2")]
    assert titles[:-1] == [section.title for section in document.sections]
    left = {s.id for s in LIBRARY.sections} - {s.id for s in document.sections}
    links = {a["href"] for a in soup.select(".own-section:last-of-type li a")}
    assert links == {url(shop, "section", section) for section in left}


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_list_speaks_the_pages_language(alice: Client, shop: Shop, language: str) -> None:
    soup = page(alice, url(shop, language=language))
    document = compose(LIBRARY, facts_of(shop), language)
    titles = [h.get_text() for h in soup.select(".own-section > summary h2")]
    assert titles[: len(document.sections)] == [section.title for section in document.sections]
    assert {t["lang"] for t in soup.select(".own-text")} == {language}


def test_saving_what_we_say_stores_nothing(shop: Shop) -> None:
    for section in Places(shop).outline().sections:
        for place in section.passages:
            texts = {f"text_{w.language}": w.markdown.replace("\n", "\r\n") for w in place.wordings}
            form = OwnWordsForm(place, {"seen": place.seen, **texts})
            assert (form.is_valid(), place.target) == (True, place.target)
            assert form.save() is False
    assert stored(shop) == []


def test_one_language_alone(alice: Client, shop: Shop) -> None:
    reword(alice, shop, en=THEIRS["en"])
    assert stored(shop) == [("clause", CLAUSE, "en", THEIRS["en"])]
    assert clause_html(shop, "uk") == str(
        next(c.html for c in compose(LIBRARY, facts_of(shop), "uk").clauses if c.id == CLAUSE)
    )
    reword(alice, shop, en="")
    assert stored(shop) == []


def test_back_to_our_text(alice: Client, shop: Shop) -> None:
    reword(alice, shop)
    send(alice, url(shop, "clause", CLAUSE), go="library")
    assert stored(shop) == []
    assert clause_html(shop, "en") == f"<p>{OURS}</p>"


def test_a_way_out_saves_them(alice: Client, shop: Shop) -> None:
    """A link, for a browser without scripts."""
    address = url(shop, "clause", CLAUSE)
    away = f"/en/shops/{shop.public_id}/review/"
    response = alice.post(
        address, {**fields(page(alice, address)), "text_en": "People.", "leave": away}
    )
    assert response.url == away  # type: ignore[attr-defined]
    assert stored(shop)[0][3] == "People."


def test_preview_stores_nothing(alice: Client, shop: Shop) -> None:
    address = url(shop, "clause", CLAUSE)
    response = send(alice, address, go="preview", text_en="*Soft* {{ shop.name }} <b>x</b>")
    soup = BeautifulSoup(response.content, "lxml")  # type: ignore[attr-defined]
    shown = soup.select_one(".own-previews .own-text")
    assert shown.decode_contents() == ("<p><em>Soft</em> {{ shop.name }} &lt;b&gt;x&lt;/b&gt;</p>")
    assert fields(soup)["text_en"] == "*Soft* {{ shop.name }} <b>x</b>"
    assert stored(shop) == []


@pytest.mark.parametrize(
    ("language", "typed", "message"),
    [
        ("en", "a" * (MAX_OWN_TEXT + 1), "The text is too long: 4001 characters, and 4000 fit. Shorten it."),
        ("uk", "a" * (MAX_OWN_TEXT + 1), "Текст задовгий: символів – 4001, а вміщається 4000. Скоротіть його."),
        ("en", "a\nb\x07c", "There is an invisible control character (U+0007) in row 2 of the text; delete it."),
        ("uk", "a\u202eb", "У рядку 1 тексту є невидимий керівний символ (U+202E); видаліть його."),
        ("en", "a\x00b", "There is an invisible control character (U+0000) in row 1 of the text; delete it."),
        ("en", "&nbsp;", "The text is empty."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_beside_its_field(
    alice: Client, shop: Shop, language: str, typed: str, message: str
) -> None:
    address = url(shop, "clause", CLAUSE, language=language)
    kept = "Lose *nothing*\n\nof <this>"
    response = send(alice, address, text_en=typed, text_uk=kept)
    assert response.status_code == 200  # type: ignore[attr-defined]
    soup = BeautifulSoup(response.content, "lxml")  # type: ignore[attr-defined]
    assert soup.select_one("#id_text_en_error").get_text() == message
    assert soup.select_one("#id_text_uk_error") is None
    again = fields(soup)
    assert again["text_uk"] == kept
    assert again["text_en"].replace("\ufffd", "\x00") == typed
    assert soup.select_one("#id_text_en")["aria-invalid"] == "true"
    assert soup.select_one(".error-summary a")["href"] == "#id_text_en"
    assert stored(shop) == []


# -- a paragraph of one's own --------------------------------------------------------------------------


def test_a_paragraph(alice: Client, shop: Shop) -> None:
    address = url(shop, "section", "security")
    assert fields(page(alice, address)) | {"seen": ""} == {"seen": "", "text_en": "", "text_uk": ""}
    send(alice, address, text_en="Only us.")
    soup = page(alice, url(shop))
    assert [m.get_text() for m in soup.select("#section-security .own-mark")] == [
        "your words",
        "still missing: Ukrainian",
    ]
    found = review(fresh(shop))
    assert not found.publishable
    assert found.obstacles[0].url == f"{url(shop)}#id_own-words"
    with pytest.raises(Refused):
        publish(fresh(shop))
    send(alice, address, text_uk="Лише ми.")
    assert review(fresh(shop)).publishable
    documents = {code: compose(LIBRARY, facts_of(fresh(shop)), code) for code in ("en", "uk")}
    check(list(documents.values()))
    pages = {code: write_html(document).decode() for code, document in documents.items()}
    assert '<div class="clause" id="own:security"><p>Only us.</p></div>' in pages["en"]
    assert '<div class="clause" id="own:security"><p>Лише ми.</p></div>' in pages["uk"]
    send(alice, address, go="library")
    assert stored(shop) == []


def test_a_section_that_the_policy_does_not_have(alice: Client, shop: Shop) -> None:
    missing = Places(shop).outline().empty_sections[0].paragraph.target
    send(alice, url(shop, "section", missing), text_en="Here.", text_uk="Ось.")
    document = compose(LIBRARY, facts_of(fresh(shop)), "en")
    assert missing in [section.id for section in document.sections]
    left = Places(fresh(shop)).outline().empty_sections
    assert missing not in [section.paragraph.target for section in left]


# -- what lies under them changes ----------------------------------------------------------------------


def newer_text(monkeypatch: pytest.MonkeyPatch, english: str) -> object:
    """A later release of the library, which says something else in English."""
    clauses = tuple(
        replace(c, texts={**c.texts, "en": compile_text(english, NAMES)}) if c.id == CLAUSE else c
        for c in LIBRARY.clauses
    )
    library = replace(LIBRARY, release=LIBRARY.release + 1, clauses=clauses)
    monkeypatch.setattr("policygen.shops.own_words.own_words.current_library", lambda: library)
    return library


def test_both_texts_are_shown_when_ours_changes(
    alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    reword(alice, shop)
    assert page(alice, url(shop, "clause", CLAUSE)).select(".own-was") == []
    library = newer_text(monkeypatch, "A newer text.")
    assert clause_html(shop, "en", library) == "<p>At our shop <strong>people</strong> decide.</p>"
    listed = page(alice, url(shop)).select_one(f"#clause-{CLAUSE}")
    assert listed.select_one(".own-mark").get_text() == "our text has changed"
    soup = page(alice, url(shop, "clause", CLAUSE))
    english, ukrainian = soup.select(".own-language")
    shown = [t.get_text(strip=True) for t in english.select(".own-text")]
    assert shown == [OURS, "A newer text."]
    assert english.textarea.get_text().strip() == THEIRS["en"]
    assert len(ukrainian.select(".own-text")) == 1


def test_keeping_ones_own_words(alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    reword(alice, shop)
    newer_text(monkeypatch, "A newer text.")
    send(alice, url(shop, "clause", CLAUSE))
    own = OwnWords.objects.get(shop=shop, language="en")
    assert (own.markdown, own.based_on) == (THEIRS["en"], "A newer text.")
    assert page(alice, url(shop, "clause", CLAUSE)).select(".own-was") == []


def test_taking_our_newer_text(alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    reword(alice, shop)
    library = newer_text(monkeypatch, "A newer text.")
    send(alice, url(shop, "clause", CLAUSE), go="library")
    assert stored(shop) == []
    assert clause_html(shop, "en", library) == "<p>A newer text.</p>"


def test_our_text_changes_while_the_owner_writes(
    alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = url(shop, "clause", CLAUSE)
    sent = {**fields(page(alice, address)), "text_en": "Mine.", "go": "save"}
    newer_text(monkeypatch, "A newer text.")
    response = alice.post(address, sent)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "lxml")
    assert "changed while you were writing" in soup.select_one(".error-summary").get_text()
    assert stored(shop) == []
    again = fields(soup)
    assert again["text_en"] == "Mine."
    assert alice.post(address, {**again, "go": "save"}).status_code == 302
    assert OwnWords.objects.get(shop=shop, language="en").based_on == "A newer text."


def test_words_for_a_passage_that_went_away_are_kept(alice: Client, shop: Shop) -> None:
    reword(alice, shop)
    Shop.objects.filter(pk=shop.pk).update(
        automated="some", automated_logic={"": "a score"}, automated_effect={"": "no order"}
    )
    assert CLAUSE not in [c.id for c in compose(LIBRARY, facts_of(fresh(shop)), "en").clauses]
    kept = page(alice, url(shop)).select_one(f".own-kept#clause-{CLAUSE}")
    assert "the policy does not have it" in kept.get_text()
    assert "people" in kept.get_text()
    soup = page(alice, url(shop, "clause", CLAUSE))
    assert fields(soup)["text_en"] == THEIRS["en"]
    send(alice, url(shop, "clause", CLAUSE), text_en="Changed meanwhile.")
    own = OwnWords.objects.get(shop=shop, language="en")
    assert (own.markdown, own.based_on) == ("Changed meanwhile.", OURS)
    Shop.objects.filter(pk=shop.pk).update(automated="none")
    assert clause_html(shop, "en") == "<p>Changed meanwhile.</p>"


def test_words_for_a_passage_that_the_library_gave_up(alice: Client, shop: Shop) -> None:
    OwnWords.objects.create(
        shop=shop, kind="clause", target="gone", language="en", markdown="Old *words*"
    )
    assert facts_of(fresh(shop)).own_words == ()
    kept = page(alice, url(shop)).select_one(".own-kept#clause-gone")
    assert "no longer has the passage" in kept.get_text()
    send(alice, url(shop, "clause", "gone"), go="library")
    assert stored(shop) == []


def test_words_in_a_language_that_was_dropped(alice: Client, shop: Shop) -> None:
    reword(alice, shop)
    Shop.objects.filter(pk=shop.pk).update(languages=["en"])
    assert set(facts_of(fresh(shop)).own_words[0].text.texts) == {"en"}
    kept = page(alice, url(shop)).select_one(f".own-kept#clause-{CLAUSE}")
    assert THEIRS["uk"] in kept.get_text()
    reword(alice, shop, en="Only English now.")
    Shop.objects.filter(pk=shop.pk).update(languages=["en", "uk"])
    assert "<strong>люди</strong>" in clause_html(shop, "uk")


# -- drafts, strangers, odd addresses ------------------------------------------------------------------


def test_a_draft_without_answers(alice: Client, draft: Shop) -> None:
    soup = page(alice, url(draft))
    assert "can’t be put together yet" in soup.select_one("#id_own-words").get_text()
    assert soup.select(".own-section") == []
    assert alice.get(url(draft, "clause", CLAUSE)).status_code == 404
    send(alice, url(draft, "section", "security"), text_en="Only us.")
    assert stored(draft) == [("section", "security", "en", "Only us.")]


@pytest.mark.parametrize(
    "place", [("clause", "nonsense"), ("section", "nonsense"), ("weather", "security"), ("clause", "who-dpo")]
)  # fmt: skip
def test_places_that_do_not_exist(alice: Client, shop: Shop, place: tuple[str, str]) -> None:
    assert alice.get(url(shop, *place)).status_code == 404
    assert alice.post(url(shop, *place), {"text_en": "x", "go": "save"}).status_code == 404
    assert stored(shop) == []


@pytest.mark.parametrize("who", ["bob", "charlie", "nobody"])
def test_strangers_get_404(
    request: pytest.FixtureRequest, alice: Client, shop: Shop, who: str
) -> None:
    reword(alice, shop)
    client = Client() if who == "nobody" else request.getfixturevalue(who)
    for address in (url(shop), url(shop, "clause", CLAUSE), url(shop, "section", "security")):
        assert client.get(address).status_code == 404
        for go in ("save", "library", "preview"):
            answer = client.post(address, {"text_en": "x", "text_uk": "x", "go": go})
            assert answer.status_code == (405 if address == url(shop) else 404)
    assert [text for *_place, text in stored(shop)] == list(THEIRS.values())


def test_csrf_is_asked_for(shop: Shop) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(url(shop, "clause", CLAUSE), {"go": "library"}).status_code == 403


def test_queries_do_not_grow(
    alice: Client, shop: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, user, shop, and its six tables."""
    with django_assert_num_queries(9):
        alice.get(url(shop))
    for section in LIBRARY.sections:
        OwnWords.objects.create(
            shop=shop, kind="section", target=section.id, language="en", markdown="x"
        )
    with django_assert_num_queries(9):
        alice.get(url(shop))


def test_the_review_says_not_checked(alice: Client, shop: Shop) -> None:
    shop.markets.create(code="EU", position=1)
    before = review(shop)
    assert [law.not_checked for law in before.coverage] == [()] * len(before.coverage)
    reword(alice, shop)
    after = review(fresh(shop))
    assert [law.met for law in after.coverage] == [law.met for law in before.coverage]
    expected = LIBRARY.requirements_by_id["GDPR-13-2f-neg"].asks["en"]
    assert [point.asks for law in after.coverage for point in law.not_checked] == [expected]
    text = unescape(alice.get(f"/en/shops/{shop.public_id}/review/").content.decode())
    assert "At our shop <strong>people</strong> decide." in text
