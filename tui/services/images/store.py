"""The pictures at hand: how large each is, and its pixels once they were asked for and scaled.

Drawing asks for what is in view and goes on without it; ``develop`` makes what was asked for, the latest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from textual.cache import LRUCache

from pullquote.cache.core.errors import PullquoteError, WorkerTimeout
from pullquote.tui.render.image_layout import Frame, Scale, frame, pictures_of

if TYPE_CHECKING:
    from pullquote.cache.core.article import Article
    from pullquote.cache.core.results import Scaled
    from pullquote.cache.library import Library
    from pullquote.cache.workers.thumbnails import Thumbnailer
    from pullquote.tui.services.images.terminal_pictures import TerminalPictures

MOST_SCALED = 12
"""Scaled pictures that are kept, the largest of about 60 kB."""
MOST_WANTED = 4
MOST_LOOKED_AT = 60
"""Pictures of one article that are looked for."""
MOST_KNOWN = 1000
FEW = 4
"""Pictures that may be looked for while a key waits: a quarter of a millisecond each."""


class ImageStore:
    """The images of the articles that are read, as ``library`` has them in its cache."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sizes: dict[str, tuple[int, int] | None] = {}
        self._broken: set[str] = set()
        self._late: set[str] = set()
        self._scaled: LRUCache[Frame, Scaled] = LRUCache(MOST_SCALED)
        self._wanted: dict[Frame, None] = {}
        self._making: Frame | None = None
        self.terminal: TerminalPictures | None = None
        """The terminal's own pictures, where it has any: what is made is sent there."""

    @cached_property
    def _thumbnails(self) -> Thumbnailer:
        return self._library.thumbnails()

    def look(self, article: Article) -> None:
        """Look which pictures of ``article`` are here and how large they are. Reads files; for any thread."""
        if len(self._sizes) > MOST_KNOWN:
            self._sizes = {}
        for url in _addresses(article):
            if not self._sizes.get(url):
                self._sizes[url] = self._thumbnails.measure(url) if url not in self._broken else None

    def look_at_few(self, article: Article) -> bool:
        """Look as ``look`` does where that takes a moment only; return whether nothing is left to be looked for."""
        left = [url for url in _addresses(article) if url not in self._sizes]
        if left and len(left) <= FEW:
            self.look(article)
            return True
        return not left

    def looked_at(self, article: Article) -> bool:
        """Return whether nothing has to be looked for."""
        return all(url in self._sizes for url in _addresses(article))

    def frames(self, article: Article, columns: int, window: int, scale: Scale) -> Mapping[int, Frame]:
        """Return the room for each picture that is here, by its place, in a column and a window of so many cells."""
        found: dict[int, Frame] = {}
        for place, urls in pictures_of(article).items():
            for url in urls:
                size = self._sizes.get(url)
                if place not in found and size and (room := frame(url, size, columns, window, scale)):
                    found[place] = room
        return found

    def scaled(self, room: Frame) -> Scaled | None:
        """Return the picture for its room; one that is not made yet is asked for."""
        found = self._scaled.get(room)
        if found is None:
            self._want(room)
        return found

    def number_of(self, room: Frame) -> int | None:
        """Return the terminal's number of the picture for its room; one that it has not got is asked for."""
        if self.terminal is None:
            return None
        number = self.terminal.number_of(room)
        if number is None and not self.terminal.is_sending(room):
            self._want(room)
        return number

    def _want(self, room: Frame) -> None:
        if room == self._making:
            return
        self._wanted.pop(room, None)
        self._wanted[room] = None
        while len(self._wanted) > MOST_WANTED:
            self._wanted.pop(next(iter(self._wanted)))

    async def develop(self) -> Frame | None:
        """Make the picture asked for last and give its room; ``None`` when there is nothing to do."""
        if not self._wanted:
            return None
        room, _ = self._wanted.popitem()
        self._making = room
        try:
            if (terminal := self.terminal) is not None:
                png = await self._thumbnails.encode(room.url, *self._pixels(room, terminal.cell))
                terminal.send(room, png)
            else:
                self._scaled[room] = await self._thumbnails.scale(room.url, room.columns, 2 * room.rows)
        except WorkerTimeout:
            if room.url not in self._late:  # late, not broken: the next drawing asks for it once more
                self._late.add(room.url)
                return room
            self._forget(room.url)
        except (PullquoteError, OSError):
            self._forget(room.url)
        finally:
            self._making = None
        return room

    def _pixels(self, room: Frame, cell: tuple[int, int]) -> tuple[int, int]:
        """Return how many pixels are sent for a room: those of its cells, but no more than the picture has."""
        width, height = room.columns * cell[0], room.rows * cell[1]
        own = self._sizes.get(room.url) or (width, height)
        smaller = min(1.0, max(own[0] / width, own[1] / height))
        return max(1, round(width * smaller)), max(1, round(height * smaller))

    def _forget(self, url: str) -> None:
        """Count a picture as broken: from now on it is not here."""
        self._broken.add(url)
        self._sizes[url] = None

    def is_broken(self, room: Frame) -> bool:
        """Return whether the picture could not be made: from then on it is not here."""
        return room.url in self._broken

    def close(self) -> None:
        """Let go of the worker that scales."""
        self._wanted.clear()
        if "_thumbnails" in self.__dict__:
            self._thumbnails.close()


def _addresses(article: Article) -> list[str]:
    return [url for urls in pictures_of(article).values() for url in urls][:MOST_LOOKED_AT]
