"""Every name that a condition can have (docs/library.md, "Conditions")."""

from policygen.engine.conditions.reachability import FIXED, KINDS, possible_names

__all__ = ["FIXED", "KINDS", "possible_names"]
