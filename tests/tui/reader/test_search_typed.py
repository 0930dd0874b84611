"""The list narrows while a search is typed; Esc brings it back as it was; no key waits for the library."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from pullquote.cache.core.errors import LibraryError
from pullquote.cache.library import Library

from ..conftest import plain_article


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_the_list_narrows_while_words_are_typed_and_escape_brings_it_back(
    library: Library, reader: Any, size: tuple[int, int]
) -> None:
    for number in range(5, 60):
        library.keep(plain_article(number))
    async with reader(library, size=size) as session:
        view = session.screen.list.keys_widget
        await session.press("3", "0", "j")
        before = (list(view.ids), view.cursor, view.scroll_y, session.text())
        await session.press("slash", *"silence")
        await session.until(lambda: len(view.ids) == 1)
        assert session.screen.list.current_query.search == "silence"
        assert session.screen.prompt.display
        await session.press(*["backspace"] * 7)
        await session.until(lambda: list(view.ids) == before[0])
        await session.press(*"nothingatall")
        await session.until(lambda: len(view.ids) == 0)
        await session.press("escape")
        await session.settle()
        assert (list(view.ids), view.cursor, view.scroll_y, session.text()) == before
        assert session.screen.list.current_query.search == ""
        await session.press("slash", *"silence", "enter")
        assert len(view.ids) == 1
        await session.press("escape")
        await session.until(lambda: list(view.ids) == before[0])


async def test_a_search_within_a_search_is_left_as_it_was(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        view = session.screen.list.keys_widget
        await session.press("slash", *"story", "enter", "j")
        found, cursor = list(view.ids), view.cursor
        await session.press("slash", *" number 2")
        await session.until(lambda: len(view.ids) == 1)
        await session.press("escape")
        assert (list(view.ids), view.cursor) == (found, cursor)
        assert session.screen.list.current_query.search == "story"
        assert "5 found" in session.text().splitlines()[0]
        assert session.screen.list.current_query.search in (library.recall("list.query") or "")


async def test_a_refused_search_says_so_and_shows_no_rows(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library) as session:
        view = session.screen.list.keys_widget
        await session.press("slash", *"since:banana")
        await session.until(lambda: len(view.ids) == 0)
        assert "banana" in session.text().split("Search")[0] or "banana" in view.empty.plain
        await session.press("escape")
        await session.until(lambda: len(view.ids) == 6)

        def broken(*_: object, **__: object) -> Any:
            raise LibraryError("The library cannot be read just now.")

        monkeypatch.setattr(Library, "best", broken)
        await session.press("slash", *"story", "enter")
        await session.until(lambda: len(view.ids) == 0)
        assert "cannot be read just now" in view.empty.plain


async def test_no_key_waits_for_a_library_that_is_slow(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = threading.Event(), threading.Event()
    best = Library.best

    def slow(*args: Any, **options: Any) -> Any:
        asked.set()
        go_on.wait()
        return best(*args, **options)

    async with reader(library) as session:
        monkeypatch.setattr(Library, "best", slow)
        view, prompt = session.screen.list.keys_widget, session.screen.prompt
        try:
            await session.pilot.press("slash", *"story")
            await session.until(asked.is_set)
            for key in " number 3":
                await session.pilot._wait_for_screen()
                prompt._field.insert_text_at_cursor(key)
            assert prompt._field.value == "story number 3"
            assert len(view.ids) == 6
        finally:
            go_on.set()
        await session.until(lambda: len(view.ids) == 1)
        assert view.headline().title.startswith("Story 3")
