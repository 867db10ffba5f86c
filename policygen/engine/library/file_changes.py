"""What is different between two states of the library's files, entry by entry. Pure: no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from policygen.engine.library import library_files

Place: TypeAlias = tuple[str, str]
"""The path of a file, and the name of an entry."""
Texts: TypeAlias = dict[Place, str]
"""The entries' texts in the order of the files; with the key "", a file's head."""

HEAD = ""
NUMBER = ("release.yaml", "release")
"""The release's own number, which is no change of an editor."""


@dataclass(frozen=True)
class Move:
    """Where an entry stood and stands: the path, and the key of the entry before it or ""."""

    was: Place
    now: Place


@dataclass(frozen=True)
class Difference:
    """An entry that is not the same. `before` or `after` is empty where it is new or gone."""

    place: Place
    before: str
    after: str
    move: Move | None = None


def texts(files: Mapping[str, str]) -> Texts:
    found: Texts = {}
    for path, text in files.items():
        split = library_files.split(text)
        found[path, HEAD] = head_text(split.head)
        found.update({(path, entry.key): entry.text for entry in split.entries})
    return found


def head_text(head: str) -> str:
    """Without the blank lines that set the first entry off."""
    return f"{head.rstrip()}\n" if head.strip() else ""


def _alike(place: Place) -> int:
    return 1


def differences(
    old: Texts, new: Texts, weight: Callable[[Place], int] = _alike
) -> list[Difference]:
    """In the order of the files. `weight`: see `moves`."""
    went = moves(old, new, weight)
    left = {(move.was[0], key) for (path, key), move in went.items() if move.was[0] != path}
    return [
        _difference(place, old, new, went.get(place))
        for place in {**new, **old}
        if place != NUMBER
        and place not in left
        and (old.get(place, "") != new.get(place, "") or place in went)
    ]


def _difference(place: Place, old: Texts, new: Texts, move: Move | None) -> Difference:
    was = (move.was[0], place[1]) if move else place
    return Difference(place, old.get(was, ""), new.get(place, ""), move)


def moves(old: Texts, new: Texts, weight: Callable[[Place], int] = _alike) -> dict[Place, Move]:
    """The entries that stand elsewhere in their file; clauses, in another file too. By where they stand.

    Which of two has moved, when they have changed places, no file can tell: the one of less weight.
    """
    orders = _orders(old), _orders(new)
    found = {}
    for path, keys in orders[1].items():
        before = orders[0].get(path, [])
        if before == keys:
            continue
        for key in _moved(before, keys, {key: weight((path, key)) for key in keys}):
            found[path, key] = Move(_behind(orders[0], path, key), _behind(orders[1], path, key))
    return found | _moves_between_files(*orders)


def _moves_between_files(old: dict[str, list[str]], new: dict[str, list[str]]) -> dict[Place, Move]:
    homes = {key: path for path, keys in old.items() if path.startswith("clauses/") for key in keys}
    return {
        (path, key): Move(_behind(old, home, key), _behind(new, path, key))
        for path, keys in new.items()
        if path.startswith("clauses/")
        for key in keys
        for home in [homes.get(key, path)]
        if home != path and key not in new.get(home, ()) and key not in old.get(path, ())
    }


def _orders(rows: Texts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (path, key), text in rows.items():
        if text and key != HEAD:
            found.setdefault(path, []).append(key)
    return found


def _behind(orders: dict[str, list[str]], path: str, key: str) -> Place:
    number = orders[path].index(key)
    return path, orders[path][number - 1] if number else ""


def _moved(before: list[str], after: list[str], weight: Mapping[str, int]) -> list[str]:
    """The lightest of what is in both that went elsewhere: the others are the heaviest common order."""
    places = {key: number for number, key in enumerate(before)}
    common = [key for key in after if key in places]
    best: list[tuple[int, frozenset[str]]] = []
    for number, key in enumerate(common):
        earlier = [best[n] for n in range(number) if places[common[n]] < places[key]]
        total, kept = max(earlier, key=lambda found: found[0], default=(0, frozenset()))
        best.append((total + weight[key], kept | {key}))
    stayed = max(best, key=lambda found: found[0], default=(0, frozenset()))[1]
    return [key for key in common if key not in stayed]
