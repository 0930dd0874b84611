"""The ``:`` line: actions, words of the app's own and the whole command line; completion, history, what is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.style import Style
from textual.widgets import Input

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library
from pullquote.tui.actions import Pane
from pullquote.tui.cli.inside import Inside
from pullquote.tui.cli.options import Options
from pullquote.tui.render.icons import UNICODE
from pullquote.tui.screens.feeds import FeedsScreen
from pullquote.tui.screens.help import HelpScreen
from pullquote.tui.screens.output import OutputScreen
from pullquote.tui.services.prompt.command_words import completions, suggester

from .conftest import Session, plain_article

Open = Callable[..., Any]


async def enter(session: Session, line: str) -> None:
    """Type a line and wait for what it does."""
    await session.press("colon", *line, "enter")


def said(session: Session) -> str:
    screen: Any = session.app.screen
    return str(screen.status.text)


async def test_the_name_of_an_action_does_what_its_key_does(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await enter(session, "star")
        assert library.count("is:starred") == 1
        await enter(session, "undo")
        assert library.count("is:starred") == 0
        await enter(session, "next-unread")
        assert session.screen.list.keys_widget.cursor == 1
        await enter(session, "4")
        assert session.screen.list.keys_widget.cursor == 3
        await enter(session, "0")
        assert session.screen.list.keys_widget.cursor == 0
        await enter(session, "feeds")
        assert isinstance(session.app.screen, FeedsScreen)
        await enter(session, "star")
        assert "“star” does nothing here." in said(session)
        await enter(session, "help")
        assert isinstance(session.app.screen, HelpScreen)


async def test_queries_change_the_list_from_any_page(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await enter(session, "filter outlet:reel is:unread")
        assert session.screen.list.current_query.filter == "outlet:reel is:unread"
        await enter(session, "search Copper Lane")
        assert session.screen.list.current_query.search == "Copper Lane"
        await session.press("g", "5")
        await enter(session, "list story -nothing")
        assert session.app.screen is session.screen
        assert session.screen.list.current_query.filter == "story -nothing"
        await enter(session, "filter foo:bar")
        assert "foo" in said(session)
        assert session.screen.status.failed
        assert session.screen.list.current_query.filter == "story -nothing"
        await enter(session, "list")
        assert session.screen.list.current_query.filter == ""
        await enter(session, "open story 3")
        assert session.screen.active_pane is Pane.ARTICLE
        assert session.screen.article.article.title.startswith("Story 3")


async def test_the_percent_sign_is_the_article_in_focus_on_a_page_too(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("j", "quotation_mark")
        await enter(session, "star %")
        await session.until(lambda: library.count("is:starred Copper") == 1)
        await enter(session, "feeds")
        await session.press("q", "g", "5")
        await enter(session, "star %")
        assert "There is no article in focus" in said(session)
        await session.press("q", "quotation_mark")
        await enter(session, "open story 2")
        assert session.screen.article.article.title.startswith("Story 2")
        await session.press("q")
        assert session.app.screen.PANE is Pane.QUOTES


async def test_a_line_with_a_password_is_not_kept(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await enter(session, "xyzzy https://me:secret@feeds.example/")
        await enter(session, "xyzzy https://feeds.example/")
        await session.settle()
        assert json.loads(library.recall("app.commands") or "[]") == ["xyzzy https://feeds.example/"]


async def test_a_command_of_the_command_line_is_run_and_shows_what_it_changed(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await enter(session, "star %")
        await session.until(lambda: session.screen.list.selected.starred)
        await session.until(lambda: said(session) == "1 article starred. `:undo` takes it back.")
        await enter(session, "list --order oldest --fields id,title")
        await session.until(lambda: isinstance(session.app.screen, OutputScreen))
        await session.until(lambda: "Story 4" in session.text())
        await session.press("q")
        await enter(session, "help export")
        await session.until(lambda: "--since-last" in session.text())
        await session.press("q")
        assert session.app.screen is session.screen


async def test_the_article_in_focus_is_saved_under_its_own_name(
    library: Library, reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(library) as session:
        await enter(session, "export %.epub")
        await session.until(lambda: said(session).startswith("Saved "))
        assert "copper-lane" in said(session)
        await enter(session, "export %.docx")
        assert "no docx form" in said(session)
        await enter(session, "export %.epub")
        assert "is there already" in said(session)
        await enter(session, "export story -o week.epub")
        await session.until(lambda: (tmp_path / "week.epub").is_file())
        assert zipfile.is_zipfile(tmp_path / "week.epub")
        await enter(session, "export %.md")
        await session.until(lambda: [*tmp_path.glob("*.md")])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("strr", "There is no command “strr”; did you mean “star”?"),
        ("xyzzy now", "There is no command “xyzzy”; Tab lists what there is."),
        ("zen now", "“zen” takes no more words."),
        ("serve", "run `pullquote serve` in a shell"),
        ("completion bash", "run `pullquote completion bash` there"),
        ('star "open', "A quotation mark is not closed."),
        ("theme mauve", "There is no theme “mauve”"),
        ("open 99999", "99999"),
        ("star --nonsense", "--nonsense"),
        ("set reading.width broad", "reading.width"),
        ("set", "set takes the name of a setting: set reading.width 80."),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    library: Library, reader: Open, line: str, sentence: str
) -> None:
    async with reader(library) as session:
        await enter(session, line)
        await session.until(lambda: session.screen.status.failed)
        assert sentence in said(session)
        assert session.app.screen is session.screen


async def test_what_was_said_of_a_line_goes_away_with_the_next(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await enter(session, "strr")
        await session.until(lambda: session.screen.status.failed)
        await enter(session, "filter is:unread")
        assert session.screen.list.current_query.filter == "is:unread"
        assert "strr" not in session.text()


async def test_settings_and_themes_are_kept_and_used_at_once(library: Library, reader: Open, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    async with reader(library) as session:
        session.app._program = Inside(Options(library=tmp_path / "library", config=file))
        await enter(session, "set reading.width 64")
        await session.until(file.exists)
        await session.until(lambda: session.screen.article.keys_widget.column_width == 64)
        assert Settings.load(file).reading.width == 64
        await enter(session, "theme velvet")
        assert session.app.theme == "velvet"
        assert library.recall("app.theme") == session.app.theme
        total = len(session.screen.list.ids)
        await enter(session, "set list.mute copper")
        await session.until(lambda: len(session.screen.list.ids) == total - 1)
        await enter(session, "set list.mute ''")
        await session.until(lambda: len(session.screen.list.ids) == total)
        await enter(session, "set keep.days 30")
        await session.until(lambda: "used from the next start on" in said(session))


async def test_a_line_typed_before_it_is_open_is_done_whole(library: Library, reader: Open) -> None:
    def press(session: Session, *keys: str) -> None:
        for key in keys:
            session.app.post_message(Key(key, key if len(key) == 1 else None))

    async with reader(library) as session:
        press(session, "colon", *"star", "enter")
        await session.settle()
        assert library.count("is:starred") == 1
        assert session.screen.active_pane is Pane.LIST


async def test_up_and_down_go_through_the_lines_typed_before(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        for line in ("star", "filter story", "star"):
            await enter(session, line)
        await session.press("colon", "x", "up")
        field = session.screen.prompt.query_one(Input)
        assert field.value == "star"
        await session.press("up")
        assert field.value == "filter story"
        await session.press("up", "down")
        assert field.value == "star"
        await session.press("down")
        assert field.value == "x"
        await session.press("escape")
    async with reader(library) as session:
        await session.press("colon", "up", "up", "enter")
        assert session.screen.list.current_query.filter == "story"


async def test_tab_completes_even_before_anything_is_offered(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("colon")
        for key in (*"unst", "tab"):
            await session.pilot.press(key)
        field = session.screen.prompt.query_one(Input)
        await session.until(lambda: field.value == "unstar ")


def test_words_options_settings_names_and_files_complete(library: Library, tmp_path: Path) -> None:
    program = Inside(Options(library=library.database.path.parent))

    def lines(line: str) -> list[str]:
        return [one.line for one in completions(line, library, program)]

    (tmp_path / "feeds of mine.opml").touch()
    assert lines("ex")[:2] == ["export ", "extract "]
    assert "zen " in lines("ze")
    assert lines("feeds im") == ["feeds import"]
    assert lines("list --ord") == ["list --order"]
    assert lines("list --order old") == ["list --order oldest"]
    assert lines("set reading.wid") == ["set reading.width"]
    assert lines("set reading.signs as") == ["set reading.signs ascii"]
    assert lines("theme vel") == ["theme velvet"]
    assert lines("filter is:unr") == ["filter is:unread "]
    assert lines("filter is:unread person:hol") == ['filter is:unread person:"Ines Holloway" ']
    assert lines("help exp") == ["help export"]
    assert lines(f"feeds import {tmp_path}/fee") == [f'feeds import "{tmp_path}/feeds of mine.opml"']
    assert lines("nonsense wor") == []
    assert lines('star "') == []
    suggestions = suggester(library, program, UNICODE)("set reading.", 76, lambda _: Style())
    assert (len(suggestions.rows), suggestions.words) == (10, f"{len(lines('set reading.'))} fit")


@contextmanager
def with_macros(folder: Path, macros: dict[str, tuple[str, ...]]) -> Iterator[Library]:
    """Open a library of six articles with these macros."""
    with Library.open(folder / "library", settings=Settings(macros=macros)) as library:
        for number in range(6):
            library.keep(plain_article(number))
        yield library


async def test_a_macro_does_one_thing_after_the_other(tmp_path: Path, reader: Open) -> None:
    with with_macros(tmp_path, {"g b": ("star", "down", ":star %", "down")}) as library:
        async with reader(library) as session:
            await session.press("g")
            await session.until(lambda: "b Star, Down, :star %, Down" in session.text())
            await session.press("b")
            await session.until(lambda: session.screen.list.keys_widget.cursor == 2)
            assert library.count("is:starred") == 2
            await session.press("question_mark", "G")
            assert "Star, Down, :star %, Down." in session.text()
            await session.press("escape", "ctrl+p", *"macro")
            assert "Star, Down, :star %, Down" in session.text()
            await session.press("enter")
            await session.until(lambda: library.count("is:starred") == 4)


async def test_a_macro_is_repeated_by_a_number_and_stops_at_what_fails(tmp_path: Path, reader: Open) -> None:
    macros = {"M": ("star", "down"), "B": ("star", ":theme mauve", "quit"), "ctrl+w": ("filter", "star")}
    with with_macros(tmp_path, macros) as library:
        async with reader(library) as session:
            await session.press("3", "M")
            await session.until(lambda: library.count("is:starred") == 3)
            await session.press("B")
            await session.until(lambda: "B stopped at “:theme mauve”: There is no theme “mauve”" in said(session))
            assert library.count("is:starred") == 4
            await session.press("ctrl+w")
            await session.until(lambda: "^W stopped at “filter”: it asks for something" in said(session))
            assert library.count("is:starred") == 4


async def test_escape_stops_a_macro(tmp_path: Path, reader: Open) -> None:
    with with_macros(tmp_path, {"M": ("down", "up")}) as library:
        async with reader(library) as session:
            await session.press(*"99999")
            for key in ("M", "escape"):  # not pressed by a pilot, which waits until nothing is at work
                session.app.post_message(Key(key, "M" if key == "M" else None))
            await session.until(lambda: "The macro is stopped." in said(session))
            await session.press("j")
            assert session.screen.list.keys_widget.cursor in (1, 2)


async def test_only_one_macro_is_at_work(tmp_path: Path, reader: Open) -> None:
    with with_macros(tmp_path, {"M": (":list --watch",), "B": ("star",)}) as library:
        async with reader(library) as session:
            await session.pilot.press("M")
            await session.until(lambda: isinstance(session.app.screen, OutputScreen))
            await session.pilot.press("B")
            await session.until(lambda: "a macro cannot run another" in said(session))
            await session.press("q")
            assert library.count("is:starred") == 0
