"""A word that a shop's answers use and the newest release has no more: shown as such everywhere, taken off
by its owner and by nobody else, and never an error."""

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html import unescape
from itertools import cycle
from typing import Any

import brotli
import pytest
import yaml
from django.contrib.auth.models import User
from django.test import Client
from lxml.html import fromstring

from policygen.engine.facts.reading import facts_data
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.yaml12 import Loader
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Page, Policy, Version
from policygen.releases.current import remember
from policygen.releases.models import Release, packed
from policygen.shops import library_words
from policygen.shops.from_facts import create_shop
from policygen.shops.models import ActivityTool, Shop, ShopTool
from policygen.shops.steps import STEPS
from tests.cast import silver_willow
from tests.shops.browser import answers, send

pytestmark = pytest.mark.django_db

GONE = "old_word"
SHOWN = {
    "en": "“Old word” – no longer offered; choose another",
    "uk": "«Старе слово» – більше не пропонується; оберіть інше",
}
NAME = {"en": "Old word", "uk": "Старе слово"}
FILES = read_files(SHIPPED)


def with_old_words() -> dict[str, str]:
    """The shipped library, and in every catalogue that shops choose from one word more."""
    added = {}
    for kind in {*KINDS.values()} - {"tools", "presets"}:
        path = f"vocabulary/{kind}.yaml"
        like = next(iter(yaml.load(FILES[path], Loader=Loader).values()))
        like = {key: value for key, value in like.items() if key != "question"}
        added[path] = {GONE: {**like, "label": NAME}}
    preset = next(iter(yaml.load(FILES["presets.yaml"], Loader=Loader).values()))
    added["presets.yaml"] = {GONE: {**preset, "label": NAME}}
    files = {path: _joined(FILES[path], entry) for path, entry in added.items()}
    tool = yaml.load(FILES["tools/other.yaml"], Loader=Loader)[0]
    tool = {**tool, "slug": GONE, "name": NAME, "signatures": {}}
    return {**FILES, **files, "tools/other.yaml": _joined(FILES["tools/other.yaml"], [tool])}


@cache
def old_release() -> bytes:
    return packed(with_old_words())


def _joined(text: str, entries: object) -> str:
    return f"{text}\n{yaml.safe_dump(entries, allow_unicode=True)}"


def column(name: str) -> Callable[[Shop], None]:
    def use(shop: Shop) -> None:
        stored = getattr(shop, name)
        setattr(shop, name, [*stored, GONE] if isinstance(stored, list) else GONE)
        shop.save()

    return use


def activity(name: str) -> Callable[[Shop], None]:
    def use(shop: Shop) -> None:
        row = shop.activities.get()
        stored = getattr(row, name)
        setattr(row, name, [*stored, GONE] if isinstance(stored, list) else GONE)
        row.save()

    return use


def keep(name: str) -> Callable[[Shop], None]:
    def use(shop: Shop) -> None:
        row = shop.activities.get().keep
        kind = {"anchor": "for", "why": "for"}.get(name, name)
        row.kind, row.anchor = kind, "order" if kind == "for" else ""
        row.duration = "P1Y" if kind == "for" else ""
        setattr(row, name, [GONE] if name == "why" else GONE)
        row.save()

    return use


def custom_tool(name: str) -> Callable[[Shop], None]:
    def use(shop: Shop) -> None:
        shop.custom_tools.update(**{name: [GONE] if name == "data" else GONE})

    return use


def service(shop: Shop) -> None:
    tool = ShopTool.objects.create(shop=shop, slug=GONE, position=9)
    ActivityTool.objects.create(activity=shop.activities.get(), tool=tool, position=9)


def service_as_source(shop: Shop) -> None:
    ShopTool.objects.create(shop=shop, slug=GONE, position=9)
    activity("source")(shop)


USES: dict[str, tuple[Callable[[Shop], None], str]] = {
    **{name: (column(name), "site") for name in library_words.COLUMNS},
    **{f"activity {name}": (activity(name), "details") for name in library_words.ACTIVITY},
    **{f"keep {name}": (keep(name), "details") for name in library_words.KEEP},
    **{f"own service {name}": (custom_tool(name), "tools") for name in library_words.CUSTOM_TOOL},
    "service": (service, "tools"),
    "service as source": (service_as_source, "details"),
    **{name: (column(name), "shop") for name in ("preset", "offers", "form")},
    "registration_kind": (column("registration_kind"), "contact"),
    **{name: (column(name), "customers") for name in ("children", "parental_consent")},
    "activity purpose": (activity("purpose"), "purposes"),
}
"""Answer → how a shop comes to use the word there, and the screen that asks for it."""
KINDS = {
    **library_words.COLUMNS,
    **{f"activity {name}": kind for name, kind in library_words.ACTIVITY.items()},
    **{f"keep {name}": kind for name, kind in library_words.KEEP.items()},
    **{f"own service {name}": kind for name, kind in library_words.CUSTOM_TOOL.items()},
    "service": "tools",
    "service as source": "tools",
}
NO_OBSTACLE = {"preset", "transfers_signed"}
"""What is only a suggestion for later screens; and terms signed with a service that is not used any more."""
ALONE = {"activity purpose", "keep until", "keep criteria", "service as source"}
"""What a shop cannot use together with the others."""
LANGUAGE = dict(zip(USES, cycle(["en", "uk"]), strict=False))
"""In which a test opens all pages; the page that asks is looked at in both."""
UNSHOWN = {"own service data", "activity optional"}
"""The wizard asks nothing about the first, and about the second only of data that is ticked; the review says
what is wrong with it."""


