"""Every question says why it is asked, by which article, and what follows from not knowing."""

from fnmatch import fnmatchcase
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from policygen.engine.library.cited import said
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.load import shipped_library
from policygen.shops.as_facts import load_parts
from policygen.shops.forms.activity import ActivityForm
from policygen.shops.models import Shop
from policygen.shops.question_help import help_for, questions
from policygen.shops.steps import STEPS, get_step
from tests.shops.browser import answers, send

pytestmark = pytest.mark.django_db

SCREENS = [step.slug for step in STEPS]
LANGUAGES = tuple(shipped_library().languages)


def fields(shop: Shop, screen: str) -> list[str]:
    """What a screen asks; a question with a line per language counts once."""
    if screen == "details":
        return [*ActivityForm.base_fields, "place_stripe"]
    form = get_step(screen).form(instance=shop)
    lines = {f"{t.field}_{lang}": t.field for t in form.texts for lang in form.text_languages()}
    return list(dict.fromkeys(lines.get(name, name) for name in form.fields))


def asked_by(screen: str, field: str) -> list[str]:
    """The questions that give the reason for a field."""
    return [
        name
        for name, question in questions(screen).items()
        if question.why
        and (field == name or any(fnmatchcase(field, pattern) for pattern in question.covers))
    ]


def text(response: object) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def test_it_works() -> None:
    with translation.override("uk"):
        asked = help_for("site", "cookie_banner")
    assert asked is not None
    assert asked.why.startswith("В ЄС і Великій Британії")
    assert said(asked.cites) == "ч. 3 ст. 5 Директиви ePrivacy; PECR, правило 6"
    assert asked.example == ""
    assert help_for("site", "nonsense") is None


def test_a_file_for_every_screen() -> None:
    assert sorted(p.stem for p in (SHIPPED / "questions").glob("*.yaml")) == sorted(SCREENS)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_question_has_one_reason(shop: Shop, screen: str) -> None:
    load_parts(shop)
    reasons = {field: asked_by(screen, field) for field in fields(shop, screen)}
    assert {field: found for field, found in reasons.items() if len(found) != 1} == {}


OF_SOME_SHOPS = {"camera_sign", "criminal_checks", "keepsake_rest", "posts_checked"}
"""Asked only of shops with cameras, or that look at criminal records, make keepsakes, or show what people post."""


@pytest.mark.parametrize("screen", SCREENS)
def test_no_reason_is_left_over(shop: Shop, screen: str) -> None:
    load_parts(shop)
    used = {name for field in fields(shop, screen) for name in asked_by(screen, field)}
    reasons = {name for name, question in questions(screen).items() if question.why}
    assert reasons - used - OF_SOME_SHOPS == set()


@pytest.mark.parametrize("screen", SCREENS)
def test_reasons_are_short_and_in_every_language(screen: str) -> None:
    for name, question in questions(screen).items():
        texts = (question.label, question.hint, question.why, question.example, question.unknown)
        assert all(text is None or set(text) == set(LANGUAGES) for text in texts), name
        for why in (question.why or {}).values():
            assert len(why.split()) <= 25, (name, why)
            assert why.count(".") == 1, (name, why)


