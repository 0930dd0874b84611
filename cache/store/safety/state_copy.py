"""A copy of what the user made: accounts, subscriptions, marks, tags, reading list, positions, corrections, memory.

The copy is a small SQLite file apart from the library. Its tables are parts of the library's own, so that the same
queries fill it from a library, sound or damaged, and name the rows that the journal writes down (``journal``). Articles
are in it whole where a refresh would not bring them back as they were: starred, tagged, queued or begun ones, and those
of no feed.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from pullquote.cache.store import migrate
from pullquote.cache.store.file.connection import address
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.texts import bodies

_LEAST_PAGE = 512
_ROOM = 64 * 1024 * 1024
"""Bytes by which a copy of a damaged file may be padded beyond twice its length; a header may hold any number."""


class Part(Struct, frozen=True):
    """A table of the copy: its columns with their types, the columns of its key, and where its rows come from.

    A type with ``!`` may not be missing. A column that comes later goes to the end and may be missing, or has a
    default: copies and journals of earlier versions have rows without it.
    """

    columns: str
    key: str
    source: str
    """SQL: the columns, FROM and WHERE, over the tables of the schema ``{db}``."""
    of: str
    """SQL: the id of the row of the library that a row belongs to; rows of one id come and go together."""
    where: str = "1"
    """SQL: which rows a whole copy has."""
    found_by: tuple[str, ...] = ()
    """SQL: columns with an index, one of which is ``of``, where ``of`` itself has none."""
    walked: tuple[str, str] | None = None
    """The table, and the columns of its key, by which its rows are copied some at a time; ``None``: all at once."""

    def among(self, ids: str) -> str:
        """Return the SQL condition: the id a row belongs to is one that the subquery ``ids`` gives."""
        return f"({' OR '.join(f'{column} IN {ids}' for column in self.found_by or (self.of,))})"

    @property
    def names(self) -> str:
        """The names of the columns."""
        return ", ".join(column.split()[0] for column in self.columns.split(", "))


def kept(row: str, schema: str = "{db}.") -> str:
    """Return the SQL condition: the article ``row`` (``a.``, ``NEW.``) of a schema is copied whole."""
    begun = f"ifnull({row}place, 0) > 0 AND {row}place < 1"
    return f"({bodies.chosen(row, schema)} OR {begun} OR NOT {row}{bodies.FROM_A_FEED})"


_MADE = (
    "(e.followed OR e.hidden OR e.fixed OR e.seen_season IS NOT NULL OR e.guarded IS NOT NULL OR e.merged IS NOT NULL "
    "OR e.id IN (SELECT merged FROM {db}.entity WHERE merged IS NOT NULL))"
)
PARTS = {
    "account": Part(
        "id INTEGER, dialect TEXT!, url TEXT!, user TEXT!, name TEXT!, added INTEGER!",
        "id",
        "e.id, e.dialect, e.url, e.user, e.name, e.added FROM {db}.account e WHERE 1",
        "e.id",
    ),
    "feed": Part(
        "id INTEGER, url TEXT!, title TEXT!, name TEXT!, site TEXT, folder TEXT!, added INTEGER!, removed INTEGER, "
        "interval INTEGER, full_text INTEGER!, user_agent TEXT, keep_days INTEGER, private INTEGER!, "
        "suspended INTEGER!, pictures INTEGER, list_order TEXT, mute TEXT! DEFAULT '', account INTEGER, remote TEXT, "
        "remote_name TEXT, remote_folder TEXT",
        "id",
        "e.id, e.url, e.title, e.name, e.site, e.folder, e.added, e.removed, e.interval, e.full_text, e.user_agent, "
        "e.keep_days, e.private, e.suspended, e.pictures, e.list_order, e.mute, e.account, e.remote, e.remote_name, "
        "e.remote_folder FROM {db}.feed e WHERE 1",
        "e.id",
    ),
    "feed_history": Part(
        "feed INTEGER!, url TEXT!, until INTEGER!",
        "feed, url, until",
        "e.feed, e.url, e.until FROM {db}.feed_history e WHERE 1",
        "e.feed",
    ),
    "memory": Part("key TEXT!, value TEXT!", "key", "e.key, e.value FROM {db}.memory e WHERE 1", "e.key"),
    "seen": Part(
        "feed INTEGER!, key TEXT!, article INTEGER, read INTEGER!, removed INTEGER",
        "feed, key",
        "e.feed, e.key, CASE WHEN " + kept("a.") + " THEN a.id END, ifnull(a.read, e.read OR e.hash <> x''), "
        "e.removed "
        "FROM {db}.entry e LEFT JOIN {db}.article a ON a.id = e.article WHERE 1",
        "ifnull(e.article, e.removed)",
        "(ifnull(a.read, e.read OR e.hash <> x'') OR " + kept("a.") + " OR e.removed IS NOT NULL)",
        ("e.article", "e.removed"),
        ("entry e", "e.feed, e.key"),
    ),
    "article": Part(
        "id INTEGER, added INTEGER!, shown INTEGER!, moment INTEGER!, read INTEGER!, starred INTEGER!, place REAL, "
        "own_tags TEXT, queued INTEGER, muted INTEGER! DEFAULT 0",
        "id",
        "a.id, a.added, a.shown, a.moment, a.read, a.starred, a.place, a.own_tags, a.queued, a.muted "
        "FROM {db}.article a WHERE " + kept("a."),
        "a.id",
        walked=("article a", "a.id"),
    ),
    "body": Part(
        "id INTEGER, stored INTEGER!, complete INTEGER!, words INTEGER!, data BLOB!",
        "id",
        "b.id, b.stored, b.complete, b.words, b.data FROM {db}.article a JOIN {db}.body b ON "
        + bodies.bodies_of("a.id")
        + " WHERE "
        + kept("a."),
        "a.id",
        walked=("article a", "a.id"),
    ),
    "entity": Part(
        "id INTEGER, name TEXT!, type TEXT!, score REAL!, followed INTEGER!, hidden INTEGER!, fixed INTEGER!, "
        "merged INTEGER, seen_season INTEGER, seen_episode INTEGER, guarded INTEGER",
        "id",
        "e.id, e.name, e.type, e.score, e.followed, e.hidden, e.fixed, e.merged, e.seen_season, e.seen_episode, "
        "e.guarded "
        "FROM {db}.entity e WHERE " + _MADE,
        "e.id",
    ),
    "alias": Part(
        "key TEXT!, type TEXT!, entity INTEGER!, name TEXT!, main INTEGER!",
        "key, type, entity",
        "a.key, a.type, a.entity, a.name, a.main FROM {db}.alias a JOIN {db}.entity e ON e.id = a.entity WHERE "
        + _MADE,
        "e.id",
    ),
    "verdict": Part(
        "entity INTEGER!, provider TEXT!, kind TEXT!, key TEXT!, is_it INTEGER!, name TEXT!, type TEXT!",
        "entity, provider, kind, key",
        "v.entity, v.provider, v.kind, v.key, v.is_it, e.name, e.type "
        "FROM {db}.verdict v JOIN {db}.entity e ON e.id = v.entity WHERE 1",
        "v.entity",
    ),
    "removed": Part(
        "id INTEGER, at INTEGER!, title TEXT!, moment INTEGER",
        "id",
        "e.id, e.at, e.title, e.moment FROM {db}.removed e WHERE 1",
        "e.id",
    ),
    "removed_address": Part(
        "hash INTEGER!, article INTEGER!",
        "hash, article",
        "e.hash, e.article FROM {db}.removed_address e WHERE 1",
        "e.article",
    ),
    "told": Part(
        "one INTEGER!, other INTEGER!, same INTEGER!",
        "one, other",
        "e.one, e.other, e.same FROM {db}.told e WHERE 1",
        "e.one",
    ),
    "ruling": Part(
        "passage INTEGER!, spoils INTEGER!", "passage", "e.passage, e.spoils FROM {db}.ruling e WHERE 1", "e.passage"
    ),
    "clipping": Part(
        "id INTEGER, kind TEXT!, made INTEGER!, changed INTEGER!, article INTEGER, address TEXT, title TEXT!, "
        "outlet TEXT, byline TEXT, published TEXT, text TEXT!, before TEXT!, after TEXT!, block INTEGER!, "
        "start INTEGER!, stop INTEGER!, speaker TEXT, via TEXT, note TEXT!",
        "id",
        "e.id, e.kind, e.made, e.changed, e.article, e.address, e.title, e.outlet, e.byline, e.published, e.text, "
        "e.before, e.after, e.block, e.start, e.stop, e.speaker, e.via, e.note FROM {db}.clipping e WHERE 1",
        "e.id",
    ),
}
"""The tables of the copy, in the order they are read back."""


_ADDED = {
    "article": {"own_tags": "NULL", "queued": "NULL", "muted": "0"},
    "feed": {
        "pictures": "NULL",
        "list_order": "NULL",
        "mute": "''",
        "account": "NULL",
        "remote": "NULL",
        "remote_name": "NULL",
        "remote_folder": "NULL",
    },
    "entity": {"seen_season": "NULL", "seen_episode": "NULL", "guarded": "NULL"},
}
"""Columns that came after the first schema, with what a row of before has in them."""


def rows_of(part: str, db: str, condition: str) -> str:
    """Return the SQL of the rows of a part in the schema ``db``: those that meet a condition."""
    return sql("SELECT {} AND {}", sql(PARTS[part].source, db=db), condition.replace("{db}", db))


def make(conn: sqlite3.Connection) -> None:
    """Make the empty tables of a copy."""
    for name, part in PARTS.items():
        columns = part.columns.replace("!", " NOT NULL")
        conn.execute(sql("CREATE TABLE {} ({}, PRIMARY KEY ({})) STRICT", name, columns, part.key))


def put(conn: sqlite3.Connection, part: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into a copy, each over the one of its key; those with values of a wrong type are left out.

    A row may lack the last columns.
    """
    names = PARTS[part].names.split(", ")
    for row in rows:
        columns, places = ", ".join(names[: len(row)]), ", ".join("?" * len(row))
        with contextlib.suppress(sqlite3.IntegrityError):
            conn.execute(sql("INSERT OR REPLACE INTO {} ({}) VALUES ({})", part, columns, places), tuple(row))


