"""The feeds page over a real library and a real server; the first start."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from pullquote.cache.core.servers.sync import RemoteFeed
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library
from pullquote.cache.store import sync
from pullquote.cache.store.file.conversions import now
from pullquote.tui.screens.feeds import FeedsScreen
from pullquote.tui.widgets.prompt import Prompt

from ..conftest import DECIDED, plain_article

FEED = (
    "<rss version='2.0'><channel><title>{0}</title><item><title>One story of {0}</title><guid>{0}</guid>"
    "<description>A short story about {0} that stands in the feed itself.</description></item></channel></rss>"
)
HOME = (
    "<html><head><title>Site</title>"
    "<link rel='alternate' type='application/rss+xml' title='Lamp news' href='/lamps.xml'>"
    "<link rel='alternate' type='application/rss+xml' title='Salt news' href='/salt.xml'></head>"
    "<body>Hello</body></html>"
)


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/").removesuffix(".xml")
        found = self.path in ("/", "/lamps.xml", "/salt.xml")
        data = (HOME if self.path == "/" else FEED.format(f"{name.capitalize()} news")).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html" if self.path == "/" else "application/rss+xml")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


async def open_feeds(session: Any) -> FeedsScreen:
    await session.press("g", "5")
    page = session.app.screen
    assert isinstance(page, FeedsScreen)
    await session.until(lambda: page.rows.option_count > 0)
    return page


async def test_a_site_is_added_by_its_address_and_asked_at_once(library: Library, reader: Any, site: str) -> None:
    async with reader(library) as session:
        page = await open_feeds(session)
        assert "No feeds yet" in session.text()
        await session.press("a")
        page.query_one(Input).value = f"{site}/"
        await session.pilot.press("enter")
        await session.until(lambda: "2 feeds found" in session.text())
        await session.settle()
        await session.press(*"salt", "enter")
        await session.until(lambda: [feed.url for feed in library.feeds.listed()] == [f"{site}/salt.xml"])
        await session.until(lambda: library.feeds.listed()[0].unread == 1)
        await session.until(lambda: "1 unread" in session.text())
        await session.until(lambda: not session.screen.refresher.running)
        await session.press("enter")
        await session.until(lambda: session.screen.list.current_query.section_title == "Salt news")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 1)


async def test_a_failure_says_since_when_and_why(library: Library, reader: Any, site: str) -> None:
    library.feeds.add(f"{site}/gone.xml", title="Gone")
    library.feeds.add(f"{site}/lamps.xml", title="Lamps")
    async with reader(library) as session:
        await open_feeds(session)
        await session.pilot.press("R")
        await session.until(lambda: "failing since" in session.text())
        await session.until(lambda: not session.screen.refresher.running)
        assert "1 in trouble" in session.text()
        await session.press("S")
        await session.until(lambda: "trouble first" in session.text())
        assert session.text().index("! Gone") < session.text().index("Lamps")


async def test_feeds_are_renamed_sorted_paused_removed_and_come_back(library: Library, reader: Any) -> None:
    for name in ("Alpha", "Beta"):
        library.feeds.add(f"https://{name.lower()}.example/feed", title=name, folder="Film" if name == "Beta" else "")
    async with reader(library, size=(80, 24)) as session:
        page = await open_feeds(session)
        await session.press("c", "exclamation_mark", "enter")
        await session.until(lambda: "Alpha!" in session.text())
        await session.press("f", *"fil")
        await session.until(lambda: len(page.query_one(Prompt)._suggestions) == 1)
        await session.press("tab", "enter")
        await session.until(lambda: {feed.folder for feed in library.feeds.listed()} == {"Film"})
        await session.press("p")
        await session.until(lambda: "paused" in session.text())
        assert library.feeds.listed()[0].suspended
        await session.press("p")
        await session.until(lambda: not library.feeds.listed()[0].suspended)
        await session.press("d", "j", "enter")
        await session.until(lambda: [feed.title for feed in library.feeds.listed()] == ["Beta"])
        await session.until(lambda: "U takes it back" in page.status.text)
        await session.press("U")
        await session.until(lambda: len(library.feeds.listed()) == 2)
        await session.until(lambda: "Subscribed to Alpha! again" in page.status.text)
        assert {(feed.title, feed.folder) for feed in library.feeds.listed()} == {("Alpha!", "Film"), ("Beta", "Film")}
        await session.press("slash", *"beta", "enter")
        await session.until(lambda: page.rows.option_count == 1)


async def test_a_removed_feed_that_stays_on_its_server_is_said_to(library: Library, reader: Any) -> None:
    with library.database.write() as conn:
        account = sync.add(conn, "fever", "https://reader.example/fever", "ada", "", now())
        sync.keep_feed(conn, account.id, RemoteFeed("7", "https://outlet.example/feed", "Pier"), now())
    async with reader(library, size=(200, 24)) as session:
        page = await open_feeds(session)
        await session.press("d", "j", "enter")
        await session.until(lambda: "No longer subscribed to Pier" in page.status.text)
        assert "Fever cannot unsubscribe: do that there too." in page.status.text


async def test_a_feed_with_another_name_or_folder_than_on_its_server_is_said_to_have_them(
    library: Library, reader: Any
) -> None:
    with library.database.write() as conn:
        account = sync.add(conn, "fever", "https://reader.example/fever", "ada", "", now())
        sync.keep_feed(conn, account.id, RemoteFeed("7", "https://outlet.example/feed", "Pier"), now())
    stays = "because Fever can neither rename nor move a feed: do that there too."
    async with reader(library, size=(200, 24)) as session:
        page = await open_feeds(session)
        await session.press("c", "2", "enter")
        await session.until(lambda: "Called Pier2. At https://reader.example/fever" in page.status.text)
        assert stays in page.status.text
        await session.press("f", *"Film", "enter")
        await session.until(lambda: "Folder: Film. At https://reader.example/fever" in page.status.text)
        assert stays in page.status.text


async def test_a_feeds_own_settings_are_shown_with_where_they_come_from_and_changed(
    library: Library, reader: Any
) -> None:
    library.feeds.add("https://alpha.example/feed", title="Alpha")
    async with reader(library, size=(80, 24)) as session:
        await open_feeds(session)
        await session.press("s")
        await session.until(lambda: "Pictures: on (refresh.pictures)" in session.text())
        assert "Order: newest first (list.order)" in session.text()
        assert "Asked: every 60 minutes (refresh.interval)" in session.text()
        await session.press("p", "enter")
        await session.until(lambda: "As for all feeds" in session.text())
        await session.press("j", "enter")
        await session.until(lambda: "Pictures: off (its own)" in session.text())
        assert library.feeds.listed()[0].pictures is False
        await session.press("m", "enter", *"royals", "enter")
        await session.until(lambda: "Muted: royals (its own)" in session.text())
        await session.press("a", "enter", *"120", "enter")
        await session.until(lambda: "Asked: every 120 minutes (its own)" in session.text())
        await session.press("escape", "U")
        await session.until(lambda: library.feeds.listed()[0].interval is None)
        await session.press("s")
        await session.until(lambda: "Asked: every 60 minutes" in session.text())
        await session.press("a", "enter", *"often", "enter")
        await session.until(lambda: "is no number up to" in session.text())
        assert library.feeds.listed()[0].interval is None


async def test_a_removed_feed_comes_back_with_its_articles(library: Library, reader: Any) -> None:
    wanted = library.find("Story 4")
    feed = library.feeds.add("https://alpha.example/feed", title="Alpha")
    with library.database.write() as conn:
        conn.execute("INSERT INTO entry (feed, key, article, hash) VALUES (?, 'a', ?, x'01')", (feed.id, wanted))
        conn.execute("UPDATE article SET feed = ?, read = 1, place = 0.5 WHERE id = ?", (feed.id, wanted))
        conn.execute("UPDATE feed SET unread = 0, articles = 1 WHERE id = ?", (feed.id,))
    async with reader(library) as session:
        page = await open_feeds(session)
        await session.press("d", "j", "enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 5)
        await session.press("U")
        await session.until(lambda: "again, with its 1 article." in page.status.text)
        await session.until(lambda: wanted in session.screen.list.keys_widget.ids)
        assert library.headlines([wanted])[0].read
        assert library.place(wanted) == 0.5
        await session.press("q")
        await session.until(lambda: "Story 4" in session.text())


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Library]:
    """A library without a network."""
    with Library.open(tmp_path / "away", settings=DECIDED, offline=True) as library:
        library.keep(plain_article(1))
        yield library


async def test_the_feeds_of_a_list_are_asked_at_once_and_the_list_shows_what_came(
    library: Library, reader: Any, tmp_path: Path, site: str
) -> None:
    opml = tmp_path / "list.opml"
    rows = "".join(f'<outline text="{name}" type="rss" xmlUrl="{site}/{name}.xml"/>' for name in ("salt", "lamps"))
    opml.write_text(f'<opml version="2.0"><body>{rows}</body></opml>')
    library.feeds.add(f"{site}/salt.xml", title="salt", typed=f"{site}/salt.xml")
    async with reader(library, size=(80, 24)) as session:
        page = await open_feeds(session)
        await session.press("I")
        page.query_one(Input).value = str(opml)
        await session.press("enter")
        await session.until(lambda: "inside a private network" in session.text())
        await session.press("j", "enter")
        await session.until(lambda: [feed.unread for feed in library.feeds.listed()] == [1, 1])
        await session.until(lambda: not session.screen.refresher.running)
        await session.press("q")
        await session.until(lambda: "2 new" in session.text())
        await session.press(session.screen.access.key("take_in"))
        await session.until(lambda: "One story of Lamps news" in session.text())


async def test_subscription_lists_go_in_and_out(
    away: Library, reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = away
    monkeypatch.chdir(tmp_path)
    library.feeds.add("https://alpha.example/feed", title="Alpha", folder="Film")
    async with reader(library) as session:
        page = await open_feeds(session)
        await session.press("e", "enter")
        await session.until(lambda: "Saved" in page.status.text)
        library.feeds.remove(library.feeds.listed()[0].id)
        await session.press("I")
        page.query_one(Input).value = str(tmp_path / "feeds.opml")
        await session.press("enter")
        await session.until(lambda: "1 feed added" in page.status.text)
        assert "without --offline, R fetches their news" in page.status.text
        assert library.feeds.listed()[0].folder == "Film"
        await session.press("I")
        page.query_one(Input).value = str(tmp_path / "none.opml")
        await session.press("enter")
        await session.until(lambda: "Cannot read" in page.status.text)
        await session.until(lambda: page.prompt.display)
        assert page.query_one(Input).value == str(tmp_path / "none.opml")
        await session.press("escape")
        assert not page.prompt.display


async def test_h44_c08_each_private_feed_of_a_list_is_asked_about(tmp_path: Path, away: Library, reader: Any) -> None:
    library = away
    rows = "".join(f'<outline text="Feed {n}" type="rss" xmlUrl="http://192.168.1.{n}/feed"/>' for n in (1, 2, 3))
    opml = tmp_path / "list.opml"
    opml.write_text(f'<opml version="2.0"><body>{rows}</body></opml>')
    before = {feed.url for feed in library.feeds.listed()}

    def added() -> set[str]:
        return {feed.url for feed in library.feeds.listed()} - before

    async with reader(library) as session:
        page = await open_feeds(session)
        await session.press("I")
        page.query_one(Input).value = str(opml)
        await session.press("enter")
        for number, key in ((1, "j"), (2, ""), (3, "")):
            await session.until(lambda number=number: f"http://192.168.1.{number}/feed" in session.text())
            assert not added()
            await session.press(*key, "enter")
        await session.until(lambda: "2 inside a private network left out" in page.status.text)
        assert added() == {"http://192.168.1.1/feed"}


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_the_first_start_offers_some_of_the_starter_feeds(
    tmp_path: Path, reader: Any, size: tuple[int, int]
) -> None:
    with Library.open(tmp_path / "empty", settings=Settings(), offline=True) as library:
        async with reader(library, size=size) as session:
            await session.until(lambda: "Welcome to Pullquote" in session.text())
            await session.press("j", "enter")
            assert "[x] Variety" in session.text()
            await session.press("A", "space", "j", "space", "enter")
            await session.until(lambda: len(library.feeds.listed()) == 2)
            assert {feed.folder for feed in library.feeds.listed()} == {"Film and television"}
            await session.until(lambda: "2 feeds added" in session.screen.status.text)


async def test_the_first_start_can_be_put_off(tmp_path: Path, reader: Any) -> None:
    with Library.open(tmp_path / "empty", settings=Settings()) as library:
        async with reader(library) as session:
            await session.until(lambda: "Welcome to Pullquote" in session.text())
            await session.press("escape")
            await session.until(lambda: "6 of 6 unread" in session.text())
            assert library.feeds.listed() == []


async def test_the_palette_goes_to_names_and_sections(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("ctrl+p", *"dara fin")
        await session.until(lambda: "Dara Finch" in session.text().split("│")[0] or session.app.screen._places)
        await session.press("space", "backspace", "enter")
        await session.until(lambda: "2 quotes" in session.text())
        await session.press("q", "ctrl+p", *"evening reel")
        await session.until(lambda: session.app.screen._places)
        await session.press("enter")
        await session.until(lambda: session.screen.list.current_query.section_title == "The Evening Reel")


async def test_the_address_that_is_asked_is_shown_and_escape_stops_it(library: Library, reader: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes a connection, and never answers
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        async with reader(library) as session:
            page = await open_feeds(session)
            await session.press("a")
            page.query_one(Input).value = address
            await session.pilot.press("enter")
            await session.until(lambda: f"Esc stops. Asking {address}" in session.text())
            await session.pilot.press("escape")
            await session.until(lambda: "Stopped: no feed was added." in session.text())
            assert isinstance(session.app.screen, FeedsScreen)
            assert not library.feeds.listed()
            await session.press("escape")
            await session.until(lambda: not isinstance(session.app.screen, FeedsScreen))


@pytest.mark.parametrize("size", [(20, 8), (40, 20), (80, 24), (250, 50)])
async def test_folders_stand_above_their_feeds_with_sums_and_fold(
    library: Library, reader: Any, size: tuple[int, int]
) -> None:
    for name, folder in (("Alpha", "Film"), ("Beta", "Film"), ("Gamma", "Music"), ("Loose", "")):
        library.feeds.add(f"https://{name.lower()}.example/feed", title=name, folder=folder)
    async with reader(library, size=size) as session:
        page = await open_feeds(session)
        ids = [(row.id or "").split(" ")[0] for row in page.rows.options]
        assert ids == ["feed", "folder", "feed", "feed", "folder", "feed"]
        assert page.feed is not None
        assert page.feed.title == "Loose"
        await session.press("j", "j", "z")
        assert [row.id for row in page.rows.options][1:3] == ["folder Film", "folder Music"]
        assert page.folder == "Film"
        await session.press("enter")
        await session.until(lambda: session.screen.list.current_query.section == 'folder:"Film"')
        await session.press("g", "5")
        page = session.app.screen
        await session.until(lambda: page.rows.option_count == 4)
        await session.press("j", "z")
        assert page.rows.option_count == 6
        await session.press("S", "z")
        assert "by folder" in page.status.text
