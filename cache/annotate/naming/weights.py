"""What each thing that is seen is worth for each answer, read from ``weights.txt``; a run's worth is the sum of them.

The weights of one thing for all answers are one whole number, each in bits of its own, so that one addition adds them
all. ``tests/bench/learn_names.py`` learns them: one logistic regression for the answers, one for the kinds of works.
"""

from __future__ import annotations

from base64 import b85decode, b85encode
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Final
from zlib import compress, decompress

from msgspec import Struct

WEIGHTS: Final = Path(__file__).with_name("weights.txt")
ANSWERS: Final = ("none", "person", "character", "group", "work")
"""What a run of words may be."""
WORKS: Final = ("film", "show", "album", "song", "book", "play", "game", "podcast")
"""What kind of work it is, if it is one."""
SCALE: Final = 100
"""The weights are whole numbers of hundredths."""
_BITS = 20
_WIDTH = 120
_HALF = 1 << (_BITS - 1)
_LANES = len(ANSWERS) + len(WORKS)
_OFFSET = sum(_HALF << (_BITS * lane) for lane in range(_LANES))
_MASK = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * lane for lane in range(len(ANSWERS)))
_MASK_OF_ANSWERS = (1 << _BITS * len(ANSWERS)) - 1
Table = dict[str, int]


class Weights(Struct, frozen=True):
    """The everyday words, what every run is worth, and a table for each thing that is seen.

    The things are in the order in which ``features`` sees them at the first word, at the last, and of the whole run.
    """

    words: frozenset[str]
    always: int
    first: tuple[Table, ...]
    last: tuple[Table, ...]
    whole: tuple[Table, ...]


def packed(values: Iterable[int]) -> int:
    """Return weights for all answers and kinds of works, in their order, as one number."""
    return sum(value << (_BITS * lane) for lane, value in enumerate(values))


def unpacked(total: int) -> list[int]:
    """Return the sums that a number holds, in hundredths."""
    total += _OFFSET
    return [((total >> (_BITS * lane)) & _MASK) - _HALF for lane in range(_LANES)]


def for_answers(total: int) -> list[int]:
    """Return the sums for the answers alone, which decide what most runs are."""
    total = (total + _OFFSET) & _MASK_OF_ANSWERS
    return [((total >> shift) & _MASK) - _HALF for shift in _SHIFTS]


def worth(tables: Sequence[Table], seen: Sequence[str]) -> int:
    """Return what is seen, as one number that holds the sum for each answer."""
    return sum(map(dict.get, tables, seen, repeat(0)))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the learned weights."""
    return parsed(WEIGHTS.read_text(encoding="ascii"))


def parsed(text: str) -> Weights:
    """Return the weights that a file says, whose lines are made by ``written``."""
    lines = decompress(b85decode(text.replace("\n", ""))).decode().split("\n")
    tables: dict[str, list[Table]] = {"first": [], "last": [], "whole": []}
    table: Table = {}
    for line in lines[2:]:
        value, tab, worth_of_it = line.partition("\t")
        if tab:
            table[value] = int(worth_of_it, 16)
        else:
            table = {}
            tables[value].append(table)
    return Weights(frozenset(lines[0].split(" ")), int(lines[1], 16), **{side: tuple(tables[side]) for side in tables})


def written(learned: Weights) -> str:
    """Return weights as a file says them.

    Its lines, compressed, are: the everyday words; what every run is worth; then for each table its name, and for each
    thing in it the thing, a tab and what it is worth, as a number of base 16.
    """
    lines = [" ".join(sorted(learned.words)), f"{learned.always:x}"]
    for side, tables in (("first", learned.first), ("last", learned.last), ("whole", learned.whole)):
        for table in tables:
            lines.append(side)
            lines += [f"{value}\t{worth_of_it:x}" for value, worth_of_it in table.items()]
    text = b85encode(compress("\n".join(lines).encode(), 9)).decode()
    return "".join(f"{text[at : at + _WIDTH]}\n" for at in range(0, len(text), _WIDTH))
