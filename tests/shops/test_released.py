"""What a release says is what the wizard and the home page show: questions, kinds of shop, the example."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.load import load_library, shipped_library
from policygen.releases.current import current_is, current_library
from policygen.releases.models import Release, packed
from policygen.shops import presets
from policygen.shops.models import Shop
from policygen.shops.question_help import help_for
from policygen.site import examples

pytestmark = pytest.mark.django_db

FILES = read_files(SHIPPED)
WHY = "In the EU and the UK, cookies that a site could do without need a yes first."
SELLS = "I make and sell jewelry"


def release(number: int, files: dict[str, str]) -> Release:
    return Release.objects.create(number=number, files=packed(files), notes={})


def with_text(path: str, old: str, new: str) -> dict[str, str]:
    assert FILES[path].count(old) == 1
    return {**FILES, path: FILES[path].replace(old, new)}


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.fixture
def section_gone() -> Iterator[Library]:
    """A library whose texts need what no answer has."""
    shipped = shipped_library()
    broken = replace(shipped, strings={})
    with current_is(broken):
        yield broken


def test_it_works(alice: Client, draft: Shop) -> None:
    release(2, with_text("questions/site.yaml", WHY, "Because we ask."))
    page = text(alice, f"/en/shops/{draft.public_id}/site/")
    assert page.count("Because we ask.") == 1
    assert WHY not in page


def test_a_kind_of_shop(alice: Client, draft: Shop) -> None:
    release(2, with_text("presets.yaml", SELLS, "I work in silver"))
    page = text(alice, f"/en/shops/{draft.public_id}/shop/")
    assert page.count("I work in silver") == 1
    assert SELLS not in page


def test_a_release_from_before_these_were_read(alice: Client, draft: Shop) -> None:
    """What it lacks is what ships; what it has is its own."""
    files = with_text("questions/site.yaml", WHY, "Because we ask.")
    release(2, {path: files[path] for path in files if path not in LACKING})
    library = current_library()
    assert library.release == 1  # as its files say
    assert library.presets == shipped_library().presets
    assert library.questions["shop"] == shipped_library().questions["shop"]
    assert library.questions["site"]["cookie_banner"].why["en"] == "Because we ask."
    assert list(library.untranslated) == ["en", "uk"]


LACKING = ("presets.yaml", "questions/shop.yaml")


def test_what_a_preset_names_and_the_library_has_not(draft: Shop) -> None:
    shipped = shipped_library()
    offers = {s: t for s, t in shipped.vocabulary["offers"].items() if s != "jewelry"}
    tools = {s: t for s, t in shipped.tools.items() if s != "liqpay"}
    words = {**shipped.vocabulary, "offers": offers}
    draft.preset, draft.country = "jewelry", "UA"
    with current_is(replace(shipped, vocabulary=words, tools=tools)):
        assert presets.usual_offers("jewelry") == ["custom_orders"]
        assert presets.usual_tools(draft)[0] == "plata_mono"


def test_a_language_that_no_question_speaks() -> None:
    """Policies may be offered in it; the wizard's questions are in English then."""
    question = shipped_library().questions["site"]["cookie_banner"]
    asked = question.model_copy(update={"why": {"en": "Why not?"}, "unknown": None})
    questions = {"site": {"cookie_banner": asked}}
    with current_is(replace(shipped_library(), questions=questions)):
        found = help_for("site", "cookie_banner")
    assert found is not None and (found.why, found.unknown) == ("Why not?", "")


def test_only_here_and_only_for_a_while() -> None:
    other = replace(shipped_library(), release=7)
    with current_is(other):
        assert current_library() is other
        with pytest.raises(ZeroDivisionError), current_is(shipped_library()):
            1 / 0  # noqa: B018
        assert current_library() is other
    assert current_library() is shipped_library()


# -- the home page -----------------------------------------------------------------------------------


def test_the_example_is_composed_with_the_release(client: Client) -> None:
    release(2, with_text("sections.yaml", "Who we are", "Who runs this shop"))
    first = client.get("/en/").context["excerpts"][0]
    assert [passage.title for passage in first.passages][-1] == "Who runs this shop"


def test_composed_once_for_each_library() -> None:
    first = [id(excerpt) for excerpt in examples.excerpts("en")]
    assert first == [id(excerpt) for excerpt in examples.excerpts("en")]
    with current_is(load_library(FILES)):
        assert first != [id(excerpt) for excerpt in examples.excerpts("en")]


def test_no_excerpt_is_no_broken_page(client: Client, section_gone: Library) -> None:
    page = text(client, "/en/")
    assert "excerpt" not in page and "What comes out" not in page


def test_without_the_sections_that_are_shown(client: Client) -> None:
    shipped = shipped_library()
    clauses = tuple(c for c in shipped.clauses if c.section not in examples.SHOWN_CLAUSES)
    with current_is(replace(shipped, clauses=clauses)):
        assert client.get("/uk/").context["excerpts"] == []


def test_a_word_that_the_example_uses_and_the_library_has_not(client: Client) -> None:
    """The rest of the example is shown."""
    shipped = shipped_library()
    offers = {s: t for s, t in shipped.vocabulary["offers"].items() if s != "courses"}
    with current_is(replace(shipped, vocabulary={**shipped.vocabulary, "offers": offers})):
        assert len(client.get("/en/").context["excerpts"]) == 2
