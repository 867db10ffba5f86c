from policygen.common.latin_names import LONGEST, latin_name
from tests.cases import cases


@cases(
    ("name", "expected"),
    [
        ("Срібна Нитка", "sribna-nytka"),
        ("Odzież & Biżuteria „Łoś”", "odziez-bizuteria-los"),
        ("Weiße Größe", "weisse-grosse"),
        ("Smykker på Ørsted", "smykker-pa-orsted"),
        ("ЇЖАЧОК’S", "yizhachoks"),
        ("東京", "shop"),
        ("…", "shop"),
        ("", "shop"),
    ],
)
def test_it_works(name: str, expected: str) -> None:
    assert latin_name(name, "shop") == expected


def test_a_long_name_is_cut_without_a_dash_at_its_end() -> None:
    assert latin_name("щ" * 9 + " " + "щ" * 9, "shop") == "shch" * 9 + "-shc"
    assert latin_name("a" * (LONGEST - 1) + " b", "shop") == "a" * (LONGEST - 1)