@contextlib.contextmanager
def draft(target: Path) -> Iterator[sqlite3.Connection]:
    """Make an empty copy in a file that takes the place of ``target`` when the block has ended well."""
    part = target.with_name(f".{target.name}.{os.getpid()}")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(address(part, "rw"), uri=True, isolation_level=None)) as conn:
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("BEGIN")
            make(conn)
            conn.execute("COMMIT")
            yield conn
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def copy(library: Path, target: Path) -> None:
    """Copy the state of a sound library, as one moment has it, into ``target``. Raises ``sqlite3.Error``."""
    with draft(target) as conn:
        attach(conn, library)
        conn.execute("BEGIN")
        for name in PARTS:
            fill(conn, name)
        conn.execute("COMMIT")
        conn.execute("DETACH library")


def attach(conn: sqlite3.Connection, library: Path) -> None:
    """Let a copy read a library, under the name ``library``. Raises ``sqlite3.Error``."""
    conn.execute("ATTACH ? AS library", (address(library, "ro"),))


def fill(conn: sqlite3.Connection, name: str, among: str = "1", *values: object) -> None:
    """Copy the rows of a part from the attached library, all or those that meet a further condition."""
    part = PARTS[name]
    rows = rows_of(name, "library", f"{part.where} AND {among}")
    conn.execute(sql("INSERT OR REPLACE INTO main.{} ({}) {}", name, part.names, rows), values)


