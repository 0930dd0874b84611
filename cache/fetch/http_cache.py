"""Freshness and validators of fetched pages: until when each may be used, and how to ask whether it changed (H39).

Kept in the cache folder, each tied to the text in the library that came with it; what is lost is fetched anew.
No cache library does this: they keep whole responses, while here the text is in the library and a page needs five
fields; and hishel, the one for httpx, hides the 304 that tells us a page is unchanged.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
from msgspec import Struct

from pullquote.cache.core import paths
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.fetch.schedule import fresh_for

if TYPE_CHECKING:
    from pullquote.cache.fetch.client import HttpResponse

KEPT = timedelta(days=30)
"""How long a note is kept."""


T = TypeVar("T")


class CacheFile(Generic[T]):
    """A small table of values by address, kept as one msgpack file in the cache folder.

    A cache: a file that cannot be read is empty, and one that cannot be written is done without.
    """

    def __init__(self, name: str, value_type: type[T]) -> None:
        self._name = f"{name}.msgpack"
        self._type = dict[str, value_type]  # type: ignore[valid-type]

    def load(self) -> dict[str, T]:
        """Return the values that were saved last."""
        with contextlib.suppress(OSError, PullquoteError, msgspec.DecodeError):
            return msgspec.msgpack.decode((paths.cache_folder() / self._name).read_bytes(), type=self._type)
        return {}

    def save(self, values: dict[str, T]) -> None:
        """Replace the file with these values."""
        with contextlib.suppress(OSError, PullquoteError):
            path = paths.cache_folder() / self._name
            paths.make_private(path.parent)
            paths.write_atomically(path, msgspec.msgpack.encode(values))


class PageNote(Struct, frozen=True, array_like=True):
    """One page: its validators byte for byte, and Unix seconds: ``fresh_until``, and when its text was ``stored``."""

    etag: str | None
    last_modified: str | None
    fresh_until: float
    stored: int

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class PageNotes:
    """The notes of all pages, by address."""

    def __init__(self, now: datetime) -> None:
        self._file = CacheFile("pages", PageNote)
        self._changed = False
        oldest = (now - KEPT).timestamp()
        self._known = {url: note for url, note in self._file.load().items() if note.stored > oldest}

    def of(self, url: str, stored: int | None) -> PageNote | None:
        """Return the note of a page whose text was ``stored`` then; ``None`` where it is about another text."""
        note = self._known.get(url)
        return note if note and note.stored == stored else None

    def keep(self, url: str, answer: HttpResponse, now: datetime, stored: int) -> None:
        """Note a response's validators and freshness; a page that was redirected is not noted (H8)."""
        before = self._known.pop(url, None)
        self._changed = self._changed or before is not None
        if answer.moves:
            return
        if answer.status != 304:
            before = None
        note = PageNote(
            answer.headers.get("etag") or (before.etag if before else None),
            answer.headers.get("last-modified") or (before.last_modified if before else None),
            (now + fresh_for(answer.headers, now)).timestamp(),
            stored,
        )
        if note.conditions() or note.fresh_until > now.timestamp():
            self._known[url] = note
            self._changed = True

    def save(self) -> None:
        """Write the notes down, where any has changed."""
        if self._changed:
            self._file.save(self._known)
