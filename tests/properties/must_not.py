"""What a policy must not say (`must_not` of the research notes), as phrases and what excuses them.

A phrase is looked for in the sentences of a policy whose typed answers stand in no clause. It is a defect
unless `unless` holds for the shop, or the sentence itself takes it back (`but`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygen.engine.library.schema import When


def when(text: str) -> tuple[When, ...]:
    """``law:ccpa; law:ua_pdp !sells:yes``: alternatives, each a list of names; with ! one that must not hold."""
    found = []
    for alternative in filter(None, map(str.strip, text.split(";"))):
        names = alternative.split()
        found.append(
            When(
                all=tuple(n for n in names if not n.startswith("!")),
                none=tuple(n[1:] for n in names if n.startswith("!")),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Rule:
    id: str
    en: str
    uk: str
    unless: str = ""
    but: str = ""
    excuses: tuple[When, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "excuses", when(self.unless))

    def excused(self, true: frozenset[str]) -> bool:
        return any(excuse.holds(true) for excuse in self.excuses)


HAVE_CONTRACTS = (
    "customers",
    "students",
    "parents",
    "visitors",
    "subscribers",
    "instructors",
    "applicants",
    "partners",
)
NEVER = r"(?!)"
"""Matches nothing: the phrase exists in one language only."""

RULES = (
    Rule("placeholder", r"\{\{|\}\}|\[(?:company|city|state|your|email)|\bTO-?DO\b|lorem ipsum|your company\b|555-|undefined|\bnull\b|\bNone\b(?! of)|\bTrue\b|\bFalse\b",
         r"\{\{|\}\}|\[(?:назва|адреса|місто)|\bTO-?DO\b|ваша компанія|undefined|\bnull\b|\bNone\b|\bTrue\b|\bFalse\b"),
    Rule("consent by use", r"\bby (?:using|visiting|browsing|accessing|continuing)|(?:your )?(?:continued )?use of (?:the|this|our) (?:site|website|services?)[^.]{0,40}(?:means|constitutes|signif)|you agree to (?:this|our)|deemed|accept(?:ance of)? (?:this|these|the changes)",
         r"(?:користуючись|використовуючи|відвідуючи) (?:наш|цей|сайт)|продовжуючи|погоджуєтеся з (?:цією|нашою)|вважається згодою|означає (?:вашу )?згоду|приймаєте (?:цю|зміни|умови)"),
    Rule("never share", r"never (?:share|disclose|transfer|give)|do(?:es)? not (?:share|disclose|transfer) (?:your|any|personal)|with no ?(?:one|body)\b|with anyone\b",
         r"ніколи не (?:переда|розкри|діли)|не передаємо (?:ваші|персональні|жодних|нікому)|\bнікому\b", unless="!recipients:any"),
    Rule("not sold, beside ad tools", r"do not sell your data(?! for money)|\bNo sale\b|neither sold personal information nor shared", r"не продаємо ваших даних(?! за гроші)|\bБез продажу\b|не продавали персональних даних і не передавали",
         unless="sells:no shares:no !ads:any"),
    Rule("not sold, unanswered", r"(?:do not|have not|neither) (?:sell|sold)", r"не прода(?:ємо|вали)", unless="sells:no", but="knowingly|свідомо|train|навчання"),
    Rule("no sale of minors' data", r"^We do not sell or share personal information of people under 16", r"^Персональних даних осіб до 16 років ми не продаємо",
         unless="sells:no shares:no !ads:any"),
    Rule("ended cookies", r"_tracking_consent|_landing_page|_orig_referrer|_shopify_[sy]\b", r"_tracking_consent|_landing_page|_orig_referrer|_shopify_[sy]\b"),
    Rule("whole list of cookies", r"\b(?:all|every|complete list of|only) (?:the )?cookies?\b(?! settings)|what our site can leave", r"\b(?:усі|всі|кожен|повний перелік|лише такі) файл\w* cookie|Ось що може залишити"),
    Rule("no statistics", r"no statistics|does not count its visitors", r"[Бб]ез реклами та статистики|не ведемо статистики", unless="cookies:no-tracking"),
    Rule("not for ads", r"no advertising tools|no advertising cookies|no tools that follow", r"не відомо про рекламні", unless="!ads:any"),
    Rule("absolute security", r"100 ?%|guarantee|(?:fully|completely|absolutely|totally) (?:safe|secure|protected)|unbreakable|risk-free", r"100 ?%|гаранту|(?:повністю|абсолютно|цілком) (?:захищ|безпечн)",
         but=r"\b(?:no|not|cannot|never)\b|\bне\b|\bжод"),
    Rule("DPO", r"data protection officer|\bDPO\b", r"[Вв]ідповідальна особа з питань захисту|\bDPO\b", unless="has:dpo; yes:dpo_not_needed"),
    Rule("EU representative", r"representative in the European Union", r"представник у Європейському Союзі", unless="has:eu-representative"),
    Rule("UK representative", r"representative in the United Kingdom", r"представник у Великій Британії", unless="has:uk-representative"),
    Rule("certified", r"\bcertified\b|ISO ?27001|SOC ?2|HIPAA|FERPA", r"сертифіковано|ISO ?27001|HIPAA|FERPA"),
    Rule("card standard", r"PCI", r"PCI", unless="security:pci_processor"),
    Rule("second step", r"two-factor|multi-factor|second step besides", r"двофакторн|багатофакторн|доступу потрібне друге підтвердження", unless="security:two_step_login"),
    Rule("customers’ second step", r"switch on a second step", r"ввімкнути друге підтвердження", unless="security:customer_two_step"),
    Rule("chat", r"\bchat (?:window|with us|box)|live chat", r"напишіть (?:нам )?(?:у|в) чат", unless="has:chat; purpose:live_chat"),
    Rule("toll-free", r"toll-free", r"безплатн\w+ (?:телефон|номер)", unless="has:toll-free; parental-consent:phone_call"),
    Rule("telephone", r"\bcall us\b|\bring us\b|by telephone", r"зателефонуйте|телефонуйте", unless="has:phone"),
    Rule("account", r"in your account\b(?!,? or)", r"у своєму обліковому записі", unless="has:account; changes:account"),
    Rule("CCPA applies", r"California Consumer Privacy Act|\bCCPA\b", r"Каліфорнії про приватність споживачів|\bCCPA\b", unless="law:ccpa"),
    Rule("CalOPPA", r"Online Privacy Protection Act|CalOPPA", r"захист приватності в інтернеті|CalOPPA", unless="law:caloppa"),
    Rule("California", r"\bCalifornia(?! \(USA\)|, United States)", r"\bКаліфорні(?!я \(США\)|я, Сполучені Штати)", unless="law:ccpa; law:caloppa; law:shine_the_light"),
    Rule("Ukraine's data law", r"2297-VI|Law of Ukraine|Law on Personal Data Protection|Ukrainian law|Parliament Commissioner", r"2297-VI|Закон\w* України(?! «Про електронну)|Про захист персональних даних|за законом України|Уповноваженого Верховної Ради",
         unless="law:ua_pdp"),
    Rule("Ukraine's e-commerce law", r"Electronic Commerce", r"електронну комерцію", unless="law:ua_ecommerce"),
    Rule("UK law", r"\bICO\b|Information Commission\b|UK Addendum|UK Extension|\bUK GDPR\b", r"\bICO\b|\bUK GDPR\b|британськ\w+ (?:наглядов|додат|доповн)", unless="law:uk_gdpr"),
    Rule("no safeguard, in public", r"[Nn]ot settled|cannot name a safeguard|no ground known|no adequacy decision", r"[Нн]е визначено\b[^.]*гаранті|не можемо назвати гарантій|підстави не знайдено"),
    Rule("EU safeguards for UK readers only", r"European Commission|[Ss]tandard contractual clauses|[Aa]dequacy decision", r"Європейськ\w+ комісі|[Сс]тандартні договірні положення", unless="law:gdpr; law:swiss"),
    Rule("joint controllers outside Europe", r"decides with us", r"спільно з нами", unless="law:gdpr; law:uk_gdpr"),
    Rule("the word of a law that does not count", r"\b[Cc]ontroller\b(?! Addendum)|\b[Pp]rocessors?\b", r"\b[Вв]олоділ\w+|\b[Рр]озпорядник",
         unless="law:gdpr; law:uk_gdpr; law:ua_pdp; law:swiss; law:brazil"),
    Rule("EU law", r"(?<!UK )\bGDPR\b(?! Cookie Compliance)|European Data Protection Board|data protection authority of the country", r"(?<!UK )\bGDPR\b(?! Великої Британії| Cookie Compliance)|наглядового органу країни", unless="law:gdpr"),
    Rule("Swiss law", r"Federal Act on Data Protection|FADP", r"Федеральний закон про захист даних", unless="law:swiss"),
    Rule("Canadian law", r"Privacy Commissioner|PIPEDA", r"уповноваженого з питань приватності|PIPEDA", unless="law:canada"),
    Rule("Brazilian law", r"LGPD|ANPD", r"LGPD|ANPD", unless="law:brazil"),
    Rule("Australian law", r"OAIC|Australian Privacy", r"OAIC|австралійськ", unless="law:australia"),
    Rule("US law", r"Federal Trade Commission|attorney general", r"Федеральну торгову комісію|генерального прокурора", unless="market:us; law:us_states; law:ccpa"),
    Rule("COPPA", r"\bCOPPA\b|Children’s Online", r"\bCOPPA\b", unless="law:coppa"),
    Rule("all laws", r"all applicable (?:laws|privacy)|all (?:data protection|privacy) laws", r"усім (?:чинним )?законам|усього (?:чинного )?законодавства"),
    Rule("dead schemes", r"Privacy Shield|Safe Harbou?r|\bODR\b|consumers/odr|Google\+|\bDFP\b|Universal Analytics|(?<!Protection and )(?<!Australian )(?<!Privacy and )Information Commissioner(?! of Slovenia)|State Service of Ukraine|(?<!\()Twitter",
         r"Privacy Shield|Safe Harbou?r|\bODR\b|Google\+|\bDFP\b|Universal Analytics|Державн\w+ служб\w+ України з питань захисту|реєстрац\w+ баз\w* персональних|(?<!\()Twitter"),
    Rule("old numbers", r"25 million|50,000|Do Not Sell My|under Article 22", r"25 млн|25 мільйонів|50 ?000|Do Not Sell My|за статтею 22"),
    Rule("bill 8153", r"\b8153\b", r"\b8153\b"),
    Rule("Russian law", r"152-FZ|Roskomnadzor", r"152-ФЗ|Роскомнадзор|\bоператор(?!\w* (?:пошт|зв))"),
    Rule("reCAPTCHA terms", r"reCAPTCHA[^.]*Terms|Google’s Terms", r"reCAPTCHA[^.]*(?:Умови|правила)"),
    Rule("liability", r"arbitrat|liabilit|not liable|courts of|governing law|class action", r"арбітраж|обмеження відповідальності|не несемо відповідальності|підсудн"),
    Rule("fee", r"\bfees?\b|\b(?:we|may|to|can) charge\b", r"\bплат[ауиою]+\b", but=r"unfounded|безпідставн"),
    Rule("one age rule", r"must be at least|must have turned", r"має виповнитися щонайменше", unless="!children:any"),
    Rule("automated decisions, denied", r"no decision about you by machine", r"не ухвалюємо щодо вас суто автоматичних", unless="automated:none"),
    Rule("automated decisions, stated", r"decisions are made by machine", r"рішення ухвалює лише машина", unless="automated:some"),
    Rule("children, denied", r"not (?:directed|meant) (?:to|for) children", r"не призначений для дітей", unless="children:none"),
    Rule("the wrong age of children", r"service for children under 13", r"сервіс для дітей до 13", unless="children:directed !age:range"),
    Rule("a parent's consent, not needed", r"If you are younger, we need a parent", r"Якщо ви молодші, потрібна згода", unless="children:any; age:under-16"),
    Rule("identifiers for the site alone", r"only to run the site", r"лише для роботи й безпеки сайту", unless="!cookies:optional !ads:any !purpose:analytics"),
    Rule("a child's voice, deleted", r"delete it right after", r"та одразу видаляємо", unless="children:voice-brief"),
    Rule("nothing public, of children", r"child cannot make data public", r"дитина не може оприлюднити", unless="no:children_public !children:public"),
    Rule("a contract that nobody has", r"(?:^|\| )Contract with you\b", r"(?:^|\| )Договір із вами", unless="; ".join(f"about:{kind}" for kind in HAVE_CONTRACTS)),
    Rule("a foreign law as a duty", r"[Oo]ur duty under the law|A law makes us do it", r"[Нн]аш обов’язок за законом|Цього вимагає закон",
         unless="!law:gdpr !law:uk_gdpr !law:ua_pdp; established:eea; established:uk; established:ua; purpose:rights_requests"),
    Rule("signal, promised", r"browser sends this signal, we", r"надсилає цей сигнал, ми", unless="gpc:honoured; dnt:honoured"),
    Rule("banner, promised", r"(?:wait until|only if) you agree\. If|set only if you agree|wait for your yes", r"чекають на вашу згоду|встановлюємо лише за вашою згодою", unless="cookies:banner"),
    Rule("asked before advertising", r"[Ii]f you agree, (?:advertising|these) tools", r"погодитеся, (?:рекламні|ці) сервіси", unless="ads:by-consent"),
    Rule("what is optional, unanswered", r"need not give us any data", r"надавати нам дані не обов’язково", unless="mandatory:others-free"),
    Rule("settings, promised", r"open the cookie settings", r"відкрийте налаштування файлів cookie", unless="cookies:settings-link"),
    Rule("free of charge, though a fee is taken", r"Asking is free", r"Звернення безплатне", unless="!fee:yes"),
    Rule("the same table, which none", r"[Tt]he same table", r"та сама таблиця", unless="source:person"),
    Rule("limits named elsewhere", r"limits named above", r"строки, названі вище", unless="law:gdpr; law:uk_gdpr; law:ua_pdp; law:ccpa; law:us_states"),
    Rule("a site that is not there", r"\b[Oo]ur (?:web)?site\b", r"[Нн]аш(?:ий|ого|ому|им)? сайт", unless="!no:own_site"),
    Rule("a list of services, which is not there", r"list of services", r"перелі\w+ сервісів", unless="role:processor; role:controller; role:joint"),
)  # fmt: skip

_SENTENCES = re.compile(r"(?<=[.!?:])\s+|\n| \| ")
_COMPILED = {
    (rule.id, language): (
        re.compile(getattr(rule, language), re.MULTILINE),
        re.compile(rule.but or NEVER),
    )
    for rule in RULES
    for language in ("en", "uk")
}


def suspects(text: str, language: str, true: frozenset[str]) -> list[Rule]:
    """The rules whose phrase stands somewhere in a policy and which nothing excuses for this shop."""
    return [
        rule
        for rule in RULES
        if not rule.excused(true) and _COMPILED[rule.id, language][0].search(text)
    ]


def said(text: str, language: str, rule: Rule) -> Iterator[str]:
    """The sentences of a clause's plain text that break the rule."""
    phrase, but = _COMPILED[rule.id, language]
    if phrase.search(text):
        for sentence in _SENTENCES.split(text):
            if phrase.search(sentence) and not but.search(sentence):
                yield f"{rule.id}: {sentence}"
