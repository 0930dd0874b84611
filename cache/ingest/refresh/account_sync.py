"""Accounts on servers, as one stage of a refresh: marks go both ways, new entries come in as headlines.

For each account, in this order, each step in transactions of its own, so that whatever ends it, the next sync goes on:

1. sign in;
2. compare subscriptions: what was changed here is sent, what was changed there is taken over;
3. read marks: what the server says is written here, but for marks that wait (``sync.merging``);
4. send what waits, and read marks again: only what the server shows to have waits no more;
5. read new entries, a page at a time, each kept as a feed's are (``store.pending``), with where to go on;
6. look again at what an outlet may have changed meanwhile (``is_due_again``): no server tells.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import FetchError, SettingsError, SyncError, WorkerCrashed, WorkerTimeout
from pullquote.cache.core.feed import Stage
from pullquote.cache.core.servers.sync import Account, Mark, MarkName, RemoteEntry, RemoteFeed, RemoteMarks
from pullquote.cache.ingest.context import RefreshContext
from pullquote.cache.ingest.refresh.sync_line import SyncLine, credentials_of
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store import sync as store
from pullquote.cache.store.reading import articles
from pullquote.cache.store.undo import removed
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry
from pullquote.cache.sync import backend_for
from pullquote.cache.sync.merging import merged

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.store.sync import SyncedFeed
    from pullquote.cache.sync.backend import Backend

_KEPT_AT_ONCE = 50
_SUSPICIOUS = 100
"""Unread entries a server had of which it has none at once: it is asked again before they are marked read (S11)."""
SECOND_LOOK = 10.0
"""Seconds before it is asked again."""
_YOUNG = 3600.0
"""Seconds of age up to which an entry is looked at again by each sync."""
_OLDEST = 14 * 86_400.0
"""Seconds of age after which it is not any more."""
_LOOKED_AT = 1_000
"""Entries that one sync looks at again, the newest first."""


async def sync_accounts(context: RefreshContext, chosen: Collection[int] | None) -> None:
    """Sync the accounts of a library, or those chosen, one after another."""
    accounts, held = await context.library.look_up(lambda conn: (store.accounts(conn), feed_store.hosts(conn)))
    context.fetcher.holds.known = held | context.fetcher.holds.known
    for account in accounts:
        if chosen is not None and account.id not in chosen:
            continue
        async with context.fetcher.client() as client:
            line = SyncLine(account, client, context)
            await AccountSync(account, line, context).run()


class AccountSync:
    """One sync of one account. Belongs to one event loop."""

    def __init__(
        self,
        account: Account,
        line: SyncLine,
        context: RefreshContext,
        *,
        backend: Backend | None = None,
        second_look: float = SECOND_LOOK,
    ) -> None:
        """Prepare; ``backend`` is by default that of the account's dialect, over ``line``."""
        self._account = account
        self._line = line
        self._library = context.library
        self._events = context.events
        self._clock = context.clock
        self._logins = context.fetcher.logins
        self._backend = backend
        self._second_look = second_look
        self._title = account.name or account.user or account.url
        self._unknown: list[str] = []

    async def run(self) -> None:
        """Sync the account; what went wrong is kept with it, told as an event, and not raised."""
        self._events.total += 1
        error: str | None = None
        try:
            if self._backend is None:
                credentials = await asyncio.to_thread(credentials_of, self._logins, self._account)
                self._backend = backend_for(self._account.dialect, self._line, credentials)
            await self._sync(self._backend)
        except (FetchError, SyncError, SettingsError, WorkerTimeout, WorkerCrashed) as problem:
            error = str(problem)
        finally:
            moment = self._clock()
            await asyncio.shield(self._library.store(lambda c: store.tried(c, self._account.id, moment, error)))
        self._events.done += 1
        self._events.failed += error is not None
        self._events.accounts_failed += error is not None
        stage = Stage.FAILED if error else Stage.SYNCED
        self._events.report(stage, title=self._title, message=error or "")

    async def _sync(self, backend: Backend) -> None:
        await backend.sign_in()
        await self._compare_feeds(backend)
        await self._read_marks(backend)
        if await self._send(backend):
            await self._read_marks(backend)
            await self._let_go(backend, await self._library.look_up(lambda c: store.unconfirmed(c, self._account.id)))
        await self._read_entries(backend)
        await self._look_again(backend)

    # Subscriptions

    async def _compare_feeds(self, backend: Backend) -> None:
        number, moment = self._account.id, self._clock()
        there = {feed.id: feed for feed in await backend.feeds()}
        here = await self._library.look_up(lambda c: store.feeds(c, number))
        if not there and any(feed.remote is not None and not feed.removed for feed in here):
            raise SyncError(
                "The server says that it has no subscription any more, so nothing was changed here. "
                "`pullquote sync remove` gives an account up."
            )
        asked = False
        by_address = {feed.url: feed for feed in there.values()}
        for feed in here if self._account.changes_feeds else ():
            if feed.remote is None:
                if not feed.removed and feed.url not in by_address:
                    await backend.subscribe(feed.url, feed.folder)
                    asked = True
            elif feed.remote in there:
                asked = await self._send_feed(backend, feed, there[feed.remote]) or asked
        if asked:
            there = {feed.id: feed for feed in await backend.feeds()}

        def keep(conn: sqlite3.Connection) -> None:
            for feed in here:
                if feed.remote is not None and feed.remote not in there:
                    store.forget_feed(conn, number, feed.id, moment)
            for remote in there.values():
                store.keep_feed(conn, number, remote, moment)

        await self._library.store(keep)
        self._line.outlets = {feed.id: feed.title for feed in there.values()}

    async def _send_feed(self, backend: Backend, feed: SyncedFeed, remote: RemoteFeed) -> bool:
        """Send what was changed of a feed here; return whether anything was."""
        if feed.removed:
            await backend.unsubscribe(remote.id)
            return True
        renamed = feed.name not in (feed.remote_name, remote.title)
        moved = feed.folder not in (feed.remote_folder, remote.folder)
        if not (renamed or moved):
            return False
        title = feed.name if renamed else remote.title
        await backend.change(remote, title, feed.folder if moved else remote.folder)
        return True

    # Marks

    async def _read_marks(self, backend: Backend) -> None:
        number = self._account.id
        since = (await self._library.look_up(lambda c: store.account(c, number))).since
        marks = await backend.marks(since)
        if marks.unread is not None and await self._is_suspicious(marks):
            await asyncio.sleep(self._second_look)
            marks = await backend.marks(since)

        if marks.starred is not None:
            starred = await self._library.look_up(lambda c: store.marked(c, number, "starred", True))
            await self._let_go(backend, sorted(starred.difference(marks.starred)))

        def keep(conn: sqlite3.Connection) -> int:
            said = _said(conn, number, marks)
            changed = {entry: when for entry, _, _, when in marks.changed}
            count = write(conn, number, said, changed)
            store.keep_since(conn, number, marks.since)
            return count

        await self._library.store(keep)
        wanted = {*(marks.unread or ()), *(marks.starred or ()), *(entry for entry, *_ in marks.changed)}
        known = await self._library.look_up(lambda c: store.known(c, number, wanted))
        self._unknown = sorted(wanted.difference(known), reverse=True)

    async def _let_go(self, backend: Backend, doubtful: Sequence[str]) -> None:
        """Ask what has become of some entries: those the server has are marked as it says, the others are forgotten.

        What it has no more it does not list either, and nobody has unmarked it. What it had long been marked with it
        does not tell as a change, though it is what waited.
        """
        for start in range(0, len(doubtful), backend.texts_at_once):
            some = doubtful[start : start + backend.texts_at_once]
            page = await backend.missing(some)
            await self._keep(page.entries)
            there = {entry.id for entry in page.entries}
            gone = [entry for entry in some if entry not in there]
            await self._library.store(partial(store.let_go, number=self._account.id, ids=gone))

    async def _is_suspicious(self, marks: RemoteMarks) -> bool:
        if marks.unread:
            return False
        number = self._account.id
        return len(await self._library.look_up(lambda c: store.marked(c, number, "read", False))) > _SUSPICIOUS

    async def _send(self, backend: Backend) -> bool:
        """Send the marks that wait; return whether there were any."""
        number = self._account.id
        waiting = await self._library.look_up(lambda c: store.waiting(c, number))
        groups: dict[tuple[MarkName, bool], list[Mark]] = {}
        for mark in waiting:
            groups.setdefault((mark.name, mark.value), []).append(mark)
        for (name, value), marks in groups.items():
            for start in range(0, len(marks), backend.marks_at_once):
                some = marks[start : start + backend.marks_at_once]
                await backend.mark([mark.id for mark in some], name, value)
                await self._library.store(partial(store.sent, number=number, marks=some, when=self._clock()))
                self._events.report(Stage.SYNCING, title=self._title, message=f"{counted(len(some), 'mark')} sent")
        return bool(waiting)

    # Entries

    async def _read_entries(self, backend: Backend) -> None:
        number = self._account.id
        cursor = (await self._library.look_up(lambda c: store.account(c, number))).cursor
        more = True
        while more:
            page = await backend.newer(cursor)
            await self._keep(page.entries)
            cursor, more = page.cursor, page.more
            await self._library.store(partial(store.keep_cursor, number=number, cursor=cursor))
        known = await self._library.look_up(
            lambda c: {*store.known(c, number, self._unknown), *store.left_out(c, number, self._line.keys)}
        )
        unknown = [entry for entry in self._unknown if entry not in known]
        for start in range(0, len(unknown), backend.texts_at_once):
            await self._keep((await backend.missing(unknown[start : start + backend.texts_at_once])).entries)

    async def _look_again(self, backend: Backend) -> None:
        """Take over what has changed in entries that are here since the last sync."""
        number, moment, before = self._account.id, self._clock(), self._account.synced
        if before is None:
            return
        oldest = moment - timedelta(seconds=_OLDEST)
        written = await self._library.look_up(lambda c: store.written_since(c, number, oldest, self._line.keys))
        due = [
            one
            for one in written
            if is_due_again((moment - one.dated).total_seconds(), (before - one.dated).total_seconds())
        ][:_LOOKED_AT]
        self._line.digests = {one.id: one.digest for one in due}
        for start in range(0, len(due), backend.texts_at_once):
            page = await backend.missing([one.id for one in due[start : start + backend.texts_at_once]])
            await self._keep(page.entries)

    async def _keep(self, entries: Sequence[RemoteEntry]) -> None:
        number, moment = self._account.id, self._clock()
        listed = await self._library.look_up(lambda c: store.feeds(c, number))
        feeds = {feed.remote: feed for feed in listed if feed.remote}
        for start in range(0, len(entries), _KEPT_AT_ONCE):
            some = entries[start : start + _KEPT_AT_ONCE]
            new = await self._library.store(
                partial(keep_entries, number=number, feeds=feeds, entries=some, when=moment)
            )
            self._events.new += new
            self._events.report(Stage.SYNCING, title=self._title, message=f"{self._events.new:,} new")


