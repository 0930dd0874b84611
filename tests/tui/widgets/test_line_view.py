"""The scrollbar of the views that draw their own lines: where its thumb stands, and the mouse on it."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from pullquote.cache.library import Library
from pullquote.tui.widgets.line_view import LineView

SIZE = (80, 14)


def shown(view: LineView) -> list[int]:
    """Return the lines beside which the thumb is drawn."""
    lines = view.render_lines(view.size.region)
    return [y for y, line in enumerate(lines) if (last := list(line)[-1].style) is not None and last.reverse]


async def drag(pilot: Pilot[None], view: LineView, start: int, end: int) -> None:
    bar = view.size.width - 1
    await pilot.mouse_down(view, offset=(bar, start))
    await pilot.hover(view, offset=(bar, end))
    await pilot.mouse_up(view, offset=(bar, end))


async def test_the_thumb_goes_from_the_top_to_the_end(library: Library, reader: Any) -> None:
    async with reader(library, size=SIZE) as session:
        await session.press("enter")
        view = session.screen.article.keys_widget
        first = shown(view)
        assert first[0] == 0
        assert 0 < len(first) < view.size.height
        await session.press("G")
        last = shown(view)
        assert last[-1] == view.size.height - 1
        assert len(last) == len(first)
        assert all(line.cell_length == view.size.width for line in view.render_lines(view.size.region))


async def test_the_mouse_drags_the_thumb(library: Library, reader: Any) -> None:
    async with reader(library, size=SIZE) as session:
        await session.press("enter")
        view = session.screen.article.keys_widget
        await drag(session.pilot, view, 0, view.size.height - 1)
        await session.settle()
        assert view.at_end
        assert view.text_selection is None
        await drag(session.pilot, view, view.size.height - 1, 0)
        await session.settle()
        assert view.scroll_y == 0
        await session.pilot.hover(view, offset=(view.size.width - 1, view.size.height - 1))
        assert view.scroll_y == 0  # it was let go


async def test_a_click_on_the_bar_of_the_list_moves_no_cursor(library: Library, reader: Any) -> None:
    async with reader(library, size=SIZE) as session:
        view = session.screen.list.keys_widget
        assert shown(view)
        await session.pilot.click(view, offset=(view.size.width - 1, view.size.height - 1))
        await session.settle()
        assert view.cursor == 0
        assert view.scroll_y == view.max_scroll_y


async def test_no_scrollbar_has_letters_of_its_own(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        for keys in (("question_mark",), ("escape", "ctrl+p"), ("escape", "t"), ("escape", "g", "3"), ("g", "4")):
            await session.press(*keys)
            assert not set("▁▂▃▄▅▆▇█") & set(session.text()), keys


async def test_what_is_all_in_view_has_no_thumb(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 90)) as session:
        assert not shown(session.screen.list.keys_widget)
