"""The child's side: a loop that reads requests from a socket and answers them, one at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from pullquote.cache.core import errors
from pullquote.cache.core.feed import Entry, Fingerprint
from pullquote.cache.core.servers.sync import RemoteEntry, RemotePage
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
    Request,
    ScaleImage,
    Understand,
    Understood,
    WaitingEntry,
    Warm,
    decode_request,
    encode_error,
    encode_value,
    message_size,
)

if TYPE_CHECKING:
    from datetime import datetime

    from pullquote.cache.annotate import KnownEntities
    from pullquote.cache.core.article import Article
    from pullquote.cache.core.feed import MailHead
    from pullquote.cache.core.results import KnownNames

_NICENESS = 10
"""Niceness of workers, so that the interface gets the processor first."""

_TOGETHER = 1 << 16
"""Bytes of a feed's parts that are sent at once."""


def serve(descriptor: int, memory: int) -> None:
    """Answer requests from the socket ``descriptor`` until it ends; ``memory`` bounds the address space in bytes."""
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(_NICENESS)
    analyzer = _Analyzer()
    with socket.socket(fileno=descriptor) as link:
        while length := _receive(link, LENGTH_SIZE):
            deadline, request = decode_request(_receive(link, message_size(length)))
            _allow(deadline)
            rest = min(deadline, request.entry) if isinstance(request, ReadFeed | ReadMails | Understand) else deadline
            # A feed is kept as a whole: its parts may wait for each other. Else what is sent outlasts this process.
            least = _TOGETHER if isinstance(request, ReadFeed) else 0
            waiting = bytearray()
            try:
                for message in analyzer.reply(request):
                    waiting += message
                    if len(waiting) > least:
                        link.sendall(waiting)
                        waiting.clear()
                    _allow(rest)
                link.sendall(waiting)
            except OSError:
                return
            _allow(0)


