"""PDF and Word take seconds to print, and most tests only ask which files there are.

They get a stand-in: bytes of their own for each document, which say that nobody printed them. Where a test
is about the files themselves it gets the real ones: everywhere in the folders below, and with
``pytestmark = pytest.mark.printed`` (or the mark on a test) elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from policygen.engine.formats import FORMATS
from policygen.engine.policy.document import Document
from tests.paths import ROOT

ALWAYS = tuple(ROOT / "tests" / name for name in ("engine", "e2e", "library", "properties"))
BEGINS = {"pdf": b"%PDF-1.7 ", "archive": b"%PDF-1.7 ", "docx": b"PK "}
LINES = 400
"""About as long as a real one: what is sent in pieces has several."""
Writer = Callable[[Document], bytes]
_wanted = {"printed": True}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "printed: PDF and Word files are the real ones")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    in_a_folder = any(item.path.is_relative_to(folder) for folder in ALWAYS)
    _wanted["printed"] = in_a_folder or item.get_closest_marker("printed") is not None


@pytest.fixture(scope="session", autouse=True)
def printed_once() -> Iterator[None]:
    """The same document gives the same bytes (engine/test_pdf, engine/test_docx)."""
    real = {name: FORMATS[name] for name in BEGINS}
    FORMATS.update({n: replace(f, write=_writer(f.write, BEGINS[n])) for n, f in real.items()})
    yield
    FORMATS.update(real)


def _writer(real: Writer, begins: bytes) -> Writer:
    printed: dict[str, bytes] = {}

    def write(document: Document) -> bytes:
        said = repr(document)
        if not _wanted["printed"]:
            line = f"not printed: {sha256(said.encode()).hexdigest()}\n"
            return begins + line.encode() * LINES
        if said not in printed:
            printed[said] = real(document)
        return printed[said]

    return write
