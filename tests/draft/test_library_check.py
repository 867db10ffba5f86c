"""`manage.py library_check` tells faults and stops, or warnings and does not."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policygen.engine.library.library_files import read_files, write_files
from policygen.engine.library.model import SHIPPED
from tests.paths import line_of


def checked(folder: Path) -> list[str]:
    out = StringIO()
    call_command("library_check", str(folder), stdout=out)
    return out.getvalue().splitlines()


def test_it_works() -> None:
    *warnings, total = checked(SHIPPED)
    assert total == f"{len(read_files(SHIPPED))} files, nothing wrong, {len(warnings)} warnings."
    line = line_of("- id: UK-fee", read_files(SHIPPED)["laws/uk.yaml"])
    warning = f"Warning: laws/uk.yaml:{line}: UK-fee: No clause satisfies this requirement."
    assert warning in warnings


def test_a_fault_hides_the_warnings(tmp_path: Path) -> None:
    files = read_files(SHIPPED)
    write_files(
        {**files, "strings.yaml": files["strings.yaml"].replace("title: {", "titel: {", 1)},
        tmp_path,
    )
    with pytest.raises(CommandError) as caught:
        checked(tmp_path)
    assert [line.rpartition(": ")[2] for line in str(caught.value).splitlines()] == [
        "The entry “title”, which the program needs, is missing.",
        "The program has no use for an entry “titel” here. Did you mean “title”?",
    ]
    with pytest.raises(CommandError, match=r"holds no \.yaml files"):
        checked(tmp_path / "nothing")