def is_due_again(age: float, before: float) -> bool:
    """Return whether an entry is looked at again: at each sync while it is young, then when its age has doubled.

    Ages are in seconds, ``before`` at the last sync. So what is amended soon is seen soon, each is asked for some ten
    times in all, and a sync after days looks at all that came before them.
    """
    if age > _OLDEST:
        return False
    return age < _YOUNG or math.floor(math.log2(age / _YOUNG)) > math.floor(math.log2(max(before, 1.0) / _YOUNG))


def _said(conn: sqlite3.Connection, number: int, marks: RemoteMarks) -> dict[str, dict[MarkName, bool]]:
    """Return what a server says of entries that are known here, where that may be other than it was."""
    said: dict[str, dict[MarkName, bool]] = {}
    if marks.unread is None or marks.starred is None:
        return {entry: {"read": read, "starred": starred} for entry, read, starred, _ in marks.changed}
    unread, starred = set(marks.unread), set(marks.starred)
    waiting = {mark.id for mark in store.waiting(conn, number)}
    for name in store.MARKS:
        marked, unmarked = store.marked(conn, number, name, True), store.marked(conn, number, name, False)
        for entry in marked | unmarked:
            value = entry in starred if name == "starred" else entry not in unread
            if value != (entry in marked) or entry in waiting:
                said.setdefault(entry, {})[name] = value
    return said


