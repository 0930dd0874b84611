"""Killable worker processes: the only place where foreign bytes meet a parser (P1, C6, C14).

A worker is a plain Python process that reads requests from a socket, one at a time, as length-prefixed
msgpack, and answers each. A request past its deadline costs its worker: the process ends, the request ends in
``WorkerTimeout``, another process takes its place. A deadline is processor time, kept by the system, so that a worker
is not taken for a slow one because the machine is busy; wall time has a bound of its own, ``PATIENCE``.
Memory is capped by the system (``RLIMIT_AS``). A worker ends by itself when its parent is gone (end of the socket,
or its deadline within a request).

``WorkerPool`` belongs to one running event loop, in whatever thread that runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from pullquote.cache.core import errors
from pullquote.cache.core.article import Article
from pullquote.cache.core.feed import Fingerprint, MailHead, ParsedFeed
from pullquote.cache.core.results import KnownNames
from pullquote.cache.workers import live
from pullquote.cache.workers.protocol import (
    LENGTH_SIZE,
    Analyze,
    Analyzed,
    CheckImage,
    FeedHead,
    FindLinks,
    FreshEntry,
    FreshMail,
    Kind,
    Learn,
    ParseFeed,
    ReadCatalogue,
    ReadFeed,
    ReadMailHeads,
    ReadMails,
    ReadOpml,
    ReadSaving,
    ReadSync,
    ReadWatched,
    Reannotate,
    Reply,
    Request,
    ScaleImage,
    Understand,
    Understood,
    Warm,
    decode_reply,
    encode_request,
    message_size,
)
from pullquote.cache.workers.turns import Turns

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pullquote.cache.catalogue.questions import Answer, Question
    from pullquote.cache.core.progress import Watched
    from pullquote.cache.core.results import Scaled
    from pullquote.cache.feeds.discovery import FeedLinks
    from pullquote.cache.feeds.opml import Subscriptions
    from pullquote.cache.images.header import ImageHeader

CHILD = "pullquote.cache.workers.worker"
"""The module that runs in a worker; the parent never imports it."""
MEMORY = 1 << 30
"""Address space of a worker, in bytes."""
FEED_DEADLINE = 5.0
PAGE_DEADLINE = 10.0
ENTRY_DEADLINE = 5.0
START_DEADLINE = 30.0
"""Seconds of processor time. Reading the parsers in for the first time is not counted against a request."""
_PART = 1 << 16
"""Bytes that are taken from a worker's socket at once: mostly several replies."""
PATIENCE = 600.0
"""Seconds of wall time after which an answer is not waited for any more: its worker hangs, or never gets its turn."""

