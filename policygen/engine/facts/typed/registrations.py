"""Numbers of companies and taxpayers: which kind one is, the number without its label, its check digits."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module


@dataclass(frozen=True)
class Registration:
    """`kind`: a word of ``registration_kinds``. `said`: whether the owner named the kind."""

    kind: str | None
    number: str
    said: bool


# Label words as owners write them before the number.
_LABELS = {
    "edrpou": r"(?:код\w*\s+)?(?:за\s+|згідно\s+з\s+)?(?:[єе]дрпоу|edrpou|usreou)(?:\s+code)?",
    "rnokpp": r"(?:код\s+)?(?:рнокпп|rnokpp|rntrc|іпн|инн|ipn|ідентифікаційний\s+(?:код|номер))",
    "ua_passport": r"(?:паспорт|passport)(?:\s+(?:серія|series))?",
    "ein": r"(?:f?ein|federal\s+tax\s+id(?:\s+number)?)",
    "nip": r"nip",
    "regon": r"regon",
    "krs": r"krs",
    "vat": r"(?:vat|пдв|ust-?id(?:nr)?\.?)(?:\s+(?:reg(?:istration)?\.?|no\.?|number|id|identification))*",
    "company_number": r"(?:registered\s+)?(?:company\s+(?:reg(?:istration)?\.?\s+)?(?:no\.?|number)|crn)",
}
_NUMBER = r"(?P<number>[^\W\d_]{0,4}[\s-]?\d[\w\s-]*)"
_LABELLED = {
    kind: re.compile(rf"{label}(?:\s*(?:№|#|no\.?|nr\.?|:))?[\s:–-]*{_NUMBER}", re.IGNORECASE)
    for kind, label in _LABELS.items()
}
# Without a label: by country, then by what the number looks like without spaces and hyphens.
_GUESSES = {
    "UA": {"edrpou": r"\d{8}", "rnokpp": r"\d{10}", "ua_passport": r"[А-ЯІЇЄҐ]{2}\d{6}|\d{9}"},
    "PL": {"krs": r"0000\d{6}", "nip": r"(?:PL)?\d{10}", "regon": r"\d{9}|\d{14}"},
    "US": {"ein": r"\d{9}"},
}
_MODULES = {
    "edrpou": "stdnum.ua.edrpou",
    "rnokpp": "stdnum.ua.rntrc",
    "ein": "stdnum.us.ein",
    "nip": "stdnum.pl.nip",
    "regon": "stdnum.pl.regon",
    "vat": "stdnum.eu.vat",
}
_BRITISH_VAT = "stdnum.gb.vat"
_FORMS = {
    "krs": re.compile(r"\d{10}"),
    "ua_passport": re.compile(r"[А-ЯІЇЄҐ]{2}\d{6}|\d{9}"),
    "company_number": re.compile(r"[A-Z]{0,2}\d{5,8}[A-Z]?"),
}


@lru_cache(maxsize=1000)
def registration(text: str, country: str, kind: str | None = None) -> Registration:
    """`kind`: the owner's own word for it, which counts more than what the number looks like."""
    for known, labelled in _LABELLED.items():
        if found := labelled.fullmatch(text.strip()):
            return Registration(kind or known, found["number"].strip(), True)
    if kind:
        return Registration(kind, text, True)
    bare = _bare(text)
    guesses = _GUESSES.get(country, {})
    likely = next((word for word, form in guesses.items() if re.fullmatch(form, bare)), None)
    return Registration(likely, text, False)


def _bare(text: str) -> str:
    return re.sub(r"[\s.-]", "", text).upper()


def registration_is_doubtful(text: str, country: str, kind: str | None = None) -> bool:
    """Check digits or length are not those of its kind; in Ukraine also, that it is of no kind at all."""
    found = registration(text, country, kind)
    if found.kind is None:
        return country == "UA" and _bare(text).isdigit()
    bare = _bare(found.number)
    if form := _FORMS.get(found.kind):
        return not form.fullmatch(bare)
    # An editor may have added a kind of which nothing is known here.
    return found.kind in _MODULES and not _check(found.kind, bare)(bare)


def _check(kind: str, bare: str) -> Callable[[str], bool]:
    module = _BRITISH_VAT if kind == "vat" and bare.startswith("GB") else _MODULES[kind]
    valid: Callable[[str], bool] = import_module(module).is_valid  # loaded for this number alone
    return valid
