"""The names of the states of the USA, which CLDR has for no language."""

_NAMES = {
    "US-AL": {"en": "Alabama", "uk": "Алабама"},
    "US-AK": {"en": "Alaska", "uk": "Аляска"},
    "US-AZ": {"en": "Arizona", "uk": "Аризона"},
    "US-AR": {"en": "Arkansas", "uk": "Арканзас"},
    "US-CA": {"en": "California", "uk": "Каліфорнія"},
    "US-CO": {"en": "Colorado", "uk": "Колорадо"},
    "US-CT": {"en": "Connecticut", "uk": "Коннектикут"},
    "US-DE": {"en": "Delaware", "uk": "Делавер"},
    "US-DC": {"en": "District of Columbia", "uk": "округ Колумбія"},
    "US-FL": {"en": "Florida", "uk": "Флорида"},
    "US-GA": {"en": "Georgia", "uk": "Джорджія"},
    "US-HI": {"en": "Hawaii", "uk": "Гаваї"},
    "US-ID": {"en": "Idaho", "uk": "Айдахо"},
    "US-IL": {"en": "Illinois", "uk": "Іллінойс"},
    "US-IN": {"en": "Indiana", "uk": "Індіана"},
    "US-IA": {"en": "Iowa", "uk": "Айова"},
    "US-KS": {"en": "Kansas", "uk": "Канзас"},
    "US-KY": {"en": "Kentucky", "uk": "Кентуккі"},
    "US-LA": {"en": "Louisiana", "uk": "Луїзіана"},
    "US-ME": {"en": "Maine", "uk": "Мен"},
    "US-MD": {"en": "Maryland", "uk": "Меріленд"},
    "US-MA": {"en": "Massachusetts", "uk": "Массачусетс"},
    "US-MI": {"en": "Michigan", "uk": "Мічиган"},
    "US-MN": {"en": "Minnesota", "uk": "Міннесота"},
    "US-MS": {"en": "Mississippi", "uk": "Міссісіпі"},
    "US-MO": {"en": "Missouri", "uk": "Міссурі"},
    "US-MT": {"en": "Montana", "uk": "Монтана"},
    "US-NE": {"en": "Nebraska", "uk": "Небраска"},
    "US-NV": {"en": "Nevada", "uk": "Невада"},
    "US-NH": {"en": "New Hampshire", "uk": "Нью-Гемпшир"},
    "US-NJ": {"en": "New Jersey", "uk": "Нью-Джерсі"},
    "US-NM": {"en": "New Mexico", "uk": "Нью-Мексико"},
    "US-NY": {"en": "New York", "uk": "Нью-Йорк"},
    "US-NC": {"en": "North Carolina", "uk": "Північна Кароліна"},
    "US-ND": {"en": "North Dakota", "uk": "Північна Дакота"},
    "US-OH": {"en": "Ohio", "uk": "Огайо"},
    "US-OK": {"en": "Oklahoma", "uk": "Оклахома"},
    "US-OR": {"en": "Oregon", "uk": "Орегон"},
    "US-PA": {"en": "Pennsylvania", "uk": "Пенсильванія"},
    "US-RI": {"en": "Rhode Island", "uk": "Род-Айленд"},
    "US-SC": {"en": "South Carolina", "uk": "Південна Кароліна"},
    "US-SD": {"en": "South Dakota", "uk": "Південна Дакота"},
    "US-TN": {"en": "Tennessee", "uk": "Теннессі"},
    "US-TX": {"en": "Texas", "uk": "Техас"},
    "US-UT": {"en": "Utah", "uk": "Юта"},
    "US-VT": {"en": "Vermont", "uk": "Вермонт"},
    "US-VA": {"en": "Virginia", "uk": "Вірджинія"},
    "US-WA": {"en": "Washington", "uk": "Вашингтон"},
    "US-WV": {"en": "West Virginia", "uk": "Західна Вірджинія"},
    "US-WI": {"en": "Wisconsin", "uk": "Вісконсин"},
    "US-WY": {"en": "Wyoming", "uk": "Вайомінг"},
}
_COUNTRY = {"en": "USA", "uk": "США"}


def us_state(code: str, language: str) -> str:
    """``US-CA`` as "California (USA)"; "" for other places, and for languages that are not known here."""
    name = _NAMES.get(code, {}).get(language)
    return f"{name} ({_COUNTRY[language]})" if name else ""


def us_state_name(code: str, language: str) -> str:
    """``US-CA`` as "California", in English where the language has no name; "" for other places."""
    names = _NAMES.get(code, {})
    return names.get(language) or names.get("en", "")
