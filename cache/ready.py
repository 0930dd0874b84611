"""Before the train leaves: which unread articles are here whole, and fetching what the others lack.

An article is complete when its full text is in the library and its lead picture, if it has one, in the cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.model import Lacking, Readiness
from pullquote.cache.pictures import picture_shelf
from pullquote.cache.store import ready as shelf

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.run import Run
    from pullquote.cache.settings import Settings


def readiness(connection: sqlite3.Connection, settings: Settings) -> Readiness:
    """Look over the unread articles. Without room for pictures, none are missed."""
    pictures = picture_shelf(settings)
    found = shelf.unread(connection)
    lacking = []
    for one in found:
        if not one.complete:
            lacking.append(Lacking(one.article, one.title, one.problem or "Its full text is not here."))
        elif one.picture and settings.keep.pictures_mb and not pictures.find(one.picture):
            lacking.append(Lacking(one.article, one.title, "Its picture is not here."))
    return Readiness(len(found), tuple(lacking))


async def complete(run: Run) -> None:
    """Fetch every page and lead picture that unread articles lack, also those a run leaves for later."""
    from pullquote.cache.pages import fetch_missing
    from pullquote.cache.pictures import fetch_pictures

    found = await run.look_up(shelf.unread)
    await fetch_missing(run, {one.article for one in found if not one.complete})
    if run.settings.keep.pictures_mb:
        run.pictures = {one.picture: None for one in await run.look_up(shelf.unread) if one.picture}
        await fetch_pictures(run, most=None)
