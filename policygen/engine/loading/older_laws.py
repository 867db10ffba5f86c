"""Files of an older form, in the form of today. Releases never change, and data folders stay as they were.

Until November 2026 a law stood in `vocabulary/laws.yaml` (its names) and `requirements/*.yaml`, and when it
applies, with the lists and amounts that it sets, stood in the program. What the program said then is written
down here and does not change any more: a law is changed in `policygen/library/laws/`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from textwrap import dedent, indent
from typing import NamedTuple

import yaml

from policygen.engine.library import library_files
from policygen.engine.library.library_files import Entry, File, dump_entry
from policygen.engine.library.yaml12 import Loader
from policygen.engine.loading.older_labels import CONDITIONS, labelled

WORDS = "vocabulary/laws.yaml"
_REQUIREMENTS = "requirements/"
_LAWS = "laws/"
_UNASKED = re.compile(r"^ +unasked: .*\n", re.MULTILINE)
"""A law that no answer brings in: today one without `when`."""
_NAME = re.compile(
    r"^(['\"]?)(?P<slug>[\w-]+)\1:[ \t]*(?:#[^\n]*)?\n(?=(?:  #[^\n]*\n)*  [\w'\"])", re.MULTILINE
)
"""On a line of its own, and what is said of it two spaces in: as the desk writes it."""


def lifted(files: Mapping[str, str]) -> Mapping[str, str]:
    """Path → text, with each law in `laws/`. Files of today's form as they are."""
    if not any(is_older(path) for path in files):
        return files
    found = {path: text for path, text in files.items() if not is_older(path)}
    laws = {e.key: e for e in library_files.split(files.get(WORDS, "")).entries}
    stems = {home.stem for law, home in _HOMES.items() if law in laws}
    for stem in sorted(stems | {_stem(path) for path in files if path.startswith(_REQUIREMENTS)}):
        found[f"{_LAWS}{stem}.yaml"] = _file(stem, files, laws).text
    if CONDITIONS in found:
        found[CONDITIONS] = labelled(found[CONDITIONS])
    return dict(sorted(found.items()))


def is_older(path: str) -> bool:
    return path == WORDS or path.startswith(_REQUIREMENTS)


def path_of(path: str, key: str) -> str:
    """Where an entry of an older file stands today."""
    if path == WORDS:
        return f"{_LAWS}{_HOMES[key].stem if key in _HOMES else 'others'}.yaml"
    return f"{_LAWS}{_stem(path)}.yaml" if path.startswith(_REQUIREMENTS) else path


def entry_of(path: str, key: str, text: str) -> str:
    """What an entry of an older file says today; "" stays ""."""
    if path != WORDS or not text:
        return text
    home, name = _HOMES.get(key, _Home("others", 999)), _NAME.search(text)
    if name is None:
        return _written_anew(key, text, home)
    said = _UNASKED.sub("", text[name.end() :])
    return f"{text[: name.start()]}- slug: {key}\n  order: {home.order}\n{said}{home.lines}"


def _written_anew(key: str, text: str, home: "_Home") -> str:
    """Of an entry in a style of its own, which a file that was imported may have."""
    said = {k: value for k, value in Entry(key, text).data.items() if k != "unasked"}
    more = yaml.load(home.lines, Loader=Loader) or {}  # noqa: S506 - a safe loader
    return dump_entry({"slug": key, "order": home.order, **said, **more}, None)


def _file(stem: str, files: Mapping[str, str], laws: Mapping[str, Entry]) -> File:
    """The requirements with each law before its first one, or at the end where it has none."""
    old = library_files.split(files.get(f"{_REQUIREMENTS}{stem}.yaml", ""))
    here = {
        law: Entry(law, entry_of(WORDS, law, entry.text))
        for law, entry in laws.items()
        if path_of(WORDS, law) == f"{_LAWS}{stem}.yaml"
    }
    entries = tuple(_in_order(old.entries, here))
    gaps = {key: gap for key, gap in old.gaps.items() if key not in here}
    return replace(old, entries=entries, is_list=True, gaps=gaps)


def _in_order(requirements: Iterable[Entry], laws: dict[str, Entry]) -> Iterator[Entry]:
    for requirement in requirements:
        law = laws.pop(_law_of(requirement), None)
        if law:
            yield law
        yield requirement
    yield from laws.values()


def _law_of(requirement: Entry) -> str:
    data = requirement.data
    return str(data.get("law")) if isinstance(data, dict) else ""


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


