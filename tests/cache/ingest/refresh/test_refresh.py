"""A whole refresh against a real server and a real library, by a clock set by hand (H1 to H46, P5)."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from contextlib import aclosing
from datetime import timedelta

import msgspec
import pytest

from pullquote.cache.core.feed import Stage
from pullquote.cache.core.settings import Network
from pullquote.cache.feeds.fields import is_whole
from pullquote.cache.ingest.context import RefreshOptions, RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.workers.pool import WorkerPool

from ....waiting import TRIES, WAIT, shown, soon

PATIENT = Network(connect_timeout=WAIT, read_timeout=WAIT, total_timeout=WAIT)
"""Limits so long that no request ends by them."""
PACE = RefreshTiming(patience=0.3, retry=(0.01, 0.02), processes=1)


def rss(*titles: str, channel: str = "", base: str = "https://outlet.example") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{base}/{title.replace(' ', '-')}</link><guid>{title}</guid>"
        f"<description>What happened to {title}.</description></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>Outlet</title>{channel}{items}</channel></rss>'.encode()


@pytest.fixture
def run(library, quick, clock):
    """Run a refresh to its end; return its events."""

    async def go(settings=quick, pace=PACE, **how):
        return [
            event
            async for event in refresh(library.database, settings, RefreshOptions(**how), clock=clock, timing=pace)
        ]

    return go


def stages(events):
    return [event.stage for event in events if event.stage is not Stage.FETCHED]


async def test_h01_h02_h03_h04_validators_go_back_as_they_came(loopback, reply, library, run, clock):
    headers = {"ETag": 'W/"a\xe9b"', "Last-Modified": "some day in March"}
    feed = library.add(loopback.on("/feed", reply(200, headers, rss("One")), reply(304)))
    assert stages(await run()) == [Stage.STORED, Stage.UNDERSTOOD, Stage.DONE]
    clock.pass_(hours=2)
    assert stages(await run()) == [Stage.UNCHANGED, Stage.DONE]
    first, second = loopback.requests
    assert (first["If-None-Match"], first["If-Modified-Since"]) == (None, None)
    assert (second["If-None-Match"], second["If-Modified-Since"]) == ('W/"a\xe9b"', "some day in March")
    assert library.titles() == ["One"]
    assert library.state(feed).status == 304


async def test_p02_that_older_entries_are_left_out_is_said(loopback, reply, library, quick, clock):
    library.add(loopback.on("/feed", reply(200, {}, rss(*map(str, range(2_003))))))
    events = refresh(library.database, quick, RefreshOptions(), clock=clock, timing=PACE)
    async with aclosing(events):
        said = await anext(event async for event in events if event.stage is Stage.CUT)
    assert (said.title, said.message) == ("Outlet", "Its newest 2,000 entries are kept, 3 older ones left out.")


async def test_h05_a_new_200_replaces_and_clears(loopback, reply, library, run, clock):
    feed = library.add(
        loopback.on(
            "/feed",
            reply(200, {"ETag": '"1"', "Last-Modified": "x"}, rss("One")),
            reply(200, {"ETag": '"2"'}, rss("One", "Two")),
        )
    )
    await run()
    clock.pass_(hours=2)
    await run()
    state = library.state(feed)
    assert (state.etag, state.last_modified) == ('"2"', None)
    assert library.titles() == ["One", "Two"]


async def test_h06_a_304_clears_errors_and_runs_no_parser(loopback, reply, library, run, clock, monkeypatch):
    feed = library.add(
        loopback.on(
            "/feed",
            reply(200, {"ETag": '"1"'}, rss("One")),
            reply(404),
            reply(304, {"ETag": '"2"', "Cache-Control": "max-age=36000"}),
        )
    )
    await run()
    clock.pass_(hours=2)
    await run()
    assert library.state(feed).failures == 1
    monkeypatch.setattr(WorkerPool, "parse_feed", None)
    clock.pass_(hours=5)
    assert stages(await run()) == [Stage.UNCHANGED, Stage.DONE]
    state = library.state(feed)
    assert (state.etag, state.failures, state.error) == ('"2"', 0, None)
    assert state.next_check >= clock() + timedelta(hours=10)


async def test_h07_validators_and_entries_are_one_transaction(loopback, reply, library, run, clock, monkeypatch):
    feed = library.add(
        loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), reply(200, {"ETag": '"2"'}, rss("One", "Two")))
    )
    await run()
    clock.pass_(hours=2)

    def crash(*_):
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(feed_store, "save_state", crash)
        with pytest.raises(RuntimeError, match="power"):
            await run()
    assert library.state(feed).etag == '"1"'
    assert library.titles() == ["One"]
    await run()
    assert loopback.requests[-1]["If-None-Match"] == '"1"'
    assert library.state(feed).etag == '"2"'
    assert library.titles() == ["One", "Two"]


async def test_h07_a_parse_error_leaves_the_old_validators(loopback, reply, library, run, clock):
    feed = library.add(
        loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), reply(200, {"ETag": '"2"'}, b"not a feed"))
    )
    await run()
    clock.pass_(hours=2)
    assert stages(await run()) == [Stage.FAILED, Stage.DONE]
    state = library.state(feed)
    assert state.etag == '"1"'
    assert "not a feed" in (state.error or "")
    assert library.titles() == ["One"]


async def test_h08_after_an_address_change_the_request_is_unconditional(loopback, reply, library, run, clock):
    feed = library.add(loopback.on("/old", reply(200, {"ETag": '"1"'}, rss("One"))))
    loopback.on("/new", reply(200, {"ETag": '"1"'}, rss("One")))
    await run()
    with library.database.write() as connection:
        feed_store.update(connection, feed, url=loopback.url + "/new")
    clock.pass_(hours=2)
    await run()
    assert loopback.requests[-1].path == "/new"
    assert loopback.requests[-1]["If-None-Match"] is None


async def test_h08_a_304_from_another_address_is_not_believed(loopback, reply, library, run, clock):
    library.add(loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), reply(302, {"Location": "/else"})))
    loopback.on("/else", lambda seen: reply(304) if seen["If-None-Match"] else reply(200, {}, rss("Two")))
    await run()
    clock.pass_(hours=2)
    await run()
    assert library.titles() == ["One", "Two"]


async def test_h10_the_same_body_is_neither_parsed_nor_written(loopback, reply, library, run, clock, monkeypatch):
    feed = library.add(loopback.on("/feed", reply(body=rss("One"))))
    await run()
    monkeypatch.setattr(WorkerPool, "parse_feed", None)
    clock.pass_(hours=2)
    assert stages(await run()) == [Stage.UNCHANGED, Stage.DONE]
    assert library.state(feed).same_bodies == 1


async def test_h14_what_the_feed_says_of_its_pace_is_kept(loopback, reply, library, run, clock):
    channel = "<ttl>600</ttl><skipHours><hour>24</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    feed = library.add(loopback.on("/feed", reply(body=rss("One", channel=channel))))
    await run()
    state = library.state(feed)
    assert (state.ttl, state.skip_hours, state.skip_days) == (36_000, (0, 3), ("Sunday",))
    assert state.next_check >= clock() + timedelta(hours=10)


async def test_h15_a_second_key_press_sends_nothing(loopback, reply, library, run, clock):
    feed = library.add(loopback.on("/feed", reply(body=rss("One"))))
    await run(feeds=[feed])
    clock.pass_(minutes=2)
    events = await run(feeds=[feed])
    assert [event.message for event in events if event.stage is Stage.SKIPPED] == ["Checked 2 min ago."]
    assert len(loopback.requests) == 1
    await run(feeds=[feed], force=True)
    assert len(loopback.requests) == 2


async def test_h16_a_hundred_starts_ask_once(loopback, reply, library, run):
    library.add(loopback.on("/feed", reply(body=rss())))
    for _ in range(100):
        await run()
    assert len(loopback.requests) == 1


async def test_h19_retry_after_stops_the_whole_host_over_a_restart(loopback, reply, library, run, clock):
    for name in ("a", "b", "c"):
        library.add(loopback.on(f"/{name}", reply(429, {"Retry-After": "7200"}), reply(body=rss(name))))
    events = await run()
    assert len(loopback.requests) == 1
    assert stages(events).count(Stage.SKIPPED) == 2
    clock.pass_(hours=1, minutes=59)
    await run(force=True)
    assert len(loopback.requests) == 1
    clock.pass_(minutes=1)
    await run(force=True)
    assert library.titles() == ["a"]


async def test_h19_h20_a_host_that_answers_again_is_forgiven(loopback, reply, library, run, clock):
    library.add(loopback.on("/feed", reply(503, {"Retry-After": "60"}), reply(body=rss("One"))))
    await run()
    clock.pass_(hours=2)
    await run()
    assert library.titles() == ["One"]
    assert feed_store.hosts(library.database.read())[f"127.0.0.1:{loopback.port}"].strikes == 0


async def test_h22_a_feed_that_is_gone_is_not_asked_again_by_itself(loopback, reply, library, run, clock):
    feed = library.add(loopback.on("/feed", reply(410)))
    await run()
    clock.pass_(days=90)
    events = await run()
    assert len(loopback.requests) == 1
    assert "gone for good" in events[0].message
    assert library.state(feed).suspended


@pytest.mark.parametrize(
    ("status", "advice"),
    [(401, "feeds add https://NAME@"), (404, "feeds add SITE"), (410, "feeds add SITE"), (500, None)],
)
async def test_a_feed_that_is_refused_says_what_can_be_done(loopback, reply, library, run, status, advice):
    feed = library.add(loopback.on("/feed", reply(status)))
    await run()
    error = library.state(feed).error
    assert advice in error if advice else "`" not in error


async def test_h24_a_server_error_is_tried_once_more_and_a_refusal_is_not(loopback, reply, library, run):
    library.add(loopback.on("/shaky", reply(500), reply(body=rss("One"))))
    library.add(loopback.on("/broken", reply(500)))
    library.add(loopback.on("/refused", reply(404)))
    library.add(loopback.on("/nonsense", reply(body=b"nonsense")))
    await run()
    paths = loopback.paths()
    assert [paths.count(p) for p in ("/shaky", "/broken", "/refused", "/nonsense")] == [2, 2, 1, 1]
    assert library.titles() == ["One"]


async def test_h24_h42_a_body_that_breaks_off_is_tried_once_more(loopback, reply, library, run, clock):
    broken = reply(200, {"ETag": '"2"'}, rss("Two"), length=9_999)
    feed = library.add(loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), broken))
    await run()
    clock.pass_(hours=2)
    await run()
    assert len(loopback.requests) == 3
    assert library.state(feed).etag == '"1"'
    assert library.titles() == ["One"]


async def test_h24_a_timeout_is_tried_once_more_within_the_same_total(loopback, reply, library, run):
    library.add(loopback.on("/slow", reply(delay=2.4), reply(body=rss("One"))))
    await run()
    assert loopback.paths() == ["/slow", "/slow"]
    assert library.titles() == ["One"]


async def test_h25_without_a_network_no_feed_is_blamed(library, run, clock):
    async def nothing(host, port):
        raise OSError("no network")

    feeds = [library.add(f"https://outlet{number}.example/feed", private=False) for number in range(5)]
    events = await run(pace=msgspec.structs.replace(PACE, resolve=nothing))
    assert stages(events) == [Stage.FAILED, Stage.DONE]
    assert "no network" in events[0].message
    assert all((state.failures, state.checked, state.error) == (0, None, None) for state in map(library.state, feeds))


async def test_h25_one_dead_name_among_others_is_its_own_failure(loopback, reply, library, run):
    dead = library.add("http://dead.invalid/feed")
    library.add(loopback.on("/feed", reply(body=rss("One"))))
    events = await run()
    assert sorted(stages(events)[:2]) == [Stage.FAILED, Stage.STORED]
    assert library.state(dead).failures == 1


async def test_h26_c9_hanging_feeds_do_not_hold_up_the_others(loopback, reply, library, run, quick):
    all_asked = threading.Event()

    def drip():
        while not all_asked.wait(0.2):
            yield b"x"

    for number in range(12):
        library.add(loopback.on(f"/hang{number}", reply(pieces=drip)))
    for number in range(20):
        library.add(loopback.on(f"/fine{number}", reply(body=rss())))
    settings = msgspec.structs.replace(
        quick, refresh=msgspec.structs.replace(quick.refresh, parallel=4, per_host=64), network=PATIENT
    )
    running = asyncio.create_task(run(settings))
    await soon(lambda: len(loopback.requests) == 32 or running.done())
    assert len(loopback.requests) == 32
    assert not running.done()
    all_asked.set()
    events = await running
    assert events[-1].failed == 12
    assert events[-1].done == 32
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_h27_a_proven_move_changes_the_address_and_keeps_the_old_one(loopback, reply, library, run, clock):
    old = loopback.on("/old", reply(301, {"Location": "/new"}))
    new = loopback.on("/new", reply(200, {"ETag": '"1"'}, rss("One")), reply(304))
    feed = library.add(old)
    for hours in (0, 13, 13):
        clock.pass_(hours=hours)
        assert library.state(feed).url == old
        await run()
    assert library.state(feed).url == new
    assert [url for url, _ in feed_store.history(library.database.read(), feed)] == [old]
    clock.pass_(hours=2)
    await run()
    assert loopback.requests[-1].path == "/new"


async def test_h28_a_temporary_redirect_is_followed_and_not_kept(loopback, reply, library, run, clock):
    feed = library.add(loopback.on("/old", reply(302, {"Location": "/new"})))
    loopback.on("/new", reply(200, {"ETag": '"1"'}, rss("One")), reply(304))
    for _ in range(5):
        await run()
        clock.pass_(hours=13)
    assert library.state(feed).url.endswith("/old")
    assert [seen["If-None-Match"] for seen in loopback.requests if seen.path == "/new"][1:] == ['"1"'] * 4
    assert library.titles() == ["One"]


async def test_h31_a_login_wall_changes_nothing(loopback, reply, library, run, clock):
    wall = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Welcome to the hotel</body></html>"
    old = loopback.on("/feed", reply(200, {"ETag": '"1"'}, rss("One")), reply(301, {"Location": "/wall"}))
    loopback.on("/wall", reply(200, {"ETag": '"w"'}, wall))
    feed = library.add(old)
    for _ in range(5):
        await run(force=True)
        clock.pass_(hours=13)
    state = library.state(feed)
    assert (state.url, state.etag, state.moved_seen) == (old, '"1"', 0)
    assert library.titles() == ["One"]


async def test_h31_two_feeds_that_end_at_one_address_both_stay(loopback, reply, library, run, clock):
    new = loopback.on("/new", reply(body=rss("One")))
    feeds = [library.add(new), library.add(loopback.on("/old", reply(301, {"Location": "/new"})))]
    for _ in range(4):
        await run()
        clock.pass_(hours=25)
    assert [library.state(feed).url.rpartition("/")[2] for feed in feeds] == ["new", "old"]


async def test_h33_one_host_is_asked_one_at_a_time_and_spaced(loopback, reply, library, run, quick):
    for number in range(4):
        library.add(loopback.on(f"/{number}", reply(body=rss())))
    settings = msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, spacing=0.2))

    async def spaced() -> bool:
        loopback.requests.clear()
        await run(settings, force=True)
        times = [seen.at for seen in loopback.requests]
        assert len(times) == 4
        return all(later - earlier > 0.15 for earlier, later in itertools.pairwise(times))

    assert await shown(spaced)


async def test_h33_a_redirect_to_another_host_waits_for_that_hosts_turn(loopback, reply, library, run, quick):
    for number in range(3):
        library.add(loopback.on(f"/{number}", reply(302, {"Location": "http://elsewhere.invalid/feed"})))
    settings = msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, spacing=0.3, per_host=3))
    looked_up: list[float] = []

    async def resolve(host, port):
        if host == "elsewhere.invalid":
            looked_up.append(time.monotonic())
        return [host] if host != "elsewhere.invalid" else ["10.0.0.1"]

    async def spaced() -> bool:
        looked_up.clear()
        await run(settings, pace=msgspec.structs.replace(PACE, resolve=resolve), force=True)
        assert len(looked_up) == 3
        return all(later - earlier > 0.25 for earlier, later in itertools.pairwise(looked_up))

    assert await shown(spaced)


async def test_h38_h39_pages_are_fetched_ahead_once_where_robots_allow(loopback, reply, library, run, quick, clock):
    page = (
        "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>"
        + "<p>{1}</p>" * 12
        + "</article></body></html>"
    )
    words = "The actor told the paper that the second season begins where the first one ended, and says more soon."
    library.add(loopback.on("/feed", reply(body=rss("Open", "Closed", base=loopback.url))))
    for title in ("Open", "Closed"):
        loopback.on(f"/{title}", reply(200, {"Content-Type": "text/html"}, page.format(title, words).encode()))
    loopback.on("/robots.txt", reply(body=b"User-agent: *\nDisallow: /Closed\n"))
    settings = msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, pages=True))
    events = await run(settings)
    assert sorted(loopback.paths()) == ["/Open", "/feed", "/robots.txt"]
    told = {event.title: event.message for event in events if event.stage is Stage.PAGE}
    assert told["Open"] == ""
    assert "robots.txt" in told["Closed"]
    assert (events[-1].pages_done, events[-1].pages_total) == (2, 2)
    clock.pass_(hours=2)
    await run(settings)
    assert loopback.paths().count("/Open") == 1
    assert loopback.paths().count("/robots.txt") == 1


async def test_h39_h44_c14_pictures_are_fetched_ahead_from_public_places_only(
    loopback, other_host, reply, library, run, quick, hermetic
):
    """Loopback pictures are refused by their address; what is refused is not asked for again within a day."""
    item = f"<item><title>One</title><guid>1</guid><enclosure url='{other_host.url}/a.png' type='image/png'/></item>"
    feed = f'<rss version="2.0"><channel><title>Outlet</title>{item}</channel></rss>'.encode()
    library.add(loopback.on("/feed", reply(body=feed)))
    await run(msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, pages=True)))
    assert other_host.requests == []
    kept = [path for path in (hermetic / "cache" / "pictures").iterdir() if not path.name.startswith(".")]
    assert [path.stat().st_size for path in kept] == [0]


async def test_h38_robots_is_not_read_for_a_feed(loopback, reply, library, run):
    library.add(loopback.on("/feed", reply(body=rss("One"))))
    loopback.on("/robots.txt", reply(body=b"User-agent: *\nDisallow: /\n"))
    await run()
    assert loopback.paths() == ["/feed"]


async def test_h44_c8_a_feed_may_not_lead_into_a_private_network(loopback, other_host, reply, library, run, quick):
    library.add(loopback.on("/feed", reply(body=rss("Inside", base=other_host.url))))
    imported = library.add(loopback.on("/imported", reply(body=rss())), private=False)
    await run(msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, pages=True)))
    assert other_host.requests == []
    assert loopback.paths() == ["/feed"]
    assert "private network" in (library.state(imported).error or "")


async def test_h46_closing_the_stream_ends_everything_within_two_seconds(loopback, reply, library, quick, clock):
    library.add(loopback.on("/fine", reply(body=rss("One"))))
    for number in range(6):
        library.add(loopback.on(f"/hang{number}", reply(delay=10 * WAIT)))
    settings = msgspec.structs.replace(
        quick, refresh=msgspec.structs.replace(quick.refresh, per_host=8), network=PATIENT
    )
    quickest = WAIT
    for _ in range(TRIES):
        stream = refresh(library.database, settings, RefreshOptions(force=True), clock=clock, timing=PACE)
        async for event in stream:
            if event.stage in (Stage.STORED, Stage.UNCHANGED):
                break
        began = time.monotonic()
        await stream.aclose()
        quickest = min(quickest, time.monotonic() - began)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        if quickest < 2:
            break
    assert quickest < 2
    assert library.database.read().execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert library.titles() == ["One"]


async def test_h46_so_does_cancelling_the_task(loopback, reply, library, run, quick):
    library.add(loopback.on("/hang", reply(delay=10 * WAIT)))
    quickest = WAIT
    for number in range(TRIES):
        task = asyncio.create_task(run(msgspec.structs.replace(quick, network=PATIENT), force=True))
        await soon(lambda asked=number: len(loopback.requests) > asked)
        task.cancel()
        began = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await task
        quickest = min(quickest, time.monotonic() - began)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        if quickest < 2:
            break
    assert quickest < 2


async def test_p04_a_changed_entry_is_updated_and_keeps_its_read_mark(loopback, reply, library, run, clock):
    first = rss("One").replace(b"What happened", b"What first happened")
    library.add(loopback.on("/feed", reply(body=first), reply(body=rss("One"))))
    await run()
    with library.database.write() as connection:
        connection.execute("UPDATE article SET read = 1, starred = 1")
    clock.pass_(hours=2)
    events = await run()
    assert events[-1].new == 0
    assert stages(events) == [Stage.STORED, Stage.UNDERSTOOD, Stage.DONE]
    assert library.database.read().execute("SELECT id, read, starred FROM article").fetchall() == [(1, 1, 1)]


async def test_p05_a_date_far_ahead_does_not_stay_on_top(loopback, reply, library, run, clock):
    dated = rss("Late", "Now").replace(
        b"<guid>Late</guid>", b"<guid>Late</guid><pubDate>Fri, 01 Jan 9999 00:00:00 GMT</pubDate>"
    )
    library.add(loopback.on("/feed", reply(body=dated)))
    await run()
    moments = [row[0] for row in library.database.read().execute("SELECT moment FROM article")]
    assert moments == [clock().timestamp()] * 2


@pytest.mark.slow
async def test_c06_one_slow_feed_fails_alone(loopback, reply, library, run, monkeypatch):
    slow = (
        b"<rss version='2.0'><channel><item " + b" ".join(b"a%d='x'" % n for n in range(60_000)) + b"/></channel></rss>"
    )
    bad = library.add(loopback.on("/slow", reply(body=slow)))
    library.add(loopback.on("/fine", reply(body=rss("One"))))
    events = await asyncio.wait_for(run(force=True), WAIT)
    assert library.titles() == ["One"]
    assert events[-1].failed == 1
    assert "longer than 5 s" in (library.state(bad).error or "")


async def test_d15_a_quiet_refresh_writes_little(loopback, reply, library, run, clock, quick):
    for number in range(60):
        library.add(loopback.on(f"/{number}", reply(200, {"ETag": '"1"'}, rss()), reply(304)))
    settings = msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, per_host=8))
    await run(settings)
    clock.pass_(hours=25)
    before = library.database.changes()
    await run(settings)
    assert len(loopback.requests) == 120
    assert library.database.changes() - before == 1


async def test_the_events_add_up(loopback, reply, library, run):
    library.add(loopback.on("/a", reply(body=rss("One", "Two"))))
    library.add(loopback.on("/b", reply(404)))
    events = await run()
    assert (events[-1].done, events[-1].total, events[-1].new, events[-1].failed) == (2, 2, 2, 1)
    assert events[-1].message == "2 new articles, 1 feed failed."
    assert [event.done for event in events if event.stage in (Stage.STORED, Stage.FAILED)] == [1, 2]
    assert any(event.seconds_left is not None for event in events)


async def test_a_refresh_runs_in_a_thread_of_the_app_too(loopback, reply, library, run):
    library.add(loopback.on("/feed", reply(body=rss("One"))))
    await asyncio.to_thread(lambda: asyncio.run(run()))
    assert library.titles() == ["One"]


def test_only_a_whole_article_needs_no_page():
    from pullquote.cache.core.feed import Entry

    words = "<p>" + "word " * 250
    assert is_whole(Entry(key="a", content=words + "</p>"))
    assert not is_whole(Entry(key="a", content="<p>word</p>"))
    for end in ("…</p>", "[&hellip;]", '<a href="x">Continue reading</a></p>', "Read more &raquo;", "[...]"):
        assert not is_whole(Entry(key="a", content=words + end))
