"""Worker processes that can be killed (P1, C6, C14)."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time

import msgspec
import pytest

from pullquote.cache.core.article import Article, as_kept
from pullquote.cache.core.errors import ExtractError, FeedError, FetchError, WorkerCrashed, WorkerTimeout
from pullquote.cache.core.results import KnownEntity, KnownNames
from pullquote.cache.core.stories.news import News, news_in
from pullquote.cache.workers import analyze
from pullquote.cache.workers.pool import Limits, WorkerPool
from pullquote.cache.workers.protocol import Analyze, ReadFeed, Understood

from ...waiting import WAIT, soon, until

EVENING = "2026-03-10T19:53:52-05:00"
FEED = b'<rss version="2.0"><channel><title>Outlet</title><item><title>One</title></item></channel></rss>'
SLOW = b"<rss version='2.0'><channel><item " + b" ".join(b"a%d='x'" % n for n in range(40_000)) + b"/></channel></rss>"
PAGE = (
    b"<html><head><title>A second season</title></head><body><article><h1>A second season</h1>"
    + b"<p>The series returns in the autumn, its makers said on Monday, with most of its actors.</p>" * 8
    + b"</article></body></html>"
)


def feed_of(*items: str) -> ReadFeed:
    """Return the request for a feed with these items."""
    channel = "<title>Outlet</title>" + "".join(f"<item>{item}</item>" for item in items)
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    return ReadFeed(f"{head}<channel>{channel}</channel></rss>".encode())


async def understood(workers: WorkerPool, feed: ReadFeed, limits: Limits = Limits()) -> list[Understood | None]:  # noqa: B008
    """Return what becomes of the entries of a feed."""
    read = await workers.read_feed(feed)
    return await workers.understand([one.waiting for one in read.fresh], limits)


async def test_every_kind_of_job():
    async with WorkerPool(1) as workers:
        assert (await workers.parse_feed(FEED)).entries[0].title == "One"
        found = await workers.analyze(Analyze(PAGE, url="https://outlet.example/a"))
        assert found.article.title == "A second season"
        assert found.better
        read = await workers.read_feed(feed_of("<title>One</title>", "<title>Two</title>"))
        assert [fresh.article.title for fresh in read.fresh] == ["One", "Two"]
        assert not any(fresh.article.rules for fresh in read.fresh), "nothing is understood yet"
        made = await workers.understand([fresh.waiting for fresh in read.fresh])
        assert [(one.entry.title, bool(one.article.rules), one.last) for one in made if one] == [
            ("One", True, False), ("Two", True, True),
        ]  # fmt: skip
        link = b"<link rel=alternate type=application/rss+xml href=/f>"
        (declared,) = (await workers.find_links(link, url="https://outlet.example/")).declared
        assert declared.url == "https://outlet.example/f"
        listed = await workers.read_opml(b"<opml><body><outline xmlUrl='https://outlet.example/f'/></body></opml>")
        assert [feed.url for feed in listed.feeds] == ["https://outlet.example/f"]
        assert (await workers.annotate_again(found.article)).blocks == found.article.blocks
        assert (await workers.check_image(b"GIF89a\x02\x00\x03\x00")).height == 3


async def test_what_tells_the_news_of_an_entry_comes_with_it():
    async with WorkerPool(1) as workers:
        (made,) = await understood(workers, feed_of("<title>Saltgate Renewed for Season 3\n</title>"))
    assert made
    assert msgspec.msgpack.decode(made.news, type=News) == news_in(as_kept(made.article))


def test_a_text_whose_news_cannot_be_read_tells_nothing(monkeypatch):
    monkeypatch.setattr("pullquote.cache.core.stories.news.news_in", lambda _: 1 / 0)
    news = msgspec.msgpack.decode(analyze.packed_news(Article(title="Saltgate Renewed")), type=News)
    assert not news.keys


async def test_what_a_job_raises_comes_back_as_itself():
    async with WorkerPool(1) as workers:
        with pytest.raises(FeedError, match="not a feed"):
            await workers.parse_feed(b"words")
        with pytest.raises(ExtractError):
            await workers.analyze(Analyze(b"%PDF-1.7"))
        with pytest.raises(FetchError, match="not a picture"):
            await workers.check_image(b"<svg/>")
        assert (await workers.parse_feed(FEED)).title == "Outlet"


async def test_p01_c06_past_its_deadline_a_job_is_killed_and_the_next_one_runs():
    async with WorkerPool(1) as workers:
        with pytest.raises(WorkerTimeout, match="longer than"):
            await asyncio.wait_for(workers.parse_feed(SLOW, deadline=0.5), WAIT)
        assert (await workers.parse_feed(FEED)).title == "Outlet"


async def test_c06_a_worker_that_gets_no_processor_is_not_taken_for_a_slow_one():
    deadline = 0.5
    async with WorkerPool(1) as workers:
        await workers.parse_feed(FEED)
        (worker,) = workers._all
        os.kill(worker._process.pid, signal.SIGSTOP)
        job = asyncio.create_task(workers.parse_feed(FEED, deadline=deadline))
        began = time.monotonic()
        await soon(lambda: job.done() or time.monotonic() > began + 4 * deadline)
        os.kill(worker._process.pid, signal.SIGCONT)
        assert (await job).title == "Outlet"


async def test_p01_c06_other_work_goes_on_beside_a_slow_job():
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)  # other work of the loop, which has to get its turns
            ticks += 1

    async with WorkerPool(1) as workers:
        ticking = asyncio.create_task(tick())
        job = asyncio.create_task(workers.parse_feed(SLOW, deadline=WAIT))
        await soon(lambda: ticks > 20)
        assert not job.done()
        ticking.cancel()
        job.cancel()


@pytest.mark.slow
async def test_p01_memory_is_capped():
    deep = b'<rss version="2.0"><channel><title>' + b"x" * (90 << 20) + b"</title></channel></rss>"
    async with WorkerPool(1, memory=300 << 20) as workers:
        with pytest.raises((WorkerCrashed, FeedError)):
            await workers.parse_feed(deep, deadline=WAIT)
        assert (await workers.parse_feed(FEED, deadline=WAIT)).title == "Outlet"


async def test_p01_a_process_that_dies_costs_its_job_only():
    async with WorkerPool(1) as workers:
        await workers.parse_feed(FEED)
        (worker,) = workers._all
        os.kill(worker._process.pid, signal.SIGKILL)
        with pytest.raises(WorkerCrashed, match="ended the process"):
            await workers.parse_feed(FEED)
        assert (await workers.parse_feed(FEED)).title == "Outlet"


async def test_an_entry_that_ends_its_worker_fails_alone():
    # Analyzing it takes five times as long as it may, keeping it as text a tenth.
    heavy = f"<title>Two</title><description>{'Ada Quill said “no” to Bram. ' * 20_000}</description>"
    feed = feed_of("<title>One</title>", heavy, "<title>Three</title>")
    async with WorkerPool(1) as workers:
        made = await understood(workers, feed, Limits(entry=0.2))
    assert [one and (one.article.title, one.as_text) for one in made] == [("One", False), None, ("Three", False)]


async def test_what_no_worker_packed_is_not_understood_and_harms_nothing_else():
    async with WorkerPool(1) as workers:
        (fresh,) = (await workers.read_feed(feed_of("<title>One</title>"))).fresh
        made = await workers.understand([b"no entry", fresh.waiting])
    assert [one and one.article.title for one in made] == [None, "One"]


async def test_a_moment_keeps_the_offset_its_outlet_stated():
    page = f"<h1>One</h1><meta property='article:published_time' content='{EVENING}'><p>{'Words of it. ' * 40}</p>"
    async with WorkerPool(1) as workers:
        read = await workers.read_feed(feed_of(f"<title>One</title><dc:date>{EVENING}</dc:date>"))
        found = await workers.analyze(Analyze(f"<html><body><article>{page}".encode()))
    assert str(read.fresh[0].article.published) == str(found.article.published) == "2026-03-10 19:53:52-05:00"


async def test_names_learned_reach_every_worker():
    words = "Mira Vale was seen again. Vale said she liked Harbor Lights. " * 3
    known = KnownNames((KnownEntity(name="Harbor Lights", type="show", articles=9, fixed=True),))
    feed = feed_of(f"<title>Vale returns</title><description>{words}</description>")
    async with WorkerPool(1) as workers:
        await understood(workers, feed)
        workers.learn(known)
        (made,) = await understood(workers, feed)
    assert made is not None
    assert ("Harbor Lights", "show") in [(found.name, found.type) for found in made.article.entities]


async def test_cancelling_a_job_leaves_no_process():
    async with WorkerPool(1) as workers:
        await workers.parse_feed(FEED)
        (worker,) = workers._all
        task = asyncio.create_task(workers.parse_feed(SLOW))
        await soon(lambda: workers._free.locked())
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert worker._process.poll() is not None


_PARENT = """
import asyncio, sys
sys.path[:] = {path!r}
from pullquote.cache.workers.pool import Limits, WorkerPool
async def main():
    workers = WorkerPool(1)
    await workers.parse_feed(b'<rss version="2.0"><channel><title>x</title></channel></rss>')
    (worker,) = workers._all
    print(worker._process.pid, flush=True)
    await asyncio.Event().wait()  # until it is killed
asyncio.run(main())
"""


def test_p01_a_worker_ends_when_its_parent_is_killed():
    program = _PARENT.format(path=[p for p in sys.path if p])
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not _runs(child))


def test_from_a_thread_with_a_loop_of_its_own():
    async def work():
        async with WorkerPool(1) as workers:
            return (await workers.parse_feed(FEED)).title

    async def app():
        return await asyncio.to_thread(lambda: asyncio.run(work()))

    assert asyncio.run(app()) == "Outlet"


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
