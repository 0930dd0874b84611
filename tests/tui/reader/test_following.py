"""Following from the list, the count in the status line, and what is said after a refresh."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.following.topics import Topic
from pullquote.cache.core.settings import Open, Refresh, Settings
from pullquote.cache.library import Library

from ...cache.conftest import Loopback, Reply, loopback, reply

__all__ = ["loopback", "reply"]

FEED = """<rss version="2.0"><channel><title>The Lantern</title>{}</channel></rss>"""
ITEM = """<item><title>Story {0} of the street</title><guid>{0}</guid><link>http://unasked.invalid/{0}</link>
<description>Words about the street and nothing else.</description></item>"""


def feed(count: int) -> bytes:
    return FEED.format("".join(map(ITEM.format, range(count)))).encode()


def titles(library: Library) -> list[str]:
    return [topic.title for topic in library.following.topics() if topic.followed]


async def test_plus_in_a_filtered_list_follows_the_query_and_minus_ends_that(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *"street", "enter")
        await session.until(lambda: session.screen.list.current_query.filter == "street")
        await session.press("plus")
        await session.until(lambda: titles(library) == ["street"])
        await session.until(lambda: "Followed: street" in session.text())
        assert session.screen.list.current_query.filter == "street"
        assert "Follow" in session.text()
        await session.press("minus")
        await session.until(lambda: titles(library) == [])
        await session.press("U")
        await session.until(lambda: titles(library) == ["street"])


async def test_a_feed_that_is_followed_stands_among_the_sections_twice(library: Library, reader: Any) -> None:
    followed = library.feeds.add("https://alpha.example/feed", title="Alpha")
    library.following.follow(Topic(query=f"feed:{followed.id}", title="Alpha"))
    async with reader(library) as session:
        await session.press("t")
        await session.until(lambda: session.text().count("Alpha") == 2)


async def test_a_search_and_a_section_are_followed_as_one_query(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("t", "down", "enter", "slash", *"street", "enter")
        await session.until(lambda: session.screen.list.current_query.search == "street")
        await session.press("plus")
        await session.until(lambda: titles(library) == ["Unread: street"])
        assert library.following.topics()[0].query == "is:unread street"


async def test_a_filter_for_one_name_follows_the_name(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *'person:"Ines Holloway"', "enter")
        await session.until(lambda: session.screen.list.current_query.filter)
        await session.press("plus")
        await session.until(lambda: library.names.find("Ines Holloway").followed)
        assert library.following.topics() == []
        await session.press("minus")
        await session.until(lambda: not library.names.find("Ines Holloway").followed)


async def test_a_list_of_all_says_what_can_be_followed(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("plus")
        await session.until(lambda: "/ or F first: + then follows that" in session.text())
        await session.press("F", *"is:followed", "enter", "plus")
        await session.until(lambda: "follow already" in session.text())
        assert library.following.topics() == []


async def test_the_sections_have_what_is_followed_with_its_counts(library: Library, reader: Any) -> None:
    library.following.follow(Topic("street", "street"))
    library.following.watch(Topic("lamps", "lamp"))
    library.names.follow([library.names.find("Dara Finch").id])
    unread, every = library.following.unread(), library.count("is:followed")
    async with reader(library) as session:
        await session.press("t")
        await session.until(lambda: "Dara Finch" in session.text() and "Watched" in session.text())
        lines = [line.split() for line in session.text().splitlines()]
        assert any(line[-4:] == ["Followed", str(unread), "of", str(every)] for line in lines if line) or any(
            "Followed" in line and str(every) in line for line in lines
        )
        await session.press(*"Dara", "enter")
        await session.until(lambda: session.screen.list.current_query.section == 'person:"Dara Finch"')


@pytest.mark.parametrize(("width", "shown"), [(120, "{} followed, 1 of"), (40, "{} followed, 1 of")])
async def test_the_status_line_counts_what_is_unread_of_it(
    library: Library, reader: Any, width: int, shown: str
) -> None:
    library.following.follow(Topic("street", "street"))
    unread = library.following.unread()
    assert unread > 0
    async with reader(library, size=(width, 24)) as session:
        await session.until(lambda: shown.format(unread) in session.screen.status.note)
        await session.press("F", *"is:followed", "enter", "A")
        await session.until(lambda: "followed" not in session.screen.status.note)


def recording(folder: Path) -> str:
    """Return a command that writes what it is told to a file."""
    script = folder / "tell.py"
    script.write_text(
        "import json, sys\n"
        f"with open({str(folder / 'told')!r}, 'a') as file: print(json.dumps(sys.argv[1:]), file=file)\n"
    )
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"


def told(folder: Path) -> list[list[str]]:
    file = folder / "told"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


async def test_after_a_refresh_one_line_says_what_came_and_stands_there(
    library: Library, reader: Any, loopback: Loopback, reply: type[Reply], tmp_path: Path
) -> None:
    library._settings = Settings(
        refresh=Refresh(spacing=0, pages=False, notify=True), open=Open(notify=recording(tmp_path))
    )
    library.feeds.add(loopback.on("/feed", reply(body=feed(2))))
    library.following.follow(Topic("street", "street"))
    async with reader(library) as session:
        await session.press("R")
        await session.until(lambda: "2 new for street" in session.screen.status.standing)
        assert "2 new for street. 2 new" in session.screen.status.text
        assert told(tmp_path) == []  # who asked is looking
        await session.press("a")
        await session.until(lambda: "for street" not in session.screen.status.standing)


async def test_a_look_of_its_own_tells_the_command_once(
    library: Library, reader: Any, loopback: Loopback, reply: type[Reply], tmp_path: Path
) -> None:
    library._settings = Settings(
        refresh=Refresh(spacing=0, pages=False, notify=True), open=Open(notify=recording(tmp_path))
    )
    library.feeds.add(loopback.on("/feed", reply(body=feed(2)), reply(body=feed(2)), reply(body=feed(3))))
    library.following.follow(Topic("street", "street"))
    async with reader(library) as session:
        for times, sentence in ((1, "2 new for street"), (1, "2 new for street"), (2, "1 new for street")):
            session.screen.refresher.start([feed.id for feed in library.feeds.listed()], quiet=True)
            await session.until(lambda: not session.screen.refresher.running)
            await session.until(lambda times=times: len(told(tmp_path)) == times)
            assert told(tmp_path)[-1] == [sentence]


async def test_a_command_that_fails_is_said(
    library: Library, reader: Any, loopback: Loopback, reply: type[Reply]
) -> None:
    library._settings = Settings(
        refresh=Refresh(spacing=0, pages=False, notify=True), open=Open(notify="/no/such/program")
    )
    library.feeds.add(loopback.on("/feed", reply(body=feed(1))))
    library.following.follow(Topic("street", "street"))
    async with reader(library) as session:
        session.screen.refresher.start(None, quiet=True)
        await session.until(lambda: "/no/such/program of open.notify" in session.text())
