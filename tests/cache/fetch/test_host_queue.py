"""Hosts kept apart and mixed (H33), and slow ones that hold up nobody (H26)."""

from __future__ import annotations

import asyncio
import itertools
import time

from pullquote.cache.fetch.client import HttpClient
from pullquote.cache.fetch.host_queue import FetchPool, HostQueue


async def drain(queue, work=0.0):
    """Take everything with four takers; return (host, item, start, end)."""
    log = []

    async def taker():
        while got := await queue.get():
            host, item = got
            start = time.monotonic()
            await asyncio.sleep(work)  # a request that takes its time is what is tested
            log.append((host, item, start, time.monotonic()))
            queue.done(host)

    await asyncio.gather(*(taker() for _ in range(4)))
    return log


async def test_h33_one_request_at_a_time_to_a_host_and_spaced():
    queue = HostQueue(spacing=0.05)
    for number in range(3):
        for host in ("a", "b"):
            queue.put(host, number)
    log = await drain(queue, work=0.02)
    assert len(log) == 6
    for host in ("a", "b"):
        spans = sorted((start, end) for h, _, start, end in log if h == host)
        assert all(later[0] >= earlier[1] for earlier, later in itertools.pairwise(spans))
        assert all(later[0] - earlier[0] >= 0.045 for earlier, later in itertools.pairwise(spans))


async def test_h33_one_hosts_feeds_are_not_asked_in_a_row():
    queue = HostQueue(spacing=0.01)
    for host in ("a", "b", "c"):
        for number in range(3):
            queue.put(host, number)
    order = []
    while got := await queue.get():
        order.append(got[0])
        queue.done(got[0])
    assert len(order) == 9
    assert all(one != other for one, other in itertools.pairwise(order))


async def test_two_at_a_time_where_two_are_allowed():
    queue = HostQueue(spacing=0.0, per_host=2)
    for number in range(6):
        queue.put("a", number)
    log = await drain(queue, work=0.02)
    most = max(sum(s <= start < e for _, _, s, e in log) for _, _, start, _ in log)
    assert most == 2


async def test_late_work_keeps_the_queue_open_and_dropped_work_is_given_back():
    queue = HostQueue(spacing=0.0)
    queue.put_later("a", "late", 0.05)
    queue.put("b", 1)
    queue.put("b", 2)
    assert await queue.get() == ("b", 1)
    assert queue.drop("b") == [2]
    queue.done("b")
    assert await queue.get() == ("a", "late")
    queue.done("a")
    assert await queue.get() is None


async def test_h26_stalled_requests_let_others_past():
    queue = HostQueue(spacing=0.0)
    for number in range(10):
        queue.put(f"slow{number}", "slow")
    for number in range(40):
        queue.put(f"fast{number}", "fast")
    release = asyncio.Event()
    done = []

    async def ask(client, item):
        if item == "slow":
            await release.wait()
        return item

    async def take(host, item, result):
        done.append(result)
        if done.count("fast") == 40:
            release.set()

    await asyncio.wait_for(FetchPool(queue, HttpClient, parallel=4, patience=0.02).run(ask, take), 10)
    assert done.count("slow") == 10
    assert done[:40] == ["fast"] * 40


async def test_fetching_goes_on_while_a_result_is_kept_and_what_keeping_adds_is_fetched():
    queue = HostQueue(spacing=0.0)
    for number in range(4):
        queue.put(f"host{number}", number)
    others, kept = asyncio.Event(), []

    async def ask(client, item):
        return item

    async def take(host, item, result):
        if item == 0:
            await others.wait()
            queue.put("late", 9)
        kept.append(item)
        if len(kept) == 3:
            others.set()

    await asyncio.wait_for(FetchPool(queue, HttpClient, parallel=1).run(ask, take), 10)
    assert kept == [1, 2, 3, 0, 9]
