"""Labels of the conditions that came with today's form of laws and of yes/no questions. A release of an older
form, when it is brought back, has no others: they are written down here and do not change any more.
"""

from dataclasses import replace

from policygen.engine.library import library_files

CONDITIONS = "conditions.yaml"


def labelled(text: str) -> str:
    """The file with the labels that it lacks at its end."""
    file = library_files.split(text)
    known = {entry.key for entry in file.entries}
    lacking = tuple(entry for entry in _LABELS.entries if entry.key not in known)
    return replace(file, entries=(*file.entries, *lacking)).text if lacking else text


_LABELS = library_files.split(
    """\
'market:other-us-states': {label: {en: you sell to people in a US state other than California, uk: 'ви продаєте людям у якомусь штаті США, крім Каліфорнії'}, question: customers.where}
'sells-to:': {label: {en: 'you sell to people here: {}', uk: 'ви продаєте людям тут: {}'}, question: customers.where, kind: places}
'threshold:revenue': {label: {en: your income is above the threshold of the California Consumer Privacy Act, uk: ваш дохід вищий за поріг Закону Каліфорнії про приватність споживачів (CCPA)}, question: customers.ccpa_thresholds}
'threshold:consumers': {label: {en: you handle data of as many Californians as the California Consumer Privacy Act asks for, uk: 'ви маєте справу з даними стількох каліфорнійців, скільки потрібно для Закону Каліфорнії про приватність споживачів (CCPA)'}, question: customers.ccpa_thresholds}
'threshold:selling': {label: {en: you earn as much from selling people’s data as the California Consumer Privacy Act asks for, uk: 'ви заробляєте на продажу даних людей стільки, скільки потрібно для Закону Каліфорнії про приватність споживачів (CCPA)'}, question: customers.ccpa_thresholds}
'yes:': {label: {en: 'your answer is yes: {}', uk: 'ви відповіли «так»: {}'}, kind: answers}
'no:': {label: {en: 'your answer is no: {}', uk: 'ви відповіли «ні»: {}'}, kind: answers}
"""
)
