"""What is said between the program and its worker processes: jobs one way, answers the other."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.feed import Entry, ParsedFeed
from pullquote.cache.core.results import KnownName

BATCH = 8
"""Entries understood between two parts of the answer to ``ReadFeed``."""


class ParseFeed(Struct, frozen=True, tag=True):
    """Read a feed: answers with a ``ParsedFeed``."""

    data: bytes
    url: str | None = None
    content_type: str | None = None


class ReadFeed(Struct, frozen=True, tag=True):
    """Read a feed and understand what is new or changed in it.

    ``known`` maps entry keys to the hashes of what was kept, ``outlet`` names the feed where it does not name
    itself. Answers in parts: a ``FeedHead``, then lists of ``FreshEntry``, at most ``BATCH`` each, ``fresh`` in all.
    """

    data: bytes
    url: str | None = None
    content_type: str | None = None
    known: dict[str, bytes] = {}
    outlet: str | None = None
    fetched: datetime | None = None


class Understand(Struct, frozen=True, tag=True):
    """Understand a page or file; ``instead_of`` is the feed's article it would replace.

    ``rules`` is the path of the folder with a person's own site rules.
    """

    data: bytes
    url: str | None = None
    content_type: str | None = None
    name: str | None = None
    fetched: datetime | None = None
    instead_of: Article | None = None
    rules: str | None = None


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


class ScalePicture(Struct, frozen=True, tag=True):
    """Scale the picture in the file ``path`` to so many pixels: answers with a ``Scaled``."""

    path: str
    width: int
    height: int


class FindLinks(Struct, frozen=True, tag=True):
    """Read a page's links to feeds: answers with a ``PageLinks``."""

    data: bytes


class Warm(Struct, frozen=True, tag=True):
    """Read the parsers in, so that the first job's deadline is its own."""

    kind: Kind = "feeds"


Kind = Literal["feeds", "entries", "pages", "pictures"]
Job = ParseFeed | ReadFeed | Understand | UnderstandEntries | Learn | CheckPicture | ScalePicture | FindLinks | Warm


class Understood(Struct, frozen=True):
    """A page understood. ``better`` says it should replace ``instead_of`` (true without one)."""

    article: Article
    better: bool = True


class EntryResult(Struct, frozen=True):
    """One entry understood, or why not."""

    article: Article | None = None
    error: str | None = None


class FeedHead(Struct, frozen=True):
    """The first part of the answer to ``ReadFeed``: the feed without its entries, and how many are fresh."""

    feed: ParsedFeed
    fresh: int


class FreshEntry(Struct, frozen=True):
    """A new or changed entry of a feed, without its texts; ``article`` is ``None`` where it was not understood.

    ``digest`` is the hash of the whole entry, ``whole`` says that it carries the whole article.
    """

    entry: Entry
    digest: bytes
    new: bool
    whole: bool
    article: Article | None = None


class Answer(Struct, frozen=True):
    """One part of an answer: the value in msgpack, or the kind of error with its sentence."""

    ok: bytes | None = None
    kind: str = ""
    sentence: str = ""
