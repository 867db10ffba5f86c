"""A policy as one self-contained HTML page: no script, nothing fetched from anywhere."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache
def stylesheet(name: str) -> Markup:
    """One of our own style sheets, for a <style> element."""
    return Markup((_HERE / "templates" / name).read_text("utf-8"))  # noqa: S704 - our own file


def render(template: str, document: Document, **more: object) -> str:
    """`document` through one of our templates, autoescaped."""
    return _environment().get_template(template).render(document=document, **more)


def write_html(document: Document) -> bytes:
    return render("page.html", document, css=stylesheet("screen.css")).encode()


def body(document: Document) -> str:
    """The sections alone, to be put into another page."""
    return render("body.html", document)


FORMAT = Format("html", "html", "text/html; charset=utf-8", "HTML", write_html)
