import json
from typing import Any

from policygen.engine.formats.json import write_json
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import LANGUAGES, composed, silver_willow, written
from tests.paths import SHOPS


def data(name: str, language: str) -> Any:
    return json.loads(written(name, language, "json"))


def test_it_works() -> None:
    document = compose(shipped_library(), silver_willow({"rights.how": ["phone"]}), "en")
    policy = json.loads(write_json(document))
    assert {key: policy[key] for key in ("language", "title", "effective", "library_release")} == {
        "language": "en",
        "title": "Privacy policy",
        "effective": "2026-11-22",
        "library_release": 1,
    }
    section = next(s for s in policy["sections"] if s["id"] == "automated")
    (clause,) = section.pop("clauses")
    assert section == {"id": "automated", "title": "Decisions made by machine"}
    text = (
        "We make no decision about you by machine alone that would have legal or similarly serious"
        " effects for you."
    )
    assert {key: clause[key] for key in ("id", "text", "html", "because", "satisfies")} == {
        "id": "automated-none",
        "text": text,
        "html": f"<p>{text}</p>",
        "because": ["automated:none"],
        "satisfies": ["GDPR-13-2f-neg", "US-ST-rights"],
    }
    assert {
        "requirement": "UA-12-rights",
        "law": "ua_pdp",
        "citation": next(
            r.citation for r in shipped_library().requirements if r.id == "UA-12-rights"
        ),
        "met": True,
        "clauses": ["ukraine-rights"],
        "not_checked": False,
    } in policy["coverage"]
    assert policy["findings"] == [
        {
            "id": "channel-phone-missing",
            "severity": "error",
            "message": "People can ask by phone, you say, but you have not given a number.",
            "question": "business.contact.phone",
        }
    ]
    assert {
        "kind": "clause",
        "id": "who-dpo",
        "title": "Who we are",
        "because": ["This is not so: you have a data protection officer."],
    } in policy["left_out"]
    assert {
        "kind": "law",
        "id": "caloppa",
        "title": "CalOPPA",
        "because": ["Would apply if you sold to people in California."],
    } in policy["left_out"]
    requirement = shipped_library().requirements_by_id["UA-LANG"]
    assert {
        "requirement": "UA-LANG",
        "law": "ua_language",
        "citation": "Arts. 27(6), 30 of Law of Ukraine No. 2704-VIII",
        "where": ["page"],
        "asks": requirement.asks["en"],
    } in policy["checklist"]


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_the_shape_of_the_format(name: str, language: str) -> None:
    """FORMAT.md: keys may be added, these keep their place."""
    policy = data(name, language)
    top = ["language", "title", "effective", "library_release", "sections", "coverage", "findings"]
    assert list(policy)[: len(top)] == top
    for section in policy["sections"]:
        assert list(section) == ["id", "title", "clauses"]
        assert section["clauses"]
        for clause in section["clauses"]:
            assert list(clause)[:6] == ["id", "text", "html", "because", "satisfies", "receipt"]
            assert list(clause["receipt"]) == ["because", "articles", "reviewed", "unsure"]
            assert clause["receipt"]["because"]
            assert all(
                isinstance(clause[key], str) and clause[key] for key in ("id", "text", "html")
            )
    assert {tuple(covered) for covered in policy["coverage"]} == {
        ("requirement", "law", "citation", "met", "clauses", "not_checked")
    }
    assert all(list(f) == ["id", "severity", "message", "question"] for f in policy["findings"])
    assert {tuple(left) for left in policy["left_out"]} == {("kind", "id", "title", "because")}
    assert {tuple(duty) for duty in policy["checklist"]} == {
        ("requirement", "law", "citation", "where", "asks")
    }
    assert all(set(duty["where"]) <= {"page", "process"} for duty in policy["checklist"])


@cases("name", SHOPS)
def test_it_holds_the_whole_document(name: str) -> None:
    policy, document = data(name, "uk"), composed(name, "uk")
    assert [(s["id"], s["title"]) for s in policy["sections"]] == [
        (s.id, s.title) for s in document.sections
    ]
    clauses = [c for s in policy["sections"] for c in s["clauses"]]
    assert [(c["id"], c["html"]) for c in clauses] == [
        (c.id, str(c.html)) for c in document.clauses
    ]


def test_letters_are_written_as_they_are() -> None:
    raw = written("klumandel", "uk", "json")
    assert "ФОП Приклад Олена Іванівна".encode() in raw
    assert b"\\u0" not in raw
    assert raw.endswith(b"}\n")


@cases(
    ("html", "text"),
    [
        ("<p>One <strong>two</strong>.</p>\n<p>Three</p>", "One two.\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>1</th><td>2</td><td>3</td></tr></tbody></table>", "A | B\n1 | 2 | 3"),
        ("<p>&lt;b&gt; &amp; <bdi>אבג</bdi></p>", "<b> & אבג"),
        ("<p>a<br>b</p>", "a, b"),
        ("", ""),
    ],
)  # fmt: skip
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text
