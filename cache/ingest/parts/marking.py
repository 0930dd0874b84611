"""Marking long lists read or unread (``Library.marking``): in pieces, between which others write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.id_set import IdSet
from pullquote.cache.core.results import Marked
from pullquote.cache.store.database import Database
from pullquote.cache.store.user import marking, marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from pullquote.cache.ingest.parts.stories import Stories


class Marking:
    """Marks many articles, all of them one step that undo takes back. Methods raise ``LibraryError``.

    Used from one thread at a time. What is left when a program ends is marked by the next that goes on.
    """

    def __init__(self, database: Database, stories: Callable[[], Stories]) -> None:
        self._database = database
        self._stories = stories
        self._plans: dict[int, marking.Plan] = {}

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
                return marking.begin(conn, lacking, read)
            return Marked(len(some), len(some), marks.mark_read(conn, some, read))

    def is_left(self) -> bool:
        """Return whether a program has ended before it had marked all it began to mark."""
        with self._database.reading() as conn:
            return marking.left(conn) is not None

    def go_on(self, step: int | None = None) -> Marked | None:
        """Mark some more of what was begun as a step, here or by a program that has ended; by default of the first.

        ``None`` where nothing is left of it, also as it was taken back.
        """
        if step is None or step not in self._plans:
            with self._database.reading() as conn:
                plan = marking.left(conn, step)
        else:
            plan = self._plans[step]
        if plan is None:
            return None
        with self._database.write() as conn:
            marked = marking.go_on(conn, plan)
        if marked is None or marked.done >= marked.total:
            self._plans.pop(plan.step, None)
        else:
            self._plans[plan.step] = plan
        return marked

    def mark(self, ids: Sequence[int], read: bool = True) -> int:
        """Mark articles, however many, before anything else here; return how many changed."""
        marked = self.begin(ids, read)
        while marked.done < marked.total and (more := self.go_on(marked.step)):
            marked = more
        return marked.changed
