"""What must not be lost when accounts, subscriptions and articles come and go: here, on a server, in a copy."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from pullquote.cache.fetch.client import HttpRequest
from pullquote.cache.ingest.refresh.sync_line import place
from pullquote.cache.library import Library, examine
from pullquote.cache.sync.backend import Ask

from ..conftest import Loopback, Reply, Seen
from .conftest import SETTINGS, Machine, feed_of
from .test_faults import StandIn, joined

FEED = "https://outlet.example/feed"


class FeverStandIn(Loopback):
    """A server that speaks Fever, of two feeds: what it says of marks is the whole of them."""

    def __init__(self) -> None:
        super().__init__()
        self.feeds = {1: FEED, 2: "https://harbour.example/feed"}
        self.entries = {n: {"feed": 1 + n % 2, "read": False, "saved": False} for n in range(1, 7)}

    def _next(self, path: str) -> Any:
        return self._answer

    def _answer(self, seen: Seen) -> Reply:
        query = parse_qs(seen.path.partition("?")[2], keep_blank_values=True)
        form = parse_qs(seen.body.decode())
        value: dict[str, Any] = {"api_version": 3, "auth": 1}
        if "mark" in form and (one := self.entries.get(int(form["id"][0]))):
            word = form["as"][0]
            one["saved" if "saved" in word else "read"] = not word.startswith("un")
        if "groups" in query:
            value |= {"groups": [], "feeds_groups": []}
        elif "feeds" in query:
            value["feeds"] = [{"id": n, "title": f"Feed {n}", "url": url} for n, url in self.feeds.items()]
        elif "unread_item_ids" in query:
            value["unread_item_ids"] = self._ids("read", False)
        elif "saved_item_ids" in query:
            value["saved_item_ids"] = self._ids("saved", True)
        elif "with_ids" in query:
            wanted = query["with_ids"][0].split(",")
            value["items"] = [self._item(n) for n in self.entries if str(n) in wanted]
        elif "items" in query:
            value["items"] = [self._item(n) for n in self.entries if n > int(query["since_id"][0])][:50]
        return Reply(200, {"Content-Type": "application/json"}, json.dumps(value).encode())

    def _ids(self, name: str, value: bool) -> str:
        return ",".join(str(n) for n, one in self.entries.items() if one[name] is value)

    def _item(self, number: int) -> dict[str, Any]:
        one = self.entries[number]
        return {
            "id": number, "feed_id": one["feed"], "title": f"Pier {number}", "author": "", "html": "<p>Open again.</p>",
            "url": f"https://outlet.example/{number}", "is_saved": int(one["saved"]), "is_read": int(one["read"]),
            "created_on_time": 1_772_000_000 + number,
        }  # fmt: skip


@pytest.fixture
def server() -> Iterator[StandIn]:
    found = StandIn()
    yield found
    found.close()


@pytest.fixture
def fever() -> Iterator[FeverStandIn]:
    found = FeverStandIn()
    yield found
    found.close()


def feeds(machine: Machine) -> list[str]:
    return [feed.url for feed in machine.library.feeds.listed()]


async def test_an_account_that_is_added_again_gives_nothing_up_on_its_server(machines, server):
    here = machines[0]
    await joined(here, server)
    here.library.star([here.id("Pier 2")], True)
    await here.sync()
    here.library.accounts.remove(here.account.id, keep=False)
    assert feeds(here) == []
    here.library.mark_read([here.id("Pier 3")], True)
    await joined(here, server)
    await here.sync()
    assert feeds(here) == [FEED]
    assert "DELETE" not in {seen.method for seen in server.requests}
    assert len(here.state()) == 5
    assert here.state()["Pier 2"] == (False, True)
    assert here.state()["Pier 3"] == (True, False)
    assert server.entries[3]["status"] == "read", "what was marked meanwhile is sent"


async def test_a_feed_given_up_here_before_its_account_came_is_not_given_up_on_the_server(machines, server):
    here = machines[0]
    feed = here.library.feeds.add(FEED)
    here.library.feeds.remove(feed.id)
    await joined(here, server)
    await here.sync()
    assert "DELETE" not in {seen.method for seen in server.requests}
    assert feeds(here) == [FEED]


async def test_a_star_outlasts_its_subscription_on_a_server_that_tells_all_stars(machines, fever):
    here = machines[0]
    await here.join("fever", fever.url, "ada", "secret")
    await here.sync()
    assert (here.account.error, len(here.state())) == (None, 6)
    here.library.star([here.id("Pier 1"), here.id("Pier 2")], True)
    await here.sync()
    assert here.account.waiting == 0
    del fever.feeds[2]
    fever.entries = {n: one for n, one in fever.entries.items() if one["feed"] == 1}
    await here.sync()
    assert here.state()["Pier 1"] == (False, True)
    assert here.state()["Pier 2"] == (False, True)
    fever.entries[2]["saved"] = False
    await here.sync()
    assert here.state()["Pier 1"] == (False, True)
    assert here.state()["Pier 2"] == (False, False), "taken away there, it goes"


async def test_a_star_of_an_entry_the_server_let_go_stays(machines, fever):
    here = machines[0]
    await here.join("fever", fever.url, "ada", "secret")
    await here.sync()
    here.library.star([here.id("Pier 1"), here.id("Pier 2")], True)
    await here.sync()
    del fever.entries[1]
    await here.sync()
    assert here.state()["Pier 1"][1] is True


async def test_a_mark_of_an_entry_the_server_let_go_waits_no_more(machines, fever):
    here = machines[0]
    await here.join("fever", fever.url, "ada", "secret")
    await here.sync()
    del fever.entries[1]
    here.library.star([here.id("Pier 1")], True)
    await here.sync()
    assert here.account.waiting == 0
    assert here.state()["Pier 1"][1] is True


async def test_a_removed_article_that_comes_back_is_marked_on_its_server_again(machines, server):
    here = machines[0]
    await joined(here, server)
    here.library.remove([here.id("Pier 2")])
    await here.sync()
    assert "Pier 2" not in here.state()
    here.library.undo()
    here.library.star([here.id("Pier 2")], True)
    await here.sync()
    assert server.entries[2]["starred"] is True


async def test_a_feed_taken_back_is_marked_on_its_server_again(machines, server):
    here = machines[0]
    await joined(here, server)
    here.library.feeds.remove(here.library.feeds.listed()[0].id)
    here.library.undo()
    here.library.star([here.id("Pier 2")], True)
    await here.sync()
    assert server.entries[2]["starred"] is True
    assert "DELETE" not in {seen.method for seen in server.requests}


async def test_entries_of_two_accounts_with_the_same_numbers_are_two(machines, server):
    here = machines[0]
    await joined(here, server)
    here.library.accounts.remove(here.account.id, keep=False)
    other = StandIn()
    for number, one in other.entries.items():
        one |= {"title": f"Lighthouse {number}", "url": f"https://outlet.example/light/{number}"}
    try:
        await here.join("miniflux", other.url, "", "token-of-ada")
        await here.sync()
        assert len(here.state()) == 10
    finally:
        other.close()


async def test_an_account_without_subscriptions_all_at_once_is_looked_at_twice(machines, fever):
    here = machines[0]
    await here.join("fever", fever.url, "ada", "secret")
    await here.sync()
    was, fever.feeds = fever.feeds, {}
    await here.sync()
    assert len(feeds(here)) == 2
    assert here.account.error
    fever.feeds = was
    await here.sync()
    assert here.account.error is None


async def test_all_stars_are_sent_in_one_sync(machines, server):
    server.entries = {n: server._entry(n) | {"published_at": "2026-03-01T10:00:00Z"} for n in range(1, 131)}
    here = machines[0]
    await joined(here, server)
    here.library.star(here.library.ids(""), True)
    await here.sync()
    assert here.account.waiting == 0
    assert all(one["starred"] for one in server.entries.values())


async def test_a_lost_library_comes_back_with_its_account_and_what_was_marked(machines, server):
    here = machines[0]
    await joined(here, server)
    here.library.mark_read([here.id("Pier 1")], True)
    here.library.star([here.id("Pier 2")], True)
    path = here.library.path
    here.library.close()
    path.write_bytes(b"not a library" * 1000)
    said = examine(path.parent)
    assert [line for line in said if "1 account" in line]
    here.library = Library.open(path.parent, settings=SETTINGS)
    assert (here.account.dialect, here.account.url) == ("miniflux", server.url)
    assert feeds(here) == [FEED]
    await here.sync()
    await here.sync()
    assert here.account.error is None
    assert here.state() == {f"Pier {n}": (n == 1, n == 2) for n in range(1, 6)}
    assert here.account.waiting == 0
    assert (server.entries[1]["status"], server.entries[2]["starred"]) == ("read", True)
    assert "DELETE" not in {seen.method for seen in server.requests}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE remote SET article = 99",
        "UPDATE remote SET account = 7",
        "UPDATE feed SET account = 7",
        "UPDATE outbox SET id = 'x'",
        "INSERT INTO pending (article, feed, key, new, complete, data) VALUES (99, 1, 'x', 0, 0, x'')",
        "UPDATE meta SET value = 1 WHERE key = 'syncing'",
        "DELETE FROM meta WHERE key = 'syncing'",
        "UPDATE remote SET starred = 9",
        "DROP TRIGGER article_read_here",
    ],
)
async def test_the_doctor_mends_what_is_kept_of_accounts(machines, server, damage):
    here = machines[0]
    await joined(here, server)
    here.library.star([here.id("Pier 2")], True)
    path = here.library.path
    here.library.close()
    with contextlib.closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(damage)
    said = examine(path.parent)
    assert len(said) > 2, said
    assert len(examine(path.parent)) == 2
    here.library = Library.open(path.parent, settings=SETTINGS)
    here.library.mark_read([here.id("Pier 1")], True)
    await here.sync()
    await here.sync()
    assert here.state()["Pier 2"] == (False, True)
    if "account" not in damage:
        assert server.entries[1]["status"] == "read"


async def test_feeds_that_become_local_bring_no_article_twice(machines, server, loopback, reply):
    loopback.on("/feed", reply(200, {"Content-Type": "application/rss+xml"}, feed_of("Pier", 5, 1)))
    server.feed = f"{loopback.url}/feed"
    for number, one in server.entries.items():
        one |= {"url": f"https://outlet.example/Pier/{number}", "published_at": f"2026-03-{1 + number:02}T10:00:00Z"}
    here = machines[0]
    await joined(here, server)
    here.library.mark_read([here.id("Pier 2")], True)
    here.library.accounts.remove(here.account.id, keep=True)
    with here.library.database.write() as conn:
        conn.execute("UPDATE feed SET private = 1")  # as one whose loopback address was typed
    before = here.state()
    events = [event async for event in here.library.refresh()]
    assert events[-1].failed == 0
    assert here.state() == before


async def test_an_article_of_another_feed_keeps_its_star_when_an_account_brings_it_too(
    machines, server, loopback, reply
):
    loopback.on("/other", reply(200, {"Content-Type": "application/rss+xml"}, feed_of("Pier", 5, 1)))
    for number, one in server.entries.items():
        one |= {"url": f"https://outlet.example/Pier/{number}", "published_at": f"2026-03-{1 + number:02}T10:00:00Z"}
    here = machines[0]
    here.library.feeds.add(f"{loopback.url}/other", typed=f"{loopback.url}/other")
    assert [event async for event in here.library.refresh()][-1].failed == 0
    here.library.star([here.id("Pier 2")], True)
    here.library.mark_read([here.id("Pier 3")], True)
    await joined(here, server)
    await here.sync()
    assert here.state() == {f"Pier {n}": (n == 3, n == 2) for n in range(1, 6)}
    assert server.entries[2]["starred"] is True
    assert server.entries[3]["status"] == "read"


async def test_a_mark_of_one_server_reaches_another_that_has_the_article(machines, server, fever):
    for number, one in server.entries.items():
        one["url"] = f"https://outlet.example/{number}"
    here = machines[0]
    await joined(here, server)
    await here.join("fever", fever.url, "ada", "secret")
    await here.sync()
    assert len(here.state()) == 6
    server.entries[2] |= {"status": "read", "starred": True, "changed_at": server._now().isoformat()}
    await here.sync()
    assert here.state()["Pier 2"] == (True, True)
    assert fever.entries[2]["read"]
    assert fever.entries[2]["saved"]
    assert sum(one.waiting for one in here.library.accounts.listed()) == 0


@pytest.mark.parametrize(
    ("base", "path", "asked"),
    [
        ("https://rss.example/api/fever.php", "", "https://rss.example/api/fever.php"),
        ("https://rss.example/fever", "", "https://rss.example/fever/"),
        ("https://rss.example", "", "https://rss.example/"),
        ("https://rss.example/greader.php/", "reader/api", "https://rss.example/greader.php/reader/api"),
    ],
)
def test_a_file_is_asked_itself(base, path, asked):
    assert place(base, path) == asked


async def test_an_address_as_the_settings_of_a_server_show_it_is_kept_without_its_query(machines, fever):
    account = await machines[0].join("fever", f"{fever.url}/fever.php/?api#top", "ada", "secret")
    assert account.url == f"{fever.url}/fever.php"
    assert fever.requests[-1].path.startswith("/fever.php?api=")


def test_what_is_sent_to_a_server_is_in_no_traceback():
    asked = Ask("POST", "x", form=(("Passwd", "hush"),), headers={"X-Auth-Token": "hush"}, json={"a": "hush"})
    sent = HttpRequest("https://x.example/", method="POST", body=b"Passwd=hush", headers={"X-Auth-Token": "hush"})
    assert "hush" not in f"{asked!r} {sent!r}"


async def test_a_mark_that_the_server_has_had_for_long_waits_no_more(machines, server):
    here = machines[0]
    await joined(here, server)
    server.entries[2] |= {"starred": True, "changed_at": "2026-01-01T10:00:00Z"}  # what it told once was not kept
    here.library.star([here.id("Pier 2")], True)
    await here.sync()
    assert here.account.waiting == 0
    assert here.state()["Pier 2"] == (False, True)
    assert server.entries[2]["starred"] is True
