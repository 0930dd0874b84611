"""News coming in while a person reads: a real server, a real refresh, nothing that moves."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.rules import Rule
from pullquote.cache.core.settings import Refresh, Settings
from pullquote.cache.library import Library

from ...waiting import WAIT

ITEM = (
    "<item><title>Lamp story {0}</title><link>http://{1}/page/{0}</link><guid>{0}</guid>"
    "<pubDate>Sat, 07 Mar 2026 10:0{0}:00 GMT</pubDate>"
    "<description>Something about lamps, number {0}, which nobody expected at all.</description></item>"
)
PAGE = (
    "<html><head><title>Lamp story {0}</title></head><body><article><h1>Lamp story {0}</h1>"
    + "<p>The lamp was lit again, and this time the whole crew stood around it and watched it burn.</p>" * 6
    + "</article></body></html>"
)


class Outlet(ThreadingHTTPServer):
    """Serves one feed of three items and their pages, each answer ``delay`` seconds late."""

    daemon_threads = True
    delay = 0.0
    asked = False

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Outlet)
        server.asked = True
        if self.path.startswith("/gone"):
            self.send_error(404)
            return
        time.sleep(server.delay)  # a slow server is what is tested
        if self.path == "/feed":
            items = "".join(ITEM.format(number, server.place) for number in range(3))
            body, kind = (
                f"<rss version='2.0'><channel><title>Lamps</title>{items}</channel></rss>",
                "application/rss+xml",
            )
        else:
            body, kind = PAGE.format(self.path.rsplit("/", 1)[-1]), "text/html"
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    server = Outlet(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


async def test_a_refresh_announces_what_arrived_and_leaves_the_list_alone(
    library: Library, reader: Any, outlet: Outlet
) -> None:
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamps")
    async with reader(library) as session:
        before = list(session.screen.list.keys_widget.ids)
        await session.pilot.press("R")
        await session.until(lambda: not session.screen.refresher.running)
        await session.until(lambda: "3 new: a shows them" in session.text())
        assert list(session.screen.list.keys_widget.ids) == before
        await session.press("a")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == 9)
        assert session.screen.list.keys_widget.headline().title.startswith("Copper Lane")


async def test_keys_work_during_a_refresh_and_r_stops_it(library: Library, reader: Any, outlet: Outlet) -> None:
    outlet.delay = 10 * WAIT
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamps")
    async with reader(library) as session:
        await session.pilot.press("R")
        await session.until(lambda: session.screen.refresher.running)
        await session.pilot.press("j", "j")
        await session.until(lambda: session.screen.list.keys_widget.cursor == 2)
        await session.until(lambda: outlet.asked)
        await session.pilot.press("R")
        await session.until(lambda: "Refresh stopped" in session.text())


async def test_a_feed_that_fails_is_named_as_it_happens_and_afterwards(
    library: Library, reader: Any, outlet: Outlet
) -> None:
    outlet.delay = 10 * WAIT
    elsewhere = outlet.place.replace("127.0.0.1", "localhost")  # another host: it is not kept waiting by the slow feed
    library.feeds.add(f"http://{outlet.place}/feed", title="Slow")
    for name in ("Gone", "Lost"):
        library.feeds.add(f"http://{elsewhere}/gone/{name}", title=name)
    async with reader(library, size=(200, 40)) as session:
        await session.pilot.press("R")
        said = set()
        await session.until(lambda: said.add(session.screen.status.text) or len(said) > 2)
        failure = (
            f"{elsewhere} has nothing at this address (any more). `pullquote feeds add SITE` looks for where it is now."
        )
        assert sorted(said) == ["", f"Gone: {failure}", f"Lost: {failure} 2 feeds have failed so far."]
        assert session.screen.refresher.running
        await session.pilot.press("g", "5")
        await session.until(lambda: "2 feeds failed" in session.app.screen.status.standing)
        await session.pilot.press("R")
        await session.until(lambda: not session.screen.refresher.running)
        await session.press("q")
        assert "2 feeds failed: g 5 says why" in session.screen.status.standing


async def test_without_feeds_the_starter_list_is_offered(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("R")
        assert "Starter feeds" in session.text()
        assert "[x] Variety" in session.text()
        await session.press("escape")
        assert library.feeds.listed() == []


async def test_offline_says_so(library: Library, reader: Any, outlet: Outlet) -> None:
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamps")
    library.offline = True
    async with reader(library) as session:
        await session.press("R")
        await session.until(lambda: "--offline" in session.screen.status.text)
        assert session.screen.status.failed
        await session.press("x")
        await session.until(lambda: session.screen.status.failed)


async def test_x_changes_between_the_full_text_and_the_feeds_own(library: Library, reader: Any, outlet: Outlet) -> None:
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamps")
    async with reader(library) as session:
        await session.pilot.press("R")
        await session.until(lambda: not session.screen.refresher.running)
        number = library.find("Lamp story 2")
        assert len(library.origins(number)) == 2
        session.screen.open_article(number)
        await session.until(lambda: session.screen.article.article.id == number)
        full = session.screen.article.article.text
        for wanted in ("number 2, which nobody", full[:40], "number 2, which nobody"):
            await session.press("x")
            await session.until(lambda wanted=wanted: wanted in session.screen.article.article.text)


AT_ONCE = Refresh(in_app=30, spacing=0, pages=False, pictures=False)


@pytest.fixture
def looking(library: Library, outlet: Outlet) -> Iterator[Library]:
    """The library with a feed, for an app that looks for news by itself."""
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamps")
    with Library.open(library.path.parent, settings=Settings(refresh=AT_ONCE)) as opened:
        yield opened


async def paced(session: Any) -> None:
    """Wait until the app knows when it is to look, and let it look now: the rhythm is a matter of other tests."""
    await session.until(lambda: session.screen.news._pacer is not None)
    session.screen.news._look()


async def test_the_app_looks_by_itself_and_nothing_moves(looking: Library, reader: Any, outlet: Outlet) -> None:
    async with reader(looking) as session:
        await session.press("j", "slash", *"stor")
        field, found = session.app.focused, session.screen.list.keys_widget
        await session.until(lambda: len(found.ids) == 5)
        await paced(session)
        await session.until(lambda: looking.count("") == 9 and not session.screen.refresher.running)
        await session.settle()
        assert session.app.focused is field
        assert field.value == "stor"
        assert len(found.ids) == 5
        await session.press("escape")
        await session.until(lambda: "3 new: a shows them" in session.text())
        assert found.cursor == 1
        assert len(found.ids) == 6
        assert session.screen.status.text == ""
        session.screen.news._look()
        assert not session.screen.refresher.running


async def test_a_look_that_is_under_way_is_said_quietly_and_r_takes_it_over(
    looking: Library, reader: Any, outlet: Outlet
) -> None:
    outlet.delay = 10 * WAIT
    async with reader(looking) as session:
        await paced(session)
        await session.until(lambda: outlet.asked)
        await session.until(lambda: session.screen.status.standing.endswith("looking for news"))
        assert session.screen.status.progress is None
        await session.pilot.press("R")
        await session.until(lambda: session.screen.status.standing == session.screen.refresher.standing)
        assert session.screen.refresher.running
        await session.pilot.press("R")
        await session.until(lambda: "Refresh stopped" in session.text())


async def test_a_look_that_finds_no_network_says_nothing(looking: Library, reader: Any, outlet: Outlet) -> None:
    outlet.shutdown()
    outlet.server_close()
    async with reader(looking) as session:
        await paced(session)
        await session.until(lambda: not session.screen.refresher.running)
        await session.settle()
        assert session.screen.status.text == ""
        assert session.app.screen is session.screen


@pytest.mark.parametrize(
    ("command", "said", "failed"),
    [
        ('echo "$PULLQUOTE_NEW new, $PULLQUOTE_FAILED failed, $PULLQUOTE_FEEDS feed, $PULLQUOTE_UNREAD unread"',
         "3 new, 0 failed, 1 feed, 9 unread", False),
        ("echo no bell >&2; exit 3", "refresh.command failed, exit status 3: no bell", True),
        ("no-such-command", "refresh.command failed, exit status 127: there is no such command", True),
    ],
    ids=["counts", "fails", "missing"],
)  # fmt: skip
async def test_a_command_runs_after_a_refresh(
    library: Library, reader: Any, outlet: Outlet, command: str, said: str, failed: bool
) -> None:
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamps")
    settings = Settings(refresh=replace(AT_ONCE, in_app=0, command=command))
    with Library.open(library.path.parent, settings=settings) as opened:
        async with reader(opened) as session:
            await session.pilot.press("R")
            await session.until(lambda: session.screen.status.text.startswith(said))
            assert session.screen.status.failed is failed


async def test_rules_run_during_a_refresh_and_what_they_tell_of_is_said(
    library: Library, reader: Any, outlet: Outlet
) -> None:
    rules = (Rule(name="Lamps", query="lamp", notify=True, tag=("lamps",)), Rule(query='"number 1"', mute=True))
    library._settings = replace(library.settings, rules=rules)
    library.feeds.add(f"http://{outlet.place}/feed", title="Lamp feed")
    async with reader(library) as session:
        await session.pilot.press("R")
        await session.until(lambda: "3 new. Lamps: 3 new articles" in session.text())
        await session.until(lambda: "2 new: a shows them" in session.text())  # the muted one is in no list
        assert [(tag.name, tag.articles) for tag in library.tags()] == [("lamps", 3)]
