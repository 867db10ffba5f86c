"""A note for customers about a new version, ready to send: which passages changed, in their own words.

Nothing is summed up in other words, so the note says no more than what changed. It comes of the stored pages.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from lxml.html import HtmlElement, fragment_fromstring  # type: ignore[import-untyped]

from policygen.engine.policy.spelling import day
from policygen.publishing.comparing import Passage, Section, compared
from policygen.publishing.models import Version
from policygen.publishing.stored_page import parsed

LONG = 220
"""Letters of a quotation at most."""
MOST = 2
"""Sentences that are quoted of a passage."""
MAILTO = 1800
"""Letters of an address that every mail program takes."""
_ONLY_THE_DAY = "changes-date"
_RIGHTS = "rights"
"""Leads to the section in pages of every age, whatever else its name is in them."""
_HERE = "\ue000"
_WORD = re.compile(r"\S+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class CustomerNote:
    """In one language; `text` is empty where both versions read the same."""

    language: str
    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """Opens a draft in the reader's mail program; empty where it is too long for some."""
        address = f"mailto:?subject={quote(self.subject)}&body={quote(self.text, safe='')}"
        return address if len(address) <= MAILTO else ""

    def draft(self) -> bytes:
        """As a file that mail programs open as a message that was not sent yet (RFC 5322)."""
        message = EmailMessage(policy=SMTP)
        message["Subject"] = self.subject
        message["X-Unsent"] = "1"
        message["Content-Language"] = self.language
        message.set_content(self.text, cte="base64")
        return message.as_bytes()


class Told(NamedTuple):
    """What changed in a section: its title, and a line for each passage."""

    title: str
    lines: tuple[str, ...]


def customer_notes(before: Version, after: Version, site: str) -> list[CustomerNote]:
    """In the languages that both are in, the newer one's order. `site`: ours, without a slash at its end."""
    languages = [one for one in after.languages if one in before.languages]
    return [customer_note(before, after, one, site) for one in languages]


def customer_note(before: Version, after: Version, language: str, site: str) -> CustomerNote:
    found = compared(before, after, language)
    shop = _shop(after, language)
    with translation.override(language):
        told = list(_told(found.sections))
        on = day(after.effective, language, after.country).replace("\xa0", " ")
        subject = _("%(shop)s: our privacy policy changes on %(day)s")
        if after.has_begun:
            subject = _("%(shop)s: our privacy policy has changed as of %(day)s")
        said = {"shop": shop, "day": on}
        text = "\n".join(_lines(before, after, language, told, site, said)) if told else ""
    return CustomerNote(language, subject % said, text)


def _lines(
    before: Version,
    after: Version,
    language: str,
    told: Iterable[Told],
    site: str,
    said: dict[str, str],
) -> Iterator[str]:
    yield _("Hello,")
    yield ""
    if after.has_begun:
        yield _("Our privacy policy has changed. The new version applies from %(day)s.") % said
    else:
        text = _(
            "Our privacy policy changes. The new version applies from %(day)s; until then the present one "
            "does."
        )
        yield text % said
    yield ""
    yield _("These parts are different:")
    for section in told:
        yield f"\n{section.title}"
        yield from (f"– {line}" for line in section.lines)
    yield ""
    yield _("What you can do:")
    yield from (f"– {line}" for line in _ways(before, after, language, site))
    yield f"\n{said['shop']}"


def _ways(before: Version, after: Version, language: str, site: str) -> Iterator[str]:
    slug = after.policy.slug
    page = site + reverse("published:page", args=(slug, language))
    if not after.has_begun:
        page = site + reverse("published:version", args=(slug, after.number, language))
    changes = site + reverse("published:compare", args=(slug, language))
    yield _("Read the new version: %(address)s") % {"address": page}
    changes += f"?from={before.number}&to={after.number}"
    yield _("See every change, word by word: %(address)s") % {"address": changes}
    if parsed(bytes(after.pages.get(language=language).html)).find(id=_RIGHTS) is not None:
        text = _("Use your rights. Which you have, and how to use them, stands here: %(address)s")
        yield text % {"address": f"{page}#{_RIGHTS}"}
    email = after.facts["business"].get("contact", {}).get("email")
    if email:
        yield _("Ask us: %(address)s") % {"address": email}


def _shop(version: Version, language: str) -> str:
    name = version.facts["business"]["name"]
    return str(name if isinstance(name, str) else name[language])


# -- what changed, in the policy's own words -----------------------------------------------------------


def _told(sections: Iterable[Section]) -> Iterator[Told]:
    for section in sections:
        passages = (one for one in section.passages if one.id != _ONLY_THE_DAY)
        lines = tuple(line for line in map(_line, passages) if line)
        if lines:
            yield Told(section.title, lines)


def _line(passage: Passage) -> str:
    before, after = passage.sides
    came = [one for one in _sentences(after, "ins") if not _stands(one, before)]
    went = [one for one in _sentences(before, "del") if not _stands(one, after)]
    if passage.status == "added":
        return _("New: %(quoted)s") % {"quoted": _quoted(came)}
    if passage.status == "removed":
        return _("No longer there: %(quoted)s") % {"quoted": _quoted(went)}
    if came:
        return _("Now: %(quoted)s") % {"quoted": _quoted(came)}
    return _("Shorter now. Before: %(quoted)s") % {"quoted": _quoted(went)} if went else ""


def _quoted(sentences: list[str]) -> str:
    """The first of them in quotation marks; dots say that there is more."""
    said = [_("“%(text)s”") % {"text": _clipped(one)} for one in sentences[:MOST]]
    return " ".join([*said, *(["…"] if len(sentences) > MOST else [])])


def _clipped(sentence: str) -> str:
    if len(sentence) <= LONG:
        return sentence
    return sentence[:LONG].rpartition(" ")[0].rstrip(",;:") + " …"


def _sentences(html: str, mark: str) -> list[str]:
    """Those in which something is marked, in their order, each once. Of a row of a table, the row."""
    if not html:
        return []
    whole: HtmlElement = fragment_fromstring(html, create_parent="div")
    for found in whole.iter(mark):
        _mark(found)
    blocks = [block for block in whole.iter("p", "h3", "li", "tr") if not _inside(block)]
    parts = (part for block in blocks for part in _parts(block))
    return list(dict.fromkeys(_tidy(part) for part in parts if _HERE in part))


def _stands(sentence: str, html: str) -> bool:
    """Whether it stands there too, and only went elsewhere. A redline leaves out spaces between sentences."""
    text = fragment_fromstring(html, create_parent="div").text_content() if html else ""
    return "".join(sentence.split()) in "".join(text.split())


def _mark(marked: HtmlElement) -> None:
    """Each of its words: it may be several sentences long."""
    marked.text = _WORD.sub(_HERE + r"\g<0>", marked.text or "")
    for inner in marked:
        inner.tail = _WORD.sub(_HERE + r"\g<0>", inner.tail or "")


def _inside(block: HtmlElement) -> bool:
    return any(around.tag in ("li", "tr") for around in block.iterancestors())


def _parts(block: HtmlElement) -> list[str]:
    if block.tag == "tr":
        return [" – ".join(_tidy(cell.text_content(), keep=True) for cell in block)]
    for end in block.iter("br"):
        end.tail = f"\n{end.tail or ''}"
    return [part for line in block.text_content().split("\n") for part in _SENTENCE.split(line)]


def _tidy(text: str, *, keep: bool = False) -> str:
    return " ".join((text if keep else text.replace(_HERE, "")).split())
