"""Full pages: one at a person's wish, and what becomes of walls and failures (H38, C8)."""

from __future__ import annotations

import threading

import msgspec
import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import ForbiddenAddress, HttpStatus, NetworkDown, NotFound
from pullquote.cache.core.feed import FeedState, Stage
from pullquote.cache.core.servers.credentials import Login, Logins
from pullquote.cache.core.settings import Network
from pullquote.cache.fetch.client import HttpClient, HttpRequest
from pullquote.cache.fetch.robots import RobotsCache
from pullquote.cache.ingest.context import led_to
from pullquote.cache.ingest.refresh.pages import fetch_page
from pullquote.cache.store.reading import articles, headlines
from pullquote.cache.store.writing import keeping

from ....waiting import WAIT
from ...conftest import Loopback

WORDS = "The actor told the paper that the second season begins where the first one ended, and says more soon."


def story(title: str, times: int = 12) -> bytes:
    body = f"<p>{WORDS}</p>" * times
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def rss(base: str, *titles: str) -> bytes:
    items = "".join(
        f"<item><title>{t}</title><link>{base}/{t}</link><guid>{t}</guid><description>In short.</description></item>"
        for t in titles
    )
    return f'<rss version="2.0"><channel><title>Outlet</title>{items}</channel></rss>'.encode()


async def test_h38_a_page_a_person_asks_for_is_fetched_whatever_robots_say(loopback, reply, library, quick, run, clock):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "Story"))))
    loopback.on("/robots.txt", reply(body=b"User-agent: *\nDisallow: /\n"))
    loopback.on("/Story", reply(200, {"Content-Type": "text/html"}, story("Story")))
    await run(quick)
    before = articles.article(library.database.read(), 1)
    page = await fetch_page(library.database, quick, 1, clock=clock)
    shown = articles.article(library.database.read(), 1)
    assert page.words == shown.words > before.words
    assert shown.outlet == "Outlet"
    assert "/robots.txt" not in loopback.paths()
    assert articles.origins(library.database.read(), 1) == ("page", "feed")


async def test_what_stands_in_the_way_is_a_sentence(loopback, other_host, reply, library, quick, run, clock):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "Gone") + b"")))
    library.add(loopback.on("/inside", reply(body=rss(other_host.url, "Inside"))))
    await run(quick)
    with library.database.write() as connection:
        bare = keeping.put(connection, Article(title="Bare"), origin="file", when=clock(), complete=True)
    numbers = {title: number for number, title in enumerate(library.titles(), 1)}
    with pytest.raises(HttpStatus, match="nothing at this address"):
        await fetch_page(library.database, quick, numbers["Gone"], clock=clock)
    with pytest.raises(ForbiddenAddress):
        await fetch_page(library.database, quick, numbers["Inside"], clock=clock)
    with pytest.raises(NotFound, match="no address"):
        await fetch_page(library.database, quick, bare, clock=clock)
    assert other_host.requests == []


async def test_a_wall_never_replaces_the_feeds_own_text(loopback, reply, library, ahead, run):
    wall = b"<html><head><title>Subscribe</title></head><body><p>Please subscribe to read on.</p></body></html>"
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "Story"))))
    loopback.on("/Story", reply(200, {"Content-Type": "text/html"}, wall))
    await run(ahead)
    assert library.titles() == ["Story"]
    assert articles.origins(library.database.read(), 1) == ("feed",)


async def test_a_page_that_fails_is_tried_again_later_and_a_missing_one_is_not(
    loopback, reply, library, ahead, run, clock
):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "Broken", "Missing"))))
    loopback.on("/Broken", reply(500), reply(200, {"Content-Type": "text/html"}, story("Broken")))
    events = await run(ahead)
    assert [event.stage for event in events].count(Stage.PAGE) == 2
    await run(ahead)
    assert loopback.paths().count("/Broken") == 1
    clock.pass_(hours=2)
    await run(ahead)
    assert loopback.paths().count("/Broken") == 2
    assert loopback.paths().count("/Missing") == 1


async def test_h19_a_host_that_asks_for_patience_keeps_its_pages_for_later(loopback, reply, library, ahead, run, clock):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "A", "B", "C")), reply(304)))
    for title in ("A", "B", "C"):
        loopback.on(f"/{title}", reply(429, {"Retry-After": "3600"}))
    await run(ahead)
    assert sum(path in ("/A", "/B", "/C") for path in loopback.paths()) == 1
    await run(ahead)
    assert sum(path in ("/A", "/B", "/C") for path in loopback.paths()) == 1
    clock.pass_(hours=2)
    await run(ahead)
    assert sum(path in ("/A", "/B", "/C") for path in loopback.paths()) == 2


