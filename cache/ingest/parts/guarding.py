"""The spoiler guard, as the app and the command line use it (``Library.guard``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Literal

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.results import Guarded
from pullquote.cache.core.spoilers import Guard, Veils, passages, veil
from pullquote.cache.store.database import Database
from pullquote.cache.store.guard import guards, veils
from pullquote.cache.store.reading import articles, headlines

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.results import EntityRow, Headline


_AT_ONCE, _STEP = 0.15, 0.25
"""Seconds that are spent on veils while a key waits, and in one transaction of those made behind it."""


class Guarding:
    """What is guarded against spoilers, and what of articles is veiled for it.

    ``Library`` gives everything veiled by itself; this says what is behind it. Methods raise ``LibraryError``; what
    changes something is one step that undo takes back.
    """

    def __init__(self, database: Database, names: Callable[[], Sequence[str]]) -> None:
        self._database = database
        self._names = names

    def guards(self) -> list[Guard]:
        """Return what is guarded."""
        with self._database.reading() as conn:
            return veils.guards(conn)

    def set(self, name: int, guarded: bool | None) -> bool:
        """Guard a name, guard it never, or say nothing of it; return whether that is a change. Raises ``NotFound``."""
        with self._database.write() as conn:
            changed = veils.guard(conn, name, guarded)
            veils.plan(conn)
            veils.work(conn, _AT_ONCE)
        return changed

    def settle(self, told: Callable[[int, int], None] | None = None) -> bool:
        """Make veils anew where what is guarded has changed, the names of the settings too; return whether it had.

        Others write between its pieces. ``told`` is told how many articles were looked at, of how many.
        """
        changed, total = self.begin()
        done = 0
        while some := self.work():
            done += some
            if told:
                told(min(done, total), total)
        return changed or done > 0

    def begin(self) -> tuple[bool, int]:
        """Note whose veils are to be made anew; return whether what is guarded had changed, and how many they are.

        ``work`` makes them anew. Until then they are judged when they are shown, so that it may end anywhere.
        """
        with self._database.write() as conn:
            guards.keep_setting_names(conn, list(self._names()))
            return veils.plan(conn), veils.waiting(conn)

    def work(self) -> int:
        """Make some of the veils anew that are to be, in a short transaction that gives way; return how many."""
        return self._database.run(lambda conn: veils.work(conn, _STEP))

    def rule(self, article: int, parts: Collection[int], spoils: bool | None, *, origin: Origin | None = None) -> bool:
        """Keep that parts of an article spoil something, do not, or that nothing is said of them; one step for undo.

        ``parts`` are numbers of blocks, ``TITLE_BLOCK`` and its like among them, of the text from ``origin``; their
        words are known again wherever they stand. Return whether that is a change. Raises ``NotFound``.
        """
        with self._database.write() as conn:
            texts = dict(passages(articles.article(conn, article, origin)))
            if not veils.rule(conn, [texts[part] for part in parts if part in texts], spoils):
                return False
            veils.due(conn, [article])
            veils.work(conn, _AT_ONCE)
        return True

    def veils(self, numbers: Collection[int]) -> dict[int, Veils]:
        """Return the veils of those of these articles that have some."""
        with self._database.reading() as conn:
            return veils.of(conn, numbers)

    def article(self, number: int, opened: Collection[int] = ()) -> Article:
        """Return an article with its veils, but for the parts that are ``opened``. Raises ``NotFound``."""
        with self._database.reading() as conn:
            value = articles.article(conn, number)
            return veil(value, veils.of_text(conn, value), opened)

    def shown(
        self, number: int, opened: Callable[[Veils], Collection[int]], *, origin: Origin | None = None
    ) -> tuple[Article, Veils]:
        """Return an article as it is shown, or its text from one origin, with its veils over it, and all its veils.

        ``opened`` says which of the veiled parts are open. Raises ``NotFound``.
        """
        with self._database.reading() as conn:
            value = articles.article(conn, number, origin)
            if self._database.spoilers:
                return value, Veils()
            found = veils.of_text(conn, value)
            return veil(value, found, opened(found)), found

    def of(self, names: Collection[EntityRow]) -> dict[int, Guard]:
        """Return the guards of those of these names that are guarded, by the number of the name."""
        guards = self.guards()
        by_number = {guard.id: guard for guard in guards}
        by_name = {guard.name.casefold(): guard for guard in guards if guard.id is None}
        meant = ((name.id, by_number.get(name.id) or by_name.get(name.name.casefold())) for name in names)
        return {number: guard for number, guard in meant if guard is not None}

    def is_by_setting(self, name: int) -> bool:
        """Return whether the settings alone guard a name that is guarded."""
        with self._database.reading() as conn:
            return name not in guards.own(conn)

    def listed(self) -> list[Guarded]:
        """List what is guarded, and why, with how many articles have something veiled for it; by name."""
        with self._database.reading() as conn:
            own = guards.own(conn)
            counts = Counter(name for found in veils.every(conn) for name in found.guards)
            rows = [
                Guarded(
                    name=one.name,
                    type=one.type,
                    id=one.id,
                    seen=one.seen,
                    by=_why(conn, one.id, own),
                    articles=counts[one.name],
                )
                for one in veils.guards(conn)
            ]
        return sorted(rows, key=lambda row: row.name.casefold())

    def is_settled(self) -> bool:
        """Return whether the veils that are kept are those for what is guarded now."""
        with self._database.reading() as conn:
            return veils.is_settled(conn)

    def headline(self, number: int) -> Headline | None:
        """Return the row of an article as it is behind its veil; ``None`` where it is gone."""
        with self._database.reading() as conn:
            return next(iter(headlines.headlines(conn, [number])), None)


def _why(conn: sqlite3.Connection, name: int | None, own: Collection[int]) -> Literal["setting", "named", "seen"]:
    if name is None or name not in own:
        return "setting"
    return "named" if veils.said_of(conn, name) else "seen"
