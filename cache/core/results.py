"""What the library returns: headlines, search hits, quotes, entities and dated releases."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import EntityType, Precision, QuoteKind
from pullquote.cache.core.progress import Seen


class KnownEntity(Struct, frozen=True, kw_only=True):
    """A name the library has learned, handed to ``annotate``; ``articles`` counts where it was seen.

    ``fixed`` marks a user's own correction: its type is certain. ``hidden`` names are never listed. ``of`` are titles:
    where there are some, it is a name only in an article that names one of them.
    """

    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    articles: int = 1
    fixed: bool = False
    hidden: bool = False
    of: tuple[str, ...] = ()


class KnownNames(Struct, frozen=True):
    """What helps to understand an article: the names a library is sure of, and lists of further ones.

    ``lists`` are the sorted lines of those that were handed over (``core.names.lists``), ``index`` is the path of the
    file with the names of a catalogue's index (``core.names.index``), or empty.
    """

    names: tuple[KnownEntity, ...] = ()
    lists: tuple[str, ...] = ()
    index: str = ""


class ImportedNames(Struct, frozen=True):
    """What came of a list of names: how many are new, changed, were there; (number, reason) of lines left out."""

    added: int
    changed: int
    known: int
    skipped: tuple[tuple[int, str], ...] = ()


class Headline(Struct, frozen=True, kw_only=True):
    """One row of the list: enough to draw it without touching the article.

    ``when`` sorts the list; ``names`` are the two entities that matter most; ``complete`` says the full
    text is here. ``keywords`` are the outlet's, ``tags`` the user's own; ``queued`` is on the reading list;
    ``marked``: something of it, or a note to it, is in the quote book;
    ``position`` is how far it was read, 0 to 1. ``story`` is that of the articles that are the same news, of which
    there are ``others`` beside this one; ``None`` where there is no other. ``veiled``: the title is not the article's
    own, which would spoil something for the user (``core.spoilers``), but says what it is about.
    """

    id: int
    title: str
    outlet: str | None = None
    when: datetime
    url: str | None = None
    minutes: int = 0
    words: int = 0
    read: bool = False
    starred: bool = False
    sample: bool = False
    complete: bool = True
    names: tuple[str, ...] = ()
    feed: int | None = None
    quotes: int = 0
    byline: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    picture: str | None = None
    tags: tuple[str, ...] = ()
    queued: bool = False
    muted: bool = False
    position: float = 0.0
    story: int | None = None
    others: int = 0
    veiled: bool = False
    marked: bool = False


class StoryRow(Struct, frozen=True):
    """A story as one row: its ``headline`` and those of the ``others`` that are the same news, the earliest first."""

    headline: Headline
    others: tuple[Headline, ...] = ()


class OwnTag(Struct, frozen=True):
    """A tag of the user's own, with its articles and how many of them are unread."""

    name: str
    articles: int = 0
    unread: int = 0


class SearchHit(Struct, frozen=True):
    """A search result: the headline and a snippet; ``marks`` are the matched runs of the snippet."""

    headline: Headline
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


class Elsewhere(Struct, frozen=True, kw_only=True):
    """Another article of a story that has the same quotation."""

    article: int
    outlet: str | None = None
    url: str | None = None


class QuoteRow(Struct, frozen=True, kw_only=True):
    """A quote with the article it stands in: a row of ``quotes`` and of the quotes screen.

    ``also`` are the other articles of the same story that have it. ``veiled``: the title is not the article's own.
    """

    article: int
    text: str
    speaker: str | None = None
    via: str | None = None
    kind: QuoteKind = "inline"
    title: str
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    block: int = 0
    also: tuple[Elsewhere, ...] = ()
    veiled: bool = False

    @property
    def other_outlets(self) -> tuple[str, ...]:
        """The other outlets of the story that have it, each once."""
        named = dict.fromkeys(other.outlet for other in self.also if other.outlet)
        return tuple(name for name in named if name != self.outlet)


class EntityRow(Struct, frozen=True, kw_only=True):
    """A show, person or other entity across the library: a row of ``people``, ``works`` and their like.

    ``seen`` is how far the user has seen a show; ``None`` where nothing was said.
    """

    id: int
    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    articles: int = 0
    mentions: int = 0
    quotes: int = 0
    followed: bool = False
    last: datetime | None = None
    seen: Seen | None = None


class Guarded(Struct, frozen=True, kw_only=True):
    """A name that is guarded against spoilers, and why: ``named`` by the user, partly ``seen``, in the ``setting``.

    ``id`` is its number, ``None`` where no article names it yet; ``articles`` have something veiled for it.
    """

    name: str
    type: EntityType | None = None
    id: int | None = None
    seen: Seen | None = None
    by: Literal["named", "seen", "setting"] = "setting"
    articles: int = 0


class DatedRelease(Struct, frozen=True, kw_only=True):
    """A release date with the article that states it; ``stated`` is when that appeared, if it says."""

    article: int
    title: str
    what: str | None = None
    date: str | None = None
    precision: Precision | None = None
    text: str = ""
    stated: datetime | None = None


class Scaled(Struct, frozen=True):
    """A scaled picture: ``width`` by ``height`` pixels, row by row, four bytes each: red, green, blue, opacity.

    One that was asked for as a file (``Thumbnailer.encode``) has the bytes of a PNG in their place.
    """

    width: int
    height: int
    pixels: bytes


class Marked(Struct, frozen=True):
    """How many of the articles were looked at, of how many that lacked the mark; ``changed`` are those that got it.

    ``step`` is what goes on with the rest; ``None`` where there was none from the beginning.
    """

    done: int
    total: int
    changed: int
    step: int | None = None


class Partly(Struct, frozen=True):
    """A part of a ``step`` was taken back, ``articles`` many; the rest of it is still to be."""

    step: int
    articles: int


class Undone(Struct, frozen=True):
    """What was taken back, as a ``sentence``; ``articles`` came back to the library by it.

    ``relisted``: articles came or went, so that lists are no longer what they were.
    """

    sentence: str
    articles: tuple[int, ...] = ()
    relisted: bool = False
