"""What a person hands over (A1 to A4, O3, O4)."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import re
import time

import msgspec
import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import (
    ExtractError,
    FeedError,
    ForbiddenAddress,
    HttpStatus,
    IsFeed,
    NotFound,
    Offline,
    PullquoteError,
    UsageError,
)
from pullquote.cache.core.feed import ParsedFeed
from pullquote.cache.feeds.discovery import MOST_REQUESTS
from pullquote.cache.ingest.adding import sources as add
from pullquote.cache.ingest.adding import subscribe
from pullquote.cache.ingest.adding.sources import check_feed, read_source
from pullquote.cache.library import Library
from pullquote.cache.store import feeds as feed_store

from ....waiting import WAIT, shown
from ...conftest import Loopback

WORDS = "The series returns in the autumn, its makers said on Monday, with most of its actors."
PAGE = (
    f"<html><head><title>{{}}</title></head><body><article><h1>{{}}</h1>{f'<p>{WORDS}</p>' * 6}</article></body></html>"
)
FEED = b"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Outlet</title>
<atom:link rel="self" href="https://outlet.example/feed"/><item><title>One</title><link>/one</link></item></channel></rss>"""
RSS = "application/rss+xml"


def page(title: str) -> bytes:
    return PAGE.format(title, title).encode()


@pytest.fixture
def settings(quick):
    return quick


async def test_a_page_a_file_text_and_a_pipe(loopback, reply, settings, tmp_path):
    address = loopback.on("/story", reply(200, {"Content-Type": "text/html"}, page("From the net")))
    saved = tmp_path / "saved.html"
    saved.write_bytes(page("From a file"))
    packed = tmp_path / "saved.html.gz"
    packed.write_bytes(gzip.compress(page("From a packed file")))
    text = tmp_path / "story.txt"
    text.write_text(f"From plain text\n\n{WORDS}\n\n{WORDS}\n")
    titles = [
        (await add.read_source(address, settings)).title,
        (await add.read_source(str(saved), settings, url="https://outlet.example/a")).title,
        (await add.read_source(str(packed), settings)).title,
        (await add.read_source(str(text), settings)).title,
        (await add.read_source("-", settings, data=page("From a pipe"))).title,
    ]
    assert titles == ["From the net", "From a file", "From a packed file", "From plain text", "From a pipe"]


async def test_what_goes_wrong_is_a_sentence(loopback, reply, settings, tmp_path):
    loopback.on("/missing", reply(404))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(HttpStatus, match="nothing at this address"):
        await add.read_source(loopback.url + "/missing", settings)
    with pytest.raises(NotFound, match="no file"):
        await add.read_source(str(tmp_path / "none.html"), settings)
    with pytest.raises(NotFound, match="Cannot read"):
        await add.read_source(str(tmp_path), settings)
    with pytest.raises(ExtractError):
        await add.read_source(str(tmp_path / "a.pdf"), settings)
    with pytest.raises(Offline):
        await add.read_source(loopback.url + "/missing", settings, offline=True)
    assert loopback.paths() == ["/missing"]


async def test_many_sources_answer_in_order_with_errors_among_them(settings, tmp_path):
    rows: list[tuple[str, str | None]] = []
    for number in range(12):
        file = tmp_path / f"{number}.html"
        if number % 5 != 3:
            file.write_bytes(page(f"Story {number}"))
        rows.append((str(file), f"https://outlet.example/{number}"))
    rows.append(("-", None))
    answers = [a async for a in add.read_sources(rows, settings, stdin=io.BytesIO(page("Piped")))]
    titles = [a.title if isinstance(a, Article) else type(a).__name__ for a in answers]
    assert titles == [f"Story {n}" if n % 5 != 3 else "NotFound" for n in range(12)] + ["Piped"]


