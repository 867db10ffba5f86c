"""The clause editor: what is saved, what is refused, who is told, and what comes back."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.desk import draft_view
from policygen.draft import draft, merging
from policygen.draft.models import Entry, Remark, Revision
from policygen.rehearsals import units
from policygen.releases.libraries import compiled
from tests.editors import at, client_of, fields, refusals, send
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded

LIST = "/en/admin/clauses/entry/"
SHOPS = len(units.examples())
EN, UK = "You can ask us what data we hold.", "Ви можете запитати, які дані ми маємо."


@pytest.fixture
def author(ada: User) -> Client:
    return client_of("ada")


@pytest.fixture
def row(ada: User) -> Entry:
    return entry(PATH, KEY)


def test_it_works(author: Client, row: Entry) -> None:
    page = author.get(at(row))
    assertContains(page, "Nobody has changed this entry here yet.")
    answer = send(author, row, text_en=EN, text_uk=UK, comment="Plainer")
    assert (answer.status_code, answer["Location"]) == (302, at(row))
    saved = entry(PATH, KEY)
    assert saved.data == {**row.data, "text": {"en": f"{EN}\n", "uk": f"{UK}\n"}}
    (change,) = saved.revisions.all()
    assert (change.author, change.comment) == (User.objects.get(username="ada"), "Plainer")
    (line,) = LogEntry.objects.filter(object_id=str(row.pk))
    assert (line.user.username, line.change_message) == ("ada", "Saved as change 1.")
    assert compiled(draft.files()).clauses_by_id[KEY].texts["en"].html == f"<p>{EN}</p>"


@pytest.mark.long
def test_what_editors_have_to_check(author: Client, row: Entry) -> None:
    assert send(author, row, to_check="Is it\n so?").status_code == 302
    saved = entry(PATH, KEY)
    assert saved.data == {**row.data, "to_check": "Is it so?"}
    assert send(author, saved, text_en=EN, text_uk=UK).status_code == 302
    assert entry(PATH, KEY).data["to_check"] == "Is it so?"


@pytest.mark.long
def test_sending_an_entry_unchanged_changes_no_byte(author: Client) -> None:
    """One clause of every file: the form gives back what it was given."""
    for path in sorted(p for p in SHIPPED_FILES if p.startswith("clauses/")):
        for row in Entry.objects.filter(file__path=path).select_related("file")[:1]:
            answer = send(author, row)
            assert answer.status_code == 302, (row.key, refusals(answer))
    assert not Revision.objects.exists()
    assert draft.files() == SHIPPED_FILES


def test_one_change_leaves_the_rest_as_it_was(author: Client) -> None:
    row = next(r for r in Entry.objects.filter(file__path__startswith="clauses/") if "#" in r.text)
    send(author, row, comment="", callout="" if row.data.get("callout") else "on")
    saved = Entry.objects.get(pk=row.pk)
    changed = {k: v for k, v in saved.data.items() if row.data.get(k) != v}
    assert set(changed) <= {"callout"}


BAD: list[tuple[dict[str, Any], str]] = [
    ({"text_en": "{{ shop.name"}, "English: Line 1: A placeholder is not closed: {{ needs its }}."),
    ({"text_en": "{{ nope }}", "text_uk": "{{ nope }}"}, "There is no placeholder “nope”"),
    ({"text_uk": "<b>Так</b>"}, "Українська: Line 1: HTML is not possible here: <b>."),
    (
        {"text_en": "{{ shop.name.__doc__ }}", "text_uk": "{{ shop.name.__doc__ }}"},
        "Nothing else is possible inside",
    ),
    ({"any": "tool:strype"}, "There is no condition “tool:strype”. Did you mean “tool:stripe”?"),
    (
        {"all": "established:eea established:ua", "none": ""},
        "No shop can fulfil this condition",
    ),
    (
        {"text_en": "Within 30 days."},
        "The number 30 stands in the text in English and not here",
    ),
    (
        {"text_en": "To {{ shop.email }}."},
        "{{ shop.email }} stands in the text in English and not here",
    ),
    ({"satisfies": "GDPR-99"}, "There is no requirement “GDPR-99”."),
    ({"text_uk": " "}, "Write the text in this language too."),
    ({"reviewed": "soon"}, "Last reviewed: Enter a valid date."),
    ({"unsure_en": "Is it?"}, "Українська: Write the text in this language too."),
    ({"fixtures": "- shop: [nowhere"}, "Checks, as YAML: Line 2: This can’t be read as YAML."),
]


@pytest.mark.few(4)
@pytest.mark.parametrize(("changes", "reason"), BAD)
def test_what_is_refused_says_where_and_why_and_loses_nothing(
    author: Client, row: Entry, changes: dict[str, Any], reason: str
) -> None:
    page = send(author, row, **changes)
    assert page.status_code == 200
    assert [text for text in refusals(page) if reason in text] != [], refusals(page)
    kept = fields(page)
    assert {name: kept[name].strip() for name in changes} == {
        name: value.strip() for name, value in changes.items()
    }
    assert entry(PATH, KEY).text == row.text


@pytest.mark.long
def test_two_editors_at_once(author: Client, row: Entry) -> None:
    """The second is told who saved what, sees both, and can send theirs again."""
    aron = client_of("aron")
    opened = fields(aron.get(at(row)))
    send(author, row, text_en="Ada’s words.", text_uk="Слова Ади.", comment="Shorter")
    mine = {**opened, "text_en": "Aron’s words.", "text_uk": "Слова Арона.", "go": "save"}
    page = aron.post(at(row), mine)
    assertContains(page, "ada saved this entry at")
    assertContains(page, "Shorter")
    assertContains(page, "<del>      Ada’s words.</del>")
    assertContains(page, "<ins>      Aron’s words.</ins>")
    again = fields(page)
    assert (again["text_en"], again["seen"]) == ("Aron’s words.", "1")
    assert aron.post(at(row), {**again, "go": "save"}).status_code == 302
    texts = [r.after for r in entry(PATH, KEY).revisions.all()]
    assert ["Aron’s words." in texts[0], "Ada’s words." in texts[1]] == [True, True]


def test_restoring_an_older_state(author: Client, row: Entry) -> None:
    send(author, row, text_en="One.", text_uk="Один.")
    send(author, row, text_en="Two.", text_uk="Два.")
    first = entry(PATH, KEY).revisions.get(number=1).after
    author.post(at(row, "restore"), {"change": "1", "seen": "2"})
    assert entry(PATH, KEY).text == first
    author.post(at(row, "restore"), {"change": "0", "seen": "3"})
    restored = entry(PATH, KEY)
    assert (restored.text, restored.revisions.count()) == (row.text, 4)
    author.post(at(row, "restore"), {"change": "1", "seen": "3"})
    assert entry(PATH, KEY).text == row.text


@pytest.mark.few(1)
@pytest.mark.parametrize("take", ["shipped", "ours"])
def test_a_conflict_is_shown_and_settled(author: Client, row: Entry, take: str) -> None:
    send(author, row, text_en="Ours.", text_uk="Наше.")
    theirs = reworded(row, "Theirs.")
    merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, theirs)})
    page = author.get(at(row))
    for part in ("Theirs.", "Ours.", "Take the shipped text", "What both started from"):
        assertContains(page, part)
    assertContains(author.get(f"{LIST}?state=conflict"), f">{KEY}</a>")
    before = entry(PATH, KEY)
    author.post(at(row, "settle"), {"take": take, "seen": str(before.revision)})
    after = entry(PATH, KEY)
    assert (after.in_conflict, after.text) == (False, theirs if take == "shipped" else before.text)
    assertNotContains(author.get(at(row)), "What both started from")


def test_approval_by_another_person(author: Client, row: Entry) -> None:
    send(author, row, text_en=EN, text_uk=UK)
    rita = client_of("rita")
    assertContains(rita.get(at(row)), "Approve change 1")
    rita.post(at(row, "remark"), {"remark": "Which data?"})
    assert [r.text for r in Remark.objects.all()] == ["Which data?"]
    rita.post(at(row, "approve"), {"change": "1"})
    (change,) = entry(PATH, KEY).revisions.all()
    assert change.approved_by == User.objects.get(username="rita")
    assert draft_view.waiting_ids() == []
    assertContains(author.get(at(row)), "approved, not released")
    log = LogEntry.objects.filter(object_id=str(row.pk)).order_by("pk")
    assert [(line.user.username, line.change_message) for line in log] == [
        ("ada", "Saved as change 1."),
        ("rita", "Remark on change 1."),
        ("rita", "Change 1 is approved."),
    ]


@pytest.mark.long
def test_what_an_old_upgrade_changed_is_approved_on_its_page(author: Client, row: Entry) -> None:
    """Before 2026-11-28 an upgrade made no revision."""
    rita = client_of("rita")
    Entry.objects.filter(pk=row.pk).update(text=reworded(row, "Newer."))
    for number in ("0", "1"):
        assertContains(rita.get(at(row)), "Approve what an upgrade changed")
        rita.post(at(row, "approve"), {"change": number})
        assertContains(rita.get(at(row)), f"Change {int(number) + 1} was approved by rita")
        Entry.objects.filter(pk=row.pk).update(text=reworded(row, "Newest."))
    assert [r.before for r in row.revisions.all()] == [reworded(row, "Newer."), row.text]


def test_an_approval_of_what_was_changed_meanwhile_counts_for_nothing(
    author: Client, row: Entry
) -> None:
    send(author, row, text_en=EN, text_uk=UK)
    send(author, row, text_en="Another.", text_uk="Інше.")
    answer = client_of("rita").post(at(row, "approve"), {"change": "1"}, follow=True)
    assertContains(answer, "It was changed meanwhile.")
    assert not entry(PATH, KEY).revisions.exclude(approved_by=None).exists()


def preview(client: Client, row: Entry, **changes: str) -> Any:
    data = {**fields(client.get(at(row))), **changes}
    return client.post(at(row, "preview"), data, headers={"HX-Request": "true"})


def test_preview_in_the_policy_of_an_example(author: Client, row: Entry) -> None:
    changes = {"text_en": EN, "text_uk": UK, "none": "", "sample": "example:klumandel"}
    page = preview(author, row, **changes)
    assertContains(page, f"Applies to {SHOPS} of {SHOPS} shops")
    assertContains(page, "Ви можете запитати")
    assert entry(PATH, KEY).text == row.text
    page = preview(author, row, **{**changes, "all": "market:brazil"})
    assertContains(page, "Not in the policy of klumandel")
    assertContains(page, "you sell to people in Brazil")
    assertContains(preview(author, row, text_en="{{ x"), "A placeholder is not closed")


def test_what_a_preview_shows_is_escaped(author: Client, row: Entry) -> None:
    page = preview(author, row, text_en="<script>alert(1)</script>", text_uk="x")
    assertNotContains(page, "<script>")


def test_names_to_pick_from(author: Client, ada: User) -> None:
    page = author.get(f"{LIST}names/?q=stripe", headers={"HX-Request": "true"})
    assertContains(page, 'data-pick="tool:stripe"')
    assertNotContains(page, "<html")
    assertContains(author.get(f"{LIST}names/?q=nothing-like-it"), "Nothing found.")
    page = author.get(f"{LIST}names/?kind=satisfies&q=GDPR 13(2)(b)")
    assertContains(page, "GDPR-13-2b")


def test_a_new_clause(author: Client, ada: User) -> None:
    form = fields(author.get(f"{LIST}add/"))
    form.update(
        id="rights-new",
        section="rights",
        text_en="New.",
        text_uk="Нове.",
        reviewed="2026-11-22",
        go="save",
    )
    taken = author.post(f"{LIST}add/", {**form, "id": KEY})
    assert refusals(taken) == ["Name: There is a clause of this name already."]
    assert author.post(f"{LIST}add/", form).status_code == 302
    made = entry(PATH, "rights-new")
    assert made.data["text"] == {"en": "New.\n", "uk": "Нове.\n"}
    assert compiled(draft.files()).clauses_by_id["rights-new"].section == "rights"


TOOL = ("tools/payments.yaml", "stripe")


def test_other_entries_are_edited_as_yaml(author: Client, ada: User) -> None:
    tool = entry(*TOOL)
    assert send(author, tool).status_code == 302
    assert entry(*TOOL).text == tool.text
    text = tool.text.replace("name: Stripe", "name: Stripe Payments", 1)
    assert text != tool.text
    assert send(author, tool, text=text).status_code == 302
    assert entry(*TOOL).data["name"] == "Stripe Payments"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("slug: stripe", "slug: stripes", "This has to stay one entry with the name “stripe”."),
        ("slug: stripe", "slug: [stripe", "Line 2: This can’t be read as YAML."),
        (
            "slug: stripe\n",
            "slug: stripe\n  x: &a [1]\n  y: [*a, *a]\n",
            "Line 2: Anchors and aliases",
        ),
        (
            "group: payments",
            "group: payments\n  nonsense: 1",
            "Line 5, nonsense: There is no field “nonsense” here.",
        ),
    ],
)
def test_a_broken_entry_is_refused(
    author: Client, ada: User, old: str, new: str, reason: str
) -> None:
    tool = entry(*TOOL)
    text = tool.text.replace(old, new, 1)
    assert text != tool.text
    page = send(author, tool, text=text)
    assert [found for found in refusals(page) if reason in found] != [], refusals(page)
    assert fields(page)["text"].replace("\r\n", "\n") == text
    assert entry(*TOOL).text == tool.text


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("state", "keys"), [("changed", [KEY]), ("waiting", [KEY]), ("edited", [KEY]), ("conflict", [])]
)
def test_the_list_by_state(author: Client, row: Entry, state: str, keys: list[str]) -> None:
    send(author, row, text_en=EN, text_uk=UK)
    page = author.get(f"{LIST}?state={state}")
    assert [shown.key for shown in page.context["cl"].result_list] == keys


@pytest.mark.long
def test_marks_in_the_list_and_beside_the_field(author: Client, row: Entry) -> None:
    send(author, row, text_en="You may ask us about your data.")
    assertContains(author.get(at(row)), "The other language was changed after this text.")
    page = author.get(f"{LIST}?state=older")
    assert [shown.key for shown in page.context["cl"].result_list] == [KEY]


@pytest.mark.parametrize("words", ["права мають МЕЖІ", "RIGHTS-limits"])
def test_search_in_names_and_texts_whatever_the_case(author: Client, ada: User, words: str) -> None:
    page = author.get(LIST, {"q": words})
    assert "rights-limits" in [shown.key for shown in page.context["cl"].result_list]


def test_the_list_asks_the_database_a_few_times(
    author: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    author.get(LIST)
    with django_assert_num_queries(11):  # one of them asks for the second factor
        author.get(LIST)


def test_a_preview_without_scripts_keeps_what_is_typed(author: Client, row: Entry) -> None:
    page = send(author, row, go="preview", text_en=EN, text_uk=UK, none="")
    assertContains(page, f"Applies to {SHOPS} of {SHOPS} shops")
    assert fields(page)["text_en"] == EN
    assert entry(PATH, KEY).text == row.text


def test_checks_of_a_clause_are_run_and_what_fails_is_marked(author: Client, row: Entry) -> None:
    shop = sorted(compiled(draft.files()).fixture_shops)[0]
    check = f"- shop: {shop}\n  contains: {{en: no such words}}\n"
    assert send(author, row, fixtures=check, none="").status_code == 302
    assertContains(author.get(at(row)), "Check 1 fails: it does not say “no such words”.")


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("path", "key"), [("vocabulary/purposes.yaml", "accounts"), ("strings.yaml", "title")]
)
def test_entries_of_mappings_are_edited_too(author: Client, ada: User, path: str, key: str) -> None:
    row = entry(path, key)
    assert send(author, row, text=row.text.replace("\n", " # seen\n", 1)).status_code == 302
    assert "# seen" in entry(path, key).text


WHOLE = 'SELECT "clauses_entry"."file_id" AS "file", '


def test_the_draft_is_read_once_and_again_behind_a_change(author: Client, row: Entry) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = author.get(at(row))
    assert sum(query["sql"].startswith(WHOLE) for query in asked) == 1
    changed = {**fields(page), "text_en": EN, "text_uk": UK, "none": "", "go": "save"}
    with CaptureQueriesContext(connection) as asked:
        assert author.post(at(row), changed).status_code == 302
    assert sum(query["sql"].startswith(WHOLE) for query in asked) == 2
