"""Passages selected and highlighted with keys, quotes kept, notes written; how all that is drawn, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Paragraph, block_text, body_text
from pullquote.cache.core.settings import Reading
from pullquote.cache.library import Library
from pullquote.tui.actions import Pane

from ..conftest import rich_article

FIRST = block_text(rich_article().blocks[0])


def marked(library: Library) -> list[str]:
    return [clipping.text for clipping in library.clippings.clippings()]


async def typed(session: Any, words: str) -> None:
    await session.press(*("space" if sign == " " else sign for sign in words))


def beside(session: Any, sign: str) -> int:
    """Return how many lines have a sign beside the article's column."""
    view = session.screen.article.keys_widget
    return sum(sign in line.text[:12] for line in view.render_lines(view.size.region))


async def test_a_paragraph_is_selected_and_highlighted_and_taken_back(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "V")
        assert session.screen.keys_at[0] is Pane.SELECTION
        assert f"{len(FIRST.split())} words selected in 1 paragraph" in session.text()
        assert "Enter Highlight" in session.text()
        assert beside(session, "▐")
        await session.press("enter")
        await session.until(lambda: marked(library) == [FIRST])
        assert session.screen.keys_at[0] is Pane.ARTICLE
        assert "Highlighted" in session.text()
        assert not beside(session, "▐")
        assert beside(session, "▎")
        assert "Article · 1 mark" in session.text()
        await session.press("U")
        await session.until(lambda: marked(library) == [])
        assert not beside(session, "▎")


async def test_words_are_selected_with_counts_and_a_note(library: Library, reader: Any) -> None:
    words = FIRST.split()
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "V", "3", "b", "o", "2", "w", "n")
        await typed(session, "So true")
        await session.press("enter")
        await session.until(lambda: marked(library) == [" ".join(words[2:-3])])
        assert library.clippings.clippings()[0].note == "So true"
        assert "† So true" in session.text()


async def test_what_was_selected_in_another_text_than_the_one_kept_marks_no_other_words(
    library: Library, reader: Any
) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "V")
        shown = session.screen.article.article
        blocks = (Paragraph("Another text has come meanwhile, " * 12), *shown.blocks[1:])
        library.keep(replace(shown, id=None, blocks=blocks, text=body_text(blocks)))
        await session.press("enter")
        await session.until(lambda: "not in the text that is kept" in session.text())
        assert marked(library) == []


async def test_what_is_left_or_copied_is_not_highlighted(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "V", "escape")
        assert session.screen.selection is None
        assert not beside(session, "▐")
        await session.press("V", "y")
        assert session.app.clipboard == FIRST
        await session.press("V", "J")  # no key of the selection
        assert session.screen.selection is not None
        session.screen.open_article(library.ids()[1])
        await session.settle()
        assert session.screen.selection is None
    assert marked(library) == []


async def test_a_quote_in_focus_is_what_is_selected_first(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "right_parenthesis", "V", "enter")
        await session.until(lambda: marked(library) == ["“We wanted silence to be a character,”"])


async def test_a_click_sets_the_end(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "V")
        view = session.screen.article.keys_widget
        number = next(n for n, line in enumerate(view.lines) if line.text.startswith("When Copper Lane"))
        column = view.render_line(number).text.index("Copper") + 2
        await session.pilot.click(view, offset=(column, number))
        await session.press("enter")
        await session.until(lambda: marked(library) == ["When Copper"])


async def test_marks_are_gone_through_noted_and_taken_out(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "apostrophe")
        assert "Nothing is marked" in session.text()
        await session.press("V", "enter", "V", "2", "j", "v", "o", "2", "j", "enter")
        await session.until(lambda: len(marked(library)) > 1)
        await session.press("apostrophe")
        assert f"Mark 1 of {len(marked(library))}" in session.text()
        await session.press("apostrophe", "apostrophe", "apostrophe", "apostrophe")
        assert "That was the last mark." in session.text()
        await session.press("g", "n")
        await typed(session, "See also")
        await session.press("enter")
        await session.until(lambda: "† See also" in session.text())
        before = marked(library)
        await session.press("c")
        await session.until(lambda: len(marked(library)) == len(before) - 1)
        await session.until(lambda: "See also" not in session.text())
        await session.press("U")
        await session.until(lambda: sorted(marked(library)) == sorted(before))


async def test_a_quote_is_kept_and_noted_with_its_speaker(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "c")
        assert "Go to a quote first" in session.text()
        await session.press("right_square_bracket", "c")
        await session.until(lambda: len(marked(library)) == 1)
        clipping = library.clippings.clippings()[0]
        assert (clipping.kind, clipping.speaker, clipping.via) == ("quotation", "Dara Finch", "The Lantern")
        await session.press("g", "n", *"true", "enter")
        await session.until(lambda: "† true" in session.text())
        await session.press("c")
        await session.until(lambda: marked(library) == [])


async def test_an_article_is_noted_from_the_list_and_says_so(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.press("g", "n", *"fine", "enter")
        await session.until(lambda: "Article · a note" in session.text())
        assert "† fine" in session.text()
        await session.press("g", "n", *["backspace"] * 4, "enter")
        await session.until(lambda: "† fine" not in session.text())
        assert marked(library) == []


async def test_for_a_screen_reader_what_is_marked_is_said(library: Library, reader: Any) -> None:
    settings = replace(library.settings, reading=Reading(linear=True))
    library.use_settings(settings)
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter", "V")
        assert "words selected in 1 paragraph: When Copper Lane" in session.text()
        await session.press("n", *"yes", "enter")
        await session.until(lambda: "Your note: yes" in session.text())
        assert "Marked: When Copper Lane" in session.text()
        assert "▎" not in session.text()


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_the_end_that_moves_stays_in_view(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        await session.press("enter", "V")
        view = session.screen.article.keys_widget
        for _ in range(4):
            await session.press("j")
            lines = view.lines_of(session.screen.selection.selected.spot)
            assert view.in_view(lines[1])
        await session.press(*"v" + 9 * "b")
        assert view.in_view(view.lines_of(session.screen.selection.selected.spot)[0])
