"""Both languages of every text say the same, and each is written as its language is written."""

import re
from collections.abc import Callable

import pytest

from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import LANGUAGES
from tests.library.texts import PLACEHOLDER, abbreviations, every_text, shown_to_readers

LIBRARY = shipped_library()
ALL = every_text(LIBRARY)
SHOWN = shown_to_readers(LIBRARY)
Texts = dict[str, str]


def places(wrong: Callable[[Texts], object], among: list[tuple[str, Texts]] = ALL) -> list[str]:
    """Where the texts stand of which `wrong` is true."""
    return [place for place, texts in among if wrong(texts)]


def with_pattern(pattern: str, language: str, among: list[tuple[str, Texts]] = ALL) -> list[str]:
    return places(lambda texts: re.search(pattern, words(texts[language])), among)


def words(text: str) -> str:
    """Without placeholders, {…} of messages, and addresses."""
    without = PLACEHOLDER.sub("¤", text)
    return re.sub(r"\{\w*\}|https?://[^\s)]+|\]\(#[a-z-]+\)|\b[a-z]+(\.[a-z]+)+\b", "¤", without)


def test_it_works() -> None:
    assert len(ALL) > 900
    assert words(
        "Пишіть на {{ shop.email }}: [тут](https://a.example/x1) або ombudsman.gov.ua."
    ) == ("Пишіть на ¤: [тут](¤) або ¤.")


def test_both_are_built_alike() -> None:
    """The same paragraphs and the same items of lists."""

    def shape(text: str) -> list[str]:
        return re.findall(r"^(\s*(?:- |\d+\. |### )?)\S", text, re.MULTILINE)

    assert places(lambda texts: shape(texts["en"]) != shape(texts["uk"])) == []


@cases(
    ("what", "pattern"),
    [
        ("Russian letters", "[ыэёъЫЭЁЪ]"),
        ("another apostrophe than ’", r"[^\W\d_]['`ʼ‘][^\W\d_]"),
        ("other quotes than «»", '["“”]'),
        ("another dash than –", r"—| - (?!та )"),
        ("a word that is not in the glossary", "(?i)оператор"),
        ("one word in two scripts", "[A-Za-z][А-ЯҐЄІЇа-яґєії]|[А-ЯҐЄІЇа-яґєії][A-Za-z]"),
    ],
)
def test_ukrainian_has_none_of(what: str, pattern: str) -> None:
    assert with_pattern(pattern, "uk") == [], what


def test_ukrainian_parts_thousands_with_a_space() -> None:
    """«400 000»; what shows it binds the space (engine/language/no_break.py)."""
    assert with_pattern(r"\d,\d{3}(?!\d)", "uk") == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("Cyrillic", "[\u0400-\u04ff]"), ("straight quotes", "[^\\W\\d_]'[^\\W\\d_]|\"")],
)
def test_english_has_none_of(what: str, pattern: str) -> None:
    assert with_pattern(pattern, "en") == [], what


def test_quotes_are_closed() -> None:
    among = [(place, texts) for place, texts in ALL if not place.endswith(".entity")]
    assert places(lambda texts: texts["uk"].count("«") != texts["uk"].count("»"), among) == []
    assert places(lambda texts: texts["en"].count("“") != texts["en"].count("”"), among) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces(language: str) -> None:
    assert with_pattern(r"\S  +\S| [,.;:!?](?!\w)|\t|\u00a0|\u200b|[ \t]$", language) == []


@cases(
    "phrase",
    [
        r"by (using|visiting|browsing|continuing)",
        r"your (continued )?use of",
        r"you (consent|agree) to (this|our) (policy|terms)",
        r"100 ?%",
        r"guarantee",
        r"(completely|fully|totally|absolutely|perfectly) (safe|secure)",
        r"bank-(grade|level)",
        r"military",
        r"privacy shield",
        r"\bodr\b|online dispute resolution",
        r"safe harbou?r",
        r"takes? your privacy (very )?seriously",
        r"your privacy is important",
        r"lorem|todo|tbd|xxx",
        r"гаранту(ємо|є|ють)",
        r"100 ?відсотк",
        r"(користуючись|використовуючи|відвідуючи|переглядаючи) (цей|цим|наш|нашим) (сайт|сайтом)",
        r"(абсолютно|повністю|цілковито) (захищен|безпечн)",
        r"щит приватності",
        r"ваша (конфіденційність|приватність) (є )?важлив",
        r"приймаєте (цю|нашу) політику",
    ],
)
def test_phrases_that_no_policy_may_hold(phrase: str) -> None:
    found = re.compile(phrase, re.IGNORECASE)
    assert places(lambda texts: any(map(found.search, texts.values())), SHOWN) == []


