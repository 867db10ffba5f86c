"""Nobody opens the desk without a code of their app, or a recovery code, in this session."""

import re
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, generate_totp_secret
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client

from tests.accounts.inbox import latest_code
from tests.second_factor import codes_of, sign_in_editor
from tests.strangers.addresses import SECOND_FACTOR, desk

pytestmark = pytest.mark.django_db

PASSWORD = "a long one for the desk"
DESK = "/en/admin/policies/policy/"
PAGES = "/en/account/second-factor/"
TYPE_CODE, CONFIRM, AGAIN, APP = (
    f"{PAGES}{end}/" for end in ("code", "confirm", "password", "app")
)
RECOVERY = f"{PAGES}recovery-codes/"
WRONG = "This code is wrong or has been used already."


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_superuser("ada", "ada@example.com", PASSWORD)


@pytest.fixture
def secret(ada: User) -> str:
    """Of the app that Ada has set up earlier."""
    return give_app(ada)


def give_app(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def recovery_codes(user: User) -> list[str]:
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(RecoveryCodes(kept).get_unused_codes())


def type_password(client: Client, place: str = DESK, password: str = PASSWORD) -> HttpResponse:
    return client.post("/en/admin/login/", {"username": "ada", "password": password, "next": place})


def type_code(client: Client, code: str, place: str = TYPE_CODE) -> HttpResponse:
    return client.post(place, {"code": code})


def sign_in_by_mail(client: Client) -> HttpResponse:
    client.post("/en/account/sign-in/", {"email": "ada@example.com"})
    return client.post("/en/account/code/", {"code": latest_code()})


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def is_open(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_it_works(browser: Client, ada: User) -> None:
    """The first sign-in sets up the app, and ends where Ada wanted to go; the next one asks for a code."""
    assert browser.get(DESK).url == f"/en/admin/login/?next={DESK}"
    assert type_password(browser).url == DESK
    page = browser.get(DESK, follow=True)
    assert page.redirect_chain[-1] == (f"{APP}?next=%2Fen%2Fadmin%2Fpolicies%2Fpolicy%2F", 302)
    secret = browser.session[SECRET_SESSION_KEY]
    assert "data:image/svg+xml;base64," in text(page)
    assert re.sub(r"\s", "", re.findall(r'class="secret">(.*?)<', text(page))[0]) == secret
    code = codes_of(secret)[1]
    page = browser.post(page.redirect_chain[-1][0], {"code": code}, follow=True)
    assert page.redirect_chain[-1][0].startswith(f"{RECOVERY}?next=")
    assert re.findall(r"<li><code>(\d{8})</code>", text(page)) == recovery_codes(ada)
    assert f'href="{DESK}"' in text(page)
    assert is_open(browser)
    assert re.findall(r"^\d{8}$", browser.get(f"{RECOVERY}download/").content.decode(), re.M) == (
        recovery_codes(ada)
    )

    browser.post("/en/admin/logout/")
    assert type_password(browser).url == TYPE_CODE
    assert not is_open(browser)
    assert WRONG in text(type_code(browser, code))  # it was used to set up
    assert type_code(browser, codes_of(secret)[2]).url == DESK
    assert is_open(browser)


def test_the_password_alone_signs_nobody_in(browser: Client, secret: str) -> None:
    type_password(browser)
    assert browser.get("/en/account/").url == "/en/account/sign-in/?next=/en/account/"


def test_codes_that_are_refused_read_the_same(browser: Client, secret: str) -> None:
    others = give_app(User.objects.create_superuser("rita"))
    code = codes_of(secret)[1]
    other = Client()
    type_password(other)
    type_code(other, code)
    type_password(browser)
    pages = [type_code(browser, wrong) for wrong in ("12", code, codes_of(others)[1], "１２３")]
    assert {text(page).count(WRONG) for page in pages} == {1}
    assert is_open(other) and not is_open(browser)


def test_a_code_stays_used_as_long_as_it_is_valid(
    browser: Client, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes_of(secret)[2]
    other = Client()
    type_password(other)
    assert type_code(other, code).url == DESK
    type_password(browser)
    later = time.time() + 45
    monkeypatch.setattr(time, "time", lambda: later)
    assert code in codes_of(secret)
    assert WRONG in text(type_code(browser, code))


def test_tries_are_counted(browser: Client, secret: str) -> None:
    type_password(browser)
    for _try in range(5):
        assert WRONG in text(type_code(browser, "000000"))
    assert "Too many tries." in text(type_code(browser, codes_of(secret)[1]))
    assert not is_open(browser)


def test_tries_of_a_password_are_counted(browser: Client, ada: User) -> None:
    for _try in range(5):
        assert "correct username and password" in text(type_password(browser, password="no"))
    assert "Too many tries." in text(type_password(browser))


def test_a_recovery_code_works_once(browser: Client, ada: User, secret: str) -> None:
    code = recovery_codes(ada)[3]
    type_password(browser)
    assert type_code(browser, f"{code[:4]} {code[4:]}").url == DESK
    assert is_open(browser)
    other = Client()
    type_password(other)
    assert WRONG in text(type_code(other, code))
    assert len(recovery_codes(ada)) == 9


# -- signed in by e-mail -----------------------------------------------------------------------------


def test_a_code_by_mail_asks_for_the_app_too(browser: Client, secret: str) -> None:
    assert sign_in_by_mail(browser).url == TYPE_CODE
    assert not is_open(browser)
    assert type_code(browser, codes_of(secret)[1]).url == "/en/shops/"
    assert is_open(browser)


def test_a_code_by_mail_sets_up_no_app(browser: Client, ada: User) -> None:
    assert sign_in_by_mail(browser).url == "/en/shops/"
    page = browser.get(DESK, follow=True)
    assert page.redirect_chain[-1][0].startswith(f"{AGAIN}?next=")
    assert browser.post(APP, {"code": "123456"}).url.startswith(AGAIN)
    place = page.redirect_chain[-1][0]
    assert "This is not your password." in text(browser.post(place, {"password": "no"}))
    page = browser.post(place, {"password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0].startswith(f"{APP}?next=")
    assert not Authenticator.objects.exists()


def test_an_editor_without_a_password_asks_for_one(browser: Client) -> None:
    User.objects.create_superuser("ada", "ada@example.com")
    sign_in_by_mail(browser)
    page = browser.get(DESK, follow=True)
    assert page.status_code == 403
    assert "Your account has no password yet" in text(page)
    assert browser.post(APP, {"code": "123456"}).status_code == 403


# -- what is closed, and for whom --------------------------------------------------------------------


@pytest.mark.parametrize("has_app", [True, False])
def test_every_address_of_the_desk_is_closed(browser: Client, ada: User, has_app: bool) -> None:
    """To an editor whose session has not passed: one from before the app, for example."""
    browser.force_login(ada)
    if has_app:
        give_app(ada)
    addresses = desk()
    assert len(addresses) > 40
    for address in addresses:
        for answer in (browser.get(address), browser.post(address)):
            assert answer.status_code == 302, address
            assert "/admin/login/" in answer.url or address.endswith("/admin/logout/"), address


@pytest.mark.parametrize(("has_app", "step"), [(True, CONFIRM), (False, APP)])
def test_only_the_next_step_is_open(browser: Client, ada: User, has_app: bool, step: str) -> None:
    browser.force_login(ada)
    if has_app:
        give_app(ada)
    assert (
        browser.get("/en/admin/", follow=True).redirect_chain[1][0]
        == f"{step}?next=%2Fen%2Fadmin%2F"
    )
    for name, place in SECOND_FACTOR.items():
        if place not in (step, TYPE_CODE, AGAIN):
            for answer in (browser.get(place), browser.post(place)):
                assert answer.url.startswith(f"{step}?next="), name
    assert not Authenticator.objects.filter(data__has_key="viewed_at").exists()


def test_a_session_from_before_the_app_confirms(browser: Client, ada: User, secret: str) -> None:
    browser.force_login(ada)
    place = browser.get(DESK, follow=True).redirect_chain[-1][0]
    assert browser.get(AGAIN).url.startswith(CONFIRM)  # the password proves nothing here
    assert type_code(browser, codes_of(secret)[1], place).url == DESK
    assert is_open(browser)


def test_owners_see_nothing_of_it(browser: Client) -> None:
    browser.force_login(User.objects.create_user("olena", "olena@example.com"))
    assert "second factor" not in text(browser.get("/en/account/")).lower()
    for name, place in SECOND_FACTOR.items():
        answer = browser.get(place)
        assert answer.status_code == (302 if name == "mfa_authenticate" else 404), name
    assert not is_open(browser)


def test_strangers_are_sent_to_the_sign_in() -> None:
    for name, place in SECOND_FACTOR.items():
        way = "/en/account/sign-in/" if name == "mfa_authenticate" else "/en/admin/login/"
        assert Client().get(place).url.startswith(way), name


def test_from_an_owners_session_into_the_desk(browser: Client, ada: User, secret: str) -> None:
    browser.force_login(User.objects.create_user("bob"))
    assert type_password(browser).url == TYPE_CODE
    assert type_code(browser, codes_of(secret)[1]).url == DESK
    assert is_open(browser)


def test_nobody_is_led_to_another_site(browser: Client, ada: User) -> None:
    sign_in_editor(browser, ada)
    answer = browser.get("/en/admin/login/?next=https://evil.example/")
    assert answer.url == "/en/admin/"


def test_the_admin_does_not_show_the_secrets(browser: Client, ada: User) -> None:
    sign_in_editor(browser, ada)
    assert browser.get("/en/admin/mfa/authenticator/").status_code == 404


# -- another app, other recovery codes, the reset ----------------------------------------------------


def test_another_app(browser: Client, ada: User, secret: str) -> None:
    other = Client()
    sign_in_editor(other, ada)
    type_password(browser)
    type_code(browser, codes_of(secret)[1])
    assert "Set up another app" in text(browser.get(PAGES))
    browser.get(APP)
    assert is_open(other)
    new = browser.session[SECRET_SESSION_KEY]
    assert browser.post(APP, {"code": codes_of(new)[1]}).url.startswith(f"{PAGES}?next=")
    assert is_open(browser) and not is_open(other)
    assert WRONG in text(type_code(other, codes_of(secret)[2], CONFIRM))
    assert type_code(other, codes_of(new)[2], f"{CONFIRM}?next={DESK}").url == DESK
    assert len(recovery_codes(ada)) == 10


@pytest.mark.parametrize("place", [APP, RECOVERY, f"{RECOVERY}new/", f"{RECOVERY}download/"])
def test_later_the_editor_confirms_again(
    browser: Client, ada: User, secret: str, place: str
) -> None:
    sign_in_editor(browser, ada)
    assert browser.get(place).url.startswith(f"{AGAIN}?next=")
    confirmed(browser, secret)
    assert browser.get(place).status_code == 200


def test_what_was_sent_too_late_goes_on_after_it(browser: Client, ada: User, secret: str) -> None:
    """The page that comes then leads to its own address, not to that of the confirmation."""
    sign_in_editor(browser, ada)
    confirmed(browser, secret)
    browser.get(APP)
    session = browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] -= 16 * 60
    session.save()
    place = browser.post(APP, {"code": "000000"}).url
    page = browser.post(place, {"password": PASSWORD})
    assert WRONG in text(page)
    assert f'<form method="post" action="{APP}"' in text(page)


def confirmed(client: Client, secret: str) -> None:
    assert type_code(client, codes_of(secret)[1], f"{CONFIRM}?next={PAGES}").url == PAGES


def test_new_recovery_codes(browser: Client, ada: User, secret: str) -> None:
    before = recovery_codes(ada)
    type_password(browser)
    type_code(browser, before[0])
    assert "The 9 codes that are not used yet" in text(browser.get(f"{RECOVERY}new/"))
    assert browser.post(f"{RECOVERY}new/").url == RECOVERY
    after = recovery_codes(ada)
    assert len(after) == 10 and not set(before) & set(after)
    assert after[0] in text(browser.get(RECOVERY))
    assert is_open(browser)


def test_a_button_pressed_twice(browser: Client, ada: User) -> None:
    type_password(browser)
    browser.get(APP)
    code = codes_of(browser.session[SECRET_SESSION_KEY])[1]
    answers = [browser.post(f"{APP}?next={DESK}", {"code": code}) for _time in range(2)]
    assert [answer.url for answer in answers] == [
        f"{RECOVERY}?next=%2Fen%2Fadmin%2Fpolicies%2Fpolicy%2F"
    ] * 2
    assert is_open(browser)


def test_the_operator_resets_a_lost_app(browser: Client, ada: User) -> None:
    sign_in_editor(browser, ada)
    call_command("second_factor_reset", "ada")
    assert not Authenticator.objects.exists()
    assert [
        (entry.user, entry.object_repr, entry.change_message) for entry in LogEntry.objects.all()
    ] == [(ada, "ada", "Second factor reset by the operator, on the command line.")]
    assert not is_open(browser)
    type_password(other := Client())
    assert other.get(DESK, follow=True).redirect_chain[-1][0].startswith(APP)


@pytest.mark.parametrize(
    ("name", "reason"), [("nobody", "There is no user 'nobody'."), ("ada", "nothing was changed")]
)
def test_nothing_to_reset(ada: User, name: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("second_factor_reset", name)
    assert not LogEntry.objects.exists()


def test_a_password_comes_back_on_no_page() -> None:
    """Sent without the cookie that protects forms, it is not offered to be sent again."""
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    answer = strict.post("/en/admin/login/", {"username": "ada", "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in text(answer)
    kept = strict.post("/en/account/sign-in/", {"email": "ada@example.com"})
    assert "ada@example.com" in text(kept)
