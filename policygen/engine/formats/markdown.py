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
    clauses = [passage(clause.html) for clause in section.clauses]
    blocks = [f'<a id="{section.id}"></a>', f"## {section.title}", *clauses]
    return "\n\n".join(blocks)


FORMAT = Format("markdown", "md", "text/markdown; charset=utf-8", "Markdown", write_markdown)
