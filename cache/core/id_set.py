"""Which articles are meant, of a million: a byte for each id, where a set takes sixty.

It is made and asked in Python's own loops: other threads go on meanwhile, which they do not while a set is made.
"""

from __future__ import annotations

from collections.abc import Iterable


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
