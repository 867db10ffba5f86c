"""Two windows, double clicks, lost sessions and cookies: nothing typed is lost, and the page says what happened."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client

from policygen.publishing.models import Version
from policygen.shops.as_facts import facts_of
from policygen.shops.models import Activity, OwnWords, Shop, ShopTool
from tests.accounts.inbox import latest_code
from tests.shops.browser import Answers, answers, send

pytestmark = pytest.mark.django_db

CHANGED = "These answers were changed meanwhile"


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def place(shop: Shop, slug: str) -> str:
    return f"/en/shops/{shop.public_id}/{slug}/"


def opened(client: Client, shop: Shop, slug: str) -> Answers:
    """The screen's form as a window holds it."""
    return answers(client.get(place(shop, slug)))


def sent(client: Client, shop: Shop, slug: str, form: Answers, **changes: object) -> HttpResponse:
    return client.post(place(shop, slug), {**form, **changes, "go": "next"})


def said(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


# -- two windows -----------------------------------------------------------------------------------


def test_it_works(alice: Client, shop: Shop) -> None:
    """The second window is told, sees both, and saves when it is sent again."""
    first, second = opened(alice, shop, "contact"), opened(alice, shop, "contact")
    assert sent(alice, shop, "contact", first, email="first@x.example").status_code == 302
    response = sent(alice, shop, "contact", second, email="second@x.example")
    assert response.status_code == 200
    assert [(both.stored, both.typed) for both in response.context["conflict"]] == [
        ("first@x.example", "second@x.example")
    ]
    assert CHANGED in said(response)
    shop.refresh_from_db()
    assert shop.email == "first@x.example"
    again = answers(response)
    assert again["email"] == ["second@x.example"]
    assert sent(alice, shop, "contact", again).status_code == 302
    shop.refresh_from_db()
    assert shop.email == "second@x.example"


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "slug", ["shop", "customers", "contact", "purposes", "tools", "details", "site"]
)
def test_the_same_screen_sent_twice_is_saved_twice(alice: Client, shop: Shop, slug: str) -> None:
    form = opened(alice, shop, slug)
    if slug == "tools":
        described = {"custom_name": "Ours", "custom_group": "hosting", "custom_role": "own"}
        form |= {**{k: [v] for k, v in described.items()}, "custom_country": ["UA"]}
    one = sent(alice, shop, slug, form)
    once = facts_of(Shop.objects.get(pk=shop.pk))
    two = sent(alice, shop, slug, form)
    assert (one.status_code, two.status_code) == (302, 302), said(two)
    assert one.url == two.url
    assert facts_of(Shop.objects.get(pk=shop.pk)) == once


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "slug", ["shop", "customers", "contact", "purposes", "tools", "details", "site"]
)
def test_a_first_save_in_two_windows(alice: Client, draft: Shop, slug: str) -> None:
    """Suggestions are no answers: only what the other window saved can be overwritten."""
    send(alice, place(draft, "shop"), preset="jewelry", name_en="A", form="company", country="UA")
    form = opened(alice, draft, slug)
    one = sent(alice, draft, slug, form)
    two = sent(alice, draft, slug, form)
    assert one.status_code == two.status_code
    assert CHANGED not in said(two)


def test_another_screen_is_no_conflict(alice: Client, shop: Shop) -> None:
    contact, site = opened(alice, shop, "contact"), opened(alice, shop, "site")
    sent(alice, shop, "contact", contact, email="first@x.example")
    assert sent(alice, shop, "site", site, breach_hours="48").status_code == 302
    shop.refresh_from_db()
    assert (shop.email, shop.breach_hours) == ("first@x.example", 48)


@pytest.mark.long
def test_services_chosen_meanwhile_are_not_taken_out_of_the_details(
    alice: Client, shop: Shop
) -> None:
    details, tools = opened(alice, shop, "details"), opened(alice, shop, "tools")
    shown = [*tools["tools"], "liqpay"]
    sent(alice, shop, "tools", {**tools, "tools": shown})
    response = sent(alice, shop, "details", details)
    assert CHANGED in said(response)
    assert {both.label.split(": ")[1] for both in response.context["conflict"]} == {
        "Which of your services get this data?"
    }
    assert all("LiqPay" in both.stored for both in response.context["conflict"])
    tools_used = {use.tool.slug for a in shop.activities.all() for use in a.uses.all()}
    assert "liqpay" in tools_used


def test_an_older_window_with_a_mistake_is_still_told(alice: Client, shop: Shop) -> None:
    first, second = opened(alice, shop, "contact"), opened(alice, shop, "contact")
    sent(alice, shop, "contact", first, email="first@x.example")
    wrong = sent(alice, shop, "contact", second, email="no address")
    assert wrong.context["errors"] and not wrong.context["conflict"]
    mended = sent(alice, shop, "contact", answers(wrong), email="second@x.example")
    assert CHANGED in said(mended)


