"""Answers as a facts file (docs/facts.md): YAML, for people too."""

from collections.abc import Mapping
from typing import Any

import yaml

_HEAD = "# Answers for a privacy policy, in the form that policygen reads (docs/facts.md).\n"


class _Dumper(yaml.SafeDumper):
    """Every value written out, and several lines as a block."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text)


def facts_file(data: Mapping[str, Any]) -> bytes:
    """The same data give the same bytes."""
    text = yaml.dump(_plain(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return (_HEAD + text).encode()


def _plain(value: Any) -> Any:
    """Translated and typed strings as mere strings."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
