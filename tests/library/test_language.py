"""The library and the catalogue are written as an editor would have them: spelling, glossary, signs."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pytest
from babel.messages.pofile import read_po

from policygen.desk.warnings.spelling import allowed, misspelled, prose, words
from policygen.engine.language.glossary import UKRAINIAN
from policygen.engine.language.phrases import join
from policygen.engine.loading.load import shipped_library
from tests.cast import LANGUAGES
from tests.library.texts import abbreviations, every_text
from tests.paths import ROOT

LIBRARY = shipped_library()
LATIN = re.compile("[a-z]", re.IGNORECASE)
WORDS = {language: allowed(language) for language in LANGUAGES}


@lru_cache
def written(language: str) -> tuple[tuple[str, str], ...]:
    """Every text of the library and every message of the interface, with the place it stands at."""
    library = [(place, texts[language]) for place, texts in every_text(LIBRARY)]
    return tuple(library + list(_messages(language)))


def _messages(language: str) -> Iterator[tuple[str, str]]:
    with (ROOT / "locale/uk/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        texts = message.string if language == "uk" else message.id
        for text in [texts] if isinstance(texts, str) else texts:
            if message.id and text:
                yield f"django.po: {str(message.id)[:40]}", text


@lru_cache
def _ukrainian() -> tuple[tuple[str, str], ...]:
    return tuple((place, prose(text, "X")) for place, text in written("uk"))


@lru_cache
def names(language: str) -> frozenset[str]:
    """The words of what tools and their companies are called, and laws in capitals."""
    tools = LIBRARY.tools.values()
    found = words(f"{tool.named(language)} {tool.entity_in(language)}" for tool in tools)
    return frozenset(found | abbreviations(LIBRARY))


def found(pattern: str) -> list[str]:
    """Where a pattern stands in what Ukrainians read, with the words around it."""
    expression = re.compile(pattern, re.IGNORECASE)
    return [
        f"{place}: …{text[max(match.start() - 20, 0) : match.end() + 20]}…"
        for place, text in _ukrainian()
        for match in expression.finditer(text)
    ]


def test_it_works() -> None:
    assert misspelled(["об’єкт", "обьект", "онлайн-оплата", "сайт-вузв"], "uk") == [
        "обьект",
        "сайт-вузв",
    ]
    assert misspelled(["organise", "color", "shop’s", "recieve"], "en") == ["recieve"]
    assert found("Володілець персональних даних")


@pytest.mark.parametrize("language", LANGUAGES)
def test_spelling(language: str) -> None:
    used = words(text for _, text in written(language))
    assert misspelled(used - WORDS[language] - names(language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_allow_lists_hold_nothing_idle(language: str) -> None:
    used = words(text for _, text in written(language))
    assert sorted(WORDS[language] - used) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_dictionaries_know_none_of_the_allowed_words(language: str) -> None:
    foreign = {word for word in WORDS[language] if language == "uk" and LATIN.search(word)}
    allowed_words = WORDS[language] - foreign
    assert sorted(allowed_words - set(misspelled(allowed_words, language))) == []


# -- Ukrainian -------------------------------------------------------------------------------------

WRONG = {
    r"[ыэёъ]": "letters of Russian",
    r"\bявля[єю]ться\b": "є",
    r"наступн(им|ою) (чином|дією)": "так",
    r"наступн(ий|а|е|і|их|им|ими)\b(?! (день|рік|крок|екран|місяц|випуск))": "такі, далі",
    r"слідуюч": "такий",
    r"\bприй\w+ участь": "брати участь",
    r"\bна протязі\b": "протягом",
    r"\b[ву] залежності від": "залежно від",
    r"\bпо закону\b": "за законом",
    r"\bзгідно (?!з\b|із\b|зі\b)": "згідно з",
    r"\b[ву] відповідності (з|до)\b": "відповідно до",
    r"\bтак як\b": "оскільки, бо",
    r"\bлюб(ий|а|е|ого|ому|ої|ій|им|их)\b": "будь-який",
    r"\bспівпада": "збігатися",
    r"\bвідмін(ити|ено|яє)": "скасувати",
    r"\bдякуючи\b": "завдяки",
    r"\bпри допомозі\b": "за допомогою",
    r"\b[ву] якості (?!обслуг)": "як",
    r"\bза виключенням\b": "за винятком",
    r"\bмі?роприємств": "захід",
    r"\b[ву] відношенні\b": "щодо",
    r"\bпо відношенню\b": "щодо",
    r"\bна рахунок (того|цього)": "щодо",
    r"\bпо (електронній|телефону|пошті|запиту|email)": "електронною поштою, телефоном",
    r"\b(діюч|існуюч|бувш|працююч|оточуюч|керуюч|наступаюч)\w+": "чинний, наявний, колишній",
    r"\bзаключ(ати|ити|ає|ено)\b": "укладати",
    r"\bнан(осити|ести) шкод": "завдавати шкоди",
    r"\bприймат\w* рішення": "ухвалювати",
    r"\bучбов": "навчальний",
    r"\bна слідуюч": "на такий",
    r"\bпо мірі\b": "у міру",
    r"\bв першу чергу\b": "насамперед",
    r"\bв тому числі\b": "зокрема",
    r"\bякий би то не був\b": "будь-який",
    r"\bтим не менше\b": "проте",
    r"\bна сьогоднішній день\b": "сьогодні",
    r"\bмати? місце\b": "бути",
    r"\bвиключно за\b": "лише за",
    r"\bне дивлячись на\b": "попри",
    r"\bсаме меньше\b|\bсамий (кращ|більш)": "найкращий",
    r"\bвідноситься до\b": "належить до",
    r"\bпоступа(ти|є|ють)\b": "надходити",
    r"\bдоставк[аиоу]ю? при отриманні": "післяплата",
    r"\bоплачувати за\b": "оплачувати щось",
    r"\bполітика (каже|скаже)\b": "у політиці сказано",
    r"\bякщо тільки\b": "крім випадків, коли",
    r"\bнадсила\w+ розсилк": "вести розсилку",
    r"^майте\b|[.!?] майте\b": "забезпечте",
    r"\bіз? постачання\b": "із комплекту",
    r"\bне складається в ціле\b": "неузгоджений",
    r"\bпройдіться\b": "перегляньте",
    r"\bспира(є|ю)ться на\b": "ґрунтуватися на",
    r"\bроботів\b": "ботів",
    r"\b(аудіальн|термічн)": "звуковий, тепловий",
    r"\b(перевіряємо|захищаємо|змінюємо) наші\b": "свої",
    r"\b[хХ]тось із батьків|\b(когось|комусь|кимось) із батьків": "один із батьків",
    r"\bвитік\b|\bвиток(у|и|ом|ів)\b": "порушення захисту даних",
    r"\bбезпл?атн|\bбезкоштовн": "безоплатний",
    r"\bодержувач": "отримувач",
    r"\bтаргетован": "цільовий",
    r"(^|[.!?] |«)(?-i:Вкажіть|Виберіть)\b": "Укажіть, Оберіть",
    # the glossary
    **UKRAINIAN,
    # signs
    r"['`ʼ]": "’",
    r"[\"“”„]": "«»",
    r" - |[^\W\d][–—]|[–—][^\W\d]": "a dash stands between spaces",
    r" [,.;:!?](?!\w)": "no space before a sign",
    r"\.\.\.": "…",
    "—": "–",
    # California’s "share" is narrower than поширення of Art. 14 of the Ukrainian law
    r"\bпоширенн[яіюе]|\bпоширю(ємо|єте|вали|вати|йте|ють)\b": "передавання для міжконтекстної реклами",
    r"(?<=\S)[^\S\n]{2,}(?=\S)": "one space",
}


def test_ukrainian_is_not_translated_from_russian_and_keeps_to_the_glossary() -> None:
    assert {
        f"{pattern} → {right}": places
        for pattern, right in WRONG.items()
        if (places := found(pattern))
    } == {}


def test_latin_words_are_names_or_allowed() -> None:
    """What an owner types or a link says is quoted: «Do Not Sell»; a command stands in code, a list
    of the library in brackets. Single letters number articles."""
    quoted = r"«[^»а-яіїєґ]*»|\[[^]а-яіїєґ]*\](?!\()|<code>.*?</code>"
    texts = [re.sub(quoted, " ", text) for _, text in written("uk")]
    latin = {word for word in words(texts) if LATIN.search(word) and len(word) > 1}
    assert sorted(latin - WORDS["uk"] - names("uk") - names("en")) == []


def test_a_number_gets_its_noun_from_the_engine() -> None:
    """`{{ n }} днів` would be wrong for one number in three; a function knows the case."""
    noun = r"\}\}\s*(?:рок|рік|місяц|тиж|д(?:ень|ні|ня)|робоч|календарн|годин|хвилин|year|month|week|day|hour)"
    wrong = [
        place
        for language in LANGUAGES
        for place, text in written(language)
        if re.search(noun, text)
    ]
    assert wrong == []


def test_lists_end_in_a_word_for_and() -> None:
    assert join(["А", "Б", "В"], "uk") == "А, Б та В"
    assert join(["А", "Б"], "uk") == "А та Б"
    assert join(["A", "B", "C"], "en") == "A, B and C"
