import datetime
import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.facts import fields
from policygen.engine.facts.fields import Localized
from policygen.engine.facts.json_schema import facts_schema
from policygen.engine.facts.reading import FactsError, Problem, facts_data, make_facts, read_facts
from policygen.engine.language.duration import Duration
from policygen.engine.library import yaml12
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.library.yaml12 import MAX_BYTES, MAX_DEPTH, MAX_ITEMS, MAX_VALUES
from policygen.engine.loading.load import load_library, shipped_library
from tests.cases import cases
from tests.cast import GONE, changed, example, silver_willow
from tests.paths import EXAMPLES, SHOPS

WILLOW = """\
facts: 1
languages: [en]
effective: 2026-11-22
business:
  name: Silver Willow
  form: company
  country: UA
  contact: {email: hi@willow.example}
offers: [jewelry]
customers: {where: [UA]}
activities:
- purpose: orders
  data: [name, email]
  basis: contract
  keep: {for: P3Y, after: order}
"""


def problems(text: str | bytes, language: str = "en") -> list[str]:
    """What the owner of the file reads: ``12: activities[0].purpose: …``"""
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(FactsError) as caught:
        read_facts(raw, shipped_library())
    return [
        f"{p.line}: {p.place}: {p.message(shipped_library(), language)}"
        for p in caught.value.problems
    ]


def test_it_works() -> None:
    facts = read_facts(WILLOW.encode(), shipped_library())
    assert facts.business.name == Localized({"": "Silver Willow"})
    assert facts.effective == datetime.date(2026, 11, 22)
    assert facts.activities[0].keep.period == Duration((("year", 3),))
    assert facts.activities[0].source == ("person",)


def test_left_out_is_not_no() -> None:
    facts = read_facts(WILLOW.encode(), shipped_library())
    assert (facts.sells_data, facts.shares_for_ads, facts.cookies.banner) == (None, None, None)
    assert (facts.automated_decisions, facts.customers.children, facts.laws) == (None, None, None)


@cases("name", SHOPS)
def test_examples_read_back_to_the_same_facts(name: str) -> None:
    data = facts_data(example(name))
    assert make_facts(data, shipped_library()) == example(name)
    as_yaml = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    assert read_facts(as_yaml, shipped_library()) == example(name)


@cases("name", SHOPS)
def test_json_is_read_like_yaml(name: str) -> None:
    raw = json.dumps(facts_data(example(name)), ensure_ascii=False).encode()
    assert read_facts(raw, shipped_library()) == example(name)


def test_facts_data_leaves_out_what_was_not_answered() -> None:
    facts = read_facts(WILLOW.encode(), shipped_library())
    assert facts_data(facts) == yaml.load(WILLOW, Loader=yaml.BaseLoader) | {"facts": 1}


@cases(
    "changes",
    [
        {"automated_decisions": {"logic": "a score", "effect": "no credit"}},
        {
            "automated_decisions": {
                "logic": {"en": "a", "uk": "б"},
                "effect": {"en": "c", "uk": "г"},
            }
        },
        {"automated_decisions": GONE},
        {"transfers": "auto"},
        {"transfers": {"scc": True}},
        {"laws": ["gdpr", "ua_pdp"]},
        {"laws": "auto"},
        {"sells_data": "unknown"},
        {"cookies.choice_kept": "P6M"},
        {"activities.0.keep": {"until": "account_closed", "why": ["tax"]}},
        {"activities.0.keep": {"criteria": "needed_for_security"}},
        {"business.dpo": {"name": "Олена", "email": "dpo@willow.example"}},
        {"customers.ccpa_thresholds": {"revenue": False, "consumers_100k": "unknown"}},
    ],
)
def test_every_kind_of_answer_reads_back(changes: dict[str, Any]) -> None:
    facts = silver_willow(changes)
    assert make_facts(facts_data(facts), shipped_library()) == facts


