"""Newsletters: the mails of a mailbox, each kept as an article of the feed that its sender's mails make.

A mailbox is a Maildir (its folders ``new`` and ``cur``), an mbox, a file with one mail, a folder of such files, or a
pipe. It is only read. Mails go to workers a few at a time: first their headers, which say whether a mail is here
already, then those that are new, as headline and plain text, kept in one transaction; once all are there they are
understood as what a refresh brings. So a run that was ended is gone on with by the next one.
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.feed import MailHead, RefreshEvent, Stage
from pullquote.cache.core.mail import MAIL_CAP, head_of
from pullquote.cache.core.paths import expanded
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.ingest.context import RefreshContext, RefreshOptions, RefreshTiming, told
from pullquote.cache.ingest.refresh.catching_up import catch_up
from pullquote.cache.ingest.refresh.feeds import Feeds
from pullquote.cache.ingest.refresh.understanding import Understanding
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.undo import removed
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry, Packed
from pullquote.cache.workers.protocol import FreshEntry, FreshMail

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database

_AT_ONCE = 32
"""Mails that are read at once, and kept in one transaction."""
_BYTES_AT_ONCE = 8 << 20
_LINE = 1 << 16
"""Bytes of an mbox that are read at once; a line is one of its lines only from where it begins."""


class _Raw(Struct, frozen=True):
    """A mail as it lies in a mailbox, and what it is called there; one that was cut is longer than ``MAIL_CAP``."""

    name: str
    data: bytes


class _Counts(Struct):
    """What became of the mails of a mailbox."""

    new: int = 0
    known: int = 0
    unwanted: int = 0
    failed: int = 0

    def sentence(self) -> str:
        """Return it in words."""
        parts = [counted(self.new, "new article")]
        if self.known:
            parts.append(f"{counted(self.known, 'mail')} already here")
        if self.unwanted:
            parts.append(f"{counted(self.unwanted, 'mail')} left out, because you removed the feed or the article")
        if self.failed:
            parts.append(f"{counted(self.failed, 'mail')} could not be read")
        return ", ".join(parts) + "."


async def add_mailbox(
    database: Database,
    settings: Settings,
    source: str,
    *,
    stdin: BinaryIO | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    timing: RefreshTiming = RefreshTiming(),  # noqa: B008 -- frozen
) -> AsyncGenerator[RefreshEvent, None]:
    """Keep the mails of a mailbox that are new; yield each event as it happens, the last with a sentence on all.

    ``source`` is a path, or ``-`` with ``stdin``. ``done`` and ``total`` count mails, ``failed`` those that could not
    be read. Raises ``NotFound`` where there is no mailbox, ``LibraryError`` where nothing can be stored.
    """
    mails, total = _opened(source, stdin)
    context = RefreshContext(database, settings, clock=clock, timing=timing)
    context.events.total = total
    counts = _Counts()
    async with aclosing(told(context, _run(context, mails, counts))) as events:
        async for event in events:
            yield event


async def _run(context: RefreshContext, mails: Iterator[_Raw], counts: _Counts) -> None:
    await Feeds(context).learn(RefreshOptions(feeds=()))
    while batch := await asyncio.to_thread(_next, mails):
        await _take(context, batch, counts)
        context.events.done += len(batch)
        context.events.total = max(context.events.total, context.events.done)
        context.events.new, context.events.failed = counts.new, counts.failed
        context.events.report(Stage.STORED, message=counts.sentence())
    if counts.new:
        understanding = Understanding(context)
        await understanding.run()
        await understanding.tell()
        await catch_up(context.library, context.clock())
    context.events.report(Stage.DONE, message=counts.sentence())


async def _take(context: RefreshContext, batch: Sequence[_Raw], counts: _Counts) -> None:
    """Keep those of some mails that are new."""
    large = [mail for mail in batch if len(mail.data) > MAIL_CAP]
    for mail in large:
        _complain(context, counts, mail.name, f"It is larger than {MAIL_CAP >> 20} MB; it was not read.")
    fit = [mail for mail in batch if len(mail.data) <= MAIL_CAP]
    heads = await context.workers.mail_heads([head_of(mail.data) for mail in fit])
    stated = [head for head in heads if head]
    gone, known = await context.library.look_up(lambda conn: feed_store.mails_known(conn, stated))
    wanted: list[_Raw] = []
    for mail, head in zip(fit, heads, strict=True):
        if head is not None and head.feed in gone:
            counts.unwanted += 1
        elif head in known:
            counts.known += 1
        else:
            wanted.append(mail)
    if not wanted:
        return
    now = context.clock()
    read = await context.workers.read_mails([mail.data for mail in wanted], now)
    for mail, one in zip(wanted, read, strict=True):
        if one.problem:
            _complain(context, counts, mail.name, one.problem)
    ready = await asyncio.to_thread(_packed, read)
    new, known_now, unwanted = await context.library.store(lambda conn: _keep(conn, ready, now))
    counts.new, counts.known, counts.unwanted = counts.new + new, counts.known + known_now, counts.unwanted + unwanted


def _keep(
    conn: sqlite3.Connection, ready: Sequence[tuple[MailHead, FreshEntry, Packed]], now: datetime
) -> tuple[int, int, int]:
    """Write mails down, to be understood later; return how many are new, were there, and are not wanted."""
    new = known = unwanted = 0
    for head, one, packed in ready:
        if feed_store.mails_known(conn, [head])[1]:
            known += 1  # twice in one mailbox, or kept by another program meanwhile
            continue
        feed = feed_store.of_mail(conn, head, now)
        if feed is None:
            unwanted += 1
            continue
        source = FeedEntry(feed, one.entry, one.digest, one.fingerprint, one.shared)
        if removed.keeps_out(conn, source, packed.article):
            unwanted += 1
            continue
        keeping.announce(conn, packed, source=source, when=now, complete=True, waiting=one.waiting)
        new += 1
    return new, known, unwanted


def _packed(read: Sequence[FreshMail]) -> list[tuple[MailHead, FreshEntry, Packed]]:
    """Return mails packed for storing: done outside the transaction, so that the lock is held shorter."""
    return [(one.head, one.entry, keeping.packed(one.entry.article)) for one in read if one.head and one.entry]


def _complain(context: RefreshContext, counts: _Counts, name: str, problem: str) -> None:
    counts.failed += 1
    context.events.report(Stage.FAILED, title=clean_line(name, 200), message=problem)


def _next(mails: Iterator[_Raw]) -> list[_Raw]:
    """Return the next few mails, none at the end."""
    batch: list[_Raw] = []
    size = 0
    for mail in mails:
        batch.append(mail)
        size += len(mail.data)
        if len(batch) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            break
    return batch


def _opened(source: str, stdin: BinaryIO | None) -> tuple[Iterator[_Raw], int]:
    """Return the mails of a mailbox, and how many there are, 0 where that is not known. Raises ``NotFound``."""
    if source == "-":
        if stdin is None:
            raise NotFound("There is nothing to read: no mail was given for “-”.")
        return _of_stream(stdin, "stdin"), 0
    path = expanded(Path(source))
    shown = clean_line(source, 200)
    try:
        if path.is_dir():
            files = _files(path)
            if not files and not (path / "cur").is_dir():
                raise NotFound(f"{shown} is no mailbox: it has neither the folders of a Maildir nor files with a mail.")
            return (mail for file in files for mail in _of_file(file)), len(files)
        with path.open("rb") as file:
            total = _count(file)
        return _of_file(path), total
    except FileNotFoundError as error:
        raise NotFound(f"There is no mailbox {shown}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise NotFound(f"Cannot read {shown}: {reason}.") from error


def _count(file: BinaryIO) -> int:
    """Return about how many mails a file holds: at least one, and as many as there are in an mbox."""
    if not file.readline(_LINE).startswith(b"From "):
        return 1
    total, empty = 1, False
    while line := file.readline(_LINE):
        total += empty and line.startswith(b"From ")
        empty = not line.strip(b"\r\n")
    return total


def _files(folder: Path) -> list[Path]:
    """Return the files of a Maildir, or those of a folder that are named as mails are; the oldest name first."""
    places = [folder / name for name in ("cur", "new") if (folder / name).is_dir()]
    names = [Path(one) for place in places or [folder] for one in os.scandir(place)]
    if not places:
        names = [one for one in names if one.suffix.lower() in (".eml", ".mbox")]
    return sorted((one for one in names if not one.name.startswith(".")), key=lambda one: one.name)


def _of_file(path: Path) -> Iterator[_Raw]:
    """Yield the mails of a file; of one that is gone, or is no file, none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return  # a mail reader has moved it meanwhile; the next run finds it
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return
    with os.fdopen(descriptor, "rb") as file:
        yield from _of_stream(file, path.name)


def _of_stream(file: BinaryIO, name: str) -> Iterator[_Raw]:
    """Yield the mails of an mbox, or the one mail a stream holds.

    In an mbox a mail begins with a line ``From `` after an empty one, and such lines of its text have a ``>`` before
    them, one more each time it was put into an mbox ("mboxrd"): one is taken away.
    """
    first = file.readline(_LINE)
    if not first.startswith(b"From "):
        yield _Raw(name, first + file.read(MAIL_CAP + 1))
        return
    number, size, empty, whole = 1, 0, False, first.endswith(b"\n")
    parts: list[bytes] = []
    while line := file.readline(_LINE):
        if whole and empty and line.startswith(b"From "):
            yield _Raw(f"{name}, mail {number}", b"".join(parts))
            number, size, parts = number + 1, 0, []
        elif size <= MAIL_CAP:
            quoted = whole and line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
            parts.append(line[1:] if quoted else line)
            size += len(line)
        empty = whole and not line.strip(b"\r\n")
        whole = line.endswith(b"\n")
    yield _Raw(f"{name}, mail {number}", b"".join(parts))
