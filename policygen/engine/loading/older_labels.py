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
'from:': {label: {en: 'the policy is in force on {} or later', uk: 'політика діє станом на {} або пізніше'}, question: effective, kind: days}
'yes:': {label: {en: 'your answer is yes: {}', uk: 'ви відповіли «так»: {}'}, kind: answers}
'no:': {label: {en: 'your answer is no: {}', uk: 'ви відповіли «ні»: {}'}, kind: answers}
'cookies:of-services': {label: {en: services set something in the visitor’s browser, uk: сервіси щось зберігають у браузері відвідувача}, question: activities.tools}
'cookies:built-in': {label: {en: your platform has statistics of its own that set cookies, uk: 'ваша платформа має власну статистику, яка встановлює файли cookie'}, question: answers.platform_statistics}
'cookies:off-site': {label: {en: you use some services off your site only, uk: 'деякими сервісами ви користуєтеся лише поза сайтом'}, question: answers.sender_on_site}
'cookies:no-tracking': {label: {en: you named no purpose and no service that counts visitors or shows them advertising, uk: 'ви не вказали ні мети, ні сервісу для статистики відвідувань чи реклами'}, question: activities}
'conflict:consent-not-asked': {label: {en: 'consent of visitors is named, and the site is not said to ask for it', uk: 'названо згоду відвідувачів, але не сказано, що сайт її запитує'}, question: cookies.banner}
'unsure:transfers': {label: {en: what protects the data that a service gets abroad is not confirmed, uk: 'не підтверджено, що захищає дані, які сервіс отримує за кордоном'}, question: transfers.scc}
"""
)