def test_norway_is_a_country_and_on_is_a_word() -> None:
    text = WILLOW.replace("country: UA", "country: NO").replace("where: [UA]", "where: [NO, US-OR]")
    facts = read_facts(text.encode(), shipped_library())
    assert (facts.business.country, facts.customers.where) == ("NO", ("NO", "US-OR"))


def test_leading_zeros_and_dates_stay_text() -> None:
    text = WILLOW.replace("  form:", "  registration: 0012\n  form:")
    assert read_facts(text.encode(), shipped_library()).business.registration == "0012"


def test_byte_order_mark_and_windows_lines() -> None:
    raw = b"\xef\xbb\xbf" + WILLOW.replace("\n", "\r\n").encode()
    assert read_facts(raw, shipped_library()) == read_facts(WILLOW.encode(), shipped_library())


def test_typed_lines_are_cleaned() -> None:
    typed = '"  Silver\\u202e\\u2066\\0  Willow\\n\\u200f "'
    facts = read_facts(WILLOW.replace("Silver Willow", typed).encode(), shipped_library())
    assert facts.business.name.in_language("en") == "Silver Willow \u200f"


@cases(
    ("old", "new", "expected"),
    [
        ("languages: [en]", "languages: [en]\nlaw: auto", ["3: law: the format has no key “law” here. Did you mean “laws”?"]),
        ("  form:", "  fax: 1\n  form:", ["6: business.fax: the format has no key “fax” here."]),
        ("  data:", "  dota: []\n  data:", ["13: activities[0].dota: the format has no key “dota” here. Did you mean “data”?"]),
        ("P3Y, after", "P3Y, aftr: order, after", ["15: activities[0].keep.aftr: the format has no key “aftr” here. Did you mean “after”?"]),
        ("purpose: orders", "purpose: ordres", ["12: activities[0].purpose: the catalogue “purposes” has no word “ordres”. Did you mean “orders”?"]),
        ("[name, email]", "[name, e-mail]", ["13: activities[0].data[1]: the catalogue “data” has no word “e-mail”. Did you mean “email”?"]),
        ("  basis:", "  tools: [strip]\n  basis:", ["14: activities[0].tools[0]: the catalogue “tools” has no word “strip”. Did you mean “stripe”?"]),
        ("[jewelry]", "[jewellery]", ["9: offers[0]: the catalogue “offers” has no word “jewellery”. Did you mean “jewelry”?"]),
        ("[jewelry]", "[ракети]", ["9: offers[0]: the catalogue “offers” has no word “ракети”."]),
        ("[en]", "[en, de]", ["2: languages[1]: the catalogue “languages” has no word “de”. Did you mean “en”?"]),
        ("effective: 2026-11-22\n", "", ["1: effective: this answer is missing."]),
        ("  name: Silver Willow\n", "", ["4: business.name: this answer is missing."]),
        ("  basis: contract\n", "", ["12: activities[0].basis: this answer is missing."]),
        ("offers: [jewelry]", "offers: jewelry", ["9: offers: write a list, such as [a, b]."]),
        ("offers: [jewelry]", "offers: []", ["9: offers: the list is empty."]),
        ("offers: [jewelry]", "offers:", ["9: offers: write a list, such as [a, b]."]),
        ("{where: [UA]}", "UA", ["10: customers: write keys and values here (key: value)."]),
        ("customers: {", "customers: {minimum_age: sixteen, ", ["10: customers.minimum_age: write a whole number."]),
        ("customers: {", "customers: {minimum_age: 16.5, ", ["10: customers.minimum_age: write a whole number."]),
        ("customers: {", "customers: {minimum_age: true, ", ["10: customers.minimum_age: write a whole number."]),
        ("customers: {", "customers: {minimum_age: 160, ", ["10: customers.minimum_age: write a number from 0 to 99."]),
        ("facts: 1", "facts: 2", ["1: facts: write the number 1 here, without quotes; it is the version of the format."]),
        ("name: Silver Willow", "name: 7", ["5: business.name: write text (put it in quotes)."]),
        ("name: Silver Willow", 'name: ""', ["5: business.name: the text is empty."]),
        ("name: Silver Willow", 'name: " \\u202e "', ["5: business.name: the text is empty."]),
        ("name: Silver Willow", "name: " + "x" * 301, ["5: business.name: the text is longer than 300 characters."]),
        ("name: Silver Willow", "name: {uk: Срібна верба}", ["5: business.name: the text in “en” is missing."]),
        ("name: Silver Willow", "name: {}", ["5: business.name: the text is empty."]),
        ("name: Silver Willow", "name: {english: Willow}", ["5: business.name: “english” is not a language; write en or uk."]),
        ("2026-11-22", "22.11.2026", ["3: effective: “22.11.2026” is not a date; write it as 2026-11-22."]),
        ("2026-11-22", "2026-02-30", ["3: effective: “2026-02-30” is not a date; write it as 2026-11-22."]),
        ("2026-11-22", "20261122", ["3: effective: “20261122” is not a date; write it as 2026-11-22."]),
        ("2026-11-22", "2026-W47-7", ["3: effective: “2026-W47-7” is not a date; write it as 2026-11-22."]),
        ("for: P3Y", "for: 3 years", ["15: activities[0].keep.for: “3 years” is not a period; write it as P24M (24 months), P7Y (7 years) or P90D (90 days)."]),
        ("for: P3Y", "for: P0D", ["15: activities[0].keep.for: “P0D” is not a period; write it as P24M (24 months), P7Y (7 years) or P90D (90 days)."]),
        ("for: P3Y, after: order", "for: P3Y", ["15: activities[0].keep: for and after belong together."]),
        ("for: P3Y, after: order", "until: purpose_done, criteria: needed_for_claims", ["15: activities[0].keep: say how long in one way: for and after, or until, or criteria."]),
        ("for: P3Y, after: order", "why: [tax]", ["15: activities[0].keep: say how long in one way: for and after, or until, or criteria."]),
        ("hi@willow.example", "hi at willow", ["8: business.contact.email: “hi at willow” is not an email address; one looks like hello@verba.example, with Latin letters before the @."]),
        ("hi@willow.example", "hi@willow.example, form_url: javascript:alert(1)", ["8: business.contact.form_url: “javascript:alert(1)” is not a web address; write it as https://shop.com.ua."]),
        ("country: UA", "country: Ukraine", ["7: business.country: “Ukraine” is not a country code; write it as UA, GB or US."]),
        ("country: UA", "country: UK", ["7: business.country: “UK” is not a country code; write it as UA, GB or US."]),
        ("where: [UA]", "where: [Europe]", ["10: customers.where[0]: “Europe” is not a place; write EU, WORLD, a country such as UA, or a region such as US-CA."]),
        ("where: [UA]", "where: [XX-1]", ["10: customers.where[0]: “XX-1” is not a place; write EU, WORLD, a country such as UA, or a region such as US-CA."]),
        ("offers:", "sells_data: maybe\noffers:", ["9: sells_data: “maybe” is not possible here; write one of: true, false, unknown."]),
        ("offers:", "cookies: {banner: yes}\noffers:", ["9: cookies.banner: “yes” is not possible here; write one of: true, false, unknown."]),
        ("offers:", "automated_decisions: {logic: a score}\noffers:", ["9: automated_decisions: say how the decision is made (logic) and what it means (effect)."]),
        ("  contact:", "  dpo: {name: Олена}\n  contact:", ["8: business.dpo: give an email address or a postal address."]),
        ("[en]", "[en, en]", ["2: languages: “en” stands here more than once."]),
        ("offers:", "cookies: {own: [{name: my cookie, purpose: cart, lasts: P1Y}]}\noffers:", ["9: cookies.own[0].name: “my cookie” is not the name of a cookie; write it as the browser shows it: Latin letters, digits and signs, without spaces, commas, quotes, “;” and “=”."]),
        ("offers:", "cookies: {own: [{name: n/a, purpose: cart, lasts: P1Y}]}\noffers:", ["9: cookies.own[0].name: “n/a” is not the name of a cookie; write it as the browser shows it: Latin letters, digits and signs, without spaces, commas, quotes, “;” and “=”."]),
        ("offers:", "cookies: {own: [{name: a, purpose: crt, lasts: 3 days}]}\noffers:", ["9: cookies.own[0].purpose: the catalogue “cookie_purposes” has no word “crt”. Did you mean “cart”?", "9: cookies.own[0].lasts: “3 days” is not a period; write session, persistent, or a period such as P180D (180 days)."]),
        ("offers:", "cookies: {own: [{name: a, purpose: cart, lasts: P200Y}]}\noffers:", ["9: cookies.own[0].lasts: “P200Y” is longer than 100 years; look at it again."]),
        ("offers:", "cookies: {own: [{name: a, purpose: cart, lasts: P1Y}, {name: a, purpose: session, lasts: session}]}\noffers:", ["9: cookies.own[1].name: “a” stands here more than once."]),
        ("offers:", "custom_tools: [{slug: x, name: {uk: Каса}, group: crm, country: UA, role: own}]\noffers:", ["9: custom_tools[0].name: the text in “en” is missing."]),
        ("offers:", "custom_tools: [{slug: x, name: A, group: crm, country: UA, role: own, cookies: [{name: a, purpose: cart, lasts: P1Y}]}]\noffers:", ["9: custom_tools[0].cookies[0].purpose: the catalogue “cookie_purposes” has no word “cart”."]),
        ("offers:", "custom_tools: [{slug: Bad Slug, name: A, group: crm, country: UA, role: own}]\noffers:", ["9: custom_tools[0].slug: use small Latin letters, digits, - and _."]),
        ("offers:", "replies: &a [1]\noffers:", ["9: : anchors and aliases (& and *) are not allowed; write the value out."]),
        ("offers:", "x: !!python/tuple [1]\noffers:", ["9: : tags such as tag:yaml.org,2002:python/tuple are not allowed."]),
        ("name: Silver", "name: !!str Silver", ["5: : tags such as tag:yaml.org,2002:str are not allowed."]),
        ("offers:", "offers: [courses]\noffers:", ["10: offers: this key stands here twice."]),
        ("form: company", "form: company\n  form: nonprofit", ["7: business.form: this key stands here twice."]),
        ("facts: 1", "--- 1\n---\nfacts: 1", ["2: : the file must hold one document only."]),
        ("offers:", "? [a, b]\n: 1\noffers:", ["9: : a key must be a plain word."]),
        ("offers: [jewelry]", "offers: [jewelry", ["10: : this is not YAML (did not find expected ',' or ']')."]),
        ("  form:", "\tform:", ["6: : this is not YAML (found a tab character that violates indentation)."]),
    ],
)  # fmt: skip
def test_bad_input(old: str, new: str, expected: list[str]) -> None:
    text = WILLOW.replace(old, new, 1)
    assert text != WILLOW
    assert problems(text) == expected