def rss_of_a_site(site: str, *links: str) -> bytes:
    items = "".join(f"<item><title>Story</title><link>{link}</link><guid>{link}</guid></item>" for link in links)
    return f'<rss version="2.0"><channel><title>Outlet</title><link>{site}</link>{items}</channel></rss>'.encode()


@pytest.mark.parametrize("ahead_of_reading", [True, False])
async def test_a_relative_link_whose_site_is_dead_is_tried_where_the_feed_is(
    loopback, reply, library, ahead, quick, run, clock, ahead_of_reading
):
    library.add(loopback.on("/rss/feed", reply(body=rss_of_a_site("http://outlet.invalid/", "../Story?x=1"))))
    loopback.on("/Story?x=1", reply(200, {"Content-Type": "text/html"}, story("Story")))
    await run(ahead if ahead_of_reading else quick)
    if not ahead_of_reading:
        assert articles.article(library.database.read(), 1).url == "http://outlet.invalid/Story?x=1"
        await fetch_page(library.database, quick, 1, clock=clock)
    shown = articles.article(library.database.read(), 1, "page")
    assert WORDS in shown.text
    assert shown.url == f"{loopback.url}/Story?x=1"
    assert [headline.url for headline in headlines.headlines(library.database.read(), [1])] == [shown.url]


async def test_the_site_of_a_feed_comes_first_and_a_whole_link_is_tried_nowhere_else(
    loopback, other_host, reply, library, ahead, run
):
    links = ("/Story", "http://outlet.invalid/Other")
    library.add(other_host.on("/feed", reply(body=rss_of_a_site(f"{loopback.url}/", *links))))
    library.add(loopback.on("/feed", reply(404)))
    loopback.on("/Story", reply(200, {"Content-Type": "text/html"}, story("Story")))
    await run(ahead)
    assert {path for path in other_host.paths() if "Story" in path or "Other" in path} == set()


async def test_where_both_addresses_of_a_relative_link_are_dead_the_first_is_spoken_of(
    loopback, reply, library, ahead, run, clock
):
    library.add(loopback.on("/feed", reply(body=rss_of_a_site("http://outlet.invalid/", "/Story"))))
    events = await run(ahead)
    (said,) = [event.message for event in events if event.stage is Stage.PAGE]
    assert "robots.txt" in said
    assert (events[-1].pages_done, events[-1].pages_total, events[-1].pages_failed) == (1, 1, 1)
    assert loopback.paths().count("/Story") == 1
    with pytest.raises(NetworkDown, match=r"outlet\.invalid"):
        await fetch_page(library.database, ahead, 1, clock=clock)


async def test_no_more_pages_than_the_settings_allow(loopback, reply, library, ahead, run):
    titles = [f"Story{number}" for number in range(6)]
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, *titles))))
    for title in titles:
        loopback.on(f"/{title}", reply(200, {"Content-Type": "text/html"}, story(title)))
    few = msgspec.structs.replace(ahead, refresh=msgspec.structs.replace(ahead.refresh, pages_per_run=4))
    events = await run(few)
    assert (events[-1].pages_done, events[-1].pages_total) == (4, 4)


async def test_h39_a_page_that_is_here_is_asked_for_when_it_grew_old_and_only_whether_it_changed(
    loopback, reply, library, ahead, run, clock
):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "Story"))))
    kind = {
        "Content-Type": "text/html",
        "ETag": 'W/"1"',
        "Last-Modified": "once in May",
        "Cache-Control": "max-age=600",
    }
    more = story("Story").replace(
        b"</article>", b"<p>Filming ended in September, and the crew kept it all.</p></article>"
    )
    longer = reply(200, kind | {"ETag": '"2"'}, more)
    again = reply(304, {"Cache-Control": "max-age=60"})
    loopback.on("/Story", reply(200, kind, story("Story")), again, longer)

    def asked():
        return [seen for seen in loopback.requests if seen.path == "/Story"]

    await run(ahead)
    assert len(asked()) == 1
    first = articles.article(library.database.read(), 1)
    assert await fetch_page(library.database, ahead, 1, clock=clock) == first  # still good
    assert len(asked()) == 1
    clock.pass_(minutes=11)
    assert await fetch_page(library.database, ahead, 1, clock=clock) == first  # unchanged
    assert [(seen["If-None-Match"], seen["If-Modified-Since"]) for seen in asked()] == [
        (None, None),
        ('W/"1"', "once in May"),
    ]
    await fetch_page(library.database, ahead, 1, clock=clock)  # good for another minute
    clock.pass_(minutes=2)
    second = await fetch_page(library.database, ahead, 1, clock=clock)
    assert second.words > first.words
    assert [seen["If-None-Match"] for seen in asked()] == [None, 'W/"1"', 'W/"1"']


