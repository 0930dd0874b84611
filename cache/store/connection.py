"""A connection that puts the search index off to the end of its transaction.

Every statement with a trigger or of many rows makes SQLite set a savepoint, and FTS5 answers each savepoint by
writing what it has gathered as a segment of its own. Indexed article by article that happens several times an
article and takes most of its time; indexed together at the end, once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

_MOST = 500


class Connection(sqlite3.Connection):
    """What ``Database`` reads and writes through."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting: list[tuple[str, Sequence[object]]] = []

    def later(self, statement: str, values: Sequence[object]) -> None:
        """Run a statement before the transaction ends, after those put off before it."""
        self._waiting.append((statement, values))
        if len(self._waiting) >= _MOST:
            self.settle()

    def settle(self) -> None:
        """Run what was put off, now."""
        waiting, self._waiting = self._waiting, []
        for statement, values in waiting:
            self.execute(statement, values)

    def forget(self) -> None:
        """Run none of it: the transaction is taken back."""
        self._waiting.clear()


def later(conn: sqlite3.Connection, statement: str, values: Sequence[object]) -> None:
    """Run a statement before the transaction ends; at once on a connection that puts nothing off."""
    if isinstance(conn, Connection) and conn.in_transaction:
        conn.later(statement, values)
    else:
        conn.execute(statement, values)


def json_list(values: Iterable[int] | Iterable[str]) -> str:
    """Give numbers or words as JSON, the form in which ``json_each`` takes a list as one parameter."""
    return msgspec.json.encode([*values]).decode()
