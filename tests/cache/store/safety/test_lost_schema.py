"""A library that has lost its schema, and every copy of its marks: its tables are found by what their pages hold."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from pullquote.cache.library import Library, examine
from pullquote.cache.store.safety import lost_schema

from .. import damage

PAGE = damage.PAGE


def schema_pages(data: bytes) -> list[int]:
    """Return the pages that hold the schema, the first of the file before all."""
    if data[100] == 13:
        return [1]
    cells = int.from_bytes(data[103:105])
    places = [int.from_bytes(data[112 + 2 * n : 114 + 2 * n]) for n in range(cells)]
    return [1, *(int.from_bytes(data[at : at + 4]) for at in places), int.from_bytes(data[108:112])]


def without(data: bytes, pages: list[int]) -> bytes:
    """Return a file in which these pages have nothing but zeros, the header aside."""
    left = bytearray(data)
    for page in pages:
        begin = (page - 1) * PAGE + (100 if page == 1 else 0)
        left[begin : page * PAGE] = bytes(page * PAGE - begin)
    return bytes(left)


@pytest.fixture
def alone(tmp_path: Path, make, make_entry) -> tuple[Path, damage.Marks]:
    """A library with marks of every kind and no copy of them, and what they are."""
    damage.fill(tmp_path / "made", make, make_entry)
    with Library.open(tmp_path / "made") as library:
        marks = damage.marks(library)
    (tmp_path / "left").mkdir()
    shutil.copy(tmp_path / "made" / "library.db", tmp_path / "left" / "library.db")
    return tmp_path / "left", marks


def test_all_marks_come_back_from_a_file_without_any_page_of_its_schema(alone) -> None:
    folder, marks = alone
    path = folder / "library.db"
    data = path.read_bytes()
    path.write_bytes(without(data, schema_pages(data)))
    assert "came back from" in " ".join(examine(folder))
    with Library.open(folder) as library:
        assert marks - damage.marks(library) == set()


def test_any_page_of_the_schema_may_be_lost(alone) -> None:
    folder, marks = alone
    path = folder / "library.db"
    data = path.read_bytes()
    for page in schema_pages(data):
        shutil.rmtree(folder)
        folder.mkdir()
        path.write_bytes(without(data, [page]))
        examine(folder)
        with Library.open(folder) as library:
            assert marks - damage.marks(library) == set(), f"page {page}"


def test_the_tables_are_those_the_schema_named(alone) -> None:
    path = alone[0] / "library.db"
    with sqlite3.connect(path) as conn:
        named = dict(conn.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    conn.close()
    found = lost_schema.tables(path)
    assert found.keys() >= {"feed", "entry", "article", "body", "entity", "alias", "memory"}
    assert found.items() <= named.items()


@pytest.mark.parametrize("data", [b"", b"diary" * 2_000, b"SQLite format 3\0", os.urandom(100_000)], ids=len)
def test_what_is_no_database_has_no_tables(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert lost_schema.tables(tmp_path / "file") == {}


@pytest.mark.parametrize("data", [b"\0" * PAGE * 3, b"diary" * 2_000, os.urandom(100_000)], ids=len)
def test_a_file_with_nothing_of_a_library_gives_nothing_back(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "library.db").write_bytes(data)
    assert "Nothing came back from what was left of it." in " ".join(examine(tmp_path))


def test_pages_of_rubbish_end_nothing(alone) -> None:
    path = alone[0] / "library.db"
    head = path.read_bytes()[:100]
    path.write_bytes(head + bytes((13, 5, 10, 2)) * (PAGE * 20 // 4))
    assert lost_schema.tables(path) == {}
    path.write_bytes(head + os.urandom(PAGE * 50))
    lost_schema.tables(path)


def test_a_file_with_its_schema_is_not_looked_through(alone, monkeypatch) -> None:
    folder, _ = alone
    path = folder / "library.db"
    monkeypatch.setattr(lost_schema, "tables", lambda *_: pytest.fail("its schema is there"))
    with sqlite3.connect(path) as conn:
        page = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()[0]
    conn.close()
    path.write_bytes(without(path.read_bytes(), [page]))
    assert "came back from what could be read of the damaged file" in " ".join(examine(folder))
