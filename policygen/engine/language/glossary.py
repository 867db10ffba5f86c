"""Words that have one fixed counterpart: what Ukrainian texts must not call it, and what they call it."""

import re

UKRAINIAN = {
    r"оператор\w* персональних": "володілець персональних даних",
    r"\bобробник|\bоброблювач": "розпорядник",
    r"\bконтролер\w* (даних|персональних)|\bконтролер\w* є\b": "володілець",
    r"\bтермін\w* зберігання": "строк зберігання",
    r"\bпротягом терміну": "строк",
    r"\bомбудсман(?! із захисту)": "Уповноважений Верховної Ради України з прав людини",
    r"\bкук[иі]\b|\bкук[иі]-|\bкук[иі]с|\bкуків": "файли cookie",
    r"(?<!файли )(?<!файл )(?<!файлів )(?<!файлам )(?<!файлами )(?<!файлах )\bcookie\b": "файли cookie",
    r"\bаккаунт|\bакаунт": "обліковий запис",
    r"\bньюслетер|\bрозсилання новин": "розсилка",
    r"\bперсональна інформація\b|\bперсональної інформації (про|щодо)": "персональні дані",
    r"\bпрос(имо|ите|ить|ять|іть|ити)( \w+){0,2} згоду\b": "просити згоди",
    r"\bзгоду [^.:]*\bпрос(имо|ите|ити)\b": "просити згоди",
    r"\bне (передає|збирає|продає|зберігає|розкриває)(мо|те)( ваші| свої| персональні)* дані\b": "не … даних",
}
"""A pattern of what is wrong → the word of the glossary."""


def departures(text: str, language: str) -> list[tuple[str, str]]:
    """(what is written, what the glossary says) for each word that is not the glossary's."""
    if language != "uk":
        return []
    return [
        (match[0], right)
        for pattern, right in UKRAINIAN.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
