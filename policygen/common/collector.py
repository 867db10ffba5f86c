"""Python's garbage collector, while a process is being loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def waits() -> Iterator[None]:
    """For what is loaded once and stays: the collector would look through it again and again, for nothing
    and for a quarter of the time. Nor does it look at it afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
