"""The package as pip installs it: built through the source distribution, used outside the repository."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from tests.cast import written
from tests.paths import EXAMPLES, ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nothing is downloaded: what the build and the package need is in this environment."""
    folder = tmp_path_factory.mktemp("package")
    _done([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)], cwd=ROOT)
    [source] = folder.glob("policygen-*.tar.gz")
    pip = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    target = folder / "installed"
    _done([sys.executable, "-m", *pip, "--target", str(target), str(source)], cwd=folder)
    return target


@pytest.fixture
def policygen(installed: Path, tmp_path: Path) -> Run:
    """Runs the console command in an empty folder."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("POLICYGEN_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment |= {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    environment["XDG_DATA_HOME"] = str(tmp_path / "share")

    def run(*args: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(installed / "bin" / "policygen"), *map(str, args)]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env={**environment, **more}
        )

    return run


def _done(command: list[str], cwd: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.printed
def test_it_writes_the_same_bytes_as_the_repository(policygen: Run, tmp_path: Path) -> None:
    done = policygen("generate", EXAMPLES / "klumandel.yaml", "--language", "uk", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    for ending, form in {"html": "html", "pdf": "pdf", "docx": "docx", "md": "markdown"}.items():
        file = tmp_path / "out" / f"klumandel.uk.{ending}"
        assert file.read_bytes() == written("klumandel", "uk", form)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.long
def test_it_has_all_that_stands_beside_the_package(installed: Path) -> None:
    for folder in ("templates", "static", "examples"):
        wanted = {p.relative_to(ROOT) for p in (ROOT / folder).rglob("*") if p.is_file()}
        package = installed / "policygen"
        assert {
            p.relative_to(package) for p in (package / folder).rglob("*") if p.is_file()
        } == wanted
    compiled = (installed / "policygen").rglob("django.mo")
    assert [path.parts[-3] for path in compiled] == ["uk"]


IN_ITS_SHELL = """
from django.core.management import CommandError, call_command
from django.test import Client

call_command("library", "export", "files", verbosity=0)
call_command("compile_catalogues")
try:
    call_command("extract_catalogues")
except CommandError as error:
    print(error)
print(Client().get("/uk/").content.decode())
"""


@pytest.mark.long
def test_it_is_a_whole_site(policygen: Run, tmp_path: Path) -> None:
    data = tmp_path / "share" / "policygen"
    done = policygen("library", "export", "files")
    message = f"There is no database at {data}/policygen.sqlite3 yet. To make it: policygen migrate"
    assert (done.returncode, done.stderr) == (1, f"CommandError: {message}\n")
    assert not data.exists()
    assert policygen("migrate", "--verbosity", "0").returncode == 0
    done = policygen("shell", "--no-imports", "-c", IN_ITS_SHELL, POLICYGEN_HOSTS="testserver")
    assert done.returncode == 0, done.stderr
    assert read_files(tmp_path / "files") == read_files(SHIPPED)  # `migrate` had brought it
    assert done.stdout.splitlines()[1:4] == [
        "uk: up to date",
        "This command works in the repository only.",
        "<!doctype html>",
    ]
    assert "<h1>Політика конфіденційності з ваших відповідей</h1>" in done.stdout


def test_the_lock_files_know_every_package_that_is_asked_for() -> None:
    """`make lock` was forgotten where this fails."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *extras["postgres"]]
    assert list(extras) == ["postgres"]
    _locked("requirements.lock", wanted, "policygen (pyproject.toml)")
    _locked(
        "requirements-dev.lock",
        project["dependency-groups"]["dev"],
        "policygen (pyproject.toml:dev)",
    )


def _locked(name: str, wanted: list[str], because: str) -> None:
    versions: dict[str, str] = {}
    package = ""
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            package, version = line.rstrip("\\ ").split(" ;")[0].split("==")
            package = canonicalize_name(package.partition("[")[0])
        elif line.strip().removeprefix("# via").strip("# ") == because:
            versions[package] = version
    requirements = [Requirement(text) for text in wanted]
    assert sorted(versions) == sorted({canonicalize_name(r.name) for r in requirements})
    for requirement in requirements:
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier, requirement
