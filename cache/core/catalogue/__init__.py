"""What a catalogue of works and people says: the record of a show, film, person, group or album.

A record is what one service knows, in our own words; ``cache/catalogue`` makes it of that service's answers, and
``store.catalogue.records`` keeps it. It is never mixed with what an article said: whoever shows it names its provider.
``services`` are those that may be asked.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct

from pullquote.cache.core.article import EntityType

Provider = Literal["tvmaze", "wikidata", "musicbrainz", "tmdb"]
"""A service, by the word settings and commands have for it."""
RecordKind = Literal["show", "film", "franchise", "person", "group", "album"]
"""What a record is of; each is the ``EntityType`` of the same name."""
Outcome = Literal["linked", "open", "missing", "failed"]
"""What came of asking: a record that agreed, several that may be meant, none, or no usable answer."""

PROVIDER_NAMES: Final[dict[Provider, str]] = {
    "tvmaze": "TVmaze",
    "wikidata": "Wikidata",
    "musicbrainz": "MusicBrainz",
    "tmdb": "TMDB",
}
"""The services as they write their names."""
RECORD_KINDS: Final[tuple[RecordKind, ...]] = ("show", "film", "franchise", "person", "group", "album")


class Credit(Struct, frozen=True, kw_only=True):
    """Somebody's part in a work: ``name`` is the person's or group's, ``key`` its key at the same service, if known.

    ``role`` is a lower-case word: ``actor``, ``voice``, ``creator``, ``director``, ``writer``, ``producer``,
    ``member``, ``artist``. ``character`` is who an actor plays. Credits stand in the order of the service.
    """

    name: str
    role: str
    key: str = ""
    character: str | None = None


class Season(Struct, frozen=True, kw_only=True):
    """A season of a show: days are ISO dates, where they are known."""

    number: int
    episodes: int | None = None
    premiered: str | None = None
    ended: str | None = None


class Episode(Struct, frozen=True, kw_only=True):
    """An episode of a show: ``date`` is the ISO day it airs or aired."""

    season: int
    number: int
    name: str = ""
    date: str | None = None


class Work(Struct, frozen=True, kw_only=True):
    """A work of a person, or an album of a group: ``role`` and ``character`` as in ``Credit``."""

    title: str
    kind: EntityType
    key: str = ""
    year: int | None = None
    role: str = ""
    character: str | None = None


class Record(Struct, frozen=True, kw_only=True):
    """What one service knows of one work, person or group.

    ``url`` is the page to name and link as the source. ``begun`` and ``ended`` are the first and last day of a work's
    run, of a life or of a group, as ISO dates that may be cut to a month or a year. ``state`` is ``running``,
    ``ended``, ``dead`` or ``coming``; ``""`` where the service does not say. ``channel`` is the network, studio or
    label. ``episodes`` are those whose day is known, in their order; ``next`` is the one to come.
    """

    provider: Provider
    kind: RecordKind
    key: str
    name: str
    url: str
    aka: tuple[str, ...] = ()
    state: Literal["", "coming", "running", "ended", "dead"] = ""
    begun: str | None = None
    ended: str | None = None
    channel: str | None = None
    country: str | None = None
    language: str | None = None
    genres: tuple[str, ...] = ()
    about: str = ""
    imdb: str | None = None
    credits: tuple[Credit, ...] = ()
    seasons: tuple[Season, ...] = ()
    episodes: tuple[Episode, ...] = ()
    next: Episode | None = None
    works: tuple[Work, ...] = ()

    @property
    def year(self) -> int | None:
        """The year it began, if that is known."""
        return int(self.begun[:4]) if self.begun and self.begun[:4].isdecimal() else None

    @property
    def source(self) -> str:
        """The service as it writes its name."""
        return PROVIDER_NAMES[self.provider]


class Told(Struct, frozen=True, kw_only=True):
    """What the names of an article are told with: of a ``Record`` the few fields a line beside a name needs.

    Reading these alone leaves out the long lists of a record, which its page reads.
    """

    provider: Provider
    kind: RecordKind
    key: str
    name: str
    state: Literal["", "coming", "running", "ended", "dead"] = ""
    begun: str | None = None
    ended: str | None = None
    channel: str | None = None
    country: str | None = None
    credits: tuple[Credit, ...] = ()
    seasons: tuple[Season, ...] = ()
    next: Episode | None = None


class IndexedShow(Struct, frozen=True, array_like=True):
    """A show of a service's index of all its shows: little of it, for many. What is not known is empty.

    ``kind`` is the service's word ("Scripted", "Sports"); ``years`` as in ``name_lists.ListedName``.
    """

    key: str
    name: str
    kind: str = ""
    years: str = ""
    network: str = ""
    language: str = ""


class IndexStatus(Struct, frozen=True, kw_only=True):
    """What is kept of the index of all shows: ``shows`` in ``pages``, ``complete`` once the last page has come.

    ``fetched`` is when the page asked for longest ago was; ``bytes`` what the file of names takes beside the library.
    """

    shows: int = 0
    pages: int = 0
    complete: bool = False
    fetched: datetime | None = None
    bytes: int = 0


class IndexEvent(Struct, frozen=True, kw_only=True):
    """One event of fetching the index: ``page`` came or was as before, and the totals so far.

    ``message`` is a sentence where there is something to say; with ``done`` it is the last event, and with ``failed``
    the index is not up to date. ``total`` is how many pages there were the last time, 0 where that is not known;
    ``seconds_left`` an estimate.
    """

    page: int
    pages: int
    shows: int
    total: int = 0
    message: str = ""
    done: bool = False
    failed: bool = False
    seconds_left: float | None = None


class KeptRecord(Struct, frozen=True, kw_only=True):
    """A record as the library has it: when it was ``fetched``, and why it is taken for the name's (``why``)."""

    id: int
    record: Record
    fetched: datetime
    why: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """What came of asking one service about one name: ``outcome``, when it was ``asked``, when it may be ``again``."""

    name: str
    provider: Provider
    outcome: Outcome
    asked: datetime
    again: datetime
    tries: int = 0


