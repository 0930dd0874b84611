"""The spoiler guard, as the app and the command line use it (``Library.guard``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article
from pullquote.cache.core.spoilers import Guard, Veils, passages, veil
from pullquote.cache.store import articles, veils
from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from pullquote.cache.core.results import Headline


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
            veils.settle(conn)
        return changed

    def settle(self, told: Callable[[int, int], None] | None = None) -> bool:
        """Make veils anew where what is guarded has changed, the names of the settings too; return whether it had.

        ``told`` is told how many articles were looked at, of how many.
        """
        names = list(self._names())
        with self._database.write() as conn:
            if names != veils.setting_names(conn):
                veils.keep_setting_names(conn, names)
            return veils.settle(conn, told)

    def rule(self, article: int, part: int, spoils: bool | None) -> bool:
        """Keep that a part of an article spoils something, does not, or that nothing is said of it.

        ``part`` is the number of a block, ``TITLE_BLOCK`` and its like among them; its words are known again wherever
        they stand. Return whether that is a change. Raises ``NotFound``.
        """
        with self._database.write() as conn:
            text = dict(passages(articles.article(conn, article))).get(part)
            if text is None or not veils.rule(conn, text, spoils):
                return False
            veils.settle(conn)
        return True

    def veils(self, numbers: Collection[int]) -> dict[int, Veils]:
        """Return the veils of those of these articles that have some."""
        with self._database.reading() as conn:
            return veils.of(conn, numbers)

    def article(self, number: int, opened: Collection[int] = ()) -> Article:
        """Return an article with its veils, but for the parts that are ``opened``. Raises ``NotFound``."""
        with self._database.reading() as conn:
            value = articles.article(conn, number)
            return veil(value, veils.of(conn, [number]).get(number, Veils()), opened)

    def headline(self, number: int) -> Headline | None:
        """Return the row of an article as it is behind its veil; ``None`` where it is gone."""
        with self._database.reading() as conn:
            return next(iter(articles.headlines(conn, [number])), None)