async def test_h39_validators_of_a_page_that_was_lost_are_not_sent(loopback, reply, library, ahead, run, clock):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url, "Story"))))
    kind = {"Content-Type": "text/html", "ETag": '"1"', "Cache-Control": "max-age=600"}
    loopback.on("/Story", reply(200, kind, story("Story")))
    await run(ahead)
    with library.database.write() as connection:
        connection.execute("DELETE FROM body WHERE id & 3 = 1")
        connection.execute("UPDATE article SET shown = 0")
    clock.pass_(minutes=1)
    page = await fetch_page(library.database, ahead, 1, clock=clock)
    assert page.text
    assert articles.origins(library.database.read(), 1) == ("page", "feed")
    assert [seen["If-None-Match"] for seen in loopback.requests if seen.path == "/Story"] == [None, None]


async def test_h26_pages_do_not_wait_for_a_feed_that_hangs_and_leave_its_host_alone(
    loopback, other_host, reply, library, ahead, stream
):
    page_is_in = threading.Event()

    def drip():
        while not page_is_in.wait(0.2):
            yield b"x"

    hanging = library.add(other_host.on("/feed", reply(pieces=drip)))
    body = rss(loopback.url, "Story").replace(
        b"</channel>",
        f"<item><title>Elsewhere</title><link>{other_host.url}/Elsewhere</link></item></channel>".encode(),
    )
    library.add(loopback.on("/feed", reply(body=body)))
    loopback.on("/Story", reply(200, {"Content-Type": "text/html"}, story("Story")))
    patient = Network(connect_timeout=WAIT, read_timeout=WAIT, total_timeout=WAIT)
    events = []
    async for event in stream(msgspec.structs.replace(ahead, network=patient)):
        if event.stage in (Stage.PAGE, Stage.FAILED):
            events.append(event)
            page_is_in.set()
    assert [(event.stage, event.feed == hanging or event.title) for event in events] == [
        (Stage.PAGE, "Story"),
        (Stage.FAILED, True),
        (Stage.PAGE, "Elsewhere"),
    ]
    assert other_host.paths() == ["/feed"]  # nobody typed that address of a page
    assert events[-1].pages_total == 2


async def test_c08_an_address_one_feed_may_not_ask_stays_open_to_the_feed_that_may(loopback, reply, hermetic, clock):
    loopback.on("/robots.txt", reply(body=b"User-agent: *\nDisallow: /closed\n"))
    cache, page = RobotsCache(clock()), loopback.url + "/own"
    async with HttpClient() as client:
        with pytest.raises(ForbiddenAddress):
            await cache.rules(client, HttpRequest(page))
        rules = await cache.rules(client, HttpRequest(page, private=True))
    assert rules.allows(page)
    assert not rules.allows(loopback.url + "/closed")


async def test_h32_pages_and_pictures_are_asked_for_as_their_feed_is(
    loopback, other_host, reply, library, quick, run, clock, hermetic
):
    other_port = Loopback()
    try:
        shown = "".join(f'<img src="{host.url}/figure.png">' for host in (loopback, other_port, other_host))
        feed = rss(loopback.url, "Story").replace(b"In short.", f"<![CDATA[<p>In short.</p>{shown}]]>".encode())
        library.add(loopback.on("/feed", reply(body=feed)), user_agent="Mine/1")
        Logins(library.database.path.parent).keep(loopback.url, Login("reader", "secret"))
        loopback.on("/Story", reply(200, {"Content-Type": "text/html"}, story("Story")))
        all_ahead = msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, pages=True))
        await run(all_ahead)
        await fetch_page(library.database, quick, 1, clock=clock)
        assert set(loopback.paths()) == {"/feed", "/robots.txt", "/Story", "/figure.png"}
        assert loopback.paths().count("/Story") == 2
        for seen in loopback.requests:
            assert seen["User-Agent"] == "Mine/1", seen.path
            assert seen["Authorization"], seen.path
        assert other_port.requests == other_host.requests == []  # inside, and not where the feed is
    finally:
        other_port.close()


def test_h32_c08_what_a_feed_leads_to_gets_its_login_at_its_origin_and_its_name_at_its_host(tmp_path):
    logins = Logins(tmp_path)
    logins.keep("https://outlet.example/", Login("reader", "secret"))
    feed = FeedState(feed=1, url="https://outlet.example/feed", user_agent="Mine/1", private=True)
    asked = {
        url: led_to(HttpRequest(url), [feed], logins)
        for url in (
            "https://outlet.example/a",
            "https://outlet.example:8443/a",
            "http://outlet.example/a",
            "https://b.example/",
        )
    }
    assert [one.user_agent for one in asked.values()] == ["Mine/1", "Mine/1", "Mine/1", None]
    assert [one.login is not None for one in asked.values()] == [True, False, False, False]
    assert [one.private for one in asked.values()] == [True, False, False, False]
