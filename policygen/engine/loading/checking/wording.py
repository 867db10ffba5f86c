"""Each fault in a sentence. English here; other languages by the catalogue of whoever shows it.

There is one table for the desk, the command line and the loader, so that a fault reads the same wherever
somebody meets it.
"""

from collections.abc import Callable, Mapping

from policygen.engine.language.phrases import language_name
from policygen.engine.library.faults import Fault

Translate = Callable[[str], str]


def gettext_noop(message: str) -> str:
    """Marks a message for the catalogues."""
    return message


def _as_it_is(message: str) -> str:
    return message


NEAREST = gettext_noop("Did you mean “%(near)s”?")
IN_LINE = gettext_noop("Line %(line)d: %(message)s")
IN_FIELD = gettext_noop("Line %(line)d, %(field)s: %(message)s")

SENTENCES: Mapping[str, str] = {
    # -- files
    "bad_yaml": gettext_noop(
        "This can’t be read as YAML. Look at the indents, colons, brackets and quotes."
    ),
    "empty_file": gettext_noop("The file is empty."),
    "too_big": gettext_noop("The file is larger than %(limit)s KiB."),
    "no_anchors": gettext_noop("Anchors and aliases (& and *) are not possible; write it out."),
    "no_tags": gettext_noop("Tags such as %(tag)s are not possible."),
    "one_document": gettext_noop("A file holds one document only."),
    "file_too_deep": gettext_noop("The file is nested too deeply."),
    "bad_key": gettext_noop("A key has to be a plain word."),
    "double_key": gettext_noop("This key stands here twice."),
    "unknown_file": gettext_noop("The library has no file of this name."),
    "missing_file": gettext_noop("This file is missing."),
    "missing_entry": gettext_noop("The entry “%(name)s”, which the program needs, is missing."),
    "unknown_entry": gettext_noop("The program has no use for an entry “%(name)s” here."),
    # -- fields
    "missing_field": gettext_noop("The field “%(name)s” is missing."),
    "unknown_field": gettext_noop("There is no field “%(name)s” here."),
    "not_text": gettext_noop("Write text here (put it in quotes)."),
    "empty": gettext_noop("Fill this in."),
    "not_yes_no": gettext_noop("Write true or false."),
    "not_number": gettext_noop("Write a whole number."),
    "not_list": gettext_noop("Write a list here, such as [a, b]."),
    "empty_list": gettext_noop("The list is empty."),
    "not_mapping": gettext_noop("Write keys and values here (key: value)."),
    "not_a_choice": gettext_noop("“%(value)s” is not possible here; write one of: %(choices)s."),
    "bad_name": gettext_noop(
        "“%(value)s” can’t be a name: use Latin letters, digits, hyphens and underscores."
    ),
    "bad_country": gettext_noop(
        "“%(value)s” is no country code; write two capital letters, such as UA, GB or US."
    ),
    "bad_place": gettext_noop(
        "“%(value)s” is no place; write a country code (UA), a US state (US-CA) or EU."
    ),
    "bad_address": gettext_noop("“%(value)s” is no web address; it begins with https://."),
    "bad_period": gettext_noop(
        "“%(value)s” is no period; write it as P2Y (2 years), P24M (24 months) or P90D (90 days)."
    ),
    "long_period": gettext_noop("“%(value)s” is longer than a hundred years."),
    "bad_date": gettext_noop("“%(value)s” is no date; write it as 2026-11-22."),
    "future": gettext_noop("This day lies in the future. Give the day on which it was read."),
    "keep_one_of": gettext_noop("Say how long in one way: for and after, or until, or criteria."),
    "keep_for_after": gettext_noop("“for” and “after” belong together."),
    "contains_nothing": gettext_noop(
        "A clause that does not appear says nothing: take out “contains”, or “appears: false”."
    ),
    "first_layer_satisfies": gettext_noop(
        "What stands in the first layer alone can satisfy no requirement: PDF and files lack it."
    ),
    "not_first_section": gettext_noop(
        "Only the first section, “%(name)s”, can have clauses for the first layer alone."
    ),
    "amount_or_places": gettext_noop("Give an amount with its unit, or places: one of the two."),
    "when_without_words": gettext_noop(
        "A law with “when” needs “applies_if”: the words after “It would apply if”."
    ),
    "until_before_from": gettext_noop("“until”, the last day, lies before “from”."),
    "unusable": gettext_noop("This can’t be used here."),
    # -- what names what
    "unknown_amount": gettext_noop(
        "No law sets the amount “%(name)s”. Name a law and one of its parameters."
    ),
    "unknown_word": gettext_noop("There is no entry “%(name)s” in %(file)s."),
    "unknown_requirement": gettext_noop("There is no requirement “%(name)s”."),
    "unknown_condition": gettext_noop("There is no condition “%(name)s”."),
    "unknown_question": gettext_noop("There is no question “%(name)s”: no answer has this path."),
    "unknown_section": gettext_noop("The link leads to “#%(name)s”, and no section is called so."),
    "other_file": gettext_noop("What “%(name)s” asks for stands in its own file: %(file)s."),
    "double": gettext_noop("“%(name)s” stands here twice."),
    "taken": gettext_noop("The name “%(name)s” is taken already: %(file)s."),
    "called_alike": gettext_noop("“%(name)s” is what %(other)s is called already."),
    "elsewhere": gettext_noop("“%(name)s” is not met by the policy’s text, but elsewhere."),
    "never_meets": gettext_noop(
        "No shop that “%(name)s” binds can get this clause: their conditions rule each other out."
    ),
    "no_section_file": gettext_noop("This section has no clause."),
    # -- conditions
    "contradiction": gettext_noop("“%(name)s” is both asked for and ruled out."),
    "impossible": gettext_noop("No shop can fulfil this condition: its names rule each other out."),
    "no_ground": gettext_noop(
        "Whether a law applies can’t depend on “%(name)s”, only on names that begin with: %(choices)s."
    ),
    "no_value": gettext_noop("{{ %(what)s }} has no value for some shops with this condition."),
    "family_label": gettext_noop(
        "The label of a whole family has {} where the word goes; any other label has none."
    ),
    "family_kind": gettext_noop("Only the label of a whole family has a kind of words."),
    "not_declared": gettext_noop(
        "Write “%(declared)s” here: it follows from the condition itself."
    ),
    "missing_label": gettext_noop(
        "The condition “%(name)s” has no label: add an entry that tells it in each language."
    ),
    # -- what is told and stands in nobody’s way
    "unsatisfied": gettext_noop("No clause satisfies this requirement."),
    "not_said": gettext_noop(
        "No clause that satisfies this requirement says “%(words)s”, so that no policy meets it."
    ),
    "not_shown": gettext_noop(
        "No clause that satisfies this requirement shows {{ %(name)s }}, so that no policy meets it."
    ),
    "for_everybody": gettext_noop("Every shop fulfils this condition: leave it out."),
    "idle": gettext_noop("“%(name)s” makes no difference in this condition."),
    # -- texts
    "missing_text": gettext_noop("Write the text in this language too."),
    "unknown_language": gettext_noop("“%(name)s” is no language of the library."),
    "placeholder": gettext_noop("{{ %(what)s }} stands in the text in %(language)s and not here."),
    "number": gettext_noop("The number %(what)s stands in the text in %(language)s and not here."),
    "link_differs": gettext_noop(
        "The link %(what)s stands in the text in %(language)s and not here."
    ),
    "no_placeholders": gettext_noop("A placeholder is not possible in this text."),
    # of the whole
    "too_long": gettext_noop("A text has at most %(limit)s characters; this one has %(length)s."),
    "too_many": gettext_noop("A text has at most %(limit)s placeholders; this one has %(number)s."),
    "too_many_signs": gettext_noop(
        "A text has at most %(limit)s signs of markup (such as * _ [ ]); this one has %(number)s."
    ),
    # characters
    "unseen": gettext_noop(
        "There is a character that can’t be seen: %(character)s. Delete it, or type an ordinary space."
    ),
    "letter": gettext_noop("%(character)s only looks like a letter; write %(instead)s."),
    "mixed_letters": gettext_noop(
        "“%(word)s” has letters of another alphabet that look the same: %(letters)s. Type the word "
        "again; between a foreign word and its ending stands a hyphen or an apostrophe."
    ),
    # placeholders
    "blocks": gettext_noop("Only placeholders in {{ … }} are possible, no {% … %} and no {# … #}."),
    "not_closed": gettext_noop("A placeholder is not closed: {{ needs its }}."),
    "brace": gettext_noop(
        "A placeholder has two braces on each side, such as {{ shop.name }}; here stands %(found)s."
    ),
    "unreadable": gettext_noop("The placeholder can’t be read: a name is all that it needs."),
    "form": gettext_noop(
        "A placeholder is a name, a name with one attribute, or a call: {{ shop.name }}, "
        "{{ tools_table() }}. Nothing else is possible inside {{ }}."
    ),
    "arguments": gettext_noop("%(name)s() takes nothing between its brackets."),
    "unknown_placeholder": gettext_noop(
        "There is no placeholder “%(name)s”. Pick one from the list."
    ),
    "placeholder_too_long": gettext_noop("A placeholder has at most %(limit)s characters."),
    "double_brace": gettext_noop("In this text a field has one brace on each side: {name}."),
    # Markdown
    "markup": gettext_noop(
        "This markup is not possible: only paragraphs, lists, **bold**, *italic*, links and "
        "### headings."
    ),
    "html": gettext_noop(
        "HTML is not possible here: %(tag)s. Write Markdown: **bold**, *italic*, "
        "[words](https://…), lists and ### headings."
    ),
    "heading": gettext_noop(
        "A heading inside a text is written with three signs and a space: ### Words."
    ),
    "list_item": gettext_noop(
        "An item of a list begins with a hyphen or a number, and a space: “- words” or “1. words”; "
        "here it begins with %(found)s."
    ),
    "table": gettext_noop(
        "A table can’t be written here. Write a list, or pick a placeholder that makes a table, such "
        "as {{ tools_table() }}."
    ),
    "emphasis": gettext_noop(
        "%(sign)s has no partner, or a space stands inside: write **bold** or *italic*. Where the "
        "sign itself is meant, write \\ before it."
    ),
    "sign": gettext_noop(
        "%(sign)s means nothing here and would be read as it stands. Possible are **bold** and "
        "*italic*."
    ),
    "backtick": gettext_noop(
        "The sign ` is not possible: an apostrophe is ’, a quotation stands in quotation marks."
    ),
    "bracket": gettext_noop(
        "Square brackets are for links: [words](https://…) or [words](#rights), with no space between "
        "] and ( and none in the address. Here stands: %(found)s"
    ),
    "entity": gettext_noop("%(found)s is not known; type the character itself."),
    "too_deep": gettext_noop("Lists or emphasis are nested too deeply."),
    "link": gettext_noop(
        "A link leads to https://… or to a section of the policy (#rights), not to %(url)s."
    ),
    "placeholder_in_link": gettext_noop("A placeholder can’t be the address of a link."),
    "plain_line": gettext_noop(
        "This text is plain words without Markdown; %(found)s would be read as it stands."
    ),
    "unknown_format_field": gettext_noop("There is no field {%(name)s} for this text."),
    # -- services
    "signature_place": gettext_noop(
        "“%(value)s” is no signature: write a host in small letters, with a path if need be, "
        "without https:// and www."
    ),
    "signature_wide": gettext_noop("“%(value)s” belongs to more than this service: add a path."),
    "signature_taken": gettext_noop("“%(value)s” is the signature of %(other)s already."),
    "signature_cookie": gettext_noop("“%(value)s” is none of the cookies of this service."),
    "signature_cookie_taken": gettext_noop("The cookie “%(value)s” is set by %(other)s too."),
    "signature_short": gettext_noop("“%(value)s” is too short to belong to one service."),
    "signature_code": gettext_noop(
        "“%(value)s”: code is written here without spaces, and with single quotes only."
    ),
    "signature_path": gettext_noop("“%(value)s”: a path begins with a slash."),
    "own_countries": gettext_noop("What runs on the shop’s own server has no countries."),
    "no_countries": gettext_noop("Name the countries of the companies that get the data."),
    "no_policy_url": gettext_noop(
        "Give the address of its privacy policy, or name policy_url under “unsure”."
    ),
    # -- statutes
    "no_official_host": gettext_noop(
        "%(name)s is not known to publish laws. If it does, add it to the official hosts first."
    ),
    "other_host": gettext_noop("The text of one law is on one host: %(other)s, not %(name)s."),
    "no_section": gettext_noop("Write {} where the number of the section stands."),
    "no_statute": gettext_noop(
        "“%(name)s” names none of the statutes: nobody can follow it to the official text."
    ),
    # -- periods and promises
    "period_order": gettext_noop("“%(shorter)s” is longer than “%(longer)s”."),
    "period_missing": gettext_noop(
        "Give a period, or a note: minimum, customary, maximum or note."
    ),
    "recurring_needs": gettext_noop("What recurs needs “every” and “title”."),
    "only_recurring": gettext_noop("Only what recurs has “every” and “title”."),
    # -- questions
    "fixed": gettext_noop("The program counts on this: “%(name)s” has to be %(value)s."),
    "required_applies": gettext_noop(
        "No screen can be saved without this question, so that everybody is asked: take out “applies”."
    ),
    "fixed_none": gettext_noop("The program counts on this: there can be no “%(name)s” here."),
    # -- presets and sample shops
    "owners_own": gettext_noop(
        "“%(name)s” is for the owner alone to say; no preset may fill it in."
    ),
    "no_usual_tools": gettext_noop("Name the usual services for “%(name)s” too."),
    "answers": gettext_noop("The answers of this shop can’t be used: %(reason)s"),
}
"""Code of a fault → what is told. The codes of TextError are among them; a test holds them together."""

