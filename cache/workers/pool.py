"""Killable worker processes: the only place where foreign bytes meet a parser (P1, C6, C14).

A worker is a plain Python process that reads jobs from a socket, one at a time, as length-prefixed
msgpack, and answers each. A job past its deadline costs its worker: the process is killed, the job ends in
``WorkerTimeout``, another process takes its place. Memory is capped by the system (``RLIMIT_AS``). A worker
ends by itself when its parent is gone (end of the socket, or its own alarm within a job).

``Workers`` belongs to one running event loop, in whatever thread that runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from pullquote.cache.core import errors
from pullquote.cache.core.article import Article
from pullquote.cache.core.feed import Entry, ParsedFeed
from pullquote.cache.core.paths import site_rules
from pullquote.cache.core.results import KnownName
from pullquote.cache.feeds.fields import content_hash, is_whole
from pullquote.cache.workers.protocol import (
    BATCH,
    Answer,
    CheckPicture,
    EntryResult,
    FeedHead,
    FindLinks,
    FreshEntry,
    Job,
    Kind,
    Learn,
    ParseFeed,
    ReadFeed,
    ScalePicture,
    Understand,
    UnderstandEntries,
    Understood,
    Warm,
)
from pullquote.cache.workers.wire import pack
from pullquote.cache.workers.worker import LENGTH

if TYPE_CHECKING:
    from pullquote.cache.core.results import Scaled
    from pullquote.cache.feeds.discovery import PageLinks
    from pullquote.cache.images.header import PictureFacts

MEMORY = 1 << 30
"""Address space of a worker, in bytes."""
FEED_DEADLINE = 5.0
PAGE_DEADLINE = 10.0
ENTRY_DEADLINE = 5.0
START_DEADLINE = 30.0
"""Seconds of wall time. Reading the parsers in for the first time is not counted against a job."""

_T = TypeVar("_T")


class Workers:
    """A pool of worker processes. Use as ``async with Workers() as workers``.

    Processes start when they are first needed; ``size`` bounds how many work at once. Every method raises
    what the job raised (``FeedError``, ``ExtractError``), ``WorkerTimeout`` or ``WorkerCrashed``.
    """

    def __init__(self, size: int | None = None, *, memory: int = MEMORY, known: Iterable[KnownName] = ()) -> None:
        self.size = size or max(1, min(8, os.cpu_count() or 1))
        self._memory = memory
        self._known = tuple(known)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._free = asyncio.Semaphore(self.size)

    async def __aenter__(self) -> Workers:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill every worker at once."""
        for worker in self._all:
            worker.kill()
        self._all.clear()
        self._idle.clear()

    def learn(self, names: Iterable[KnownName]) -> None:
        """Use these names in every job from now on."""
        self._known = tuple(names)

    async def parse_feed(
        self, data: bytes, *, url: str | None = None, content_type: str | None = None, deadline: float = FEED_DEADLINE
    ) -> ParsedFeed:
        """Read a feed's bytes."""
        return await self._do(ParseFeed(data, url, content_type), ParsedFeed, deadline, kind="feeds")

    async def read_feed(
        self,
        data: bytes,
        *,
        url: str | None = None,
        content_type: str | None = None,
        known: Mapping[str, bytes],
        outlet: str | None = None,
        fetched: datetime | None = None,
        deadline: float = ENTRY_DEADLINE,
    ) -> tuple[ParsedFeed, list[FreshEntry]]:
        """Read a feed and understand what is new or changed: the feed without its entries, and those entries.

        ``known`` maps entry keys to hashes. ``deadline`` is for understanding one entry; one that ends its worker
        costs itself only.
        """
        job = ReadFeed(data, url, content_type, dict(known), outlet, fetched)
        head: FeedHead | None = None
        refused: Answer | None = None
        found: list[FreshEntry] = []
        try:
            async with self._worker("entries") as worker:
                first = await worker.ask(job, FEED_DEADLINE)
                if first.ok is None:
                    refused = first
                else:
                    head = _value(first, FeedHead)
                    while len(found) < head.fresh:
                        found += _value(await worker.more(deadline + 0.5 * BATCH), list[FreshEntry])
        except (errors.WorkerTimeout, errors.WorkerCrashed):
            if head is None:
                raise
            found += await self._one_by_one(job, len(found), deadline)
        if head is None:
            raise _error(refused.kind, refused.sentence) if refused else errors.WorkerCrashed("This feed was not read.")
        return head.feed, found

    async def _one_by_one(self, job: ReadFeed, done: int, deadline: float) -> list[FreshEntry]:
        """Understand the fresh entries of a feed after the first ``done``, each in a job of its own."""
        feed = await self.parse_feed(job.data, url=job.url, content_type=job.content_type)
        hashed = [(entry, content_hash(entry)) for entry in feed.entries]
        rest = [(entry, digest) for entry, digest in hashed if job.known.get(entry.key) != digest][done:]
        found: list[FreshEntry] = []
        for entry, digest in rest:
            (result,) = await self.understand_entries(
                (entry,), outlet=feed.title or job.outlet, fetched=job.fetched, deadline=deadline
            )
            found.append(FreshEntry(entry, digest, entry.key not in job.known, is_whole(entry), result.article))
        return found

    async def understand(
        self,
        data: bytes,
        *,
        url: str | None = None,
        content_type: str | None = None,
        name: str | None = None,
        fetched: datetime | None = None,
        instead_of: Article | None = None,
        deadline: float = PAGE_DEADLINE,
    ) -> Understood:
        """Understand a page or a file, by the person's own site rules where there are some for its address."""
        job = Understand(data, url, content_type, name, fetched, instead_of, str(site_rules()))
        return await self._do(job, Understood, deadline, kind="pages")

    async def understand_entries(
        self,
        entries: Iterable[Entry],
        *,
        outlet: str | None = None,
        fetched: datetime | None = None,
        deadline: float = ENTRY_DEADLINE,
    ) -> list[EntryResult]:
        """Understand entries of one feed, one result each, in order.

        ``deadline`` is for one entry. An entry that ends its worker costs itself only: the rest is asked again
        one by one.
        """
        entries = tuple(entries)
        if not entries:
            return []
        job = UnderstandEntries(entries, outlet, fetched)
        try:
            return await self._do(job, list[EntryResult], deadline + 0.5 * len(entries), kind="entries")
        except (errors.WorkerTimeout, errors.WorkerCrashed) as error:
            if len(entries) == 1:
                return [EntryResult(error=str(error))]
        results: list[EntryResult] = []
        for entry in entries:
            results += await self.understand_entries((entry,), outlet=outlet, fetched=fetched, deadline=deadline)
        return results

    async def find_links(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> PageLinks:
        """Read a page's links to feeds."""
        from pullquote.cache.feeds.discovery import PageLinks

        return await self._do(FindLinks(data), PageLinks, deadline, kind="feeds")

    async def check_picture(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> PictureFacts:
        """Look at a picture's header; ``FetchError`` for what may not be shown."""
        from pullquote.cache.images.header import PictureFacts

        return await self._do(CheckPicture(data), PictureFacts, deadline, kind="feeds")

    async def scale_picture(self, path: str, width: int, height: int, *, deadline: float = FEED_DEADLINE) -> Scaled:
        """Scale the picture in a file; ``FetchError`` for what may not or cannot be shown."""
        from pullquote.cache.core.results import Scaled

        return await self._do(ScalePicture(path, width, height), Scaled, deadline, kind="pictures")

    async def _do(self, job: Job, type_: type[_T], deadline: float, *, kind: Kind) -> _T:
        async with self._worker(kind) as worker:
            answer = await worker.ask(job, deadline)
        return _value(answer, type_)

    @contextlib.asynccontextmanager
    async def _worker(self, kind: Kind) -> AsyncIterator[_Worker]:
        """Lend a worker that is ready; one that breaks is killed and not lent again."""
        async with self._free:
            worker = self._idle.pop() if self._idle else self._start()
            try:
                await worker.prepare(self._known, kind)
                yield worker
            except BaseException:
                self._all.discard(worker)
                worker.kill()
                raise
            self._idle.append(worker)

    def _start(self) -> _Worker:
        worker = _Worker(self._memory)
        self._all.add(worker)
        return worker


class _Worker:
    """One process and our end of its socket."""

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            program = (
                "import sys; sys.path[:] = " + repr([p for p in sys.path if p]) + "; "
                f"from pullquote.cache.workers.worker import serve; serve({theirs.fileno()}, {memory})"
            )
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-c", program],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        ours.setblocking(False)
        self._socket = ours
        self._known: tuple[KnownName, ...] = ()
        self._warm: set[Kind] = set()

    async def prepare(self, known: tuple[KnownName, ...], kind: Kind) -> None:
        """Read the parsers in and hand over the known names, where that has not been done."""
        if kind not in self._warm:
            await self.ask(Warm(kind), START_DEADLINE)
            self._warm.add(kind)
        if kind in ("entries", "pages") and self._known is not known:
            await self.ask(Learn(known), START_DEADLINE)
            self._known = known

    async def ask(self, job: Job, deadline: float) -> Answer:
        """Send a job and wait for its answer."""
        return await self._within(deadline, self._send(job, deadline))

    async def more(self, deadline: float) -> Answer:
        """Wait for the next part of an answer."""
        return await self._within(deadline, self._answer())

    async def _within(self, deadline: float, work: Coroutine[Any, Any, Answer]) -> Answer:
        try:
            async with asyncio.timeout(deadline):
                return await work
        except TimeoutError as error:
            raise errors.WorkerTimeout(
                f"Reading this took longer than {deadline:.0f} seconds; it was given up."
            ) from error
        except (OSError, EOFError, msgspec.DecodeError) as error:
            raise errors.WorkerCrashed("Reading this ended the process that read it; it was given up.") from error

    async def _send(self, job: Job, deadline: float) -> Answer:
        body = pack((deadline, job))
        await asyncio.get_running_loop().sock_sendall(self._socket, LENGTH.pack(len(body)) + body)
        return await self._answer()

    async def _answer(self) -> Answer:
        size = LENGTH.unpack(await self._read(LENGTH.size))[0]
        return msgspec.msgpack.decode(await self._read(size), type=Answer)

    async def _read(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        data = bytearray(size)
        view, done = memoryview(data), 0
        while done < size:
            count = await loop.sock_recv_into(self._socket, view[done:])
            if not count:
                raise EOFError
            done += count
        return bytes(data)

    def kill(self) -> None:
        """End the process now; nothing of it is left."""
        self._socket.close()
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()


def _value(answer: Answer, type_: type[_T]) -> _T:
    if answer.ok is None:
        raise _error(answer.kind, answer.sentence)
    return msgspec.msgpack.decode(answer.ok, type=type_)


def _error(kind: str, sentence: str) -> errors.PullquoteError:
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, errors.PullquoteError) and found is not errors.HttpStatus:
        return found(sentence)
    return errors.WorkerCrashed(sentence)
