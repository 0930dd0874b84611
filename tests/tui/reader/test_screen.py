"""The reader as a person uses it, over a real library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.settings import Reading, Settings, Theme
from pullquote.cache.library import Library
from pullquote.styles.themes import NAMES
from pullquote.tui.actions import Pane
from pullquote.tui.widgets.entity_list import EntityList


async def test_the_list_shows_the_newest_first_and_previews_it(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        assert session.screen.list.keys_widget.headline().title.startswith("Copper Lane")
        assert session.screen.article.article.title.startswith("Copper Lane")
        assert "6 of 6 unread" in session.text()
        assert not session.screen.list.keys_widget.headline().read


async def test_opening_marks_read_and_undo_takes_it_back(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("enter")
        assert session.screen.active_pane is Pane.ARTICLE
        await session.until(lambda: session.screen.list.keys_widget.headline().read)
        assert library.count("is:unread") == 5
        await session.press("U")
        await session.until(lambda: library.count("is:unread") == 6)
        await session.press("q")
        assert session.screen.active_pane is Pane.LIST


async def test_the_people_panel_groups_names_and_lights_them_up(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        text = session.text()
        for word in ("Shows", "Films", "People", "Characters", "Organizations", "Copper Lane", "Dara Finch", "said 2"):
            assert word in text, word
        assert "season 2, 5 May 2027" in text
        await session.press("g", "3")
        assert session.screen.query_one(EntityList).focused_entity == 0
        view = session.screen.article.keys_widget
        assert any(run.role == "lit" for line in view.lines for run in view.lights.on(line))
        await session.press("j", "j")
        assert session.screen.query_one(EntityList).focused_entity == 2
        assert "We wanted silence" in session.text()


async def test_enter_on_a_name_filters_the_list(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "3", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 1)
        assert session.screen.list.current_query.filter == 'show:"Copper Lane"'
        await session.press("escape")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 6)


async def test_quotes_are_stepped_through_and_copied_with_their_source(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("enter", "right_square_bracket")
        assert session.screen.article.keys_widget.quote.kind == "pull"
        await session.press("y")
        copied = session.app.clipboard
        assert copied.splitlines() == [
            "“It is the same street at a different hour, and nobody has slept. That is all the plot we needed.”",
            "— Dara Finch, to The Lantern",
            "“Copper Lane Returns With a “Quieter” Second Season”, The Evening Reel, 4 March 2026",
            "https://lantern.example/copper-lane",
        ]
        await session.press("left_parenthesis")
        assert session.screen.article.keys_widget.quote.text.startswith("We wanted silence")
        await session.press("escape", "y")
        assert session.app.clipboard == "https://lantern.example/copper-lane"


async def test_space_reads_on_to_the_next_unread(library: Library, reader: Any) -> None:
    async with reader(library, size=(100, 24)) as session:
        await session.press("enter")
        first = session.screen.article.article.id
        for _ in range(12):
            await session.press("space")
            if session.screen.article.article.id != first:
                break
        assert session.screen.article.article.title == "Story 4 about nothing at all"
        assert session.screen.active_pane is Pane.ARTICLE


async def test_n_p_and_neighbours_move_through_articles(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("n")
        assert session.screen.list.keys_widget.cursor == 1
        await session.press("p")
        assert session.screen.list.keys_widget.cursor == 0
        await session.press("enter", "J")
        await session.until(lambda: session.screen.article.article.title.startswith("Story 4"))
        await session.press("K")
        await session.until(lambda: session.screen.article.article.title.startswith("Copper Lane"))


async def test_search_filter_and_find(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("slash", *"copper", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 1)
        assert "Search: copper" in session.text()
        await session.press("escape")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 6)
        await session.press("F", *"outlet:", "quotation_mark", *"Outlet 1", "quotation_mark", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 2)
        await session.press("escape")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 6)
        await session.press("g", "g", "enter", "slash", *"HOLLOWAY", "enter")
        assert session.screen.article.keys_widget.match_count == (1, 3)
        await session.press("n", "n", "n")
        assert session.screen.article.keys_widget.match_count == (1, 3)
        await session.press("N")
        assert session.screen.article.keys_widget.match_count == (3, 3)


async def test_a_filter_over_an_empty_list_is_answered_by_the_list_alone(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *"nobody wrote this", "enter")
        await session.until(lambda: not session.screen.list.keys_widget.ids)
        await session.press("F", *(["backspace"] * 17), *"copper", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 1)
        assert "There is no article here." not in session.text()
        assert "Copper Lane" in session.text()


@pytest.mark.parametrize("width", [50, 72, 100, 120])
async def test_a_list_filled_while_it_is_hidden_is_drawn_when_it_comes_back(
    library: Library, reader: Any, width: int
) -> None:
    async with reader(library, size=(width, 30)) as session:
        await session.press("enter", "z")
        session.screen.list.show(session.screen.list.current_query)
        await session.settle()
        await session.press("z", "q")
        await session.until(lambda: "Story 4" in session.text())


async def test_star_all_read_and_undo(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("f")
        await session.until(lambda: library.count("is:starred") == 1)
        await session.press("A")
        await session.until(lambda: library.count("is:unread") == 0)
        await session.press("U")
        await session.until(lambda: library.count("is:unread") == 6)
        await session.press("U")
        await session.until(lambda: library.count("is:starred") == 0)


async def test_following_a_name(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "3", "plus")
        await session.until(lambda: library.count("is:followed") == 1)
        assert "✓" in session.text()
        await session.press("minus")
        await session.until(lambda: library.count("is:followed") == 0)


async def test_arrivals_are_announced_and_move_nothing(
    library: Library, reader: Any, plain: Callable[[int], Article]
) -> None:
    async with reader(library) as session:
        await session.press("j")
        before = list(session.screen.list.keys_widget.ids)
        library.keep(plain(999))
        session.screen.list.check_for_new()
        await session.until(lambda: "1 new" in session.screen.status.standing)
        assert list(session.screen.list.keys_widget.ids) == before
        here = session.screen.list.keys_widget.headline().id
        await session.press("a")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 7)
        assert session.screen.list.keys_widget.headline().id == here


async def test_places_are_remembered(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        await session.press("j", "enter", "space")
        number = session.screen.article.article.id
        place = session.screen.article.keys_widget.place
        assert place > 0
        await session.press("q", "q")
        await session.until(lambda: library.place(number) is not None)
    assert library.place(number) == pytest.approx(place, abs=0.01)
    async with reader(library, size=(120, 40)) as session:
        assert session.screen.list.keys_widget.headline().id == number
        await session.until(lambda: session.screen.article.article.id == number)
        assert session.screen.article.keys_widget.place > 0


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40), (250, 60), (20, 8)])
async def test_every_size_shows_list_article_and_people(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        assert "Copper" in session.text()
        await session.press("enter")
        assert session.screen.article.keys_widget.size.width > 0
        assert session.screen.article.keys_widget.has_focus
        await session.press("g", "3")
        assert "Copper" in session.text()
        await session.press("g", "1")
        assert session.screen.list.keys_widget.has_focus


async def test_resizing_keeps_the_place_in_the_article(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 30)) as session:
        await session.press("j", "enter", "space")
        place = session.screen.article.keys_widget.place
        await session.pilot.resize_terminal(50, 30)
        await session.settle()
        assert session.screen.article.keys_widget.place == pytest.approx(place, abs=0.05)


async def test_a_window_that_was_another_size_shows_the_same_lines_again(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 20)) as session:
        await session.press("j", "enter")
        view = session.screen.article.keys_widget
        for _ in range(int(view.max_scroll_y)):
            await session.press("j")
            top, place = view.scroll_y, view.place
            for size in ((97, 16), (40, 30), (120, 20)):
                await session.pilot.resize_terminal(*size)
                await session.until(lambda size=size: shown_at(session, size))
                assert view.place == place
            assert view.scroll_y == top


def shown_at(session: Any, size: tuple[int, int]) -> bool:
    """Return whether the article stands as the terminal's size has it: laid out, set and drawn for that."""
    view = session.screen.article.keys_widget
    laid_out = session.app.size == session.screen.size == size and not session.screen._layout_required
    return laid_out and view._fitted == view.size and view._set_for == view._wants_setting() and view._wanted is None