def test_what_was_added_and_taken_back_is_not_announced(alice: Client, shop: Shop) -> None:
    """A service that needs a purpose of its own adds it; not while the owner is being asked."""
    first, second = opened(alice, shop, "tools"), opened(alice, shop, "tools")
    sent(alice, shop, "tools", first, tools=[*first["tools"], "liqpay"])
    before = set(shop.activities.values_list("purpose", flat=True))
    response = sent(alice, shop, "tools", second, tools=[*second["tools"], "login_google"])
    assert CHANGED in said(response) and "so we added" not in said(response)
    assert set(shop.activities.values_list("purpose", flat=True)) == before


def test_own_words_in_two_windows(alice: Client, shop: Shop) -> None:
    url = f"/en/shops/{shop.public_id}/own-words/section/security/"
    page = alice.get(url).context["form"].place
    window = {"seen": page.seen, "written": page.written, "go": "save"}
    first, second = {"text_en": "One", "text_uk": "Один"}, {"text_en": "Two", "text_uk": "Два"}
    assert alice.post(url, {**window, **first}).status_code == 302
    assert alice.post(url, {**window, **first}).status_code == 302
    told = alice.post(url, {**window, **second})
    assert "Your words here were changed in another window" in said(told)
    assert ">One<" in said(told) and ">Two<" in said(told).replace("\nTwo", "Two").replace(
        "> T", ">T"
    )
    assert set(shop.own_words.values_list("markdown", flat=True)) == {"One", "Один"}
    window["written"] = told.context["place"].written
    assert alice.post(url, {**window, **second}).status_code == 302
    assert set(shop.own_words.values_list("markdown", flat=True)) == {"Two", "Два"}


# -- everything else twice -------------------------------------------------------------------------


def rows() -> list[int]:
    return [model.objects.count() for model in (Shop, Version, OwnWords, Activity, ShopTool)]


@pytest.mark.parametrize(
    ("end", "data"),
    [
        ("duplicate/", {}),
        ("keep/", {}),
        ("promises/", {"done": ["GDPR-30"]}),
        ("prefill/", {"add": "1", "tools": ["stripe", "liqpay"]}),
        ("what-if/", {"answer": "tool:liqpay"}),
    ],
)
def test_twice_is_once(alice: Client, shop: Shop, end: str, data: dict[str, object]) -> None:
    url = f"/en/shops/{shop.public_id}/{end}"
    assert alice.post(url, data).status_code == 302
    once, key = rows(), Shop.objects.get(pk=shop.pk).resume_key
    assert alice.post(url, data).status_code == 302
    assert (rows(), Shop.objects.get(pk=shop.pk).resume_key) == (once, key)


def test_a_link_is_made_once(charlie: Client) -> None:
    shop = Shop.objects.get()
    keys = set()
    for _click in range(2):
        charlie.post(place(shop, "link"), {"do": "make"})
        keys.add(Shop.objects.get().resume_key)
    assert len(keys) == 1 and keys != {""}


def test_two_starts_are_one_draft(client: Client) -> None:
    assert client.post("/en/shops/start/").url == client.post("/en/shops/start/").url
    assert Shop.objects.count() == 1


def test_an_import_twice_is_one_shop(alice: Client, shop: Shop) -> None:
    content = alice.get(f"/en/shops/{shop.public_id}/answers.yaml").content
    urls = [
        alice.post("/en/shops/import/", {"file": ContentFile(content, "a.yaml")}).url
        for _click in range(2)
    ]
    assert urls[0] == urls[1] and Shop.objects.count() == 2


def test_a_code_twice_signs_in_once(client: Client) -> None:
    cache.clear()
    client.post("/en/account/sign-in/", {"email": "olena@verba.example"})
    code = {"code": latest_code()}
    assert client.post("/en/account/code/", code).url == "/en/shops/"
    again = client.post("/en/account/code/", code, follow=True)
    assert again.redirect_chain[-1][0] == "/en/shops/"


# -- a session that is gone ------------------------------------------------------------------------

HERE = {"Origin": "http://testserver"}
GONE = "This browser can’t open the shop any more"


def hidden(response: HttpResponse) -> dict[str, list[str]]:
    form = BeautifulSoup(response.content, "lxml").select_one("form.kept")
    assert form
    found: dict[str, list[str]] = {"": [str(form["action"])]}
    for field in form.select("input[type=hidden]"):
        found.setdefault(str(field["name"]), []).append(str(field["value"]))
    return found