ANCHORS = "a: &a [x]\nb: [*a, *a]\n"
"""Two aliases of one value; level upon level of them would multiply until the memory is full."""


@cases(
    ("raw", "expected"),
    [
        (b"", "None: : the file is empty."),
        (b" \n\n", "None: : the file is empty."),
        (b"# nothing yet\n", "None: : the file is empty."),
        (b"facts: 1\n" + b"#" * MAX_BYTES, "None: : the file is larger than 512 KiB."),
        (b"facts: 1\nlanguages: [\xff]", "2: : the file is not UTF-8 text."),
        (WILLOW.encode("utf-16"), "1: : the file is not UTF-8 text."),
        (b"- facts\n- 1\n", "1: : write keys and values here (key: value)."),
        (b"just text", "1: : write keys and values here (key: value)."),
        (ANCHORS.encode(), "1: : anchors and aliases (& and *) are not allowed; write the value out."),
        (b"a: {<<: *b}", "1: : anchors and aliases (& and *) are not allowed; write the value out."),
        (b"a: " + b"[" * MAX_DEPTH, "1: : the file is nested too deeply."),
        (b"a:\n" + b"".join(b" " * i + b"- \n" for i in range(1, 30)), "21: : the file is nested too deeply."),
        (b"x: !!python/name:len ''", "1: : tags such as tag:yaml.org,2002:python/name:len are not allowed."),
        (b"x: !shop {a: 1}", "1: : tags such as !shop are not allowed."),
        (b"a: \x00", "None: : this is not YAML (unacceptable character #x0000: control characters are not allowed)."),
        (b"%YAML 9.9\n---\nfacts: 1", "1: : this is not YAML (found incompatible YAML document)."),
    ],
)  # fmt: skip
def test_bad_file(raw: bytes, expected: str) -> None:
    assert problems(raw) == [expected]


