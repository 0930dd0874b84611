"""Lists of names the user handed over, each kept whole under the name of its file.

A list is one value of ``memory``, which copies and journal have too: it is looked up whole, never searched by SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.names import name_key
from pullquote.cache.core.names.lists import ListedName, as_lines, names_of
from pullquote.cache.core.results import ImportedNames, KnownNames
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.store.names import entities, show_index
from pullquote.cache.store.names.cast import cast_names
from pullquote.cache.store.user.memory import remember

_PREFIX = "names:"
_SOURCES = "SELECT substr(key, ?1) AS source, value FROM memory WHERE key GLOB ?2 ORDER BY key"


def keep(conn: sqlite3.Connection, source: str, names: Iterable[ListedName]) -> ImportedNames:
    """Add names to the list ``source``; one that is in it already is replaced, none is lost."""
    before = {_key(one): one for one in names_of(_lines(conn, source), source)}
    added = changed = known = 0
    for one in names:
        old = before.get(_key(one))
        if old is None:
            added += 1
        elif _told(old) != _told(one):
            changed += 1
        else:
            known += 1
        before[_key(one)] = one
    if added or changed:
        remember(conn, _PREFIX + source, as_lines(before.values()))
    return ImportedNames(added, changed, known)


def lines(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return every list as the sorted lines names are looked up in."""
    return tuple(value for _, value in _lists(conn) if value)


def known(conn: sqlite3.Connection) -> KnownNames:
    """Return what helps to understand an article: the names the library is sure of, the lists, and the index."""
    return KnownNames((*entities.known_names(conn), *cast_names(conn)), lines(conn), show_index.file_of(conn))


def names(conn: sqlite3.Connection, source: str | None = None) -> list[ListedName]:
    """List the names of all lists, or of one, by name. Raises ``NotFound`` for a list that is not there."""
    if source is not None:
        source = _known(conn, source)
    found = [one for of, value in _lists(conn) if source in (None, of) for one in names_of(value, of)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.type, one.source))


def sources(conn: sqlite3.Connection) -> list[str]:
    """Return the names of the files the lists came from."""
    return [source for source, _ in _lists(conn)]


def forget(conn: sqlite3.Connection, name: str) -> int:
    """Take a name out of every list, whatever its type; return out of how many entries."""
    key, gone = name_key(clean_name(name)), 0

    def other(one: ListedName) -> bool:
        return key not in (name_key(one.name), name_key(one.name, one.type))

    for source, value in list(_lists(conn)):
        before = names_of(value, source)
        left = [one for one in before if other(one)]
        if len(left) < len(before):
            gone += len(before) - len(left)
            remember(conn, _PREFIX + source, as_lines(left))
    return gone


def forget_source(conn: sqlite3.Connection, source: str) -> int:
    """Forget a whole list; return how many names it had. Raises ``NotFound``."""
    source = _known(conn, source)
    count = len(names_of(_lines(conn, source)))
    conn.execute("DELETE FROM memory WHERE key = ?", (_PREFIX + source,))
    return count


def _known(conn: sqlite3.Connection, source: str) -> str:
    known = sources(conn)
    if source not in known:
        there = f"There are: {', '.join(known)}." if known else "`pullquote names import FILE` makes one."
        raise NotFound(f"There is no list of names “{clean_line(source)}”. {there}")
    return source


def _lists(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    return conn.execute(_SOURCES, (len(_PREFIX) + 1, f"{_PREFIX}*")).fetchall()


def _lines(conn: sqlite3.Connection, source: str) -> str:
    row = conn.execute("SELECT value FROM memory WHERE key = ?", (_PREFIX + source,)).fetchone()
    return str(row[0]) if row else ""


def _key(one: ListedName) -> tuple[str, str]:
    return name_key(one.name, one.type), one.type


def _told(one: ListedName) -> tuple[object, ...]:
    return one.name, sorted(one.aka), one.years, one.network, one.language, one.kind
