"""A page is shown with its rows: until they are there, what was shown before stays."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.screens import page as page_module
from pullquote.tui.screens.feeds import FeedsScreen
from pullquote.tui.screens.quotes import QuotesScreen


@pytest.mark.parametrize(
    ("key", "name", "screen", "words"),
    [("4", "quotes", QuotesScreen, "We wanted silence"), ("5", "feeds", FeedsScreen, "Alpha")],
)
async def test_no_frame_of_a_page_is_without_its_rows(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch, key: str, name: str, screen: Any, words: str
) -> None:
    library.feeds.add("https://alpha.example/feed", title="Alpha")
    go_on, ask = threading.Event(), getattr(Library, name)

    def slow(*args: Any, **options: Any) -> Any:
        go_on.wait()
        return ask(*args, **options)

    monkeypatch.setattr(page_module, "LONGEST_HELD", 600.0, raising=False)
    async with reader(library) as session:
        frames: list[tuple[type, str]] = []
        display = session.app._display

        def record(shown: Any, renderable: Any) -> None:
            if not session.app._batch_count and session.app.screen.is_attached:
                frames.append((type(session.app.screen), session.text()))
            display(shown, renderable)

        monkeypatch.setattr(session.app, "_display", record)
        monkeypatch.setattr(Library, name, slow)
        await session.pilot.press("g", key)
        await session.until(lambda: isinstance(session.app.screen, screen))
        await session.pilot.press("j", "k")  # keys are for the page that is coming
        go_on.set()
        await session.settle()
        seen = [text for kind, text in frames if kind is screen]
        assert seen
        assert all(words in text for text in seen)


async def test_a_page_comes_without_its_rows_where_the_library_takes_its_time(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, ask = threading.Event(), Library.quotes

    def slow(*args: Any, **options: Any) -> Any:
        go_on.wait()
        return ask(*args, **options)

    monkeypatch.setattr(page_module, "LONGEST_HELD", 0.01, raising=False)
    monkeypatch.setattr(Library, "quotes", slow)
    async with reader(library) as session:
        try:
            await session.pilot.press("g", "4")
            await session.until(lambda: "Quotes" in session.text())
            await session.until(lambda: not session.app._batch_count)
        finally:
            go_on.set()
        await session.until(lambda: "We wanted silence" in session.text())
