"""The order of a large library, kept in a file beside it: believed only while it is that of the very library."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.order import Order
from pullquote.cache.library import Library
from pullquote.cache.store.reading import newest
from pullquote.cache.store.reading.newest import FILE, Newest, every

from ..test_growth import filled

NUMBER = 300


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a file of small libraries too, and read them in many parts."""
    monkeypatch.setattr(newest, "LEAST", 10)
    monkeypatch.setattr(newest, "_AT_ONCE", 7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a library that was read and closed."""
    with filled(tmp_path / "a", NUMBER) as library:
        library.ids()
    return tmp_path / "a"


def from_file(folder: Path) -> array[int] | None:
    """Return the order as the file has it for the library, ``None`` where it is not believed."""
    with Library.open(folder, read_only=True) as library, library.database.reading() as conn:
        return newest._load(conn, newest._state(conn))


def test_closing_a_library_keeps_the_order_and_the_next_one_takes_it_from_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert from_file(folder) == array("q", range(NUMBER, 0, -1))
    monkeypatch.setattr(newest, "every", lambda conn: pytest.fail("all articles were read"))
    with Library.open(folder) as library:
        assert list(library.ids()) == [*range(NUMBER, 0, -1)]


def test_only_the_user_may_read_the_file(folder: Path) -> None:
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE article SET moment = 1 WHERE id = 200",
        "DELETE FROM article WHERE id = 200",
        "INSERT INTO article (moment, dated, added, title, shown) VALUES (9, 1, 9, 'New', 0)",
    ],
)
def test_what_came_went_or_moved_since_is_in_the_list(folder: Path, change: str) -> None:
    with Library.open(folder) as library, library.database.write() as conn:
        conn.execute(change)
    assert from_file(folder) is None
    with Library.open(folder) as library:
        with library.database.reading() as conn:
            rows = conn.execute("SELECT id FROM article ORDER BY moment DESC, id DESC").fetchall()
        assert list(library.ids()) == [row[0] for row in rows]


def test_another_library_in_the_same_place_has_its_own_order(folder: Path) -> None:
    with filled(folder.parent / "b", NUMBER) as other, other.database.write() as conn:
        conn.execute("UPDATE article SET moment = -moment")
    with Library.open(folder) as library, library.database.write() as conn:
        conn.execute("UPDATE meta SET value = (SELECT count(*) * 2 FROM article) WHERE key = 'order'")
    shutil.copy(folder.parent / "b" / "library.db", folder / "new.db")
    (folder / "new.db").replace(folder / "library.db")
    assert from_file(folder) is None
    with Library.open(folder) as library:
        assert list(library.ids()) == [*range(1, NUMBER + 1)]


@pytest.mark.parametrize("left", [0, 20, 500])
def test_a_file_that_was_cut_is_not_believed(folder: Path, left: int) -> None:
    os.truncate(folder / FILE, left)
    assert from_file(folder) is None
    with Library.open(folder) as library:
        assert len(library.ids()) == NUMBER


def test_what_is_not_committed_is_in_no_file(folder: Path) -> None:
    kept = (folder / FILE).read_bytes()
    with Library.open(folder) as library:
        known = Newest()
        with contextlib.suppress(RuntimeError), library.database.write() as conn:
            conn.execute("DELETE FROM article WHERE id > 100")
            assert len(known.ids(conn)) == 100
            raise RuntimeError
        with library.database.reading() as conn:
            known.keep(conn)
    assert (folder / FILE).read_bytes() == kept


def test_a_small_library_has_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "LEAST", NUMBER + 1)
    with filled(tmp_path, NUMBER) as library:
        library.ids()
    assert not (tmp_path / FILE).exists()


def test_a_list_read_in_parts_is_the_list_of_one_moment(tmp_path: Path) -> None:
    with filled(tmp_path, 50) as library, library.database.write() as conn:
        conn.execute("UPDATE article SET moment = id % 5")  # many of one moment
        rows = conn.execute("SELECT id FROM article ORDER BY moment DESC, id DESC").fetchall()
        assert list(every(conn)) == [row[0] for row in rows]


def test_articles_that_come_are_put_where_they_belong_without_reading_all_again(
    tmp_path: Path, make: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, kept, read = random.Random(5), Newest(), []

    def counted(conn: sqlite3.Connection) -> array[int]:
        read.append(len(read))
        return every(conn)

    monkeypatch.setattr(newest, "every", counted)
    with Library.open(tmp_path) as library:
        for number in range(60):
            for _ in range(dice.choice((0, 1, 1, 3, 9))):
                day = dice.randrange(1, 28)
                library.keep(make(dice.randrange(10**6), published=datetime(2026, 1, day, 12, tzinfo=UTC)))
            if number == 40:
                library.remove([dice.choice(library.ids())])
            with library.database.reading() as conn:
                assert kept.ids(conn) == every(conn)
        assert len(read) <= 3  # the first time, and after what was removed


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("most", [1, 20, NUMBER, NUMBER + 1])
@pytest.mark.parametrize("query", ["", "-is:muted", "is:unread", "outlet:nobody"])
def test_the_first_alone_are_the_first_of_all_and_no_whole_order_is_read(
    folder: Path, order: Order, most: int, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(folder) as library:
        library.queue([5, 3, 9])
        with library.database.write() as conn:
            conn.execute("UPDATE article SET outlet = NULL WHERE id % 3 = 0")
            conn.execute("UPDATE article SET muted = 1 WHERE id % 7 = 0")
            conn.execute("UPDATE article SET read = 1 WHERE id % 2 = 0")
        wanted = library.ids(query, order=order)
    with Library.open(folder, read_only=True) as library:
        monkeypatch.setattr(Newest, "ids", lambda *_: pytest.fail("the whole order was read"))
        found = library.first(query, order, most, alone=True)
    assert not found or found == wanted[:most]
    if most == 1 and order is Order.NEWEST and query != "outlet:nobody":
        assert len(found) == 1
