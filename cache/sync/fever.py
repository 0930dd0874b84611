"""Fever, as Miniflux, FreshRSS, coldsweat and the plugin of tt-rss speak it. Subscriptions are only read.

Entries have numbers that grow; a request brings up to fifty. A mark is one request an entry. Whether somebody is let in
stands in ``auth`` of every answer, which is a 200 whatever comes of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Final

from pullquote.cache.core.errors import FetchError, SyncError, SyncRefused
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.json_values import Value
from pullquote.cache.core.servers.sync import (
    MarkName,
    RemoteEntry,
    RemoteFeed,
    RemoteIds,
    RemoteMarks,
    RemotePage,
    What,
)
from pullquote.cache.core.times.dates import read_date
from pullquote.cache.sync.backend import Ask, Credentials, Line, until_all

_AT_ONCE = 50
_MOST = 1_000_000
_WORDS: dict[tuple[MarkName, bool], str] = {
    ("read", True): "read",
    ("read", False): "unread",
    ("starred", True): "saved",
    ("starred", False): "unsaved",
}


class Fever:
    """A ``Backend``."""

    marks_at_once = 25
    texts_at_once = _AT_ONCE

    def __init__(self, line: Line, credentials: Credentials) -> None:
        self._line = line
        words = f"{credentials.user}:{credentials.password}".encode()
        self._key = hashlib.md5(words, usedforsecurity=False).hexdigest()  # as the protocol has it
        self._user = credentials.user

    async def sign_in(self) -> str:
        """Sign in; see ``Backend``."""
        await self._read("done")
        return self._user

    async def feeds(self) -> list[RemoteFeed]:
        """Return all subscriptions."""
        folders: dict[str, str] = await self._read("folders", ("groups", ""))
        found: list[RemoteFeed] = list(await self._read("feeds", ("feeds", "")))
        return [RemoteFeed(one.id, one.url, one.title, folders.get(one.id, ""), one.site) for one in found]

    async def marks(self, since: str) -> RemoteMarks:
        """Return all that is unread, and all that is starred."""
        unread: RemoteIds = await self._read("ids", ("unread_item_ids", ""))
        starred: RemoteIds = await self._read("ids", ("saved_item_ids", ""))
        return RemoteMarks(unread=unread.ids, starred=starred.ids, since=since)

    async def newer(self, cursor: str) -> RemotePage:
        """Return some entries after the number the cursor is."""
        after = cursor if cursor.isdecimal() else "0"
        page: RemotePage = await self._read("page", ("items", ""), ("since_id", after))
        numbers = [int(one.id) for one in page.entries if one.id.isdecimal()]
        top = max([int(after), *numbers])
        return RemotePage(page.entries, str(top), more=top > int(after))

    async def missing(self, ids: Sequence[str]) -> RemotePage:
        """Return entries by their numbers."""
        return await until_all(self._some, ids)

    async def _some(self, ids: Sequence[str]) -> RemotePage:
        page: RemotePage = await self._read("page", ("items", ""), ("with_ids", ",".join(ids)))
        return page

    async def mark(self, ids: Sequence[str], name: MarkName, value: bool) -> None:
        """Set or remove a mark."""
        for entry in ids:
            asked = (("mark", "item"), ("as", _WORDS[name, value]), ("id", entry))
            await self._read("done", form=asked)

    async def subscribe(self, url: str, folder: str) -> None:
        """Raise ``SyncError``: Fever cannot subscribe."""
        raise SyncError("Fever cannot change subscriptions: change them on the server.")

    async def unsubscribe(self, feed: str) -> None:
        """Raise ``SyncError``: Fever cannot unsubscribe."""
        raise SyncError("Fever cannot change subscriptions: change them on the server.")

    async def change(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Raise ``SyncError``: Fever cannot change a feed."""
        raise SyncError("Fever cannot change subscriptions: change them on the server.")

    async def _read(self, what: What, *query: tuple[str, str], form: tuple[tuple[str, str], ...] = ()) -> Any:
        request = Ask("POST", "", query=(("api", ""), *query), form=(("api_key", self._key), *form))
        answer = await self._line.ask(request)
        if answer.status in (401, 403):
            raise SyncRefused("The server does not let this name and password in. `pullquote sync add` takes others.")
        if answer.status != 200:
            raise SyncError(f"The server answered with an error (status {answer.status}).")
        return await self._line.read(what, answer.body)


def _answer(body: bytes) -> Value:
    value = Value.parse(body)
    if not value.is_object or value.id("auth") not in ("0", "1"):
        raise FetchError("This is no answer of a Fever server.")
    if value.id("auth") == "0":
        raise SyncRefused("The server does not let this name and password in. `pullquote sync add` takes others.")
    return value


def _done(body: bytes) -> bool:
    return bool(_answer(body))


def _folders(body: bytes) -> dict[str, str]:
    """Return the name of a folder by the ids of the feeds in it."""
    value = _answer(body)
    if not value.at("groups").is_list:
        raise FetchError("This is no answer of a Fever server: it has no groups.")
    names = {one.id("id"): one.name("title") for one in value.each("groups", most=_MOST)}
    found: dict[str, str] = {}
    for one in value.each("feeds_groups", most=_MOST):
        for feed in one.raw("feed_ids").split(","):
            if feed.strip():
                found.setdefault(feed.strip(), names.get(one.id("group_id"), ""))
    return found


def _feeds(body: bytes) -> list[RemoteFeed]:
    value = _answer(body)
    if not value.at("feeds").is_list:
        raise FetchError("This is no answer of a Fever server: it has no feeds.")
    return [
        RemoteFeed(one.id("id"), one.raw("url"), one.name("title"), "", one.address("site_url"))
        for one in value.each("feeds", most=_MOST)
        if one.id("id")
    ]


def _ids(body: bytes) -> RemoteIds:
    value = _answer(body)
    for name in ("unread_item_ids", "saved_item_ids"):
        if value.has(name):
            text = value.raw(name)
            return RemoteIds(tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip())))
    raise FetchError("This is no answer of a Fever server: it has no ids.")


def _page(body: bytes) -> RemotePage:
    value = _answer(body)
    if not value.at("items").is_list:
        raise FetchError("This is no answer of a Fever server: it has no entries.")
    return RemotePage(tuple(_entry(one) for one in value.each("items", most=_MOST) if one.id("id")))


def _entry(one: Value) -> RemoteEntry:
    seconds = one.id("created_on_time")
    entry = Entry(
        key=one.id("id"),
        title=one.name("title"),
        link=one.address("url"),
        authors=tuple(filter(None, (one.name("author"),))),
        published=read_date(seconds) if seconds else None,
        content=one.raw("html"),
    )
    return RemoteEntry(
        one.id("id"), one.id("feed_id"), entry, read=one.id("is_read") == "1", starred=one.id("is_saved") == "1"
    )


READ: Final[dict[What, Callable[[bytes], Any]]] = {
    "done": _done,
    "folders": _folders,
    "feeds": _feeds,
    "ids": _ids,
    "page": _page,
}
"""How answers are read, in a worker."""
