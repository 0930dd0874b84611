"""Counts and sequences in the app: what is half typed, what is shown of it, and what makes it forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.settings import Reading, Settings
from pullquote.cache.library import Library
from pullquote.tui.actions import BY_ID, Pane, spelled
from pullquote.tui.keymap import key_table
from pullquote.tui.widgets.key_hints import KeyHints

from .conftest import Session, plain_article

Open = Callable[..., Any]


@contextmanager
def opened(folder: Path, **settings: Any) -> Iterator[Library]:
    """Open a library of six articles with these settings."""
    with Library.open(folder / "library", settings=Settings(**settings)) as library:
        for number in range(6):
            library.keep(plain_article(number))
        yield library


def hints(session: Session) -> KeyHints | None:
    """Return the hints that are shown."""
    return next((one for one in session.app.screen.query(KeyHints) if one.display), None)


def cursor(session: Session) -> int:
    return session.screen.list.keys_widget.cursor


async def test_a_number_before_a_key_is_how_often(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("3", "j")
        assert cursor(session) == 3
        await session.press("2", "k")
        assert cursor(session) == 1
        await session.press("5", "G")
        assert cursor(session) == 4
        await session.press("2", "g", "g")
        assert cursor(session) == 1
        await session.press("g", "g")
        assert cursor(session) == 0
        await session.press(*"99999999999", "j")
        assert cursor(session) == 5


async def test_marks_with_a_number_are_one_step_for_as_many_articles(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("j", "3", "f")
        await session.until(lambda: library.count("is:starred") == 3)
        assert "Starred: 3 articles. U takes it back." in session.text()
        await session.press("2", "m")
        await session.until(lambda: library.count("is:read") == 2)
        await session.press("U", "U")
        await session.until(lambda: library.count("is:starred") == library.count("is:read") == 0)
        await session.press(*"99999", "f")
        await session.until(lambda: library.count("is:starred") == 5)


async def test_the_next_unread_article_so_many_on(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("j", "m", "g", "g", "2", "n")
        assert cursor(session) == 3
        await session.press("9", "9", "n")
        await session.until(lambda: cursor(session) == 5)
        await session.press("2", "p")
        assert cursor(session) == 3


async def test_quotes_and_lines_of_an_article_are_counted(library: Library, reader: Open) -> None:
    async with reader(library, size=(120, 14)) as session:
        view = session.screen.article.keys_widget
        await session.press("enter", "2", "right_parenthesis")
        assert "Quote 2 of 3" in session.text()
        await session.press("9", "right_parenthesis")
        assert "Quote 3 of 3" in session.text()
        await session.press("right_parenthesis")
        assert "That was the last quote." in session.text()
        await session.press("g", "g", "9", "right_square_bracket", "right_square_bracket")
        assert "That was the last quote; ) goes through all 3." in session.text()
        await session.press("7", "G")
        assert view.scroll_y == 6
        await session.press("5", "0", "percent_sign")
        assert view.scroll_y == view.max_scroll_y // 2
        await session.press("percent_sign")
        assert "Type a number first" in session.text()
        await session.press("1", "0", "0", "percent_sign")
        assert view.at_end


async def test_a_number_opens_the_article_so_many_on(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("enter", "3", "J")
        assert cursor(session) == 3
        assert session.screen.article.article.id == session.screen.list.selected.id
        assert library.count("is:read") == 2


async def test_what_may_follow_a_prefix_is_shown_until_it_does(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("g")
        assert hints(session)
        for shown in ("g …", "Top", "2 Article", "5 Feeds", "t Theme"):
            assert shown in session.text()
        await session.press("2")
        assert hints(session) is None
        assert session.screen.active_pane is Pane.ARTICLE


async def test_escape_gives_up_what_is_half_typed_and_nothing_else(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("F", *"story", "enter")
        for keys in (["g"], ["5"], ["1", "2", "g"]):
            await session.press(*keys)
            assert hints(session)
            await session.press("escape")
            assert hints(session) is None
            assert session.screen.list.current_query.filter == "story"
        await session.press("j")
        assert cursor(session) == 1
        await session.press("escape")
        assert session.screen.list.current_query.filter == ""


async def test_what_is_half_typed_is_forgotten_when_the_keys_go_elsewhere(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("4")
        await session.pilot.click(session.screen.list.keys_widget, offset=(5, 1))
        await session.settle()
        assert hints(session) is None
        before = cursor(session)
        await session.press("j")
        assert cursor(session) == before + 1
        await session.press("g")
        session.screen.go(Pane.ARTICLE)
        await session.settle()
        assert hints(session) is None
        session.screen.go(Pane.LIST)
        await session.press("g")
        session.screen.action_help()
        await session.settle()
        await session.press("escape")
        assert hints(session) is None
        await session.press("t")  # not the theme of `g t`
        assert session.app.screen is not session.screen


async def test_a_sequence_that_means_nothing_says_so_and_does_nothing(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("g", "j")
        assert "Nothing is bound to g j." in session.text()
        assert cursor(session) == 0


async def test_lines_and_dialogs_have_their_keys_untouched(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("F", *"g5gg")
        assert session.screen.prompt.query_one("Input").value == "g5gg"
        await session.press("escape", "ctrl+p", *"5g")
        assert session.app.screen.query_one("Input").value == "5g"


async def test_users_have_sequences_and_digits_of_their_own(tmp_path: Path, reader: Open) -> None:
    with opened(tmp_path, keys={"down": "5, ^W j", "star": "g z"}) as library:
        async with reader(library) as session:
            await session.press("5")
            assert cursor(session) == 1
            await session.press("ctrl+w", "j")
            assert cursor(session) == 2
            await session.press("2", "ctrl+w", "j")
            assert cursor(session) == 4
            await session.press("g", "z")
            assert session.screen.list.selected.starred
            await session.press("question_mark")
            assert "5, ^W j" in session.text()


async def test_a_page_counts_too(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("quotation_mark")
        rows = session.app.screen.rows
        first = rows.chosen
        await session.press("2", "j")
        third = rows.chosen
        await session.press("g", "g")
        assert rows.chosen == first
        await session.press("3", "G")
        assert rows.chosen == third != first


@pytest.mark.parametrize("size", [(20, 8), (30, 12), (30, 24), (34, 30), (40, 20), (80, 24), (250, 50)])
async def test_hints_stand_whole_at_every_width_the_first_of_them_where_there_is_little_room(
    library: Library, reader: Open, size: tuple[int, int]
) -> None:
    async with reader(library, size=size) as session:
        wanted = [f"{spelled(keys)} {BY_ID[action].label}" for keys, action in key_table(Pane.LIST).after("g")]
        await session.press("g")
        shown = hints(session)
        assert shown
        assert shown.region.bottom == size[1]
        lines = session.text().split("\n")[shown.region.y :]
        found = [part for line in lines for part in re.split(r"  +", line.strip()) if part not in ("", "g …")]
        left_out = "…" in found
        whole = [part for part in found if part != "…"]
        assert set(whole) == set(wanted[: len(whole)])
        assert left_out is (len(whole) < len(wanted))
        assert left_out is (size in ((20, 8), (30, 12)))
        assert shown.region.height < size[1]


async def test_hints_of_what_does_much_end_with_a_whole_word(tmp_path: Path, reader: Open) -> None:
    steps = ("star", ":export /a/path/that/is/long.epub", ":search whole words alone")
    with opened(tmp_path, macros={"y a": steps, "y b": ("star",)}) as library:
        async with reader(library, size=(40, 20)) as session:
            await session.press("y")
            line = next(line for line in session.text().split("\n") if line.startswith(" a Star"))
            assert line.split("   ")[0] == " a Star, :export …"


async def test_a_screen_reader_gets_a_sentence(tmp_path: Path, reader: Open) -> None:
    with opened(tmp_path, reading=Reading(linear=True)) as library:
        async with reader(library, size=(80, 24)) as session:
            await session.press("g")
            assert "g, then g Top, " in session.text()
            assert "Esc gives it up." in " ".join(session.text().split())


async def test_in_zen_mode_a_count_and_a_prefix_are_shown_too(library: Library, reader: Open) -> None:
    async with reader(library) as session:
        await session.press("enter", "z", "1", "2")
        assert session.text().rstrip().endswith("12")
        await session.press("g")
        assert "12 g …" in session.text()
