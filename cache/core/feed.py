"""What comes in, as frozen values: feeds, their entries and states, candidates, the progress of a refresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from pullquote.cache.core.article import Enclosure
from pullquote.cache.core.order import Order


class Entry(Struct, frozen=True, kw_only=True):
    """One item of a feed as its publisher wrote it, sanitised. ``content`` is HTML and may be empty.

    ``key`` identifies the entry inside its feed: id, else link, else a hash (P4). ``caption`` is what the feed says
    of ``image``. ``other_link`` is where ``link`` would lead if it was not written for the feed's site but for the
    feed's own address: ``None`` for a link that is whole. ``outlet`` names whose entry it is where the feed gathers
    those of others, empty where it is the feed's own.
    """

    key: str
    id: str | None = None
    title: str = ""
    link: str | None = None
    other_link: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    content: str = ""
    content_base: str | None = None
    summary: str = ""
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str | None = None
    caption: str = ""
    language: str | None = None
    outlet: str = ""


class Fingerprint(Struct, frozen=True, array_like=True):
    """What tells an entry from others: 64 bits of each field, ``None`` for what it does not state.

    ``stem`` is of the guid as an address: without what makes no difference to one. ``date`` is in Unix seconds.
    """

    guid: int | None = None
    stem: int | None = None
    link: int | None = None
    title: int | None = None
    date: int | None = None
    text: int | None = None


class KnownEntry(Struct, frozen=True, array_like=True):
    """What the library keeps of an entry that came before: the ``hash`` of its content, the id of its ``article``.

    ``hash`` is empty where the entry is to be read again, ``article`` is ``None`` where it was pruned. Entries that
    came before fingerprints were kept have none; then ``title``, ``link`` and ``date`` are those of their article.
    """

    key: str
    hash: bytes
    article: int | None = None
    fingerprint: Fingerprint | None = None
    title: str = ""
    link: str | None = None
    date: int | None = None


class ParsedFeed(Struct, frozen=True, kw_only=True):
    """What a feed's bytes say.

    ``ttl`` is in seconds (RSS ``ttl``, the syndication module), ``address`` is where the feed says it is to
    be had (``rel=self``), ``skip_hours`` are UTC hours 0 to 23, ``skip_days`` are English day names (RSS 2.0).
    ``older`` counts entries that are not in ``entries``, because they are more than are kept of one feed.
    """

    title: str = ""
    site: str | None = None
    description: str = ""
    language: str | None = None
    icon: str | None = None
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()
    format: str = ""
    address: str | None = None
    entries: tuple[Entry, ...] = ()
    older: int = 0


class MailHead(Struct, frozen=True):
    """Which feed a mail is of, and the key it has there.

    ``feed`` is its address (``core.mail``), ``title`` what it may be called, ``site`` the archive of all its mails.
    """

    feed: str
    key: str
    title: str
    site: str | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """A subscription and how it is doing. ``error`` is a sentence for the user, ``None`` when well.

    ``interval``, ``user_agent``, ``keep_days``, ``pictures`` and ``order`` are its own; ``None`` is what the settings
    say. ``mute`` is a query: what of this feed matches is left out of lists.
    """

    id: int
    url: str
    title: str
    site: str | None = None
    folder: str = ""
    added: datetime
    checked: datetime | None = None
    next_check: datetime | None = None
    error: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    suspended: bool = False
    entries: int = 0
    unread: int = 0
    interval: int | None = None
    full_text: bool = True
    user_agent: str | None = None
    keep_days: int | None = None
    pictures: bool | None = None
    order: Order | None = None
    mute: str = ""


class FeedState(Struct, frozen=True, kw_only=True):
    """All that asking a feed again depends on; kept in the database so that a restart changes nothing.

    Validators (``etag``, ``last_modified``) are the received bytes as text, never rewritten, and belong to
    ``url``. ``body_hash`` is SHA-256 of the decoded body. ``fresh_until`` is how long the server said its last
    answer holds: not even a user's key asks sooner. ``asked_fully`` is the last unconditional request,
    ``same_bodies`` counts 200 answers in a row with an unchanged body, ``moved_*`` gather proof
    of a permanent redirect.
    """

    feed: int
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    checked: datetime | None = None
    next_check: datetime | None = None
    fresh_until: datetime | None = None
    asked_fully: datetime | None = None
    unchanged_since: datetime | None = None
    same_bodies: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    status: int | None = None
    error: str | None = None
    suspended: bool = False
    moved_to: str | None = None
    moved_seen: int = 0
    moved_since: datetime | None = None
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()
    title: str = ""
    folder: str = ""
    interval: int | None = None
    full_text: bool = True
    user_agent: str | None = None
    keep_days: int | None = None
    private: bool = False
    pictures: bool | None = None


class HostState(Struct, frozen=True, kw_only=True):
    """A host that asked us to wait (429, 503): no request before ``not_before``."""

    host: str
    not_before: datetime
    strikes: int = 0


class Candidate(Struct, frozen=True):
    """A feed that discovery found at a site, best first; ``title`` is what the site calls it."""

    url: str
    title: str = ""
    type: str = ""


SLASH = "\u2215"
"""Stands for a slash in the name of a folder, because a slash parts the folders of a path."""


def folder_path(names: Iterable[str]) -> str:
    """Return nested folders as one path, ``Film/Reviews``; a slash in a name becomes a sign that looks like one."""
    return "/".join(name.replace("/", SLASH) for name in names)


def folder_names(path: str) -> tuple[str, ...]:
    """Return the names of the folders in a path, outermost first, with their own slashes."""
    return tuple(name.replace(SLASH, "/") for name in path.split("/") if name)


def feeds_by_folder(feeds: Iterable[Feed]) -> list[tuple[str, list[Feed]]]:
    """Return feeds by folder, both by name; those in no folder come first, with the folder ``""``."""
    folders: dict[str, list[Feed]] = {}
    for feed in sorted(feeds, key=lambda feed: (feed.folder.casefold(), feed.title.casefold())):
        folders.setdefault(feed.folder, []).append(feed)
    return list(folders.items())


class ListedFeed(Struct, frozen=True):
    """A feed of a subscription list (OPML), before anybody subscribes to it; ``folder`` is a path, ``Film/Reviews``."""

    url: str
    title: str = ""
    folder: str = ""


class Imported(Struct, frozen=True, kw_only=True):
    """What an OPML import did; ``skipped`` holds line numbers with the reason each was left out.

    ``private`` are the feeds that were left out because they are inside a private network and nobody allowed them.
    """

    added: int = 0
    known: int = 0
    skipped: tuple[tuple[int, str], ...] = ()
    private: tuple[ListedFeed, ...] = ()


class Lacking(Struct, frozen=True):
    """An unread article that is not complete, and why, in words."""

    article: int
    title: str
    why: str


class OfflineStatus(Struct, frozen=True):
    """How many unread articles there are, and those that are not complete."""

    unread: int
    lacking: tuple[Lacking, ...]

    @property
    def complete(self) -> int:
        """How many of them are complete."""
        return self.unread - len(self.lacking)


class Pruned(Struct, frozen=True, kw_only=True):
    """What pruning removed, or would remove: how many ``articles``, about how many ``bytes`` of the file.

    ``kept`` counts older ones that stay all the same; ``before`` is the time before which articles go (``None``
    where everything is kept). ``for_good`` counts articles the user removed long ago: undo brings them back no more.
    """

    articles: int = 0
    kept: int = 0
    bytes: int = 0
    for_good: int = 0
    before: datetime | None = None


class Stage(StrEnum):
    """The steps of a refresh, in order."""

    WAITING = "waiting"
    SYNCING = "syncing"
    SYNCED = "synced"
    FETCHED = "fetched"
    CUT = "cut"
    UNCHANGED = "unchanged"
    STORED = "stored"
    UNDERSTOOD = "understood"
    AS_TEXT = "as-text"
    NOTICED = "noticed"
    PAGE = "page"
    PICTURE = "picture"
    UNKEPT = "unkept"
    FAILED = "failed"
    SKIPPED = "skipped"
    DONE = "done"


class RefreshEvent(Struct, frozen=True, kw_only=True):
    """One event of a refresh: what just happened to which feed, and the totals so far.

    ``UNKEPT`` says that no more pictures can be kept, and why.
    ``pages_failed`` counts those of ``pages_done`` that could not be had, but not those an outlet's robots.txt
    keeps from programs. ``understood`` counts articles that came as headlines and are more now, of
    ``to_understand`` that are known of. Pictures are counted last, once it is known which are wanted. ``offline``
    is set once no host at all could be reached. ``seconds_left`` is an estimate, ``None`` until there is something
    to estimate from. Of an article that a rule wants to be told of (``NOTICED``), ``title`` is the headline,
    ``message`` the rule, ``address`` where it leads.
    """

    stage: Stage
    feed: int | None = None
    title: str = ""
    message: str = ""
    done: int = 0
    total: int = 0
    new: int = 0
    failed: int = 0
    pages_done: int = 0
    pages_total: int = 0
    pages_failed: int = 0
    understood: int = 0
    to_understand: int = 0
    pictures_done: int = 0
    pictures_total: int = 0
    offline: bool = False
    seconds_left: float | None = None
    address: str | None = None
