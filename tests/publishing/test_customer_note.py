"""The note for customers: what changed, in the policy's own words, and not a word more."""

import datetime
import email
import email.policy
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from policygen.common.local_day import today_in
from policygen.publishing.customer_note import LONG, CustomerNote, customer_note, customer_notes
from policygen.publishing.models import Page, Policy, Version
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db
SITE = "https://ours.example"


def section(key: str, title: str, **clauses: str) -> str:
    found = "".join(f'<div class="clause" id="{k}">{html}</div>' for k, html in clauses.items())
    return f'<section id="{key}"><h2>{title}</h2>{found}</section>'


@pytest.fixture
def version() -> Callable[..., Version]:
    shop = Shop.objects.create(languages=["en"])
    policy = Policy.objects.create(shop=shop, slug="verba")
    business = {
        "name": {"en": "Willow", "uk": "Верба"},
        "country": "UA",
        "contact": {"email": "we@verba.example"},
    }

    def make(number: int, days: int = 0, **pages: str) -> Version:
        made: Version = Version.objects.create(
            policy=policy,
            number=number,
            facts={"languages": list(pages), "business": business},
            library_release=1,
            effective=today_in("UA") + datetime.timedelta(days=days),
        )
        for language, html in pages.items():
            content = f"<html><body><main>{html}</main></body></html>".encode()
            Page.objects.create(
                version=made, language=language, html=content, brotli=b"", sha256=""
            )
        return made

    return make


Make = Callable[..., Version]


def test_it_works(version: Make) -> None:
    old = section(
        "keep",
        "How long we keep data",
        a="<p>The same. We keep orders 30 days. And the same again.</p>",
        b="<p>We keep letters for ever.</p>",
    )
    new = section(
        "keep",
        "How long we keep data",
        a="<p>The same. We keep orders 60 days. And the same again.</p>",
        c="<ul><li>Photos go after a week.</li></ul>",
    ) + section("rights", "Your rights", d="<p>You may ask.</p>")
    before, after = version(1, en=old), version(2, 14, en=new)
    note = customer_note(before, after, "en", SITE)
    day = f"{after.effective.day} {after.effective:%B %Y}"
    assert note.subject == f"Willow: our privacy policy changes on {day}"
    assert note.text == (
        "Hello,\n\n"
        f"Our privacy policy changes. The new version applies from {day}; until then the present one does.\n\n"
        "These parts are different:\n\n"
        "How long we keep data\n"
        "– Now: “We keep orders 60 days.”\n"
        "– No longer there: “We keep letters for ever.”\n"
        "– New: “Photos go after a week.”\n\n"
        "Your rights\n"
        "– New: “You may ask.”\n\n"
        "What you can do:\n"
        f"– Read the new version: {SITE}/p/verba/2/en/\n"
        f"– See every change, word by word: {SITE}/p/verba/en/compare/?from=1&to=2\n"
        "– Use your rights. Which you have, and how to use them, stands here: "
        f"{SITE}/p/verba/2/en/#rights\n"
        "– Ask us: we@verba.example\n\n"
        "Willow"
    )


def test_in_ukrainian_and_once_it_applies(version: Make) -> None:
    page = section("a", "Хто ми", a="<p>Ми – {}.</p>")
    before, after = version(1, uk=page.format("двоє")), version(2, uk=page.format("троє"))
    [note] = customer_notes(before, after, SITE)
    assert note.subject.startswith("Верба: наша політика конфіденційності змінилася з ")
    assert note.text.startswith("Добрий день!\n\nНаша політика конфіденційності змінилася.")
    assert "\nХто ми\n– Тепер: «Ми – троє.»\n" in note.text
    assert f"– Прочитати нову версію: {SITE}/p/verba/uk/\n" in note.text
    assert "#rights" not in note.text
    assert not re.search("[A-Za-z]{4,} [a-z]{3,}", note.text)


