"""Keys and clicks that come twice, while a screen closes, or before it is whole: none is done twice, none breaks it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.content import Content
from textual.keys import _character_to_key
from textual.widget import Widget
from textual.widgets import Input, OptionList

from pullquote.cache.core.order import Order
from pullquote.cache.core.results import Scaled
from pullquote.cache.core.settings import Settings
from pullquote.cache.ingest.parts.names import Names
from pullquote.cache.library import Library
from pullquote.tui.keymap import Pending
from pullquote.tui.render.day_headings import DayLines
from pullquote.tui.render.half_blocks import picture_line
from pullquote.tui.screens.dialog import Dialog, Rows
from pullquote.tui.screens.feeds import FeedsScreen
from pullquote.tui.screens.quotes import QuotesScreen
from pullquote.tui.services.library.access import LibraryAccess
from pullquote.tui.services.prompt.suggestions import Suggestion, Suggestions
from pullquote.tui.widgets.entity_list import EntityList, EntityRows
from pullquote.tui.widgets.headline_list import CARD_HEIGHT

from ..conftest import Session

Open = Callable[..., Any]


def press_at_once(session: Session, *keys: str) -> None:
    """Press keys as a terminal sends them in one go: none waits until the one before is done with."""
    driver = session.app._driver
    assert driver is not None
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        driver.process_message(events.Key(name, key if len(key) == 1 else None))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "empty", settings=Settings()) as opened:
        yield opened


@pytest.fixture
def late_parts(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Hold up the parts of every box of a line until the event is set, as a busy machine does."""
    come, mount = asyncio.Event(), Widget.mount_composed_widgets

    async def late(self: Widget, widgets: list[Widget]) -> None:
        if any(isinstance(widget, (Input, Rows)) for widget in widgets):
            await come.wait()
        await mount(self, widgets)

    monkeypatch.setattr(Widget, "mount_composed_widgets", late)
    return come


@pytest.mark.parametrize("key", ["enter", "l", "escape"])
async def test_a_key_pressed_twice_on_the_first_dialog_closes_it_once(empty: Library, reader: Open, key: str) -> None:
    async with reader(empty) as session:
        await session.until(lambda: isinstance(session.app.screen, Dialog))
        press_at_once(session, key, key)
        await session.settle()
        assert session.app.screen_stack == [session.screen]


