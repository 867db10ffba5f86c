"""Where a law says something, as lawyers of a language write it. The library cites in English."""

import re
from functools import lru_cache

_WORDS = {
    "uk": (
        ("(definition of consent)", "(визначення згоди)"),
        ("Ombudsman Order", "Наказ Уповноваженого №"),
        ("Decrees of the President of Ukraine", "Укази Президента України №"),
        (
            "National Bank of Ukraine, decision of 22 July 2024",
            "рішення НБУ від 22 липня 2024 року",
        ),
        ("Civil Code of Ukraine", "Цивільний кодекс України,"),
        ("Tax Code of Ukraine", "Податковий кодекс України,"),
        ("Law of Ukraine ", "Закон України № "),
        ("ePrivacy Directive", "Директива ePrivacy,"),
        ("recital ", "преамбула, п. "),
        ("e.g. ", "наприклад, "),
        (" as amended by ", " зі змінами за "),
        ("exemption", "виняток"),
        ("Arts. ", "ст. "),
        ("Art. ", "ст. "),
        (" cl. ", " п. "),
        ("regs ", "правила "),
        ("reg. ", "правило "),
        ("Reg. ", "Регламент "),
        (" and Sch. ", " та додаток "),
        (" Sch. ", " додаток "),
        (" paras ", " п. "),
        (" para ", " п. "),
        (" ss. ", " ст. "),
        (" s. ", " ст. "),
        ("VAT Act (Czechia)", "Закон Чехії про ПДВ,"),
        ("FTC guidance", "роз’яснення FTC"),
    )
}
"""In this order. Names of foreign laws stay as they are."""
_PARTS = r"(?:\(\w+\)(?:[-–]\(\w+\))?)"
_ARTICLE = re.compile(rf"(?:Arts?\. )?(\d+[A-Z]?)({_PARTS}*)")
_LIST = re.compile(rf"Arts?\. \d+[A-Z]?{_PARTS}*(?:, (?:Art\. )?\d+[A-Z]?{_PARTS}*)*(?![-–\d])")
_PART = re.compile(r"\((\w+)\)(?:[-–]\((\w+)\))?")
_POINT = re.compile(r"(Податковий кодекс України), ст\. ((\d+)\.\d+)")
_BY_POINT = re.compile(r"^ст\. ((\d+)\.\d+)$")
"""Of a code whose articles count their points: 44.3."""
_RANGE = re.compile(r"(?<=ст\. )(\d+)-(\d+)\b(?!/)")
_NAMED = re.compile(r"([A-Za-zà-ž)]|\b(?:1[89]|20)\d\d) (?=(?:п|ч|ст)\. |правил|преамб|додаток)")
"""A foreign law, before the place in it."""
_NUMBER = re.compile(r"(№ \d+-[IVXLC]+) (?=\w)")


@lru_cache(maxsize=2_000)
def citation(text: str, language: str) -> str:
    """A citation of the library as it is written in `language`: «п. 1–2 ч. 2 ст. 8»."""
    words = _WORDS.get(language)
    if words is None:
        return text
    text = _LIST.sub(_articles, text)
    for english, own in words:
        text = text.replace(english, own)
    text = _NAMED.sub(r"\1, ", _NUMBER.sub(r"\1, ", text))
    text = _POINT.sub(r"\1, п. \2 ст. \3", text)
    return _RANGE.sub(_range, text)


def place_in(place: str, language: str) -> str:
    """A place without the name of its law: "Art. 8(2)", "s. 10(5)"."""
    said = citation(f" {place}", language).strip()
    return _BY_POINT.sub(r"п. \1 ст. \2", said)


def _articles(found: re.Match[str]) -> str:
    """Articles of which one has parts, each by itself; others share one «ст.»."""
    if "(" not in found[0]:
        return found[0]
    return ", ".join(_ARTICLE.sub(_article, article) for article in found[0].split(", "))


def _article(found: re.Match[str]) -> str:
    """Smallest part first, as in «п. «f» ч. 1 ст. 6»."""
    names = ("ч.", "п.")
    parts = [_part(*pair) for pair in _PART.findall(found[2])]
    named = [f"{name} {part}" for name, part in zip(names, parts, strict=False)]
    return " ".join([*reversed(named), f"ст. {found[1]}"])


def _part(first: str, last: str) -> str:
    return "–".join(part if part.isdigit() else f"«{part}»" for part in (first, last) if part)


def _range(found: re.Match[str]) -> str:
    """From one article to a later one; 39-2 is the number of an article."""
    first, last = int(found[1]), int(found[2])
    return f"{first}–{last}" if first < last else found[0]
