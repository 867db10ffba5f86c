"""From a shop's answers to its privacy policy: pure Python, without Django, clock or network.

What stands in `__all__` is for others to build on (docs/engine.md). Everything below it may change with any
commit, and no module of the engine imports from here.
"""

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
