"""Pages that are here already: read again after a correction, left alone where another feed leads to them."""

from __future__ import annotations

import pytest

from pullquote.cache.core.errors import HttpStatus
from pullquote.cache.ingest.refresh.pages import fetch_page
from pullquote.cache.store.reading import articles
from pullquote.cache.store.user import marks

HTML = {"Content-Type": "text/html"}
TOLD = "The actor told the paper that season {} begins where the first one ended, and says more of it soon."


def page(season: str, times: int = 12) -> bytes:
    body = "".join(f"<p>{TOLD.format(season)} {number} of them came.</p>" for number in range(times))
    return f"<html><title>Story</title><body><article><h1>Story</h1>{body}</article></body></html>".encode()


def rss(base: str, guid: str, words: str = "In short.", *, path: str = "/Story", day: str = "14") -> bytes:
    item = (
        f"<title>Story</title><link>{base}{path}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<description>{words}</description><pubDate>{day} Jan 2026 10:00:00 GMT</pubDate>"
    )
    return f'<rss version="2.0"><channel><title>Outlet</title><item>{item}</item></channel></rss>'.encode()


def shown(library) -> str:
    return articles.article(library.database.read(), 1).text


async def test_a_corrected_page_takes_the_place_of_what_it_said_before(loopback, reply, library, ahead, run, clock):
    library.add(
        loopback.on("/feed", reply(body=rss(loopback.url, "1")), reply(body=rss(loopback.url, "1", "In other words.")))
    )
    loopback.on("/Story", reply(200, HTML, page("two")), reply(200, HTML, page("three")))
    await run(ahead)
    assert "season two" in shown(library)
    clock.pass_(hours=2)
    last = (await run(ahead))[-1]
    assert last.pages_failed == 0
    assert "season three" in shown(library)
    assert "season two" not in shown(library)


async def test_a_page_that_turned_into_a_teaser_leaves_what_is_here(loopback, reply, library, ahead, run, clock):
    library.add(
        loopback.on("/feed", reply(body=rss(loopback.url, "1")), reply(body=rss(loopback.url, "1", "In other words.")))
    )
    loopback.on("/Story", reply(200, HTML, page("two")), reply(200, HTML, page("two", 3)))
    await run(ahead)
    before = shown(library)
    clock.pass_(hours=2)
    last = (await run(ahead))[-1]
    assert last.pages_failed == 0
    assert shown(library) == before
    with pytest.raises(HttpStatus, match="less of the article than is here"):
        await fetch_page(library.database, ahead, 1, clock=clock)
    assert shown(library) == before


async def test_a_second_feed_of_the_same_links_brings_nothing_new(loopback, reply, library, ahead, run, clock):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "1"))))
    loopback.on("/Story", reply(200, HTML, page("two")))
    await run(ahead)
    library.add(loopback.on("/other", reply(body=rss(loopback.url, "2"))))
    clock.pass_(hours=2)
    last = (await run(ahead))[-1]
    assert (last.new, last.pages_total, last.pages_failed) == (0, 0, 0)
    assert loopback.paths().count("/Story") == 1


@pytest.mark.parametrize(("day", "rows"), [("14", 1), ("15", 2)])
async def test_addresses_that_lead_to_one_page_are_one_article(loopback, reply, library, ahead, run, clock, day, rows):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "1"))))
    loopback.on("/Story", reply(200, HTML, page("two")))
    loopback.on("/r/1", reply(302, {"Location": f"{loopback.url}/Story"}))
    await run(ahead)
    library.add(loopback.on("/other", reply(body=rss(loopback.url, "2", path="/r/1", day=day))))
    clock.pass_(hours=2)
    await run(ahead)
    assert library.titles() == ["Story"] * rows  # of another day it is another, as the column of each day is
    clock.pass_(hours=2)
    assert (await run(ahead))[-1].new == 0


@pytest.mark.parametrize("paths", [("/Story", "/r/1"), ("/r/1", "/Story"), ("/r/1", "/r/2")])
async def test_feeds_that_bring_it_at_once_bring_one_article(loopback, reply, library, ahead, run, paths):
    loopback.on("/Story", reply(200, HTML, page("two")))
    for number in (1, 2):
        loopback.on(f"/r/{number}", reply(302, {"Location": f"{loopback.url}/Story?utm_source=feed{number}"}))
        loopback.on(f"/Story?utm_source=feed{number}", reply(200, HTML, page("two")))
    for number, path in enumerate(paths):
        library.add(loopback.on(f"/feed{number}", reply(body=rss(loopback.url, str(number), path=path))))
    last = (await run(ahead))[-1]
    assert library.titles() == ["Story"]
    assert last.new == 1


async def test_an_article_that_was_read_or_marked_stays_beside_the_same_of_another_feed(
    loopback, reply, library, ahead, quick, run, clock
):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "1"))))
    loopback.on("/Story", reply(200, HTML, page("two")))
    loopback.on("/r/1", reply(302, {"Location": f"{loopback.url}/Story"}))
    await run(ahead)
    library.add(loopback.on("/other", reply(body=rss(loopback.url, "2", path="/r/1"))))
    clock.pass_(hours=2)
    await run(quick)
    with library.database.write() as connection:
        marks.star(connection, [2], starred=True)
    clock.pass_(hours=2)
    await run(ahead)
    assert library.titles() == ["Story", "Story"]
