"""The pages over the reader: quotes, a name, corrections; over a real library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.tui.test_hostile import assert_safe

from pullquote.cache.core.article import Article
from pullquote.cache.core.query import split, split_off
from pullquote.cache.library import Library
from pullquote.tui.actions import Pane
from pullquote.tui.screens.entity import EntityScreen
from pullquote.tui.screens.quotes import QuotesQuery, QuotesScreen, cited, find_quotes
from pullquote.tui.services.prompt.completion import as_typed, complete


async def open_quotes(session: Any) -> QuotesScreen:
    await session.press("g", "4")
    page = session.app.screen
    assert isinstance(page, QuotesScreen)
    await session.until(lambda: page.rows.option_count > 0)
    return page


PLACES = {"4": Pane.QUOTES, "5": Pane.FEEDS, "6": Pane.CALENDAR, "7": Pane.BOOK}


@pytest.mark.parametrize("here", [*PLACES, "P"])
async def test_the_keys_that_go_somewhere_go_there_from_a_page(library: Library, reader: Any, here: str) -> None:
    opens = ["P"] if here == "P" else ["g", here]
    async with reader(library, size=(160, 40), article=library.find("Copper")) as session:
        await session.until(lambda: session.screen.entities.first is not None)
        for key, pane in (("3", Pane.PEOPLE), ("2", Pane.ARTICLE), ("1", Pane.LIST)):
            await session.press(*opens)
            assert len(session.app.screen_stack) == 2
            await session.press("g", key)
            assert session.app.screen_stack == [session.screen]
            assert session.screen.active_pane is pane
        await session.press(*opens)
        page = session.app.screen
        for key, pane in PLACES.items():
            await session.press("g", key)
            assert session.app.screen.PANE is pane
            if pane is not page.PANE:
                await session.press("q")
            assert session.app.screen is page


async def test_pages_that_are_gone_to_from_each_other_do_not_pile_up(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        for key in "45646574":
            await session.press("g", key)
            assert session.app.screen.PANE is PLACES[key]
        assert len(session.app.screen_stack) == 2
        await session.press("g", "5", "g", "6", "g", "1")
        assert session.app.screen_stack == [session.screen]
        await session.press("h")
        assert session.app.screen_stack == [session.screen], "it is no list that was opened on a page"


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_every_quote_is_listed_and_opens_where_it_was_said(
    library: Library, reader: Any, size: tuple[int, int]
) -> None:
    async with reader(library, size=size) as session:
        page = await open_quotes(session)
        text = session.text()
        assert "“We wanted silence to be a" in text
        assert "— Dara Finch" in text
        assert "The Evening Reel · 4 Mar 2026" in text
        assert page.head.note == "3"
        await session.press("j", "j", "enter")
        assert session.screen.active_pane is Pane.ARTICLE
        await session.until(lambda: session.screen.article.keys_widget.quote is not None)
        assert session.screen.article.keys_widget.quote.text == "honest and tiring"
        await session.press("g", "4")
        assert session.app.screen.rows.highlighted == 2


async def test_quotes_by_person_and_by_words(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        page = await open_quotes(session)
        await session.press("t", "enter")
        await session.until(lambda: "Ines Holloway" in session.text())
        await session.press(*"holl")
        await session.until(lambda: session.app.screen.rows.option_count == 1)
        await session.press("enter")
        await session.until(lambda: page.quotes_query.line == 'by:"Ines Holloway"' and page.head.note == "1")
        await session.press("escape")
        await session.until(lambda: page.head.note == "3")
        await session.press("slash", *"nobody has", "enter")
        await session.until(lambda: page.head.note == "1")
        assert "It is the same street" in session.text()
        await session.press("escape", "F", *"is:starred", "enter")
        await session.until(lambda: "No quote answers that" in session.text())
        await session.press("escape", "escape")
        assert session.app.screen is session.screen


async def test_a_quote_is_copied_with_its_source(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await open_quotes(session)
        await session.press("j", "y")
        assert session.app.clipboard.splitlines() == [
            "“It is the same street at a different hour, and nobody has slept. That is all the plot we needed.”",
            "— Dara Finch, to The Lantern",
            "“Copper Lane Returns With a “Quieter” Second Season”, The Evening Reel, 4 March 2026",
            "https://lantern.example/copper-lane",
        ]


async def test_quotes_are_exported(
    library: Library, reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(library) as session:
        await open_quotes(session)
        await session.press("e", "down", "down", "down", "enter", "enter")
        await session.until(lambda: "Saved 3 quotes" in session.app.screen.status.text)
        items = json.loads((tmp_path / "quotes.json").read_text(encoding="utf-8"))
        assert [item["type"] for item in items] == ["article-magazine"], "the article of all three, once"
        assert len(items[0]["note"].splitlines()) == 3
        await session.press("s", "enter")
        await session.until(lambda: (tmp_path / "quotes.txt").exists())
        await session.press("s", "enter")
        await session.until(lambda: "is there already" in session.app.screen.status.text)
    quote_rows = library.quotes()
    assert cited(quote_rows, "bibtex").count("@online{") == 1
    assert cited(quote_rows, "markdown").count("\n>\n> — ") == 3


def test_more_quotes_come_in_portions(library: Library) -> None:
    assert len(find_quotes(library, "", "", 2)) == 2
    assert len(find_quotes(library, "", "the same", 5)) == 1
    assert find_quotes(library, 'by:"Ines Holloway"', "street", None) == []
    assert QuotesQuery().limit == 100


def test_a_line_names_its_speaker() -> None:
    assert split_off('by:"Dara Finch" since:7d "two words"', "by") == ('since:7d "two words"', "Dara Finch")
    assert split_off("plain words", "by") == ("plain words", None)
    assert split_off("by: x", "by") == ("x", None)
    assert split('a "b c" d:"e f"') == ["a", '"b c"', 'd:"e f"']


def test_lines_are_completed(library: Library) -> None:
    def lines(line: str, *, of_quotes: bool = False) -> list[str]:
        found = complete(line, library.names.complete, lambda field: ["The Evening Reel"], of_quotes=of_quotes)
        return [completion.line for completion in found]

    assert lines("is:unread person:hol") == ['is:unread person:"Ines Holloway" ']
    assert lines("-is:st") == ["-is:starred "]
    assert 'show:"Copper Lane" ' in lines("copp")
    assert lines('show:"copper la') == ['show:"Copper Lane" ']
    assert lines("outlet:eve") == ['outlet:"The Evening Reel" ']
    assert 'by:"Dara Finch" ' in lines("fin", of_quotes=True)
    assert "by:" not in lines("b")
    assert lines("") == lines('"done"') == lines("word ") == []
    assert [as_typed(line) for line in ("cop", "c", '"a b"', "is:read", "a OR")] == [
        "cop*",
        "c",
        '"a b"',
        "is:read",
        "a OR",
    ]


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_a_name_has_a_page(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        await session.press("g", "3", "P")
        page = session.app.screen
        assert isinstance(page, EntityScreen)
        await session.until(lambda: page.rows.option_count > 3)
        text = session.text()
        assert "show · 1 article" in text
        assert "season 2, 5 May 2027" in text
        await session.press("plus")
        await session.until(lambda: library.count("is:followed") == 1)
        await session.until(lambda: "followed" in session.text())
        await session.press("j", "enter")
        await session.until(
            lambda: session.screen.active_pane is Pane.ARTICLE and session.screen.article.keys_widget.quote is not None
        )


async def test_a_type_is_corrected_and_taken_back(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "3", "c", "enter")
        await session.until(lambda: "Copper Lane is a film now" in session.screen.status.text)
        await session.until(lambda: session.screen.article.article.entities[0].type == "film")
        assert library.names.find("Copper Lane").type == "film"
        await session.press("U")
        await session.until(lambda: session.screen.article.article.entities[0].type == "show")


async def test_names_are_merged_and_hidden_from_the_page(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "3", "j", "j", "P")
        page = session.app.screen
        await session.until(lambda: page.rows.option_count > 2)
        assert page.head.title == "Dara Finch"
        await session.press("M", *"holloway")
        await session.until(lambda: "Ines Holloway" in session.text())
        await session.settle()
        await session.press("enter")
        await session.until(lambda: "are one name now" in page.status.text)
        await session.until(lambda: page.head.title == "Ines Holloway")
        assert "Dara Finch" in library.names.find("Ines Holloway").aka
        await session.press("U")
        await session.until(lambda: library.names.find("Dara Finch").name == "Dara Finch")
        await session.press("H")
        await session.until(lambda: "is not listed any more" in page.status.text)
        await session.press("q")
        await session.until(lambda: len(session.screen.article.article.entities) == 5)


async def test_searching_shows_what_is_found_while_typing(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        await session.press("slash", *"silen")
        await session.until(lambda: "1 found" in session.text())
        assert "Copper Lane Returns" in session.text()
        await session.press("down", "enter")
        await session.until(lambda: session.screen.active_pane is Pane.ARTICLE)
        await session.until(lambda: list(session.screen.list.keys_widget.ids) == [session.screen.article.article.id])
        assert session.screen.list.current_query.search == "silen"


async def test_tab_completes_a_name_in_the_filter(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *"person:holl")
        await session.until(lambda: "person, 1 article" in session.text())
        await session.press("tab", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 1)
        assert session.screen.list.current_query.filter == 'person:"Ines Holloway"'


async def test_hostile_names_and_quotes_are_letters_on_every_page(
    library: Library, reader: Any, hostile: Article, hostile_text: str
) -> None:
    library.keep(hostile)
    library.feeds.add("https://evil.example/feed", title=hostile_text, folder=hostile_text)
    async with reader(library) as session:
        for keys in (
            ["g", "4"],
            ["P"],
            ["q", "q", "g", "5"],
            ["d"],
            ["escape", "f"],
            ["escape", "q", "slash", *"bold"],
        ):
            await session.press(*keys)
            assert_safe(session.text())
        await session.until(lambda: "found" in session.text())
        assert_safe(session.text())
        await session.press("escape", "F", *"name:pwn")
        await session.settle()
        assert_safe(session.text())
        await session.press("escape", "ctrl+p", *"li")
        assert_safe(session.text())


async def test_a_click_opens_what_it_falls_on(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        page = await open_quotes(session)
        await session.pilot.click(page.rows, offset=(12, 1))
        await session.until(
            lambda: session.app.screen is session.screen and session.screen.article.keys_widget.quote is not None
        )


async def test_i_opens_the_panel_where_there_is_room_for_one_pane(library: Library, reader: Any) -> None:
    async with reader(library, size=(40, 20)) as session:
        await session.press("enter", "i")
        assert session.screen.active_pane is Pane.PEOPLE
        assert "Copper Lane" in session.text()
        await session.press("i")
        assert session.screen.active_pane is Pane.ARTICLE


async def test_the_footer_names_what_can_be_done(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        assert "F Filter" in session.text()
        await session.press("g", "3")
        assert "P Page" in session.text().splitlines()[-1]
        await session.press("g", "1", "j")
        await session.until(lambda: session.screen.article.article.title.startswith("Story 4"))
        await session.press("g", "2")
        assert "Next quote" not in session.text().splitlines()[-1]
