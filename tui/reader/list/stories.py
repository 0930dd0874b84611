"""A story unfolded in the list: which rows come under which, and what becomes of the day headings. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from pullquote.cache.core.id_set import IdSet, without
from pullquote.tui.render.day_headings import Days


class Unfolded(NamedTuple):
    """The rows of a list, which of them stand under which other, and where the cursor goes."""

    ids: array[int]
    under: Mapping[int, int]
    focus: int


class Rows(Protocol):
    """What is shown: the articles, and those of them that stand under another."""

    ids: array[int]
    under: Mapping[int, int]


def toggled(rows: Rows, article: int, story: Sequence[int]) -> Unfolded | None:
    """Return the list with the other articles of a story under the row of ``article``, or without them again.

    ``story`` are all of its articles, ``article`` among them, in the order in which they are shown. ``None`` where
    there is nothing to show.
    """
    head = rows.under.get(article, article)
    if head in rows.under.values():
        left = {number: above for number, above in rows.under.items() if above != head}
        gone = rows.under.keys() - left.keys()
        return Unfolded(without(rows.ids, [number for number in rows.ids if number in gone]), left, head)
    there = IdSet(rows.ids)
    coming = [number for number in story if number != head and number not in there]
    if not coming or head not in there:
        return None
    place = rows.ids.index(head) + 1
    ids = rows.ids[:place] + array("q", coming) + rows.ids[place:]
    return Unfolded(ids, {**rows.under, **dict.fromkeys(coming, head)}, head)


def shifted(days: Days, before: Sequence[int], after: Sequence[int]) -> Days:
    """Return where each day begins in a list into which rows came, or out of which they went, in one place."""
    first = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    place = min(len(before), len(after)) if first is None else first
    by = len(after) - len(before)
    begins = [row for row, _ in days]
    at = bisect_right(begins, place - 1)
    return [*days[:at], *((row + by, day) for row, day in days[at:])]


def unfolded_words(shown: int, key: str) -> str:
    """Return what is said of a story with so many rows below its own, and of the key that puts them away."""
    if not shown:
        return "The story is one row again."
    return f"{shown} more below: {key} puts {'it' if shown == 1 else 'them'} away."
