"""A clause between its file and its form: what was not changed keeps its bytes."""

from collections.abc import Iterable
from typing import Any

from policygen.desk import errors, redlines
from policygen.draft.models import Entry
from policygen.engine.library import library_files
from policygen.engine.templates import tidied


def clause_initial(entry: Entry) -> dict[str, Any]:
    data = redlines.data_of(entry.text)
    if not isinstance(data, dict):
        return {"seen": entry.revision}
    when, unsure = data.get("when") or {}, data.get("unsure") or {}
    return {
        "seen": entry.revision,
        **{group: tuple(when.get(group, ())) for group in errors.GROUPS},
        "satisfies": tuple(data.get("satisfies") or ()),
        "reviewed": data.get("reviewed"),
        "to_check": data.get("to_check") or "",
        "callout": data.get("callout", False),
        "first_layer": data.get("first_layer", False),
        "fixtures": fixtures_text(data.get("fixtures")),
        **{f"text_{code}": text for code, text in (data.get("text") or {}).items()},
        **{f"unsure_{code}": text for code, text in unsure.items()},
    }


def fixtures_text(fixtures: Any) -> str:
    return "".join(library_files.dump_entry(fixture, None) for fixture in fixtures or ())


def clause_data(old: Any, key: str, cleaned: dict[str, Any], languages: Iterable[str]) -> Any:
    """The clause as its file has it. What was not changed keeps its form."""
    before = old if isinstance(old, dict) else {}
    texts = {code: tidy(cleaned[f"text_{code}"]) for code in languages if cleaned[f"text_{code}"]}
    unsure = {code: one_line(cleaned[f"unsure_{code}"]) for code in languages}
    data = {
        "id": key,
        "when": {group: list(cleaned[group]) for group in errors.GROUPS if cleaned[group]},
        "satisfies": list(cleaned["satisfies"]),
        "reviewed": cleaned["reviewed"].isoformat(),
        "unsure": _kept(before.get("unsure"), {k: v for k, v in unsure.items() if v}),
        "to_check": one_line(cleaned["to_check"]),
        "callout": cleaned["callout"],
        "first_layer": cleaned["first_layer"],
        "text": _kept(before.get("text"), {k: v for k, v in texts.items() if v.strip()}),
        "fixtures": cleaned["fixtures"],
    }
    return {name: value for name, value in data.items() if value}


def _kept(old: Any, new: dict[str, str]) -> dict[str, str]:
    """With the old form of each text that says the same."""
    before = old if isinstance(old, dict) else {}
    return {
        code: before[code] if tidy(str(before.get(code, ""))) == tidy(text) else text
        for code, text in new.items()
    }


def tidy(text: str) -> str:
    """As a block of YAML can hold it: no spaces at the ends of lines, one line break at the end."""
    text = tidied(text.replace("\r\n", "\n")).replace("\t", "  ")
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n").strip() + "\n"


def one_line(text: str) -> str:
    return " ".join(text.split())


def rewritten(text: str, key: str, data: Any) -> str:
    """The entry's text saying `data`, with the comments above as they were."""
    if not text.strip():
        return library_files.dump_entry(data, None)
    file = library_files.File("", (library_files.Entry(key, text),), is_list=True)
    return file.with_entry(key, data).entries[0].text
