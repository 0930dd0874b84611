"""Subscriptions, and all that asking them again depends on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.feed import FeedState, HostState
from pullquote.cache.store import feeds
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ADDRESS = "https://gazette.example/feed"


@pytest.fixture
def conn(database):
    with database.write() as connection:
        yield connection


def test_a_state_comes_back_as_it_was_saved(conn):
    number = feeds.add(conn, feeds.NewFeed(ADDRESS), NOON).id
    state = FeedState(
        feed=number,
        url=ADDRESS,
        etag='W/"a b"',
        last_modified="Wed, 01 May 2024 12:00:00 GMT",
        body_hash=b"\x00\xff" * 16,
        checked=NOON,
        next_check=NOON + timedelta(hours=1),
        asked_fully=NOON - timedelta(days=1),
        unchanged_since=NOON - timedelta(days=2),
        same_bodies=3,
        failures=2,
        failing_since=NOON - timedelta(hours=5),
        status=304,
        error="No answer.",
        suspended=True,
        moved_to="https://gazette.example/new",
        moved_seen=2,
        moved_since=NOON,
        ttl=3600,
        skip_hours=(0, 23),
        skip_days=("Saturday", "Sunday"),
        title="Gazette",
        folder="Papers",
        interval=90,
        full_text=False,
        user_agent="Reader",
        keep_days=10,
        private=True,
    )
    feeds.save_state(conn, feeds.states(conn)[0], state)
    assert feeds.states(conn) == [state]
    assert feeds.states(conn, feeds=[number + 1]) == []
    assert feeds.states(conn, folder="Papers") == [state]
    assert feeds.states(conn, folder="Other") == []
    fresh = FeedState(feed=number, url=ADDRESS)
    feeds.save_state(conn, state, fresh)
    assert feeds.states(conn) == [msgspec.structs.replace(fresh, title="Gazette")]


def test_a_name_a_person_gave_stays(conn):
    number = feeds.add(conn, feeds.NewFeed(ADDRESS, title="My gazette"), NOON).id
    before = feeds.states(conn)[0]
    feeds.save_state(conn, before, msgspec.structs.replace(before, title="The Gazette — all stories"))
    assert feeds.feed(conn, number).title == "My gazette"
    assert feeds.update(conn, number, title="").title == "The Gazette — all stories"


def test_without_any_name_a_feed_is_its_address(conn):
    assert feeds.add(conn, feeds.NewFeed(ADDRESS), NOON).title == ADDRESS


def test_a_moved_feed_keeps_its_id_and_its_history(conn):
    number = feeds.add(conn, feeds.NewFeed(ADDRESS), NOON).id
    (before,) = feeds.states(conn)
    feeds.save_state(conn, before, msgspec.structs.replace(before, url="https://new.example/feed", checked=NOON))
    assert feeds.feed(conn, number).url == "https://new.example/feed"
    assert feeds.history(conn, number) == [(ADDRESS, NOON)]


def test_a_feed_does_not_move_onto_another(conn):
    one, two = (
        feeds.add(conn, feeds.NewFeed(ADDRESS), NOON),
        feeds.add(conn, feeds.NewFeed("https://wire.example/feed"), NOON),
    )
    (before,) = feeds.states(conn, feeds=[one.id])
    feeds.save_state(conn, before, msgspec.structs.replace(before, url=two.url))
    assert feeds.feed(conn, one.id).url == ADDRESS
    with pytest.raises(UsageError, match="already"):
        feeds.update(conn, one.id, url=two.url)


def test_a_new_address_forgets_the_validators_of_the_old(conn):
    number = feeds.add(conn, feeds.NewFeed(ADDRESS), NOON).id
    (before,) = feeds.states(conn)
    state = msgspec.structs.replace(before, etag="x", last_modified="y", body_hash=b"z", next_check=NOON)
    feeds.save_state(conn, before, state)
    feeds.update(conn, number, url="https://new.example/feed")
    (found,) = feeds.states(conn)
    assert (found.etag, found.last_modified, found.body_hash, found.next_check) == (None, None, None, None)
    assert [url for url, _ in feeds.history(conn, number)] == [ADDRESS]


def test_taking_up_a_suspended_feed_forgives_it(conn):
    number = feeds.add(conn, feeds.NewFeed(ADDRESS), NOON).id
    (before,) = feeds.states(conn)
    feeds.save_state(conn, before, msgspec.structs.replace(before, suspended=True, failures=9, failing_since=NOON))
    assert feeds.feed(conn, number).suspended
    found = feeds.update(conn, number, suspended=False)
    assert (found.suspended, found.failures) == (False, 0)


def test_a_state_of_a_feed_that_is_gone_is_dropped(conn):
    feeds.save_state(conn, FeedState(feed=99, url=ADDRESS), FeedState(feed=99, url=ADDRESS, etag="x"))
    assert feeds.states(conn) == []


def test_titles_and_folders_are_safe_to_show(conn):
    found = feeds.add(conn, feeds.NewFeed(ADDRESS, title="Gaz\x1b[2Jette\n", folder="Pa\u202epers"), NOON)
    assert (found.title, found.folder) == ("Gaz[2Jette", "Papers")


@pytest.mark.parametrize("address", ["", "gazette", "file:///etc/passwd", "javascript:alert(1)", "exec:ls", "http://"])
def test_only_addresses_of_the_web_are_subscribed_to(conn, address):
    with pytest.raises(UsageError):
        feeds.add(conn, feeds.NewFeed(address), NOON)


def test_hosts_that_asked_us_to_wait(conn):
    feeds.save_host(conn, HostState(host="gazette.example", not_before=NOON, strikes=1))
    later = HostState(host="gazette.example", not_before=NOON + timedelta(hours=2), strikes=2)
    feeds.save_host(conn, later)
    assert feeds.hosts(conn) == {"gazette.example": later}


def test_feeds_that_are_not_there_are_a_sentence(conn):
    for call in (lambda: feeds.feed(conn, 5), lambda: feeds.remove(conn, 5), lambda: feeds.update(conn, 5, title="x")):
        with pytest.raises(NotFound, match="no feed 5"):
            call()


def test_a_clock_turned_back_changes_no_order(library, small, make, make_entry):
    """D9: what is in the list stays where it is; what comes then is newest by its own date, or by the clock."""
    first, second = small.put(2), small.put(1)
    assert list(library.ids()) == [second, first]
    wrong = datetime(2014, 5, 1, tzinfo=UTC)
    with library.database.write() as conn:
        for number, published in ((1, NOON - timedelta(hours=1)), (3, NOON), (4, None)):
            keeping.put(
                conn,
                make(number, published=published, dek="Changed"),
                source=FeedEntry(small.feed, make_entry(number, published=published), b"1"),
                origin="feed",
                when=wrong,
                complete=True,
            )
    rows = library.headlines(library.ids())
    assert [row.id for row in rows][:2] == [second, first]
    assert [row.when for row in rows][2:] == [wrong, wrong]
