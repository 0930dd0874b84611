"""Offline status: which unread articles lack their text or images.

A module of its own, because it needs the store and the image cache, and nothing that fetches.

An article is complete when its full text is in the library, and its images are in the cache: the lead image and
the figures that are fetched ahead (see ``core/article_images``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import Lacking, OfflineStatus
from pullquote.cache.images.cache import image_cache
from pullquote.cache.store.guard import veils
from pullquote.cache.store.reading import offline as offline_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.images.cache import ImageCache


def offline_status(
    connection: sqlite3.Connection,
    settings: Settings,
    among: Collection[int] | None = None,
    *,
    spoilers: bool = False,
) -> OfflineStatus:
    """Return the offline status of the unread articles, or of those ``among``.

    Without room for pictures, none are missed. Headlines that would spoil something are softened, but where
    ``spoilers`` are wanted.
    """
    found = offline_store.unread(connection, among)
    pictures = image_cache(settings) if settings.keep.pictures_mb else None
    lacking = []
    for one in found:
        if not one.complete:
            lacking.append(Lacking(one.article, one.title, one.problem or "Its full text is not here."))
        elif pictures and (why := _missing(pictures, one.pictures.addresses)):
            lacking.append(Lacking(one.article, one.title, why))
    titles = veils.titles(connection, {one.article: one.title for one in lacking}, spoilers=spoilers)
    return OfflineStatus(len(found), tuple(replace(one, title=titles[one.article]) for one in lacking))


def _missing(pictures: ImageCache, wanted: Sequence[str]) -> str | None:
    """Return a sentence on the images that are not here; ``None`` if all are."""
    missing = sum(not pictures.size(url) for url in wanted)
    if not missing:
        return None
    if len(wanted) == 1:
        return "Its picture is not here."
    return f"{missing} of its {counted(len(wanted), 'picture')} {'is' if missing == 1 else 'are'} not here."
