"""Articles that came before stories were found: their stories are found by refreshes, the newest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from pullquote.cache.store.file.conversions import seconds
from pullquote.cache.store.stories import rows as story_rows

if TYPE_CHECKING:
    from pullquote.cache.ingest.context import LibraryThread

_BACK = timedelta(days=28)
"""How old an article may be that is looked at because what tells its news is not known."""
_AT_ONCE = 100


async def catch_up(library: LibraryThread, when: datetime, *, most: int = 2_000) -> int:
    """Find the stories of the newest articles that came before stories were found; return how many were looked at.

    A few at a time: whoever waits to write goes first.
    """
    since = seconds(when - _BACK)
    done: set[int] = set()
    while len(done) < most:
        numbers = await library.look_up(lambda conn: story_rows.missing(conn, since, _AT_ONCE))
        if done.issuperset(numbers):  # those that are left have no text that can be read
            break
        from pullquote.cache.store.stories import grouping

        await library.store(partial(grouping.make_anew, numbers=sorted(numbers)))
        done.update(numbers)
    return len(done)
