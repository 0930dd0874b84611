"""Watching a topic: a filter or a search is kept as a section, found again, and let go."""

from __future__ import annotations

from typing import Any

from pullquote.cache.core.following.topics import KEY, MOST, Topic, encode
from pullquote.cache.library import Library
from pullquote.tui.widgets.pane_header import PaneHeader


def watched_topics(library: Library) -> list[tuple[str, str]]:
    return [(topic.title, topic.query) for topic in library.following.topics() if topic.watched]


TOPIC = "person:holloway OR tide"


async def test_a_filter_is_kept_as_a_section_and_let_go(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *TOPIC, "enter")
        await session.until(lambda: session.screen.list.current_query.filter == TOPIC)
        found = list(session.screen.list.keys_widget.ids)
        await session.press("w")
        await session.until(lambda: watched_topics(library) == [(TOPIC, TOPIC)])
        assert list(session.screen.list.keys_widget.ids) == found
        assert session.screen.list.query_one(PaneHeader).title == TOPIC
        await session.press("escape")
        await session.until(lambda: not session.screen.list.current_query.section)
        await session.press("t")
        await session.until(lambda: "Watched" in session.text() and TOPIC in session.text())
        await session.press("escape", "ctrl+p", *"person:holl", "enter")
        await session.until(lambda: session.screen.list.current_query.section == TOPIC)
        await session.press("w")
        await session.until(lambda: watched_topics(library) == [])
        assert session.screen.list.current_query.filter == TOPIC  # it is a filter again, so that w takes it back


async def test_a_watched_topic_counts_what_is_unread_in_it(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *TOPIC, "enter", "w")
        await session.until(lambda: watched_topics(library) == [(TOPIC, TOPIC)])
        unread = library.count(f"{TOPIC} is:unread")
        assert unread > 0
        await session.until(
            lambda: f"{unread} of {library.count(TOPIC)} unread" in session.screen.list.query_one(PaneHeader).note
        )


async def test_a_search_within_a_section_keeps_both(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("t", "down", "enter")
        await session.until(lambda: session.screen.list.current_query.section == "is:unread")
        await session.press("slash", *"street", "enter")
        await session.until(lambda: session.screen.list.current_query.search == "street")
        await session.press("w")
        await session.until(lambda: watched_topics(library) == [("Unread: street", "is:unread street")])
        assert session.screen.list.current_query.search == ""


async def test_without_a_filter_there_is_nothing_to_watch(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("w")
        assert "Filter with F" in session.text()
        assert watched_topics(library) == []


def test_what_cannot_be_read_is_no_topic_and_there_are_never_too_many(library: Library) -> None:
    library.remember(KEY, '{"not": "topics"}')
    assert watched_topics(library) == []
    library.remember(KEY, encode([Topic(str(n), f"word{n}") for n in range(MOST + 5)]))
    assert len(watched_topics(library)) == MOST
    assert watched_topics(library)[-1] == (str(MOST + 4), f"word{MOST + 4}")