@pytest.mark.few(4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_page_shows_each_reason_with_its_article(
    alice: Client, shop: Shop, screen: str, language: str
) -> None:
    page = text(alice.get(f"/{language}/shops/{shop.public_id}/{screen}/"))
    shown = questions(screen).keys() - {"placement"} - OF_SOME_SHOPS
    with translation.override(language):
        helps = {name: help_for(screen, name) for name in shown}
    missing = [
        name
        for name, h in helps.items()
        if h and not (h.why in page and all(f'href="{c.link}"' in page for c in h.cites))
    ]
    assert missing == []


@pytest.mark.few(4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_page_shows_of_each_question_how_to_find_out(
    alice: Client, shop: Shop, screen: str, language: str
) -> None:
    """Once: at “I don't know” where that can be chosen, else with the reason."""
    page = text(alice.get(f"/{language}/shops/{shop.public_id}/{screen}/"))
    shown = questions(screen).keys() - {"placement"} - OF_SOME_SHOPS
    times = {
        name: page.count(questions(screen)[name].find_out[-1].text[language])
        for name in shown
        if questions(screen)[name].find_out and not questions(screen)[name].find_out[0].on
    }
    assert {name: number for name, number in times.items() if number != 1} == {}


def test_what_follows_from_not_knowing_stands_in_its_box_or_with_the_reason(
    alice: Client, shop: Shop
) -> None:
    page = text(alice.get(f"/en/shops/{shop.public_id}/site/"))
    assert 'aria-describedby="id_breach_hours_helptext"' in page
    assert (questions("site")["breach_hours"].unknown or {})["en"] in page
    # In the box of "I don't know", where there is one.
    assert 'id="id_sells_data_note"' not in page
    assert "I don’t know <small" in page
    # And beside the reason, to be read before choosing.
    unknown = questions("site")["sells_data"].unknown
    assert unknown is not None
    assert page.count(unknown["en"]) == 2


def test_the_cards_share_their_reasons(alice: Client, shop: Shop) -> None:
    page = text(alice.get(f"/en/shops/{shop.public_id}/details/"))
    assert page.count((questions("details")["basis"].why or {})["en"]) == 1


# -- "I don't know" --------------------------------------------------------------------------------


def site(shop: Shop) -> str:
    return f"/en/shops/{shop.public_id}/site/"


def test_not_knowing_is_kept_as_no_answer(alice: Client, shop: Shop) -> None:
    unknown = {"security": ["unknown"], "automated": "unknown", "changes_archive": "unknown"}
    assert send(alice, site(shop), **unknown).status_code == 302
    now = Shop.objects.get(pk=shop.pk)
    assert (now.security, now.automated, now.changes_archive) == ([], "", "")
    assert "site" in now.saved_steps


def test_not_knowing_is_shown_again(alice: Client, shop: Shop) -> None:
    send(alice, site(shop), security=["unknown"], automated="unknown")
    shown = answers(alice.get(site(shop)))
    assert shown["security"] == shown["automated"] == ["unknown"]


def test_knowing_and_not_knowing_at_once(alice: Client, shop: Shop) -> None:
    before = Shop.objects.get(pk=shop.pk).security
    page = send(alice, site(shop), security=["https", "unknown"])
    assert {error.anchor for error in page.context["errors"]} == {"id_security"}
    assert answers(page)["security"] == ["https", "unknown"]
    assert Shop.objects.get(pk=shop.pk).security == before


def test_a_tick_beside_an_old_not_knowing_counts(alice: Client, shop: Shop) -> None:
    """Without scripts nothing unticks the box that the page came with."""
    send(alice, site(shop), security=["unknown"])
    send(alice, site(shop), security=["https", "unknown"])
    assert Shop.objects.get(pk=shop.pk).security == ["https"]


def test_an_unknown_period_names_none(alice: Client, shop: Shop) -> None:
    shop.activities.exclude(purpose="orders").delete()
    shop.tools.exclude(uses__activity__purpose="orders").delete()
    url = f"/en/shops/{shop.public_id}/details/"
    assert send(alice, url, orders__keep="unknown").status_code == 302
    keep = shop.activities.get(purpose="orders").keep
    assert (keep.kind, keep.until, keep.duration) == ("until", "purpose_done", "")


# -- retention: the duty beside the question -------------------------------------------------------

DUTIES = {
    ("UA", "en"): "Ukraine, tax records: at least 1095 days after you file the tax return (Art. 44.3 of the Tax Code of Ukraine).",
    ("UA", "uk"): "Україна, податкові документи: щонайменше 1095 днів після подання податкової звітності (п. 44.3 ст. 44 Податкового кодексу України).",
    ("US", "en"): "United States, records for federal income tax: at least 3 years after you file the tax return (26 U.S.C. §§ 6501, 6511; IRS Tax Topic 305).",
    ("US", "uk"): "Сполучені Штати, документи з федерального податку на доходи: щонайменше 3 роки після подання податкової звітності (26 U.S.C. §§ 6501, 6511; IRS Tax Topic 305).",
    ("GB", "en"): "United Kingdom, records for Self Assessment: at least 5 years after you file the tax return (Taxes Management Act 1970, s. 12B).",
    ("GB", "uk"): "Велика Британія, документи для податкової декларації: щонайменше 5 років після подання податкової звітності (Taxes Management Act 1970, ст. 12B).",
    ("DE", "en"): "Germany, invoices and vouchers: at least 8 years after the end of the tax year (AO § 147(3); HGB § 257(4); UStG § 14b).",
    ("DE", "uk"): "Німеччина, рахунки та первинні документи: щонайменше 8 років після закінчення податкового року (AO § 147(3); HGB § 257(4); UStG § 14b).",
    ("PL", "en"): "Poland, tax books and papers: at least 5 years after the end of the tax year (Arts. 70(1), 86(1) Ordynacja podatkowa; Art. 74 ustawa o rachunkowości).",
    ("PL", "uk"): "Польща, податкові книги та документи: щонайменше 5 років після закінчення податкового року (ч. 1 ст. 70, ч. 1 ст. 86 Ordynacja podatkowa; ст. 74 ustawa o rachunkowości).",
}  # fmt: skip


@pytest.mark.few(3)
@pytest.mark.parametrize(("country", "language"), DUTIES)
def test_the_duty_of_the_country_stands_beside_the_period(
    alice: Client, shop: Shop, country: str, language: str
) -> None:
    shop.activities.exclude(purpose="legal_records").delete()
    Shop.objects.filter(pk=shop.pk).update(country=country, region="", form="sole_trader")
    page = text(alice.get(f"/{language}/shops/{shop.public_id}/details/"))
    assert DUTIES[country, language] in page
