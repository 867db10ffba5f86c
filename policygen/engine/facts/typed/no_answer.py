"""Words that owners put where they have no answer: «не знаю», "n/a", "-"."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = re.compile(r"[^\w]+|_")

# Without signs and spaces, in small letters.
_NEVER_A_NAME = """
    na none nil null undefined unknown tbd tba tbc todo xxx dontknow idontknow idk noidea notsure notyet
    notapplicable notavailable notanswered tobeconfirmed tobedecided tobeannounced tobedetermined
    tobeadded tobecontinued loremipsum asabove sameasabove seeabove fillin placeholder asdf qwerty
    незнаю незнаємо хз нд немає нема немае ненемає відсутній відсутня відсутнє відсутні невідомо
    невідома невідомий невизначено невказано незаповнено безномера уточнюється уточнити уточню
    підлягаєуточненню тежсаме тесаме тасама такожяквище якзазначеновище дивисьвище дивитьсявище
    незнаем нет нету неизвестно неизвестна отсутствует отсутствуют неуказано несообщается бн
"""
_ONLY_A_NAME = """
    no not later soon test testing any anything example sample same secret private
    ні не потім пізніше згодом скоро тест будьщо будьяка будьякий приклад так
    потом позже
"""
_NO_NAMES = frozenset(_NEVER_A_NAME.split())
_NOTHING = _NO_NAMES.union(_ONLY_A_NAME.split())


@lru_cache(maxsize=1000)
def stands_for_nothing(text: str, *, name: bool = False) -> bool:
    """Whether the line only says that there is no answer. `name`: a shop may be called Later or Test."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    bare = _SIGNS.sub("", folded)
    if not bare or (len(bare) > 2 and len(set(bare)) == 1):  # "—", "xxxx", "0000"
        return not (name and bare)
    return bare in (_NO_NAMES if name else _NOTHING)


def lacks_digits(text: str) -> bool:
    """Of a number: there is none in it, or nothing but zeros."""
    return not any(sign.isdigit() and sign != "0" for sign in text)


def lacks_letters(text: str) -> bool:
    """Of a postal address: nothing in it is the name of a place."""
    return not any(sign.isalpha() for sign in text)
