"""What a person did not type may not lead into a private network (C8)."""

from __future__ import annotations

from pathlib import Path

from pullquote.cache.library import Library
from pullquote.cache.store import feeds as feed_store
from pullquote.tui.screens.starter_feeds import subscribe

LIST = (
    b"""<opml version="2.0"><body><outline type="rss" text="Film" xmlUrl="http://127.0.0.1:8000/feed"/></body></opml>"""
)


def test_c08_a_starter_feed_is_no_typed_address_and_removing_it_makes_it_none(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        listed = library.feeds_in(LIST)
        assert subscribe(library, listed, [listed[0].url]) == 1

        def private() -> list[bool]:
            return [state.private for state in feed_store.states(library.database.read())]

        assert private() == [False]
        (feed,) = library.feeds()
        library.remove_feed(feed.id)
        library.add_feed(feed.url, typed="")  # as U does in the app
        assert private() == [False]
        library.add_feed(feed.url)
        assert private() == [True]
