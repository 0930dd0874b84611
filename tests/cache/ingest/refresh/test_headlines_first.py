"""What feeds say is kept at once, and understood afterwards: resumed after a kill, in front where it is opened."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pullquote.cache.core.feed import Stage
from pullquote.cache.core.rules import Rule
from pullquote.cache.core.settings import Keep, Refresh, Settings
from pullquote.cache.ingest.context import LibraryThread, RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.library import Library
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.reading import articles
from pullquote.cache.store.texts import earlier, pending
from pullquote.cache.store.upkeep.prune import prune
from pullquote.cache.store.writing import keeping
from pullquote.cache.workers.pool import WorkerPool

from ....waiting import WAIT

SAID = "“We had always meant to come back to the pier,” Nora Vance told Harbour Weekly on Monday."
SETTINGS = Settings(refresh=Refresh(spacing=0, per_host=32, parallel=32, pages=False, pictures=False))


def item(number: int, text: str = SAID, link: str = "") -> str:
    address = f"<link>{link}</link>" if link else ""
    return (
        f"<item><guid isPermaLink='false'>{number}</guid><title>The pier, part {number}</title>{address}"
        f"<pubDate>Tue, {1 + number % 28:02} Mar 2026 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[<p><em>Paper Boats</em> returns in May. {text}</p>]]></description></item>"
    )


def feed_of(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Harbour Weekly</title>{''.join(items)}</channel></rss>".encode()


async def until_stored(events) -> None:
    """Read events until a feed is stored, and stop there, as a kill would."""
    async with asyncio.timeout(WAIT):
        async for event in events:
            if event.stage is Stage.STORED:
                return


async def stopped_at_headlines(library, settings, clock) -> None:
    """Refresh, and end that once the headlines are kept; nothing may be understood before."""
    timing = RefreshTiming(processes=1)
    async with contextlib.aclosing(refresh(library.database, settings, clock=clock, timing=timing)) as events:
        await until_stored(events)


@pytest.fixture
def opened(library) -> Iterator[Library]:
    with Library.open(Path(library.database.path).parent, settings=SETTINGS) as found:
        yield found


def rules_of(library) -> list[bool]:
    """Return of each article whether it is understood, by id."""
    return [row[0] > 0 for row in library.database.read().execute("SELECT rules FROM article ORDER BY id")]


async def test_headlines_stand_and_are_found_before_anything_is_understood(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40))))))
    await stopped_at_headlines(library, SETTINGS, clock)
    left = pending.count(library.database.read())
    assert left >= 24, "a worker is given eight at once"
    assert len(opened.ids("")) == len(opened.ids("pier")) == 40
    plain = opened.article(opened.ids("")[-1])
    assert plain.text.startswith("Paper Boats returns in May. “We had always meant")
    assert not plain.entities
    assert opened.pending.count() == left


async def test_what_is_understood_while_the_library_is_written_is_kept_together(
    loopback, reply, library, clock, monkeypatch
):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40))))))
    await stopped_at_headlines(library, SETTINGS, clock)
    made, kept, three = 0, [], asyncio.Event()
    understand, store = WorkerPool.understand, LibraryThread.store

    async def understood(self, entries, *arguments, **options):
        nonlocal made
        found = await understand(self, entries, *arguments, **options)
        made += len(entries)
        if made >= 24:
            three.set()
        return found

    async def stored(self, work):
        before = pending.count(library.database.read())
        await three.wait()
        answer = await store(self, work)
        kept.append(before - pending.count(library.database.read()))
        return answer

    monkeypatch.setattr(WorkerPool, "understand", understood)
    monkeypatch.setattr(LibraryThread, "store", stored)
    async with asyncio.timeout(WAIT):
        async for _ in refresh(library.database, SETTINGS, clock=clock, timing=RefreshTiming(processes=1)):
            pass
    assert all(rules_of(library))
    assert 8 < max(kept) <= 32, "lots that came meanwhile are kept together, but not without end"


async def test_what_is_stored_first_does_not_wait_for_what_is_being_stored(library):
    order: list[str] = []
    loop, begun = asyncio.get_running_loop(), asyncio.Event()
    long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000000) SELECT sum(i) FROM n"

    def slow(conn) -> None:
        if not begun.is_set():
            loop.call_soon_threadsafe(begun.set)
            conn.execute(long)  # minutes, unless it gives way
        order.append("slow")

    thread = LibraryThread(library.database)
    try:
        storing = asyncio.create_task(thread.store(slow))
        async with asyncio.timeout(WAIT):
            await begun.wait()
            await thread.store_first(lambda _: order.append("first"))
            await storing
    finally:
        thread.close()
    assert order == ["first", "slow"]


async def test_the_next_refresh_goes_on_where_one_was_ended(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40)))), reply(304)))
    await stopped_at_headlines(library, SETTINGS, clock)
    assert not all(rules_of(library))
    clock.pass_(hours=2)
    events = [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    assert all(rules_of(library))
    assert opened.pending.count() == 0
    assert events[-1].new == 0
    told = [event for event in events if event.stage is Stage.UNDERSTOOD]
    assert told[-1].understood == told[-1].to_understand
    assert len(opened.ids('person:"Nora Vance"')) == len(opened.ids('show:"Paper Boats"')) == 40


async def test_the_newest_are_understood_first_and_what_is_on_the_screen_before_them(
    loopback, reply, library, clock, opened
):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(224))))))
    order: list[int] = []
    seen: set[int] = set()
    opened.pending.prefer([3, 5])  # nothing is under way: does nothing
    async with contextlib.aclosing(opened.refresh()) as events:
        async for event in events:
            if event.stage is Stage.STORED:
                opened.pending.prefer([3, 5])
            if event.stage is Stage.UNDERSTOOD:
                fresh = [n for n, done in enumerate(rules_of(library), 1) if done and n not in seen]
                seen.update(fresh)
                order += fresh
    assert all(rules_of(library))
    assert max(order.index(3), order.index(5)) < 112, "before the older ones that nobody looks at"
    assert order.index(27) < order.index(1)


async def test_an_article_that_is_opened_is_understood_in_front(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(200))))))
    async with contextlib.aclosing(opened.refresh()) as events:
        async for event in events:
            if event.stage is Stage.STORED:
                oldest = opened.ids("")[-1]
                assert await asyncio.to_thread(opened.pending.understand, oldest)
                assert opened.article(oldest).rules
                assert not all(rules_of(library)), "it did not wait for the others"
                assert not await asyncio.to_thread(opened.pending.understand, oldest), "nothing is left to do"
    assert all(rules_of(library))


async def test_an_article_is_understood_by_itself_where_nothing_is_under_way(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40))))))
    await stopped_at_headlines(library, SETTINGS, clock)
    oldest = opened.ids("")[-1]
    assert not opened.article(oldest).rules
    with Library.open(opened.database.path.parent, settings=SETTINGS, read_only=True) as reading:
        understood = await asyncio.to_thread(reading.understood, oldest)
        assert [quote.speaker for quote in understood.quotes] == ["Nora Vance"]
        assert understood.id == oldest
        assert not reading.article(oldest).rules, "a library that is only read keeps nothing"
    kept = await asyncio.to_thread(opened.understood, oldest)
    assert msgspec.structs.replace(kept, entities=()) == msgspec.structs.replace(understood, entities=())
    assert opened.article(oldest) == kept


async def test_a_changed_entry_keeps_its_text_until_it_is_understood_anew(loopback, reply, library, clock, opened):
    first, second = feed_of(item(1)), feed_of(item(1, SAID + " The pier opens at noon."), *map(item, range(2, 40)))
    library.add(loopback.on("/feed", reply(body=first), reply(body=second)))
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    before = opened.article(1)
    assert before.quotes
    with library.database.write() as conn:
        conn.execute("UPDATE article SET read = 1")
    clock.pass_(hours=2)
    await stopped_at_headlines(library, SETTINGS, clock)
    assert pending.of(library.database.read(), 1)
    assert opened.article(1) == before
    clock.pass_(hours=2)
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    assert opened.article(1).text.endswith("opens at noon.")
    with library.database.reading() as conn:
        assert earlier.text(conn, 1) is not None, "what was read before is kept beside it"


async def test_plain_text_that_is_understood_is_no_change(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40)))), reply(304)))
    await stopped_at_headlines(library, SETTINGS, clock)
    with library.database.write() as conn:
        conn.execute("UPDATE article SET read = 1")
    clock.pass_(hours=2)
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    with library.database.reading() as conn:
        assert not [number for number in opened.ids("") if earlier.text(conn, number)]


async def test_rules_run_on_what_is_understood_though_it_was_read_meanwhile(loopback, reply, library, clock, opened):
    settings = msgspec.structs.replace(SETTINGS, rules=(Rule(name="Quoted", query='person:"Nora Vance"', star=True),))
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40)))), reply(304)))
    await stopped_at_headlines(library, settings, clock)
    with library.database.write() as conn:
        conn.execute("UPDATE article SET read = 1")
    clock.pass_(hours=2)
    [event async for event in refresh(library.database, settings, clock=clock)]
    assert len(opened.ids("is:starred")) == 40


async def test_what_is_removed_or_pruned_before_it_is_understood_stays_so(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40)))), reply(304)))
    await stopped_at_headlines(library, SETTINGS, clock)
    with library.database.write() as conn:
        waiting = [row[0] for row in conn.execute("SELECT article FROM pending ORDER BY id DESC LIMIT 2")]
        keeping.delete(conn, waiting)
    clock.pass_(hours=2)
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    assert len(opened.ids("")) == 38
    assert opened.pending.count() == 0


async def test_what_is_taken_back_before_it_is_understood_is_understood_later(loopback, reply, library, clock, opened):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40)))), reply(304)))
    await stopped_at_headlines(library, SETTINGS, clock)
    waiting = library.database.read().execute("SELECT article FROM pending ORDER BY id DESC LIMIT 2").fetchall()
    numbers = [row[0] for row in waiting]
    opened.remove(numbers)
    assert opened.undo()
    assert not any(opened.article(number).rules for number in numbers)
    opened.feeds.remove(opened.feeds.listed()[0].id)
    assert opened.pending.count() == 0
    assert opened.undo()
    clock.pass_(hours=2)
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    assert all(rules_of(library))
    assert len(opened.ids('person:"Nora Vance"')) == 40


async def test_what_waits_to_be_understood_may_be_of_what_is_followed_and_is_not_pruned(
    loopback, reply, library, clock, opened
):
    library.add(loopback.on("/feed", reply(body=feed_of(*map(item, range(40)))), reply(304)))
    await stopped_at_headlines(library, SETTINGS, clock)
    opened.mark_read(opened.ids(""), True)
    count = opened.pending.count()
    keep = Keep(days=1)
    assert prune(library.database, keep, now=clock(), dry_run=False).articles == 40 - count
    assert opened.pending.count() == count


async def test_an_article_whose_page_comes_is_understood_once_and_from_its_page(
    loopback, reply, library, clock, opened
):
    page = (
        f"<html><body><article><h1>The pier, part 1</h1>{'<p>The long story of the pier goes on. ' * 30}<p>{SAID}</p>"
    )
    body = feed_of(item(1, link=f"{loopback.url}/page"), item(2, link=f"{loopback.url}/gone"))
    library.add(loopback.on("/feed", reply(body=body)))
    loopback.on("/page", reply(200, {"Content-Type": "text/html"}, page.encode()))
    loopback.on("/gone", reply(404))
    settings = msgspec.structs.replace(SETTINGS, refresh=msgspec.structs.replace(SETTINGS.refresh, pages=True))
    told = [event async for event in refresh(library.database, settings, clock=clock)]
    with library.database.reading() as conn:
        assert articles.origins(conn, 1)[0] == "page"
        assert articles.article(conn, 1).quotes
        assert not articles.article(conn, 1, "feed").rules, "its feed's text was not understood too"
        assert articles.article(conn, 2).quotes, "the page did not come: it is understood from the feed"
        assert pending.count(conn) == 0
    assert told[-1].understood == 1


async def test_two_feeds_with_one_article_end_as_one_that_is_understood(loopback, reply, library, clock, opened):
    both = feed_of(item(1, link="http://outlet.example/pier"))
    for path in ("/one", "/two"):
        library.add(loopback.on(path, reply(body=both)))
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    assert rules_of(library) == [True]
    with library.database.reading() as conn:
        known = [feed_store.known_entries(conn, feed)[0].article for feed in (1, 2)]
    assert known[0] == known[1]


def test_nothing_waits_in_a_new_library(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        assert library.pending.count() == 0
        assert not library.pending.understand(1)


async def test_a_change_whose_page_comes_is_taken_over_once(loopback, reply, library, clock, opened):
    link, changed = f"{loopback.url}/page", SAID + " The pier opens at noon."
    planks = [
        f"<p>Plank {number} of the pier was laid by hand, in the spring of {1900 + number}." for number in range(99)
    ]
    begin = "<html><body><article><h1>The pier, part 1</h1>"
    pages = [f"{begin}{''.join(planks[:count])}<p>{changed}</p>" for count in (20, 40, 60, 80)]
    bodies = (
        feed_of(item(1, link=link)),
        *(feed_of(item(1, changed, link), *map(item, range(2, last))) for last in range(2, 5)),
    )
    library.add(loopback.on("/feed", *(reply(body=body) for body in bodies)))
    loopback.on("/page", *(reply(200, {"Content-Type": "text/html"}, page.encode()) for page in pages))
    settings = msgspec.structs.replace(SETTINGS, refresh=msgspec.structs.replace(SETTINGS.refresh, pages=True))
    for _ in bodies:
        [event async for event in refresh(library.database, settings, clock=clock)]
        clock.pass_(hours=2)
    assert loopback.paths().count("/page") == 2


async def test_a_change_that_cannot_be_understood_is_given_up_once(
    loopback, reply, library, clock, opened, monkeypatch
):
    bodies = (feed_of(item(1)), *(feed_of(item(1, SAID + " No."), *map(item, range(2, last))) for last in range(2, 5)))
    library.add(loopback.on("/feed", *(reply(body=body) for body in bodies)))
    [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    asked: list[int] = []

    async def understand(_: WorkerPool, entries, *__, **___):
        asked.append(len(entries))
        return [None] * len(entries)

    monkeypatch.setattr(WorkerPool, "understand", understand)
    for _ in bodies[1:]:
        clock.pass_(hours=2)
        [event async for event in refresh(library.database, SETTINGS, clock=clock)]
    assert sum(asked) == 3, "the one that has changed, and two that are new"
