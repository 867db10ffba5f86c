"""What files say, told by one process and known by another."""

import json

import pytest

from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.yaml12 import YamlError
from policygen.engine.loading import compiling


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_known", {})


def test_it_works() -> None:
    texts = read_files(SHIPPED).values()
    assert json.loads(compiling.told(texts)) == [compiling.parsed(text).data for text in texts]


def test_what_is_known_is_not_read_again() -> None:
    compiling.know(["number: 1\n"], '[{"number": 2}]')
    assert compiling.data("number: 1\n") == {"number": 2}
    assert compiling.data("number: 3\n") == {"number": 3}


@pytest.mark.parametrize("said", ["", "[", "[1]", "[1, 2, 3]"])
def test_of_what_does_not_fit_nothing_is_known(said: str) -> None:
    with pytest.raises(ValueError):
        compiling.know(["a: 1\n", "b: 1\n"], said)
    assert compiling.data("a: 1\n") == {"a": 1}


def test_what_is_refused_is_not_told() -> None:
    with pytest.raises(YamlError, match="double_key"):
        compiling.told(["a: 1\na: 2\n"])
    assert compiling.data("a: 1\na: 2\n") == {"a": 2}  # of a release that is stored already


def test_another_reader_has_another_name() -> None:
    assert "class _Reader" in compiling.reader()
