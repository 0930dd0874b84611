"""Keys move where the panes part; that is kept, and no pane is too small to read."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.reader.splits import LEAST_ARTICLE, LEAST_LINES, LEAST_LIST, LEAST_PEOPLE


async def test_the_list_and_the_people_are_made_wider_and_keep_it(library: Library, reader: Any) -> None:
    async with reader(library, size=(160, 40)) as session:
        screen = session.screen
        assert screen.list.outer_size.width == 46
        await session.press("greater_than_sign", "3", "greater_than_sign")
        assert screen.list.outer_size.width == 54
        await session.press("g", "3", "less_than_sign")
        assert screen.entities.outer_size.width == 32
        await session.press("g", "2", "less_than_sign")
        assert (screen.list.outer_size.width, screen.entities.outer_size.width) == (54, 32)
        await session.pilot.resize_terminal(120, 40)
        await session.settle()
        assert (screen.list.outer_size.width, screen.entities.outer_size.width) == (42, 24)
        await session.pilot.resize_terminal(40, 20)
        await session.settle()
        assert screen.article.outer_size.width == 40
        await session.press("g", "1", "greater_than_sign")
        assert "One pane has all the width here." in screen.status.text
    async with reader(library, size=(160, 40)) as session:
        assert (session.screen.list.outer_size.width, session.screen.entities.outer_size.width) == (54, 32)


async def test_above_a_preview_the_list_gets_more_lines(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        before = session.screen.list.outer_size.height
        await session.press("2", "greater_than_sign")
        assert session.screen.list.outer_size.height == before + 2
        await session.press("9", "9", "less_than_sign")
        assert session.screen.list.outer_size.height == LEAST_LINES
        await session.press("less_than_sign")
        assert "cannot be smaller" in session.screen.status.text


@pytest.mark.parametrize("size", [(20, 8), (40, 20), (72, 12), (80, 24), (108, 30), (120, 40), (160, 40), (250, 60)])
async def test_no_pane_is_pressed_below_what_can_be_read(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        screen = session.screen
        for pane in ("1", "3"):
            for key in ("greater_than_sign", "less_than_sign", "greater_than_sign"):
                await session.press("g", pane, "9", "9", key)
                if size[0] >= 108:
                    assert screen.list.outer_size.width >= LEAST_LIST
                    assert screen.entities.outer_size.width >= LEAST_PEOPLE
                    assert screen.article.outer_size.width >= LEAST_ARTICLE - 2
        await session.press("i")
        assert session.app.is_running
