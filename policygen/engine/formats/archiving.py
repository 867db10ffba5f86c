"""What a PDF/A-3 has beside a PDF/UA-1: the answers inside, what its colours mean, and that it says so.

WeasyPrint makes the one or the other.
"""

from hashlib import md5
from importlib.resources import files

import pydyf

from policygen.engine.formats.tags.marks import referenced
from policygen.engine.policy.document import Document

_FILE = "facts.yaml"
_TYPE = "/application#2Fyaml"  # RFC 9512
_END = b"</rdf:RDF>"
_ALSO_PDF_A = b"""\
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file holds</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A takes properties that it does not know only where the file describes them (ISO 19005-3, 6.6.2.3)."""


def make_archive(pdf: pydyf.PDF, document: Document) -> None:
    _attach(pdf, document)
    _say_which_colours(pdf)
    metadata = referenced(pdf, pdf.catalog["Metadata"])
    (packet,) = metadata.stream
    metadata.stream = [packet.replace(_END, _ALSO_PDF_A + _END)]


def _say_which_colours(pdf: pydyf.PDF) -> None:
    """By the profile that comes with WeasyPrint (ISO 19005-3, 6.2.3)."""
    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    stream = pydyf.Stream([profile], {"N": 3}, compress=True)
    pdf.add_object(stream)
    name = pydyf.String("sRGB2014")
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": name,
        "Info": name,
        "DestOutputProfile": stream.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _attach(pdf: pydyf.PDF, document: Document) -> None:
    content = document.answers()
    day = pydyf.String(f"D:{document.effective:%Y%m%d}000000Z")
    about = {
        "Size": len(content),
        "ModDate": day,
        "CheckSum": f"<{md5(content, usedforsecurity=False).hexdigest()}>",
    }
    stream = pydyf.Stream(
        [content],
        {"Type": "/EmbeddedFile", "Subtype": _TYPE, "Params": pydyf.Dictionary(about)},
        compress=True,
    )
    pdf.add_object(stream)
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(_FILE),
            "UF": pydyf.String(_FILE),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(document.strings["answers_file"]),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(file)
    pdf.catalog["AF"] = pydyf.Array([file.reference])
    names = pydyf.Array([pydyf.String(_FILE), file.reference])
    pdf.catalog["Names"]["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
