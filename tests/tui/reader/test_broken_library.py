"""A library that breaks while it is read: a sentence for it, no key that ends the reader."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

KEYS = (
    "G", "g", "g", "n", "p", "f", "m", "A", "r", "S", "enter", "J", "K", "x", "right_square_bracket", "y", "g", "3",
    "j", "plus", "enter", "escape", "g", "1", "U", "R", "a", "t", "escape", "ctrl+p", *"nova", "escape", "F", *"feed:x",
    "escape", "slash", *"story", "enter", "escape", "P", "escape", "g", "4", "t", "down", "enter", "escape", "escape",
    "g", "5", "s", "d", "U", "escape",
)  # fmt: skip


@pytest.fixture
def many(tmp_path: Path, plain: Callable[[int], Article], rich: Article) -> Iterator[Library]:
    """A library much longer than what is read of it at first, all of it in its file."""
    with Library.open(tmp_path / "library", settings=Settings()) as opened:
        with opened.database.write() as conn:
            from pullquote.cache.store.file.conversions import now
            from pullquote.cache.store.writing import keeping

            for number in range(700):
                keeping.put(conn, plain(number), origin="file", when=now(), complete=True)
        opened.keep(rich)
        with opened.database.alone() as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield opened


def _damage(library: Library) -> None:
    """Write over all but the first page, and let what was read of it be forgotten."""
    with library.path.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    library.database.read().execute("PRAGMA shrink_memory")


@pytest.mark.slow
async def test_a_library_damaged_while_it_is_read_says_so_once_and_nothing_ends(many: Library, reader: Any) -> None:
    async with reader(many, size=(100, 30)) as session:
        _damage(many)
        await session.pilot.press("G")
        await session.until(lambda: session.screen.status.failed)
        assert "pullquote doctor" in session.screen.status.text
        for key in KEYS:
            await session.pilot.press(key)
            await session.pilot.pause()
        await session.settle()
        assert session.app.is_running
        while len(session.app.screen_stack) > 1:
            session.app.pop_screen()
        await session.press("g", "1", "g", "g", "j")
        assert "is damaged" in session.screen.status.text
        await session.press("Q")
    assert session.app.return_code in (0, None)


@pytest.mark.slow
async def test_a_library_taken_away_while_it_is_read(many: Library, reader: Any) -> None:
    async with reader(many, size=(100, 30)) as session:
        shutil.rmtree(many.path.parent)
        for key in KEYS:
            await session.pilot.press(key)
            await session.pilot.pause()
        await session.settle()
        assert session.app.is_running
        await session.press("Q")
