"""What came since somebody last asked: by the order in which articles arrived, whatever date they bear.

Articles get growing numbers as they arrive, so the newest number at a time parts what came before from what comes
after. An article whose full text is still to be fetched may answer a query only then: it waits, and comes once.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection
from datetime import datetime
from itertools import accumulate, pairwise

import msgspec
from msgspec import Struct


class Mark(Struct, frozen=True):
    """Where somebody stood who asked: the newest article then, earlier ones that are still to come, and when it was."""

    last: int
    waiting: frozenset[int] = frozenset()
    at: datetime | None = None


class Moment(Struct, frozen=True):
    """The library at a time: its newest article, and those whose full text is still to be fetched."""

    last: int
    pending: frozenset[int]


class Arrived(Struct, frozen=True):
    """The articles that came since a list was last asked for, in the list's order, and what to keep of the asking."""

    key: str
    ids: array[int]
    mark: Mark | None
    moment: Moment

    @property
    def since(self) -> datetime | None:
        """When it was last asked for; ``None`` for the first time."""
        return self.mark.at if self.mark else None


def came(found: Collection[int], mark: Mark | None, moment: Moment) -> set[int]:
    """Return which of the articles that answer a query came after a mark and up to a moment; without one, all."""
    if mark is None:
        return {number for number in found if number <= moment.last}
    return {number for number in found if mark.last < number <= moment.last or number in mark.waiting}


def following(given: Collection[int], mark: Mark | None, moment: Moment, left: Collection[int] = ()) -> Mark:
    """Return the mark of whoever asked at a moment and was ``given`` some of what had come; ``left`` is to come again.

    What was neither given nor left waits for its full text, if that is still to be fetched.
    """
    waiting = {
        number
        for number in moment.pending
        if number not in given and (mark is None or number > mark.last or number in mark.waiting)
    }
    return Mark(moment.last, frozenset(waiting.union(left)))


def packed(numbers: Collection[int]) -> bytes:
    """Return numbers in few bytes: a hundred thousand in a row take a few hundred."""
    ordered = sorted(numbers)
    steps = [later - earlier for earlier, later in pairwise([0, *ordered])]
    return zlib.compress(msgspec.json.encode(steps), 6)


def unpacked(data: bytes) -> frozenset[int]:
    """Return the numbers that were packed; none where the bytes are none of ours."""
    try:
        return frozenset(accumulate(msgspec.json.decode(zlib.decompress(data), type=list[int])))
    except (zlib.error, msgspec.DecodeError):
        return frozenset()
