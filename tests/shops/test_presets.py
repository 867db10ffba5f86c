import pytest

from policygen.shops.models import Shop
from policygen.shops.presets import set_purposes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "period", "after"),
    [
        ("UA", "P1095D", "tax_return"),
        ("GB", "P6Y", "financial_year_end"),
        ("JP", "P3Y", "tax_return"),
    ],
)
def test_tax_records_start_with_the_period_of_the_country(
    country: str, period: str, after: str
) -> None:
    shop = Shop.objects.create(country=country, form="company", languages=["en"])
    set_purposes(shop, ["legal_records"])
    keep = shop.facts_data()["activities"][0]["keep"]
    assert (keep["for"], keep["after"]) == (period, after)
