"""Picking by typing: sections, formats, names, the palette, help; what is typed narrows, the best fit first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList

from pullquote.cache.core.errors import LibraryError
from pullquote.cache.library import Library
from pullquote.styles.themes import NAMES
from pullquote.tui.actions import BY_ID, Pane
from pullquote.tui.render.icons import UNICODE
from pullquote.tui.screens.dialog import Dialog
from pullquote.tui.screens.palette import PaletteScreen
from pullquote.tui.screens.pickers import Choice, PickScreen, among
from pullquote.tui.services.prompt.matching import ranked


def rows(session: Any) -> list[str]:
    return [str(row.prompt).strip() for row in session.app.screen.query_one(OptionList).options]


def test_words_are_found_whatever_their_case_and_accents_the_best_fit_first() -> None:
    names = ["Motion of Café Films", "The Café", "café", "Decaféinated", "A Film Café", "Other"]
    found = ranked("cafe", names, lambda name: (name, "film" if name == "Other" else ""))
    assert found == ["café", "Motion of Café Films", "The Café", "A Film Café", "Decaféinated"]
    assert ranked("film cafe", names, lambda name: (name, "")) == ["Motion of Café Films", "A Film Café"]
    assert ranked("film", ["Other", "Film"], lambda name: (name, "a film")) == ["Film", "Other"]
    assert ranked("  ", names, lambda name: (name, "")) == names


async def test_typing_narrows_the_sections(library: Library, reader: Any) -> None:
    for name, folder in (("Alpha", "Film"), ("Beta", "Film"), ("Film Gamma", "")):
        library.feeds.add(f"https://{name.split()[-1].lower()}.example/feed", title=name, folder=folder)
    async with reader(library) as session:
        await session.press("t")
        await session.until(lambda: any(row.startswith("Beta") for row in rows(session)))
        await session.press(*"film")
        assert [row.split("  ")[0] for row in rows(session)] == ["Film", "Film Gamma"]
        await session.press("z")
        assert rows(session) == ["Nothing is called that."]
        await session.press("enter", "backspace", "enter")
        assert session.screen.list.current_query.section == 'folder:"Film"'


async def test_folders_of_sections_have_the_sums_of_their_feeds(library: Library, reader: Any) -> None:
    first, second = (
        library.feeds.add(f"https://{name}.example/feed", title=name, folder="Film") for name in ("one", "two")
    )
    ids = library.ids("")
    with library.database.write() as conn:
        conn.execute("UPDATE article SET feed = ? WHERE id IN (?, ?)", (first.id, ids[0], ids[1]))
        conn.execute("UPDATE article SET feed = ? WHERE id = ?", (second.id, ids[2]))
    library.mark_read(ids[:1])
    sums = {feed.title: (feed.unread, feed.entries) for feed in library.feeds.listed()}
    async with reader(library) as session:
        await session.press("t")
        await session.until(lambda: any(row.startswith("one") for row in rows(session)))
        unread, entries = (sum(numbers) for numbers in zip(*sums.values(), strict=True))
        folder = next(row for row in rows(session) if row.startswith("Film"))
        assert folder.split() == ["Film", str(unread), "of", str(entries)]


async def test_a_row_that_was_chosen_just_before_the_rows_changed_is_what_it_was(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("t")
        await session.until(lambda: any(row.startswith("Outlet 2") for row in rows(session)))
        dialog = session.app.screen
        last = dialog.rows.options[-1]
        wanted = last.id.split("\t")[1]
        dialog.rows.post_message(OptionList.OptionSelected(dialog.rows, last, dialog.rows.option_count - 1))
        dialog._groups = dialog._groups[:1]
        dialog.fill_again()
        await session.settle()
        assert session.screen.list.current_query.section == wanted


async def test_enter_takes_what_was_typed_and_not_the_rows_of_before(library: Library, reader: Any) -> None:
    come = threading.Event()

    def find(typed: str) -> Sequence[Choice]:
        if typed:
            come.wait()
        return among([Choice("1", "First"), Choice("2", "Second")])(typed)

    chosen: list[str | None] = []
    async with reader(library) as session:
        picker = PickScreen("Which", find, UNICODE)
        session.app.push_screen(picker, chosen.append)
        await session.until(lambda: picker.rows.option_count == 2)
        driver = session.app._driver
        for key in ("s", "e", "enter"):
            driver.process_message(Key(key, key if len(key) == 1 else None))
        await session.until(lambda: picker._chosen_ahead)
        assert chosen == []
        come.set()
        await session.until(lambda: chosen == ["2"])


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("bookmark", "star"),
        ("dark", "theme pullquote-dark"),
        ("unsubscribe", "feeds"),
        ("refresh all", "refresh_all"),
        ("images", "pictures"),
        ("exit", "quit"),
        ("clipboard", "copy"),
        ("catch up", "all_read"),
        ("velvet", "theme velvet"),
        ("preferences", "settings"),
        ("upcoming", "releases"),
        ("block", "mute"),
    ],
)
async def test_the_palette_finds_what_is_meant(library: Library, reader: Any, words: str, first: str) -> None:
    async with reader(library) as session:
        await session.press("ctrl+p", *words)
        assert session.app.screen.rows.options[0].id == first


async def test_deleting_a_feed_is_found_where_feeds_are(library: Library, reader: Any) -> None:
    library.feeds.add("https://alpha.example/feed", title="Alpha")
    async with reader(library) as session:
        await session.press("g", "5", "ctrl+p", *"delete")
        assert session.app.screen.rows.options[0].id == "feed_remove"


async def test_a_theme_is_chosen_by_its_name(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("ctrl+p", *"newsp", "enter")
        await session.until(lambda: session.app.theme == "newsprint")
        await session.until(lambda: library.recall("app.theme") == "newsprint")


async def test_the_palette_leads_with_what_has_no_key(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("ctrl+p")
        leading = [row.id for row in session.app.screen.rows.options]
        unkeyed = [name for name in leading if name in BY_ID and not BY_ID[name].keys]
        themes = [f"theme {name}" for name in NAMES]
        assert leading[:3] == ["releases", "mute", "settings"]
        assert all(leading.index(name) < leading.index(themes[0]) for name in unkeyed)
        assert [name for name in leading if name in themes] == themes


async def test_every_other_word_is_of_an_action() -> None:
    from pullquote.tui.actions.other_words import ALSO_CALLED

    assert set(ALSO_CALLED) <= set(BY_ID)
    assert PaletteScreen(Pane.LIST, {}, {}).FIELD


async def test_a_setting_is_begun_in_the_command_line(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        field = session.screen.prompt._field
        for words, begun in (("preferences", "set "), ("silence", "set list.mute ")):
            await session.press("ctrl+p", *words, "enter")
            await session.until(lambda begun=begun: field.value == begun)
            await session.press("escape")


async def test_help_is_searched(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("question_mark", "slash", *"bookm")
        help_screen = session.app.screen
        assert [row.id for row in help_screen.rows.options if row.id] == ["star", "save_to"]
        await session.press("backspace", "backspace", "backspace", "backspace", "backspace", *"unread", "enter")
        first = help_screen.rows.highlighted
        await session.press("n")
        second = help_screen.rows.highlighted
        assert first is not None
        assert second is not None
        assert second > first
        await session.press("N")
        assert help_screen.rows.highlighted == first
        await session.press("escape")
        assert len([row.id for row in help_screen.rows.options if row.id]) == len(BY_ID)
        await session.press("slash", *"zzzz")
        assert "No key does that" in session.text()
        await session.press("escape", "escape")
        assert session.app.screen is session.screen


class _Failing(Dialog[str]):
    def fill(self) -> None:
        self.add_row(Content("half of it"), "half")
        raise LibraryError("The library cannot be read.")


async def test_a_dialog_whose_rows_cannot_be_had_says_so(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        session.app.push_screen(_Failing())
        await session.until(lambda: isinstance(session.app.screen, _Failing) and session.app.screen.query(OptionList))
        assert rows(session) == ["The library cannot be read."]
        await session.press("enter")
        assert isinstance(session.app.screen, _Failing)
