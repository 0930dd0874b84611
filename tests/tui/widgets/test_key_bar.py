"""The line of keys: as many as fit whole, and help always."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.widgets.status_bar import KeyBar


@pytest.mark.parametrize("columns", [20, 28, 40, 60, 80, 200])
@pytest.mark.parametrize(
    "keys", [[], ["enter"], ["quotation_mark"], ["enter", "i"]], ids=["list", "article", "quotes", "people"]
)
async def test_help_is_named_at_every_width(library: Library, reader: Any, columns: int, keys: list[str]) -> None:
    async with reader(library, size=(columns, 20)) as session:
        await session.press(*keys)
        line = session.text().split("\n")[-1]
        assert "? Help" in line
        assert len(line.rstrip()) <= columns
        assert line.startswith((" Enter", " q Back")) or columns == 20


async def test_a_click_on_a_key_presses_it(library: Library, reader: Any) -> None:
    async with reader(library) as session:

        async def click(words: str) -> None:
            line = session.text().split("\n")[-1]
            await session.pilot.click(KeyBar, offset=(line.index(words), 0))

        await click("f Star")
        await session.until(lambda: library.count("is:starred") == 1)
        await click("Enter Open")
        await session.until(lambda: "q Back" in session.text())
        await click("q Back")
        await session.until(lambda: "q Back" not in session.text())
        await click("? Help")
        await session.until(lambda: "Keys:" in session.text())
