"""A feed whose entries take long to understand has a time of its own, and other feeds do not wait for it (C6)."""

from __future__ import annotations

import asyncio
import contextlib

import msgspec
import pytest

from pullquote.cache.core.feed import Stage
from pullquote.cache.ingest.context import RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.store.reading import articles
from pullquote.cache.store.texts import pending
from pullquote.cache.workers.pool import Limits
from pullquote.cache.workers.turns import Turns

from ....waiting import WAIT

HEAVY = "«a " * 40_000
LIGHT = "<p>Nora Vance returns to the lighthouse, and <b>so</b> does the fog.</p>"


def feed_of(*texts: str, title: str = "Harbour Weekly") -> bytes:
    """Return a feed with one entry for each text."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{title} {number}</guid><title>{title} {number}</title>"
        f"<description><![CDATA[{text}]]></description></item>"
        for number, text in enumerate(texts)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


@pytest.mark.slow
async def test_c06_other_feeds_do_not_wait_for_a_feed_that_takes_long(loopback, reply, library, clock, quick):
    """One request at a time and one worker, the heavy feed first: the others are stored while it is being read."""
    settings = msgspec.structs.replace(
        quick, refresh=msgspec.structs.replace(quick.refresh, parallel=1, pictures=False)
    )
    heavy = library.add(loopback.on("/heavy", reply(body=feed_of(*[HEAVY] * 60, title="Heavy"))))
    others = {library.add(loopback.on(f"/{n}", reply(body=feed_of(LIGHT, title=f"Feed {n}")))) for n in range(4)}
    timing = RefreshTiming(processes=1, limits=Limits(entry=1.0, turn=0.2))
    order: list[tuple[int | None, str]] = []
    async with contextlib.aclosing(refresh(library.database, settings, clock=clock, timing=timing)) as events:
        async with asyncio.timeout(WAIT):
            async for event in events:
                if event.stage in (Stage.STORED, Stage.FAILED):
                    order.append((event.feed, event.message))
                if len(order) == len(others):
                    break
    assert loopback.paths()[0] == "/heavy"
    assert {feed for feed, _ in order} == others, (heavy, order)


@pytest.mark.slow
async def test_c06_a_feed_past_its_time_is_kept_as_text_and_that_is_said(loopback, reply, library, clock, quick):
    limits = Limits(entry=1.0, turn=0.5, feed=1.5)
    body = feed_of(LIGHT, *[HEAVY + LIGHT] * 8, LIGHT)
    feed = library.add(loopback.on("/feed", reply(body=body)))
    timing = RefreshTiming(processes=1, limits=limits)
    events = [event async for event in refresh(library.database, quick, clock=clock, timing=timing)]
    said = [event.message for event in events if event.stage is Stage.AS_TEXT]
    assert len(said) == 1
    assert "kept as plain text" in said[0]
    assert library.state(feed).error == said[0]
    assert library.state(feed).failures == events[-1].failed == 0
    assert library.titles() == [f"Harbour Weekly {n}" for n in range(10)]
    rules = [row[0] for row in library.database.read().execute("SELECT rules FROM article ORDER BY id")]
    assert rules[-1] > 0, "what was understood before the time was up is kept so, and that is the newest"
    assert rules[0] == 0
    again = [event async for event in refresh(library.database, quick, clock=clock, timing=timing)]
    assert not [event for event in again if event.stage is Stage.FAILED]


@pytest.mark.slow
async def test_c06_an_entry_that_ends_its_worker_stays_as_text_and_those_after_it_are_understood(
    loopback, reply, library, clock, quick
):
    heavy = HEAVY * 5 + "Nora Vance returns."
    library.add(loopback.on("/feed", reply(body=feed_of(LIGHT, heavy, LIGHT))))
    timing = RefreshTiming(processes=1, limits=Limits(entry=0.4))
    events = [event async for event in refresh(library.database, quick, clock=clock, timing=timing)]
    assert [event.message[:7] for event in events if event.stage is Stage.AS_TEXT] == ["1 entry"]
    with library.database.reading() as conn:
        assert [row[0] > 0 for row in conn.execute("SELECT rules FROM article ORDER BY id")] == [True, False, True]
        assert articles.article(conn, 2).text.endswith("Nora Vance returns.")
        assert pending.count(conn) == 0


async def test_slow_work_comes_last_and_leaves_one_turn_of_several_to_others():
    turns, order, go_on = Turns(2), [], asyncio.Event()

    async def work(name: str, *, slow: bool) -> None:
        async with turns.turn(slow=slow):
            order.append(name)
            await go_on.wait()

    async with asyncio.TaskGroup() as group:
        for name in ("slow 1", "slow 2", "slow 3"):
            group.create_task(work(name, slow=True))
        cancelled = group.create_task(work("never", slow=False))
        cancelled.cancel()
        group.create_task(work("other 1", slow=False))
        group.create_task(work("other 2", slow=False))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert order == ["slow 1", "other 1"]
        go_on.set()
    assert order == ["slow 1", "other 1", "other 2", "slow 2", "slow 3"]
    assert not turns.locked()


async def test_slow_work_takes_all_turns_where_nothing_is_to_be_spared():
    turns, order, go_on = Turns(2), [], asyncio.Event()

    async def work(name: str, *, slow: bool) -> None:
        async with turns.turn(slow=slow, spare=False):
            order.append(name)
            await go_on.wait()

    async with asyncio.TaskGroup() as group:
        for name in ("slow 1", "slow 2", "slow 3"):
            group.create_task(work(name, slow=True))
        group.create_task(work("other", slow=False))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert order == ["slow 1", "slow 2"]
        go_on.set()
    assert order == ["slow 1", "slow 2", "other", "slow 3"]
