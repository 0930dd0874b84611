"""The way of the screens to the library: one queue of writes, failures that are said, answers that are still wanted."""

from __future__ import annotations

import threading
from typing import Any

from pullquote.cache.core.errors import LibraryError
from pullquote.cache.library import Library


async def test_a_change_asked_for_before_a_page_closes_is_made(library: Library, reader: Any) -> None:
    free = threading.Event()
    async with reader(library) as session:
        access = session.screen.access
        access.write(session.screen, lambda: free.wait(60))
        await session.pilot.press("g", "5")
        await session.until(lambda: session.app.screen is not session.screen)
        access.write(session.app.screen, lambda: library.remember("feeds.order", "title"))
        await session.pilot.press("q")
        await session.until(lambda: session.app.screen is session.screen)
        free.set()
        await session.until(lambda: library.recall("feeds.order") == "title")


async def test_changes_of_all_screens_are_made_in_the_order_they_were_asked_for(library: Library, reader: Any) -> None:
    made: list[int] = []
    async with reader(library) as session:
        await session.press("g", "5")
        for number in range(20):
            owner = session.screen if number % 2 else session.app.screen
            session.screen.access.write(owner, lambda number=number: made.append(number))
        await session.settle()
    assert made == list(range(20))


async def test_a_failure_is_said_whatever_it_is(library: Library, reader: Any) -> None:
    def refuse() -> None:
        raise LibraryError("The library is on strike.")

    async with reader(library) as session:
        access = session.screen.access
        assert access.read_now(session.screen.list, refuse, "nothing") == "nothing"
        await session.until(lambda: "on strike" in session.text())
        access.look_up(session.screen.entities, lambda: 1 // 0, print)
        await session.until(lambda: "Something failed in the background (ZeroDivisionError" in session.text())
        access.write(session.screen, refuse)
        await session.until(lambda: "on strike" in session.text())

        def take_all() -> None:
            raise MemoryError

        access.look_up(session.screen.entities, take_all, print)
        await session.until(lambda: "There is not enough memory" in session.text())
        assert session.app.is_running


async def test_only_the_last_answer_of_a_group_is_shown(library: Library, reader: Any) -> None:
    shown: list[int] = []
    slow = threading.Event()
    async with reader(library) as session:
        access = session.screen.access

        def first() -> int:
            slow.wait(60)
            return 1

        access.look_up(session.screen, first, shown.append, group="test")
        access.look_up(session.screen, lambda: 2, shown.append, group="test")
        await session.until(lambda: shown == [2])
        slow.set()
        await session.settle()
        assert shown == [2]
