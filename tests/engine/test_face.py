"""What others build on: seven names, each documented, and cheap to import."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import policygen.engine
from policygen.engine import FactsError, compose, read_facts, recognise, shipped_library, write
from tests.cast import example, written
from tests.paths import EXAMPLES, ROOT

PAGE = (ROOT / "docs" / "engine.md").read_text("utf-8")


def test_it_works() -> None:
    library = shipped_library()
    facts = read_facts((EXAMPLES / "klumandel.yaml").read_bytes(), library)
    assert facts == example("klumandel")
    assert write(compose(library, facts, "uk"), "html") == written("klumandel", "uk", "html")
    page = '<script src="https://js.stripe.com/v3/"></script>'
    assert [found.tool for found in recognise(page, library.tools).found] == ["stripe"]


def test_bad_answers_are_told_by_place_and_line() -> None:
    library = shipped_library()
    with pytest.raises(FactsError) as refused:
        read_facts(b"facts: 1\nlanguages: [en]\noffers: [rockets]\n", library)
    told = {problem.place: problem.line for problem in refused.value.problems}
    assert told["offers[0]"] == 3


def test_every_name_is_documented_and_no_other() -> None:
    told = re.findall(r"^\| `(\w+)", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(policygen.engine.__all__)


def test_the_example_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/engine.md", "exec"), {})
    title, publishable = capsys.readouterr().out.splitlines()
    assert f"It prints `{title}` and `{publishable}`" in PAGE
    assert (tmp_path / "policy.md").read_bytes() == written("klumandel", "uk", "markdown")


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, policygen.engine; print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert {"django", "weasyprint", "fontTools", "PIL"} & set(found.stdout.split()) == set()


def test_no_module_of_the_engine_imports_from_its_face() -> None:
    """Else it would hang on modules above it."""
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "policygen" / "engine").rglob("*.py")
        if re.search(
            r"^\s*(from policygen\.engine import|import policygen\.engine$)",
            path.read_text("utf-8"),
            re.MULTILINE,
        )
    ]
    assert found == []
