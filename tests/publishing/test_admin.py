import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from policygen.publishing.models import Policy, Version
from tests.second_factor import sign_in_editor

LIST = "/en/admin/policies/policy/"


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    sign_in_editor(client, User.objects.create_superuser("editor"))
    return client


def test_it_works(editor: Client, version: Version) -> None:
    html = editor.get(LIST).content.decode()
    assert f'<a href="{reverse("published:policy", args=["klumandel"])}">' in html
    change = editor.get(f"{LIST}{version.policy_id}/change/")
    assert change.status_code == 200


def test_nothing_can_be_changed(editor: Client, version: Version) -> None:
    for path in (f"{LIST}add/", f"{LIST}{version.policy_id}/delete/"):
        assert editor.post(path, {"post": "yes"}).status_code == 403
    assert editor.post(f"{LIST}{version.policy_id}/change/", {"slug": "x"}).status_code == 403
    assert Policy.objects.filter(slug="klumandel").exists()


def test_strangers_are_sent_to_the_sign_in(client: Client, db: None) -> None:
    assert client.get(LIST)["Location"].startswith("/en/admin/login/")
