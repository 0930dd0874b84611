"""A long list of names in a file that is looked up where it lies: mapped into memory, and read where it is asked.

The lines are those of ``name_lists``, sorted as bytes. Before them stands a bit map of the beginnings of all names,
word by word, so that nearly every run of words in a text is told to be none of them without a line being read: what a
look-up costs does not grow with the list. All processes that map the file share its memory.

The list also tells which words are ordinary: those that many of its names have. "Kitchen" is in many titles, the name
of a town that somebody made up in one.

    MAGIC, stamp (16 bytes), exponent of the bits of the map, names, bytes of the lines; the map; the lines
"""

from __future__ import annotations

import mmap
import struct
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from zlib import crc32

from pullquote.cache.core.name_lists import ListedName, name_of
from pullquote.cache.core.paths import write_atomically

MAGIC = b"PQNAMES1"
STAMP_SIZE = 16
_HEAD = struct.Struct(f"<8s{STAMP_SIZE}sBIQ")
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
        self._lines = _HEAD.size + (1 << exponent >> 3)

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
        if len(mapped) != _HEAD.size + (1 << exponent >> 3) + size:
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
        at, found = self._first(start), list[ListedName]()
        while self._map[at : at + len(start)] == start and len(found) < _MOST_FOUND:
            end = self._end(at)
            one = name_of(self._map[at:end].decode("utf-8", "replace"))
            if one is not None:
                found.append(one)
            at = end + 1
        return found

    def is_ordinary(self, word: str) -> bool:
        """Return whether many names have this word, which is one of a key."""
        key = word.encode("utf-8", "replace")
        return self._has(b"\t" + key) and self._has(b"\n" + key)

    def _has(self, beginning: bytes) -> bool:
        bit = crc32(beginning) & self._mask
        return bool(self._map[_HEAD.size + (bit >> 3)] >> (bit & 7) & 1)

    def _end(self, at: int) -> int:
        end = self._map.find(b"\n", at)
        return len(self._map) if end < 0 else end

    def _first(self, start: bytes) -> int:
        """Return where the first line is that is not before ``start``."""
        low, high = self._lines, len(self._map)
        while low < high:
            middle = max(low, self._map.rfind(b"\n", low, (low + high) // 2) + 1)
            if self._map[middle : middle + len(start)] < start:
                low = min(self._end(middle) + 1, high)
            else:
                high = middle
        return low


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
    body = b"\n".join(kept)
    return _HEAD.pack(MAGIC, stamp.ljust(STAMP_SIZE, b"\0")[:STAMP_SIZE], exponent, len(kept), len(body)) + bits + body


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