@pytest.mark.parametrize(
    ("rights", "stand"),
    [
        ('<section class="old" id="rights"><h2>Rights</h2>{}</section>', True),
        (
            '<section aria-labelledby="privacy-rights-title"><h2 id="privacy-rights-title">Rights</h2>'
            '<div class="part" id="privacy-rights"><span id="rights"></span>{}</div></section>',
            True,
        ),
        ('<section id="copyrights"><h2>Copyrights</h2>{}</section>', False),
    ],
)
def test_where_the_rights_stand(version: Make, rights: str, stand: bool) -> None:
    """In pages of each kind that we have made."""
    passage = '<div class="clause" id="a"><p>{}</p></div>'
    before = version(1, en=rights.format(passage.format("You may ask.")))
    after = version(2, en=rights.format(passage.format("You may write.")))
    text = customer_note(before, after, "en", SITE).text
    assert "You may write." in text
    assert (f"here: {SITE}/p/verba/en/#rights\n" in text, "#rights" in text) == (stand, stand)


def line(version: Make, old: str, new: str) -> str:
    """What is said of one passage."""
    number = Version.objects.count() + 1
    before = version(number, en=section("s", "S", a=old))
    after = version(number + 1, en=section("s", "S", a=new))
    found = re.search("\nS\n– (.*)\n", customer_note(before, after, "en", SITE).text)
    return found[1] if found else ""


def test_every_quotation_stands_in_the_page(version: Make) -> None:
    rows = "<table><tbody><tr><th scope='row'>{}</th><td>{}</td></tr></tbody></table>"
    old, new = rows.format("Email", "old@x.example"), rows.format("Email", "new@x.example")
    assert line(version, old, new) == "Now: “Email – new@x.example”"
    assert line(version, "<p>We do. Not sell.</p>", "<p>We do.</p>") == (
        "Shorter now. Before: “Not sell.”"
    )
    told = line(version, "<p>A.</p>", "<p>A. One new. Two new. Three new.</p>")
    assert told == "Now: “One new.” “Two new.” …"
    moved = line(version, "<p>One. Two three four.</p>", "<p>Two three four. One. Five.</p>")
    assert moved == "Now: “Five.”"
    long = "word " * 100
    said = line(version, "<p>A.</p>", f"<p>A. {long}end.</p>")
    assert said.endswith(" …”") and len(said) < LONG + 20
    assert line(version, "<p>&lt;i&gt;</p>", "<p>&lt;b&gt; here</p>") == "Now: “<b> here”"


@pytest.mark.parametrize("key", ["changes-date", "other"])
def test_a_new_day_alone_is_no_change(version: Make, key: str) -> None:
    """The day stands in the note anyway."""
    page = '<section id="changes"><h2>Changes</h2><div id="{}"><p>From {} on.</p></div></section>'
    before, after = version(1, en=page.format(key, 1)), version(2, en=page.format(key, 2))
    [note] = customer_notes(before, after, SITE)
    assert bool(note.text) == (key == "other")


def test_a_language_that_only_one_has(version: Make) -> None:
    assert customer_notes(version(1, en="a"), version(2, uk="a"), SITE) == []


def test_as_an_email() -> None:
    note = CustomerNote("uk", "Верба: зміни", "Добрий день!\n\n– «Ми»\n")
    draft = email.message_from_bytes(note.draft(), policy=email.policy.default)
    assert (draft["Subject"], draft["X-Unsent"]) == (note.subject, "1")
    assert draft["From"] is draft["To"] is None
    assert draft.get_content().replace("\r\n", "\n") == note.text
    asked = parse_qs(urlsplit(note.mailto).query)
    assert asked == {"subject": [note.subject], "body": [note.text]}
    assert CustomerNote("en", "s", "long " * 500).mailto == ""


def test_nobody_adds_a_header() -> None:
    note = CustomerNote("en", "Shop\r\nBcc: all@x.example", "t")
    with pytest.raises(ValueError, match="Header values may not contain"):
        note.draft()
