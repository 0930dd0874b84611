"""Marking long lists read or unread (``Library.marking``): in pieces, between which others write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.id_set import IdSet
from pullquote.cache.core.results import Marked
from pullquote.cache.store import marking, user_state
from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from pullquote.cache.ingest.stories import Stories


class Marking:
    """Marks many articles, all of them one step that undo takes back. Methods raise ``LibraryError``.

    Used from one thread at a time. What is left when a program ends is marked by the next that goes on.
    """

    def __init__(self, database: Database, stories: Callable[[], Stories]) -> None:
        self._database = database
        self._stories = stories
        self._plan: marking.Plan | None = None
        self._marked = Marked()

    def begin(self, ids: Sequence[int], read: bool = True, *, stories: bool = False) -> Marked:
        """Mark some articles, of many only the first; with ``stories``, all that are in the story of one of them, too.

        What is left is marked by ``go_on``.
        """
        there = self._stories().meant(ids) if stories else IdSet(ids)
        with self._database.reading() as conn:
            lacking = marking.lacking(conn, there, read)
        some = lacking[: marking.AT_ONCE]
        with self._database.write() as conn:
            if len(lacking) > len(some):
                changed = marking.begin(conn, lacking, read)
            else:
                changed = user_state.mark_read(conn, some, read)
        self._marked = Marked(len(some), len(lacking), changed)
        return self._marked

    def is_left(self) -> bool:
        """Return whether a program has ended before it had marked all it began to mark."""
        with self._database.reading() as conn:
            return marking.left(conn) is not None

    def go_on(self) -> Marked | None:
        """Mark some more of what was begun, here or by a program that has ended; ``None`` where nothing is left."""
        if self._plan is None:
            with self._database.reading() as conn:
                self._plan = marking.left(conn)
        if (plan := self._plan) is None:
            return None
        with self._database.write() as conn:
            changed = marking.go_on(conn, plan)
        if changed is None:
            self._plan, self._marked = None, Marked()
            return None
        done = min(self._marked.done + marking.AT_ONCE, len(plan.ids))
        self._marked = Marked(done, len(plan.ids), self._marked.changed + changed)
        return self._marked

    def mark(self, ids: Sequence[int], read: bool = True) -> int:
        """Mark articles, however many, before anything else here; return how many changed."""
        marked = self.begin(ids, read)
        changed = marked.changed
        while marked.done < marked.total and (more := self.go_on()):
            changed = more.changed
        return changed
