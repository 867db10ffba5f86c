"""An editor changes a clause in both languages and sees what it does; another person approves."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.desk.roles import AUTHORS, REVIEWERS
from policygen.draft import merging
from policygen.draft.models import Entry
from policygen.releases import current
from tests.desk.test_editor import BAD
from tests.e2e.axe import LOOKS, violations
from tests.e2e.browsing import through
from tests.e2e.editors import sign_in
from tests.editors import at
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded, take_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
SignedIn = Callable[..., Page]


@pytest.fixture
def row(db: None) -> Iterator[Entry]:
    take_in()
    yield entry(PATH, KEY)
    current.forget()


@pytest.fixture
def signed_in(live_server: LiveServer, open_page: OpenPage) -> SignedIn:
    """``signed_in("ada", AUTHORS)``: the browser of an editor."""

    def make(name: str, role: str, **options: object) -> Page:
        page = open_page(**{"viewport": {"width": 1280, "height": 900}, **options})
        sign_in(page, live_server.url, name, role)
        return page

    return make


def test_a_clause_is_changed_previewed_and_approved_by_another(
    row: Entry, live_server: LiveServer, signed_in: SignedIn, errors: list[str]
) -> None:
    url = f"{live_server.url}{at(row)}"
    page = signed_in("ada", AUTHORS)
    page.goto(url)
    page.select_option("#sample", "example:klumandel")
    preview = page.locator("#preview-body")
    expect(preview).to_contain_text("Not in the policy of klumandel")

    # Without its condition, every shop gets it; what is typed is seen before it is saved.
    page.fill("#id_none", "")
    page.fill("#id_text_en", "Ask us at ")
    page.click("#placeholders summary")
    page.click('[data-insert="{{ shop.email }}"]')
    expect(page.locator("#id_text_en")).to_have_value("Ask us at {{ shop.email }}")
    page.fill("#id_text_uk", "Пишіть нам: {{ shop.email }}")
    expect(preview).to_contain_text("Applies to 8 of 8 shops")
    expect(preview.locator("[lang=uk]")).to_contain_text("Пишіть нам:")

    # A condition and a requirement are picked by what they mean.
    page.click("text=Pick a condition")
    page.fill("#pick-condition", "Stripe")
    page.click('[data-pick="tool:stripe"][data-into="id_any"]')
    expect(page.locator("#id_any")).to_have_value("tool:stripe")
    page.click("text=Pick a requirement")
    page.fill("#pick-satisfies", "13(2)(b)")
    page.click('[data-pick="GDPR-13-2b"]')
    expect(page.locator("#id_satisfies")).to_have_value("OPPA-b2\nGDPR-13-2b")
    page.fill("#id_comment", "One way to ask")
    page.click("button[value=save]")
    expect(page.locator(".messagelist")).to_contain_text("Saved as change 1.")
    expect(page.locator("#since")).to_contain_text("Ask us at")
    assert entry(PATH, KEY).data["when"] == {"any": ["tool:stripe"]}

    expect(page.locator("#approval")).to_contain_text("Another person has to approve it.")
    other = signed_in("rita", REVIEWERS)
    other.goto(url)
    other.click("text=Approve change 1")
    expect(other.locator("#approval")).to_contain_text("Change 1 was approved by rita")

    # Back to what it was.
    page.reload()
    page.click("text=Restore as it was at first")
    expect(page.locator(".messagelist")).to_contain_text("Restored as change 2.")
    assert entry(PATH, KEY).text == row.text
    assert errors == []


def test_a_newer_shipped_text_meets_a_change_and_a_deleted_clause_comes_back(
    row: Entry, live_server: LiveServer, signed_in: SignedIn, errors: list[str]
) -> None:
    page = signed_in("ada", AUTHORS)
    page.goto(f"{live_server.url}{at(row)}")
    page.fill("#id_text_en", "Ours.")
    page.fill("#id_text_uk", "Наше.")
    page.click("button[value=save]")
    theirs = reworded(row, "Theirs.")
    merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, theirs)})
    page.goto(f"{live_server.url}/en/admin/clauses/entry/?state=conflict")
    page.get_by_role("link", name=KEY).click()
    expect(page.locator("#conflict")).to_contain_text("Theirs.")
    expect(page.locator("#conflict")).to_contain_text("Ours.")
    page.click("text=Take the shipped text")
    expect(page.locator("#conflict")).to_have_count(0)
    assert entry(PATH, KEY).text == theirs

    page.click("text=Delete …")
    page.click("text=Delete from the draft")
    expect(page.locator("#deleted")).to_contain_text("This entry is deleted in the draft")
    assert entry(PATH, KEY).deleted
    page.click("text=Restore as after change 2")
    expect(page.locator("#deleted")).to_have_count(0)
    assert entry(PATH, KEY).text == theirs
    assert errors == []


def test_markdown_is_coloured_and_unknown_placeholders_are_named(
    row: Entry, live_server: LiveServer, signed_in: SignedIn, errors: list[str]
) -> None:
    """Behind a text area that stays one: Tab leads on, undo takes an inserted placeholder back."""
    page = signed_in("ada", AUTHORS)
    page.goto(f"{live_server.url}{at(row)}")
    text, behind = page.locator("#id_text_en"), page.locator(".lit-behind[lang=en]")
    text.fill("### Ask\n\n- **us** at {{ shop.email }}, {{ shop.mail }}")
    assert behind.locator("span").evaluate_all(
        "all => all.map(s => [s.className, s.innerText])"
    ) == [
        ["lit-heading", "### Ask"],
        ["lit-item", "- "],
        ["lit-strong", "**us**"],
        ["lit-placeholder", "{{ shop.email }}"],
        ["lit-unknown", "{{ shop.mail }}"],
    ]
    told = page.locator(".desk-field", has=text).get_by_role("status")
    expect(told).to_have_text("There is no such placeholder: {{ shop.mail }}")
    typed = text.input_value()
    page.click("#placeholders summary")
    page.click('[data-insert="{{ shop.name }}"]')
    expect(text).to_have_value(f"{typed}{{{{ shop.name }}}}")
    page.keyboard.press("Control+z")
    expect(text).to_have_value(typed)
    page.keyboard.press("Tab")
    expect(page.locator("#id_text_uk")).to_be_focused()
    assert errors == []


def test_every_bad_save_is_refused_where_it_is_typed(
    row: Entry, live_server: LiveServer, signed_in: SignedIn, errors: list[str]
) -> None:
    page = signed_in("ada", AUTHORS)
    for changes, reason in BAD:
        if "reviewed" in changes:
            continue  # a browser's own field for a day takes nothing else
        page.goto(f"{live_server.url}{at(row)}")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for name, value in changes.items():
            page.fill(f"#id_{name}", value)
        page.click("button[value=save]")
        expect(page.locator("#refused")).to_contain_text(reason)
        for name, value in changes.items():
            expect(page.locator(f"#id_{name}")).to_have_value(value)
    assert entry(PATH, KEY).text == row.text
    assert errors == []


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing(
    row: Entry,
    live_server: LiveServer,
    signed_in: SignedIn,
    language: str,
    scheme: str,
) -> None:
    width = 1280 if scheme == "light" else 360
    page = signed_in("ada", AUTHORS, viewport={"width": width, "height": 740}, color_scheme=scheme)
    desk = f"{live_server.url}/{language}/admin/clauses/entry/"
    page.goto(f"{live_server.url}{at(row, language=language)}")
    page.fill("#id_text_en", "{{ nope }}")
    through(page.locator("button[value=save]"))
    found = violations(page)
    page.fill("#id_text_en", "We answer.")
    through(page.locator("button[value=save]"))
    tools = entry("tools/payments.yaml", "stripe")
    new = f"add/other/{tools.file_id}/"
    for address in (
        *(f"{row.pk}/change/", "", "add/", "names/?q=stripe", "add/other/", new),
        *(f"{row.pk}/delete/", f"{tools.pk}/delete/", f"{tools.pk}/change/"),
    ):
        page.goto(f"{desk}{address}")
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    for end in ("matrix/", "uses/tool/stripe/"):
        shown = page.goto(f"{live_server.url}/{language}/admin/library/{end}")
        assert shown and shown.status == 200, end
        found += violations(page)
    assert found == []
