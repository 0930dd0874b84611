"""Connections: what one puts off to the end of its transaction, and the ones that threads read through."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

CLOSING_SECONDS = 1.0
"""How long whoever closes a library waits for a thread that uses it, and for another program that writes."""
_STOPPING_SECONDS = 0.02
_MOST_PUT_OFF = 500


def address(path: Path, mode: str) -> str:
    """Return the address of a file for SQLite, to be opened in ``mode`` (https://sqlite.org/uri.html).

    The bytes of its name are written out where they are no UTF-8.
    """
    name = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    name = "".join(f"%{ord(sign) - 0xDC00:02x}" if "\udc80" <= sign <= "\udcff" else sign for sign in name)
    return f"file:{name}?mode={mode}"


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
        """Returns the names that the settings guard (``store.guard.guards``); ``None`` where nobody knows."""

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


class Reader:
    """The connection a thread reads through; whoever uses or closes it has its ``turn``.

    Python's sqlite3 brings the process down where one thread closes what another is using.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.turn = threading.RLock()

    def close(self) -> None:
        """Close the connection, which stops what is asked through it; one that does not stop is its thread's to close.

        That happens by itself, when the thread lets go of it.
        """
        until = time.monotonic() + CLOSING_SECONDS
        while not self.turn.acquire(timeout=_STOPPING_SECONDS):
            if time.monotonic() > until:
                return
            self.connection.interrupt()  # does nothing between two statements: it may take more than one
        try:
            with contextlib.suppress(sqlite3.Error):
                self.connection.close()
        finally:
            self.turn.release()


class Readers:
    """The connections that threads read through: one for each, which cannot write."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: dict[threading.Thread, Reader] = {}
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return len(self._all)

    @property
    def mine(self) -> Reader | None:
        """The reader of this thread; ``None`` before it has begun."""
        return getattr(self._own, "reader", None)

    def begin(self, connection: Connection) -> Reader:
        """Make a connection the one this thread reads through; those of threads that have ended are closed."""
        connection.execute("PRAGMA query_only = ON")
        self._own.reader = reader = Reader(connection)
        with self._turn:
            for thread in [thread for thread in self._all if not thread.is_alive()]:
                self._all.pop(thread).close()
            self._all[threading.current_thread()] = reader
        return reader

    def close(self) -> None:
        """Close all of them, whatever their threads are at."""
        with self._turn:
            readers = list(self._all.values())
            self._all.clear()
        self._own = threading.local()
        for reader in readers:
            reader.close()
