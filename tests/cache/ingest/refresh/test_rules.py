"""Rules on arrival: once for each new article, in the transaction it comes in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pullquote.cache.core.feed import Stage
from pullquote.cache.core.rules import Rule
from pullquote.cache.ingest.context import RefreshOptions
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.reading import headlines
from pullquote.cache.store.undo import taking_back
from pullquote.cache.store.user import marks as user_state
from pullquote.cache.store.writing import keeping

from .test_refresh import PACE, rss

RULES = (
    Rule(name="Ones", query="One OR Won", star=True, tag=("first",), later=True),
    Rule(query="Two", read=True, mute=True),
    Rule(name="All", query="-Two", notify=True),
)


@pytest.fixture
def run(library, quick, clock):
    """Run a refresh to its end; return its events."""

    async def go(*rules, settings=quick, **how):
        options = RefreshOptions(**how)
        settings = replace(settings, rules=rules)
        return [event async for event in refresh(library.database, settings, options, clock=clock, timing=PACE)]

    return go


def marks(library):
    conn = library.database.read()
    ids = [row[0] for row in conn.execute("SELECT id FROM article ORDER BY title")]
    found = headlines.headlines(conn, ids)
    return {one.title: (one.read, one.starred, one.queued, one.muted, one.tags) for one in found}


async def test_rules_run_on_what_arrives_and_tell_of_it(loopback, reply, library, run):
    library.add(loopback.on("/feed", reply(200, body=rss("One", "Two", "Three"))))
    events = await run(*RULES)
    assert marks(library) == {
        "One": (False, True, True, False, ("first",)),
        "Two": (True, False, False, True, ()),
        "Three": (False, False, False, False, ()),
    }
    told = [(event.title, event.message, event.address) for event in events if event.stage is Stage.NOTICED]
    assert sorted(told) == [
        ("One", "All", "https://outlet.example/One"),
        ("Three", "All", "https://outlet.example/Three"),
    ]
    with library.database.write() as connection:
        assert taking_back.undo(connection) is None  # nobody did this


async def test_what_a_person_changed_since_is_not_ruled_again(loopback, reply, library, run, clock):
    library.add(
        loopback.on("/feed", reply(200, body=rss("One")), reply(200, body=rss("One", "Won", channel="<ttl>1</ttl>")))
    )
    await run(*RULES)
    with library.database.write() as connection:
        user_state.star(connection, [1], False)
        user_state.queue(connection, [1], False)
    clock.pass_(hours=2)
    events = await run(*RULES)
    assert marks(library)["One"] == (False, False, False, False, ("first",))
    assert marks(library)["Won"] == (False, True, True, False, ("first",))
    assert [event.title for event in events if event.stage is Stage.NOTICED] == ["Won"]


async def test_what_was_pruned_and_comes_again_is_not_ruled_again(loopback, reply, library, run, clock):
    feed = library.add(loopback.on("/feed", reply(200, body=rss("One")), reply(200, body=rss("One", channel=" "))))
    await run()
    with library.database.write() as connection:
        user_state.mark_read(connection, [1], True)
        keeping.delete(connection, [1])
        connection.execute("UPDATE entry SET hash = x''")
        feed_store.update(connection, feed, interval=None)
    clock.pass_(hours=2)
    await run(*RULES)
    assert marks(library) == {"One": (True, False, False, False, ())}


async def test_articles_that_were_there_are_left_alone(loopback, reply, library, run, clock):
    library.add(loopback.on("/feed", reply(200, body=rss("One")), reply(200, body=rss("One", "Four"))))
    await run()
    clock.pass_(hours=2)
    await run(Rule(query="", star=True), Rule(query="-Four", star=True))
    assert [starred for _, starred, *_ in marks(library).values()] == [True, False]  # Four, One
