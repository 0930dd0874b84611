"""Miniflux, by its own API (https://miniflux.app/docs/api.html), signed in with a token.

Entries have numbers that grow. The first sync goes from the newest down, so that what is new is there first; after that
what is newer is asked for. Marks are read as what changed since: a second is asked again, because the server compares
whole seconds. A star is set by a call that changes it to and fro, so that it is looked at before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from pullquote.cache.core.article import Enclosure
from pullquote.cache.core.errors import FetchError, SyncError, SyncRefused
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.json_values import Value
from pullquote.cache.core.servers.sync import MarkName, RemoteEntry, RemoteFeed, RemoteMarks, RemotePage, What
from pullquote.cache.core.times.dates import read_date
from pullquote.cache.sync.backend import Answer, Ask, Credentials, Line

_AT_ONCE = 100
_CLOSE = 10
"""Entries that are asked for of a list of ``_AT_ONCE``, below which they are asked for one by one."""
_MOST = 100_000


class Miniflux:
    """A ``Backend``."""

    marks_at_once = _AT_ONCE
    texts_at_once = _AT_ONCE

    def __init__(self, line: Line, credentials: Credentials) -> None:
        self._line = line
        self._headers = {"X-Auth-Token": credentials.password}

    async def sign_in(self) -> str:
        """Return the user's name; see ``Backend``."""
        return str(await self._read("name", "v1/me"))

    async def feeds(self) -> list[RemoteFeed]:
        """Return all subscriptions."""
        return list(await self._read("feeds", "v1/feeds"))

    async def marks(self, since: str) -> RemoteMarks:
        """Return what changed; see ``Backend``."""
        if not since.isdecimal():
            answer = await self._ask(Ask("GET", "v1/me"))
            return RemoteMarks(since=str(max(0, (answer.date or 0) - 1)))
        changed: dict[str, tuple[str, bool, bool, datetime | None]] = {}
        after, newest = "0", int(since)
        while True:
            query = (("changed_after", since), ("order", "id"), ("direction", "asc"), ("limit", str(_AT_ONCE)))
            page: RemoteMarks = await self._read("marks", "v1/entries", (*query, ("after_entry_id", after)))
            changed |= {one[0]: one for one in page.changed}
            for one in page.changed:
                newest = max(newest, int(one[3].timestamp()) - 1 if one[3] else 0)
            last = page.changed[-1][0] if page.changed else after
            if not page.more or last == after:
                return RemoteMarks(changed=tuple(changed.values()), since=str(newest))
            after = last

    async def newer(self, cursor: str) -> RemotePage:
        """Return some entries; the cursor is the newest number that was seen, and how far down it has gone."""
        top, _, low = cursor.partition(" ")
        if not top:
            query: tuple[tuple[str, str], ...] = (("direction", "desc"),)
        elif low:
            query = (("direction", "desc"), ("before_entry_id", low))
        else:
            query = (("direction", "asc"), ("after_entry_id", top))
        page: RemotePage = await self._read("page", "v1/entries", (*query, ("order", "id"), ("limit", str(_AT_ONCE))))
        numbers = [int(one.id) for one in page.entries]
        newest = max([int(top or 0), *numbers])
        if top and not low:
            return RemotePage(page.entries, str(newest), page.more and newest > int(top))
        more = page.more and bool(numbers) and (not low or min(numbers) < int(low))
        return RemotePage(page.entries, f"{newest} {min(numbers)}" if more else str(newest), more or not top)

    async def missing(self, ids: Sequence[str]) -> RemotePage:
        """Return entries by their numbers: those that lie close together in one list, the others one by one."""
        found: list[RemoteEntry] = []
        wanted, close = sorted(map(int, ids), reverse=True), True
        while close and len(wanted) >= _CLOSE:
            query = (("direction", "desc"), ("before_entry_id", str(wanted[0] + 1)), ("order", "id"))
            page: RemotePage = await self._read("page", "v1/entries", (*query, ("limit", str(_AT_ONCE))))
            listed = {int(one.id): one for one in page.entries}
            there = [listed[number] for number in wanted if number in listed]
            found += there
            close = len(there) >= _CLOSE
            lowest = min(listed, default=0) if page.more else 0
            wanted = [number for number in wanted if number < lowest]
        for number in wanted:
            answer = await self._ask(Ask("GET", f"v1/entries/{number}"), gone=True)
            if answer.status == 200:
                found += (await self._line.read("page", answer.body)).entries
        return RemotePage(tuple(found))

    async def mark(self, ids: Sequence[str], name: MarkName, value: bool) -> None:
        """Set or remove a mark."""
        if name == "read":
            asked = {"entry_ids": [int(entry) for entry in ids], "status": "read" if value else "unread"}
            await self._ask(Ask("PUT", "v1/entries", json=asked))
            return
        for one in (await self.missing(ids)).entries:
            if one.starred != value:
                await self._ask(Ask("PUT", f"v1/entries/{one.id}/bookmark"))

    async def subscribe(self, url: str, folder: str) -> None:
        """Subscribe to a feed."""
        asked: dict[str, Any] = {"feed_url": url}
        if folder:
            asked["category_id"] = int(await self._category(folder))
        await self._ask(Ask("POST", "v1/feeds", json=asked), gone=True)

    async def unsubscribe(self, feed: str) -> None:
        """Unsubscribe."""
        await self._ask(Ask("DELETE", f"v1/feeds/{feed}"), gone=True)

    async def change(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Call a feed so, and put it into a folder; without one it stays where it is: Miniflux has none without."""
        asked: dict[str, Any] = {"title": title}
        if folder and folder != feed.folder:
            asked["category_id"] = int(await self._category(folder))
        await self._ask(Ask("PUT", f"v1/feeds/{feed.id}", json=asked))

    async def _category(self, name: str) -> str:
        """Return the number of a category, made where there is none."""
        folders: dict[str, str] = await self._read("folders", "v1/categories")
        if name not in folders:
            await self._ask(Ask("POST", "v1/categories", json={"title": name}))
            folders = await self._read("folders", "v1/categories")
        if name not in folders:
            raise SyncError(f"Miniflux did not take the folder “{name}”.")
        return folders[name]

    async def _read(self, what: What, path: str, query: tuple[tuple[str, str], ...] = ()) -> Any:
        answer = await self._ask(Ask("GET", path, query=query))
        return await self._line.read(what, answer.body)

    async def _ask(self, request: Ask, *, gone: bool = False) -> Answer:
        """Send a request; with ``gone``, that there is no such thing (or that it is there already) is no error."""
        answer = await self._line.ask(replace(request, headers=self._headers))
        if answer.status in (401, 403):
            raise SyncRefused("Miniflux does not know this token. Make one under Settings, API Keys, and add it again.")
        if answer.status // 100 == 2 or (gone and answer.status in (400, 404, 409)):
            return answer
        raise SyncError(f"Miniflux answered with an error (status {answer.status}).")


def _objects(body: bytes) -> Value:
    value = Value.parse(body)
    if not (value.is_object or value.is_list):
        raise FetchError("This is no answer of Miniflux.")
    return value


def _name(body: bytes) -> str:
    value = _objects(body)
    if not value.id("id"):
        raise FetchError("This is no answer of Miniflux.")
    return value.name("username")


def _list(body: bytes) -> Value:
    value = Value.parse(body)
    if not value.is_list:
        raise FetchError("This is no answer of Miniflux.")
    return value


def _feeds(body: bytes) -> list[RemoteFeed]:
    return [
        RemoteFeed(
            one.id("id"), one.raw("feed_url"), one.name("title"), one.name("category", "title"), one.address("site_url")
        )
        for one in _list(body).each(most=_MOST)
        if one.id("id")
    ]


def _folders(body: bytes) -> dict[str, str]:
    return {one.name("title"): one.id("id") for one in _list(body).each(most=_MOST) if one.id("id")}


def _entries(body: bytes) -> tuple[list[Value], bool]:
    """Return entries, each with a number, and whether others follow them; what has no number is left out.

    Others follow where the answer counts more in all, and after any entry where it does not count. How many were asked
    for says nothing: a server may send fewer at once.
    """
    value = Value.parse(body)
    if value.at("entries").is_list:
        listed = list(value.each("entries", most=_MOST))
        total = value.number("total")
        more = bool(listed) and (total is None or total > len(listed))
        return [one for one in listed if one.id("id").isdecimal()], more
    if value.id("id").isdecimal() and value.id("feed_id"):
        return [value], False
    raise FetchError("This is no answer of Miniflux.")


def _marks(body: bytes) -> RemoteMarks:
    entries, more = _entries(body)
    changed = (
        (one.id("id"), one.raw("status") != "unread", one.flag("starred"), read_date(one.raw("changed_at")))
        for one in entries
    )
    return RemoteMarks(changed=tuple(changed), more=more)


def _page(body: bytes) -> RemotePage:
    entries, more = _entries(body)
    return RemotePage(tuple(_entry(one) for one in entries if one.id("feed_id")), more=more)


def _entry(one: Value) -> RemoteEntry:
    files = [
        Enclosure(url, file.raw("mime_type") or None, file.number("size") or None)
        for file in one.each("enclosures", most=50)
        if (url := file.address("url"))
    ]
    entry = Entry(
        key=one.id("id"),
        title=one.name("title"),
        link=one.address("url"),
        authors=tuple(filter(None, (one.name("author"),))),
        published=read_date(one.raw("published_at")),
        content=one.raw("content"),
        categories=one.words("tags", most=50),
        enclosures=tuple(files),
    )
    return RemoteEntry(
        one.id("id"),
        one.id("feed_id"),
        entry,
        read=one.raw("status") != "unread",
        starred=one.flag("starred"),
        changed=read_date(one.raw("changed_at")),
    )


READ: Final[dict[What, Callable[[bytes], Any]]] = {
    "name": _name,
    "feeds": _feeds,
    "folders": _folders,
    "marks": _marks,
    "page": _page,
}
"""How answers are read, in a worker."""
