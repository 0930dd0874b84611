"""Keys that come in one go are acted on one after the other: none is lost, none comes into what has closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key

from pullquote.cache.library import Library

from .conftest import Session

Open = Callable[..., Any]


def press_at_once(session: Session, *keys: str) -> None:
    """Press keys as a terminal sends them in one go; what stands in ``<>`` is pasted."""
    driver = session.app._driver
    assert driver is not None
    for key in keys:
        if key.startswith("<") and len(key) > 1:
            driver.process_message(events.Paste(key[1:-1]))
        else:
            name = _character_to_key(key) if len(key) == 1 else key
            driver.process_message(events.Key(name, key if len(key) == 1 else None))


def row(session: Session) -> int:
    """Return in which row of the list the focus is, from 0."""
    return session.screen.list._headlines.cursor


@pytest.mark.parametrize("close", ["q", "escape"])
async def test_a_key_behind_one_that_closes_a_dialog_is_for_what_was_under_it(
    library: Library, reader: Open, close: str
) -> None:
    async with reader(library) as session:
        press_at_once(session, "?", close, "j", "j")
        await session.settle()
        assert session.app.screen is session.screen
        assert row(session) == 2


async def test_what_follows_a_choice_is_for_what_was_chosen(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        press_at_once(session, "ctrl+p", *"feeds", "enter", "q", "j")
        await session.settle()
        assert session.app.screen is session.screen
        assert row(session) == 1


@pytest.mark.parametrize("line", [("s", "t", "a", "r"), ("<star>",)], ids=["typed", "pasted"])
async def test_a_letter_behind_the_enter_of_a_line_is_not_of_the_line(
    library: Library, reader: Open, line: tuple[str, ...]
) -> None:
    async with reader(library) as session:
        for number in (1, 2):
            press_at_once(session, ":", *line, "enter", "j")
            await session.settle()
            assert library.count("is:starred") == number
            assert row(session) == number
