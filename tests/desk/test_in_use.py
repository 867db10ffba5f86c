"""Before an entry is deleted, and before that is released, the desk says who uses it, published or not."""

import pytest
from django.contrib.auth.models import User
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from policygen.desk.entries.in_use import Uses, uses_of
from policygen.desk.releasing import next_release
from policygen.draft import draft
from policygen.engine.loading.load import shipped_library
from policygen.publishing import published_use
from policygen.publishing.models import Truths
from policygen.rehearsals import rehearsal
from policygen.shops.from_facts import create_shop
from policygen.shops.models import OwnWords
from tests.cast import silver_willow
from tests.desk.test_matrix import USES as USES_PAGE
from tests.editors import at, client_of
from tests.library_draft import entry
from tests.published import publish
from tests.shops.test_former_words import GONE, KINDS, USES

pytestmark = pytest.mark.django_db

TOOL = ("tools/support.yaml", "helpscout")


def path_of(kind: str) -> str:
    """A file whose entries are words of this kind."""
    return {"tools": "tools/other.yaml", "presets": "presets.yaml"}.get(
        kind, f"vocabulary/{kind}.yaml"
    )


@pytest.mark.few(3)
@pytest.mark.parametrize("answer", USES)
def test_every_answer_counts(answer: str) -> None:
    path = path_of(KINDS[answer])
    shop = create_shop(silver_willow())
    create_shop(silver_willow())
    assert uses_of(path, GONE) == Uses(0, 0)
    USES[answer][0](shop)
    assert uses_of(path, GONE) == Uses(0, 1)
    others = {path_of(kind) for kind in KINDS.values()} - {path, "tools/other.yaml"}
    others -= {"vocabulary/sources.yaml"} if KINDS[answer] == "tools" else set()
    assert {uses_of(other, GONE) for other in others} == {Uses(0, 0)}


@pytest.mark.parametrize(
    ("path", "key", "published"),
    [
        ("tools/support.yaml", "helpscout", 1),
        ("tools/payments.yaml", "liqpay", 0),
        ("vocabulary/purposes.yaml", "support", 1),
        ("vocabulary/data.yaml", "email", 1),
        ("vocabulary/rights_channels.yaml", "email", 1),
        ("vocabulary/rights_channels.yaml", "post", 0),
        ("vocabulary/offers.yaml", "courses", 1),
        ("vocabulary/offers.yaml", "name", 0),
    ],
)
def test_published_policies_count_by_what_they_say(path: str, key: str, published: int) -> None:
    """`email` is a kind of data and a way to ask; `name` is also a key of every facts file."""
    version = publish("handcraft-courses")
    shop = version.policy.shop
    for rows in (shop.activities, shop.tools, shop.custom_tools):
        rows.all().delete()
    shop.offers = shop.rights_how = []
    shop.save()
    assert uses_of(path, key) == Uses(published, 0)


def test_a_published_shop_counts_once_by_its_answers_too() -> None:
    version = publish("handcraft-courses")
    assert uses_of(*TOOL) == Uses(1, 0)
    version.policy.shop.tools.create(slug="liqpay", position=50)
    assert uses_of("tools/payments.yaml", "liqpay") == Uses(1, 0)


def test_own_words_instead_of_a_clause() -> None:
    shop = create_shop(silver_willow())
    words = {"kind": OwnWords.Kind.CLAUSE, "language": "en", "markdown": "Mine."}
    OwnWords.objects.create(shop=shop, target="purposes-new", **words)
    assert uses_of("clauses/purposes.yaml", "purposes-new") == Uses(0, 1)


def test_what_shops_do_not_choose() -> None:
    assert uses_of("laws/gdpr.yaml", "GDPR-13-1a") is None
    assert uses_of("vocabulary/authorities.yaml", "PL") is None


def test_in_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    publish("handcraft-courses")
    for _number in range(3):
        create_shop(silver_willow())
    with django_assert_num_queries(2):
        assert uses_of("vocabulary/data.yaml", "email") == Uses(1, 3)


@pytest.mark.parametrize(
    ("uses", "english", "ukrainian"),
    [
        (
            Uses(2, 5),
            "Used by 2 published policies and 5 shops that are not published.",
            "Використовують: 2 опубліковані політики; 5 неопублікованих магазинів.",
        ),
        (
            Uses(1, 1),
            "Used by 1 published policy and 1 shop that is not published.",
            "Використовують: 1 опублікована політика; 1 неопублікований магазин.",
        ),
        (
            Uses(0, 0),
            "No published policy and no other shop uses it.",
            "Цього не використовує жодна опублікована політика й жоден інший магазин.",
        ),
    ],
)
def test_in_words(uses: Uses, english: str, ukrainian: str) -> None:
    assert str(uses) == english
    with translation.override("uk"):
        assert str(uses) == ukrainian


# -- on the desk -------------------------------------------------------------------------------------


def test_the_page_that_deletes_says_so(ada: User) -> None:
    publish("handcraft-courses")
    shop = create_shop(silver_willow())
    shop.tools.create(slug="helpscout", position=9)
    page = client_of("ada").get(at(entry(*TOOL), "delete")).content.decode()
    assert page.count("Used by 1 published policy and 1 shop that is not published.") == 1
    shop.delete()
    row = entry("vocabulary/verification.yaml", "account_login")
    page = client_of("ada").get(at(row, "delete", "uk")).content.decode()
    assert page.count("жоден інший магазин") + page.count("Використовують: ") == 1


@pytest.mark.long
def test_so_does_the_release(ada: User) -> None:
    publish("handcraft-courses")
    row = entry(*TOOL)
    draft.save(row, "", seen=row.revision, by=ada)
    unused = entry("tools/crm.yaml", "keycrm")
    draft.save(unused, "", seen=unused.revision, by=ada)
    (lost,) = next_release.lost(next_release.candidate().changes)
    assert (lost.path, lost.key, lost.uses) == (*TOOL, Uses(1, 0))
    page = client_of("petro").get("/en/admin/releases/release/next/").content.decode()
    said = "helpscout: Used by 1 published policy and 0 shops that are not published."
    assert page.count(said) == 1


@pytest.mark.long
def test_what_is_not_counted_yet_is_said(
    few_examples: None, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page looks at as many as it has time for; the next rehearsal looks at all."""
    for number in range(3):
        publish("handcraft-courses", slug=f"shop-{number}")
    Truths.objects.all().delete()
    monkeypatch.setattr(published_use, "SLICE", 0)
    assert published_use.published_with(shipped_library(), "purpose", "orders") == (1, 3, 2)
    page = client_of("rita").get(f"{USES_PAGE}/purpose/orders/").content.decode()
    assert page.count("1 of these is not looked at yet") == 1
    Truths.objects.all().delete()
    found = rehearsal.start(ada)
    while not rehearsal.finished(found):
        rehearsal.go_on(found)
    assert Truths.objects.count() == 3
