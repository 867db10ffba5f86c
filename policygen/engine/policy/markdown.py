"""One clause as Markdown (CommonMark with tables). What was typed stays plain text here too."""

from policygen.engine.policy.markdown_escaping import escape

__all__ = ["escape", "passage"]


def passage(html: str) -> str:
    """The HTML of one clause as Markdown."""
    from policygen.engine.policy.html_to_markdown import converter  # slow to load

    return str(converter().convert(str(html))).strip()
