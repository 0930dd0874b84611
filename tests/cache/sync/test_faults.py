"""What a server may do wrong, at every request of a sync: nothing here changes by it, and the next sync is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from pullquote.cache.core.errors import SyncError

from ..conftest import Loopback, Reply, Seen
from .conftest import Machine

TOKEN = "token-of-ada"


class StandIn(Loopback):
    """A server with Miniflux's own API, as its documentation has it, of one feed; ``fault`` is answered at ``at``.

    ``off`` is how far its clock is from ours.
    """

    def __init__(self, count: int = 5) -> None:
        super().__init__()
        self.fault: Reply | None = None
        self.at = -1
        self.off = timedelta(0)
        self.feed = "https://outlet.example/feed"
        self.entries = {n: self._entry(n) for n in range(1, count + 1)}

    def _now(self) -> datetime:
        return datetime.now(UTC) + self.off

    def _entry(self, number: int) -> dict[str, Any]:
        """Return an entry; the first two are of today, which are looked at again."""
        when = self._now() - timedelta(hours=1) if number < 3 else datetime(2026, 3, 1 + number % 28, 10, tzinfo=UTC)
        return {
            "id": number, "feed_id": 1, "status": "unread", "starred": False, "title": f"Pier {number}",
            "url": f"https://outlet.example/{number}", "published_at": when.isoformat(),
            "changed_at": self._now().isoformat(), "content": "<p>The pier is open.</p>", "author": "", "tags": [],
        }  # fmt: skip

    def _next(self, path: str) -> Any:
        return self._answer

    def _answer(self, seen: Seen) -> Reply:
        if len(self.requests) - 1 == self.at and self.fault is not None:
            return self.fault
        value, status = self._value(seen)
        headers = {"Content-Type": "application/json", "Date": format_datetime(self._now())}
        return Reply(status, headers, b"" if value is None else json.dumps(value).encode())

    def _value(self, seen: Seen) -> tuple[Any, int]:
        path, _, query = seen.path.partition("?")
        if seen["X-Auth-Token"] != TOKEN:
            return {"error_message": "Access Unauthorized"}, 401
        if path == "/v1/me":
            return {"id": 1, "username": "ada"}, 200
        if path == "/v1/feeds":
            return [{"id": 1, "feed_url": self.feed, "title": "Pier", "category": {"title": "Sea"}}], 200
        if path == "/v1/entries" and seen.method == "PUT":
            asked = json.loads(seen.body)
            for number in asked["entry_ids"]:
                self.entries[number] |= {"status": asked["status"], "changed_at": self._now().isoformat()}
            return None, 204
        if found := re.fullmatch(r"/v1/entries/(\d+)/bookmark", path):
            one = self.entries[int(found[1])]
            one |= {"starred": not one["starred"], "changed_at": self._now().isoformat()}
            return None, 204
        if found := re.fullmatch(r"/v1/entries/(\d+)", path):
            return self.entries[int(found[1])], 200
        if path == "/v1/entries":
            return self._list(dict(part.split("=") for part in query.split("&"))), 200
        return {"error_message": "not found"}, 404

    def _list(self, query: dict[str, str]) -> dict[str, Any]:
        after, before = int(query.get("after_entry_id", 0)), int(query.get("before_entry_id", 10**9))
        since = int(query.get("changed_after", 0))
        found = [
            one for number, one in sorted(self.entries.items(), reverse=query["direction"] == "desc")
            if after < number < before and datetime.fromisoformat(one["changed_at"]).timestamp() > since
        ]  # fmt: skip
        return {"total": len(found), "entries": found[: int(query["limit"])]}


FAULTS = {
    "401": Reply(401, {}, b"{}"),
    "429": Reply(429, {"Retry-After": "1"}, b""),
    "500": Reply(500, {}, b"oops"),
    "html": Reply(200, {"Content-Type": "text/html"}, b"<html><body>Please sign in</body></html>"),
    "[]": Reply(200, {}, b"[]"),
    "OK": Reply(200, {}, b"OK"),
    "cut": Reply(200, {}, b'{"total": 5, "entries": [{"id": 1, "feed', length=4000),
    "spaces": Reply(200, {}, b" " * (1 << 20)),
    "types": Reply(200, {}, b'{"id": [], "entries": [{"id": {}, "feed_id": -1, "title": 7}], "total": "x"}'),
    "words": Reply(200, {}, b'{"id": "abc", "entries": [{"id": "abc", "feed_id": "1", "status": "read"}]}'),
    "null": Reply(200, {}, b"null"),
}


@pytest.fixture
def server() -> Iterator[StandIn]:
    found = StandIn()
    yield found
    found.close()


async def joined(machine: Machine, server: StandIn) -> None:
    await machine.join("miniflux", server.url, "", TOKEN)
    await machine.sync()
    assert machine.account.error is None
    assert len(machine.state()) == len(server.entries)


@pytest.mark.parametrize("kind", FAULTS)
async def test_a_fault_at_any_request_changes_nothing_and_the_next_sync_is_whole(machines, server, kind):
    here = machines[0]
    await joined(here, server)
    server.requests.clear()
    await here.sync()
    length = len(server.requests)
    for at in range(length + 2):
        title = f"Pier {1 + at % 5}"
        was = here.state()
        here.library.mark_read([here.id(title)], not was[title][0])
        wanted = here.state()
        server.requests.clear()
        server.fault, server.at = FAULTS[kind], at
        await here.sync()
        assert here.state() == wanted, f"request {at}"
        server.at = -1
        with here.library.database.write() as conn:
            conn.execute("DELETE FROM host")  # the wait it asked for is over
        await here.sync()
        assert here.account.error is None
        assert (here.account.waiting, here.state()) == (0, wanted)
        assert {one["title"]: one["status"] == "read" for one in server.entries.values()} == {
            name: state[0] for name, state in wanted.items()
        }


async def test_the_first_sync_goes_on_where_it_was_ended(machines, server):
    server.entries = {n: server._entry(n) | {"published_at": "2026-03-01T10:00:00Z"} for n in range(1, 351)}
    here = machines[0]
    await here.join("miniflux", server.url, "", TOKEN)
    server.requests.clear()
    server.fault, server.at = FAULTS["500"], 5
    await here.sync()
    assert here.account.error
    had = len(here.state())
    assert 0 < had < 350
    server.requests.clear()
    server.at = -1
    await here.sync()
    assert here.account.error is None
    assert len(here.state()) == 350
    texts = [seen for seen in server.requests if "entry_id" in seen.path and "changed_after" not in seen.path]
    assert len(texts) * 100 < 350 + 100, "what had come was not asked for again"


@pytest.mark.parametrize("hours", [-2, 2])
async def test_a_clock_that_is_two_hours_off_hides_no_mark(machines, server, hours):
    server.off = timedelta(hours=hours)
    for one in server.entries.values():
        one["changed_at"] = server._now().isoformat()
    here = machines[0]
    await joined(here, server)
    server.entries[2] |= {"status": "read", "changed_at": (server._now() + timedelta(seconds=2)).isoformat()}
    await here.sync()
    assert here.state()["Pier 2"] == (True, False)
    here.library.star([here.id("Pier 3")], True)
    await here.sync()
    assert server.entries[3]["starred"] is True
    assert here.account.waiting == 0


async def test_who_asks_to_wait_is_left_alone(machines, server):
    here = machines[0]
    await joined(here, server)
    server.requests.clear()
    server.fault, server.at = Reply(429, {"Retry-After": "3600"}, b""), 0
    await here.sync()
    await here.sync()
    assert len(server.requests) == 1
    assert "wait" in (here.account.error or "")


async def test_what_a_server_sends_reaches_the_library_clean(machines, server):
    server.entries[1] |= {"title": "Pier \x1b]0;no\x07 1", "author": "\u202eada", "url": "javascript:alert(1)"}
    here = machines[0]
    await here.join("miniflux", server.url, "", TOKEN)
    await here.sync()
    assert not [title for title in here.state() if "\x1b" in title or "\x07" in title]


async def test_a_server_that_leads_elsewhere_is_told_with_where_and_not_followed(machines, server):
    server.fault, server.at = Reply(301, {"Location": "https://ada:secret@other.example/v1/me?token=secret"}, b""), 0
    with pytest.raises(SyncError) as raised:
        await machines[0].join("miniflux", server.url, "", TOKEN)
    assert "https://other.example" in str(raised.value)
    assert "secret" not in str(raised.value)
    assert len(server.requests) == 1


async def test_an_account_that_fails_is_no_feed_that_fails(machines, server):
    here = machines[0]
    await joined(here, server)
    server.requests.clear()
    server.fault, server.at = FAULTS["500"], 0
    events = await here.sync()
    assert events[-1].message == "0 new articles, 1 account failed."