async def test_a_page_under_a_dialog_does_not_close_the_dialog(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("g", "5")
        page = session.app.screen
        await session.press("question_mark")
        over = session.app.screen
        page.dismiss(None)
        await session.settle()
        assert session.app.screen_stack == [session.screen, page, over]


async def test_a_sequence_may_begin_before_its_screen_stands(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        page = FeedsScreen(session.screen.access, session.screen.refresher, lambda: None)
        stack = session.app._screen_stacks["_default"]
        stack.append(page)  # on top, and not attached yet
        try:
            session.app._keyboard._wait(Pending(0, "g"), page.keys_at)
            assert session.app._keyboard._pending == Pending(0, "g")
        finally:
            stack.remove(page)


async def test_a_second_question_waits_for_the_line_that_the_first_one_makes(
    library: Library, reader: Open, late_parts: asyncio.Event
) -> None:
    async with reader(library) as session:
        await session.press("g", "4")
        page = session.app.screen
        page.action_search()
        page.action_search()
        await session.until(lambda: page.prompt.children)
        assert not page.status.failed
        late_parts.set()
        await session.until(lambda: page.query(Input) and page.query_one(Input).has_focus)
        await session.press("escape")
        assert not page.prompt.display
        assert not page.status.failed


async def test_a_dialog_is_filled_and_closed_before_its_rows_are_there(
    library: Library, reader: Open, late_parts: asyncio.Event
) -> None:
    async with reader(library) as session:
        press_at_once(session, "t")
        await session.until(lambda: isinstance(session.app.screen, Dialog))
        dialog = session.app.screen
        dialog.fill_again()
        dialog.action_down()
        dialog.dismiss(None)
        late_parts.set()
        await session.settle()
        assert session.app.screen_stack == [session.screen]


@pytest.mark.parametrize("size", [(80, 0), (0, 24), (5, 40)])
async def test_pages_are_turned_where_no_row_has_room(library: Library, reader: Open, size: tuple[int, int]) -> None:
    async with reader(library, size=(120, 40)) as session:
        for opens in ("g 5", "t", "g 3"):
            await session.press(*opens.split())
            await session.pilot.resize_terminal(*size)
            await session.press("pagedown", "pageup", "ctrl+f", "ctrl+b")
            await session.pilot.resize_terminal(120, 40)
            await session.press("escape")
        assert session.app.is_running


@pytest.mark.parametrize("size", [(2, 2), (1, 30), (1, 1), (0, 24), (0, 0)])
async def test_rows_are_set_in_no_room(library: Library, reader: Open, size: tuple[int, int]) -> None:
    async with reader(library, size=(120, 40)) as session:
        for opens in ("g 3", "t", "ctrl+p", "g 4", "g 5", "question_mark"):
            await session.press(*opens.split())
            await session.pilot.resize_terminal(*size)
            await session.settle()
            await session.pilot.resize_terminal(120, 40)
            await session.press("escape")
        assert session.app.is_running


async def test_a_click_on_a_row_that_is_gone_chooses_none(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("t")
        rows = session.app.screen.rows
        click = events.Click(rows, 1, 1, 0, 0, 1, False, False, False)
        click.style = click.style.from_meta({"option": rows.option_count + 3})
        rows.post_message(click)
        await session.settle()
        assert session.app.is_running
        assert session.app.screen.rows is rows


async def test_an_offer_that_is_clicked_after_others_came_is_not_taken(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("F")
        prompt = session.screen.prompt
        prompt._show_suggestions(
            Suggestions([Suggestion(Content("one"), line="one"), Suggestion(Content("two"), line="two")])
        )
        rows = prompt.query_one(OptionList)
        rows.post_message(rows.OptionSelected(rows, rows.options[1], 1))
        prompt._show_suggestions(Suggestions([Suggestion(Content("three"), line="three")]))
        await session.settle()
        assert prompt.query_one(Input).value == ""


async def test_a_name_of_the_article_before_is_not_looked_for_in_this_one(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("g", "3", "G")
        panel = session.screen.query_one(EntityList)
        rows = panel.query_one(EntityRows)
        late = rows.OptionHighlighted(rows, rows.options[-1], rows.option_count - 1)
        session.screen.article.open(library.ids("", order=Order.NEWEST)[-1])
        await session.settle()
        rows.post_message(late)
        await session.settle()
        assert session.app.is_running
        assert panel.focused_entity is None


async def test_drawn_headlines_are_those_of_the_height_that_is_asked_for(library: Library, reader: Open) -> None:
    async with reader(library, size=(80, 24)) as session:
        view = session.screen.list.keys_widget
        assert view.row_height == 1
        view.render_lines(view.size.region)
        # Another measure has come, and what was drawn by the one before has not gone yet.
        view._lines = DayLines(view._lines.days, len(view.ids), CARD_HEIGHT)
        lines = [view.render_line(y) for y in range(view.size.height)]
        assert len(lines) == view.size.height


def test_a_picture_smaller_than_its_room_ends_in_the_background() -> None:
    picture = Scaled(2, 1, bytes([200, 100, 0, 255]) * 2)
    colours = [
        [color.triplet for color in (segment.style.color, segment.style.bgcolor) if color] if segment.style else []
        for row in (0, 1)
        for segment in picture_line(picture, row, (10, 20, 30))
    ]
    assert colours == [[(200, 100, 0), (10, 20, 30)], [(10, 20, 30), (10, 20, 30)]]


async def test_a_question_before_the_line_has_its_place_is_none(library: Library) -> None:
    assert await QuotesScreen(LibraryAccess(library)).prompt.ask("Search") is None


async def test_a_line_that_is_typed_whole_before_it_is_there_is_answered(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        for key in ("F", *"lantern", "enter"):
            session.app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await session.until(lambda: "━ lantern ━" in session.text())
        assert not session.screen.prompt.display


async def test_the_place_of_an_article_is_kept_while_there_is_no_room_for_it(library: Library, reader: Open) -> None:
    ids: Sequence[int] = library.ids("", order=Order.NEWEST)
    library.keep_place(ids[1], 0.5)
    async with reader(library, size=(40, 20)) as session:
        await session.press("j", "j", "j")
        await session.settle()
        assert library.place(ids[1]) == pytest.approx(0.5)


async def test_what_fails_in_a_thread_of_a_dialog_is_said_there(
    library: Library, reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> Any:
        raise ValueError("unforeseen")

    def is_said(session: Session) -> bool:
        return any("unforeseen" in str(row.prompt) for row in session.app.screen.query_one(Rows).options)

    async with reader(library) as session:
        for of, name, opens in (
            (Library, "outlets", ("t",)),
            (Library, "outlets", ("ctrl+p", "r")),
            (Names, "complete", ("g", "3", "M", "x")),
        ):
            with monkeypatch.context() as broken:
                broken.setattr(of, name, fail)
                await session.press(*opens)
                await session.until(lambda: isinstance(session.app.screen, Dialog))
                await session.until(lambda: is_said(session))
            await session.press("escape", "g", "1")