def test_every_problem_is_reported_in_the_order_of_the_file() -> None:
    text = WILLOW.replace("form: company", "form: firm").replace(
        "[name, email]", "[nmae, email, x]"
    )
    assert problems(text) == [
        "6: business.form: the catalogue “forms” has no word “firm”.",
        "13: activities[0].data[0]: the catalogue “data” has no word “nmae”. Did you mean “name”?",
        "13: activities[0].data[2]: the catalogue “data” has no word “x”.",
    ]


def test_problems_speak_ukrainian() -> None:
    text = WILLOW.replace("form: company", "form: compny")
    assert problems(text, "uk") == [
        "6: business.form: у каталозі «forms» немає слова «compny». Можливо, ви мали на увазі «company»?"
    ]


def test_custom_tools_extend_the_catalogue() -> None:
    tool = {
        "slug": "my-crm",
        "name": "My CRM",
        "group": "crm",
        "country": "UA",
        "role": "processor",
    }
    facts = silver_willow({"custom_tools": [tool], "activities.0.tools": ["my-crm"]})
    assert facts.activities[0].tools == ("my-crm",)
    with pytest.raises(FactsError):
        silver_willow({"activities.0.tools": ["my-crm"]})


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
places = st.sampled_from(
    ["facts", "languages", "effective", "business", "business.name", "business.contact", "offers"]
    + ["business.address", "business.dpo", "customers", "customers.where", "customers.minimum_age"]
    + [
        "activities",
        "activities.0",
        "activities.0.purpose",
        "activities.0.data",
        "activities.0.keep",
    ]
    + ["activities.0.keep.for", "cookies", "custom_tools", "custom_tools.0", "custom_tools.0.slug"]
    + ["laws", "automated_decisions", "transfers", "storage", "storage.where", "rights", "changes"]
)


