"""Before the train leaves: which unread articles are here whole, and fetching what the others lack.

An article is complete when its full text is in the library, and its pictures are in the cache: the lead picture and
the figures that are fetched ahead (see ``figures``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.feed_model import Lacking, Readiness
from pullquote.cache.pictures import picture_shelf
from pullquote.cache.store import ready as shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pullquote.cache.fetch.images import PictureShelf
    from pullquote.cache.run import Run
    from pullquote.cache.settings import Settings


def readiness(connection: sqlite3.Connection, settings: Settings) -> Readiness:
    """Look over the unread articles. Without room for pictures, none are missed."""
    found = shelf.unread(connection)
    pictures = picture_shelf(settings) if settings.keep.pictures_mb else None
    lacking = []
    for one in found:
        if not one.complete:
            lacking.append(Lacking(one.article, one.title, one.problem or "Its full text is not here."))
        elif pictures and (why := _missing(pictures, one.pictures.addresses)):
            lacking.append(Lacking(one.article, one.title, why))
    return Readiness(len(found), tuple(lacking))


def _missing(pictures: PictureShelf, wanted: Sequence[str]) -> str | None:
    """Say which pictures are not here; ``None`` if all are."""
    missing = sum(not pictures.size(url) for url in wanted)
    if not missing:
        return None
    if len(wanted) == 1:
        return "Its picture is not here."
    return f"{missing} of its {len(wanted)} pictures {'is' if missing == 1 else 'are'} not here."


async def complete(run: Run) -> None:
    """Fetch every page and picture that unread articles lack, also those a run leaves for later."""
    from pullquote.cache.pages import fetch_missing
    from pullquote.cache.pictures import fetch_pictures

    await fetch_missing(run, set(await run.look_up(shelf.incomplete)))
    if run.settings.keep.pictures_mb:
        await fetch_pictures(run, [one.pictures for one in await run.look_up(shelf.unread)], most=None)
