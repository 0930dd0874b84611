"""A removed feed that is taken back: every row as it was, whatever has come in between."""

from __future__ import annotations

import pytest

from pullquote.cache.store import feeds
from pullquote.cache.store.file.conversions import now, seconds
from pullquote.cache.store.undo import feeds as feed_undo
from pullquote.cache.store.undo.feeds import KEPT
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

from ..conftest import NOON

TABLES = (
    "feed",
    "article",
    "body",
    "entry",
    "address",
    "mention",
    "quote",
    "release",
    "tagged",
    "outlet",
    "entity",
    "alias",
)


def rows(library):
    """Return every row of every table that holds something of a person's or of an article."""
    with library.database.reading() as conn:
        return {table: sorted(conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}


@pytest.fixture
def kept(library, small, make, make_entry):
    """A feed with articles in every state, one of them in another feed as well, one pruned."""
    numbers = {number: small.put(number) for number in range(1, 7)}
    with library.database.write() as conn:
        other = feeds.add(conn, feeds.NewFeed("https://wire.example/feed"), NOON).id
        keeping.put(
            conn, make(3), source=FeedEntry(other, make_entry(3), b"1"), origin="feed", when=NOON, complete=True
        )
        keeping.delete(conn, [numbers[6]])
    library.feeds.update(small.feed, title="My Gazette", interval=90, full_text=False, keep_days=7, user_agent="Reader")
    library.mark_read([numbers[2], numbers[4]])
    library.star([numbers[1]])
    library.keep_place(numbers[5], 0.4)
    library.names.follow([library.names.find("Nora Vance").id])
    return numbers


def test_undo_brings_back_every_row(library, small, kept):
    before = rows(library)
    found = [hit.headline.id for hit in library.search("lighthouse")]
    library.feeds.remove(small.feed)
    assert rows(library) != before
    assert [feed.title for feed in library.feeds.listed()] == ["https://wire.example/feed"]
    assert library.count() == 2
    assert library.undo() == "Subscribed to My Gazette again, with its 3 articles."
    assert rows(library) == before
    assert [hit.headline.id for hit in library.search("lighthouse")] == found
    assert "put right" not in " ".join(library.doctor())
    assert library.undo() == "No longer followed: “Nora Vance”."


def test_earlier_steps_still_find_their_articles(library, small, kept):
    library.feeds.remove(small.feed)
    for _ in range(4):
        library.undo()
    assert library.count("is:read") == 0


def test_what_came_again_meanwhile_stays_as_it_is(library, small, kept, make, make_entry):
    library.feeds.remove(small.feed)
    with library.database.write() as conn:
        source = FeedEntry(library.feeds.listed()[0].id, make_entry(2), b"1")
        newer = keeping.put(conn, make(2), source=source, origin="feed", when=NOON, complete=True)
    library.star([newer])
    library.undo()  # the star
    assert library.undo().startswith("Subscribed to My Gazette again")
    assert sorted(row.title[-1] for row in library.headlines(library.ids())) == ["1", "2", "3", "4", "5"]
    assert newer in library.ids()
    assert library.feeds.listed()[1].entries + library.feeds.listed()[0].entries == 5
    assert "put right" not in " ".join(library.doctor())


def test_a_feed_too_large_to_be_kept_twice_comes_back_without_its_articles(library, small, kept, monkeypatch):
    monkeypatch.setattr(feed_undo, "ROOM", 1_000)
    library.feeds.remove(small.feed)
    assert library.undo() == "Subscribed to My Gazette again; its 3 articles come with the next refresh."
    assert "My Gazette" in [feed.title for feed in library.feeds.listed()]
    assert "put right" not in " ".join(library.doctor())


def test_texts_of_feeds_removed_long_ago_are_let_go(library, small, kept):
    library.feeds.remove(small.feed)
    with library.database.write() as conn:
        conn.execute("UPDATE undo SET at = ? WHERE kind = 'feed'", (seconds(now()) - KEPT - 1,))
    library.feeds.remove(library.feeds.listed()[0].id)
    with library.database.reading() as conn:
        assert conn.execute("SELECT count(*) FROM undo WHERE kind = 'feed'").fetchone()[0] == 1