class _Home(NamedTuple):
    """The file of a law, its place among the laws, and what the program said of it."""

    stem: str
    order: int
    said: str = ""

    @property
    def lines(self) -> str:
        return indent(dedent(self.said).lstrip("\n"), "  ")


_ADEQUATE_EU = """
    when: {any: [established:eea, market:eea]}
    citation: Art. 3(1), 3(2)(a)
    parameters:
      # Of the United States, the participants of the Data Privacy Framework alone: see each service.
      adequate:
        - from: 2026-11-22
          places: [AD, AR, BR, CA, CH, FO, GB, GG, IL, IM, JE, JP, KR, NZ, UY]
          citation: Art. 45(3), (9)
          unsure: This is the day on which the list was looked through; each decision has a day of its own.
"""
_ADEQUATE_UK = """
    when: {any: [established:uk, market:uk]}
    citation: Art. 3(1), 3(2)(a)
    parameters:
      # Brazil is not among them.
      adequate:
        - from: 2026-11-22
          places: [AD, AR, CA, CH, EU, FO, GG, GI, IL, IM, JE, JP, KR, NZ, UY]
          citation: DPA 2018 Sch. 21 para. 5, and later regulations
          unsure: This is the day on which the list was looked through; each regulation has a day of its own.
"""
_CCPA = """
    when: {all: [market:california], any: [threshold:revenue, threshold:consumers, threshold:selling]}
    citation: Civ. Code 1798.140(d)
    parameters:
      revenue:
        - from: 2025-01-01
          amount: 26625000
          unit: {en: US dollars a year, uk: доларів США на рік}
          citation: Civ. Code 1798.140(d)(1)(A), 1798.199.95(d)
      consumers:
        - from: 2023-01-01
          amount: 100000
          unit: {en: people or households a year, uk: людей чи домогосподарств на рік}
          citation: Civ. Code 1798.140(d)(1)(B)
      selling:
        - from: 2023-01-01
          amount: 50
          unit: {en: percent of a year’s income, uk: відсотків річного доходу}
          citation: Civ. Code 1798.140(d)(1)(C)
      minor_age:
        - from: 2020-01-01
          amount: 16
          unit: {en: years, uk: років}
          citation: Civ. Code 1798.120(c)
"""
_COPPA = """
    when: {all: [market:us]}
    citation: 16 CFR 312.2, 312.3
    parameters:
      child_age:
        - from: 2000-04-21
          amount: 13
          unit: {en: years, uk: років}
          citation: 15 U.S.C. 6501(1)
"""


def _by(when: str, citation: str = "") -> str:
    return f"when: {when}\n" + (f"citation: {citation}\n" if citation else "")


_HOMES = {
    "gdpr": _Home("gdpr", 10, _ADEQUATE_EU),
    "uk_gdpr": _Home("uk", 20, _ADEQUATE_UK),
    "eprivacy": _Home("eprivacy", 30),
    "pecr": _Home("uk", 40),
    "ua_pdp": _Home("ukraine", 50, _by("{any: [established:ua, storage:ua]}", "Art. 1")),
    "ua_ecommerce": _Home("ukraine", 60, _by("{all: [market:ukraine]}")),
    "ccpa": _Home("ccpa", 70, _CCPA),
    "caloppa": _Home("california", 80, _by("{all: [market:california]}", "22575, no threshold")),
    "delaware": _Home("us", 90, _by("{all: [sells-to:US-DE]}", "6 Del. C. 1205C, no threshold")),
    "us_states": _Home("us", 100, _by("{all: [market:other-us-states]}")),
    "coppa": _Home("coppa", 110, _COPPA),
    "shine_the_light": _Home("california", 120),
    "nevada": _Home("us", 130),
    "rhode_island": _Home("us", 140),
    "texas": _Home("us", 150),
    "connecticut": _Home("us", 160),
    "canspam": _Home("us", 170),
    "tcpa": _Home("us", 180),
    "vppa": _Home("us", 190),
    "ftc": _Home("us", 200),
    "swiss": _Home("others", 210, _by("{all: [market:switzerland]}")),
    "canada": _Home("others", 220, _by("{all: [market:canada]}")),
    "brazil": _Home("others", 230, _by("{all: [market:brazil]}")),
    "australia": _Home("others", 240),
    "ai_act": _Home("general", 250),
    "ua_language": _Home("ukraine", 260),
    "ua_consumer": _Home("ukraine", 270),
    "ua_sanctions": _Home("ukraine", 280),
    "ua_communications": _Home("ukraine", 290),
    "general": _Home("general", 300),
}
