"""Which articles are meant, of a million: in little memory, and without other threads having to wait.

``IdSet`` takes a byte for each id, where a set takes sixty. It is made and asked in Python's own loops: other threads
go on meanwhile, which they do not while a set is made.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress


class IdSet:
    """Positive ids that were counted up one by one, as those of a table are. Only asked once it is made."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._there = there = bytearray()
        room = 0
        for number in ids:
            if number >= room:
                there.extend(bytes(max(number + 1 - room, room)))
                room = len(there)
            there[number] = 1

    def __contains__(self, number: int) -> bool:
        """Return whether an id is among them."""
        return 0 <= number < len(self._there) and self._there[number] == 1


def without(ids: array[int], going: Sequence[int]) -> array[int]:
    """Return ``ids`` without some of them, given in the same order: what stays is copied in runs.

    Those that are not among them are passed by.
    """
    if not going:
        return ids
    left: array[int] = array("q")
    at = 0
    for number in going:
        with suppress(ValueError):
            found = ids.index(number, at)
            left.extend(ids[at:found])
            at = found + 1
    left.extend(ids[at:])
    return left
