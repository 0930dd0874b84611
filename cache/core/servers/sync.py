"""Accounts on servers that keep subscriptions and marks for many machines, and what such a server says.

A *dialect* is how a server is spoken to. A *remote* feed or entry is one as the server knows it, by its id there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.feed import Entry

Dialect = Literal["miniflux", "greader", "fever"]
MarkName = Literal["read", "starred"]


class Account(Struct, frozen=True, kw_only=True):
    """An account: ``user`` is who signs in (empty where a token is all), ``name`` what the server calls them.

    ``synced`` is when all was well last, ``tried`` when it was last tried, ``error`` why that failed. ``waiting``
    counts marks the server has not confirmed, ``feeds`` the subscriptions. ``cursor`` and ``since`` are the server's
    own words: how far its entries have been read, and up to when its marks.
    """

    id: int
    dialect: Dialect
    url: str
    user: str = ""
    name: str = ""
    added: datetime
    tried: datetime | None = None
    synced: datetime | None = None
    error: str | None = None
    waiting: int = 0
    feeds: int = 0
    cursor: str = ""
    since: str = ""

    @property
    def changes_feeds(self) -> bool:
        """Whether its server lets us change subscriptions: Fever only lists them."""
        return self.dialect != "fever"


class RemoteFeed(Struct, frozen=True):
    """A subscription as the server has it. ``folder`` is empty for none."""

    id: str
    url: str
    title: str = ""
    folder: str = ""
    site: str | None = None


class RemoteEntry(Struct, frozen=True):
    """An entry as the server has it; ``changed`` is when its marks changed last, where it says so.

    ``entry`` has its texts only inside a worker, which leaves in their place what it makes of them: the ``article`` as
    headline and plain text, the ``digest`` of what is written, and what is ``waiting`` to be understood. There is no
    article of one that says still what it said.
    """

    id: str
    feed: str
    entry: Entry
    read: bool
    starred: bool
    changed: datetime | None = None
    article: Article | None = None
    digest: bytes = b""
    waiting: bytes = b""
    whole: bool = True


class RemoteMarks(Struct, frozen=True):
    """What is marked on a server, by the ids of entries.

    Either the whole: ``unread`` and ``starred`` are all that are so. Or, with both ``None``, what ``changed`` since it
    was last asked: id, read, starred, when. ``since`` is what to ask from the next time. Of a part of a list, ``more``
    says that others follow.
    """

    unread: tuple[str, ...] | None = None
    starred: tuple[str, ...] | None = None
    changed: tuple[tuple[str, bool, bool, datetime | None], ...] = ()
    since: str = ""
    more: bool = False


class RemotePage(Struct, frozen=True):
    """Some entries of a server; ``cursor`` is where to go on, now if there is ``more``, else the next time."""

    entries: tuple[RemoteEntry, ...] = ()
    cursor: str = ""
    more: bool = False


class Mark(Struct, frozen=True):
    """A mark that was made here and waits to be sent: of which entry, what, and when."""

    id: str
    name: MarkName
    value: bool
    made: datetime


class RemoteIds(Struct, frozen=True):
    """Some ids of entries, and how to go on (``more``; empty at the end)."""

    ids: tuple[str, ...] = ()
    more: str = ""


What = Literal["name", "token", "feeds", "folders", "ids", "marks", "page", "done"]
"""What the body of an answer is read as. ``done`` is the answer to what was changed."""
