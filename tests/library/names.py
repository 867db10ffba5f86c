"""Every name that a condition can have (docs/library.md, "Conditions")."""

from policygen.engine.library import APPLICABLE_LAWS, OPTIONAL_SECTIONS, Library
from policygen.engine.typed import countries

FIXED = {
    "established": "eea uk ua us elsewhere",
    "market": "eea uk us california ukraine switzerland canada brazil australia world",
    "collects": "any-special any-criminal any-sensitive-pi",
    "sensitive-pi": "necessary other",
    "source": "others",
    "mandatory": "some",
    "tools": "any",
    "role": "processor controller joint own",
    "recipients": "any",
    "transfers": "outside-eea outside-uk outside-ua restricted",
    "marketing": "email messages any",
    "cookies": "any optional none banner no-banner settings-link no-settings-link choice-kept local-storage",
    "gpc": "honoured ignored unknown",
    "dnt": "honoured ignored unknown",
    "ads": "any",
    "sells": "yes no",
    "shares": "yes no",
    "sells-or-shares": "yes",
    "automated": "none some",
    "children": "any tools",
    "age": "adults minors from-16 under-16",
    "has": "phone form account chat toll-free address registration region website legal-name dpo"
    " eu-representative uk-representative security-contact security-subject reply-time",
    "needs": "eu-representative uk-representative",
    "changes": "any in-advance no-advance archive",
    "agent": "yes",
    "fee": "yes no",
    "breach": "authority people",
    "storage": "stated by-tools eea uk us ua elsewhere",
    "not-collected": "any listed",
    "keeps": "criteria",
    "conflict": "not-collected special-without-consent interest-missing cookies-without-banner"
    " legal-name-is-domain ads-with-children no-sharing-with-ads",
    "flag": "blocked-ua licence-ended russian-origin",
    "unsure": "tools",
    "rights-by": "any",
    "verify": "any",
    "security": "any",
    "disclosure": "any",
    "links": "any",
    "parental-consent": "any",
}
"""Names that are words of their own."""

KINDS = {
    "form": "forms",
    "offers": "offers",
    "purpose": "purposes",
    "consent": "purposes",
    "collects": "data",
    "not-collected": "data",
    "basis": "bases",
    "interest": "interests",
    "about": "about",
    "source": "sources",
    "tools": "tool_groups",
    "ground": "transfer_grounds",
    "children": "children",
    "rights-by": "rights_channels",
    "verify": "verification",
    "security": "security",
    "disclosure": "disclosures",
    "links": "links_out",
    "parental-consent": "parental_consent",
    "changes": "notices",
    "keeps": "keep_reasons",
}
"""Families whose names end in a slug of the vocabulary."""


def possible_names(library: Library) -> frozenset[str]:
    names = {f"{family}:{word}" for family, words in FIXED.items() for word in words.split()}
    names |= {f"{family}:{slug}" for family, kind in KINDS.items() for slug in library.vocabulary[kind]}
    names |= {f"{family}:{slug}" for family in ("tool", "source") for slug in library.tools}
    names |= {f"law:{law}" for law in APPLICABLE_LAWS}
    names |= {f"optional:{section}" for section in OPTIONAL_SECTIONS}
    names |= {f"language:{language}" for language in library.languages}
    names |= {f"country:{code}" for code in countries()}
    return frozenset(names)
