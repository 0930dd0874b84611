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
import struct
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from pullquote.cache import errors
from pullquote.cache.model import Article, Entry, KnownName, ParsedFeed

if TYPE_CHECKING:
    from pullquote.cache.fetch.discovery import PageLinks
    from pullquote.cache.fetch.images import PictureFacts

MEMORY = 1 << 30
"""Address space of a worker, in bytes."""
FEED_DEADLINE = 5.0
PAGE_DEADLINE = 10.0
ENTRY_DEADLINE = 5.0
START_DEADLINE = 30.0
"""Seconds of wall time. Reading the parsers in for the first time is not counted against a job."""

_LENGTH = struct.Struct(">I")
_T = TypeVar("_T")


class ParseFeed(Struct, frozen=True, tag=True):
    """Read a feed: answers with a ``ParsedFeed``."""

    data: bytes
    url: str | None = None
    content_type: str | None = None


class Understand(Struct, frozen=True, tag=True):
    """Understand a page or file; ``instead_of`` is the feed's article it would replace."""

    data: bytes
    url: str | None = None
    content_type: str | None = None
    name: str | None = None
    fetched: datetime | None = None
    instead_of: Article | None = None


class UnderstandEntries(Struct, frozen=True, tag=True):
    """Understand entries of one feed: answers with one ``Article`` or sentence for each, in order."""

    entries: tuple[Entry, ...]
    outlet: str | None = None
    fetched: datetime | None = None


class Learn(Struct, frozen=True, tag=True):
    """Take over the names the library knows, for all later jobs."""

    names: tuple[KnownName, ...]


class CheckPicture(Struct, frozen=True, tag=True):
    """Look at a picture's header: answers with a ``PictureFacts``."""

    data: bytes


class FindLinks(Struct, frozen=True, tag=True):
    """Read a page's links to feeds: answers with a ``PageLinks``."""

    data: bytes


class Warm(Struct, frozen=True, tag=True):
    """Read the parsers in, so that the first job's deadline is its own."""

    articles: bool = False


Job = ParseFeed | Understand | UnderstandEntries | Learn | CheckPicture | FindLinks | Warm


class Understood(Struct, frozen=True):
    """A page understood. ``better`` says it should replace ``instead_of`` (true without one)."""

    article: Article
    better: bool = True


class EntryResult(Struct, frozen=True):
    """One entry understood, or why not."""

    article: Article | None = None
    error: str | None = None


