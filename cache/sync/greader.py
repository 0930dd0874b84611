"""The protocol of Google Reader, as FreshRSS, Miniflux, CommaFeed, The Old Reader and others speak it.

What was seen of servers and holds here: the order of a form is token, mark, entries, one mark a request; every write
has both the header and the token; ids come as decimals and as ``tag:google.com,2005:reader/item/`` with hexadecimals;
answers are JSON whatever their type says; ``xt`` of read entries is what makes the unread, not a stream of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from pullquote.cache.core.article import Enclosure
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
from pullquote.cache.sync.backend import Answer, Ask, Credentials, Line, until_all

_STATE = "user/-/state/com.google/"
_READ = f"{_STATE}read"
_STARRED = f"{_STATE}starred"
_ALL = f"{_STATE}reading-list"
_ITEM = "tag:google.com,2005:reader/item/"
_LABEL = "/label/"
_IDS_AT_ONCE = 1_000
_TEXTS_AT_ONCE = 100
_MOST = 1_000_000
_OVERLAP = 3_600
"""Seconds that are asked again: a server may put entries in with a time that has passed."""


class GoogleReader:
    """A ``Backend``."""

    marks_at_once = 250
    texts_at_once = _TEXTS_AT_ONCE

    def __init__(self, line: Line, credentials: Credentials) -> None:
        self._line = line
        self._credentials = credentials
        self._auth = self._token = ""
        self._tries = 0

    async def sign_in(self) -> str:
        """Sign in; see ``Backend``."""
        self._tries += 1
        form = (("Email", self._credentials.user), ("Passwd", self._credentials.password))
        answer = await self._line.ask(Ask("POST", "accounts/ClientLogin", form=form))
        if answer.status in (400, 401, 403) or self._tries > 2:
            raise SyncRefused("The server does not let this name and password in. `pullquote sync add` takes others.")
        if answer.status != 200:
            raise SyncError(f"The server answered with an error (status {answer.status}).")
        self._auth = await self._line.read("token", answer.body)
        answer = await self._send(Ask("GET", "reader/api/0/token"))
        self._token = await self._line.read("done", answer.body)
        return self._credentials.user

    async def feeds(self) -> list[RemoteFeed]:
        """Return all subscriptions."""
        return list(await self._read("feeds", "subscription/list", (("output", "json"),)))

    async def marks(self, since: str) -> RemoteMarks:
        """Return all that is unread, and all that is starred."""
        unread = await self._all_ids((("s", _ALL), ("xt", _READ)))
        starred = await self._all_ids((("s", _STARRED),))
        return RemoteMarks(unread=tuple(unread), starred=tuple(starred), since=since)

    async def newer(self, cursor: str) -> RemotePage:
        """Return some entries, the newest first; the cursor says from when on, and where in the list it is."""
        at = _Cursor.read(cursor)
        query = [("s", _ALL), ("n", str(_TEXTS_AT_ONCE)), ("output", "json")]
        if at.since:
            query.append(("ot", str(at.since)))
        if at.more:
            query.append(("c", at.more))
        answer = await self._ask(Ask("GET", _path("stream/items/ids"), query=tuple(query)))
        found: RemoteIds = await self._line.read("ids", answer.body)
        began = at.began or (answer.date or 0)
        new = await self._line.unknown(found.ids)
        page = await self.missing(new) if new else RemotePage()
        if found.more and found.more != at.more and found.ids:
            return RemotePage(page.entries, _Cursor(at.since, began, found.more).written(), more=True)
        return RemotePage(page.entries, _Cursor(max(0, began - _OVERLAP), 0, "").written())

    async def missing(self, ids: Sequence[str]) -> RemotePage:
        """Return entries by their ids."""
        return await until_all(self._some, ids)

    async def _some(self, ids: Sequence[str]) -> RemotePage:
        form = [("T", self._token), *(("i", entry) for entry in ids), ("output", "json")]
        answer = await self._ask(Ask("POST", _path("stream/items/contents"), form=tuple(form)))
        page: RemotePage = await self._line.read("page", answer.body)
        return page

    async def mark(self, ids: Sequence[str], name: MarkName, value: bool) -> None:
        """Set or remove a mark."""
        state = _READ if name == "read" else _STARRED
        await self._write("edit-tag", (("a" if value else "r", state), *(("i", entry) for entry in ids)))

    async def subscribe(self, url: str, folder: str) -> None:
        """Subscribe to a feed."""
        labels = (("a", f"user/-{_LABEL}{folder}"),) if folder else ()
        await self._write("subscription/edit", (("ac", "subscribe"), ("s", f"feed/{url}"), *labels))

    async def unsubscribe(self, feed: str) -> None:
        """Unsubscribe."""
        await self._write("subscription/edit", (("ac", "unsubscribe"), ("s", feed)))

    async def change(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Call a feed so, and put it into a folder."""
        moved = folder != feed.folder
        added = (("a", f"user/-{_LABEL}{folder}"),) if moved and folder else ()
        gone = (("r", f"user/-{_LABEL}{feed.folder}"),) if moved and feed.folder else ()
        await self._write("subscription/edit", (("ac", "edit"), ("s", feed.id), ("t", title), *added, *gone))

    async def _all_ids(self, stream: tuple[tuple[str, str], ...]) -> list[str]:
        """Return the ids of a stream to its end, each once; asked again where it changed its size meanwhile."""
        found: dict[str, None] = {}
        for _ in range(3):
            found.clear()
            more, seen, count = "", set[str](), 0
            while True:
                query = (*stream, ("n", str(_IDS_AT_ONCE)), ("output", "json"), *((("c", more),) if more else ()))
                page: RemoteIds = await self._read("ids", "stream/items/ids", query)
                found |= dict.fromkeys(page.ids)
                count += len(page.ids)
                if not page.more or not page.ids:
                    break
                if page.more in seen:
                    raise SyncError("The server gave the same part of a list twice.")
                seen.add(page.more)
                more = page.more
            if count == len(found):
                break
        return list(found)

    async def _read(self, what: What, path: str, query: tuple[tuple[str, str], ...]) -> Any:
        answer = await self._ask(Ask("GET", _path(path), query=query))
        return await self._line.read(what, answer.body)

    async def _write(self, path: str, form: tuple[tuple[str, str], ...]) -> None:
        answer = await self._ask(Ask("POST", _path(path), form=(("T", self._token), *form)))
        await self._line.read("done", answer.body)

    async def _ask(self, request: Ask) -> Answer:
        """Send a request; sign in once more where the server has forgotten us."""
        answer = await self._send(request)
        if answer.status in (401, 403):
            old = self._token
            await self.sign_in()
            form = request.form
            if form is not None:
                form = tuple((key, self._token if key == "T" and value == old else value) for key, value in form)
            answer = await self._send(msgspec.structs.replace(request, form=form))
        if answer.status in (401, 403):
            raise SyncRefused("The server does not let us in any more. `pullquote sync add` takes the password anew.")
        if answer.status != 200:
            raise SyncError(f"The server answered with an error (status {answer.status}).")
        return answer

    async def _send(self, request: Ask) -> Answer:
        headers = {"Authorization": f"GoogleLogin auth={self._auth}"}
        return await self._line.ask(msgspec.structs.replace(request, headers=headers))


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where entries are read on: those since a time, of a reading that began at another, at a place in the list."""

    since: int = 0
    began: int = 0
    more: str = ""

    @staticmethod
    def read(text: str) -> _Cursor:
        try:
            return msgspec.json.decode(text, type=_Cursor) if text else _Cursor()
        except msgspec.MsgspecError:
            return _Cursor()

    def written(self) -> str:
        return msgspec.json.encode(self).decode()


def _path(call: str) -> str:
    return f"reader/api/0/{call}"


def canonical(text: str) -> str:
    """Return the one form of an id: a decimal without sign, where it is a number of 64 bits, else as it is.

    ``tag:google.com,2005:reader/item/000660dab0567e18``, ``-1`` and a bare decimal are numbers; other servers have
    words of their own.
    """
    long = text.startswith(_ITEM)
    word = text.removeprefix(_ITEM)
    if long and len(word) == 16 and all(sign in "0123456789abcdefABCDEF" for sign in word):
        return str(int(word, 16))
    if not long and word.removeprefix("-").isdecimal() and len(word) <= 20:
        number = int(word)
        return str(number + (1 << 64) if number < 0 else number)
    return word


def _token(body: bytes) -> str:
    for line in body[:10_000].decode("utf-8", "replace").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "Auth" and value.strip() and value.strip().isprintable():
            return value.strip()
    raise FetchError("This is no answer of a Google Reader server: it has no sign-in.")


def _done(body: bytes) -> str:
    """Return the token, or the ``OK``, that a body is."""
    text = body[:2_000].decode("utf-8", "replace").strip()
    if not text or not text.isprintable() or (text.startswith(("<", "[", "{")) and not text.startswith('{"')):
        raise FetchError("This is no answer of a Google Reader server.")
    return text


def _feeds(body: bytes) -> list[RemoteFeed]:
    value = Value.parse(body)
    if not value.at("subscriptions").is_list:
        raise FetchError("This is no answer of a Google Reader server: it has no subscriptions.")
    found = []
    for one in value.each("subscriptions", most=_MOST):
        if not (number := one.raw("id")[:500]):
            continue
        folder = next((label.name("label") for label in one.each("categories", most=20)), "")
        found.append(RemoteFeed(number, one.raw("url"), one.name("title"), folder, one.address("htmlUrl")))
    return found


def _ids(body: bytes) -> RemoteIds:
    value = Value.parse(body)
    if not value.has("itemRefs"):  # an empty list, or null, but not some other answer: nothing would be unread
        raise FetchError("This is no answer of a Google Reader server: it has no list of entries.")
    found = [canonical(number) for one in value.each("itemRefs", most=_MOST) if (number := one.id("id"))]
    return RemoteIds(tuple(found), value.id("continuation"))


def _page(body: bytes) -> RemotePage:
    value = Value.parse(body)
    if not value.at("items").is_list:
        raise FetchError("This is no answer of a Google Reader server: it has no entries.")
    return RemotePage(tuple(_entry(one) for one in value.each("items", most=_MOST) if one.id("id")))


def _entry(one: Value) -> RemoteEntry:
    number = canonical(one.id("id"))
    links = [
        url for name in ("canonical", "alternate") for link in one.each(name, most=5) if (url := link.address("href"))
    ]
    states = [label for label in _texts(one, "categories") if "/state/com.google/" in label]
    files = [
        Enclosure(url, file.raw("type") or None, file.number("length") or None)
        for file in one.each("enclosure", most=50)
        if (url := file.address("href"))
    ]
    seconds = one.number("published")
    entry = Entry(
        key=number,
        title=one.name("title"),
        link=links[0] if links else None,
        authors=tuple(filter(None, (one.name("author"),))),
        published=read_date(str(seconds)) if seconds else None,
        content=one.raw("content", "content") or one.raw("summary", "content"),
        enclosures=tuple(files),
    )
    return RemoteEntry(
        number,
        one.raw("origin", "streamId")[:500],
        entry,
        read=any(state.endswith("/read") for state in states),
        starred=any(state.endswith("/starred") for state in states),
    )


def _texts(one: Value, name: str) -> tuple[str, ...]:
    return one.words(name, most=200)


READ: Final[dict[What, Callable[[bytes], Any]]] = {
    "token": _token,
    "done": _done,
    "feeds": _feeds,
    "ids": _ids,
    "page": _page,
}
"""How answers are read, in a worker."""