def _allow(seconds: float) -> None:
    """Have the system end this process (SIGPROF) after so much processor time from now; 0 for no end."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


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


class _Analyzer:
    """Carries out requests; keeps the known entities between them.

    What a request needs is imported by the first of its kind: a worker that only parses feeds loads nothing else.
    """

    def __init__(self) -> None:
        self._known: Any = None

    def reply(self, request: Request) -> Iterator[bytes]:
        """Return the framed replies to one request; an error is the last of them."""
        try:
            for part in self._parts(request):
                yield encode_value(part)
        except errors.PullquoteError as error:
            yield encode_error(type(error).__name__, str(error))
        except (MemoryError, RecursionError):
            yield encode_error("WorkerCrashed", "Reading this needs more memory than it may have.")
        except Exception as error:  # noqa: BLE001 -- foreign bytes may break a parser in any way
            yield encode_error("WorkerCrashed", f"Reading this failed ({type(error).__name__}).")

    def _parts(self, request: Request) -> Iterator[Any]:
        match request:
            case ReadFeed():
                yield from self._read_feed(request)
            case Understand():
                yield from self._understand(request)
            case ReadMails():
                yield from self._read_mails(request)
            case Learn():
                self._known = _known(request.known)
                yield None
            case Warm():
                _warm(request.kind)
                yield None
            case _:
                yield self._do(request)

    def _do(self, request: Request) -> Any:
        match request:
            case ParseFeed():
                from pullquote.cache.feeds import parse_feed

                return parse_feed(request.data, url=request.url, content_type=request.content_type)
            case Analyze():
                return self._analyze(request)
            case CheckImage():
                from pullquote.cache.images.header import read_header

                return read_header(request.data)
            case ScaleImage():
                from pullquote.cache.images.scale import encode, scale

                made = encode if request.as_png else scale
                return made(request.path, request.width, request.height)
            case FindLinks():
                from pullquote.cache.feeds.discovery import feed_links

                return feed_links(request.data, request.url, request.header)
            case ReadOpml():
                from pullquote.cache.feeds.opml import read_opml

                return read_opml(request.data)
            case ReadMailHeads():
                return [_mail_head(head) for head in request.heads]
            case ReadWatched():
                from pullquote.cache.catalogue.watched import read_watched

                return read_watched(request.data)
            case Reannotate():
                from pullquote.cache.workers.analyze import annotate_again

                return annotate_again(request.article, self._known)
            case ReadCatalogue():
                from pullquote.cache.catalogue.reading import read

                return read(request.question, request.data)
            case ReadSync():
                return _read_sync(request)
            case ReadSaving():
                from pullquote.cache.workers import own_server

                return own_server.READ[request.what](request.data)
        return None

    def _read_feed(self, request: ReadFeed) -> Iterator[FeedHead | FreshEntry]:
        from pullquote.cache.feeds import is_page, parse_feed
        from pullquote.cache.feeds.fields import is_whole
        from pullquote.cache.workers.analyze import entry_as_text, fresh_entries

        if is_page(request.data):
            raise errors.FetchError("A web page came instead of the feed: a login or consent wall, perhaps.")
        feed = parse_feed(request.data, url=request.url, content_type=request.content_type)
        fresh, seen = fresh_entries(feed.entries, request.known)
        yield FeedHead(msgspec.structs.replace(feed, entries=()), len(fresh), tuple(seen))
        outlet, when = feed.title or request.outlet, request.fetched
        for one in fresh:
            yield FreshEntry(
                entry=_without_texts(one.entry),
                digest=one.digest,
                fingerprint=one.fingerprint,
                shared=one.shared,
                new=one.known is None,
                whole=is_whole(one.entry),
                article=entry_as_text(one.entry, outlet=outlet, fetched=when),
                waiting=WaitingEntry(one.entry, one.digest, one.fingerprint, one.shared, outlet, when).pack(),
            )

    def _read_mails(self, request: ReadMails) -> Iterator[FreshMail]:
        for data in request.mails:
            try:
                yield _fresh_mail(data, request.fetched)
            except errors.PullquoteError as error:
                yield FreshMail(problem=str(error))
            except Exception as error:  # noqa: BLE001 -- foreign bytes may break a parser in any way
                yield FreshMail(problem=f"A mail could not be read ({type(error).__name__}).")

    def _understand(self, request: Understand) -> Iterator[Understood]:
        from pullquote.cache.workers.analyze import entry_as_text, packed_news

        spent = 0.0
        for at, data in enumerate(request.entries, 1):
            began = time.process_time()
            one = WaitingEntry.unpack(data)
            article = self._analyze_entry(one.entry, one.outlet, one.fetched)
            made = article or entry_as_text(one.entry, outlet=one.outlet, fetched=one.fetched)
            news = packed_news(made)
            seconds = time.process_time() - began
            spent += seconds
            last = spent > request.turn or at == len(request.entries)
            yield Understood(
                entry=_without_texts(one.entry),
                digest=one.digest,
                fingerprint=one.fingerprint,
                shared=one.shared,
                article=made,
                as_text=article is None,
                news=news,
                seconds=seconds,
                last=last,
            )
            if last:
                return

    def _analyze(self, request: Analyze) -> Analyzed:
        from pullquote.cache.workers.analyze import annotated, document_in, replaces

        document = document_in(request)
        article = annotated(document, self._known, request.fetched)
        return Analyzed(article, replaces(request, article), document.next_page or document.elsewhere)

    def _analyze_entry(self, entry: Entry, outlet: str | None, fetched: datetime | None) -> Article | None:
        """Return the article of an entry, ``None`` where it could not be analyzed."""
        from pullquote.cache.workers.analyze import analyze_entry

        try:
            return analyze_entry(entry, outlet=outlet, known=self._known, fetched=fetched)
        except Exception:  # noqa: BLE001 -- foreign bytes may break a parser in any way
            return None


def _mail_head(data: bytes) -> MailHead | None:
    from pullquote.cache.feeds.mail import read_head

    try:
        return read_head(data)
    except Exception:  # noqa: BLE001 -- foreign bytes may break a parser in any way
        return None


def _fresh_mail(data: bytes, fetched: datetime | None) -> FreshMail:
    from pullquote.cache.extract.newsletters.frame import without_frame
    from pullquote.cache.feeds.fields import content_hash
    from pullquote.cache.feeds.identity import fingerprint
    from pullquote.cache.feeds.mail import read_mail
    from pullquote.cache.workers.analyze import entry_as_text

    mail = read_mail(data)
    entry, title = mail.entry, mail.head.title
    with contextlib.suppress(errors.ExtractError):
        inner = without_frame(entry.content, title=entry.title, outlet=title, published=entry.published)
        entry = msgspec.structs.replace(
            entry,
            content=inner.html,
            summary=inner.dek or "",
            authors=entry.authors or inner.byline,
            link=entry.link or inner.address,
        )
    digest, marks = content_hash(entry), fingerprint(entry)
    waiting = WaitingEntry(entry, digest, marks, False, title, fetched)
    return FreshMail(
        mail.head,
        FreshEntry(
            entry=_without_texts(entry),
            digest=digest,
            fingerprint=marks,
            shared=False,
            new=True,
            whole=True,
            article=entry_as_text(entry, outlet=title, fetched=fetched),
            waiting=waiting.pack(),
        ),
    )


def _without_texts(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, content="", summary="")


def _read_sync(request: ReadSync) -> Any:
    from pullquote.cache.sync.reading import read

    answer = read(request.dialect, request.what, request.data)
    return _as_headlines(answer, request) if isinstance(answer, RemotePage) else answer


def _as_headlines(page: RemotePage, request: ReadSync) -> RemotePage:
    """Return entries of a server as headline and plain text, each with what is needed to understand it later."""
    from pullquote.cache.feeds.fields import content_hash, is_whole
    from pullquote.cache.workers.analyze import entry_as_text

    def headline(one: RemoteEntry) -> RemoteEntry:
        entry = msgspec.structs.replace(one.entry, key=f"{request.keys}{one.entry.key}")
        outlet, digest = request.outlets.get(one.feed), content_hash(entry)
        if request.digests.get(one.id) == digest:
            return msgspec.structs.replace(one, entry=_without_texts(entry), digest=digest)
        waiting = WaitingEntry(entry, digest, Fingerprint(), False, outlet, request.fetched)
        return msgspec.structs.replace(
            one,
            entry=_without_texts(entry),
            article=entry_as_text(entry, outlet=outlet, fetched=request.fetched),
            digest=digest,
            waiting=waiting.pack(),
            whole=is_whole(entry),
        )

    return msgspec.structs.replace(page, entries=tuple(map(headline, page.entries)))


def _known(known: KnownNames) -> KnownEntities:
    """Return known names as they are looked up; an index that is not there, or not whole, is none."""
    from pullquote.cache.annotate import KnownEntities
    from pullquote.cache.core.names.index import NameIndex

    index = NameIndex.open(Path(known.index)) if known.index else None
    return KnownEntities(known.names, known.lists, index)


def _warm(kind: Kind) -> None:
    if kind == "feeds":
        from pullquote.cache.feeds import parse_feed
        from pullquote.cache.workers.analyze import entry_as_text

        # Plain RSS: the parser of what is less plain is loaded where a feed needs it.
        date = "<pubDate>Mon, 02 Nov 2026 00:00:00 GMT</pubDate>"
        item = f"<item><title>A</title>{date}<description>B</description></item>"
        feed = parse_feed(f"<rss version='2.0'><channel><title>A</title>{item}</channel></rss>".encode())
        entry_as_text(*feed.entries)
        return
    if kind == "mails":
        with contextlib.suppress(errors.PullquoteError):
            _fresh_mail(b"From: A <a@b.example>\nSubject: A\nContent-Type: text/html\n\n<p>One two three.</p>", None)
        return
    if kind == "catalogue":
        from pullquote.cache.catalogue import reading  # noqa: F401

        return
    if kind == "own server":
        from pullquote.cache.workers import own_server  # noqa: F401

        return
    if kind == "pictures":
        import PIL.Image  # noqa: F401

        return
    from pullquote.cache.workers.analyze import analyze, analyze_entry

    analyze_entry(Entry(key="a", title="A", content="<p>One two three.</p>"))
    if kind == "pages":
        with contextlib.suppress(errors.PullquoteError):
            analyze(Analyze(b"<html><body><article><h1>A</h1><p>One two three.</p></article></body></html>"))
