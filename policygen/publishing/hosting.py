"""The public page of a policy: the document with what a page needs around it."""

import json

from django.urls import reverse
from markupsafe import Markup

from policygen.engine.formats.html import PREFIX, render, stylesheet
from policygen.engine.library.model import Library
from policygen.engine.policy.document import Document
from policygen.engine.policy.spelling import locale_of
from policygen.publishing.models import Version


def hosted_page(document: Document, version: Version, library: Library) -> bytes:
    """The bytes to store: the same arguments, the same bytes.

    Its links to the other language and to the PDF are relative, so that the same bytes serve as the
    latest page (/p/shop/en/) and as the page of this version (/p/shop/2/en/). What search engines want
    in full, its own address and the other languages', is said in the answer's Link header.
    """
    slug = version.policy.slug
    names = library.languages
    others = (code for code in version.languages if code != document.language)
    return render(
        "hosted.html",
        document,
        css=stylesheet("screen.css"),
        version=version.number,
        languages=[(code, names[code]) for code in version.languages],
        versions_url=reverse("published:versions", args=(slug, document.language)),
        prefix=PREFIX,
        locale=_underscored(document.locale or document.language),
        other_locales=[_underscored(locale_of(version.country, code)) for code in others],
        about=_about(document, version),
    ).encode()


def _underscored(locale: str) -> str:
    """As Open Graph writes locales."""
    return locale.replace("-", "_")


def _about(document: Document, version: Version) -> Markup:
    """What the page is, for search engines (schema.org). Inside a script nothing may look like its end."""
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": document.title,
        "inLanguage": document.locale or document.language,
        "version": str(version.number),
        "datePublished": version.published.date().isoformat(),
        "publisher": {"@type": "Organization", "name": document.shop},
    }
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign of markup is left in it
