"""Two orders of the same things: one of both, and what went elsewhere."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def in_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The order of `after`; what is only in `before` follows the one it followed there."""
    merged = list(after)
    place, present = 0, set(after)
    for id_ in before:
        if id_ in present:
            place = merged.index(id_) + 1
        else:
            merged.insert(place, id_)
            place += 1
    return merged


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest of what is in both that went elsewhere, in the order of `after`."""
    common = set(before) & set(after)
    old, new = ([id_ for id_ in ids if id_ in common] for ids in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {id_ for block in blocks for id_ in new[block.b : block.b + block.size]}
    return [id_ for id_ in new if id_ not in stayed]
