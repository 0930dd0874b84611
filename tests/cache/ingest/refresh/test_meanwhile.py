"""What a person sets while a feed is being asked stands when the answer has come: a refresh writes what it learned."""

from __future__ import annotations

import pytest

from pullquote.cache.ingest.context import RefreshOptions
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.store import feeds as feed_store

from .test_refresh import PACE, rss

SET = {
    "title": "Mine",
    "folder": "Film",
    "site": "https://own.example/",
    "interval": 240,
    "full_text": False,
    "user_agent": "Mine/1",
    "keep_days": 3,
    "suspended": True,
    "pictures": False,
    "order": "oldest",
    "mute": "gossip",
}
"""Everything a person can set of a feed, but its address."""


@pytest.fixture
def run(library, quick, clock):
    """Run a refresh to its end."""

    async def go(**how):
        options = RefreshOptions(**how)
        return [event async for event in refresh(library.database, quick, options, clock=clock, timing=PACE)]

    return go


@pytest.fixture
def meanwhile(library, reply):
    """Return an answer before which something is changed."""

    def answering(answer, **changes):
        def act(seen):
            with library.database.write() as connection:
                (feed,) = feed_store.feeds(connection)
                feed_store.update(connection, feed.id, **changes)
            return answer

        return act

    return answering


def answers(reply, kind):
    new = reply(200, {"ETag": '"2"'}, rss("One", "Two", channel="<link>https://outlet.example/</link>"))
    return {"new": new, "same": reply(200, body=rss("One")), "unchanged": reply(304), "gone": reply(404)}[kind]


@pytest.mark.parametrize("kind", ["new", "same", "unchanged", "gone"])
@pytest.mark.parametrize("asked_before", [True, False])
async def test_nothing_a_person_sets_while_a_feed_is_asked_is_lost(
    loopback, reply, library, run, clock, meanwhile, kind, asked_before
):
    first = [reply(200, {"ETag": '"1"'}, rss("One"))] if asked_before else []
    library.add(loopback.on("/feed", *first, meanwhile(answers(reply, kind), **SET)))
    for _ in range(len(first) + 1):
        await run()
        clock.pass_(hours=2)
    (feed,) = feed_store.feeds(library.database.read())
    assert {key: getattr(feed, key) for key in SET} == SET


@pytest.mark.parametrize("kind", ["new", "unchanged", "gone"])
async def test_a_feed_that_is_resumed_while_it_is_asked_begins_anew(
    loopback, reply, library, run, clock, meanwhile, kind
):
    feed = library.add(
        loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), meanwhile(answers(reply, kind), suspended=False))
    )
    await run()
    with library.database.write() as connection:
        feed_store.update(connection, feed, suspended=True)
        connection.execute("UPDATE feed SET failures = 9, failing_since = 1 WHERE id = ?", (feed,))
    clock.pass_(hours=2)
    await run(feeds=[feed])
    state = library.state(feed)
    assert (state.suspended, state.failures, state.failing_since) == (False, 0, None)


async def test_an_answer_of_an_address_that_was_changed_meanwhile_is_no_answer_of_the_new_one(
    loopback, reply, library, run, clock, meanwhile
):
    new = loopback.on("/new", reply(200, {"ETag": '"n"'}, rss("Two")))
    feed = library.add(
        loopback.on(
            "/feed", meanwhile(reply(200, {"ETag": '"1"', "Cache-Control": "max-age=3600"}, rss("One")), url=new)
        )
    )
    await run()
    state = library.state(feed)
    assert (state.url, state.etag, state.body_hash, state.next_check) == (new, None, None, None)
    await run()
    assert library.titles() == ["One", "Two"]
    assert loopback.requests[-1]["If-None-Match"] is None
    assert library.state(feed).etag == '"n"'


async def test_a_removed_feed_stays_removed(loopback, reply, library, run, clock):
    def act(seen):
        with library.database.write() as connection:
            feed_store.remove(connection, feed)
        return reply(200, body=rss("One"))

    feed = library.add(loopback.on("/feed", act))
    await run()
    assert feed_store.feeds(library.database.read()) == []
    assert library.titles() == []


async def test_a_name_taken_away_while_a_feed_is_asked_is_not_what_the_feed_calls_itself(
    loopback, reply, library, run, clock, meanwhile
):
    feed = library.add(loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), meanwhile(reply(304), title="")))
    await run()
    with library.database.write() as connection:
        feed_store.update(connection, feed, title="Mine")
    clock.pass_(hours=2)
    await run()
    assert library.state(feed).title == "Outlet"
