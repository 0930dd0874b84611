"""Long lists are marked read in pieces, and that taken back, from the keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.cache.store.user import marking


@pytest.fixture(autouse=True)
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two articles marked at once."""
    monkeypatch.setattr(marking, "AT_ONCE", 2)


async def test_a_list_is_marked_taken_back_and_marked_again_as_a_whole(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        for _ in range(2):
            await session.press("A")
            await session.until(lambda: library.count("is:unread") == 0)
            await session.until(lambda: "6 marked as read" in session.text())
            assert not library.marking.is_left()
            await session.press("U")
            await session.until(lambda: library.count("is:unread") == 6)
            await session.until(lambda: "6 articles are unread again" in session.text())


async def test_what_was_left_when_the_app_ended_is_marked_at_its_next_start(library: Library, reader: Any) -> None:
    for begun in (library.ids()[:3], library.ids()[3:]):
        library.marking.begin(begun)
    async with reader(library) as session:
        await session.until(lambda: library.count("is:unread") == 0)
        await session.until(lambda: not library.marking.is_left())