def write(
    conn: sqlite3.Connection,
    number: int,
    said: Mapping[str, Mapping[MarkName, bool]],
    changed: Mapping[str, datetime | None],
) -> int:
    """Write what a server says of entries, but where what waits here holds (``merged``); return how many changed."""
    here = {(mark.id, mark.name): (mark.value, mark.made) for mark in store.waiting(conn, number, said)}
    known = store.known(conn, number, said)
    theirs: dict[str, dict[MarkName, bool]] = {}
    for entry, marks in said.items():
        if (base := known.get(entry)) is None:
            continue
        for name, there in marks.items():
            was = base.read if name == "read" else base.starred
            verdict = merged(was, there, here.get((entry, name)), changed.get(entry))
            if verdict == "send":
                continue
            if (entry, name) in here:
                store.confirm(conn, number, entry, name, here[entry, name][0])
            theirs.setdefault(entry, {})[name] = there
    with store.as_server(conn):
        return store.write_marks(conn, number, theirs)


def keep_entries(
    conn: sqlite3.Connection,
    number: int,
    feeds: Mapping[str, SyncedFeed],
    entries: Sequence[RemoteEntry],
    when: datetime,
) -> int:
    """Keep entries of an account as headlines, with their marks; return how many are new articles.

    An article that came before, by this feed or another, is the same one: it is read and starred where it is so here
    or there. So is one that was here, and of which only that it was read is known. One that says something else than it
    did is understood anew, as what a feed has changed. Entries of feeds that are not subscribed to, and of articles
    that were removed, stay away; those of a feed that was removed here, while its server goes on with it, are noted, so
    that they are not asked for again before it is back.
    """
    known = store.known(conn, number, [entry.id for entry in entries])
    new = 0
    for one in entries:
        of = feeds.get(one.feed)
        feed = of.id if of is not None and not of.removed else None
        if (here := known.get(one.id)) is not None:
            write(conn, number, {one.id: {"read": one.read, "starred": one.starred}}, {one.id: one.changed})
            if feed is not None and here.article is not None:
                _keep_change(conn, feed, here.article, one, when)
            continue
        if of is not None and of.removed:
            store.leave_out(conn, of.id, one.entry.key)
        if feed is None or one.article is None:
            continue
        row, last = store.article_of(conn, feed, one.entry.link, one.article.title), articles.last(conn)
        remembered = store.remembered_read(conn, feed, one.entry.key)
        if row is None:
            packed = keeping.packed(one.article)
            source = FeedEntry(feed, one.entry, one.digest)
            if not removed.keeps_out(conn, source, packed.article):
                row = _announce(conn, packed, source, one, when)
        else:
            store.note_digest(conn, feed, one.entry.key, row, one.digest)
        store.keep_entry(conn, number, one.id, row, read=one.read, starred=one.starred)
        if row is not None:
            new += row > last
            _mark_new(conn, number, one, fresh=row > last and not remembered)
    return new


def _announce(
    conn: sqlite3.Connection, packed: keeping.Packed, source: FeedEntry, one: RemoteEntry, when: datetime
) -> int:
    complete = one.whole or one.entry.link is None
    return keeping.announce(conn, packed, source=source, when=when, complete=complete, waiting=one.waiting)


def _keep_change(conn: sqlite3.Connection, feed: int, article: int, one: RemoteEntry, when: datetime) -> None:
    """Let the article of an entry that is known be understood anew, if its texts are others than they were."""
    if one.article is not None and store.note_digest(conn, feed, one.entry.key, article, one.digest):
        _announce(conn, keeping.packed(one.article), FeedEntry(feed, one.entry, one.digest), one, when)


def _mark_new(conn: sqlite3.Connection, number: int, one: RemoteEntry, *, fresh: bool) -> None:
    """Mark the article of an entry that is known from now on; what only we have is sent."""
    said: dict[MarkName, bool] = {"read": one.read, "starred": one.starred}
    if not fresh:
        said = {name: True for name, value in said.items() if value}
    with store.as_server(conn):
        store.write_marks(conn, number, {one.id: said})
    if not fresh:
        store.offer(conn, number, one.id)
