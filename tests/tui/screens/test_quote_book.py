"""The page of the quote book: what is listed, found, noted, removed, copied and saved; quotes kept on their page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.clippings import Place
from pullquote.cache.library import Library
from pullquote.tui.actions import Pane
from pullquote.tui.screens.quote_book import QuoteBookScreen


@pytest.fixture
def marked(library: Library) -> Library:
    """A library of which a quote, a highlight with a note, and a note to an article are in the quote book."""
    rich, plain = library.ids()[:2]
    library.clippings.keep_quote(rich, 1)
    library.clippings.highlight(rich, [Place(10, 0, 17)], "May, then")
    library.clippings.note_article(plain, "Nothing to see")
    return library


def listed(session: Any) -> list[str]:
    return [clipping.text or clipping.note for clipping in session.app.screen._clippings.values()]


@pytest.mark.parametrize("size", [(40, 30), (80, 24), (120, 40)])
async def test_an_empty_quote_book_says_how_it_is_filled(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        await session.press("g", "b")
        assert isinstance(session.app.screen, QuoteBookScreen)
        await session.until(lambda: "Your quote book is empty." in session.text())
        assert "c keeps the quote in focus" in session.text()
        await session.press("enter", "y", "e", "n", "D", "q")
        assert session.screen.is_active


async def test_entries_are_listed_the_newest_first_and_open_at_the_passage(marked: Library, reader: Any) -> None:
    async with reader(marked, size=(80, 30)) as session:
        await session.press("g", "7")
        await session.until(lambda: len(listed(session)) == 3)
        assert listed(session)[0] == "Nothing to see"
        assert "— Dara Finch, to The Lantern" in session.text()
        assert "† May, then" in session.text()
        await session.press("j", "enter")
        await session.until(lambda: "Mark 2 of 2 · May, then" in session.text())
        assert session.screen.active_pane is Pane.ARTICLE
        view = session.screen.article.keys_widget
        assert view.in_view(view.lines_of(Place(10, 0, 17))[0])
        await session.press("q")
        await session.until(lambda: session.app.screen.rows.chosen is not None)
        assert session.app.screen.clipping.note == "May, then"


async def test_words_and_queries_find_entries(marked: Library, reader: Any) -> None:
    async with reader(marked, size=(80, 30)) as session:
        await session.press("g", "b", "slash", *"nothing", "enter")
        await session.until(lambda: len(listed(session)) == 1)
        assert "Quote book: nothing" in session.text()
        await session.press("slash", *"zzz", "enter")
        await session.until(lambda: "Nothing in the quote book answers that." in session.text())
        await session.press("escape")
        await session.until(lambda: len(listed(session)) == 3)


async def test_an_entry_is_noted_and_removed_and_taken_back(marked: Library, reader: Any) -> None:
    async with reader(marked, size=(80, 30)) as session:
        await session.press("g", "b", "j", "n", *"!!", "enter")
        await session.until(lambda: "† May, then!!" in session.text())
        await session.press("D")
        await session.until(lambda: len(listed(session)) == 2)
        assert session.app.screen.clipping.kind == "quotation"
        await session.press("U")
        await session.until(lambda: len(listed(session)) == 3)
        await session.press("U")
        await session.until(lambda: "† May, then " in session.text() + " ")


async def test_what_is_no_longer_in_the_library_stays_with_its_facts(marked: Library, reader: Any) -> None:
    marked.remove(marked.ids()[:2])
    async with reader(marked, size=(80, 34)) as session:
        await session.press("g", "b")
        await session.until(lambda: len(listed(session)) == 3)
        assert session.text().count("no longer in the library") == 3
        await session.press("enter")
        assert "The library no longer has this article" in session.text()
        assert isinstance(session.app.screen, QuoteBookScreen)


async def test_an_entry_is_copied_with_its_source(marked: Library, reader: Any) -> None:
    async with reader(marked, size=(80, 30)) as session:
        await session.press("g", "b", "G", "y")
        assert session.app.clipboard.startswith("“It is the same street")
        assert "— Dara Finch, to The Lantern" in session.app.clipboard
        await session.press("g", "g", "y")
        assert session.app.clipboard.startswith("Nothing to see\n“Story 4")


@pytest.mark.parametrize(
    ("ending", "begins"), [("md", "---\n"), ("org", "#+TITLE: "), ("csl", "["), ("bib", "@online{"), ("json", "[")]
)
async def test_what_is_shown_is_saved_by_the_ending(
    marked: Library, reader: Any, tmp_path: Path, ending: str, begins: str
) -> None:
    file = tmp_path / f"book.{ending}"
    async with reader(marked, size=(80, 30)) as session:
        await session.press("g", "b")
        await session.until(lambda: len(listed(session)) == 3)
        await session.press("e", "ctrl+u")
        session.app.screen.prompt._field.value = str(file)
        await session.press("enter")
        await session.until(file.exists)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "street" in text
    if ending in ("csl", "json"):
        assert json.loads(text)


async def test_quotes_are_kept_and_noted_on_their_page(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("g", "4")
        await session.until(lambda: session.app.screen.quote_row is not None)
        text = session.app.screen.quote_row.text
        await session.press("c")
        await session.until(lambda: [one.text for one in library.clippings.clippings()] == [text])
        await session.until(lambda: "in your quote book" in session.text())
        await session.press("g", "n", *"yes", "enter")
        await session.until(lambda: "† yes" in session.text())
        await session.press("c")
        await session.until(lambda: library.clippings.clippings() == [])


async def test_the_list_says_what_is_in_the_quote_book(marked: Library, reader: Any) -> None:
    async with reader(marked, size=(80, 30)) as session:
        assert "†" in session.text()
        assert [headline.marked for headline in marked.headlines(marked.ids())][:3] == [True, True, False]
