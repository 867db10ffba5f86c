"""The account's own page, and the end of it: nothing of its shops is left, on disk neither."""

import hashlib
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from policygen.engine.facts.reading import facts_data
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Download, Page, Policy, Version
from policygen.shops.from_facts import create_shop
from policygen.shops.models import OwnWords, Shop
from tests.accounts.inbox import ADDRESS, sign_in
from tests.cast import example

pytestmark = pytest.mark.django_db

ACCOUNT, DELETE = "/en/account/", "/en/account/delete/"


@pytest.fixture
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def published(user: User, slug: str, content: bytes) -> Version:
    """As publishing leaves it, without the seconds of printing."""
    facts = example("klumandel")
    policy = Policy.objects.create(shop=create_shop(facts, user), slug=slug)
    version = Version.objects.create(
        policy=policy,
        number=1,
        facts=facts_data(facts),
        library_release=shipped_library().release,
        effective=facts.effective,
        published_by=user,
    )
    whole = hashlib.sha256(b"<p>").hexdigest()
    Page.objects.create(version=version, language="uk", html=b"<p>", brotli=b"", sha256=whole)
    download = Download(version=version, language="uk", format="pdf", size=len(content))
    download.sha256 = hashlib.sha256(content).hexdigest()
    download.file.save("", ContentFile(content))
    return version


def stored(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_it_works(browser: Client) -> None:
    sign_in(browser)
    response = browser.get(ACCOUNT)
    page = response.content.decode()
    assert ADDRESS in page
    assert 'action="/en/account/sign-out/"' in page and f'href="{DELETE}"' in page
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.parametrize("place", [ACCOUNT, DELETE])
def test_strangers_are_asked_to_sign_in(browser: Client, place: str) -> None:
    for response in (browser.get(place), browser.post(place)):
        assert response.status_code in (302, 405)
    assert browser.get(place).url == f"/en/account/sign-in/?next={place}"


def test_it_asks_first_and_says_what_goes(browser: Client, files: Path) -> None:
    sign_in(browser)
    published(User.objects.get(), "klumandel", b"a letter")
    page = " ".join(browser.get(DELETE).content.decode().split())
    assert f"The account of <bdi>{ADDRESS}</bdi>" in page
    assert "All answers of <bdi>Klumandel</bdi>" in page or "All answers of <bdi>" in page
    assert "1 published version with its page and all of its files" in page
    assert '<a href="/p/klumandel/uk/">' in page and '<a href="/p/klumandel/en/">' in page
    answer = browser.post(DELETE, {})
    assert "nothing was deleted" in answer.content.decode()
    assert (User.objects.count(), Shop.objects.count(), len(stored(files))) == (1, 1, 1)


def test_everything_goes(
    browser: Client, files: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    bob = User.objects.create_user("bob")
    published(bob, "bobs", b"bob's letter")
    before = rows()
    sign_in(browser)
    user = User.objects.get(email=ADDRESS)
    mine = published(user, "mine", b"my letter")
    OwnWords.objects.create(shop=mine.policy.shop, kind="clause", target="x", language="en")
    assert stored(files) == [b"bob's letter", b"my letter"]
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(DELETE, {"sure": "on"})
    assert response.url == "/en/"
    assert "Your account and everything in it are deleted." in browser.get("/en/").content.decode()
    assert stored(files) == [b"bob's letter"]
    # Tries of the code are no part of the account: hashes with a key, which go a day later.
    tries = "policygen_accounts.Tries"
    assert {**rows(), tries: 0} == {**before, tries: 0}
    for place in ("/p/mine/", "/p/mine/uk/", "/p/mine/1/uk/", "/p/mine/uk/policy.pdf"):
        assert Client().get(place).status_code == 404
    assert Client().get("/p/bobs/uk/").status_code == 200
    assert browser.get(ACCOUNT).status_code == 302


def rows() -> dict[str, int]:
    """Of every table, by model, but of those whose rows name nobody and end by themselves."""
    rest = {"sessions.Session", "policygen_accounts.Tries"}
    models = (model for model in apps.get_models() if model._meta.label not in rest)
    return {model._meta.label: model._default_manager.count() for model in models}


def test_other_browsers_are_signed_out_with_it(browser: Client) -> None:
    other = Client()
    sign_in(browser)
    sign_in(other)
    browser.post(DELETE, {"sure": "on"})
    assert other.get(ACCOUNT).status_code == 302
    assert list(other.get("/en/shops/").context["shops"]) == []


def test_what_they_published_for_others_stays(browser: Client, files: Path) -> None:
    sign_in(browser)
    bobs = published(User.objects.create_user("bob"), "bobs", b"letter")
    Version._base_manager.filter(pk=bobs.pk).update(published_by=User.objects.get(email=ADDRESS))
    browser.post(DELETE, {"sure": "on"})
    assert Version.objects.get().published_by is None


def test_editors_are_not_deleted_here(browser: Client) -> None:
    editor = User.objects.create_superuser("editor", "editor@example.com")
    browser.force_login(editor)
    for answer in (browser.get(DELETE), browser.post(DELETE, {"sure": "on"})):
        assert "This is an editor’s account." in answer.content.decode()
    assert User.objects.get() == editor


def test_queries_do_not_grow_with_the_shops(
    browser: Client, files: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(browser)
    user = User.objects.get()
    for count in (1, 11):
        for number in range(count):
            published(user, f"shop-{count}-{number}", b"x")
        with django_assert_num_queries(4):  # session, user, shops, versions
            browser.get(DELETE)


@pytest.mark.parametrize(("place", "words"), [("/en/", "Sign in"), ("/uk/", "Увійти")])
def test_the_header_offers_to_sign_in(browser: Client, place: str, words: str) -> None:
    page = browser.get(place).content.decode()
    header = page[page.index("<header") : page.index("</header>")]
    assert words in header and "/shops/" not in header


def test_the_header_leads_to_shops_and_account(browser: Client) -> None:
    browser.post("/en/shops/start/")
    page = browser.get("/en/").content.decode()
    header = page[page.index("<header") : page.index("</header>")]
    assert 'href="/en/shops/"' in header and 'href="/en/account/sign-in/"' in header
    sign_in(browser)
    page = browser.get("/en/").content.decode()
    header = page[page.index("<header") : page.index("</header>")]
    assert 'href="/en/shops/"' in header and 'href="/en/account/"' in header
    assert "sign-in" not in header


def test_pages_of_the_public_set_no_cookie_and_read_none(files: Path, db: None) -> None:
    published(User.objects.create_user("bob"), "bobs", b"letter")
    response = Client().get("/p/bobs/uk/versions/")
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "") and not response.cookies
