"""The connection that writes: what is put off to the end of its transaction, and what it keeps between questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

_MOST_PUT_OFF = 500


class Connection(sqlite3.Connection):
    """A connection that puts the search index off to the end of its transaction.

    Every statement with a trigger or of many rows makes SQLite set a savepoint, and FTS5 answers each savepoint by
    writing what it has gathered as a segment of its own. Indexed article by article that happens several times an
    article and takes most of its time; indexed together at the end, once.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting: list[tuple[str, Sequence[object]]] = []
        self._notes: dict[Callable[[sqlite3.Connection, dict[Any, Any]], None], dict[Any, Any]] = {}
        self.kept: dict[str, Any] = {}
        """What whoever asks through it may keep from one question to the next."""
        self.guard_names: Callable[[], Sequence[str] | None] | None = None
        """Says which names the settings guard (``store.guard.guards``); ``None`` where nobody knows."""

    def later(self, statement: str, values: Sequence[object]) -> None:
        """Run a statement before the transaction ends, after those put off before it."""
        self._waiting.append((statement, values))
        if len(self._waiting) >= _MOST_PUT_OFF:
            self.settle()

    def settle(self) -> None:
        """Run what was put off, now."""
        waiting, self._waiting = self._waiting, []
        for statement, values in waiting:
            self.execute(statement, values)

    def note(self, work: Callable[[sqlite3.Connection, dict[Any, Any]], None]) -> dict[Any, Any]:
        """Return the notes that ``work`` is handed before the transaction ends."""
        return self._notes.setdefault(work, {})

    def finish(self) -> None:
        """Do what was noted and run what was put off: the transaction ends."""
        while self._notes:
            work = next(iter(self._notes))
            work(self, self._notes.pop(work))
        self.settle()

    def forget(self) -> None:
        """Run none of it: the transaction is taken back."""
        self._waiting.clear()
        self._notes.clear()


def later(conn: sqlite3.Connection, statement: str, values: Sequence[object]) -> None:
    """Run a statement before the transaction ends; at once on a connection that puts nothing off."""
    if isinstance(conn, Connection) and conn.in_transaction:
        conn.later(statement, values)
    else:
        conn.execute(statement, values)


def note(conn: sqlite3.Connection, work: Callable[[sqlite3.Connection, dict[Any, Any]], None]) -> dict[Any, Any] | None:
    """Return the notes that ``work`` is handed before the transaction ends; ``None`` where nothing is put off."""
    return conn.note(work) if isinstance(conn, Connection) and conn.in_transaction else None


def settle(conn: sqlite3.Connection) -> None:
    """Run what was put off, so that a question in the same transaction sees it."""
    if isinstance(conn, Connection):
        conn.settle()