@pytest.fixture
def willow(alice: Client) -> Shop:
    """Published, with one activity and a service of its own. An older release has the words; the library
    that is current, that which ships, has them not."""
    Release.objects.create(number=2, files=old_release(), notes={})
    remember(None)
    facts = silver_willow()
    shop = create_shop(facts, User.objects.get(username="alice"))
    version = Version.objects.create(
        policy=Policy.objects.create(shop=shop, slug="willow"),
        number=1,
        facts=facts_data(facts),
        library_release=shipped_library().release,
        effective=facts.effective,
    )
    html = {"html": b"<p>", "brotli": brotli.compress(b"<p>"), "sha256": sha256(b"<p>").hexdigest()}
    for language in facts.languages:
        Page.objects.create(version=version, language=language, **html)
    return shop


def url(shop: Shop, rest: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{rest}"


def addresses(shop: Shop, language: str) -> list[str]:
    screens = [f"{step.slug}/" for step in STEPS]
    others = ["review/?side=1", "preview/", "what-if/", "what-if/?answer=market:EU:yes"]
    more = ["promises/", "own-words/", "answers.yaml", "published/", "update/"]
    pages = [url(shop, rest, language) for rest in (*screens, *others, *more)]
    return [*pages, f"/{language}/shops/", f"/p/willow/{language}/"]


def further_addresses(shop: Shop, language: str) -> list[str]:
    """Pages that say nothing of single answers."""
    rests = ("prefill/", "link/", "delete/", "what-if/?answer=tool:stripe:yes", "review/")
    return [*(url(shop, rest, language) for rest in rests), f"/{language}/"]


SAID = re.compile("no longer offered; choose another|більше не пропонується; оберіть інше")


def told(page: str) -> set[str]:
    """The sentences about words that are no longer offered, as labels, headings and options say them."""
    nodes = fromstring(page).iter("label", "option", "legend", "h2")
    texts = (" ".join((node.text or "").split()) for node in nodes)
    return {text for text in texts if SAID.search(text)}


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "answer",
    [name if name in ALONE else pytest.param(name, marks=pytest.mark.long) for name in USES],
)
def test_every_page_opens(alice: Client, willow: Shop, answer: str) -> None:
    """`make test` opens them with those that go together in test_all_of_them_at_once."""
    use, _screen = USES[answer]
    use(willow)
    wanted = addresses(willow, LANGUAGE[answer])
    assert {at: alice.get(at).status_code for at in wanted} == dict.fromkeys(wanted, 200)


@pytest.mark.few(2)
@pytest.mark.parametrize("answer", USES)
def test_its_screen_says_so(alice: Client, willow: Shop, answer: str) -> None:
    use, screen = USES[answer]
    use(willow)
    shown = {
        code: told(unescape(alice.get(url(willow, f"{screen}/", code)).content.decode()))
        for code in ("en", "uk")
    }
    before = (
        {"en": "1 year ", "uk": "1 рік "} if answer == "keep anchor" else dict.fromkeys(SHOWN, "")
    )
    expected = {c: set() if answer in UNSHOWN else {before[c] + SHOWN[c]} for c in SHOWN}
    if answer == "own service group":  # told beside the service too, which stands open
        for code in SHOWN:
            expected[code].add(f"{willow.custom_tools.get().named(code)}: {SHOWN[code]}")
    assert shown == expected


@pytest.mark.few(2)
@pytest.mark.parametrize("answer", sorted(USES.keys() - NO_OBSTACLE))
def test_publishing_says_which_answer_to_change(alice: Client, willow: Shop, answer: str) -> None:
    use, screen = USES[answer]
    use(willow)
    page = alice.post(url(willow, "publish/"), follow=True)
    obstacles = page.context["review"].obstacles
    told = [(o.message.partition(" — ")[2], o.url.partition("?")[0]) for o in obstacles]
    assert told == [(SHOWN["en"], url(willow, f"{screen}/"))]
    assert Version.objects.count() == 1


