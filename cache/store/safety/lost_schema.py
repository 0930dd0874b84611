"""The tables of a library whose schema is lost: found again by what is in the pages of its file.

SQLite finds a table by the row of the schema that names its root page, and reads nothing of a file that has lost that
row, though every row of the table is there. Each root page is looked at here: what kind of tree it is, how many columns
its rows have, and of which types. Where that fits one table of this version alone, that table is it. The formats are
those of https://sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from pullquote.cache.store import migrate
from pullquote.cache.store.file.conversions import sql

_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 13, 5, 10, 2
_INNER = (_TABLE_INNER, _INDEX_INNER)
_OF_TABLE = (_TABLE_LEAF, _TABLE_INNER)
_HEADER = 100
_ROWS = 12
"""Rows of a tree that are looked at."""
_DEPTH = 20
_MOST = 400
"""Columns of a row at most: more are no row."""


class _Shape(Struct, frozen=True):
    """What the rows of a tree are: the type of each column (``I``, ``R``, ``T``, ``B``), small where it may be NULL.

    ``least`` columns are in every row: those that came by ``ALTER TABLE`` are not in rows from before. An index is no
    table; a table whose rows have no number is a tree of the same kind.
    """

    name: str
    is_table: bool
    has_rowid: bool
    columns: str
    least: int


def tables(file: Path, known: Collection[str] = ()) -> dict[str, int]:
    """Return the root pages of tables, by their names, that the schema of a file has lost; but for those ``known``.

    Raises ``OSError``; a file that is no database has none.
    """
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _found(_Pages(data), known)
    except ValueError:  # nothing in it, or no pages
        return {}


def give_schema(file: Path, names: Collection[str], roots: Mapping[str, int]) -> None:
    """Write the schema of some tables, as this version has them, over the first page of a damaged file.

    A table without a root has no rows then. Raises ``OSError``, and ``sqlite3.Error`` where the page is too small.
    """
    made = file.with_name(f"{file.name}.schema")
    made.unlink(missing_ok=True)
    with file.open("r+b") as opened:
        page = _page_size(opened.read(_HEADER))
        last = opened.seek(0, os.SEEK_END) // page
        for kind in (_TABLE_LEAF, _INDEX_LEAF):  # two trees without rows
            opened.write(bytes((kind, 0, 0, 0, 0)) + (page % 65_536).to_bytes(2) + bytes(page - 7))
        rows = []
        for name, statement in _statements():
            if name in names:
                empty = last + (2 if _is_without_rowid(statement) else 1)
                rows.append(("table", name, name, roots.get(name, empty), statement))
        with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as conn:
            conn.execute(sql("PRAGMA page_size = {}", str(page)))
            conn.execute("PRAGMA writable_schema = ON")
            conn.execute("BEGIN")
            conn.executemany("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", rows)
            conn.execute("COMMIT")
        first = bytearray(made.read_bytes()[:page])
        made.unlink()
        if first[_HEADER] != _TABLE_LEAF:
            raise sqlite3.DatabaseError("the schema has no room on one page")
        first[28:32] = (last + 2).to_bytes(4)
        opened.seek(0)
        opened.write(first)


def _is_without_rowid(statement: str) -> bool:
    return "WITHOUT ROWID" in statement.upper()


def _page_size(head: bytes) -> int:
    size = int.from_bytes(head[16:18])
    return 65_536 if size == 1 else size


class _Pages:
    """The pages of a file, by their numbers from 1."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.size = _page_size(data[:_HEADER])
        if self.size < 512 or self.size & (self.size - 1):
            raise ValueError("no pages")
        self.count = len(data) // self.size

    def kind(self, page: int) -> int:
        """Return the kind of tree a page is of; 0 where it is of none."""
        at = (page - 1) * self.size
        kind = self.data[at]
        if kind not in (*_INNER, _TABLE_LEAF, _INDEX_LEAF):
            return 0
        cells = int.from_bytes(self.data[at + 3 : at + 5])
        content = int.from_bytes(self.data[at + 5 : at + 7]) or 65_536
        ends = (12 if kind in _INNER else 8) + 2 * cells
        return kind if ends <= content <= self.size and self.data[at + 7] <= 60 else 0

    def cells(self, page: int) -> Iterator[int]:
        """Yield where the cells of a page begin, in the file."""
        at = (page - 1) * self.size
        first = at + (12 if self.data[at] in _INNER else 8)
        for number in range(int.from_bytes(self.data[at + 3 : at + 5])):
            place = int.from_bytes(self.data[first + 2 * number : first + 2 * number + 2])
            if place < self.size:
                yield at + place

    def children(self, page: int) -> list[int]:
        """Return the pages below an inner page."""
        at = (page - 1) * self.size
        found = [int.from_bytes(self.data[cell : cell + 4]) for cell in self.cells(page)]
        found.append(int.from_bytes(self.data[at + 8 : at + 12]))
        return [one for one in found if 2 <= one <= self.count]

    def free(self) -> set[int]:
        """Return the pages on the list of free ones, which hold what was there before."""
        found: set[int] = set()
        trunk = int.from_bytes(self.data[32:36])
        while 2 <= trunk <= self.count and trunk not in found:
            found.add(trunk)
            at = (trunk - 1) * self.size
            many = min(int.from_bytes(self.data[at + 4 : at + 8]), self.size // 4 - 2)
            found.update(int.from_bytes(self.data[at + 8 + 4 * n : at + 12 + 4 * n]) for n in range(many))
            trunk = int.from_bytes(self.data[at : at + 4])
        return found

    def varint(self, at: int) -> tuple[int, int]:
        """Return the number of variable length at a place, and where it ends."""
        value = 0
        for n in range(8):
            byte = self.data[at + n]
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, at + n + 1
        return value << 8 | self.data[at + 8], at + 9

    def row(self, cell: int, kind: int) -> list[int] | None:
        """Return the serial types of the columns of the row in a cell of a leaf; ``None`` where it is no row."""
        with contextlib.suppress(IndexError):
            _, at = self.varint(cell)
            if kind == _TABLE_LEAF:
                _, at = self.varint(at)
            length, place = self.varint(at)
            found: list[int] = []
            while place < at + length and len(found) < _MOST:
                serial, place = self.varint(place)
                found.append(serial)
            return found if place == at + length else None
        return None


def _found(pages: _Pages, known: Collection[str]) -> dict[str, int]:
    """Return the root page of each table whose rows no other table or index could have.

    A page below which others lie that are lost is a root too: of several, the one with the most pages is it.
    """
    free = pages.free()
    kinds = {page: kind for page in range(2, pages.count + 1) if page not in free and (kind := pages.kind(page))}
    below = {page: [one for one in pages.children(page) if one in kinds] for page in kinds if kinds[page] in _INNER}
    beneath = {one for children in below.values() for one in children}
    shapes = list(_shapes())
    best: dict[str, tuple[int, int]] = {}
    for root in kinds.keys() - beneath:
        leaf, size = root, 0
        for _ in range(_DEPTH):
            if kinds.get(leaf) not in _INNER:
                break
            size += len(below[leaf]) + 1
            leaf = next(iter(below[leaf]), 0)
        if leaf not in kinds:
            continue
        rows = [row for cell in list(pages.cells(leaf))[:_ROWS] if (row := pages.row(cell, kinds[leaf])) is not None]
        fitting = [shape for shape in shapes if rows and _fits(shape, rows, is_table=kinds[root] in _OF_TABLE)]
        if len(fitting) == 1 and fitting[0].is_table and fitting[0].name not in known:
            name = fitting[0].name
            best[name] = max(best.get(name, (0, 0)), (size, root))
    return {name: root for name, (_, root) in best.items()}


def _fits(shape: _Shape, rows: Sequence[Sequence[int]], *, is_table: bool) -> bool:
    if shape.has_rowid is not is_table:
        return False
    return all(
        shape.least <= len(row) <= len(shape.columns)
        and all(_is_of(serial, column) for serial, column in zip(row, shape.columns, strict=False))
        for row in rows
    )


def _is_of(serial: int, column: str) -> bool:
    """Return whether a serial type may stand in a column."""
    if serial == 0:
        return column.islower()
    if serial >= 12:
        return column in ("Bb" if serial % 2 == 0 else "Tt")
    return column in ("IiRr" if serial != 7 else "Rr")


def _statements() -> list[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        migrate.make_tables(conn)
        return conn.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
        ).fetchall()


def _shapes() -> Iterator[_Shape]:
    """Yield what the rows of each table and index of this version are."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        yield _Shape("sqlite_sequence", False, True, "TI", 2)
        migrate.make_tables(conn)
        trees = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        for name, statement in conn.execute(trees).fetchall():
            info = conn.execute(sql("PRAGMA table_info({})", name)).fetchall()
            types = {row[1]: _column(row[2], may_be_null=not row[3]) for row in info}
            has_rowid = not _is_without_rowid(statement)
            keys = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
            names = [row[1] for row in info]
            if name == "sqlite_sequence":
                continue  # its columns say no types
            if has_rowid:
                if len(keys) == 1 and types[keys[0]] in "Ii":
                    types[keys[0]] = "i"  # the number of the row stands in its place, and NULL in the row
            else:
                names = [*keys, *(one for one in names if one not in keys)]
            may_lack = {row[1] for row in info if row[4] is not None or not (row[3] or row[5])}
            least = 1 + max(place for place, one in enumerate(names) if one not in may_lack or place == 0)
            yield _Shape(name, True, has_rowid, "".join(types[one] for one in names), least)
            for index in conn.execute(sql("PRAGMA index_list({})", name)).fetchall():
                if index[3] == "pk" and not has_rowid:
                    continue  # that is the table itself
                parts = conn.execute(sql("PRAGMA index_xinfo({})", index[1])).fetchall()
                shape = "".join("i" if row[2] is None else types[row[2]] for row in parts)
                yield _Shape(index[1], False, False, shape, len(shape))


def _column(kind: str, *, may_be_null: bool) -> str:
    letter = {"INTEGER": "I", "INT": "I", "REAL": "R", "TEXT": "T", "BLOB": "B"}.get(kind.upper(), "i")
    return letter.lower() if may_be_null else letter