_T = TypeVar("_T")


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds of processor time for understanding entries.

    ``entry`` is for one of them, ``turn`` after which other work goes first, ``feed`` for all of one feed together.
    """

    entry: float = ENTRY_DEADLINE
    turn: float = 5.0
    feed: float = 30.0


class FeedRead(Struct, frozen=True):
    """A feed that was read: itself without its entries, and those that are new or changed; ``seen`` of ``FeedHead``."""

    feed: ParsedFeed
    fresh: tuple[FreshEntry, ...]
    seen: tuple[tuple[str, Fingerprint], ...] = ()


class WorkerPool:
    """A pool of worker processes. Use as ``async with WorkerPool() as workers``.

    Processes start when they are first needed; ``size`` bounds how many work at once. ``known`` are the names the
    library knows, ``rules`` is the folder of the user's own site rules. Every method raises what the request raised
    (``FeedError``, ``ExtractError``), ``WorkerTimeout`` or ``WorkerCrashed``.
    """

    def __init__(
        self,
        size: int | None = None,
        *,
        memory: int = MEMORY,
        known: KnownNames = KnownNames(),  # noqa: B008 -- frozen
        rules: Path | None = None,
    ) -> None:
        self.size = size or max(1, min(8, os.cpu_count() or 1))
        self._memory = memory
        self._known = Learn(known)
        self._rules = str(rules) if rules else None
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._free = Turns(self.size)

    async def __aenter__(self) -> WorkerPool:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill every worker at once."""
        for worker in self._all:
            worker.kill()
        self._all.clear()
        self._idle.clear()

    def learn(self, known: KnownNames) -> None:
        """Use these names in every request from now on."""
        self._known = Learn(known)

    async def parse_feed(
        self, data: bytes, *, url: str | None = None, content_type: str | None = None, deadline: float = FEED_DEADLINE
    ) -> ParsedFeed:
        """Read a feed's bytes."""
        return await self._do(ParseFeed(data, url, content_type), ParsedFeed, deadline, kind="feeds")

    async def read_feed(self, request: ReadFeed) -> FeedRead:
        """Read a feed, and what is new or changed in it as headlines and plain text."""
        request = msgspec.structs.replace(request, entry=ENTRY_DEADLINE)
        async with self._worker("feeds") as worker:
            first = await worker.ask(request, FEED_DEADLINE)
            if first.ok is not None:
                head = _value(first, FeedHead)
                fresh = [_value(await worker.more(ENTRY_DEADLINE), FreshEntry) for _ in range(head.fresh)]
                return FeedRead(head.feed, tuple(fresh), head.seen)
        raise _error(first.kind, first.sentence)

    async def understand(
        self,
        entries: Sequence[bytes],
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        *,
        slow: bool = True,
        spare: bool = False,
    ) -> list[Understood | None]:
        """Understand entries that waited (``FreshEntry.waiting``), in order; ``None`` for one that ends its worker.

        ``slow`` work comes after all other, and with ``spare`` leaves one worker free. After a turn it stands behind.
        """
        found: list[Understood | None] = []
        while len(found) < len(entries):
            left = tuple(entries[len(found) :])
            try:
                async with self._worker("entries", slow=slow, spare=spare) as worker:
                    answer = await worker.ask(Understand(left, limits.entry, limits.turn), limits.entry)
                    found.append(one := _value(answer, Understood))
                    while not one.last:
                        found.append(one := _value(await worker.more(limits.entry), Understood))
            except (errors.WorkerTimeout, errors.WorkerCrashed):
                found.append(None)
        return found

    async def mail_heads(self, heads: Sequence[bytes]) -> list[MailHead | None]:
        """Read the headers of mails: which feed each is of; ``None`` where that is known once its text is read."""
        try:
            async with self._worker("mails") as worker:
                answer = await worker.ask(ReadMailHeads(tuple(heads)), FEED_DEADLINE)
            return _value(answer, list[MailHead | None])
        except (errors.WorkerTimeout, errors.WorkerCrashed):
            return [None] * len(heads)

    async def read_mails(self, mails: Sequence[bytes], fetched: datetime) -> list[FreshMail]:
        """Read mails as headlines and plain text, in order; one that ends its worker has a sentence in its place."""
        found: list[FreshMail] = []
        while len(found) < len(mails):
            left = tuple(mails[len(found) :])
            try:
                async with self._worker("mails") as worker:
                    answer = await worker.ask(ReadMails(left, fetched, ENTRY_DEADLINE), ENTRY_DEADLINE)
                    found.append(_value(answer, FreshMail))
                    while len(found) < len(mails):
                        found.append(_value(await worker.more(ENTRY_DEADLINE), FreshMail))
            except (errors.WorkerTimeout, errors.WorkerCrashed) as error:
                found.append(FreshMail(problem=f"A mail could not be read: {error}"))
        return found

    async def analyze(self, request: Analyze, *, deadline: float = PAGE_DEADLINE) -> Analyzed:
        """Analyze a page or a file, by the user's own site rules where there are some for its address."""
        request = msgspec.structs.replace(request, rules=self._rules)
        return await self._do(request, Analyzed, deadline, kind="pages")

    async def annotate_again(self, article: Article, *, deadline: float = PAGE_DEADLINE) -> Article:
        """Annotate an article anew from its stored text."""
        return await self._do(Reannotate(article), Article, deadline, kind="entries")

    async def find_links(
        self, data: bytes, *, url: str | None = None, header: str = "", deadline: float = FEED_DEADLINE
    ) -> FeedLinks:
        """Read the links to feeds of the page at ``url`` and of its ``Link`` header."""
        from pullquote.cache.feeds.discovery import FeedLinks

        return await self._do(FindLinks(data, url, header), FeedLinks, deadline, kind="feeds")

    async def read_opml(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> Subscriptions:
        """Read a list of subscriptions."""
        from pullquote.cache.feeds.opml import Subscriptions

        return await self._do(ReadOpml(data), Subscriptions, deadline, kind="feeds")

    async def read_watched(self, data: bytes, *, deadline: float = PAGE_DEADLINE) -> Watched:
        """Read a list of what somebody watched."""
        from pullquote.cache.core.progress import Watched

        return await self._do(ReadWatched(data), Watched, deadline, kind="feeds")

    async def read_catalogue(self, question: Question, data: bytes, *, deadline: float = FEED_DEADLINE) -> Answer:
        """Read what a service of a catalogue answered; ``FetchError`` for what is not what it documents."""
        from pullquote.cache.catalogue.questions import Answer

        return await self._do(ReadCatalogue(question, data), Answer, deadline, kind="catalogue")

    async def read_sync(self, request: ReadSync, *, deadline: float = PAGE_DEADLINE) -> Any:
        """Read what a server of an account answered; ``SyncError`` for what is not of its dialect."""
        from pullquote.cache.sync.reading import RESULTS

        return await self._do(request, RESULTS[request.what], deadline, kind="feeds")

    async def read_token(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> str:
        """Return the token in what the user's own server answered to a login; empty where it is none we could send."""
        return await self._do(ReadSaving("token", data), str, deadline, kind="own server")

    async def says_kept(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> bool:
        """Return whether the user's own server answered that it kept an article; ``FetchError`` for no JSON."""
        return await self._do(ReadSaving("kept", data), bool, deadline, kind="own server")

    async def check_image(self, data: bytes, *, deadline: float = FEED_DEADLINE) -> ImageHeader:
        """Look at a picture's header; ``FetchError`` for what may not be shown."""
        from pullquote.cache.images.header import ImageHeader

        return await self._do(CheckImage(data), ImageHeader, deadline, kind="feeds")

    async def scale_image(
        self, path: str, width: int, height: int, *, as_png: bool = False, deadline: float = FEED_DEADLINE
    ) -> Scaled:
        """Scale the picture in a file; ``FetchError`` for what may not or cannot be shown."""
        from pullquote.cache.core.results import Scaled

        return await self._do(ScaleImage(path, width, height, as_png), Scaled, deadline, kind="pictures")

    async def _do(self, request: Request, type_: type[_T], deadline: float, *, kind: Kind) -> _T:
        async with self._worker(kind) as worker:
            answer = await worker.ask(request, deadline)
        return _value(answer, type_)

    @contextlib.asynccontextmanager
    async def _worker(self, kind: Kind, *, slow: bool = False, spare: bool = False) -> AsyncIterator[_Worker]:
        """Lend a worker that is ready; one that breaks is killed and not lent again. ``slow`` work comes last."""
        async with self._free.turn(slow=slow, spare=spare):
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
                f"from {CHILD} import serve; serve({theirs.fileno()}, {memory})"
            )
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-c", program],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        live.born(self._process)
        ours.setblocking(False)
        self._socket = ours
        self._came = bytearray()
        self._known = Learn(KnownNames())
        self._warm: set[Kind] = set()

    async def prepare(self, known: Learn, kind: Kind) -> None:
        """Read the parsers in and hand over the known names, where that has not been done."""
        if kind not in self._warm:
            await self.ask(Warm(kind), START_DEADLINE)
            self._warm.add(kind)
        if kind in ("entries", "pages") and self._known is not known:
            await self.ask(known, START_DEADLINE)
            self._known = known

    async def ask(self, request: Request, deadline: float) -> Reply:
        """Send a request and wait for its answer."""
        return await self._within(deadline, self._send(request, deadline))

    async def more(self, deadline: float) -> Reply:
        """Return the next part of an answer; waits where it has not come yet."""
        try:
            reply = self._next()
        except msgspec.DecodeError as error:
            raise _crashed() from error
        return reply or await self._within(deadline, self._answer())

    async def _within(self, deadline: float, work: Coroutine[Any, Any, Reply]) -> Reply:
        try:
            async with asyncio.timeout(PATIENCE):
                return await work
        except TimeoutError as error:
            raise errors.WorkerTimeout(
                f"Reading this took longer than {PATIENCE:.0f} seconds; it was given up."
            ) from error
        except (OSError, EOFError, msgspec.DecodeError) as error:
            if await self._ended_by_its_deadline():
                raise errors.WorkerTimeout(
                    f"Reading this took longer than {deadline:.0f} seconds; it was given up."
                ) from error
            raise _crashed() from error

    async def _ended_by_its_deadline(self) -> bool:
        """Return whether the process, whose socket is closed, was ended for its processor time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return await asyncio.to_thread(self._process.wait, 2) == -signal.SIGPROF
        return False

    async def _send(self, request: Request, deadline: float) -> Reply:
        await asyncio.get_running_loop().sock_sendall(self._socket, encode_request(request, deadline))
        return await self._answer()

    async def _answer(self) -> Reply:
        loop = asyncio.get_running_loop()
        while (reply := self._next()) is None:
            part = await loop.sock_recv(self._socket, _PART)
            if not part:
                raise EOFError
            self._came += part
        return reply

    def _next(self) -> Reply | None:
        """Take the first reply from what has come; ``None`` while it is not there as a whole."""
        if len(self._came) < LENGTH_SIZE:
            return None
        end = LENGTH_SIZE + message_size(bytes(self._came[:LENGTH_SIZE]))
        if len(self._came) < end:
            return None
        message = bytes(self._came[LENGTH_SIZE:end])
        del self._came[:end]
        return decode_reply(message)

    def kill(self) -> None:
        """End the process now; nothing of it is left."""
        self._socket.close()
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        live.gone(self._process)


def _crashed() -> errors.WorkerCrashed:
    return errors.WorkerCrashed("Reading this ended the process that read it; it was given up.")


def _value(answer: Reply, type_: type[_T]) -> _T:
    if answer.ok is None:
        raise _error(answer.kind, answer.sentence)
    return msgspec.msgpack.decode(answer.ok, type=type_)


def _error(kind: str, sentence: str) -> errors.PullquoteError:
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, errors.PullquoteError) and found is not errors.HttpStatus:
        return found(sentence)
    return errors.WorkerCrashed(sentence)