def test_a_lost_session_loses_no_answer(alice: Client, shop: Shop) -> None:
    form = {**opened(alice, shop, "contact"), "email": ["new@x.example"], "go": ["next"]}
    lost = Client()
    told = lost.post(place(shop, "contact"), form, headers=HERE)
    assert told.status_code == 404
    assert GONE in said(told) and "/en/account/sign-in/" in said(told)
    kept = hidden(told)
    assert kept.pop("") == [place(shop, "contact")]
    kept.pop("csrfmiddlewaretoken", None)
    assert kept == {name: values for name, values in form.items() if values}
    lost.force_login(shop.owner)
    assert lost.post(place(shop, "contact"), kept, headers=HERE).status_code == 302
    shop.refresh_from_db()
    assert shop.email == "new@x.example"


def test_it_says_the_same_whether_there_is_such_a_shop_or_not(bob: Client, shop: Shop) -> None:
    ours = bob.post(place(shop, "contact"), {"email": "x"}, headers=HERE)
    none = bob.post("/en/shops/zzzzzzzzzzzzzzzz/contact/", {"email": "x"}, headers=HERE)
    assert said(ours).replace(shop.public_id, "zzzzzzzzzzzzzzzz").count("csrf") == 1
    strip = [
        BeautifulSoup(p.content, "lxml").get_text().replace(shop.public_id, "zzzzzzzzzzzzzzzz")
        for p in (ours, none)
    ]
    assert strip[0] == strip[1]


def test_a_shop_deleted_in_another_tab(alice: Client, shop: Shop) -> None:
    form = opened(alice, shop, "contact")
    alice.post(place(shop, "delete"))
    told = alice.post(place(shop, "contact"), form, headers=HERE)
    assert (told.status_code, GONE in said(told)) == (404, True)
    assert "Was the shop deleted" in said(told)
    twice = alice.post(place(shop, "delete"), headers=HERE)
    assert (twice.status_code, "Was the shop deleted" in said(twice)) == (404, True)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Please send it again"), ("uk", "Надішліть, будь ласка, ще раз")]
)
def test_a_lost_cookie_loses_no_answer(shop: Shop, language: str, words: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(shop.owner)
    url = f"/{language}/shops/{shop.public_id}/own-words/section/security/"
    typed = {"text_uk": "Двері «замкнені» & <кіт>", "go": "save"}
    told = strict.post(url, typed, headers=HERE)
    assert told.status_code == 403
    assert words in said(told)
    kept = hidden(told)
    assert kept["text_uk"] == [typed["text_uk"]]
    place = strict.get(url).context["place"]
    again = {name: value[0] for name, value in kept.items() if name} | {"seen": place.seen}
    assert strict.post(url, again, headers=HERE).status_code == 302
    assert shop.own_words.get(language="uk").markdown == typed["text_uk"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_nothing_is_kept_of_what_another_site_sent(shop: Shop, origin: str) -> None:
    """Its form would only wait for one press of the button."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(shop.owner)
    told = strict.post(place(shop, "delete"), {"go": "x"}, headers={"Origin": origin})
    assert told.status_code == 403
    assert "kept" not in said(told)
    assert Client().post(place(shop, "delete"), headers={"Origin": origin}).status_code == 404


# -- what can't be taken ---------------------------------------------------------------------------


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "data", [{"email": "x" * 1_100_000}, {f"f{n}": "x" for n in range(1_001)}], ids=["long", "many"]
)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Shorten the longest text"), ("uk", "Скоротіть найдовший текст")]
)
def test_too_much_at_once(shop: Shop, data: dict[str, str], language: str, words: str) -> None:
    alice = Client(enforce_csrf_checks=True)
    alice.force_login(shop.owner)
    url = f"/{language}/shops/{shop.public_id}/contact/"
    alice.get(url)
    told = alice.post(url, data, headers=HERE)
    assert (told.status_code, words in said(told)) == (413, True)


@pytest.mark.parametrize("end", ["publish", "duplicate", "keep"])
def test_an_address_that_only_takes_forms(alice: Client, shop: Shop, end: str) -> None:
    told = alice.get(place(shop, end))
    assert told.status_code == 405
    assert told["Allow"] == "POST"
    assert "This address only takes what a button sends" in said(told)
    assert alice.head(place(shop, end)).status_code == 405


def test_unknown_methods_change_nothing(alice: Client, shop: Shop) -> None:
    for slug in ("contact", "review", "delete", "link", "prefill", "promises", "what-if"):
        for method in ("PUT", "PATCH", "DELETE", "BREW"):
            assert alice.generic(method, place(shop, slug)).status_code == 405, (method, slug)
        assert alice.head(place(shop, slug)).status_code == 200
    assert Shop.objects.filter(pk=shop.pk).exists()