NAMES = frozenset(
    [
        "cookie",
        "GDPR",
        "UK",
        "DPF",
        "IDTA",
        "Extension",
        "CCPA",
        "LGPD",
        "OAIC",
        "ANPD",
        "ICO",
        "EIN",
        "NIP",
        "REGON",
        "KRS",
        "Meta",
    ]
    + [
        "Information",
        "Commission",
        "SMS",
        "STOP",
        "PDF",
        "IP",
        "Global",
        "Privacy",
        "Control",
        "Do",
    ]
    + [
        "Not",
        "Track",
        "Facebook",
        "Instagram",
        "VK",
        "Apple",
        "HTTPS",
        "PCI",
        "DSS",
        "FERPA",
        "CAN",
    ]
    + [
        "BayLDA",
        "CalPrivacy",
        "TDDDG",
        "DPO",
        "Data",
        "Protection",
        "Act",
        "My",
        "Health",
        "SB",
        "RCW",
    ]
    + ["SPAM", "COPPA", "CalOPPA", "DOPPA", "PECR", "TCPA", "VPPA", "Shine", "the", "Light"]
)
"""Latin words that stand in Ukrainian texts: names, and what the law itself calls so."""

QUOTED = (
    "Do Not Sell or Share My Personal Information",
    "Limit the Use of My Sensitive Personal Information",
    "NOTICE: We may sell your sensitive personal data.",
)
"""English that a law of California or Texas prescribes to the letter."""


def test_ukrainian_holds_no_english() -> None:
    def english(texts: Texts) -> list[str]:
        text = words(texts["uk"])
        for quote in QUOTED:
            text = text.replace(quote, "")
        return [
            word
            for word in re.findall("[A-Za-z]{2,}", text)
            if word not in NAMES | abbreviations(LIBRARY)
        ]

    among = [
        (place, texts)
        for place, texts in SHOWN
        if re.search(r"clauses\[|^(strings|sections|conditions): |\.label$", place)
        and not place.startswith("authorities: ")
    ]
    assert len(among) > 500
    assert places(english, among) == []


def test_a_name_that_describes_is_written_small_inside_a_sentence() -> None:
    """«Prom.ua та Сторінки у Facebook», «Вхід через VK»: words of the language, and no names."""
    common = re.compile(
        r"(Вхід|Сторінк[аи]|Маркетплейс|Магазин|Форма|Чат|Пошта|Сервіс|Платформа)\b"
    )
    described = [tool for tool in LIBRARY.tools.values() if common.match(tool.named("uk"))]
    assert len(described) >= 6
    for tool in described:
        assert tool.named_inside("uk") == lower_first(tool.named("uk")), tool.slug
    for tool in LIBRARY.tools.values():
        assert tool.named_inside("uk").casefold() == tool.named("uk").casefold()


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@pytest.mark.parametrize(
    ("language", "several"),
    [
        ("en", "these|those"),
        ("uk", "ці|цих(?! даних)|цими|такі(?! дані)|таких(?! даних)|такими(?! закон)"),
    ],
)
def test_what_leads_to_a_list_fits_one_item(language: str, several: str) -> None:
    """“These tools receive data about your visit: Meta Pixel.” How many there are, the shop decides."""
    assert with_pattern(rf"(?i)\b({several})\b[^.:¤]*:\s*(- )?¤", language) == []


CLAUSES = {path.stem for path in (SHIPPED / "clauses").glob("*.yaml")}


@cases(
    ("language", "pattern"),
    [
        ("en", r"(?i)\b(?:tables?|columns?|rows?|cells?)\b"),
        ("uk", r"(?i)\b(?:таблиц\w*|колон\w+|стовп\w+|ряд(?:ок|к)\w*|комір\w+)\b"),
    ],
)
def test_a_policy_says_list_where_some_formats_have_a_table(language: str, pattern: str) -> None:
    """What is pasted, read as plain text, or too wide has lists in place of its tables."""
    of_clauses = [(place, texts) for place, texts in SHOWN if place.partition(":")[0] in CLAUSES]
    assert len(of_clauses) > 300
    assert with_pattern(pattern, language, of_clauses) == []
