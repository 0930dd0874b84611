"""Keys that come faster than a screen closes: it closes once, and what lies under it stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.reader.screen import ReaderScreen
from pullquote.tui.screens.welcome import WelcomeScreen


@pytest.mark.parametrize("opens", ["t", "question_mark", "ctrl+p", "g 5", "g 4"])
async def test_a_screen_that_is_closed_twice_at_once_takes_nothing_else_with_it(
    library: Library, reader: Callable[..., Any], opens: str
) -> None:
    async with reader(library) as session:
        await session.press(*opens.split())
        over = session.app.screen
        assert not isinstance(over, ReaderScreen)
        over.dismiss(None)
        over.dismiss(None)
        await session.settle()
        assert session.app.screen_stack == [session.screen]
        assert session.app.is_running


async def test_a_choice_and_a_close_in_one_go_are_one_answer(library: Library, reader: Callable[..., Any]) -> None:
    async with reader(library) as session:
        await session.press("t")
        sections = session.app.screen
        sections.rows.action_select()
        sections.action_close()
        await session.settle()
        assert session.app.screen_stack == [session.screen]
        await session.press("j")
        await session.until(lambda: session.screen.list.keys_widget.cursor == 1)


@pytest.mark.parametrize("opens", ["t", "question_mark", "g 5"])
async def test_what_waited_for_a_closed_screen_to_be_drawn_is_done_by_the_one_below(
    library: Library, reader: Callable[..., Any], opens: str
) -> None:
    async with reader(library) as session:
        await session.press(*opens.split())
        over = session.app.screen
        over.dismiss(None)
        await session.settle()
        done: list[str] = []
        over._callbacks.append((partial(done.append, "done"), session.screen))
        over.on_unmount()
        await session.settle()
        assert done == ["done"]
        assert over._callbacks == []


@pytest.mark.parametrize("opens", ["t", "question_mark", "ctrl+p", "E", "g 5"])
async def test_an_interrupt_leaves_the_app_from_whatever_is_open(
    library: Library, reader: Callable[..., Any], opens: str
) -> None:
    async with reader(library) as session:
        await session.press(*opens.split())
        await session.until(lambda: not isinstance(session.app.screen, ReaderScreen))
        await session.pilot.press("ctrl+c")
        await session.until(lambda: not session.app.is_running)


async def test_an_interrupt_leaves_the_app_from_the_welcome(library: Library, reader: Callable[..., Any]) -> None:
    async with reader(library) as session:
        session.app.push_screen(WelcomeScreen(keymap={}))
        await session.until(lambda: isinstance(session.app.screen, WelcomeScreen))
        await session.pilot.press("ctrl+c")
        await session.until(lambda: not session.app.is_running)
