"""Shop owners: their answers, screen by screen, and what they do with a policy."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from making.people import Browser, done

from policygen.shops.models import Shop
from policygen.shops.own_words.own_words import Places
from tests.shops.browser import send

JEWELLER: list[tuple[str, dict[str, Any]]] = [
    (
        "shop",
        {
            "offers": ["jewelry", "custom_orders"],
            "name_uk": "Срібна верба",
            "name_en": "Silver Willow",
            "form": "sole_trader",
            "country": "UA",
        },
    ),
    (
        "contact",
        {
            "legal_name_uk": "ФОП Верба Марія Іванівна",
            "legal_name_en": "Mariia Verba, sole trader",
            "registration": "1234567890",
            "address_uk": "79000, Україна, м. Львів, вул. Вербова, 1",
            "address_en": "1 Verbova St, Lviv 79000, Ukraine",
            "email": "hello@verba.example",
            "website": "verba.example",
        },
    ),
    ("customers", {"where": ["UA", "EU"]}),
    ("purposes", {}),
    (
        "tools",
        {
            "tools_payments": ["liqpay"],
            "tools_shipping": ["novaposhta"],
            "tools_hosting": ["ua_hosting"],
            "tools_analytics": ["ga4"],
        },
    ),
    ("details", {}),
    (
        "site",
        {
            "cookie_banner": "yes",
            "cookie_settings_link": "yes",
            "security": ["https", "backups"],
            "storage_where": ["UA"],
        },
    ),
]
TEACHER: list[tuple[str, dict[str, Any]]] = [
    (
        "shop",
        {
            "offers": ["courses"],
            "name_en": "Bead by Bead",
            "form": "individual",
            "country": "US",
            "region": "US-CA",
            "languages": ["en"],
        },
    ),
    (
        "contact",
        {
            "legal_name_en": "Jo Teacher",
            "address_en": "1 Main St, Oakland, CA 94601, USA",
            "email": "jo@beads.example",
        },
    ),
    ("customers", {"where": ["US", "US-CA"], "ccpa_revenue": "no"}),
    ("purposes", {}),
    ("tools", {"tools_payments": ["stripe"], "tools_course_platform": ["teachable"]}),
    ("details", {}),
    ("site", {"security": ["https"], "dnt": "ignored"}),
]
ONLY_UKRAINIAN = {
    "shop": {"name_en": None, "languages": ["uk"]},
    "contact": {"legal_name_en": None, "address_en": None},
}
CUSTOM = {
    "custom_name": "Моя CRM",
    "custom_group": "crm",
    "custom_country": "UA",
    "custom_role": "processor",
    "custom_policy_url": "crm.example/privacy",
}


def begin(browser: Browser, language: str = "en") -> Shop:
    address = done(browser.post(f"/{language}/shops/start/")).url
    return Shop.objects.get(public_id=address.split("/")[3])


def at(shop: Shop, place: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{place}"


def fill(browser: Browser, shop: Shop, slug: str, language: str = "en", **answers: Any) -> None:
    done(send(browser, at(shop, f"{slug}/", language), **answers))


def walk(
    browser: Browser,
    answers: list[tuple[str, dict[str, Any]]],
    screens: int = 7,
    language: str = "en",
    other: dict[str, dict[str, Any]] | None = None,
    **name: str,
) -> Shop:
    """A new shop with so many screens filled in. `other`: answers that differ, by screen."""
    shop = begin(browser, language)
    for number, (slug, usual) in enumerate(answers[:screens]):
        typed = {**usual, **(other or {}).get(slug, {}), **({} if number else name)}
        fill(browser, shop, slug, language, **typed)
    return fresh(shop)


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


def publish(browser: Browser, shop: Shop) -> None:
    assert done(browser.post(at(shop, "publish/"))).url == at(shop, "published/")


def reword(browser: Browser, shop: Shop, kind: str, target: str, **texts: str) -> None:
    place = Places(fresh(shop)).find(kind, target)
    assert place is not None, target
    typed = {f"text_{code}": text for code, text in texts.items()}
    address = at(shop, f"own-words/{kind}/{target}/")
    done(
        browser.post(address, {"seen": place.seen, "written": place.written, **typed, "go": "save"})
    )


def prefill(browser: Browser, shop: Shop, page: str) -> None:
    """The proposals of a saved page, all of them taken."""
    found = browser.post(at(shop, "prefill/"), {"page": page}).context["found"]
    tools = [one.slug for group in found.groups for one in group.items if not one.chosen]
    assert tools
    done(browser.post(at(shop, "prefill/"), {"add": "1", "tools": tools}))


def promise(browser: Browser, shop: Shop, number: int) -> None:
    """Tick the first promises of the list off."""
    page = browser.get(at(shop, "promises/"))
    ids = [item.promise.id for item in page.context["checklist"].now][:number]
    assert len(ids) == number
    done(browser.post(at(shop, "promises/"), {"done": ids}))


def private_link(browser: Browser, shop: Shop) -> str:
    """Its address."""
    done(browser.post(at(shop, "link/"), {"do": "make"}))
    return f"/en/shops/resume/{fresh(shop).resume_key}/"


def take_in(browser: Browser, path: Path) -> Shop:
    """A shop from a facts file."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    done(browser.post("/en/shops/import/", {"file": file}))
    return Shop.objects.latest("pk")


def choose(browser: Browser, shop: Shop, choice: str) -> None:
    """About what a release of the library would change."""
    done(browser.post(at(shop, "update/"), {"choice": choice}))
