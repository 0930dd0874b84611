"""Saying in the app that a record is not the name, or which of several is it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.tui import scenes
from tests.tui.conftest import DECIDED

from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.catalogue import verdicts
from pullquote.tui.screens.entity import EntityScreen

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
SHOW = next(record for kind, _, record in scenes.RECORDS if kind == "show")
OTHER = replace(SHOW, key="88", begun="1987-10-02", channel="Westmere", url="https://catalogue.example/shows/88")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library in which a catalogue tells of a show, and has another show of that title."""
    scenes.still(monkeypatch)
    scenes.furnish("catalogue", tmp_path / "library")
    with Library.open(tmp_path / "library", settings=DECIDED) as library:
        name = library.names.find(SHOW.name).id
        with library.database.write() as conn:
            kept = catalogue.keep(conn, OTHER, fetched=NOW, expires=NOW)
            verdicts.offer(conn, name, "tvmaze", [kept])
        yield library


def years(library: Library) -> list[int | None]:
    return [kept.record.year for kept in library.catalogue.records(library.names.find(SHOW.name).id)]


async def test_a_record_is_refused_from_the_page_of_a_name_and_comes_back(told: Library, reader: Any) -> None:
    async with reader(told, size=(80, 24)) as session:
        page = EntityScreen(session.screen.access, told.names.find(SHOW.name).id)
        session.app.push_screen(page)
        await session.until(lambda: "From TVmaze" in session.text())
        await session.press("C")
        await session.until(lambda: "Not Copper Lane (2024)" in session.text())
        assert "Copper Lane (1987)" in session.text()
        assert "Westmere, show, TVmaze" in session.text()
        await session.press("enter")
        await session.until(lambda: "That is not Copper Lane, for good. U takes it back." in page.status.text)
        assert years(told) == []
        await session.press("U")
        await session.until(lambda: years(told) == [2024])


@pytest.mark.parametrize("width", [40, 120])
async def test_another_record_is_chosen_from_the_pane_of_names(told: Library, reader: Any, width: int) -> None:
    async with reader(told, size=(width, 24)) as session:
        await session.press("g", "3")
        await session.until(lambda: session.screen.entities.focused is not None)
        assert session.screen.entities.focused.name == SHOW.name
        await session.press("C")
        await session.until(lambda: "Copper Lane (1987)" in session.text())
        await session.press(*"1987")
        await session.until(lambda: "Not Copper Lane" not in session.text())
        await session.press("enter")
        await session.until(lambda: years(told) == [1987])
        await session.press("U")
        await session.until(lambda: years(told) == [2024])


async def test_a_name_of_which_nothing_is_known_says_so(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "3")
        await session.until(lambda: session.screen.entities.focused is not None)
        await session.press("C")
        await session.until(lambda: "No catalogue tells of" in session.text())
