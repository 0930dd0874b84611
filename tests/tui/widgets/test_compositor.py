"""What changes on a screen is drawn, whatever is asked between the change and its layout, and nothing beside."""

from __future__ import annotations

import html
import re
from typing import Any

import pyte
import pytest
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from pullquote.cache.library import Library
from pullquote.tui.app import Reader
from pullquote.tui.widgets.article_view import ArticleView
from pullquote.tui.widgets.entity_list import EntityList
from pullquote.tui.widgets.headline_list import HeadlineList
from pullquote.tui.widgets.pane_header import PaneHeader
from pullquote.tui.widgets.status_bar import StatusBar


async def test_where_a_line_closed_is_drawn_although_places_were_asked_for_before_the_layout(
    library: Library, reader: Any
) -> None:
    async with reader(library) as session:
        await session.press("enter", "/", "a")
        screen, prompt = session.screen, session.screen.prompt
        compositor, line = screen._compositor, prompt.region
        compositor.reflow_visible(screen, screen.size)  # what a scroll does
        compositor._dirty_regions.clear()
        prompt.action_cancel()
        assert prompt not in compositor.full_map  # asked for by a widget that draws itself anew
        compositor.reflow(screen, screen.size)
        assert line in compositor._dirty_regions


class Asked:
    """What widgets were asked to draw: the lines of each, as first and number."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: list[tuple[str, int, int]] = []
        for kind in (HeadlineList, ArticleView, EntityList, StatusBar, PaneHeader):
            self._watch(monkeypatch, kind)

    def _watch(self, monkeypatch: pytest.MonkeyPatch, kind: type[Widget]) -> None:
        draw = kind.render_lines

        def render_lines(widget: Widget, crop: Region) -> list[Strip]:
            self.lines.append((kind.__name__, crop.y, crop.height))
            return draw(widget, crop)

        monkeypatch.setattr(kind, "render_lines", render_lines)


async def test_a_row_and_the_foot_are_drawn_without_the_panes_between_them(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library, size=(120, 40)) as session:
        screen = session.screen
        asked = Asked(monkeypatch)
        screen.list.keys_widget.refresh_lines(3)  # counted in the list, which has not scrolled
        screen.list.keys_widget.refresh_lines(9, 2)
        screen.status.refresh()
        screen._dirty_widgets.update({screen.list.keys_widget, screen.status})
        screen._on_timer_update()
        assert sorted(asked.lines) == [("HeadlineList", 3, 1), ("HeadlineList", 9, 2), ("StatusBar", 0, 1)]


async def test_a_key_in_an_article_draws_the_article_and_how_far_it_is_read(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library, size=(120, 20)) as session:
        await session.press("enter")
        asked = Asked(monkeypatch)
        await session.press("j")
        assert {kind for kind, _, _ in asked.lines} == {"ArticleView", "PaneHeader"}
        assert sum(kind == "ArticleView" for kind, _, _ in asked.lines) == 1


async def test_a_key_in_a_list_that_has_scrolled_draws_both_rows_in_its_first_frame(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library, size=(120, 14)) as session:
        await session.press("G")
        screen, headlines = session.screen, session.screen.list.keys_widget
        assert headlines.scroll_y > 0
        last = headlines._lines.line(headlines.cursor) - round(headlines.scroll_y)
        asked = Asked(monkeypatch)
        headlines.action_up()
        first = headlines._lines.line(headlines.cursor) - round(headlines.scroll_y)
        screen._dirty_widgets.add(headlines)
        screen._on_timer_update()
        drawn = {y for kind, top, count in asked.lines if kind == "HeadlineList" for y in range(top, top + count)}
        assert drawn == {*range(first, first + 3), *range(last, last + 3)}


async def test_each_cell_of_a_screen_is_drawn_by_the_foremost_widget_there(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.press("enter", "g")  # what may follow is shown over the panes
        compositor = session.screen._compositor
        painted = {(y, x): strip for y, x, strip in compositor.render_full_update().parts}
        lines = ["".join(painted[place].text for place in sorted(painted) if place[0] == y) for y in range(40)]
        assert lines == [strip.text for strip in compositor.render_strips()]


async def test_a_terminal_shows_after_every_key_what_the_screen_has(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = pyte.Screen(120, 40)
    stream = pyte.Stream(terminal)

    def display(app: Reader, _screen: Screen[Any], painting: CompositorUpdate | None) -> None:
        if painting is not None and not app._batch_count:
            stream.feed(painting.render_segments(app.console))

    monkeypatch.setattr(Reader, "_display", display)
    async with reader(library, size=(120, 40)) as session:
        walk = "j j k g enter j j space g 3 j q P P q j ? escape : escape / a escape z z t escape G k g g".split()
        for key in walk:
            await session.press(key)
            assert terminal.display == session.text().split("\n"), key
        terminal.resize(24, 80)
        await session.pilot.resize_terminal(80, 24)
        for key in ("j", "enter", "j", "?", "escape", "q"):
            await session.press(key)
            assert terminal.display == session.text().split("\n"), key


async def test_a_picture_of_the_screen_has_its_lines(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        session.app.refresh()
        await session.settle()
        drawn = re.sub(r"<[^>]+>", "", session.app.export_screenshot()).replace("&#160;", " ")
        for line in session.text().splitlines():
            for word in line.split()[:2]:
                assert word in html.unescape(drawn)
