"""The protocol between the program and its worker processes: requests, replies and the framing of both.

A message is its length, four bytes, big-endian, and then that many bytes of msgpack. A request travels with the
seconds it may take; a worker answers each request with one reply, or with several where its docstring says so.
"""

from __future__ import annotations

import math
import struct
import zlib
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from pullquote.cache.catalogue.questions import Question
from pullquote.cache.core.article import Article
from pullquote.cache.core.feed import Entry, Fingerprint, KnownEntry, MailHead, ParsedFeed
from pullquote.cache.core.results import KnownNames
from pullquote.cache.core.servers.sync import Dialect, What


class ParseFeed(Struct, frozen=True, tag=True):
    """Read a feed: answers with a ``ParsedFeed``."""

    data: bytes
    url: str | None = None
    content_type: str | None = None


class ReadFeed(Struct, frozen=True, tag=True):
    """Read a feed, and what is new or changed in it as headline and plain text; nothing is understood yet.

    ``known`` is what the library keeps of its entries, ``outlet`` names the feed where it does not name itself.
    Answers in parts: a ``FeedHead``, then one ``FreshEntry`` for each fresh entry, which may take ``entry`` seconds of
    processor time.
    """

    data: bytes
    url: str | None = None
    content_type: str | None = None
    known: tuple[KnownEntry, ...] = ()
    outlet: str | None = None
    fetched: datetime | None = None
    entry: float = math.inf


class Understand(Struct, frozen=True, tag=True):
    """Understand entries of feeds, each as ``FreshEntry.waiting`` has it.

    Answers with one ``Understood`` each, until one is the ``last``: all are done, or they took more than ``turn``
    seconds of processor time. Each may take ``entry`` seconds.
    """

    entries: tuple[bytes, ...]
    entry: float = math.inf
    turn: float = math.inf


class ReadMailHeads(Struct, frozen=True, tag=True):
    """Read which feed each mail is of, and its key, from its headers.

    Answers with a list of a ``MailHead`` each, ``None`` where that is known only once its text is read.
    """

    heads: tuple[bytes, ...]


class ReadMails(Struct, frozen=True, tag=True):
    """Read mails as headlines and plain text; nothing is understood yet.

    Answers with one ``FreshMail`` each. Each may take ``entry`` seconds of processor time.
    """

    mails: tuple[bytes, ...]
    fetched: datetime | None = None
    entry: float = math.inf


class OtherPage(Struct, frozen=True):
    """Another page of an article: its bytes, where they came from, and what its server calls them."""

    data: bytes
    url: str
    content_type: str | None = None


class Analyze(Struct, frozen=True, tag=True):
    """Analyze a page or file: answers with an ``Analyzed``.

    ``url`` is the address the bytes came from, ``name`` a file name (its ending helps to tell text from HTML),
    ``instead_of`` the article that the page would replace: what the feed gave, or what the page itself did where it
    is read ``again``; ``rules`` the path of the folder with the user's own site rules. ``more`` are the other pages of
    an article that is put on several.
    """

    data: bytes
    url: str | None = None
    content_type: str | None = None
    name: str | None = None
    fetched: datetime | None = None
    instead_of: Article | None = None
    again: bool = False
    rules: str | None = None
    more: tuple[OtherPage, ...] = ()


class Learn(Struct, frozen=True, tag=True):
    """Take over the names the library knows, for all later requests."""

    known: KnownNames


class CheckImage(Struct, frozen=True, tag=True):
    """Look at a picture's header: answers with a ``ImageHeader``."""

    data: bytes


class ScaleImage(Struct, frozen=True, tag=True):
    """Scale the picture in the file ``path`` to so many pixels: answers with a ``Scaled``, ``as_png`` with a file."""

    path: str
    width: int
    height: int
    as_png: bool = False


class FindLinks(Struct, frozen=True, tag=True):
    """Read a page's links to feeds: answers with a ``FeedLinks``.

    ``url`` is the page's address, ``header`` the ``Link`` header that came with it.
    """

    data: bytes
    url: str | None = None
    header: str = ""


class ReadOpml(Struct, frozen=True, tag=True):
    """Read a list of subscriptions: answers with a ``Subscriptions``."""

    data: bytes


class ReadWatched(Struct, frozen=True, tag=True):
    """Read a list of what somebody watched: answers with a ``Watched``."""

    data: bytes


class Reannotate(Struct, frozen=True, tag=True):
    """Annotate an article anew from its stored text: answers with an ``Article``."""

    article: Article


class ReadCatalogue(Struct, frozen=True, tag=True):
    """Read what a service answered to a question: answers with a ``catalogue.questions.Answer``."""

    question: Question
    data: bytes


class ReadSync(Struct, frozen=True, tag=True):
    """Read what a server of an account answered: answers with what ``sync.reading.RESULTS`` names.

    Entries of a page come back without their texts, as headline and plain text; ``outlets`` are the titles of the feeds
    by their ids there. Keys of entries begin with ``keys``: other accounts have the same ids. Of those that say still
    what they said (``digests``, by their ids there) nothing is made.
    """

    dialect: Dialect
    what: What
    data: bytes
    outlets: dict[str, str] = {}
    digests: dict[str, bytes] = {}
    keys: str = ""
    fetched: datetime | None = None


class ReadSaving(Struct, frozen=True, tag=True):
    """Read what the user's own server answered: to a login, or to an article.

    Answers with the token it gives, empty for none; or with whether it kept the article.
    """

    what: Literal["token", "kept"]
    data: bytes


