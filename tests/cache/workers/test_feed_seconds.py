"""What the entries of one feed cost together: a feed has its own seconds, and what they do not reach stays as text."""

from __future__ import annotations

from pullquote.cache.workers.pool import WorkerPool
from pullquote.cache.workers.protocol import BATCH, ReadFeed

HEAVY = "“a " * 150_000
"""Takes a second and more to be analyzed, where an ordinary entry takes milliseconds."""


def feed(*texts: str) -> bytes:
    items = "".join(
        f"<item><guid>{number}</guid><title>Story {number}</title><description><![CDATA[{text}]]></description></item>"
        for number, text in enumerate(texts)
    )
    return f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>".encode()


async def test_c06_what_the_seconds_of_a_feed_do_not_reach_is_kept_as_text():
    texts = [f"<p>One &amp; {number}.</p><p>Two < three, <b>said</b> she.</p>" for number in range(BATCH + 3)]
    async with WorkerPool(1) as workers:
        parsed, found = await workers.read_feed(ReadFeed(feed(*texts), seconds=0.0))
        assert parsed.title == "Outlet"
        assert [one.entry.title for one in found] == [f"Story {number}" for number in range(len(texts))]
        assert all(one.plain and one.article for one in found)
        assert [one.article.text for one in found if one.article] == [
            f"One & {number}.\n\nTwo < three, said she." for number in range(len(texts))
        ]
        _, again = await workers.read_feed(ReadFeed(feed(*texts)))
        assert not any(one.plain for one in again)


async def test_c06_an_entry_that_ends_its_worker_is_kept_as_text_and_the_others_are_analyzed():
    texts = ["first of all", "after that", HEAVY, HEAVY, "“We are glad,” said Nora Vance."]
    async with WorkerPool(1) as workers:
        _, found = await workers.read_feed(ReadFeed(feed(*texts), batch=2, entry_seconds=0.01))
        assert [one.entry.title for one in found] == [f"Story {number}" for number in range(5)]
        assert [one.plain for one in found] == [False, False, True, True, False]
        assert all(one.article and len(one.article.text) > 5 for one in found)
        assert found[4].article
        assert found[4].article.quotes
