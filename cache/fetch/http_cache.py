"""What servers said of the pages they gave: until when each stays good, and how to ask whether it changed (H39).

Kept in the cache folder, tied to the very text in the library that came with it; what is lost is asked for anew.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from pullquote.cache.core import paths
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.fetch.schedule import fresh_for

if TYPE_CHECKING:
    from pathlib import Path

    from pullquote.cache.fetch.client import Answer

KEPT = timedelta(days=30)
"""How long a note is of use."""


class PageNote(Struct, frozen=True, array_like=True):
    """One page: its validators byte for byte, and Unix seconds: ``fresh_until``, and when its text was ``stored``."""

    etag: str | None
    last_modified: str | None
    fresh_until: float
    stored: int

    def conditions(self) -> dict[str, str]:
        """Give the headers that ask for the page only if it changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class PageNotes:
    """The notes of all pages, by address."""

    def __init__(self, now: datetime) -> None:
        self._known: dict[str, PageNote] = {}
        self._changed = False
        with contextlib.suppress(OSError, PullquoteError, msgspec.DecodeError):
            known = msgspec.msgpack.decode(self._path().read_bytes(), type=dict[str, PageNote])
            oldest = (now - KEPT).timestamp()
            self._known = {url: note for url, note in known.items() if note.stored > oldest}

    def of(self, url: str, stored: int | None) -> PageNote | None:
        """Give the note of a page whose text was ``stored`` then; of another text it says nothing."""
        note = self._known.get(url)
        return note if note and note.stored == stored else None

    def keep(self, url: str, answer: Answer, now: datetime, stored: int) -> None:
        """Note what an answer said; a page that came from another address in the end is not noted (H8)."""
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
        """Write them down; a cache that cannot be written is done without."""
        if self._changed:
            with contextlib.suppress(OSError, PullquoteError):
                path = self._path()
                paths.make_private(path.parent)
                paths.write_atomically(path, msgspec.msgpack.encode(self._known))

    @staticmethod
    def _path() -> Path:
        return paths.cache_folder() / "pages.msgpack"
