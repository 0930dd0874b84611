"""A library that cannot be written: one sentence, and nothing is lost."""

from __future__ import annotations

import fcntl
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import LibraryFull
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library


async def test_marks_in_a_library_that_may_only_be_read_say_so(tmp_path: Path, reader: Any, rich: Article) -> None:
    with Library.open(tmp_path / "library", settings=Settings()) as library:
        library.keep(rich)
    with Library.open(tmp_path / "library", settings=Settings(), read_only=True) as library:
        async with reader(library) as session:
            for key in ("f", "m", "A", "U"):
                session.screen.say("")
                await session.press(key)
                await session.until(lambda: session.screen.status.failed and session.screen.status.text)
            await session.press("g", "3", "plus")
            await session.until(lambda: session.screen.status.failed)
            await session.press("g", "4", "j", "y", "q", "g", "5", "q", "g", "3", "P", "H", "q")
            assert library.count("is:unread") == 1
            assert "Copper Lane" in session.text()


@pytest.mark.slow
async def test_a_locked_library_says_who_holds_it_and_reading_goes_on(library: Library, reader: Any) -> None:
    lock = next(path for path in library.path.parent.iterdir() if path.suffix == ".lock")
    async with reader(library) as session:
        with lock.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            await session.pilot.press("f")
            await session.pilot.press("j")
            assert session.screen.list.keys_widget.cursor == 1
            await session.until(lambda: session.screen.status.failed)
            assert library.count("is:starred") == 0
            fcntl.flock(file, fcntl.LOCK_UN)
        await session.press("k", "f")
        await session.until(lambda: library.count("is:starred") == 1)
        assert not session.screen.status.failed


async def test_a_full_disk_changes_nothing_and_says_so(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        with library.database.write() as conn:
            pages = conn.execute("PRAGMA page_count").fetchone()[0]
            conn.execute(f"PRAGMA max_page_count = {pages}")
        before = library.count("is:unread")
        for step in range(40):
            await session.pilot.press("m")
            await session.settle()
            if session.screen.status.failed:
                break
            before = library.count("is:unread")
            with suppress(LibraryFull):
                library.remember(f"fill {step}", "x" * 4000)
        assert session.screen.status.failed
        assert library.count("is:unread") == before
        with library.database.write() as conn:
            conn.execute("PRAGMA max_page_count = 1073741823")
        await session.press("m")
        await session.until(lambda: library.count("is:unread") != before)
