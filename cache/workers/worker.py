"""The worker's side of ``workers``: a process that reads jobs from a socket and answers them, one at a time."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pullquote.cache.core import errors
from pullquote.cache.core.feed import Entry
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

_BEHIND = 10
"""How far a worker stands back when something else wants the processor: the app, for a key."""
LENGTH = struct.Struct(">I")
"""What stands before each message: its length in bytes."""


def serve(descriptor: int, memory: int) -> None:
    """Be a worker: answer jobs from the socket ``descriptor`` until it ends."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(_BEHIND)
    desk = _Desk()
    with socket.socket(fileno=descriptor) as link:
        while head := _receive(link, LENGTH.size):
            deadline, job = msgspec.msgpack.decode(_receive(link, LENGTH.unpack(head)[0]), type=tuple[float, Job])
            signal.setitimer(signal.ITIMER_REAL, deadline + 2)
            for part in desk.answer(job):
                answer = msgspec.msgpack.encode(part)
                try:
                    link.sendall(LENGTH.pack(len(answer)) + answer)
                except OSError:
                    return
                signal.setitimer(signal.ITIMER_REAL, deadline + 2)
            signal.setitimer(signal.ITIMER_REAL, 0)


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

    def answer(self, job: Job) -> Iterator[Answer]:
        """Do one job and give its answer, part by part; what goes wrong is the last part."""
        try:
            parts = self._read_feed(job) if isinstance(job, ReadFeed) else iter((self._do(job),))
            for part in parts:
                yield Answer(ok=pack(part))
        except errors.PullquoteError as error:
            yield Answer(kind=type(error).__name__, sentence=str(error))
        except (MemoryError, RecursionError):
            yield Answer(kind="WorkerCrashed", sentence="Reading this needs more memory than it may have.")
        except Exception as error:  # noqa: BLE001 -- foreign bytes may break a parser in any way
            yield Answer(kind="WorkerCrashed", sentence=f"Reading this failed ({type(error).__name__}).")

    def _do(self, job: Job) -> Any:
        match job:
            case ParseFeed():
                from pullquote.cache.feeds import parse_feed

                return parse_feed(job.data, url=job.url, content_type=job.content_type)
            case Understand():
                return self._understand(job)
            case UnderstandEntries():
                return [self._entry(entry, job.outlet, job) for entry in job.entries]
            case Learn():
                from pullquote.cache.annotate import Known

                self._known = Known(job.names)
            case CheckPicture():
                from pullquote.cache.images.header import check_picture

                return check_picture(job.data)
            case ScalePicture():
                from pullquote.cache.images.scale import scale

                return scale(job.path, job.width, job.height)
            case FindLinks():
                from pullquote.cache.feeds.discovery import page_links

                return page_links(job.data)
            case Warm():
                _warm(job.kind)
        return None

    def _read_feed(self, job: ReadFeed) -> Iterator[FeedHead | list[FreshEntry]]:
        from pullquote.cache.feeds import parse_feed
        from pullquote.cache.feeds.fields import content_hash, is_whole

        feed = parse_feed(job.data, url=job.url, content_type=job.content_type)
        hashed = ((entry, content_hash(entry)) for entry in feed.entries)
        fresh = [(entry, digest) for entry, digest in hashed if job.known.get(entry.key) != digest]
        yield FeedHead(msgspec.structs.replace(feed, entries=()), len(fresh))
        outlet = feed.title or job.outlet
        for at in range(0, len(fresh), BATCH):
            yield [
                FreshEntry(
                    entry=msgspec.structs.replace(entry, content="", summary=""),
                    digest=digest,
                    new=entry.key not in job.known,
                    whole=is_whole(entry),
                    article=self._entry(entry, outlet, job).article,
                )
                for entry, digest in fresh[at : at + BATCH]
            ]

    def _understand(self, job: Understand) -> Understood:
        from pullquote.cache.workers.analyze import page_is_better, understand

        article = understand(
            job.data,
            url=job.url,
            content_type=job.content_type,
            name=job.name,
            known=self._known,
            fetched=job.fetched,
            rules=Path(job.rules) if job.rules else None,
        )
        return Understood(article, job.instead_of is None or page_is_better(job.instead_of, article))

    def _entry(self, entry: Entry, outlet: str | None, job: UnderstandEntries | ReadFeed) -> EntryResult:
        from pullquote.cache.workers.analyze import understand_entry

        try:
            return EntryResult(understand_entry(entry, outlet=outlet, known=self._known, fetched=job.fetched))
        except errors.PullquoteError as error:
            return EntryResult(error=str(error))
        except (MemoryError, RecursionError):
            return EntryResult(error="Reading this entry needs more memory than it may have.")
        except Exception as error:  # noqa: BLE001 -- foreign bytes may break a parser in any way
            return EntryResult(error=f"Reading this entry failed ({type(error).__name__}).")


def _warm(kind: Kind) -> None:
    if kind == "feeds":
        import feedparser  # noqa: F401

        return
    if kind == "pictures":
        import PIL.Image  # noqa: F401

        return
    from pullquote.cache.workers.analyze import understand, understand_entry

    understand_entry(Entry(key="a", title="A", content="<p>One two three.</p>"))
    if kind == "pages":
        with contextlib.suppress(errors.PullquoteError):
            understand(b"<html><body><article><h1>A</h1><p>One two three.</p></article></body></html>")
