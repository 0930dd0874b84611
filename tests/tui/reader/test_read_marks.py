"""When an article that was opened counts as read (`reading.mark_read`)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.settings import Reading, Settings
from pullquote.cache.library import Library


def reading(library: Library, mark_read: Any) -> Library:
    library._settings = replace(library.settings, reading=Reading(mark_read=mark_read))
    return library


def is_read(library: Library) -> bool:
    return library.headlines(library.ids()[:1])[0].read


@pytest.mark.parametrize(
    ("written", "when"),
    [("true", "open"), ("false", "never"), ('"open"', "open"), ('"scroll"', "scroll"), ('"never"', "never"), ("7", 7)],
)
def test_what_the_setting_may_be(written: str, when: str | int, tmp_path: Any) -> None:
    assert Settings.parse(f"[reading]\nmark_read = {written}\n", tmp_path / "c.toml").reading.read_when == when


@pytest.mark.parametrize("mark_read", [True, "open"])
async def test_at_once(library: Library, reader: Any, mark_read: Any) -> None:
    async with reader(reading(library, mark_read), size=(80, 24)) as session:
        await session.press("enter")
        await session.until(lambda: is_read(library))


@pytest.mark.parametrize("mark_read", [False, "never"])
async def test_never(library: Library, reader: Any, mark_read: Any) -> None:
    async with reader(reading(library, mark_read), size=(80, 24)) as session:
        await session.press("enter", "G")
        await session.until(lambda: session.screen.article.end_in_view)
        await session.press("q", "m")  # the mark by hand comes after any that the end would have made
        await session.until(lambda: is_read(library))
        assert library.undo() is not None
        assert not is_read(library)
        assert library.undo() is None


async def test_at_its_end(library: Library, reader: Any) -> None:
    async with reader(reading(library, "scroll"), size=(60, 20)) as session:
        await session.press("enter")
        await session.until(lambda: session.screen.article.article is not None)
        await session.press("space")
        assert not is_read(library)
        await session.press("G")
        await session.until(lambda: is_read(library))


async def test_what_is_seen_whole_is_at_its_end(library: Library, reader: Any) -> None:
    async with reader(reading(library, "scroll"), size=(120, 100)) as session:
        await session.press("j")
        await session.until(lambda: session.screen.article.article.title.startswith("Story"))
        second = library.ids()[1]
        assert not library.headlines([second])[0].read  # the cursor of the list rests on it: it was not opened
        await session.press("enter")
        await session.until(lambda: library.headlines([second])[0].read)


async def test_after_seconds(library: Library, reader: Any) -> None:
    async with reader(reading(library, 1), size=(80, 24)) as session:
        await session.press("enter")
        await session.until(lambda: is_read(library))


async def test_what_is_left_before_its_time_is_not_read(library: Library, reader: Any) -> None:
    first, second = library.ids()[:2]
    async with reader(reading(library, 3600), size=(80, 24)) as session:
        await session.press("enter", "J")
        await session.until(lambda: session.screen.article.article.id == second)
        session.screen._read_marks._time_is_up()  # no test waits an hour
        await session.until(lambda: library.headlines([second])[0].read)
        assert not library.headlines([first])[0].read
