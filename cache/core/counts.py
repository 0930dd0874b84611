"""Numbers with their nouns, and lists in the words of a sentence, for messages."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 feed``, ``1,200 feeds``; ``plural`` where it is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str], last: str = "and", *, comma: bool = False) -> str:
    """Join parts as a sentence does: ``a``, ``a and b``, ``a, b and c``.

    ``last`` is the word before the last part, ``comma`` puts one before that, for parts which have such words inside.
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}{',' if comma else ''} {last} {parts[-1]}"


def percent(position: float) -> int:
    """Return a reading position, 0 to 1, in percent: 0 only for one at the beginning, 100 only for one at the end."""
    if not 0 < position < 1:
        return round(100 * min(max(position, 0), 1))
    return min(max(round(100 * position), 1), 99)
