"""What published policies say and use, counted in a few queries."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.engine.conditions.deriving import conditions
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Policy, Truths, Version
from policygen.publishing.published_use import holds, published_with
from policygen.shops.models import Shop
from tests.cast import example
from tests.published import publish

pytestmark = pytest.mark.django_db
LIBRARY = shipped_library()


def test_only_the_newest_version_counts() -> None:
    version = publish("handcraft-courses", slug="a")
    facts = {**version.facts, "activities": version.facts["activities"][:1]}
    version.policy.versions.create(
        number=2, facts=facts, library_release=1, effective=version.effective
    )
    assert published_with(LIBRARY, "tool", "helpscout") == (1, 1, 0)
    assert published_with(LIBRARY, "tool", "stripe") == (0, 1, 0)
    assert published_with(LIBRARY, "purpose", "support") == (1, 1, 0)
    assert published_with(LIBRARY, "purpose", "orders") == (0, 1, 0)


@pytest.mark.long
def test_all_published_policies_are_counted_in_a_few_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = publish("handcraft-courses", slug="first")
    rows = [(Policy(shop=first.policy.shop, slug=f"p{n}")) for n in range(1, 1201)]
    shops = Shop.objects.bulk_create(Shop(name=row.slug) for row in rows)
    for row, shop in zip(rows, shops, strict=True):
        row.shop = shop
    versions = Version.objects.bulk_create(
        Version(policy=row, number=1, facts={}, library_release=1, effective=first.effective)
        for row in Policy.objects.bulk_create(rows)
    )
    names = first.truths.names
    Truths.objects.bulk_create(Truths(version=version, names=names) for version in versions)
    with django_assert_num_queries(2):
        assert published_with(LIBRARY, "tool", "helpscout") == (1201, 1201, 0)
    with django_assert_num_queries(2):
        assert published_with(LIBRARY, "tool", "stripe_") == (0, 1201, 0)


def test_versions_from_before_are_looked_at_once() -> None:
    version = publish("handcraft-courses")
    names = version.truths.names
    Truths.objects.all().delete()
    assert published_with(LIBRARY, "purpose", "orders") == (1, 1, 0)
    assert Truths.objects.get().names == names


def test_the_database_reads_a_condition_as_the_engine_does() -> None:
    true = {
        publish(name).pk: conditions(example(name), LIBRARY)
        for name in ("handcraft-courses", "klumandel", "classerium")
    }
    for requirement in LIBRARY.requirements:
        found = Truths.objects.filter(holds(requirement.when)).order_by("version")
        expected = [pk for pk, names in true.items() if requirement.when.holds(names)]
        assert list(found.values_list("version", flat=True)) == expected, requirement.id


def test_a_policy_with_words_that_are_gone() -> None:
    publish("klumandel", offers=["gone"])
    assert published_with(LIBRARY, "requirement", "GDPR-13-1a") == (0, 1, 0)