async def test_each_answer_comes_before_the_next_question(settings, tmp_path):
    """Somebody writes a line, waits for its answer, and only then writes the next."""
    file = tmp_path / "a.html"
    file.write_bytes(page("Story"))
    end, start = os.pipe()
    with os.fdopen(end) as questions, os.fdopen(start, "w", buffering=1) as asker:
        rows = ((line.rstrip("\n"), None) for line in iter(questions.readline, ""))
        stream = add.read_sources(rows, settings)
        for _ in range(3):
            asker.write(f"{file}\n")
            answer = await asyncio.wait_for(anext(stream), 20)
            assert isinstance(answer, Article)
        asker.close()
        with pytest.raises(StopAsyncIteration):
            await anext(stream)


async def test_feeds_are_checked_in_order(loopback, reply, settings, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    sources = [str(file), loopback.on("/feed", reply(body=FEED)), str(tmp_path / "none"), "-"]
    answers = {}
    async for source, answer in add.check_feeds(
        sources, settings, base_url="https://base.example/", stdin=io.BytesIO(b"words")
    ):
        answers[source] = answer
    assert list(answers) == sources
    assert answers[sources[0]].entries[0].link == "https://base.example/one"
    assert answers[sources[1]].entries[0].link == loopback.url + "/one"
    assert isinstance(answers[sources[2]], PullquoteError)
    assert isinstance(answers["-"], FeedError)
    assert isinstance(answers[sources[0]], ParsedFeed)


async def test_the_address_of_a_feed_is_itself(loopback, reply, settings):
    loopback.on("/odd", reply(200, {"Content-Type": "text/html"}, FEED))
    (found,) = await subscribe.find_feeds(loopback.url + "/odd", settings)
    assert (found.url, found.title) == (loopback.url + "/odd", "Outlet")


async def test_a01_a_page_names_its_feeds_header_first(loopback, reply, settings):
    head = (
        f'<link rel="alternate" type="{RSS}" href="/comments/feed/" title="Comments">'
        f'<link rel="alternate" type="{RSS}" href="/all" title="All">'
    )
    link = f'</header>; rel="alternate"; type="{RSS}"'
    loopback.on("/", reply(200, {"Link": link}, f"<html><head>{head}</head><body>x</body></html>".encode()))
    loopback.on("/header", reply(body=FEED))
    found = await subscribe.find_feeds(loopback.url + "/", settings)
    assert [c.url.removeprefix(loopback.url) for c in found] == ["/header", "/all", "/comments/feed/"]
    assert loopback.paths() == ["/", "/header"]


async def test_a05_a_declared_feed_that_is_dead_is_left_out_while_another_answers(loopback, reply, settings):
    def page(*names: str, body: str = "x") -> bytes:
        links = "".join(f'<link rel="alternate" type="{RSS}" href="/{name}" title="{name}">' for name in names)
        return f"<!DOCTYPE html><html><head>{links}</head><body>{body}</body></html>".encode()

    loopback.on("/good", reply(body=FEED))
    loopback.on("/wall", reply(200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html>Log in</html>"))
    loopback.on("/broken", reply(500))
    loopback.on("/moved", reply(302, {"Location": "/good"}))

    async def found(page: bytes) -> list[str]:
        loopback.on("/", reply(body=page))
        return [c.url.removeprefix(loopback.url) for c in await subscribe.find_feeds(loopback.url + "/", settings)]

    assert await found(page("gone", "good", "other")) == ["/good", "/other"]
    assert await found(page("wall", "broken", "good")) == ["/good"]
    assert await found(page("moved", "good")) == ["/moved", "/good"]
    assert await found(page("gone", body="<a href='/all/rss'>feed</a>")) == ["/gone"]
    loopback.on("/all/rss", reply(body=FEED))
    assert await found(page("gone", body="<a href='/all/rss'>feed</a>")) == ["/all/rss"]
    loopback.on("/atom.xml", reply(body=FEED))
    assert await found(page("gone", "lost")) == ["/atom.xml"]
    loopback.requests.clear()
    assert await found(page(*"abcdefghij", "good")) == ["/atom.xml"]
    assert len(loopback.requests) <= MOST_REQUESTS


async def test_a01_then_links_of_the_page_then_customary_places(loopback, reply, settings):
    loopback.on("/linked", reply(body=b"<!DOCTYPE html><html><body><a href='/news/rss'>RSS</a></body></html>"))
    loopback.on("/news/rss", reply(body=FEED))
    (found,) = await subscribe.find_feeds(loopback.url + "/linked", settings)
    assert found.url == loopback.url + "/news/rss"
    loopback.on("/plain", reply(body=b"<!DOCTYPE html><html><body>x</body></html>"))
    loopback.on("/atom.xml", reply(body=FEED))
    (found,) = await subscribe.find_feeds(loopback.url + "/plain", settings)
    assert found.url == loopback.url + "/atom.xml"


async def test_a01_a_page_that_sends_readers_on_leads_to_the_feeds_of_the_other(loopback, reply, settings):
    def moved(to: str) -> bytes:
        return f'<!DOCTYPE html><html><meta http-equiv="refresh" content="0; url={to}"></html>'.encode()

    loopback.on("/", reply(body=moved("/home")))
    loopback.on("/home", reply(body=f"<!DOCTYPE html><link rel=alternate type={RSS} href=/all>".encode()))
    loopback.on("/all", reply(body=FEED))
    (found,) = await subscribe.find_feeds(loopback.url + "/", settings)
    assert found.url == loopback.url + "/all"
    loopback.on("/feed.xml", reply(body=moved("/all")))
    (found,) = await subscribe.find_feeds(loopback.url + "/feed.xml", settings)
    assert found.url == loopback.url + "/all"
    loopback.on("/round", reply(body=moved("/about")))
    loopback.on("/about", reply(body=moved("/round")))
    loopback.requests.clear()
    with pytest.raises(FeedError, match="No feed was found"):
        await subscribe.find_feeds(loopback.url + "/round", settings)
    assert len(loopback.requests) <= MOST_REQUESTS


@pytest.mark.parametrize(
    "data",
    [FEED, b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n" + FEED, FEED.decode().encode("utf-16"),
     b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "Words."}]}'],
)  # fmt: skip
async def test_a_feed_is_no_article(data, loopback, reply, settings, tmp_path):
    (tmp_path / "feed.xml").write_bytes(data)
    with pytest.raises(IsFeed, match=r"no article\. `pullquote feeds add .*feed\.xml` subscribes to it\."):
        await read_source(str(tmp_path / "feed.xml"), settings)
    url = loopback.on("/feed", reply(body=data))
    with pytest.raises(IsFeed, match=re.escape(f"`pullquote feeds add {url}`")):
        await read_source(url, settings)
    with pytest.raises(IsFeed, match=r"What was piped in is .* `pullquote feeds add URL`"):
        await read_source("-", settings, data=data)


async def test_a_text_about_feeds_is_an_article(settings):
    text = b'A headline\n\n<rss version="2.0"> begins a feed, and that is all there is to say about it here.\n'
    assert (await read_source("-", settings, data=text)).title == "A headline"


async def test_a_page_without_a_feed_may_be_kept_as_an_article(loopback, reply, settings, tmp_path):
    url = loopback.on("/", reply(body=b"<!DOCTYPE html><html><body>x</body></html>"))
    with pytest.raises(FeedError, match=re.escape(f"`pullquote add {url}` keeps the page")):
        await subscribe.find_feeds(url, settings)
    (tmp_path / "page.html").write_bytes(b"<!DOCTYPE html><html><body>x</body></html>")
    with pytest.raises(FeedError, match="is no feed, and names none"):
        await subscribe.find_feeds(str(tmp_path / "page.html"), settings)


@pytest.mark.parametrize("source", ["ftp://site.example/feed", "gopher://x", "file:///tmp/feed.xml"])
async def test_other_schemes_are_refused_in_one_sentence(source, settings):
    for ask in (subscribe.find_feeds, read_source, check_feed):
        with pytest.raises(UsageError, match=r"cannot be asked: an address begins with https:// or http://\."):
            await ask(source, settings)


async def test_a04_at_most_8_requests(loopback, reply, settings):
    anchors = "".join(f"<a href='/{n}/feed'>x</a>" for n in range(20))
    loopback.on("/", reply(body=f"<!DOCTYPE html><html><body>{anchors}</body></html>".encode()))
    with pytest.raises(FeedError, match="No feed was found"):
        await subscribe.find_feeds(loopback.url + "/", settings)
    assert len(loopback.requests) <= MOST_REQUESTS


async def test_a04_h33_requests_of_a_discovery_are_spaced(loopback, reply, settings):
    loopback.on("/", reply(body=b"<!DOCTYPE html><html><body>x</body></html>"))
    loopback.on("/rss.xml", reply(body=FEED))
    slow = msgspec.structs.replace(settings, refresh=msgspec.structs.replace(settings.refresh, spacing=0.2))

    async def spaced() -> bool:
        loopback.requests.clear()
        await subscribe.find_feeds(loopback.url + "/", slow)
        times = [seen.at for seen in loopback.requests]
        assert len(times) == 3
        return min(times[1] - times[0], times[2] - times[1]) > 0.15

    assert await shown(spaced)


async def test_a03_a_huge_page_is_read_in_time(loopback, reply, settings):
    loopback.on("/", reply(body=b"<html><body>" + b"<div>" * 200_000))
    with pytest.raises(PullquoteError):
        await asyncio.wait_for(subscribe.find_feeds(loopback.url + "/", settings), WAIT)


async def test_saved_files_name_their_feed(settings, tmp_path):
    feed = tmp_path / "feed.xml"
    feed.write_bytes(FEED)
    saved = tmp_path / "page.html"
    saved.write_text(f'<link rel=alternate type={RSS} href="https://outlet.example/f">')
    silent = tmp_path / "silent.html"
    silent.write_text("<p>x</p>")
    assert (await subscribe.find_feeds(str(feed), settings))[0].url == "https://outlet.example/feed"
    assert (await subscribe.find_feeds(str(saved), settings))[0].url == "https://outlet.example/f"
    with pytest.raises(FeedError, match=r"does not say|names none"):
        await subscribe.find_feeds(str(silent), settings)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://a.example", True),
        ("a.example/feed", True),
        ("localhost:8080/feed", True),
        ("feed://a.example", True),
        ("story.html", False),
        ("a.example/feed.xml", True),
        ("./story.html", False),
        ("/tmp/story.html", False),
        ("story", False),
        ("-", False),
    ],
)
def test_addresses_and_paths_are_told_apart(source, address):
    assert add.is_address(source) is address