class Held(Struct, frozen=True, kw_only=True):
    """A service that asked us to wait: no request before ``until``."""

    provider: Provider
    until: datetime


class CatalogueStatus(Struct, frozen=True, kw_only=True):
    """What is kept of catalogues and what waits.

    ``use`` is the setting (``ask``, ``on``, ``off``); ``services`` those that may be asked. ``records`` counts what is
    kept, by service; ``linked`` the names that have one; ``waiting`` the names that would be asked about now; ``last``
    is when a service was last asked. ``failed`` are the names whose last answer was no use, ``held`` the services that
    asked us to wait. ``bytes`` is about what the records take of the library's file. ``index`` is what is kept of the
    index of all shows.
    """

    use: Literal["ask", "on", "off"]
    services: tuple[Provider, ...]
    records: dict[str, int] = {}
    linked: int = 0
    open: int = 0
    missing: int = 0
    waiting: int = 0
    last: datetime | None = None
    failed: tuple[Asked, ...] = ()
    held: tuple[Held, ...] = ()
    bytes: int = 0
    index: IndexStatus | None = None


class CatalogueStage(StrEnum):
    """What a ``CatalogueEvent`` tells of."""

    ASKING = "asking"
    LINKED = "linked"
    OPEN = "open"
    MISSING = "missing"
    FAILED = "failed"
    HELD = "held"
    DONE = "done"


class CatalogueEvent(Struct, frozen=True, kw_only=True):
    """One event of bringing the catalogue up to date: what just happened to which name, and the totals so far.

    ``entity`` is the name's id and ``name`` itself; ``message`` is a sentence where there is something to say (why it
    was linked, what failed, until when a service is held, the summary of ``DONE``). ``done`` of ``total`` names are
    settled; ``linked`` and ``failed`` count among them. ``seconds_left`` is an estimate, ``None`` until there is
    something to estimate from.
    """

    stage: CatalogueStage
    entity: int | None = None
    name: str = ""
    provider: Provider | None = None
    message: str = ""
    done: int = 0
    total: int = 0
    linked: int = 0
    failed: int = 0
    seconds_left: float | None = None
