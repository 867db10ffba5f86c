"""From a shop's answers to its privacy policy: pure Python, without Django, clock or network.

What stands in `__all__` is for others to build on (docs/engine.md). Everything below it may change with any
commit, and no module of the engine imports from here.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policygen.engine.facts.reading import FactsError, read_facts
    from policygen.engine.formats import write
    from policygen.engine.loading.load import shipped_library
    from policygen.engine.policy.compose import ComposeError, compose
    from policygen.engine.scanning.recognition import recognise

__all__ = [
    "ComposeError",
    "FactsError",
    "compose",
    "read_facts",
    "recognise",
    "shipped_library",
    "write",
]

_WHERE = {
    "ComposeError": "policy.compose",
    "FactsError": "facts.reading",
    "compose": "policy.compose",
    "read_facts": "facts.reading",
    "recognise": "scanning.recognition",
    "shipped_library": "loading.load",
    "write": "formats",
}


def __getattr__(name: str) -> object:
    """At the first use: whoever needs one module of the engine need not load all of it."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
