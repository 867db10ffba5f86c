from dataclasses import replace

import pytest
from weasyprint import HTML

from policygen.engine.formats.last_page import ends_short
from policygen.engine.formats.pdf import write_pdf
from policygen.engine.language.paper import Paper
from tests.cases import cases
from tests.cast import LANGUAGES, composed
from tests.engine.formats.reading_back import pdf_text
from tests.paths import EXAMPLES


@cases(("heights", "short"), [((150,), False), ((1000, 150), True), ((1000, 250), False)])
def test_it_works(heights: tuple[int, ...], short: bool) -> None:
    page = "".join(f'<div style="height:{height}px"></div>' for height in heights)
    style = "<style>@page{size:200px 1000px;margin:0}body{margin:0}</style>"
    assert ends_short(HTML(string=style + page).render()) == short


def test_a_policy_that_would_end_short_is_set_tighter() -> None:
    pages = _pages("dublin-repairs", "uk", "A4")
    assert len(pages) == 6  # 7 with a single setting


@pytest.mark.few(1)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def test_no_example_ends_with_a_few_lines(name: str, language: str, paper: Paper) -> None:
    last = _pages(name, language, paper)[-1]
    assert len([line for line in last.splitlines() if line.strip()]) > 8  # with the footer's


def _pages(name: str, language: str, paper: Paper) -> list[str]:
    document = replace(composed(name, language), paper=paper)
    return pdf_text(write_pdf(document)).split("\f")[:-1]
