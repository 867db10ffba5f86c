import ast
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "policygen" / "engine").rglob("*.py")
)
LOAD_ALL = f"import importlib, sys; [importlib.import_module(m) for m in {MODULES}]; print(sorted(sys.modules))"


def test_the_engine_never_loads_django() -> None:
    found = subprocess.run(
        [sys.executable, "-c", LOAD_ALL], capture_output=True, check=True, text=True, cwd=ROOT
    )
    loaded = ast.literal_eval(found.stdout)
    assert "policygen.engine.formats.printing" in loaded
    assert {name.partition(".")[0] for name in loaded} & {
        "django",
        "crispy_forms",
        "whitenoise",
    } == set()
    assert [
        n for n in loaded if n.startswith("policygen.") and not n.startswith("policygen.engine")
    ] == []


def test_imports_point_down() -> None:
    imported = {
        (path.relative_to(ROOT).as_posix(), node.module or "")
        for path in (ROOT / "policygen" / "engine").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("policygen")
    }
    assert len(imported) > 100
    assert {one for one in imported if not one[1].startswith("policygen.engine")} == set()


def test_writers_read_the_document_alone() -> None:
    for path in Path(ROOT / "policygen" / "engine" / "formats").glob("*.py"):
        assert "policygen.engine.facts.model" not in path.read_text("utf-8")
        assert "policygen.engine.library.model" not in path.read_text("utf-8")


def test_pdf_is_loaded_only_for_a_pdf() -> None:
    code = "import sys, policygen.engine.formats; print('weasyprint' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert found.stdout == "False\n"
