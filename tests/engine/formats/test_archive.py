"""The policy for the owner's records: PDF/A-3 and PDF/UA-1 at once, with the answers inside."""

from collections.abc import Iterator
from hashlib import md5

import pikepdf
import pytest
from lxml import etree

from policygen.engine.facts.reading import read_facts
from policygen.engine.formats import FORMATS, public_formats
from policygen.engine.loading.load import shipped_library
from tests.cast import LANGUAGES, composed, example, written
from tests.engine.formats.pdf_structure import links, opened, read_aloud, root

ABOUT = {
    "en": "The answers that this policy was made from, for the owner’s records",
    "uk": "Відповіді, на яких складено цю політику: для архіву власника",
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pdf(language: str) -> Iterator[pikepdf.Pdf]:
    with opened(written("klumandel", language, "archive")) as file:
        yield file


def test_it_works(pdf: pikepdf.Pdf, language: str) -> None:
    assert [*pdf.attachments] == ["facts.yaml"]
    inside = pdf.attachments["facts.yaml"].get_file()
    content = inside.read_bytes()
    assert content == composed("klumandel", language).answers()
    assert read_facts(content, shipped_library()) == example("klumandel")


def test_it_says_what_the_answers_are(pdf: pikepdf.Pdf, language: str) -> None:
    """ISO 19005-3, 6.8: a file inside has a relation to the document, a type and a day."""
    (file,) = pdf.Root.AF
    assert file.objgen == pdf.Root.Names.EmbeddedFiles.Names[1].objgen
    assert str(file.AFRelationship) == "/Source"
    assert (str(file.F), str(file.UF)) == ("facts.yaml", "facts.yaml")
    assert str(file.Desc) == ABOUT[language]
    stream = file.EF.F
    assert str(stream.Subtype) == "/application/yaml"
    assert str(stream.Params.ModDate) == "D:20261122000000Z"
    content = stream.read_bytes()
    assert int(stream.Params.Size) == len(content)
    assert bytes(stream.Params.CheckSum) == md5(content, usedforsecurity=False).digest()


def test_it_is_pdf_a_and_pdf_ua_at_once(pdf: pikepdf.Pdf, language: str) -> None:
    with pdf.open_metadata() as metadata:
        claims = {
            name: metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        }
        assert claims == {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
        assert metadata["dc:creator"] == [str(pdf.docinfo["/Author"])]
        assert metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
    (intent,) = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert (
        intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        and int(intent.DestOutputProfile.N) == 3
    )
    assert len(pdf.trailer.ID) == 2 and not pdf.is_encrypted
    assert str(pdf.Root.Lang) == language and bool(pdf.Root.MarkInfo.Marked)
    assert {int(note.F) for note in links(pdf)} == {4}


def test_its_metadata_describe_what_pdf_a_does_not_know(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.6.2.3: each schema beyond the standard’s own is described in the file."""
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    schema = {
        "s": "http://www.aiim.org/pdfa/ns/schema#",
        "p": "http://www.aiim.org/pdfa/ns/property#",
    }
    assert packet.xpath("//s:namespaceURI/text()", namespaces=schema) == [
        "http://www.aiim.org/pdfua/ns/id/"
    ]
    assert packet.xpath("//s:prefix/text()", namespaces=schema) == ["pdfuaid"]
    assert packet.xpath("//p:name/text()", namespaces=schema) == ["part"]
    assert packet.xpath("count(//*[local-name()='RDF'])") == 1


def test_it_reads_as_the_public_pdf(language: str) -> None:
    archive, public = (written("klumandel", language, form) for form in ("archive", "pdf"))
    assert list(read_aloud(archive)) == list(read_aloud(public))


def test_the_public_pdf_has_nothing_inside(language: str) -> None:
    with opened(written("klumandel", language, "pdf")) as pdf:
        assert [*pdf.attachments] == [] and "/AF" not in pdf.Root
        assert root(pdf).of_kind("Table")
    assert FORMATS["archive"] not in public_formats()


def test_the_same_document_gives_the_same_bytes() -> None:
    write = FORMATS["archive"].write
    assert write(composed("klumandel", "uk")) == write(composed("klumandel", "uk"))
