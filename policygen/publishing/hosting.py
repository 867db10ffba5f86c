"""The public page of a policy: the document with what a page needs around it."""

from django.urls import reverse

from policygen.engine.formats.html import render, stylesheet
from policygen.engine.library.model import Library
from policygen.engine.policy.document import Document
from policygen.publishing.models import Version


def hosted_page(document: Document, version: Version, library: Library) -> bytes:
    """The bytes to store: the same arguments, the same bytes.

    Its links to the other language and to the PDF are relative, so that the same bytes serve as the
    latest page (/p/shop/en/) and as the page of this version (/p/shop/2/en/). What search engines want
    in full, its own address and the other languages', is said in the answer's Link header.
    """
    slug = version.policy.slug
    names = library.languages
    return render(
        "hosted.html",
        document,
        css=stylesheet("screen.css"),
        version=version.number,
        languages=[(code, names[code]) for code in version.languages],
        versions_url=reverse("published:versions", args=(slug, document.language)),
    ).encode()
