import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.facts.typed.phones import dialled, phone_is_doubtful
from tests.cases import cases


@cases(
    ("line", "country", "targets"),
    [
        ("+380 44 123 45 67", "UA", ["+380441234567"]),
        ("(044) 123-45-67", "UA", ["+380441234567"]),
        ("8 044 123 45 67", "UA", ["+380441234567"]),
        ("8(067)123-45-67", "UA", ["+380671234567"]),
        ("0 800 50 17 20", "UA", ["+380800501720"]),
        ("044 123 45 67 дод. 12", "UA", ["+380441234567;ext=12"]),
        ("044 123 45 67, вн. 12", "UA", ["+380441234567;ext=12"]),
        ("044 123 45 67 доб. 12", "UA", ["+380441234567;ext=12"]),
        ("044 123 45 67 додатковий 12", "UA", ["+380441234567;ext=12"]),
        ("044 123 45 67, 067 765 43 21", "UA", ["+380441234567", "+380677654321"]),
        ("044 123 45 67 / 067 765 43 21", "UA", ["+380441234567", "+380677654321"]),
        ("+44 (0)20 7946 0123", "UA", ["+442079460123"]),
        ("020 7946 0123", "GB", ["+442079460123"]),
        ("(302) 555-0100", "US", ["+13025550100"]),
        ("1-800-FLOWERS", "US", ["+18003569377"]),
        ("+1 302 555 0100 ext. 7", "UA", ["+13025550100;ext=7"]),
        ("Viber: +380 67 123 45 67 (Олена)", "UA", ["+380671234567"]),
        ("12", "UA", []),
        ("ask us", "UA", []),
    ],
)
def test_it_works(line: str, country: str, targets: list[str]) -> None:
    assert [number.target for number in dialled(line, country)] == targets


@cases(
    ("line", "country", "doubtful"),
    [
        ("+380 44 123 45 67", "UA", False),
        ("044 123", "UA", True),
        ("+380 44 123 45 6", "UA", True),
        ("123456789012345678", "UA", True),
        ("044 123 45 67", "US", True),
        ("1-800-555-1234", "US", False),
    ],
)
def test_a_number_that_nobody_can_have(line: str, country: str, doubtful: bool) -> None:
    assert phone_is_doubtful(line, country) is doubtful


NUMBER = st.from_regex(r"\A0(44|67|50|93)[1-9][0-9]{6}\Z")
APART = st.sampled_from([", ", "; ", " / ", " або "])


@given(first=NUMBER, second=NUMBER, apart=APART)
def test_two_numbers_are_two(first: str, second: str, apart: str) -> None:
    line = f"{first}{apart}{second}"
    found = dialled(line, "UA")
    assert [number.target for number in found] == [f"+38{first}", f"+38{second}"]
    assert [line[number.start : number.end] for number in found] == [first, second]


@given(
    number=NUMBER, word=st.sampled_from(["дод.", "вн.", "доб.", "ext."]), ext=st.integers(1, 9999)
)
def test_an_extension_is_one(number: str, word: str, ext: int) -> None:
    assert [one.target for one in dialled(f"{number} {word} {ext}", "UA")] == [
        f"+38{number};ext={ext}"
    ]


@given(st.text(max_size=300), st.sampled_from(["UA", "US", "GB", "AQ"]))
def test_nothing_typed_breaks_it(line: str, country: str) -> None:
    """What is linked are digits of E.164; the rest of the line stays, in its order."""
    end = 0
    for number in dialled(line, country):
        assert re.fullmatch(
            r"\+[1-9][0-9]{4,16}(;ext=[0-9]{1,20})?", unicodedata.normalize("NFKC", number.target)
        )
        assert end <= number.start < number.end <= len(line)
        end = number.end
