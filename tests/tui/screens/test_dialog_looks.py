"""Dialogs on terminals that are not the usual one: few lines, few colours, ASCII, read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from pullquote.cache.core.settings import Catalogues, Reading, Settings
from pullquote.cache.library import Library
from pullquote.tui.screens.consent import ConsentScreen
from pullquote.tui.screens.dialog import Dialog

from ..conftest import Session
from ..scenes import rich_article

Open = Callable[..., Any]
BOX = frozenset("╭╮╰╯│─┌┐└┘")


def library_of(folder: Path, reading: Reading) -> Library:
    opened = Library.open(folder, settings=Settings(reading=reading, catalogue=Catalogues(use="off")))
    opened.keep(rich_article())
    return opened


def looks_of_focus(session: Session) -> set[tuple[bool, bool]]:
    """Return of the row in focus whether it is bold, and reversed."""
    screen = session.app.screen
    assert isinstance(screen, Dialog)
    row = screen.rows.region
    y = row.y + screen.rows._index_to_line[screen.rows.highlighted or 0] - round(screen.rows.scroll_y)
    painted = screen._compositor.render_strips()[y].crop(row.x, row.x + 12)
    return {(bool(style.bold), bool(style.reverse)) for _, style, _ in painted if style is not None}


@pytest.mark.parametrize("how", ["ascii", "linear"])
@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "e", "t"])
async def test_no_box_of_unicode_is_drawn_where_none_is_wanted(
    tmp_path: Path, reader: Open, how: Literal["ascii", "linear"], key: str
) -> None:
    reading = Reading(signs="ascii") if how == "ascii" else Reading(linear=True)
    with library_of(tmp_path, reading) as library:
        async with reader(library, size=(80, 24)) as session:
            await session.press(key)
            assert isinstance(session.app.screen, Dialog)
            text = session.text()
            assert not BOX & set(text)
            assert ("+--" in text) is (how == "ascii")
            if how == "linear":  # what is read aloud is the dialog and nothing beside it
                assert "Copper Lane" not in text


@pytest.mark.parametrize("how", ["usual", "linear", "NO_COLOR", "16"])
async def test_without_colours_the_row_in_focus_is_told_all_the_same(
    tmp_path: Path, reader: Open, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard" if how == "16" else "truecolor")
    with library_of(tmp_path, Reading(linear=how == "linear")) as library:
        async with reader(library, size=(80, 24)) as session:
            await session.press("t")
            assert looks_of_focus(session) == {(True, how != "usual")}


@pytest.mark.parametrize("size", [(30, 10), (40, 12), (40, 20), (80, 24), (24, 8)])
async def test_every_answer_and_every_word_of_a_question_can_be_brought_into_view(
    library: Library, reader: Open, size: tuple[int, int]
) -> None:
    async with reader(library, size=size) as session:
        session.app.push_screen(screen := ConsentScreen(["TVmaze", "Wikidata", "MusicBrainz"]))
        await session.settle()
        assert "Later" in session.text()
        for _ in screen.rows.options:
            await session.press("k")
            if not screen.rows.scroll_y:
                break
        assert "TVmaze" in session.text()
        for answer in ("Yes", "No", "Later"):
            await session.press(answer[0].lower())
            assert re.search(rf"│ +{answer}\b", session.text())


async def test_a_size_that_comes_when_a_dialog_has_no_box_breaks_nothing(tmp_path: Path, reader: Open) -> None:
    with library_of(tmp_path, Reading()) as library:
        async with reader(library, size=(80, 24)) as session:
            await session.press("t")
            dialog = session.app.screen
            assert isinstance(dialog, Dialog)
            await dialog.query(".box").remove()
            dialog.on_resize()
            await session.settle()
            assert session.app.is_running
