"""A policy as Markdown (CommonMark with tables)."""

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document, Section
from policygen.engine.policy.markdown import escape, passage


def write_markdown(document: Document) -> bytes:
    parts = [
        f"# {escape(document.title)}",
        f"**{escape(document.shop)}**",
        f"{document.strings['in_force']} {document.effective_text}",
        *(_section(section) for section in document.sections),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _section(section: Section) -> str:
    clauses = [passage(_without_cards(str(clause.html))) for clause in section.clauses]
    blocks = [f'<a id="{section.id}"></a>', f"## {section.title}", *clauses]
    return "\n\n".join(blocks)


def _without_cards(html: str) -> str:
    """A table of Markdown has to have a head; a card, which has none, is written as a list."""
    if "<table" not in html or "<thead" in html:
        return html
    from bs4 import BeautifulSoup  # slow to load

    from policygen.engine.formats.pasting import cards_as_lists

    blocks = BeautifulSoup(html, "html.parser")
    cards_as_lists(blocks)
    return blocks.decode(formatter="minimal")


FORMAT = Format("markdown", "md", "text/markdown; charset=utf-8", "Markdown", write_markdown)
