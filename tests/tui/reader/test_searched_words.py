"""An article that was opened from a search shows where the words are that were searched for."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.render.highlights import places_of, places_of_query

from ..conftest import Session


def lit(session: Session, look: str = "underline") -> list[str]:
    """Return the words of the article that are told by more than a colour."""
    view = session.screen.article.keys_widget
    strips = [view.render_line(y) for y in range(view.size.height)]
    return [text for strip in strips for text, style, _ in strip if style and getattr(style, look) and text.strip()]


async def test_the_words_of_a_search_are_lit_in_the_article_and_escape_puts_them_out(
    library: Library, reader: Any
) -> None:
    async with reader(library, size=(80, 40)) as session:
        await session.press("slash", *"slept", "enter", "enter")
        assert "slept" in lit(session)
        assert "1 place" in session.text()
        await session.press("n")
        assert "Match 1 of 1" in session.text()
        assert session.screen.article.article.title.startswith("Copper Lane")
        await session.press("escape")
        assert "slept" not in lit(session)
        assert session.screen.list.current_query.search == "slept"
        await session.press("q", "escape")
        assert session.screen.list.current_query.search == ""


async def test_they_are_lit_beside_the_list_and_in_the_next_article_too(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.press("slash", *"story -copper", "enter")
        assert set(lit(session)) == {"Story"}
        await session.press("enter", "J")
        assert session.screen.article.article.title.startswith("Story")
        assert "Story" in lit(session)


async def test_an_article_that_was_not_searched_for_has_none(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 40)) as session:
        await session.press("enter")
        assert not session.screen.article.keys_widget.finding
        await session.press("q", "slash", *"person:holloway", "enter", "enter")
        assert not session.screen.article.keys_widget.finding


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("street", ["Street", "street"]),
        ("stre*", ["Stre", "stre", "stre", "stre"]),
        ('"same street"', ["same street"]),
        ("hour OR slept", ["hour", "slept"]),
        ("hour -slept", ["hour"]),
        ("is:unread outlet:reel", None),
        ("nonsense:here", None),
    ],
)
def test_what_is_lit_are_the_words_a_search_takes(query: str, found: list[str] | None) -> None:
    text = "Street: the same street, a stream, an hour; nobody slept on streets"
    places = places_of_query(query)
    assert (places and [text[start:end] for start, end in places(text)]) == found


def test_a_term_is_found_whatever_its_case_and_in_the_midst_of_words() -> None:
    assert list(places_of("ST")("Street, lost")) == [(0, 2), (10, 12)]
    assert not list(places_of("")("Street"))
