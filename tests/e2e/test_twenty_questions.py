"""What customers come for is answered in the first layer of a policy, or one tap away from it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.answered import answered
from policygen.engine.loading.load import shipped_library
from tests.cast import LANGUAGES, example, written
from tests.paths import SHOPS

QUESTIONS: dict[str, tuple[str, str]] = {
    "Why do you need my data?": (
        r"Why we use your data: \w",
        r"Навіщо нам ваші дані: \w",
    ),
    "What do you know about me?": (
        r"From you\. You give us data",
        r"Від вас\. Ви надаєте дані",
    ),
    "Do you sell my data?": (
        r"do not sell your data",
        r"не продаємо ваших даних",
    ),
    "Do you use Google Analytics, and how do I refuse?": (
        r"only if you agree|asks before this starts|no cookies|we set none|does not wait for consent",
        r"лише за вашою згодою|запитує вас, перш ніж почати|не відомо про файли cookie|не встановлюємо їх|Тому згоди на це не просимо",
    ),
    "Do your ads follow me?": (
        r"advertising tools on our site receive|no tools on our site that follow you|so we set none",
        r"рекламні сервіси на нашому сайті отрим|про засоби, які стежили б|тож не встановлюємо їх",
    ),
    "How long do you keep my order?": (
        r"Data of an order: \w|(?:months?|years?) after",
        r"Дані замовлення: \w|(?:місяц\w+|рок\w+|рік) після",
    ),
    "Do you store my card number?": (
        r"Card numbers\. We do not|do not ask for: .*financial|payment details given to the payment service",
        r"Номери карток\. Ми їх не|не просимо: .*фінансов|платіжні дані, надані платіжному сервісу",
    ),
    "How do I see my data?": (
        r"ask what we know about you",
        r"дізнатися, що ми про вас знаємо",
    ),
    "How do I correct a mistake?": (
        r"have mistakes put right",
        r"виправити помилки",
    ),
    "How do I delete my account?": (
        r"ask us to delete your data",
        r"попросити нас видалити ваші дані",
    ),
    "When will you answer?": (
        r"within (?:one month|\d+ (?:working |calendar )?days)",
        r"за місяць|[Пп]ротягом \d+ (?:робочих |календарних )?днів",
    ),
    "What about my child?": (
        r"children under 13",
        r"ді(?:ти|тей) до 13 років",
    ),
    "Can I complain, and where?": (
        r"Commissioner for Human Rights|data protection authority|Federal Trade Commission",
        r"Уповноваженого Верховної Ради|наглядового органу|Федеральну торгову комісію",
    ),
    "Where is my data?": (
        r"Where we keep your data: \w",
        r"Де зберігаються дані: \w",
    ),
    "How do you protect it?": (
        r"What protects your data:",
        r"Що захищає ваші дані:",
    ),
    "Does a machine decide about me?": (
        r"is decided by machine alone",
        r"машина сама не ухвалює",
    ),
    "What if the policy changes?": (
        r"last updated on .+ We change it when",
        r"востаннє оновлено .+ Ми змінюємо її",
    ),
}


def of_shop(name: str, language: str) -> Iterator[tuple[str, list[str]]]:
    """Questions whose answer is a name: each has to be there."""
    facts = example(name)
    business = facts.business
    yield "Who are you?", [(business.legal_name or business.name).in_language(language)]
    yield "How do I reach you?", [business.contact.email]
    catalogue = Catalogue(answered(facts), shipped_library())
    services = [tool.named(language) for tool in catalogue.used if tool.role != "own"]
    yield "Who gets my address?", services


def layers(page: Page) -> Iterator[str]:
    """The first layer, then what one tap on each of its links shows."""
    first = page.locator("main > section").first
    yield first.inner_text()
    for link in first.locator("a[href^='#']").all():
        link.click()
        there = page.locator(str(link.get_attribute("href")))
        expect(there).to_be_visible()
        yield there.inner_text()


def test_there_are_twenty() -> None:
    assert len(QUESTIONS) + len(dict(of_shop("klumandel", "en"))) == 20


@pytest.mark.few(4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOPS)
def test_each_has_an_answer(
    name: str, language: str, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "policy.html"
    file.write_bytes(written(name, language, "html"))
    page = open_page(java_script_enabled=False, reduced_motion="reduce")
    page.goto(file.as_uri())
    shown = [" ".join(text.split()) for text in layers(page)]
    patterns = {asked: both[LANGUAGES.index(language)] for asked, both in QUESTIONS.items()}
    unanswered = [
        asked
        for asked, pattern in patterns.items()
        if not any(re.search(pattern, t) for t in shown)
    ]
    unanswered += [
        f"{asked} {word}"
        for asked, words in of_shop(name, language)
        for word in words
        if not any(word in text for text in shown)
    ]
    assert unanswered == []