class Warm(Struct, frozen=True, tag=True):
    """Read the parsers in, so that the first request's deadline is its own."""

    kind: Kind = "feeds"


Kind = Literal["feeds", "entries", "pages", "pictures", "catalogue", "mails", "own server"]
Request = (
    ParseFeed
    | ReadFeed
    | Understand
    | ReadMailHeads
    | ReadMails
    | Analyze
    | Reannotate
    | Learn
    | CheckImage
    | ScaleImage
    | FindLinks
    | ReadOpml
    | ReadWatched
    | ReadCatalogue
    | ReadSync
    | ReadSaving
    | Warm
)


class Analyzed(Struct, frozen=True):
    """A page analyzed. ``better`` says it should replace ``instead_of`` (true without one).

    ``next_page`` is where the article goes on, or where it stands if this page holds none of it.
    """

    article: Article
    better: bool = True
    next_page: str | None = None


class FeedHead(Struct, frozen=True):
    """The first part of the answer to ``ReadFeed``: the feed without its entries, and how many are fresh.

    ``seen`` are the keys and the new fingerprints of entries that say what they said before, but are told apart by
    something else now, such as a new guid.
    """

    feed: ParsedFeed
    fresh: int
    seen: tuple[tuple[str, Fingerprint], ...] = ()


class FreshEntry(Struct, frozen=True):
    """A new or changed entry of a feed, without its texts, and its article as headline and plain text.

    ``entry.key`` is the key it is kept under, ``digest`` the hash of the whole entry; ``shared``: its link leads to
    other articles of the feed too; ``whole``: it carries the whole article. ``waiting`` is what ``Understand`` takes.
    """

    entry: Entry
    digest: bytes
    fingerprint: Fingerprint
    shared: bool
    new: bool
    whole: bool
    article: Article
    waiting: bytes = b""


class FreshMail(Struct, frozen=True):
    """A mail that was read: its feed, and itself as an entry of it; else a sentence that says why it was not."""

    head: MailHead | None = None
    entry: FreshEntry | None = None
    problem: str = ""


class WaitingEntry(Struct, frozen=True):
    """An entry that is to be understood, with its texts, and what goes with it (as in ``FreshEntry``).

    ``outlet`` is the feed's title, ``fetched`` when the feed was asked.
    """

    entry: Entry
    digest: bytes
    fingerprint: Fingerprint
    shared: bool
    outlet: str | None
    fetched: datetime | None

    def pack(self) -> bytes:
        """Return the entry as it waits in the library."""
        return zlib.compress(_packed(self), 1)

    @staticmethod
    def unpack(data: bytes) -> WaitingEntry:
        """Return what ``pack`` packed. Raises ``zlib.error``, ``msgspec.MsgspecError`` for anything else."""
        return msgspec.msgpack.decode(zlib.decompress(data), type=WaitingEntry)


class Understood(Struct, frozen=True):
    """An entry that was understood, without its texts: its article, and what it is kept with (as in ``FreshEntry``).

    ``as_text``: it could not be; the article is headline and plain text. ``news`` is what its text tells of its news,
    a ``core.news.News`` in msgpack; ``seconds`` of processor time went into it all. After the ``last`` one no other
    part follows.
    """

    entry: Entry
    digest: bytes
    fingerprint: Fingerprint
    shared: bool
    article: Article
    as_text: bool = False
    news: bytes = b""
    seconds: float = 0.0
    last: bool = True


class Reply(Struct, frozen=True):
    """One part of an answer: the value in msgpack, or the kind of error with its sentence."""

    ok: bytes | None = None
    kind: str = ""
    sentence: str = ""


_LENGTH = struct.Struct(">I")
LENGTH_SIZE = _LENGTH.size
"""Bytes of the length that stands before each message."""


def message_size(length: bytes) -> int:
    """Return the size in bytes of the message that follows ``length``, its first ``LENGTH_SIZE`` bytes."""
    return int(_LENGTH.unpack(length)[0])


def encode_request(request: Request, deadline: float) -> bytes:
    """Return the framed message for a request that may take ``deadline`` seconds."""
    return _framed(_packed((deadline, request)))


def decode_request(message: bytes) -> tuple[float, Request]:
    """Return the seconds and the request in a message without its length."""
    return msgspec.msgpack.decode(message, type=tuple[float, Request])


def encode_value(value: Any) -> bytes:
    """Return the framed message for a reply with a value."""
    return _framed(msgspec.msgpack.encode(Reply(ok=_packed(value))))


def encode_error(kind: str, sentence: str) -> bytes:
    """Return the framed message for a reply with an error: the name of its class and its sentence."""
    return _framed(msgspec.msgpack.encode(Reply(kind=kind, sentence=sentence)))


def decode_reply(message: bytes) -> Reply:
    """Return the reply in a message without its length."""
    return msgspec.msgpack.decode(message, type=Reply)


def _framed(message: bytes) -> bytes:
    return _LENGTH.pack(len(message)) + message


def _packed(value: Any) -> bytes:
    """Return a value as msgpack, with every datetime in the offset it was stated in.

    msgpack's own timestamps are UTC, and an outlet's evening would become the day after it: they go as text.
    """
    return msgspec.msgpack.encode(msgspec.to_builtins(value, builtin_types=(bytes,)))
