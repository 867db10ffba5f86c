"""A table of cases as one test. Where a case takes less than a millisecond, an item of its own costs ten
times as much: it is collected by each worker, set up, reported and sent.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any

from _pytest.outcomes import Failed

Test = Callable[..., None]


def cases(names: str | Iterable[str], values: Iterable[Any]) -> Callable[[Test], Test]:
    """Used as `pytest.mark.parametrize` is. All cases run, and the failure tells every one that failed.

    For pure functions: fixtures are made once for the whole table.
    """
    fields = [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]
    table = [value if len(fields) > 1 else (value,) for value in values]

    def decorate(test: Test) -> Test:
        @wraps(test)
        def of_all(**fixtures: Any) -> None:
            failed = []
            for case in table:
                given = dict(zip(fields, case, strict=True))
                try:
                    test(**given, **fixtures)
                except (Exception, Failed) as error:
                    error.add_note(f"in the case {given!r:.500}")
                    failed.append(error)
            assert table, "there are no cases"
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(table)} cases", failed)

        whole = signature(test)
        left = [p for name, p in whole.parameters.items() if name not in fields]
        of_all.__signature__ = whole.replace(parameters=left)  # type: ignore[attr-defined]
        return of_all

    return decorate
