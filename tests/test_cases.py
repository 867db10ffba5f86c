import pytest

from tests.cases import cases


def test_all_cases_run_and_each_that_fails_is_told() -> None:
    seen = []

    @cases(("number", "even"), [(1, True), (2, True), (3, True)])
    @cases("sign", "ab")
    def table(number: int, even: bool, sign: str) -> None:
        seen.append((number, sign))
        assert (number % 2 == 0) == even
        with pytest.raises(ValueError):
            int(sign)

    with pytest.raises(BaseExceptionGroup) as caught:
        table()
    assert seen == [(n, s) for n in (1, 2, 3) for s in "ab"]
    outer = [error.__notes__ for error in caught.value.exceptions]
    assert outer == [[f"in the case {{'number': {n}, 'even': True}}"] for n in (1, 3)]
    inner = [error.__notes__ for error in caught.value.exceptions[0].exceptions]
    assert inner == [[f"in the case {{'sign': '{s}'}}"] for s in "ab"]


def test_what_does_not_raise_is_told_too() -> None:
    @cases("text", ["1", "x"])
    def table(text: str) -> None:
        with pytest.raises(ValueError):
            int(text)

    with pytest.raises(BaseExceptionGroup) as caught:
        table()
    assert [e.__notes__ for e in caught.value.exceptions] == [["in the case {'text': '1'}"]]


def test_an_empty_table_tests_nothing() -> None:
    @cases("text", [])
    def table(text: str) -> None: ...

    with pytest.raises(AssertionError):
        table()


@cases("name", ["a.txt", "b.txt"])
def test_fixtures_are_still_there(name: str, tmp_path: object) -> None:
    assert not (tmp_path / name).exists()