def overlay(conn: sqlite3.Connection, older: Path) -> None:
    """Write the rows of another copy, made by this version or one before, into a copy. Raises ``sqlite3.Error``."""
    with opened(older) as source:
        if source.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError(f"{older.name} is damaged")
        for name, part in PARTS.items():
            there = {row[1] for row in source.execute(sql("PRAGMA table_info({})", name))}
            if columns := [column for column in part.names.split(", ") if column in there]:
                put(conn, name, source.execute(sql("SELECT {} FROM {}", ", ".join(columns), name)))


@contextlib.contextmanager
def opened(file: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    """Open a copy, or a library that may be damaged, for reading or (``"rw"``) writing. Raises ``sqlite3.Error``."""
    with contextlib.closing(sqlite3.connect(address(file, mode), uri=True, isolation_level=None)) as conn:
        conn.execute("PRAGMA trusted_schema = OFF")
        yield conn


def padded(damaged: Path, folder: Path) -> Path:
    """Copy a damaged library with its log into ``folder``, as long as its header says; return the copy.

    SQLite reads no page at all of a file that is too short: pages of zeros let it read those that are there.
    """
    copy = folder / damaged.name
    import shutil  # lazy: 3 ms; every close of a library imports this module, and few mend one

    shutil.copyfile(damaged, copy)
    log = Path(f"{damaged}-wal")
    if log.is_file():
        shutil.copyfile(log, f"{copy}-wal")
    with copy.open("r+b") as file:
        head = file.read(32)
        size = file.seek(0, os.SEEK_END)
        page = int.from_bytes(head[16:18])
        whole = max(-(-size // page), int.from_bytes(head[28:32])) * page if page >= _LEAST_PAGE else size
        if size < whole <= size * 2 + _ROOM:
            file.truncate(whole)
    return copy


def salvage(conn: sqlite3.Connection, damaged: Path) -> list[str]:
    """Write into a copy what can be read of a damaged library; return the parts that could not be read whole.

    ``damaged`` is a file of its own (``padded``): one of an earlier version is brought up to this one first.
    A table is read from its beginning to the first page that is broken, and from its end back to the last one. Where
    the schema is broken, tables are found by what their pages hold (``lost_schema``). Text that is not UTF-8 is read
    with replacement characters. Never raises ``sqlite3.Error`` for the damaged file.
    """
    lost: list[str] = []
    _bring_up(damaged)
    roots = _roots_without_schema(damaged)
    for name, part in PARTS.items():
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{column} {direction}" for column in _order(name).split(", "))
            query = sql("{} ORDER BY {}", rows_of(name, "main", part.where), order)
            try:
                if roots is not None:
                    _give_schema(damaged, name, roots)
                with opened(damaged) as source:
                    source.execute("PRAGMA writable_schema = ON")  # a broken line of the schema hides its table alone
                    source.text_factory = lambda text: text.decode("utf-8", "replace")
                    put(conn, name, _readable(source, _as_it_can_be_asked(source, query)))
                break
            except (sqlite3.Error, UnicodeDecodeError, OSError):
                if name not in lost:
                    lost.append(name)
    return lost


def _tables_of(part: str) -> set[str]:
    """Return the tables of a library that the rows of a part come from."""
    return set(re.findall(r"\bmain\.(\w+)", rows_of(part, "main", PARTS[part].where)))


def _roots_without_schema(damaged: Path) -> dict[str, int] | None:
    """Return the root pages of the tables of a damaged library, ``None`` where its schema has all that are wanted.

    Only a library of this version is known by heart.
    """
    from pullquote.cache.store.safety import lost_schema  # lazy: a sound library has its schema

    known: dict[str, int] = {}
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError), opened(damaged, "rw") as conn:
        if migrate.version(conn) != migrate.VERSION:
            return None
        for order in ("ASC", "DESC"):  # from both ends up to the page that is broken
            conn.execute("PRAGMA writable_schema = ON")
            with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
                known.update(
                    conn.execute(
                        sql("SELECT name, rootpage FROM sqlite_master WHERE type = 'table' ORDER BY rowid {}", order)
                    )
                )
        if all(table in known for name in PARTS for table in _tables_of(name)):
            return None
        with contextlib.suppress(sqlite3.Error):
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    Path(f"{damaged}-wal").unlink(missing_ok=True)  # it would bring the broken page back
    return known | lost_schema.tables(damaged, known) or None


def _give_schema(damaged: Path, part: str, roots: dict[str, int]) -> None:
    """Let the rows of a part be read by its tables' root pages. Raises ``sqlite3.Error`` where one was not found."""
    from pullquote.cache.store.safety import lost_schema

    wanted = _tables_of(part)
    needed = wanted if part == "clipping" else wanted - {"clipping"}  # it only says which articles to keep
    if gone := needed - roots.keys():
        raise sqlite3.DatabaseError(f"no such table: {', '.join(gone)}")
    lost_schema.give_schema(damaged, wanted, roots)


def _bring_up(damaged: Path) -> None:
    """Add to what is left of a library of an earlier version the tables and columns that the parts name."""
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError), opened(damaged, "rw") as conn:
        conn.execute("PRAGMA writable_schema = ON")
        found = migrate.version(conn)
        for statement in migrate.statements(found) if found >= 1 else ():
            with contextlib.suppress(sqlite3.Error):  # an index of a table that cannot be read whole
                conn.execute(statement)


def _as_it_can_be_asked(source: sqlite3.Connection, query: str) -> str:
    """Return a query with defaults for columns that could not be added: SQLite checks a table whole before it does.

    Where the quote book cannot be read, nothing else is asked about it.
    """
    if (clause := bodies.clipped("a.", "main.")) in query:
        try:
            source.execute("SELECT count(*) FROM clipping WHERE article IS NOT NULL").fetchone()
        except sqlite3.Error:
            query = query.replace(clause, "0")
    for table, added in _ADDED.items():
        there = {row[1] for row in source.execute(sql("PRAGMA table_info({})", table))}
        for column, default in added.items():
            if column not in there:
                query = re.sub(rf"\b[ae]\.{column}\b", default, query)
    return query


def _readable(source: sqlite3.Connection, query: str) -> Iterator[Sequence[Any]]:
    yield from source.execute(query)


def _order(part: str) -> str:
    """Return the columns of a part's own tree, so that nothing is sorted before the first row comes."""
    return {
        "seen": "e.feed, e.key",
        "body": "b.id",
        "feed_history": "e.rowid",
        "alias": "a.key, a.type",
        "removed_address": "e.hash, e.article",
        "verdict": "v.entity, v.provider, v.kind, v.key",
    }.get(part, PARTS[part].of)
