"""Articles that came as headlines, on the screen: understood when they are opened, and when the app is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.errors import UsageError
from pullquote.cache.library import Library
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry
from pullquote.cache.workers.pool import WorkerPool
from pullquote.cache.workers.protocol import ReadFeed

WHEN = datetime(2026, 3, 20, tzinfo=UTC)
SAID = "“We always meant to come back to the pier,” Nora Vance told Harbour Weekly on Monday."


async def announce(library: Library, count: int) -> list[int]:
    """Keep so many entries of a feed as headlines, as a refresh does that is ended then; return their articles."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{number}</guid><title>The pier, part {number}</title>"
        f"<pubDate>Fri, 20 Mar 2026 10:00:{number:02} GMT</pubDate>"
        f"<description><![CDATA[<p><em>Paper Boats</em> returns in May. {SAID}</p>]]></description></item>"
        for number in range(count)
    )
    feed = library.feeds.add("http://outlet.example/feed", title="Harbour Weekly")
    async with WorkerPool(1) as workers:
        body = f"<rss version='2.0'><channel><title>Harbour Weekly</title>{items}</channel></rss>"
        read = await workers.read_feed(ReadFeed(body.encode(), fetched=WHEN))
    with library.database.write() as conn:
        return [
            keeping.announce(
                conn,
                keeping.packed(one.article),
                source=FeedEntry(feed.id, one.entry, one.digest, one.fingerprint, one.shared),
                when=WHEN,
                complete=True,
                waiting=one.waiting,
            )
            for one in read.fresh
        ]


async def test_what_was_left_as_headlines_is_understood_once_the_app_is_open(library: Library, reader: Any) -> None:
    numbers = await announce(library, 12)
    assert library.pending.count() == 12
    async with reader(library) as session:
        await session.until(lambda: library.pending.count() == 0)
        await session.until(lambda: not session.screen.refresher.running)
    assert all(library.article(number).quotes for number in numbers)


async def test_an_article_that_is_opened_as_a_headline_becomes_what_it_is(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.until(lambda: not session.screen.refresher.running)
        (number,) = await announce(library, 1)
        session.screen.list.bring_in(number)
        await session.until(lambda: number in session.screen.list.keys_widget.ids)
        session.screen.list.move_to(number)
        await session.until(lambda: session.screen.article.article is not None)
        await session.press("enter")
        await session.until(lambda: session.screen.article.article.id == number)
        await session.until(lambda: bool(session.screen.article.article.quotes))
    assert library.pending.count() == 0


async def test_a_headline_is_the_same_news_as_another_by_a_key(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.until(lambda: not session.screen.refresher.running)
        one, other = await announce(library, 2)
        with pytest.raises(UsageError, match=r"“The pier, part \d” is not understood yet: open it first"):
            library.stories.join(one, other)
        session.screen.list.bring_in(one)
        await session.until(lambda: one in session.screen.list.keys_widget.ids)
        session.screen.list.move_to(one)
        await session.press("g", "equals_sign")
        await session.until(lambda: "The same news as" in session.text() and "part" in session.text())
        await session.press("enter")
        await session.until(lambda: library.pending.count() == 0 and len(library.stories.of(one)) == 2)
        await session.until(lambda: "One story of 2 articles" in session.text())


async def test_an_article_is_understood_before_it_is_said_that_nobody_else_has_its_news(
    library: Library, reader: Any
) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.until(lambda: not session.screen.refresher.running)
        for keys in (("equals_sign",), ("g", "minus"), ("l", "equals_sign")):
            (number,) = await announce(library, 1)
            session.screen.list.bring_in(number)
            await session.until(lambda: number in session.screen.list.keys_widget.ids)  # noqa: B023 -- asked at once
            session.screen.list.move_to(number)
            await session.press(*keys)
            await session.until(lambda: "No other outlet here has this news." in session.text())
            assert library.pending.count() == 0


async def test_of_a_headline_nobody_says_that_no_other_outlet_has_its_news(
    library: Library, reader: Any, tmp_path: Path
) -> None:
    await announce(library, 2)
    library.close()
    with Library.open(tmp_path / "library", read_only=True) as read_only:
        async with reader(read_only, size=(120, 40)) as session:
            await session.press("equals_sign")
            await session.until(lambda: "is not understood yet" in session.text())
            assert "No other outlet" not in session.text()


async def test_while_others_are_headlines_none_has_this_news_so_far(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.until(lambda: not session.screen.refresher.running)
        one, _ = await announce(library, 2)
        session.screen.list.bring_in(one)
        await session.until(lambda: one in session.screen.list.keys_widget.ids)
        session.screen.list.move_to(one)
        await session.press("equals_sign")
        said = "No other outlet here has this news so far: 1 article is not understood yet."
        await session.until(lambda: said in session.text())
