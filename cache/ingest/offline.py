"""Before the train leaves: which unread articles are here whole, and fetching what the others lack.

An article is complete when its full text is in the library, and its pictures are in the cache: the lead picture and
the figures that are fetched ahead (see ``figures``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.core.feed import Lacking, Readiness
from pullquote.cache.images.cache import image_cache
from pullquote.cache.store import offline as shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.images.cache import ImageCache
    from pullquote.cache.ingest.context import Run


def readiness(connection: sqlite3.Connection, settings: Settings) -> Readiness:
    """Look over the unread articles. Without room for pictures, none are missed."""
    found = shelf.unread(connection)
    pictures = image_cache(settings) if settings.keep.pictures_mb else None
    lacking = []
    for one in found:
        if not one.complete:
            lacking.append(Lacking(one.article, one.title, one.problem or "Its full text is not here."))
        elif pictures and (why := _missing(pictures, one.pictures.addresses)):
            lacking.append(Lacking(one.article, one.title, why))
    return Readiness(len(found), tuple(lacking))


def _missing(pictures: ImageCache, wanted: Sequence[str]) -> str | None:
    """Say which pictures are not here; ``None`` if all are."""
    missing = sum(not pictures.size(url) for url in wanted)
    if not missing:
        return None
    if len(wanted) == 1:
        return "Its picture is not here."
    return f"{missing} of its {len(wanted)} pictures {'is' if missing == 1 else 'are'} not here."


async def complete(run: Run) -> None:
    """Fetch every page and picture that unread articles lack, also those a run leaves for later."""
    from pullquote.cache.ingest.images import fetch_pictures
    from pullquote.cache.ingest.pages import fetch_missing

    await fetch_missing(run, set(await run.look_up(shelf.incomplete)))
    if run.settings.keep.pictures_mb:
        await fetch_pictures(run, [one.pictures for one in await run.look_up(shelf.unread)], most=None)
