"""What prune takes, and what it never touches (D14)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pullquote.cache.core.article import Entity
from pullquote.cache.core.settings import Keep
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.upkeep import prune
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=100)


@pytest.fixture
def old(library, small):
    """Six articles, all older than ninety days at ``LATER``; five are read."""
    ids = [
        small.put(number, entities=(Entity(name=f"Show {number}", type="show", mentions=1),), mentions=())
        for number in range(1, 7)
    ]
    library.mark_read(ids[:5])
    library.star([ids[0]])
    library.names.follow([library.names.find("Show 2").id])
    return ids


def titles(library: Library) -> set[int]:
    return {int(row.title.rsplit(" ", 1)[1]) for row in library.headlines(library.ids())}


def test_a_dry_run_only_says(library, old):
    said = prune.prune(library.database, Keep(days=90), now=LATER, dry_run=True)
    assert (said.articles, said.kept) == (3, 3)
    assert said.bytes > 0
    assert said.before == LATER - timedelta(days=90)
    assert library.count() == 6


def test_starred_followed_and_unread_stay(library, old):
    assert prune.prune(library.database, Keep(days=90), now=LATER, dry_run=False).articles == 3
    assert titles(library) == {1, 2, 6}
    assert prune.prune(library.database, Keep(days=90), now=LATER, dry_run=False).articles == 0
    assert "is sound" in " ".join(library.doctor())
    assert library.feeds.listed()[0].entries == 3
    assert sorted(name.name for name in library.names.listed([])) == ["Show 1", "Show 2", "Show 6"]


def test_unread_may_go_if_the_settings_say_so(library, old):
    prune.prune(library.database, Keep(days=90, unread=False), now=LATER, dry_run=False)
    assert titles(library) == {1, 2}


def test_nothing_goes_without_days_or_before_their_time(library, old):
    assert prune.prune(library.database, Keep(days=0), now=LATER, dry_run=False).articles == 0
    assert prune.prune(library.database, Keep(days=365), now=LATER, dry_run=False).articles == 0
    assert titles(library) == {1, 2, 3, 4, 5, 6}


def test_a_feed_has_days_of_its_own(library, old, small):
    library.feeds.update(small.feed, keep_days=0)
    assert prune.prune(library.database, Keep(days=90), now=LATER, dry_run=False).articles == 0
    library.feeds.update(small.feed, keep_days=30)
    assert prune.prune(library.database, Keep(days=0), now=LATER, dry_run=False).articles == 3


def test_what_a_person_added_stays(library, old, make):
    kept = library.keep(make(50))
    library.mark_read([kept])
    prune.prune(library.database, Keep(days=90), now=LATER, dry_run=False)
    assert library.article(kept)


def test_what_went_does_not_come_back_unread(library, old, small, make, make_entry):
    prune.prune(library.database, Keep(days=90, unread=False), now=LATER, dry_run=False)
    with library.database.reading() as conn:
        assert {one.key for one in feeds.known_entries(conn, small.feed)} == {f"urn:story:{n}" for n in range(1, 7)}
    with library.database.write() as conn:  # the publisher changed it, so it is kept anew
        number = keeping.put(
            conn, make(6), source=FeedEntry(small.feed, make_entry(6), b"new"), origin="feed", when=LATER, complete=True
        )
    assert library.headlines([number])[0].read


def test_settings_reach_prune(tmp_path, make):
    with Library.open(tmp_path) as library:
        library.samples()
        library.mark_read(library.ids())
        assert library.prune(dry_run=True).articles == 0


def test_a_removed_feed_takes_its_articles_but_not_what_a_person_wants(library, old, small, make, make_entry):
    with library.database.write() as conn:
        other = feeds.add(conn, feeds.NewFeed("https://wire.example/feed"), NOON).id
        keeping.put(
            conn, make(3), source=FeedEntry(other, make_entry(3), b"1"), origin="feed", when=NOON, complete=True
        )
    library.feeds.remove(small.feed)
    assert titles(library) == {1, 3}
    assert [(feed.entries, feed.unread) for feed in library.feeds.listed()] == [(1, 0)]
    again = library.feeds.add("https://gazette.example/feed")
    assert (again.id, again.title, again.folder) == (small.feed, "Gazette", "Papers")
    with library.database.reading() as conn:
        assert {one.key: one.hash for one in feeds.known_entries(conn, small.feed)}["urn:story:4"] == b""
    small.put(4)
    small.put(6)
    assert {row.title[-1]: row.read for row in library.headlines(library.ids())} == {
        "1": True,
        "3": True,
        "4": True,
        "6": False,
    }
    assert "put right" not in " ".join(library.doctor())
