"""Image files on disk, by address and within a budget."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.cache.core import paths
from pullquote.cache.core.errors import FetchError

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings


def image_cache(settings: Settings) -> ImageCache:
    """Return the image cache in the cache folder, with the budget of the settings."""
    return ImageCache(paths.cache_folder() / "pictures", settings.keep.pictures_mb << 20)


class ImageCache:
    """Images by their address in one folder, at most ``budget`` bytes of them; the least recently read go first.

    File names are hashes of our own (C11), readable by their owner only. An image that could not be fetched
    leaves an empty file, so that it is asked for at most once in ``FORGET`` seconds (H39).
    """

    FORGET = 86_400.0

    def __init__(self, folder: Path, budget: int) -> None:
        self._folder = folder
        self._budget = budget

    @property
    def room(self) -> int:
        """The bytes of the budget that are free after ``tidy``."""
        return self._budget * 9 // 10

    def find(self, url: str) -> Path | None:
        """Return the picture's file if it is here, and count it as read."""
        path = self._path(url)
        try:
            if not path.stat().st_size:
                return None
            os.utime(path)
        except OSError:
            return None
        return path

    def size(self, url: str) -> int:
        """Return the bytes of a picture that is here, else 0; to ask does not count as reading it."""
        try:
            return self._path(url).stat().st_size
        except OSError:
            return 0

    def read_last_first(self, urls: Iterable[str]) -> None:
        """Count pictures that are here as read just now, the first of them last, so that it is the last to go."""
        now = time.time_ns()
        for behind, url in enumerate(urls):
            if self.size(url):
                with contextlib.suppress(OSError):
                    os.utime(self._path(url), ns=(now - 1000 * behind, now - 1000 * behind))

    def wants(self, url: str) -> bool:
        """Return whether the picture should be asked for: it is not here, and was not refused within a day."""
        try:
            found = self._path(url).stat()
        except OSError:
            return True
        return not found.st_size and time.time() - found.st_mtime > self.FORGET

    def keep(self, url: str, data: bytes) -> Path:
        """Keep a picture that was checked, or ``b""`` for one that could not be had. Raises ``FetchError``."""
        path = self._path(url)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            paths.put_in_place(path, data, synced=False)
        except OSError as error:
            raise FetchError(f"The picture cannot be kept in {self._folder}: {error.strerror}.") from error
        return path

    def tidy(self) -> int:
        """Remove the least recently read pictures until nine tenths of the budget are left; return how many went."""
        files: list[tuple[float, int, Path]] = []
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                with contextlib.suppress(OSError):
                    found = path.stat()
                    files.append((found.st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in files)
        gone = 0
        if total > self._budget:
            for _, size, path in sorted(files):
                if total <= self.room:
                    break
                with contextlib.suppress(OSError):
                    path.unlink()
                    total, gone = total - size, gone + 1
        return gone

    def _path(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:40]
