"""Answers leave as a file and come back as a shop; a shop is copied without what is its own alone."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data, make_facts, read_facts
from policygen.engine.library.yaml12 import MAX_BYTES
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Policy
from policygen.shops.as_facts import facts_of, shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Activity, OwnWords, Shop, ShopTool
from policygen.shops.transfer.transfer import answers_file, duplicate
from tests.properties.shops import any_shop
from tests.shops.conftest import EXAMPLES, load

pytestmark = pytest.mark.django_db

LIBRARY = shipped_library()
IMPORT = "/en/shops/import/"
OWN = [
    {
        "clause": "automated-none",
        "text": {"en": "People decide.\n\n- always\n- *really*", "uk": "Вирішують люди: «так».  "},
        "based_on": {"en": "Old {{ text }}", "uk": "Старий текст"},
    },
    {"section": "security", "text": {"en": "No: 1", "uk": "yes"}},
]


def with_own(facts: Facts) -> Facts:
    return make_facts({**facts_data(facts), "own_words": OWN}, LIBRARY)


def answers(client: Client, shop: Shop) -> HttpResponse:
    return client.get(f"/en/shops/{shop.public_id}/answers.yaml")


def upload(client: Client, content: bytes, address: str = IMPORT) -> HttpResponse:
    return client.post(address, {"file": SimpleUploadedFile("answers.yaml", content)})


def said(response: HttpResponse, selector: str) -> list[str]:
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "lxml").select(selector)
    return [" ".join(item.get_text().split()) for item in found]


# -- there and back ------------------------------------------------------------------------------------


@pytest.mark.few(4)
@pytest.mark.parametrize(
    ("path", "language"),
    [(EXAMPLES[0], "uk"), *((path, "en") for path in EXAMPLES)],
    ids=lambda value: getattr(value, "stem", value),
)
def test_it_works(alice: Client, path: Path, language: str) -> None:
    facts = with_own(read_facts(path.read_bytes(), LIBRARY))
    shop = create_shop(facts, User.objects.get())
    exported = alice.get(f"/{language}/shops/{shop.public_id}/answers.yaml")
    response = upload(alice, exported.content, f"/{language}/shops/import/")
    copy = Shop.objects.exclude(pk=shop.pk).get()
    assert response.headers["Location"] == f"/{language}/shops/{copy.public_id}/review/"
    assert facts_of(copy) == facts
    assert copy.owner == shop.owner
    assert answers(alice, copy).content == exported.content


def test_the_file(alice: Client, shop: Shop) -> None:
    response = answers(alice, shop)
    assert response.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="handcraft-jewelry-courses-answers.yaml"'
    )
    assert "no-store" in response.headers["Cache-Control"]
    lines = response.content.decode().splitlines()
    assert lines[:5] == [
        "# Answers for a privacy policy, in the form that policygen reads (docs/facts.md).",
        "facts: 1",
        "languages:",
        *(f"  - {language}" for language in shop.languages),
    ]
    assert not any("&id" in line or "!!" in line for line in lines)


def test_own_words_are_readable_blocks() -> None:
    shop = create_shop(with_own(load("klumandel")))
    text = answers_file(shop).decode()
    assert "      en: |-\n        People decide.\n\n        - always\n        - *really*\n" in text


@given(facts=any_shop())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shop_comes_back(facts: Facts) -> None:
    shop = create_shop(facts)
    assert read_facts(answers_file(Shop.objects.get(pk=shop.pk)), LIBRARY) == facts_of(shop)


def test_an_unfinished_shop_is_exported_too(alice: Client, draft: Shop) -> None:
    Shop.objects.filter(pk=draft.pk).update(name={"": "NO: #1"}, country="NO")
    exported = answers(alice, draft).content
    assert b"country: 'NO'" in exported
    response = upload(alice, exported)
    assert said(response, "#id_file_error div") == [
        "This file can’t be used yet. What is wrong with it stands below."
    ]
    places = {text.split("code")[0] for text in said(response, ".wrong code")}
    assert places == {"business.form", "business.contact", "offers", "customers", "activities"}
    assert Shop.objects.count() == 1


# -- what an import refuses ----------------------------------------------------------------------------


def broken(old: str, new: str) -> bytes:
    text = next(p for p in EXAMPLES if p.stem == "klumandel").read_text("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode()


def test_a_mistake_is_named_with_its_line(alice: Client) -> None:
    raw = broken("facts: 1", "facts: 1\nqqq: red")
    line = raw.decode().splitlines().index("qqq: red") + 1
    assert said(upload(alice, raw), ".wrong li") == [
        f"Line {line}, qqq: The format has no key “qqq” here."
    ]
    assert said(upload(alice, raw, "/uk/shops/import/"), ".wrong li")[0].endswith(
        "qqq: У форматі тут немає ключа «qqq»."
    )
    assert not Shop.objects.exists()


def test_services_that_this_library_does_not_know_are_named(alice: Client) -> None:
    facts = facts_data(load("klumandel"))
    facts["activities"][0]["tools"] = ["payfuture", "<b>x</b>"]
    response = upload(alice, json.dumps(facts).encode())
    assert said(response, "main p bdi code") == ["payfuture", "<b>x</b>"]
    assert not Shop.objects.exists()


@pytest.mark.parametrize(
    ("raw", "error", "wrong"),
    [
        (b"", "This file is empty.", []),
        (b"   ", None, ["The file is empty."]),
        (b"\xff\xfe", None, ["Line 1: The file is not UTF-8 text."]),
        (b"a: b: c", None, ["Line 1: This is not YAML (mapping values are not allowed in this context)."]),
        (b"- a", None, ["Line 1: Write keys and values here (key: value)."]),
        (b"a: &x 1", None, ["Line 1: Anchors and aliases (& and *) are not allowed; write the value out."]),
        (b"a: !!python/tuple [1]", None, ["Line 1: Tags such as tag:yaml.org,2002:python/tuple are not allowed."]),
        (b"#" * (MAX_BYTES + 1), None, ["The file is larger than 512 KiB."]),
    ],
    ids=lambda value: str(value)[:12],
)  # fmt: skip
def test_refused(alice: Client, raw: bytes, error: str | None, wrong: list[str]) -> None:
    response = upload(alice, raw)
    expected = error or "This file can’t be used yet. What is wrong with it stands below."
    assert said(response, "#id_file_error div") == [expected]
    assert said(response, ".wrong li") == wrong
    assert not Shop.objects.exists()


@pytest.mark.parametrize("data", [{}, {"file": "text"}])
def test_no_file(alice: Client, data: dict[str, str]) -> None:
    assert said(alice.post(IMPORT, data), "#id_file_error div") == ["Choose a file."]


def test_many_mistakes_are_counted(alice: Client) -> None:
    keys = "\n".join(f"key{n}: 1" for n in range(30))
    response = upload(alice, broken("facts: 1", f"facts: 1\n{keys}"))
    assert len(said(response, ".wrong li")) == 20
    assert "And 10 more." in said(response, "main p")


def test_an_import_without_an_account_belongs_to_the_browser(db: None) -> None:
    client = Client()
    assert said(client.get(IMPORT), "h1") == ["Import answers"]
    path = next(p for p in EXAMPLES if p.stem == "klumandel")
    response = upload(client, path.read_bytes())
    assert client.get(response.headers["Location"]).status_code == 200
    assert Client().get(response.headers["Location"]).status_code == 404


def test_an_import_leaves_the_draft_alone(charlie: Client) -> None:
    path = next(p for p in EXAMPLES if p.stem == "klumandel")
    upload(charlie, path.read_bytes())
    assert sorted(len(shop.saved_steps) for shop in Shop.objects.all()) == [0, 7]


# -- a copy --------------------------------------------------------------------------------------------


def test_duplicate(alice: Client, shop: Shop) -> None:
    facts = with_own(load("jane-ellen"))
    shop = create_shop(facts, shop.owner)
    Shop.objects.filter(pk=shop.pk).update(
        resume_key="r" * 40, done_duties=["GDPR-30"], saved_steps=["shop"], name={"": "Jane Ellen"}
    )
    Policy.objects.create(shop=shop, slug="jane")
    response = alice.post(f"/en/shops/{shop.public_id}/duplicate/")
    copy = Shop.objects.order_by("-pk")[0]
    assert response.headers["Location"] == f"/en/shops/{copy.public_id}/shop/"
    shop = Shop.objects.get(pk=shop.pk)
    assert copy.public_id != shop.public_id
    assert (copy.owner, copy.owner_key, copy.resume_key) == (shop.owner, "", "")
    assert (copy.done_duties, copy.saved_steps) == ([], ["shop"])
    assert not hasattr(copy, "policy")
    assert copy.name == {"": "Copy of Jane Ellen"}
    theirs, ours = shop_data(copy), shop_data(shop)
    assert theirs["business"].pop("name") == "Copy of Jane Ellen"
    assert ours["business"].pop("name") == "Jane Ellen"
    assert theirs == ours
    assert shop.policy.slug == "jane"


def test_a_copys_name_speaks_its_language(shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(name={"en": "Willow", "uk": "Верба" * 60})
    copy = duplicate(Shop.objects.get(pk=shop.pk), shop.owner, "")
    assert copy.name["en"] == "Copy of Willow"
    assert len(copy.name["uk"]) == 300
    with translation.override("uk"):
        assert (
            duplicate(Shop.objects.get(pk=shop.pk), shop.owner, "").name["en"] == "Copy of Willow"
        )


def test_a_copy_is_a_shop_of_its_own(shop: Shop) -> None:
    OwnWords.objects.create(
        shop=shop, kind="section", target="security", language="en", markdown="x"
    )
    count = {model: model.objects.count() for model in (Activity, ShopTool, OwnWords)}
    copy = duplicate(shop, shop.owner, "")
    assert {model: model.objects.count() for model in count} == {m: 2 * n for m, n in count.items()}
    before = shop_data(Shop.objects.get(pk=shop.pk))
    copy.activities.all().delete()
    copy.tools.all().delete()
    copy.own_words.all().delete()
    assert shop_data(Shop.objects.get(pk=shop.pk)) == before
    copy.delete()
    assert {model: model.objects.count() for model in count} == count


def test_an_unfinished_shop_is_copied_too(alice: Client, draft: Shop) -> None:
    activity = Activity.objects.create(shop=draft, purpose="orders")
    alice.post(f"/en/shops/{draft.public_id}/duplicate/")
    copy = Shop.objects.exclude(pk=draft.pk).get()
    assert [a.purpose for a in copy.activities.all()] == ["orders"]
    assert copy.activities.get().pk != activity.pk


def test_a_copy_without_an_account(charlie: Client) -> None:
    draft = Shop.objects.get()
    charlie.post(f"/en/shops/{draft.public_id}/duplicate/")
    assert {s.owner_key for s in Shop.objects.all()} == {draft.owner_key}


# -- strangers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["bob", "charlie", "nobody"])
def test_strangers_get_404(request: pytest.FixtureRequest, shop: Shop, who: str) -> None:
    client = Client() if who == "nobody" else request.getfixturevalue(who)
    shops = Shop.objects.count()
    assert answers(client, shop).status_code == 404
    assert client.post(f"/en/shops/{shop.public_id}/duplicate/").status_code == 404
    assert Shop.objects.count() == shops


def test_copying_needs_a_post(alice: Client, shop: Shop) -> None:
    assert alice.get(f"/en/shops/{shop.public_id}/duplicate/").status_code == 405
    assert alice.post(f"/en/shops/{shop.public_id}/answers.yaml").status_code == 405


def test_csrf_is_asked_for(shop: Shop) -> None:
    client = Client(enforce_csrf_checks=True)
    assert upload(client, b"facts: 1").status_code == 403
    assert client.post(f"/en/shops/{shop.public_id}/duplicate/").status_code == 403
