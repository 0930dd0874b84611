"""Sentences that name a key name the one the user has."""

from __future__ import annotations

from typing import Any

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

OWN = Settings(
    keys={
        "undo": "B", "refresh_all": "C", "clear": "ctrl+g", "filter": "ctrl+f", "search": "ctrl+k", "watch": "ctrl+w",
        "sections": "ctrl+t", "help": "f1", "forget_samples": "Z", "later": "ctrl+r",
    }
)  # fmt: skip


async def test_what_can_be_taken_back_names_the_key_that_does_it(library: Library, reader: Any) -> None:
    async with reader(Library(library.database, OWN)) as session:
        await session.press("A")
        await session.until(lambda: "marked as read: B takes it back" in session.text())
        await session.press("2", "f")
        await session.until(lambda: "Starred: 2 articles. B takes it back." in session.text())
        await session.press("B")
        await session.until(lambda: library.count("is:starred") == 0)


async def test_an_empty_list_names_the_keys_that_help(library: Library, reader: Any) -> None:
    async with reader(Library(library.database, OWN)) as session:
        await session.press("w")
        await session.press("ctrl+w")
        assert "Filter with ^F or search with ^K first; ^W then keeps that" in session.text()
        await session.press("ctrl+f", *"nowhere", "enter")
        await session.until(lambda: "No article answers nowhere. ^G" in session.text())
        await session.press("ctrl+g")
        await session.until(lambda: len(session.screen.list.ids) == 6)