@pytest.mark.parametrize("way", [("j",), ("J",), ("D",), ("D", "U"), ("j", "k")])
async def test_an_article_that_changed_behind_the_list_is_shown_where_only_one_pane_is(
    library: Library, reader: Any, way: tuple[str, ...]
) -> None:
    async with reader(library, size=(40, 24)) as session:
        await session.press("j", "enter", "q", *way)
        await session.press("enter")
        words = session.screen.article.article.title.split()
        await session.until(lambda: set(words) <= set(session.text().split()))


async def test_zen_help_palette_sections_links_open_and_close(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("z")
        assert not session.screen.list.keys_widget.size.width
        await session.press("q")
        for key, word in (("question_mark", "Moving"), ("ctrl+p", "Next unread"), ("t", "Unread")):
            await session.press(key)
            assert word in session.text(), key
            await session.press("escape")
            assert len(session.app.screen_stack) == 1
        await session.press("g", "2", "u")
        assert "lantern.example" in session.text()
        await session.press("escape")


async def test_the_palette_does_what_the_key_does(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("ctrl+p", *"star", "enter")
        await session.until(lambda: library.count("is:starred") == 1)


async def test_a_section_is_chosen(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("f")
        await session.until(lambda: library.count("is:starred") == 1)
        await session.press("t", "down", "down", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 1)
        assert session.screen.list.current_query.section_title == "Starred"


async def test_an_empty_library_opens_on_the_samples_asks_how_to_begin_and_lets_them_go(
    tmp_path: Path, reader: Any
) -> None:
    with Library.open(tmp_path / "empty", settings=Settings()) as library:
        async with reader(library) as session:
            await session.until(lambda: "Welcome to Pullquote" in session.text())
            await session.press("enter")
            await session.until(lambda: len(session.screen.list.keys_widget.ids) == 6)
            await session.settle()
            assert "Sample edition" in session.text()
            await session.press("X")
            await session.until(lambda: not session.screen.list.keys_widget.ids)
            assert "No articles yet" in session.text()
        async with reader(library) as session:
            await session.until(lambda: "Welcome to Pullquote" in session.text())
            assert library.count() == 0
            await session.press("enter")
            await session.until(lambda: len(session.screen.list.keys_widget.ids) == 6)


async def test_what_was_looked_for_in_the_list_before_is_not_said_of_this_one(
    library: Library, reader: Any, plain: Callable[[int], Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library) as session:
        pane = session.screen.list
        library.keep(plain(50))
        looks: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        with monkeypatch.context() as held:
            held.setattr(pane._access, "look_up", lambda _, look, found, **how: looks.append((look, found)))
            pane.check_now()
        ((look, found),) = looks
        answer = look()
        pane.reload()
        await session.until(lambda: len(pane.ids) == 7)
        found(answer)
        assert pane.standing == ""
        pane.check_for_new()
        await session.settle()
        assert pane.standing == ""


async def test_rows_that_changed_are_asked_for_with_what_is_new_and_painting_asks_for_none(
    library: Library, reader: Any, plain: Callable[[int], Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library) as session:
        rows = session.screen.list.keys_widget
        first = rows.ids[0]
        assert not rows.headline(0).starred
        library.star([first])
        library.keep(plain(50))
        monkeypatch.setattr(rows, "_fetch", lambda ids: pytest.fail("the list was asked for rows while it was painted"))
        session.screen.list.check_now()
        await session.until(lambda: "1 new" in session.screen.status.standing)
        await session.settle()
        assert rows.headline(0).starred
        assert "★" in session.text()


async def test_rows_that_were_asked_for_before_a_change_are_not_shown_after_it(
    library: Library, reader: Any, plain: Callable[[int], Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library) as session:
        pane = session.screen.list
        looks: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        with monkeypatch.context() as held:
            held.setattr(pane._access, "look_up", lambda _, look, found, **how: looks.append((look, found)))
            pane.check_now()
        ((look, found),) = looks
        answer = look()
        first = pane.keys_widget.ids[0]
        library.star([first])
        pane.forget([first])
        assert pane.keys_widget.headline(0).starred
        found(answer)
        assert pane.keys_widget.headline(0).starred


@pytest.mark.parametrize("theme", NAMES)
async def test_every_theme_draws(tmp_path: Path, rich: Article, reader: Any, theme: Theme) -> None:
    with Library.open(tmp_path / "themed", settings=Settings(reading=Reading(theme=theme))) as library:
        library.keep(rich)
        async with reader(library) as session:
            assert session.app.theme == theme
            assert "Copper Lane" in session.text()


async def test_no_color_and_ascii_keep_every_sign(
    tmp_path: Path, rich: Article, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with Library.open(tmp_path / "ascii", settings=Settings(reading=Reading(signs="ascii"))) as library:
        library.keep(rich)
        async with reader(library) as session:
            assert session.app.theme == "silver-screen"
            text = session.text()
            assert ' |  "It is the same' in text
            assert "-- Dara Finch, to The Lantern" in text
            ours = [c for c in "●★▌┃│▐“”—·•─━▣▷→…□▶◈◉○▪" if c in text.replace("“Quieter”", "").replace("“honest", "")]
            assert set(ours) <= set("“”…—")


async def test_a_person_rebinds_a_key(tmp_path: Path, rich: Article, reader: Any) -> None:
    with Library.open(tmp_path / "keys", settings=Settings(keys={"star": "v"})) as library:
        library.keep(rich)
        async with reader(library) as session:
            await session.press("v")
            await session.until(lambda: library.count("is:starred") == 1)
            assert "v Star" in session.text()


async def test_one_plain_column_for_screen_readers(tmp_path: Path, rich: Article, reader: Any) -> None:
    with Library.open(tmp_path / "linear", settings=Settings(reading=Reading(linear=True))) as library:
        library.keep(rich)
        async with reader(library, size=(120, 40)) as session:
            assert not session.screen.article.keys_widget.size.width
            await session.press("enter")
            text = session.text()
            assert not session.screen.list.keys_widget.size.width
            assert not set("┃│━─|") & set(text)
            assert "-- Dara Finch, to The Lantern" in text


async def test_theme_width_order_and_panel_are_remembered(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "t", "S", "i", "enter", "greater_than_sign")
        chosen = session.app.theme
        assert not session.screen.entities.size.width
    async with reader(library) as session:
        assert session.app.theme == chosen != "pullquote-dark"
        assert session.screen.article.keys_widget.column_width == 76
        assert session.screen.list.current_query.order == "oldest"
        assert not session.screen.entities.size.width


async def test_an_article_is_opened_from_the_command_line(library: Library, reader: Any) -> None:
    wanted = library.find("Story 2")
    async with reader(library, article=wanted) as session:
        await session.until(lambda: session.screen.article.article.id == wanted)
        assert session.screen.active_pane is Pane.ARTICLE
        assert session.screen.list.keys_widget.headline().id == wanted
        assert library.count("is:read") == 1


async def test_the_article_is_saved_and_piped(
    library: Library, reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(library) as session:
        await session.press("s", "enter")
        await session.until(lambda: list(tmp_path.glob("*copper-lane*.txt")))
        await session.until(lambda: "Saved" in session.screen.status.text)
        assert "Dara Finch" in next(tmp_path.glob("*copper-lane*.txt")).read_text(encoding="utf-8")  # noqa: ASYNC240
        await session.press("s", "enter")
        await session.until(lambda: "is there already" in session.screen.status.text)
        await session.press("e", "down", "enter", "enter")
        await session.until(lambda: list(tmp_path.glob("*copper-lane*.md")))
        await session.press("vertical_line", *"wc -l", "enter")
        await session.until(lambda: session.screen.status.text.strip().isdigit())