def test_a_file_that_is_there_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.html").write_text("x")
    assert not add.is_address("story.html")


LIST = b"""<opml version="2.0"><body><outline text="Film"><outline text="Deep">
<outline text="A" type="rss" xmlUrl="https://a.example/feed"/></outline></outline>
<outline text="B" type="rss" xmlUrl="https://b.example/feed"/>
<outline text="C" type="rss" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_o03_o04_a_list_is_imported_once_and_bad_lines_are_named(library, clock):
    with library.database.write() as connection:
        first = subscribe.import_subscriptions(connection, subscribe.read_list(LIST), now=clock())
    with library.database.write() as connection:
        second = subscribe.import_subscriptions(connection, subscribe.read_list(LIST), now=clock())
    assert (first.added, first.known, second.added, second.known) == (2, 0, 0, 2)
    assert first.skipped[0][0] == 4
    feeds = feed_store.feeds(library.database.read())
    assert {(feed.title, feed.folder) for feed in feeds} == {("A", "Film/Deep"), ("B", "")}
    assert not any(state.private for state in feed_store.states(library.database.read()))
    back = subscribe.export_subscriptions(feeds, now=clock())
    assert b'<outline text="Deep"' in back
    with library.database.write() as connection:
        assert subscribe.import_subscriptions(connection, subscribe.read_list(back), now=clock()).known == 2


def test_o02_a_folder_with_a_slash_in_its_name_survives_import_and_export(library, clock):
    def outlines(*names: str) -> str:
        inner = '<outline text="A" title="A" type="rss" xmlUrl="https://a.example/feed"/>'
        for name in reversed(names):
            inner = f'<outline text="{name}" title="{name}">{inner}</outline>'
        return inner

    for names in (("Stage/Screen",), ("Arts", "Radio/TV", "A/B/C")):
        data = f'<opml version="2.0"><head/><body>{outlines(*names)}</body></opml>'.encode()
        with library.database.write() as connection:
            connection.execute("DELETE FROM feed")
            found = subscribe.read_list(data)
            assert subscribe.import_subscriptions(connection, found, now=clock()).added == 1
            feeds = feed_store.feeds(connection)
        written = subscribe.export_subscriptions(feeds, now=clock()).decode()
        assert outlines(*names).replace(" ", "") in "".join(written.split())


def test_o03_nothing_usable_changes_nothing(library, clock):
    with pytest.raises(FeedError), library.database.write() as connection:
        subscribe.import_subscriptions(connection, subscribe.read_list(b"words"), now=clock())
    assert feed_store.feeds(library.database.read()) == []


def test_o04_ten_thousand_lines(library, clock):
    rows = "".join(f'<outline text="{n}" xmlUrl="https://a.example/{n}"/>' for n in range(10_000))
    data = f'<opml version="2.0"><body>{rows}</body></opml>'.encode()
    began = time.process_time()
    with library.database.write() as connection:
        assert subscribe.import_subscriptions(connection, subscribe.read_list(data), now=clock()).added == 10_000
    assert time.process_time() - began < 15


PRIVATE_LIST = b"""<opml version="2.0"><body><outline text="Film">
<outline text="Mine" type="rss" xmlUrl="http://192.168.1.4/feed"/></outline>
<outline text="Odd" type="rss" xmlUrl="http://0x7f.1:8080/feed"/>
<outline text="Named" type="rss" xmlUrl="http://reader@nas.local/feed"/>
<outline text="Away" type="rss" xmlUrl="https://203-0-113-7.example/feed"/></body></opml>"""


def test_h44_c08_nobody_typed_what_stands_in_a_list(tmp_path):
    with Library.open(tmp_path / "library", offline=True) as library:
        first = library.feeds.import_opml(PRIVATE_LIST)
        assert (first.added, first.known) == (1, 0)
        assert [(feed.title, feed.folder) for feed in first.private] == [("Mine", "Film"), ("Odd", ""), ("Named", "")]
        assert [feed.title for feed in library.feeds.listed()] == ["Away"]
        second = library.feeds.import_opml(PRIVATE_LIST, allowed=[first.private[0].url])
        assert (second.added, second.known, len(second.private)) == (1, 1, 2)
        private = {state.url: state.private for state in feed_store.states(library.database.read())}
        assert private == {"http://192.168.1.4/feed": True, "https://203-0-113-7.example/feed": False}
        third = library.feeds.import_opml(PRIVATE_LIST)
        assert (third.added, third.known, len(third.private)) == (0, 2, 2)


def test_h44_c08_a_list_on_the_command_line_names_its_private_feeds(program, tmp_path):
    (tmp_path / "feeds.opml").write_bytes(PRIVATE_LIST)
    run = ("--library", str(tmp_path / "library"), "--offline", "feeds", "import", str(tmp_path / "feeds.opml"))
    first = program(*run)
    assert first.code == 3
    assert "1 feed added" in first.err
    assert first.err.count("inside a private network") == 3
    assert "http://192.168.1.4/feed was left out" in first.err
    added = program(*run, "--allow-private").err
    assert "3 feeds added, 1 already there" in added
    assert "`pullquote refresh` fetches their articles." in added
    again = program(*run).err
    assert "0 feeds added, 4 already there" in again
    assert "refresh" not in again


@pytest.mark.parametrize(
    ("url", "typed", "private"),
    [
        ("http://127.0.0.1:8000/feed", None, True),
        ("http://127.0.0.1:8000/feed", "127.0.0.1:8000", True),
        ("http://127.0.0.1:8001/feed", "http://127.0.0.1:8000/", False),
        ("https://nas.local/feed", "nas.local", True),
        ("https://outlet.example/feed", None, False),
        ("http://192.168.0.1/feed", "https://outlet.example/", False),
    ],
)
def test_h44_c08_a_feed_is_private_only_where_its_address_was_when_it_was_typed(tmp_path, url, typed, private):
    with Library.open(tmp_path / "library", offline=True) as library:
        library.feeds.add(url, typed=typed)
        (state,) = feed_store.states(library.database.read())
        assert state.private is private
        changed = library.feeds.update(state.feed, url="https://elsewhere.example/feed")
        assert changed.url == "https://elsewhere.example/feed"
        assert not feed_store.states(library.database.read())[0].private


async def test_h44_c08_a_page_inside_may_not_lead_to_another_port_of_its_host(loopback, reply, settings):
    other = Loopback()
    try:
        link = f'<link rel="alternate" type="application/rss+xml" href="{other.url}/feed">'
        loopback.on("/", reply(body=f"<html><head>{link}</head></html>".encode()))
        with pytest.raises(ForbiddenAddress, match="type that address yourself"):
            await subscribe.find_feeds(loopback.url + "/", settings)
        loopback.on("/moved", reply(302, {"Location": other.url + "/feed"}))
        with pytest.raises(ForbiddenAddress):
            await subscribe.find_feeds(loopback.url + "/moved", settings)
        anchor = f'<a href="{other.url}/rss.xml">RSS</a>'
        loopback.on("/anchored", reply(body=f"<html><body>{anchor}</body></html>".encode()))
        with pytest.raises(FeedError):
            await subscribe.find_feeds(loopback.url + "/anchored", settings)
        assert other.requests == []
    finally:
        other.close()


async def test_a_list_of_sources_that_breaks_off_ends_the_answers(settings):
    def broken():
        yield "/nowhere/a.html", None
        raise OSError("the list broke off")

    answers = add.read_sources(broken(), settings)
    assert isinstance(await anext(answers), NotFound)
    with pytest.raises(OSError, match="broke off"):
        await anext(answers)


async def test_the_same_file_or_pipe_is_the_same_article(settings, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text(f"What the harbour keeps\n\n{WORDS}\n")
    with Library.open(tmp_path / "library", settings=settings) as library:
        first = await library.add(str(notes))
        library.star([first])
        assert await library.add(str(notes)) == first
        notes.write_text(f"What the harbour keeps\n\n{WORDS}\n\nAnd it ends there, she said.\n")
        assert await library.add(f"{tmp_path}/./notes.txt") == first
        assert "And it ends there" in library.article(first).text
        assert list(library.ids("is:starred")) == [first]
        piped = await library.add("-", data=b"A note of its own\n\nThat came by a pipe.\n")
        assert await library.add("-", data=b"A note of its own\n\nThat came by a pipe.\n") == piped
        assert library.count() == 2


async def test_another_text_in_a_file_of_the_same_name_is_another_article(settings, tmp_path):
    notes = tmp_path / "notes.txt"
    with Library.open(tmp_path / "library", settings=settings) as library:
        notes.write_text(f"What the harbour keeps\n\n{WORDS}\n")
        first = await library.add(str(notes))
        notes.write_text(f"What the river takes\n\n{WORDS}\n")
        second = await library.add(str(notes))
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "notes.txt").write_text(f"What the river takes\n\n{WORDS}\n")
        assert len({first, second, await library.add(str(tmp_path / "more" / "notes.txt"))}) == 3


async def test_a_file_that_was_removed_comes_back_with_its_marks_when_it_is_added_again(settings, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text(f"What the harbour keeps\n\n{WORDS}\n")
    with Library.open(tmp_path / "library", settings=settings) as library:
        first = await library.add(str(notes))
        library.star([first])
        library.remove([first])
        assert await library.add(str(notes)) == first
        assert list(library.ids("is:starred")) == [first]
