"""Removing articles in the app, and taking back what was done last from wherever it was done."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.actions import Pane
from pullquote.tui.screens.entity import EntityScreen
from pullquote.tui.screens.feeds import FeedsScreen
from pullquote.tui.screens.quotes import QuotesScreen


def shown(session: Any) -> list[str]:
    return [headline.title[:7] for headline in session.screen.library.headlines(session.screen.list.ids)]


async def test_a_removed_article_leaves_the_list_and_undo_brings_it_back(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("j", "D")
        assert shown(session) == ["Copper ", "Story 3", "Story 2", "Story 1", "Story 0"]
        assert session.screen.list.selected.title.startswith("Story 3")
        assert session.screen.article.article.title.startswith("Story 3")
        assert "Removed, U brings it back: “Story 4 about nothing at all”" in session.text()
        assert "5 of 5 unread" in session.text()
        await session.press("U")
        await session.until(lambda: len(session.screen.list.ids) == 6)
        assert session.screen.list.selected.title.startswith("Story 4")
        assert session.screen.status.text == "Back again: “Story 4 about nothing at all”."
        assert library.count() == 6


async def test_removing_while_reading_goes_on_to_the_next_and_undo_comes_back(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("enter", "delete")
        assert session.screen.active_pane is Pane.ARTICLE
        assert session.screen.article.article.title.startswith("Story 4")
        await session.until(lambda: library.count("is:read") == 1)
        await session.press("U")
        await session.until(lambda: session.screen.article.article.title.startswith("Copper"))
        await session.until(lambda: session.screen.list.selected.title.startswith("Copper"))
        assert session.screen.active_pane is Pane.ARTICLE
        assert library.count() == 6


async def test_several_are_removed_in_a_row_and_with_a_count(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.pilot.press("D", "D")
        await session.settle()
        assert shown(session) == ["Story 3", "Story 2", "Story 1", "Story 0"]
        await session.press("j", "2", "D")
        assert shown(session) == ["Story 3", "Story 0"]
        assert "Removed, U brings them back: 2 articles" in session.text()
        for left in (4, 5, 6):
            await session.press("U")
            await session.until(lambda left=left: len(session.screen.list.ids) == left)


@pytest.mark.parametrize("pane", [Pane.LIST, Pane.ARTICLE])
async def test_several_that_come_back_show_the_first_of_them(library: Library, reader: Any, pane: Pane) -> None:
    async with reader(library) as session:
        await session.press("j", *(["enter"] if pane is Pane.ARTICLE else []), "3", "D")
        assert session.screen.article.article.title.startswith("Story 1")
        await session.press("U")
        await session.until(lambda: len(session.screen.list.ids) == 6)
        await session.until(lambda: session.screen.article.article.title.startswith("Story 4"))
        assert session.screen.list.selected.title.startswith("Story 4")
        assert session.screen.active_pane is pane


@pytest.mark.parametrize("pane", [Pane.LIST, Pane.ARTICLE])
async def test_when_the_last_article_is_removed_the_list_is_empty(library: Library, reader: Any, pane: Pane) -> None:
    library.remove(library.ids()[1:])
    async with reader(library) as session:
        session.screen.go(pane)
        await session.press("D")
        assert not session.screen.list.ids
        assert session.screen.article.article is None
        assert session.screen.active_pane is Pane.LIST
        await session.press("U")
        await session.until(lambda: len(session.screen.list.ids) == 1)
        back = session.screen.article.article
        assert back is not None
        assert back.title.startswith("Copper")


async def test_another_article_that_is_read_stays_while_a_removal_is_taken_back(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("D", "j")
        session.screen.open_article(session.screen.list.selected.id, read=True)
        await session.settle()
        read = session.screen.article.article.id
        await session.press("U")
        await session.until(lambda: len(session.screen.list.ids) == 6)
        assert session.screen.article.article.id == read
        assert session.screen.list.selected.id == read


async def test_how_to_put_the_samples_away_is_said_of_them_and_of_no_other_article(
    library: Library, reader: Any
) -> None:
    library.samples()
    async with reader(library, size=(120, 40)) as session:
        samples = set(library.ids("is:sample"))
        ids = session.screen.list.ids
        for place, key in ((0, "g g"), (len(ids) - 1, "G")):
            await session.press(*key.split())
            await session.until(lambda: session.screen.list.selected.id == ids[place])  # noqa: B023
            assert ("Sample edition: X removes it" in session.text()) == (ids[place] in samples)
        assert {ids[0] in samples, ids[-1] in samples} == {True, False}


async def test_the_samples_come_back_by_undo(library: Library, reader: Any) -> None:
    library.samples()
    count = library.count()
    async with reader(library) as session:
        await session.press("X")
        await session.until(lambda: library.count() == 6)
        assert "U brings them back" in session.text()
        await session.press("U")
        await session.until(lambda: library.count() == count)
        await session.until(lambda: len(session.screen.list.ids) == count)


async def test_what_was_done_is_taken_back_from_every_page(library: Library, reader: Any) -> None:
    library.feeds.add("https://a.example/feed", title="Reel")
    number = library.names.find("Dara Finch").id
    async with reader(library) as session:
        await session.press("j", "D")
        await session.press("quotation_mark")
        await session.until(lambda: isinstance(session.app.screen, QuotesScreen))
        await session.press("U")
        await session.until(lambda: library.count() == 6)
        assert session.app.screen.status.text == "Back again: “Story 4 about nothing at all”."
        await session.press("q")
        await session.until(lambda: len(session.screen.list.ids) == 6)
        library.names.follow([number])
        await session.press("g", "5")
        await session.until(lambda: isinstance(session.app.screen, FeedsScreen))
        await session.press("U")
        await session.until(lambda: session.app.screen.status.text == "No longer followed: “Dara Finch”.")
        await session.press("p")
        await session.until(lambda: library.feeds.listed()[0].suspended)
        await session.press("q")
        session.screen._navigation.show_entity(number)
        await session.until(lambda: isinstance(session.app.screen, EntityScreen))
        await session.press("U")
        await session.until(lambda: session.app.screen.status.text == "Reel is asked again.")
        assert not library.feeds.listed()[0].suspended
        await session.press("U")
        await session.until(lambda: not library.feeds.listed())
        await session.press("U")
        await session.until(lambda: session.app.screen.status.text == "There is nothing to take back.")


async def test_a_watched_topic_is_taken_back(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        session.screen.list.show(session.screen.list.current_query.filtered("story"))
        await session.press("w")
        await session.until(lambda: len(library.following.topics()) == 1)
        await session.press("U")
        await session.until(lambda: not library.following.topics())
        assert session.screen.status.text == "story is no section any more."
        await session.press("q")
        assert session.app.is_running


@pytest.mark.parametrize(
    ("key", "said"), [("D", "Back again: "), ("f", "No longer starred: "), ("m", "Unread again: ")]
)
async def test_what_was_taken_back_is_said_before_a_title_that_is_cut(
    library: Library, reader: Any, key: str, said: str
) -> None:
    async with reader(library, size=(40, 20)) as session:
        await session.press(key, "U")
        await session.until(lambda: said in session.text())
