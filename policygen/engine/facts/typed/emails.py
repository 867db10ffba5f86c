"""E-mail addresses: whether mail can be sent there, how a link writes them, what was probably meant."""

import re
from functools import lru_cache
from urllib.parse import quote

from policygen.engine.facts.typed.alphabets import mixes

# What nearly everybody has. The library is loaded for the others alone.
_PLAIN = re.compile(
    r"(?=.{1,64}@)[a-z0-9]+(?:[._+-][a-z0-9]+)*"
    r"@(?!.*\bxn--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!(?:test|invalid|local|onion)\Z)[a-z]{2,63}",
    re.IGNORECASE,
)
_OF_A_QUERY = re.compile("[%?#&]")
"""Signs of a local part that would end the address within a link."""
_MAILBOXES = (
    *("gmail.com", "ukr.net", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "meta.ua"),
    *("i.ua", "proton.me", "protonmail.com", "googlemail.com", "live.com", "aol.com"),
)
_MISSPELT = {
    "gmail.com": "gmial.com gmal.com gmai.com gamil.com gnail.com gmeil.com gmaill.com gmail.co gmail.ua",
    "ukr.net": "urk.net ukr.ner ukr.ne ukr.met ukrnet.com ukr.com ukt.net",
    "yahoo.com": "yaho.com yahooo.com yhoo.com",
    "hotmail.com": "hotmial.com hotmai.com hotmal.com hotmil.com",
    "outlook.com": "outlok.com outloook.com outlock.com",
    "icloud.com": "iclod.com icloud.co iclound.com icould.com",
    "meta.ua": "metta.ua",
}
_MEANT = {wrong: right for right, wrongs in _MISSPELT.items() for wrong in wrongs.split()}
_ENDINGS = {
    "com": "con cmo ocm vom xom cpm comm coom c0m clm",
    "net": "ner nte nett met bet",
    "ua": "au",
}


def _with_ending(mailbox: str) -> dict[str, str]:
    site, _, ending = mailbox.rpartition(".")
    return {f"{site}.{wrong}": mailbox for wrong in _ENDINGS.get(ending, "").split()}


for _mailbox in _MAILBOXES:
    _MEANT.update(_with_ending(_mailbox))


@lru_cache(maxsize=1000)
def email_fault(address: str) -> str | None:
    """The problem (library/messages.yaml) of an address to which nothing can be sent."""
    if len(address) <= 254 and _PLAIN.fullmatch(address):
        return None
    domain = address.rpartition("@")[2]
    if any(mixes(label) for label in domain.split(".")):
        return "email_letters"
    return None if _ascii(address) else "bad_email"


def _ascii(address: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email  # most shops need none of it

    try:
        valid = validate_email(
            address, check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        return None
    return valid.ascii_email


@lru_cache(maxsize=1000)
def email_target(address: str) -> str | None:
    """What follows ``mailto:`` in a link: in ASCII, ready for an attribute; None where no mail would come
    to anybody."""
    if email_fault(address):
        return None
    ascii_form = address if _PLAIN.fullmatch(address) else _ascii(address)
    return _OF_A_QUERY.sub(lambda sign: quote(sign[0]), ascii_form) if ascii_form else None


def email_meant(address: str) -> str | None:
    """The address that somebody who mistyped a great mailbox has: gmail.con → gmail.com."""
    local, at, domain = address.rpartition("@")
    meant = _MEANT.get(domain.casefold())
    return f"{local}{at}{meant}" if meant else None
