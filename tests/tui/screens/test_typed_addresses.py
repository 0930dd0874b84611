"""What a person did not type may not lead into a private network (C8)."""

from __future__ import annotations

from pathlib import Path

from pullquote.cache.core.feed import ListedFeed
from pullquote.cache.library import Library
from pullquote.cache.store import feeds as feed_store
from pullquote.tui.screens.starter_feeds import subscribe

LIST = [ListedFeed("http://127.0.0.1:8000/feed", "Film")]


def test_c08_a_starter_feed_is_no_typed_address_and_removing_it_makes_it_none(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        assert subscribe(library, LIST, [LIST[0].url]) == 1

        def private() -> list[bool]:
            return [state.private for state in feed_store.states(library.database.read())]

        assert private() == [False]
        (feed,) = library.feeds.listed()
        library.feeds.remove(feed.id)
        library.feeds.add(feed.url, typed="")  # as U does in the app
        assert private() == [False]
        library.feeds.add(feed.url)
        assert private() == [True]
