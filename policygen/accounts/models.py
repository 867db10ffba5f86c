"""The table of tries; whoever counts them asks common/tries.py."""

from policygen.common.tries import Tries

__all__ = ["Tries"]