UNREADABLE = frozenset(
    {"bad_yaml", "empty_file", "too_big", "no_anchors", "no_tags", "one_document"}
    | {"file_too_deep", "bad_key", "double_key"}
)
"""The codes of files that can't be read as data."""


def sentence(
    code: str,
    values: Mapping[str, object],
    translate: Translate = _as_it_is,
    language: str = "en",
) -> str:
    """One fault without its place, in `language`, which `translate` speaks."""
    message = translate(SENTENCES.get(code, SENTENCES["unusable"]))
    if values.get("near"):
        message += f" {translate(NEAREST)}"
    for name, value in values.items():
        message = message.replace(f"%({name})s", _shown(name, value, language))
    return message


def _shown(name: str, value: object, language: str) -> str:
    if name == "language":
        return language_name(str(value), language)
    if name == "reason" and isinstance(value, tuple):
        texts = dict(value)
        return str(texts.get(language) or texts.get("en"))
    return str(value)


def told(fault: Fault, translate: Translate = _as_it_is, language: str = "en") -> str:
    return sentence(fault.code, fault.values, translate, language)


def in_entry(fault: Fault, translate: Translate = _as_it_is, language: str = "en") -> str:
    """``Line 7, countries: …``, for somebody who has the entry before them."""
    return _placed(fault, fault.row, translate, language)


def in_library(fault: Fault, translate: Translate = _as_it_is, language: str = "en") -> str:
    """``tools/payments.yaml, stripe: Line 7, countries: …``, for somebody who looks at the whole."""
    where = ", ".join(part for part in (fault.path, fault.entry) if part)
    return f"{where}: {_placed(fault, fault.row, translate, language)}"


def in_file(fault: Fault) -> str:
    """``tools/payments.yaml:214: stripe, countries: …``, for a terminal. English."""
    place = fault.path if fault.line is None else f"{fault.path}:{fault.line}"
    names = ", ".join(part for part in (fault.entry, fault.name) if part)
    return ": ".join(part for part in (place, names, told(fault)) if part)


def _placed(fault: Fault, line: int | None, translate: Translate, language: str) -> str:
    message = told(fault, translate, language)
    if line is None:
        return f"{fault.name}: {message}" if fault.name else message
    values = {"line": line, "field": fault.name, "message": message}
    return translate(IN_FIELD if fault.name else IN_LINE) % values