@given(places, anything)
def test_any_answer_is_taken_or_refused_with_a_sentence(place: str, value: Any) -> None:
    library = shipped_library()
    try:
        make_facts(changed({place: value}), library)
    except FactsError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.code in library.messages
            assert all(problem.message(library, language) for language in ("en", "uk"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_refused_with_a_sentence(raw: bytes) -> None:
    assert all(line.endswith((".", "?")) for line in problems(raw))


@given(st.data())
def test_a_damaged_file_is_taken_or_refused(data: st.DataObject) -> None:
    raw = (EXAMPLES / f"{data.draw(st.sampled_from(SHOPS))}.yaml").read_bytes()
    at = data.draw(st.integers(0, len(raw)))
    damaged = raw[:at] + data.draw(st.binary(max_size=4)) + raw[at + data.draw(st.integers(0, 4)) :]
    try:
        facts = read_facts(damaged, shipped_library())
    except FactsError as error:
        assert error.problems
    else:
        assert make_facts(facts_data(facts), shipped_library()) == facts


@cases(
    ("old", "new", "told"),
    [
        ("facts: 1", "facts: '1'", "1: facts: write the number 1 here, without quotes; it is the version of the format."),
        ("facts: 1", "facts: true", "1: facts: write the number 1 here, without quotes; it is the version of the format."),
        ("facts: 1", "facts: 1.0", "1: facts: write the number 1 here, without quotes; it is the version of the format."),
        ("facts: 1", "facts: 1\ncookies: {banner: 1}", "2: cookies.banner: write true, false or unknown."),
        ("facts: 1", "facts: 1\ncookies: {gpc: true}", "2: cookies.gpc: “true” is not possible here; write one of: honoured, ignored, unknown."),
        ("{where: [UA]}", "{where: [UA], minimum_age: 120}", "10: customers.minimum_age: write a number from 0 to 99."),
        ("form: company", "form: company\n  replies_within: {days: 0}", "7: business.replies_within.days: write a number from 1 to 90."),
        ("form: company", "form: company\n  replies_within: {days: 3, working: unknown}", "7: business.replies_within.working: write true or false."),
        ("Silver", "S" * 300, "5: business.name: the text is longer than 300 characters."),
        ("offers:", "ofers:", "9: ofers: the format has no key “ofers” here. Did you mean “offers”?"),
        ("2026-11-22", "0001-01-01", "3: effective: write a day from 2000-01-01 to 2099-12-31."),
        ("2026-11-22", "2100-01-01", "3: effective: write a day from 2000-01-01 to 2099-12-31."),
        ("P3Y", "P9999Y", "15: activities[0].keep.for: “P9999Y” is longer than 100 years; look at it again."),
        ("P3Y", "P99Y13M", "15: activities[0].keep.for: “P99Y13M” is longer than 100 years; look at it again."),
    ],
)  # fmt: skip
def test_the_message_says_what_is_possible(old: str, new: str, told: str) -> None:
    assert problems(WILLOW.replace(old, new, 1)) == [told]


@pytest.mark.parametrize("period", ["P100Y", "P1200M", "P75Y"])
def test_a_long_period_that_may_be_meant(period: str) -> None:
    assert read_facts(WILLOW.replace("P3Y", period).encode(), shipped_library())


def test_lists_have_limits_that_are_named() -> None:
    data = {**changed(), "activities": changed()["activities"][:1] * 61}
    assert problems(json.dumps(data)) == ["1: activities: the list has more than 60 entries."]


def test_broken_json_is_told_as_such() -> None:
    text = json.dumps(changed(), indent=1, ensure_ascii=False)
    broken = text.replace('"offers": [', '"offers": ', 1)
    assert broken != text
    [line] = problems(broken)
    assert line.endswith(": : this is neither JSON nor YAML: look at commas, quotes and brackets.")
    assert line.partition(":")[0].isdecimal()
    [line] = problems(broken, "uk")
    assert line.endswith(": : це не JSON і не YAML: перевірте коми, лапки й дужки.")


def test_json_of_other_programs() -> None:
    """With tabs, and with an emoji as two escapes; what only looks like one stays."""
    data = changed({"business.name": "Silver 😀 \\ud83d\\ude00"})
    for text in (json.dumps(data, indent="\t"), json.dumps(data)):
        facts = read_facts(text.encode(), shipped_library())
        assert facts.business.name.in_language("en") == "Silver 😀 \\ud83d\\ude00"


# -- files that cost more than they may ----------------------------------------------------------------


def refused(text: str) -> FactsError:
    with pytest.raises(FactsError) as caught:
        read_facts(text.encode(), shipped_library())
    return caught.value


def words(number: int) -> str:
    return ", ".join(f"wrong{n}" for n in range(number))


def test_of_many_mistakes_the_first_are_told_and_the_others_counted() -> None:
    error = refused(WILLOW.replace("[jewelry]", f"[{words(900)}]"))
    assert (len(error.problems), error.more) == (20, 880)
    assert {p.code for p in error.problems} == {"unknown_slug"}
    assert [p.path[-1] for p in error.problems] == list(range(20))


def test_the_first_are_those_of_the_file() -> None:
    text = WILLOW.replace("email]", f"email, {words(300)}]").replace(
        "facts: 1", "facts: 1\noferz: 1"
    )
    error = refused(text)
    assert error.problems[0].place == "oferz"
    assert (len(error.problems), error.more) == (20, 281)


def test_few_mistakes_cost_few_objects_and_few_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for the nearest word is what takes the time."""
    made: list[object] = []
    guessed: list[str] = []
    real = fields._nearest
    monkeypatch.setattr(fields, "_nearest", lambda v, w: guessed.append(v) or real(v, w))  # type: ignore[func-returns-value]
    monkeypatch.setattr("policygen.engine.facts.reading._problem", lambda e, p: made.append(e) or Problem("x", (), 1))  # type: ignore[func-returns-value]  # fmt: skip
    refused(WILLOW.replace("[jewelry]", f"[{words(MAX_ITEMS)}]"))
    assert (len(made), len(guessed)) == (40, 40)


def test_a_file_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("parse", "compose", "load"):
        real = getattr(yaml, name)
        monkeypatch.setattr(yaml12.yaml, name, lambda *a, _r=real, _n=name, **k: calls.append(_n) or _r(*a, **k))  # type: ignore[func-returns-value]  # fmt: skip
    read_facts(WILLOW.encode(), shipped_library())
    assert calls == ["parse"]


@cases(
    "text, told",
    [
        (f"offers: [{words(MAX_ITEMS + 1)}]", (1, "offers", "list_too_long")),
        ("\n".join(f"k{n}: 1" for n in range(MAX_ITEMS + 1)), (MAX_ITEMS + 1, "", "too_many_keys")),
        ("\n".join(f"k{n}: [{words(150)}]" for n in range(140)), (None, None, "too_many_values")),
        ("- " * 200_000, (1, "", "too_deep")),
        ("[" * 200_000, (1, "", "too_deep")),
    ],
)
def test_nothing_is_read_past_what_fits(
    text: str, told: tuple[int | None, str | None, str]
) -> None:
    [problem] = refused(text[:MAX_BYTES]).problems
    line, place, code = told
    assert problem.code == code
    if place is not None:
        assert (problem.line, problem.place) == (line, place)
    assert "…" not in problem.message(shipped_library(), "uk")
    assert str(problem.params.get("limit", "")) in problem.message(shipped_library(), "en")


def test_the_largest_shop_is_far_from_the_limits() -> None:
    for name in SHOPS:
        text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
        assert len(list(yaml.parse(text))) < MAX_VALUES / 10


# -- yes/no questions that a library declares --------------------------------------------------------


@pytest.fixture
def asking() -> Library:
    entry = """
gifts:
  path: answers.gifts
  kind: yes_no_unknown
  label: {en: Do you wrap gifts?, uk: Чи пакуєте ви подарунки?}
  why: {en: Because., uk: Бо так.}
  citation: GDPR Art. 5
"""
    files = read_files(SHIPPED)
    files["questions/site.yaml"] += entry
    return load_library(files)


def test_an_answer_that_the_library_declares(asking: Library) -> None:
    for said in (True, False, "unknown"):
        facts = make_facts(changed({"answers": {"gifts": said}}), asking)
        assert facts.answers == {"gifts": said}
        assert make_facts(facts_data(facts), asking) == facts
    assert "answers" not in facts_data(make_facts(changed(), asking))
    assert facts_schema(asking)["$defs"]["answers"] == {"enum": sorted(asking.answers)}


def test_an_answer_that_it_does_not(asking: Library) -> None:
    wrong: list[tuple[Any, Library, str, str]] = [
        ({"gift": True}, asking, "answers.gift", "unknown_slug"),
        ({"gifts": True}, shipped_library(), "answers.gifts", "unknown_slug"),
        ({"gifts": "perhaps"}, asking, "answers.gifts", "not_a_choice"),
        ({"gifts": 1}, asking, "answers.gifts", "not_yes_no"),
        ([True], asking, "answers", "not_mapping"),
    ]
    for answers, library, place, code in wrong:
        with pytest.raises(FactsError) as error:
            make_facts(changed({"answers": answers}), library)
        assert [(p.place, p.code) for p in error.value.problems] == [(place, code)]
