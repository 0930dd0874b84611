"""A long list of names in a file that is looked up where it lies: mapped into memory, and read where it is asked.

The lines are those of ``name_lists``, sorted as bytes. Before them stands a bit map of the beginnings of all names,
word by word, so that nearly every run of words in a text is told to be none of them without a line being read: what a
look-up costs does not grow with the list. All processes that map the file share its memory.

The list also tells which words are ordinary: those that many of its names have. "Kitchen" is in many titles, the name
of a town that somebody made up in one.

    MAGIC, stamp (16 bytes), exponent of the bits of the map, lines, bytes of the lines; the map; where each line starts
    (32 bits); the lines
"""

from __future__ import annotations

import mmap
import struct
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from pullquote.cache.core.names.lists import ListedName, name_of
from pullquote.cache.core.paths import write_atomically

MAGIC = b"PQNAMES2"
STAMP_SIZE = 16
_START = 4
_HEAD = struct.Struct(f"<8s{STAMP_SIZE}sIIQ")
_LEAST, _MOST = 12, 32
"""Exponents of the number of bits in the map."""
_BITS_EACH = 8
"""Bits for each beginning, at least: one in eight that are none is then looked for, at most."""
_ORDINARY, _ORDINARY_SHARE = 4, 10_000
"""A word is ordinary that one name in so many has, and no fewer than four."""
_MOST_FOUND = 8
"""Names of one spelling that are returned."""


class NameIndex:
    """Names of a file, looked up by ``name_key``. ``count`` is how many there are, ``stamp`` what they were made of."""

    def __init__(self, mapped: mmap.mmap, stamp: bytes, exponent: int, count: int) -> None:
        self.stamp = stamp
        self.count = count
        self._map = mapped
        self._mask = (1 << exponent) - 1
        starts = _HEAD.size + (1 << exponent >> 3)
        self._lines = starts + _START * count
        self._starts = memoryview(mapped)[starts : self._lines].cast("I")

    @classmethod
    def open(cls, path: Path) -> NameIndex | None:
        """Return the index in a file; ``None`` where there is none, or one that is damaged or of another version."""
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # an empty file cannot be mapped
            return None
        if len(mapped) < _HEAD.size:
            return None
        magic, stamp, exponent, count, size = _HEAD.unpack_from(mapped)
        if magic != MAGIC or not _LEAST <= exponent <= _MOST:
            return None
        if len(mapped) != _HEAD.size + (1 << exponent >> 3) + _START * count + size:
            return None
        return cls(mapped, stamp, exponent, count)

    def may_begin(self, key: str) -> bool:
        """Return whether a name may begin with the words of ``key``: surely not, or very likely."""
        return self._has(key.encode("utf-8", "replace"))

    def find(self, key: str) -> list[ListedName]:
        """Return the names that have a spelling with this key, one for each line."""
        start = key.encode("utf-8", "replace") + b"\t"
        if not self._has(start):
            return []
        size, found = len(start), list[ListedName]()
        number = bisect_left(range(self.count), start, key=lambda n: self._line(n, size))
        while number < self.count and self._line(number, size) == start and len(found) < _MOST_FOUND:
            one = name_of(self._line(number).decode("utf-8", "replace"))
            if one is not None:
                found.append(one)
            number += 1
        return found

    def is_ordinary(self, word: str) -> bool:
        """Return whether many names have this word, which is one of a key."""
        key = word.encode("utf-8", "replace")
        return self._has(b"\t" + key) and self._has(b"\n" + key)

    def _has(self, beginning: bytes) -> bool:
        bit = crc32(beginning) & self._mask
        return bool(self._map[_HEAD.size + (bit >> 3)] >> (bit & 7) & 1)

    def _line(self, number: int, most: int | None = None) -> bytes:
        """Return a line, or its first ``most`` bytes and perhaps some of the next."""
        at = self._lines + self._starts[number]
        if most is None:
            end = self._map.find(b"\n", at)
            return self._map[at : None if end < 0 else end]
        return self._map[at : at + most]


def index_bytes(lines: Iterable[str], stamp: bytes) -> bytes:
    """Return the file of these lines (``name_lists.lines_of``), in any order; ``stamp`` is cut to ``STAMP_SIZE``."""
    kept = sorted({line.encode("utf-8", "replace") for line in lines if "\n" not in line})
    beginnings: set[int] = set()
    for line in kept:
        key = line[: line.index(b"\t") + 1]
        beginnings.add(crc32(key))
        word = -1
        while (word := key.find(b" ", word + 1)) > 0:
            beginnings.add(crc32(key[:word]))
        beginnings.add(crc32(key[:-1]))
    for ordinary in _ordinary({line[: line.index(b"\t")] for line in kept}):
        beginnings |= {crc32(b"\t" + ordinary), crc32(b"\n" + ordinary)}  # two: to be told apart from nearly all others
    exponent = max(_LEAST, min(_MOST, (_BITS_EACH * len(beginnings)).bit_length()))
    bits = bytearray(1 << exponent >> 3)
    mask = (1 << exponent) - 1
    for beginning in beginnings:
        bit = beginning & mask
        bits[bit >> 3] |= 1 << (bit & 7)
    starts = array("I", accumulate((len(line) + 1 for line in kept[:-1]), initial=0) if kept else ())
    body = b"\n".join(kept)
    head = _HEAD.pack(MAGIC, stamp.ljust(STAMP_SIZE, b"\0")[:STAMP_SIZE], exponent, len(kept), len(body))
    return b"".join((head, bits, starts.tobytes(), body))


def _ordinary(keys: Collection[bytes]) -> list[bytes]:
    """Return the words that many of the keys have."""
    counts = Counter(word for key in keys for word in set(key.split(b" ")))
    enough = max(_ORDINARY, len(keys) // _ORDINARY_SHARE)
    return [word for word, count in counts.items() if count >= enough]


def write_index(path: Path, lines: Iterable[str], stamp: bytes) -> int:
    """Write an index to ``path`` in the place of the one before, whole or not at all; return its size in bytes.

    Who has mapped the one before keeps it. Raises ``PullquoteError``.
    """
    data = index_bytes(lines, stamp)
    write_atomically(path, data)
    return len(data)
