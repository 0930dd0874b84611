"""How far a show was seen, said in the app: from the pane of names and from the show's page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pullquote.cache.core.catalogue import Record, Season
from pullquote.cache.core.progress import Seen
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue

NOW = datetime(2026, 3, 7, tzinfo=UTC)


def place(library: Library) -> Seen | None:
    return library.names.find("Copper Lane").seen


async def test_it_is_asked_for_shown_and_taken_back(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.press("g", "3", "E")
        await session.until(lambda: "Copper Lane: seen up to" in session.text())
        assert "s2e5, 2x05, season 2, all or none" in session.text()
        await session.press(*"2x05")
        await session.until(lambda: "season 2, episode 5" in session.text())
        await session.press("enter")
        await session.until(lambda: place(library) == Seen(2, 5))
        await session.until(lambda: session.text().lower().count("seen up to season 2,") == 2)
        assert "U takes it back" in session.screen.status.text
        await session.press("E")
        await session.until(lambda: "s2e5" in session.text())
        await session.press("enter")
        await session.until(lambda: session.screen.status.text.endswith("Copper Lane."))
        await session.press("U")
        await session.until(lambda: place(library) is None)
        await session.until(lambda: "seen up to" not in session.text().lower())


async def test_one_key_goes_an_episode_on_and_over_into_the_next_season(library: Library, reader: Any) -> None:
    show = library.names.find("Copper Lane").id
    record = Record(
        provider="tvmaze", kind="show", key="1", name="Copper Lane", url="https://c.example/1",
        seasons=(Season(number=1, episodes=3), Season(number=2, episodes=1)),
    )  # fmt: skip
    with library.database.write() as conn:
        catalogue.link(conn, show, catalogue.keep(conn, record, fetched=NOW, expires=NOW), "title")
    async with reader(library, size=(120, 40)) as session:
        await session.press("g", "3", "W")
        await session.until(lambda: place(library) == Seen(1, 1))
        await session.press("2", "W")
        await session.until(lambda: place(library) == Seen(1, 3))
        await session.press("P")
        await session.until(lambda: "seen up to season 1, episode 3" in session.text())
        await session.press("W")
        await session.until(lambda: place(library) == Seen(2, 1))
        await session.until(lambda: "seen up to season 2, episode 1" in session.text())
        await session.press("W")
        await session.until(lambda: "No further episode is known" in session.text())
        await session.press("E", "ctrl+u", *"all", "enter")
        await session.until(lambda: place(library) == Seen(9_999))
        await session.press("E", *["backspace"] * 3, "enter")
        await session.until(lambda: place(library) is None)


async def test_what_is_no_show_and_what_is_no_place_are_said(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        await session.press("g", "3", "j", "E")
        await session.until(lambda: "Only a show has seasons: The Ninth Tide is a film" in session.text())
        await session.press("k", "E", *"x2", "enter")
        await session.until(lambda: "is no place in a show. Write it as s2e5" in session.text())
        assert place(library) is None


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_a_long_name_leaves_room_to_type(
    library: Library, reader: Any, size: tuple[int, int], plain: Any
) -> None:
    from msgspec.structs import replace

    from pullquote.cache.core.article import Entity

    long = "The Very Long and Winding Chronicle of Copper Lane and All Its Lamps"
    article = library.keep(replace(plain(9), entities=(Entity(name=long, type="show", mentions=3),)))
    async with reader(library, size=size, article=article) as session:
        await session.press("g", "3", "E", *"s2e5")
        await session.until(lambda: "s2e5" in session.text())
        await session.press("enter")
        await session.until(lambda: library.names.find(long).seen == Seen(2, 5))
