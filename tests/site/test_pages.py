"""Home, language, errors, and what machines ask for."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from policygen import urls
from policygen.engine.facts.reading import facts_data, read_facts
from policygen.engine.language.no_break import NO_BREAK
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Page, Policy, Version
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.remaining import minutes_of_new_shop
from policygen.site.examples import FOLDER
from policygen.site.middleware import without_nul

pytestmark = pytest.mark.django_db

HEADINGS = {
    "en": "A privacy policy from your answers",
    "uk": "Політика конфіденційності з ваших відповідей",
}
NOT_FOUND = {"en": "There is no page here", "uk": "Тут немає сторінки"}
BROKEN = {"en": "Something broke on our side", "uk": "Щось зламалося на нашому боці"}


@pytest.mark.parametrize("language", ["en", "uk"])
def test_home_works(client: Client, language: str) -> None:
    page = client.get(f"/{language}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}">' in text
    assert f"<h1>{HEADINGS[language]}</h1>" in text
    assert 'action="/' + language + "/shops/" in text


@pytest.mark.parametrize(("language", "order"), [("en", ["en", "uk"]), ("uk", ["uk", "en"])])
def test_home_shows_a_real_policy_in_both_languages(
    client: Client, language: str, order: list[str]
) -> None:
    text = client.get(f"/{language}/").content.decode()
    figure = text[text.index('<figure class="excerpt">') : text.index("</figure>")]
    _before, *articles = figure.split('<article class="policy" lang="')
    assert [article[:2] for article in articles] == order
    spoken = {
        spoken: article.replace(NO_BREAK, " ")
        for spoken, article in zip(order, articles, strict=True)
    }
    assert "In force from November 22, 2026" in spoken["en"]
    assert "Діє з 22 листопада 2026 року" in spoken["uk"]
    for article in articles:
        assert "privacy@handcraft.example" in article
        assert 'href="#' not in article


@pytest.mark.parametrize(("language", "other"), [("en", "uk"), ("uk", "en")])
def test_home_switches_the_example_without_scripts(
    client: Client, language: str, other: str
) -> None:
    text = client.get(f"/{language}/").content.decode()
    assert f'<input type="radio" name="sample" id="sample-{language}" checked>' in text
    assert f'<input type="radio" name="sample" id="sample-{other}"><label' in text


def test_home_has_one_button_and_says_what_it_costs(client: Client) -> None:
    text = client.get("/en/").content.decode()
    assert text.count("<button") == 1
    for words in ("Free, and no account is needed.", "is deleted 30 days after its last change."):
        assert words in text


def test_home_counts_what_it_says_of_itself(client: Client) -> None:
    numbers = client.get("/en/").context["numbers"]
    assert numbers == {
        "minutes": minutes_of_new_shop(["en", "uk"]),
        "screens": 8,
        "requirements": len([r for r in shipped_library().requirements if "policy" in r.where]),
        "tools": len(shipped_library().tools),
    }


@pytest.fixture
def published_example() -> Policy:
    """As `load_examples` leaves it, without the minutes of printing."""
    library = shipped_library()
    facts = read_facts((FOLDER / "handcraft-courses.yaml").read_bytes(), library)
    policy = Policy.objects.create(shop=create_shop(facts), slug="handcraft-courses")
    version = Version.objects.create(
        policy=policy,
        number=1,
        facts=facts_data(facts),
        library_release=library.release,
        effective=facts.effective,
    )
    for language in facts.languages:
        Page.objects.create(version=version, language=language, html=b"", brotli=b"", sha256="")
    return policy


def test_home_links_to_the_examples_that_are_published(
    client: Client, published_example: Policy
) -> None:
    text = client.get("/uk/").content.decode()
    assert text.count('<a href="/p/handcraft-courses/uk/"') == 2  # the list, and "read all of it"
    assert text.count('<a href="/p/handcraft-courses/en/"') == 1  # that in the other language
    assert "Handcraft Jewelry Courses</a> <span>Онлайн-курси" in text


def test_home_without_examples_has_no_list_of_them(client: Client) -> None:
    text = client.get("/en/").content.decode()
    assert "/p/" not in text and "Read whole policies" not in text


def test_home_offers_to_go_on_with_a_draft(client: Client) -> None:
    assert "Continue your draft" not in client.get("/en/").content.decode()
    client.post("/en/shops/start/")
    shop = Shop.objects.get()
    text = client.get("/en/").content.decode()
    assert f'href="/en/shops/{shop.public_id}/' in text
    assert "Continue your draft" in text
    assert "Continue your draft" not in Client().get("/en/").content.decode()


def test_home_takes_few_queries(
    client: Client, published_example: Policy, django_assert_num_queries: Any
) -> None:
    client.get("/en/")
    with django_assert_num_queries(1):
        client.get("/en/")


@pytest.mark.parametrize(
    ("accepted", "place"), [("uk,en;q=0.5", "/uk/"), ("en", "/en/"), ("fr", "/en/"), ("", "/en/")]
)
def test_root_goes_to_the_language_of_the_browser(
    client: Client, accepted: str, place: str
) -> None:
    assert client.get("/", headers={"accept-language": accepted})["Location"] == place


def test_switching_keeps_place_and_query(client: Client) -> None:
    text = client.get("/en/admin/login/?next=/en/admin/&x=1 2").content.decode()
    assert "password" in text  # the admin has pages of its own
    answer = client.get("/language/uk/", {"next": "/en/shops/abc/tools/?x=1&y=%D1%8F"})
    assert answer["Location"] == "/uk/shops/abc/tools/?x=1&y=%D1%8F"
    assert answer.cookies["django_language"].value == "uk"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/uk/"


def test_the_link_in_the_header_carries_place_and_query(client: Client) -> None:
    text = client.get("/en/?a=1&b=c").content.decode()
    link = '<a href="/language/uk/?next=%2Fen%2F%3Fa%3D1%26b%3Dc" lang="uk" hreflang="uk"'
    assert link in text
    assert '<span lang="en" aria-current="true">English</span>' in text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/en/", "//evil.example", "/\\evil.example", "javascript:x", ""],
)
def test_switching_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.get("/language/uk/", {"next": elsewhere})["Location"] == "/uk/"


def test_only_an_explicit_choice_sets_the_language_cookie(client: Client) -> None:
    assert "django_language" not in client.get("/uk/").cookies


def test_unknown_language_is_not_found(client: Client) -> None:
    assert client.get("/language/ru/").status_code == 404
    assert client.get("/ru/").status_code == 404


@pytest.mark.parametrize("language", ["en", "uk"])
def test_not_found_speaks_the_language_and_leaks_nothing(client: Client, language: str) -> None:
    page = client.get(f"/{language}/no-such-place/?secret=1")
    text = page.content.decode()
    assert page.status_code == 404
    assert NOT_FOUND[language] in text
    assert "urlpatterns" not in text and "Traceback" not in text and "policygen.urls" not in text


def _break(request: object) -> None:
    raise RuntimeError("the secret ingredient")


class _Breaking:
    urlpatterns = [path("uk/break/", _break), path("en/break/", _break), *urls.urlpatterns]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_defect_leaks_nothing(language: str) -> None:
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=_Breaking):
        page = client.get(f"/{language}/break/")
    text = page.content.decode()
    assert page.status_code == 500
    assert BROKEN[language] in text
    assert "secret ingredient" not in text and "Traceback" not in text


def test_a_form_without_its_cookie_is_explained() -> None:
    page = Client(enforce_csrf_checks=True).post("/uk/shops/start/")
    assert page.status_code == 403
    assert "Надішліть, будь ласка, ще раз" in page.content.decode()


def test_request_with_a_foreign_host_is_refused(client: Client) -> None:
    page = client.get("/en/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "We couldn’t make sense of that request" in page.content.decode()


@pytest.mark.parametrize("place", ["/en/", "/uk/nothing", "/healthz", "/robots.txt"])
def test_every_answer_carries_the_content_security_policy(client: Client, place: str) -> None:
    policy = client.get(place)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("place", ["/en/", "/uk/", "/en/nothing"])
def test_pages_ask_no_other_site_for_anything(client: Client, place: str) -> None:
    text = client.get(place).content.decode()
    assert 'src="http' not in text and "<script>" not in text and "onclick" not in text
    assert 'rel="stylesheet" href="/static/' in text and 'rel="stylesheet" href="http' not in text


def test_robots_may_read_all_but_the_desk(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().splitlines() == [
        *("User-agent: *", "Disallow: /en/admin/", "Disallow: /uk/admin/", "Disallow: /language/")
    ]


def test_favicon_leads_to_the_drawing(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


@pytest.mark.parametrize("place", ["/en/", "/healthz", "/robots.txt", "/language/uk/"])
def test_reading_pages_refuse_other_methods(client: Client, place: str) -> None:
    assert client.post(place).status_code == 405


def test_what_no_database_looks_for(rf: RequestFactory) -> None:
    """PostgreSQL raises an error where it is asked for U+0000; SQLite finds nothing."""
    asked: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        asked.append(request.path_info)
        return HttpResponse()

    without_nul(view)(rf.get("/p/%00/en/"))
    assert asked == ["/p/\ufffd/en/"]


@pytest.mark.parametrize("place", ["/p/%00/en/", "/p/x/%00/", "/en/shops/%00/shop/", "/%00/"])
def test_an_address_with_nul_is_wrong_like_any_other(client: Client, place: str) -> None:
    assert client.get(place).status_code == 404