class _Answer(Struct, frozen=True):
    ok: bytes | None = None
    kind: str = ""
    sentence: str = ""


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
        return await self._do(ParseFeed(data, url, content_type), ParsedFeed, deadline, articles=False)

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
        """Understand a page or a file."""
        job = Understand(data, url, content_type, name, fetched, instead_of)
        return await self._do(job, Understood, deadline, articles=True)

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
            return await self._do(job, list[EntryResult], deadline + 0.5 * len(entries), articles=True)
        except (errors.WorkerTimeout, errors.WorkerCrashed) as error:
            if len(entries) == 1:
                return [EntryResult(error=str(error))]
        results: list[EntryResult] = []
        for entry in entries:
            results += await self.understand_entries((entry,), outlet=outlet, fetched=fetched, deadline=deadline)
        return results

    async def find_links(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> PageLinks:
        """Read a page's links to feeds."""
        from pullquote.cache.fetch.discovery import PageLinks

        return await self._do(FindLinks(data), PageLinks, deadline, articles=False)

    async def check_picture(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> PictureFacts:
        """Look at a picture's header; ``FetchError`` for what may not be shown."""
        from pullquote.cache.fetch.images import PictureFacts

        return await self._do(CheckPicture(data), PictureFacts, deadline, articles=False)

    async def _do(self, job: Job, kind: type[_T], deadline: float, *, articles: bool) -> _T:
        async with self._free:
            worker = self._idle.pop() if self._idle else self._start()
            try:
                await worker.prepare(self._known, articles=articles)
                answer = await worker.ask(job, deadline)
            except BaseException:
                self._all.discard(worker)
                worker.kill()
                raise
            self._idle.append(worker)
        if answer.ok is None:
            raise _error(answer.kind, answer.sentence)
        return msgspec.msgpack.decode(answer.ok, type=kind)

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
                f"from pullquote.cache.workers import serve; serve({theirs.fileno()}, {memory})"
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
        self._warm: set[bool] = set()

    async def prepare(self, known: tuple[KnownName, ...], *, articles: bool) -> None:
        """Read the parsers in and hand over the known names, where that has not been done."""
        if articles not in self._warm:
            await self.ask(Warm(articles), START_DEADLINE)
            self._warm.add(articles)
        if articles and self._known is not known:
            await self.ask(Learn(known), START_DEADLINE)
            self._known = known

    async def ask(self, job: Job, deadline: float) -> _Answer:
        """Send a job and wait for its answer."""
        body = msgspec.msgpack.encode((deadline, job))
        try:
            async with asyncio.timeout(deadline):
                loop = asyncio.get_running_loop()
                await loop.sock_sendall(self._socket, _LENGTH.pack(len(body)) + body)
                size = _LENGTH.unpack(await self._read(_LENGTH.size))[0]
                return msgspec.msgpack.decode(await self._read(size), type=_Answer)
        except TimeoutError as error:
            raise errors.WorkerTimeout(
                f"Reading this took longer than {deadline:.0f} seconds; it was given up."
            ) from error
        except (OSError, EOFError, msgspec.DecodeError) as error:
            raise errors.WorkerCrashed("Reading this ended the process that read it; it was given up.") from error

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


def _error(kind: str, sentence: str) -> errors.PullquoteError:
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, errors.PullquoteError) and found is not errors.HttpStatus:
        return found(sentence)
    return errors.WorkerCrashed(sentence)


# The worker's side


def serve(descriptor: int, memory: int) -> None:
    """Be a worker: answer jobs from the socket ``descriptor`` until it ends."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    desk = _Desk()
    with socket.socket(fileno=descriptor) as link:
        while head := _receive(link, _LENGTH.size):
            deadline, job = msgspec.msgpack.decode(_receive(link, _LENGTH.unpack(head)[0]), type=tuple[float, Job])
            signal.setitimer(signal.ITIMER_REAL, deadline + 2)
            answer = msgspec.msgpack.encode(desk.answer(job))
            signal.setitimer(signal.ITIMER_REAL, 0)
            try:
                link.sendall(_LENGTH.pack(len(answer)) + answer)
            except OSError:
                return


def _receive(link: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        try:
            part = link.recv(min(size - len(data), 1 << 20))
        except OSError:
            return b""
        if not part:
            return b""
        data += part
    return bytes(data)


class _Desk:
    """Does jobs in the worker; keeps the known names between them."""

    def __init__(self) -> None:
        self._known: Any = None

    def answer(self, job: Job) -> _Answer:
        """Do one job; what goes wrong becomes part of the answer."""
        try:
            return _Answer(ok=msgspec.msgpack.encode(self._do(job)))
        except errors.PullquoteError as error:
            return _Answer(kind=type(error).__name__, sentence=str(error))
        except (MemoryError, RecursionError):
            return _Answer(kind="WorkerCrashed", sentence="Reading this needs more memory than it may have.")
        except Exception as error:  # noqa: BLE001 -- foreign bytes may break a parser in any way
            return _Answer(kind="WorkerCrashed", sentence=f"Reading this failed ({type(error).__name__}).")

    def _do(self, job: Job) -> Any:
        match job:
            case ParseFeed():
                from pullquote.cache.fetch.feeds import parse_feed

                return parse_feed(job.data, url=job.url, content_type=job.content_type)
            case Understand():
                return self._understand(job)
            case UnderstandEntries():
                return [self._entry(entry, job) for entry in job.entries]
            case Learn():
                from pullquote.cache.link import Known

                self._known = Known(job.names)
            case CheckPicture():
                from pullquote.cache.fetch.images import check_picture

                return check_picture(job.data)
            case FindLinks():
                from pullquote.cache.fetch.discovery import page_links

                return page_links(job.data)
            case Warm():
                _warm(articles=job.articles)
        return None

    def _understand(self, job: Understand) -> Understood:
        from pullquote.cache.understand import page_is_better, understand

        article = understand(
            job.data, url=job.url, content_type=job.content_type, name=job.name, known=self._known, fetched=job.fetched
        )
        return Understood(article, job.instead_of is None or page_is_better(job.instead_of, article))

    def _entry(self, entry: Entry, job: UnderstandEntries) -> EntryResult:
        from pullquote.cache.understand import understand_entry

        try:
            return EntryResult(understand_entry(entry, outlet=job.outlet, known=self._known, fetched=job.fetched))
        except errors.PullquoteError as error:
            return EntryResult(error=str(error))
        except (MemoryError, RecursionError):
            return EntryResult(error="Reading this entry needs more memory than it may have.")
        except Exception as error:  # noqa: BLE001 -- foreign bytes may break a parser in any way
            return EntryResult(error=f"Reading this entry failed ({type(error).__name__}).")


def _warm(*, articles: bool) -> None:
    if articles:
        from pullquote.cache.understand import understand

        with contextlib.suppress(errors.PullquoteError):
            understand(b"<html><body><article><h1>A</h1><p>One two three.</p></article></body></html>")
    else:
        import feedparser  # noqa: F401
