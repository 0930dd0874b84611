"""Numbers with their nouns, for messages."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 feed``, ``1,200 feeds``; ``plural`` where it is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(position: float) -> int:
    """Return a reading position, 0 to 1, in percent: 0 only for one at the beginning, 100 only for one at the end."""
    if not 0 < position < 1:
        return round(100 * min(max(position, 0), 1))
    return min(max(round(100 * position), 1), 99)
