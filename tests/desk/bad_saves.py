"""What an editor may type by mistake: the entry, what is changed in it, and what is told of it.

A line counts in what the editor has before them.
"""

from typing import NamedTuple


class BadSave(NamedTuple):
    """`old` becomes `new`; `english` and `ukrainian` are told, and nothing else."""

    path: str
    key: str
    old: str
    new: str
    english: tuple[str, ...]
    ukrainian: tuple[str, ...]


# fmt: off
BAD_SAVES: dict[str, BadSave] = {
    "a group of purposes that is none": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "group: sales", "group: sale",
        ("Line 11, group: “sale” is not possible here; write one of: sales, teaching, contact, marketing, site, safety, legal. Did you mean “sales”?",),
        ("Рядок 11, group: «sale» тут неможливо; напишіть одне з такого: sales, teaching, contact, marketing, site, safety, legal. Можливо, ви мали на увазі «sales»?",),
    ),
    "a group of data that is none": BadSave(
        "vocabulary/data.yaml", "order_history",
        "group: orders", "group: ordrs",
        ("Line 2, group: “ordrs” is not possible here; write one of: identity, contact, orders, account, learning, content, device, behaviour, sensitive. Did you mean “orders”?",),
        ("Рядок 2, group: «ordrs» тут неможливо; напишіть одне з такого: identity, contact, orders, account, learning, content, device, behaviour, sensitive. Можливо, ви мали на увазі «orders»?",),
    ),
    "a purpose without data": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "    data: [", "    date: [",
        ("Line 13, defaults: The field “data” is missing.", "Line 14, defaults.date: There is no field “date” here. Did you mean “data”?",),
        ("Рядок 13, defaults: Бракує поля «data».", "Рядок 14, defaults.date: Поля «date» тут немає. Можливо, ви мали на увазі «data»?",),
    ),
    "a field that is none": BadSave(
        "vocabulary/data.yaml", "order_history",
        "ccpa:", "ccpaa:",
        ("Line 2: The field “ccpa” is missing.", "Line 2, ccpaa: There is no field “ccpaa” here. Did you mean “ccpa”?",),
        ("Рядок 2: Бракує поля «ccpa».", "Рядок 2, ccpaa: Поля «ccpaa» тут немає. Можливо, ви мали на увазі «ccpa»?",),
    ),
    "a letter that is none": BadSave(
        "vocabulary/data.yaml", "order_history",
        "[D]", "[Z]",
        ("Line 2, ccpa: There is no entry “Z” in vocabulary/ccpa_categories.yaml.",),
        ("Рядок 2, ccpa: Запису «Z» немає в vocabulary/ccpa_categories.yaml.",),
    ),
    "people who are none": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "about: customers", "about: partnerz",
        ("Line 15, defaults.about: There is no entry “partnerz” in vocabulary/about.yaml. Did you mean “partners”?",),
        ("Рядок 15, defaults.about: Запису «partnerz» немає в vocabulary/about.yaml. Можливо, ви мали на увазі «partners»?",),
    ),
    "a basis that is none": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "basis: contract", "basis: legit",
        ("Line 17, defaults.basis: There is no entry “legit” in vocabulary/bases.yaml.",),
        ("Рядок 17, defaults.basis: Запису «legit» немає в vocabulary/bases.yaml.",),
    ),
    "a period in words": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "for: P3Y", "for: two years",
        ("Line 21, defaults.keep.for: “two years” is no period; write it as P2Y (2 years), P24M (24 months) or P90D (90 days).",),
        ("Рядок 21, defaults.keep.for: «two years» – не строк; напишіть його так: P2Y (2 роки), P24M (24 місяці) або P90D (90 днів).",),
    ),
    "a period of thousands of years": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "for: P3Y", "for: P9999Y",
        ("Line 21, defaults.keep.for: “P9999Y” is longer than a hundred years.",),
        ("Рядок 21, defaults.keep.for: «P9999Y» – це понад сто років.",),
    ),
    "a period without its beginning": BadSave(
        "vocabulary/purposes.yaml", "orders",
        ", after: order", "",
        ("Line 21, defaults.keep: “for” and “after” belong together.",),
        ("Рядок 21, defaults.keep: «for» і «after» вживаються разом.",),
    ),
    "yes in words": BadSave(
        "vocabulary/purposes.yaml", "orders",
        "mandatory: true", "mandatory: yes",
        ("Line 19, defaults.mandatory: Write true or false.",),
        ("Рядок 19, defaults.mandatory: Напишіть true або false.",),
    ),
    "an offer that is none": BadSave(
        "vocabulary/purposes.yaml", "returns_and_warranty",
        "[jewelry,", "[jewellery,",
        ("Line 13, suggested_for: There is no entry “jewellery” in vocabulary/offers.yaml. Did you mean “jewelry”?",),
        ("Рядок 13, suggested_for: Запису «jewellery» немає в vocabulary/offers.yaml. Можливо, ви мали на увазі «jewelry»?",),
    ),
    "a country in words": BadSave(
        "tools/payments.yaml", "stripe",
        "countries: [IE,", "countries: [Ukraine,",
        ("Line 6, countries: “Ukraine” is no country code; write two capital letters, such as UA, GB or US.",),
        ("Рядок 6, countries: «Ukraine» – не код країни; напишіть дві великі літери, наприклад UA, GB або US.",),
    ),
    "a country that is none": BadSave(
        "tools/payments.yaml", "stripe",
        "countries: [IE,", "countries: [UK,",
        ("Line 6, countries: “UK” is no country code; write two capital letters, such as UA, GB or US.",),
        ("Рядок 6, countries: «UK» – не код країни; напишіть дві великі літери, наприклад UA, GB або US.",),
    ),
    "a group of services that is none": BadSave(
        "tools/payments.yaml", "stripe",
        "group: payments", "group: payment",
        ("Line 4, group: There is no entry “payment” in vocabulary/tool_groups.yaml. Did you mean “payments”?",),
        ("Рядок 4, group: Запису «payment» немає в vocabulary/tool_groups.yaml. Можливо, ви мали на увазі «payments»?",),
    ),
    "data that is none": BadSave(
        "tools/payments.yaml", "stripe",
        "receives: [name,", "receives: [nmae,",
        ("Line 12, receives: There is no entry “nmae” in vocabulary/data.yaml. Did you mean “name”?",),
        ("Рядок 12, receives: Запису «nmae» немає в vocabulary/data.yaml. Можливо, ви мали на увазі «name»?",),
    ),
    "an address that is none": BadSave(
        "tools/payments.yaml", "stripe",
        "policy_url: https://", "policy_url: ",
        ("Line 20, policy_url: “stripe.com/privacy” is no web address; it begins with https://.",),
        ("Рядок 20, policy_url: «stripe.com/privacy» – не вебадреса; вона починається з https://.",),
    ),
    "an address that is not secure": BadSave(
        "tools/payments.yaml", "stripe",
        "policy_url: https://", "policy_url: http://",
        ("Line 20, policy_url: “http://stripe.com/privacy” is no web address; it begins with https://.",),
        ("Рядок 20, policy_url: «http://stripe.com/privacy» – не вебадреса; вона починається з https://.",),
    ),
    "a cookie that lasts in words": BadSave(
        "tools/payments.yaml", "stripe",
        "lasts: P1Y", "lasts: two years",
        ("Line 14, cookies.lasts: “two years” is no period; write it as P2Y (2 years), P24M (24 months) or P90D (90 days).",),
        ("Рядок 14, cookies.lasts: «two years» – не строк; напишіть його так: P2Y (2 роки), P24M (24 місяці) або P90D (90 днів).",),
    ),
    "a role that is none": BadSave(
        "tools/payments.yaml", "stripe",
        "role: ", "role: boss #",
        ("Line 11, role: “boss” is not possible here; write one of: processor, controller, joint, mixed, own.",),
        ("Рядок 11, role: «boss» тут неможливо; напишіть одне з такого: processor, controller, joint, mixed, own.",),
    ),
    "a signature of another": BadSave(
        "tools/payments.yaml", "stripe",
        "hosts: [stripe.com,", "hosts: [paypal.com,",
        ("tools/payments.yaml, paypal: Line 17, signatures.hosts: “paypal.com” is the signature of stripe already.", "Line 17, signatures.hosts: “paypal.com” is the signature of paypal already.",),
        ("tools/payments.yaml, paypal: Рядок 17, signatures.hosts: «paypal.com» – це вже ознака сервісу stripe.", "Рядок 17, signatures.hosts: «paypal.com» – це вже ознака сервісу paypal.",),
    ),
    "a signature with https": BadSave(
        "tools/payments.yaml", "stripe",
        "hosts: [stripe.com,", "hosts: ['https://stripe.com',",
        ("Line 17, signatures.hosts: “https://stripe.com” is no signature: write a host in small letters, with a path if need be, without https:// and www.",),
        ("Рядок 17, signatures.hosts: «https://stripe.com» – не ознака сервісу: напишіть адресу сервера малими літерами, за потреби зі шляхом, без «https://» і «www.».",),
    ),
    "a day to come": BadSave(
        "tools/payments.yaml", "stripe",
        "checked: 2026-11-22", "checked: 2036-11-22",
        ("Line 23, checked: This day lies in the future. Give the day on which it was read.",),
        ("Рядок 23, checked: Цей день іще не настав. Укажіть день, коли це прочитали.",),
    ),
    "a law that is none": BadSave(
        "laws/gdpr.yaml", "GDPR-13-1c",
        "law: gdpr", "law: gdrp",
        ("Line 2, law: There is no entry “gdrp” in laws/. Did you mean “gdpr”?",),
        ("Рядок 2, law: Запису «gdrp» немає в laws/. Можливо, ви мали на увазі «gdpr»?",),
    ),
    "a level that is none": BadSave(
        "laws/gdpr.yaml", "GDPR-13-1c",
        "level: must", "level: shall",
        ("Line 4, level: “shall” is not possible here; write one of: must, should, may.",),
        ("Рядок 4, level: «shall» тут неможливо; напишіть одне з такого: must, should, may.",),
    ),
    "a condition that is misspelt": BadSave(
        "laws/gdpr.yaml", "GDPR-13-1c",
        "law:uk_gdpr", "law:uk_gpdr",
        ("Line 6, when.any: There is no condition “law:uk_gpdr”. Did you mean “law:uk_gdpr”?",),
        ("Рядок 6, when.any: Умови «law:uk_gpdr» немає. Можливо, ви мали на увазі «law:uk_gdpr»?",),
    ),
    "a condition that can't hold": BadSave(
        "laws/gdpr.yaml", "GDPR-13-1a",
        "when: {", "when: {all: ['sells:yes', 'sells:no'] } #",
        ("Line 6, when: No shop can fulfil this condition: its names rule each other out.",),
        ("Рядок 6, when: Жоден магазин не може відповідати цій умові: її складники виключають один одного.",),
    ),
    "a minimum over the customary": BadSave(
        "retention.yaml", "ua-tax",
        "minimum: P1095D", "minimum: P1095D\n  maximum: P1Y",
        ("Line 7, minimum: “minimum” is longer than “maximum”.",),
        ("Рядок 7, minimum: «minimum» довший за «maximum».",),
    ),
    "a law's period after nothing known": BadSave(
        "retention.yaml", "ua-tax",
        "after: tax_return", "after: tax_retrun",
        ("Line 8, after: There is no entry “tax_retrun” in vocabulary/keep_anchors.yaml. Did you mean “tax_return”?",),
        ("Рядок 8, after: Запису «tax_retrun» немає в vocabulary/keep_anchors.yaml. Можливо, ви мали на увазі «tax_return»?",),
    ),
    "a place that is none": BadSave(
        "retention.yaml", "ua-tax",
        "countries: [UA]", "countries: [Kyiv]",
        ("Line 3, countries: “Kyiv” is no place; write a country code (UA), a US state (US-CA) or EU.",),
        ("Рядок 3, countries: «Kyiv» – не місце; напишіть код країни (UA), штат США (US-CA) або EU.",),
    ),
    "a promise for no clause": BadSave(
        "promises.yaml", "answer-ukraine",
        "[ukraine-requests]", "[ukraine-request]",
        ("Line 3, clauses: There is no entry “ukraine-request” in clauses/. Did you mean “ukraine-requests”?",),
        ("Рядок 3, clauses: Запису «ukraine-request» немає в clauses/. Можливо, ви мали на увазі «ukraine-requests»?",),
    ),
    "a promise of one time with a rhythm": BadSave(
        "promises.yaml", "answer-ukraine",
        "kind: asked", "kind: asked\n  every: P1Y",
        ("Line 3, every: Only what recurs has “every” and “title”.",),
        ("Рядок 3, every: «every» і «title» бувають лише в того, що повторюється.",),
    ),
    "a promise that recurs without a rhythm": BadSave(
        "promises.yaml", "answer-ukraine",
        "kind: asked", "kind: recurring",
        ("Line 2, kind: What recurs needs “every” and “title”.",),
        ("Рядок 2, kind: Для того, що повторюється, потрібні «every» і «title».",),
    ),
    "a question that is none": BadSave(
        "promises.yaml", "answer-ukraine",
        "business.country", "business.contry",
        ("Line 5, question: There is no question “business.contry”: no answer has this path.",),
        ("Рядок 5, question: Питання «business.contry» немає: жодна відповідь не має такого шляху.",),
    ),
    "no Ukrainian": BadSave(
        "vocabulary/data.yaml", "order_history",
        ", uk: \"історія замовлень\"", "",
        ("Line 2, label.uk: Write the text in this language too.",),
        ("Рядок 2, label.uk: Напишіть текст і цією мовою.",),
    ),
    "another language": BadSave(
        "vocabulary/data.yaml", "order_history",
        "uk:", "ua:",
        ("Line 2, label.uk: Write the text in this language too.", "Line 2, label.ua: “ua” is no language of the library.",),
        ("Рядок 2, label.uk: Напишіть текст і цією мовою.", "Рядок 2, label.ua: «ua» – не мова цієї бібліотеки.",),
    ),
    "a number in words": BadSave(
        "promises.yaml", "answer-ukraine",
        "within 30 calendar", "within thirty-one calendar",
        ("Line 7, text.en: The number 30 stands in the text in Ukrainian and not here.",),
        ("Рядок 7, text.en: Число 30 є в тексті іншою мовою (українська), а тут його немає.",),
    ),
    "a placeholder in a label": BadSave(
        "vocabulary/data.yaml", "order_history",
        "\"order", "\"{{ shop.name }} order",
        ("Line 2, label.en: A placeholder is not possible in this text.",),
        ("Рядок 2, label.en: У цьому тексті вставка неможлива.",),
    ),
    "a field of a string": BadSave(
        "strings.yaml", "page_of",
        "Page {page}", "Page {pge}",
        ("Line 1, en: There is no field {pge} for this text. Did you mean “page”?",),
        ("Рядок 1, en: Для цього тексту немає поля {pge}. Можливо, ви мали на увазі «page»?",),
    ),
    "a preset's service": BadSave(
        "presets.yaml", "jewelry",
        "UA: [liqpay,", "UA: [lqpay,",
        ("Line 7, tools.UA: There is no entry “lqpay” in tools/. Did you mean “liqpay”?",),
        ("Рядок 7, tools.UA: Запису «lqpay» немає в tools/. Можливо, ви мали на увазі «liqpay»?",),
    ),
    "a preset's promise": BadSave(
        "presets.yaml", "jewelry",
        "site: {", "site: {security: [https], ",
        ("Line 5, answers.site.security: “security” is for the owner alone to say; no preset may fill it in.",),
        ("Рядок 5, answers.site.security: «security» може вказати лише власник; готовий набір відповідей не повинен цього заповнювати.",),
    ),
    "a sample shop": BadSave(
        "fixtures/jewelry.yaml", "offers",
        "[jewelry]", "[jewellery]",
        ("Line 1: The answers of this shop can’t be used: the catalogue “offers” has no word “jewellery”.",),
        ("Рядок 1: Відповіді цього магазину не можна використати: у каталозі «offers» немає слова «jewellery».",),
    ),
    "a question with an unknown field": BadSave(
        "questions/shop.yaml", "region",
        "  why:", "  wy:",
        ("Line 7, wy: There is no field “wy” here. Did you mean “why”?",),
        ("Рядок 7, wy: Поля «wy» тут немає. Можливо, ви мали на увазі «why»?",),
    ),
    "a question of another kind": BadSave(
        "questions/shop.yaml", "region",
        "kind: choice", "kind: line",
        ("Line 3, kind: The program counts on this: “kind” has to be choice.",),
        ("Рядок 3, kind: Програма на це розраховує: «kind» має бути choice.",),
    ),
    "a question about another answer": BadSave(
        "questions/shop.yaml", "preset",
        "preset:", "preset:\n  path: offers",
        ("Line 2, path: The program counts on this: there can be no “path” here.",),
        ("Рядок 2, path: Програма на це розраховує: поля «path» тут бути не може.",),
    ),
}
# fmt: on
