"""The owner takes a policy off: visitors read how to reach the shop, and nothing is lost."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from lxml.html import fromstring

from policygen.publishing.models import Page, Policy, Version, Withdrawal
from policygen.publishing.withdrawing import put_back, withdraw
from policygen.shops.models import Shop
from policygen.updates import notices
from policygen.updates.models import Notice

ADDRESSES = (
    "/p/klumandel/",
    "/p/klumandel/uk/",
    "/p/klumandel/1/uk/",
    "/p/klumandel/uk/versions/",
    "/p/klumandel/uk/compare/",
    "/p/klumandel/uk/policy.md",
    "/p/klumandel/1/uk/policy.md",
    "/p/klumandel/embed.json",
    "/p/klumandel/uk/embed.json",
    "/p/klumandel/uk/frame/",
)
ASKED = "/oembed/?url=http://testserver/p/klumandel/uk/"


@pytest.fixture
def owner(shop: Shop) -> Client:
    client = Client()
    client.post("/en/shops/start/")
    shop.owner_key = client.session["shop_owner_key"]
    shop.save()
    return client


def statuses(client: Client) -> set[int]:
    return {client.get(address).status_code for address in ADDRESSES}


def test_it_works(version: Version, shop: Shop, owner: Client) -> None:
    """Withdrawn on the owner's page, with a reason that only the owner reads; put back, all is as it was."""
    before = Client().get("/p/klumandel/uk/").content
    base = f"/en/shops/{shop.public_id}"
    page = owner.post(f"{base}/withdraw/", {"reason": "A wrong phone\0"}, follow=True)
    shown = page.content.decode()
    assert "The policy is withdrawn." in shown and "A wrong phone" in shown
    assert "Withdrawn on" in owner.get("/en/shops/").content.decode()
    assert "nothing to put on your site" in owner.get(f"{base}/place/").content.decode()
    assert statuses(Client()) == {410}
    assert Client().get(ASKED).status_code == 404
    for address in ADDRESSES:
        gone = Client().get(address)
        assert "no-store" in gone["Cache-Control"], address
        assert "A wrong phone" not in gone.content.decode()
    again = owner.post(f"{base}/withdraw/", {"reason": "x"}, follow=True)
    assert "withdrawn already" in again.content.decode()
    back = owner.post(f"{base}/put-back/", follow=True).content.decode()
    assert "The policy is public again" in back and "When it was withdrawn" in back
    assert Client().get("/p/klumandel/uk/").content == before
    assert Withdrawal.objects.get().undone is not None


@pytest.mark.parametrize(("first", "second"), [("uk", "en"), ("en", "uk")])
def test_visitors_read_it_in_both_languages(
    version: Version, shop: Shop, first: str, second: str
) -> None:
    withdraw(shop, "")
    gone = Client().get(f"/p/klumandel/{first}/", headers={"Accept-Language": "de"})
    assert gone["Content-Language"] == first
    page = fromstring(gone.content)
    assert [section.get("lang") for section in page.iter("section")] == [first, second]
    assert page.get("lang") == first and len(page.findall(".//h1")) == 1
    contact = version.facts["business"]["contact"]
    links = [link.get("href") for link in page.iter("a")]
    assert links == 2 * [f"mailto:{contact['email']}", contact["form_url"]]
    text = " ".join(page.text_content().split())
    assert "This privacy policy is withdrawn" in text
    assert "Цю політику конфіденційності відкликано" in text
    assert text.count(contact["phone"]) == 2
    for language in ("en", "uk"):
        assert version.facts["business"]["address"][language] in text


@pytest.mark.parametrize("language", ["en", "uk"])
def test_where_it_is_embedded_a_line_says_so(version: Version, shop: Shop, language: str) -> None:
    withdraw(shop, "")
    link = f"http://testserver/p/klumandel/{language}/"
    answer = Client().get(f"/p/klumandel/embed.json?language={language}")
    told = json.loads(answer.content)
    assert (told["language"], answer["Access-Control-Allow-Origin"]) == (language, "*")
    assert f'href="{link}"' in told["html"] and "<section" not in told["html"]
    framed = Client().get(f"/p/klumandel/{language}/frame/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert f'href="{link}"' in framed.content.decode()
    assert "<section" not in framed.content.decode()


def test_the_owner_keeps_every_version(version: Version, shop: Shop, owner: Client) -> None:
    """Byte for byte, with links that lead on."""
    withdraw(shop, "")
    base = f"/uk/shops/{shop.public_id}/versions/1/uk/"
    page = owner.get(base)
    assert page.content == bytes(Page.objects.get(version=version, language="uk").html)
    assert "no-store" in page["Cache-Control"] and page["Content-Language"] == "uk"
    assert b'href="../en/"' in page.content and b'href="policy.pdf"' in page.content
    assert owner.get(base.replace("/1/uk/", "/1/en/")).status_code == 200
    file = owner.get(f"{base}policy.pdf")
    assert file.content.startswith(b"%PDF-")
    for wrong in ("2/uk/", "1/pl/", "1/uk/policy.exe"):
        assert owner.get(f"/uk/shops/{shop.public_id}/versions/{wrong}").status_code == 404
    assert Client().get(base).status_code == 404


def test_publishing_leaves_it_withdrawn_and_says_so(
    version: Version, shop: Shop, owner: Client
) -> None:
    withdraw(shop, "")
    Shop.objects.filter(pk=shop.pk).update(phone="+380 44 111 22 33")
    page = owner.post(f"/en/shops/{shop.public_id}/publish/", follow=True).content.decode()
    assert "Version 2 is published." in page and "The policy stays withdrawn" in page
    assert statuses(Client()) == {410}


def test_a_release_publishes_nothing_of_what_is_withdrawn(version: Version, shop: Shop) -> None:
    shop.automatic_updates = True
    shop.save()
    withdraw(shop, "")
    notice = Notice.objects.create(policy=version.policy, release=9)
    policy = Policy.objects.select_related("shop__owner").get(pk=version.policy_id)
    notices._publish_unasked(policy, notice)
    assert Version.objects.filter(policy=policy).count() == 1


def test_what_is_refused(version: Version, shop: Shop, owner: Client) -> None:
    base = f"/en/shops/{shop.public_id}"
    page = owner.post(f"{base}/withdraw/", {"reason": "x" * 1001}, follow=True)
    assert "too long" in page.content.decode()
    assert "is not withdrawn" in owner.post(f"{base}/put-back/", follow=True).content.decode()
    assert not Withdrawal.objects.exists()
    for path in ("withdraw", "put-back"):
        assert owner.get(f"{base}/{path}/").status_code == 405
        assert Client().post(f"{base}/{path}/").status_code == 404
    Policy.objects.all().delete()
    assert owner.post(f"{base}/withdraw/").status_code == 404
    assert not withdraw(shop, "") and not put_back(shop)


def test_an_address_that_is_no_link_stays_text(version: Version, shop: Shop) -> None:
    """A restored version's facts were read by no form."""
    from policygen.publishing.withdrawing import _contact

    business: dict[str, Any] = {"contact": {"email": "", "form_url": "javascript:alert(1)"}}
    assert list(_contact(business, "en")) == []


def test_the_day_is_the_shops(
    version: Version, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime.datetime(2026, 12, 1, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    withdraw(shop, "")
    text = Client().get("/p/klumandel/en/").content.decode().replace("\xa0", " ")
    assert "on 2 December 2026" in text
