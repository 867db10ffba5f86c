import unicodedata

from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.language.latin import in_latin
from tests.cases import cases


@cases(
    ("written", "latin"),
    [
        # The examples of resolution 55.
        ("Алушта", "alushta"),
        ("Борщагівка", "borshchahivka"),
        ("Вишгород", "vyshhorod"),
        ("Гадяч", "hadiach"),
        ("Ґалаґан", "galagan"),
        ("Єнакієве", "yenakiieve"),
        ("Житомир", "zhytomyr"),
        ("Згорани", "zghorany"),
        ("Їжакевич", "yizhakevych"),
        ("Йосипівка", "yosypivka"),
        ("Стрий", "stryi"),
        ("Кадиївка", "kadyivka"),
        ("Розгон", "rozghon"),
        ("Щербухи", "shcherbukhy"),
        ("Юрій", "yurii"),
        ("Корюківка", "koriukivka"),
        ("Яготин", "yahotyn"),
        ("Знам’янка", "znamianka"),
        ("Короп'є", "koropie"),
        ("Русь", "rus"),
        ("Володимир", "volodymyr"),
        ("Згурський", "zghurskyi"),
        ("Ґорґани", "gorgany"),
        ("Донецьк", "donetsk"),
        ("Есмань", "esman"),
        ("Гаєвич", "haievych"),
        ("Жежелів", "zhezheliv"),
        ("Закарпаття", "zakarpattia"),
        ("Медвин", "medvyn"),
        ("Іващенко", "ivashchenko"),
        ("Мар’їне", "marine"),
        ("Олексій", "oleksii"),
        ("Миколаїв", "mykolaiv"),
        ("Наталія", "nataliia"),
        ("Онищенко", "onyshchenko"),
        ("Рибчинський", "rybchynskyi"),
        ("Соломія", "solomiia"),
        ("Троць", "trots"),
        ("Філіпчук", "filipchuk"),
        ("Христина", "khrystyna"),
        ("Біла Церква", "bila tserkva"),
        ("Кишеньки", "kyshenky"),
        ("Гоща", "hoshcha"),
        ("Костянтин", "kostiantyn"),
        ("Феодосія", "feodosiia"),
        ("Цхалтубо", "tskhaltubo"),
        # Words in a name, capitals, other alphabets.
        ("ЗГРАЯ Ярина", "zghraia yaryna"),
        ("Нова Пошта", "nova poshta"),
        ("Łódź, biżuteria", "lodz, bizuteria"),
        ("Straße Ærø", "strasse aero"),
        ("Đorđe & Þór", "dorde & thor"),
        ("Café Ñandú", "cafe nandu"),
        ("Willow", "willow"),
        ("東京", "東京"),
    ],
)
def test_it_works(written: str, latin: str) -> None:
    assert in_latin(written) == latin
    assert in_latin(unicodedata.normalize("NFD", written)) == latin


UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщюя"


@given(st.text(UKRAINIAN + UKRAINIAN.upper() + " '’-ь", min_size=1))
def test_no_ukrainian_letter_is_lost(name: str) -> None:
    latin = in_latin(name)
    assert latin.isascii() and latin == in_latin(latin)
    letters = sum(sign.lower() in UKRAINIAN for sign in name)
    assert len(latin.replace(" ", "").replace("-", "")) >= letters


@given(st.text())
def test_whatever_is_typed_gives_a_slug_or_none(name: str) -> None:
    assert slugify(in_latin(name)).isascii()