def use_all(shop: Shop) -> None:
    for answer, (use, _screen) in USES.items():
        if answer not in ALONE:
            use(shop)


def stored(shop: Shop) -> dict[str, Any]:
    shop = Shop.objects.get(pk=shop.pk)
    row = shop.activities.get()
    found: dict[str, Any] = {
        **{name: getattr(shop, name) for name in library_words.COLUMNS},
        **{f"activity {name}": getattr(row, name) for name in library_words.ACTIVITY},
        **{f"keep {name}": getattr(row.keep, name) for name in library_words.KEEP},
        "tools": [tool.slug for tool in shop.tools.all()],
        "uses": [use.tool.slug for use in row.uses.all()],
        "own": list(shop.custom_tools.values_list("slug", "group", "role", "data")),
    }
    return {k: sorted(v) if isinstance(v, list) else v for k, v in found.items()}


@pytest.mark.long
def test_all_of_them_at_once(alice: Client, willow: Shop) -> None:
    use_all(willow)
    for language in ("en", "uk"):
        at = [*addresses(willow, language), *further_addresses(willow, language)]
        assert {a: alice.get(a).status_code for a in at} == dict.fromkeys(at, 200)


def test_saving_loses_nothing(alice: Client, willow: Shop) -> None:
    use_all(willow)
    before = stored(willow)
    for step in STEPS:
        assert send(alice, url(willow, f"{step.slug}/")).status_code == 302, step.slug
    assert stored(willow) == before


@pytest.mark.long
def test_a_purpose_is_kept_too(alice: Client, willow: Shop) -> None:
    activity("purpose")(willow)
    for step in STEPS:
        assert send(alice, url(willow, f"{step.slug}/")).status_code == 302, step.slug
    assert stored(willow)["activity purpose"] == GONE


@pytest.mark.few(1)
@pytest.mark.parametrize("name", sorted(library_words.COLUMNS))
def test_the_owner_takes_it_off(alice: Client, willow: Shop, name: str) -> None:
    use, screen = USES[name]
    before = stored(willow)
    use(willow)
    at = url(willow, f"{screen}/")
    ticked = [value for value in answers(alice.get(at))[name] if value != GONE]
    other = {
        "preset": ["other"],
        "children": ["none"],
        "form": ["company"],
        "registration_kind": ["edrpou"],
    }.get(name)
    assert send(alice, at, **{name: other or ticked or None}).status_code == 302
    assert stored(willow)[name] == (before[name] or (other or [[]])[0])


def test_a_service_and_a_purpose_are_taken_off(alice: Client, willow: Shop) -> None:
    service(willow)
    assert send(alice, url(willow, "tools/"), tools=["own_server"]).status_code == 302
    assert stored(willow)["tools"] == stored(willow)["uses"] == ["own_server"]
    activity("purpose")(willow)
    changes: dict[str, Any] = {"purposes": ["orders"]}
    assert send(alice, url(willow, "purposes/"), **changes).status_code == 302
    assert stored(willow)["activity purpose"] == "orders"


def test_the_last_release_that_knew_it_names_it(alice: Client, willow: Shop) -> None:
    column("security")(willow)
    renamed = with_old_words()["vocabulary/security.yaml"].replace("Old word", "Older still")
    Release.objects.filter(number=2).delete()
    Release.objects.create(
        number=1, files=packed({**FILES, "vocabulary/security.yaml": renamed}), notes={}
    )
    remember(None)
    page = unescape(alice.get(url(willow, "site/")).content.decode())
    assert told(page) == {SHOWN["en"].replace("Old word", "Older still")}


def test_what_no_release_knows_goes_by_its_slug(alice: Client, willow: Shop) -> None:
    willow.security = ["never_heard_of"]
    willow.save()
    page = unescape(alice.get(url(willow, "site/", "uk")).content.decode())
    assert page.count("«never_heard_of» – більше не пропонується; оберіть інше") == 1


def test_the_preview_does_without_and_asks(alice: Client, willow: Shop) -> None:
    use_all(willow)
    page = alice.get(url(willow, "preview/"))
    text = unescape(page.content.decode())
    assert "Old word" not in fromstring(text).find_class("policy")[0].text_content()
    assert [link.url.partition("#")[0] for link in page.context["preview"].open] != []


@pytest.mark.long
def test_a_language_that_is_offered_no_more(alice: Client, willow: Shop) -> None:
    willow.languages = ["en", "pl"]
    willow.save()
    at = addresses(willow, "en")
    assert {a: alice.get(a).status_code for a in at} == dict.fromkeys(at, 200)
    page = unescape(alice.get(url(willow, "shop/")).content.decode())
    assert page.count("“Polish” – no longer offered; choose another") == 2
