"""Faults of a library's content that SQLite's own check does not see, each with what mends it.

A file whose pages are whole may hold what no code of ours writes, by a flipped bit or another program's hand: text that
is not UTF-8, an origin that does not exist, names that are not JSON, an empty ``meta``. ``doctor`` mends them, and an
error that nobody expected is explained by them (``Database.explain``).
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store import migrate
from pullquote.cache.store.file.conversions import now, sql
from pullquote.cache.store.stories import grouping
from pullquote.cache.store.texts import bodies, earlier
from pullquote.cache.store.undo import rows as article_rows
from pullquote.cache.store.writing import keeping

_META = {"changes": 0, "order": 0, "search": 0, "stories": 0, "story": 0, "syncing": 0}
_COUNTERS = {"changes", "order", "stories", "story"}
_FLAGS = (
    ("article", "read"),
    ("article", "starred"),
    ("article", "muted"),
    ("article", "below"),
    ("entry", "read"),
    ("entity", "followed"),
    ("entity", "hidden"),
    ("news", "adds"),
    ("told", "same"),
    ("earlier", "seen"),
    ("earlier", "looked"),
    ("pending", "new"),
    ("pending", "complete"),
    ("remote", "read"),
    ("remote", "starred"),
    ("outbox", "value"),
)
_REFERENCES = (
    ("article", "feed", "feed", True),
    ("article", "outlet", "outlet", True),
    ("entry", "feed", "feed", False),
    ("entry", "article", "article", True),
    ("entry", "removed", "removed", True),
    ("address", "article", "article", False),
    ("removed_address", "article", "removed", False),
    ("feed_history", "feed", "feed", False),
    ("entity", "merged", "entity", True),
    ("alias", "entity", "entity", False),
    ("mention", "entity", "entity", False),
    ("mention", "article", "article", False),
    ("quote", "article", "article", False),
    ("quote", "speaker", "speaker", True),
    ("release", "article", "article", False),
    ("airing", "record", "record", False),
    ("link", "entity", "entity", False),
    ("lookup", "entity", "entity", False),
    ("link", "record", "record", False),
    ("candidate", "entity", "entity", False),
    ("candidate", "record", "record", False),
    ("correction", "entity", "entity", False),
    ("correction", "record", "record", False),
    ("verdict", "entity", "entity", False),
    ("tagged", "tag", "tag", False),
    ("tagged", "article", "article", False),
    ("news", "article", "article", False),
    ("news_key", "article", "article", False),
    ("earlier", "article", "article", False),
    ("clipping", "article", "article", True),
    ("pending", "article", "article", False),
    ("pending", "feed", "feed", False),
    ("feed", "account", "account", True),
    ("remote", "account", "account", False),
)
"""Table, column, the table it refers to, and whether a row may do without."""
_BAD_NAMES = (
    "SELECT id FROM article WHERE json_valid(entities) = 0 OR json_type(entities) <> 'array' "
    "OR EXISTS (SELECT 1 FROM json_each(entities) j "
    "WHERE j.type <> 'integer' OR NOT EXISTS (SELECT 1 FROM entity WHERE id = j.value))"
)
_WRONG_ROWS = (
    "SELECT id FROM article WHERE below <> (id IN (SELECT article FROM (SELECT n.article, row_number() OVER "
    "(PARTITION BY n.story ORDER BY n.adds DESC, a.moment DESC, a.id DESC) AS place FROM news n "
    "JOIN article a ON a.id = n.article WHERE n.story IS NOT NULL AND a.muted = 0) WHERE place > 1))"
)
_BAD_ORIGIN = sql(
    "SELECT id FROM article a WHERE typeof(shown) <> 'integer' OR shown NOT BETWEEN 0 AND {} "
    "OR (NOT EXISTS (SELECT 1 FROM body b WHERE {}) AND EXISTS (SELECT 1 FROM body b WHERE {}))",
    str(len(bodies.ORIGINS) - 1),
    bodies.SHOWN_BODY,
    bodies.bodies_of("a.id"),
)


class Fault(Struct, frozen=True):
    """Something that is wrong: what was found, as a clause; what mends it, inside a transaction; what that did."""

    found: str
    mend: Callable[[sqlite3.Connection], object]
    done: str = "it was put right"


def faults(conn: sqlite3.Connection, *, texts: bool = True) -> Iterator[Fault]:
    """Yield the faults of a library, which may be mended one after the other as they come.

    ``texts``: look into the text of every article too, which takes a minute for a very large library. Raises
    ``LibraryDamaged`` where the tables are not a library's.
    """
    yield from _schema(conn)
    yield from own_notes(conn)
    yield from _encoding(conn)
    yield from _values(conn)
    if texts:
        yield from _texts(conn)
        yield from _removed(conn)
        yield from _earlier(conn)
    yield from _stories(conn)
    yield from _origins(conn)
    yield from _names(conn)


def has_our_schema(conn: sqlite3.Connection) -> bool:
    """Return whether the tables are exactly those of this version."""
    return _tables(_objects(conn)) == _tables(_expected())


Objects = dict[tuple[str, str], str]


def _objects(conn: sqlite3.Connection) -> Objects:
    rows = conn.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'"
    )
    return {(kind, name): statement for kind, name, statement in rows}


def _expected() -> Objects:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        migrate.make_tables(conn)
        return _objects(conn)


def _tables(objects: Objects) -> Objects:
    return {key: statement for key, statement in objects.items() if key[0] == "table"}


def _schema(conn: sqlite3.Connection) -> Iterator[Fault]:
    found, expected = _objects(conn), _expected()
    for key, statement in _tables(expected).items():
        if found.get(key) != statement:
            raise LibraryDamaged(f"The table {key[1]} of the library is not as it was made.")
    for (kind, name), statement in expected.items():
        there = found.get((kind, name))
        if kind != "table" and there != statement:

            def make(
                conn: sqlite3.Connection, drop: bool = there is not None, what: str = kind, name: str = name,
                statement: str = statement,
            ) -> None:  # fmt: skip
                if drop:
                    conn.execute(sql("DROP {} {}", what, name))
                conn.execute(statement)

            yield Fault(f"The {kind} {name} was missing or changed", make, "it was made anew")


def own_notes(conn: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what is wrong with ``meta``, without which a library is not opened."""
    known = dict(conn.execute("SELECT key, value FROM meta WHERE typeof(value) = 'integer'"))
    for key, value in _META.items():
        if key not in known:
            # Counters begin where none has been, so that whoever remembers an old one sees a change.
            value = int(now().timestamp()) if key in _COUNTERS else value

            def put(conn: sqlite3.Connection, key: str = key, value: int = value) -> None:
                conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

            yield Fault(f"The library's own note “{key}” was missing", put)
    if known.get("syncing"):
        unset = "UPDATE meta SET value = 0 WHERE key = 'syncing'"
        yield Fault("Marks were taken for those of a server", _running(unset), "they are sent again")


def _encoding(conn: sqlite3.Connection) -> Iterator[Fault]:
    tables = [
        name
        for _, name, kind, *_, strict in conn.execute("PRAGMA main.table_list").fetchall()
        if kind == "table" and strict
    ]
    for table in tables:
        columns = conn.execute(sql("PRAGMA main.table_info({})", table)).fetchall()
        for column in [name for _, name, kind, *_ in columns if kind in ("TEXT", "ANY")]:
            if bad := _not_utf8(conn, table, column):

                def mend(
                    conn: sqlite3.Connection, table: str = table, column: str = column, bad: list[bytes] = bad
                ) -> None:
                    conn.executemany(
                        sql("UPDATE OR REPLACE {0} SET {1} = ? WHERE {1} = CAST(? AS TEXT)", table, column),
                        [(text.decode("utf-8", "replace"), text) for text in bad],
                    )

                yield Fault(
                    f"A text in {table}.{column} could not be read", mend, "what is not legible of it was replaced"
                )


def _not_utf8(conn: sqlite3.Connection, table: str, column: str) -> list[bytes]:
    bad: list[bytes] = []
    factory = conn.text_factory
    conn.text_factory = bytes
    try:
        for (text,) in conn.execute(sql("SELECT {0} FROM {1} WHERE typeof({0}) = 'text'", column, table)):
            if not text.isascii():
                try:
                    text.decode("utf-8")
                except UnicodeDecodeError:
                    bad.append(text)
    finally:
        conn.text_factory = factory
    return bad


def _values(conn: sqlite3.Connection) -> Iterator[Fault]:
    for table, column in _FLAGS:
        if _any(conn, sql("SELECT 1 FROM {} WHERE {} NOT IN (0, 1)", table, column)):
            server = table == "remote"  # what is set here is sent again then, and what is set there is read again
            statement = sql("UPDATE {0} SET {1} = {2} WHERE {1} NOT IN (0, 1)", table, column, "0" if server else "1")
            counts = "it counts as unset" if server else "it counts as set"
            yield Fault(f"A mark in {table}.{column} was neither set nor unset", _running(statement), counts)
    hours = "skip_hours GLOB '*[^0-9,]*'"
    if _any(conn, sql("SELECT 1 FROM feed WHERE {}", hours)):
        statement = sql("UPDATE feed SET skip_hours = '' WHERE {}", hours)
        yield Fault("The hours a feed rests could not be read", _running(statement))
    for table, column, other, optional in _REFERENCES:
        lost = sql("{0} IS NOT NULL AND {0} NOT IN (SELECT id FROM {1})", column, other)
        if _any(conn, sql("SELECT 1 FROM {} WHERE {}", table, lost)):
            change = sql("UPDATE {} SET {} = NULL WHERE {}", table, column, lost)
            remove = sql("DELETE FROM {} WHERE {}", table, lost)
            yield Fault(
                f"A row of {table} named a row of {other} that is not there",
                _running(change if optional else remove),
                "it names none now" if optional else "it was removed",
            )
    yield from _synced(conn)
    bad = [number for number, data in conn.execute("SELECT id, data FROM undo") if not _is_step(data)]
    if bad:
        yield Fault(
            "A step that U takes back could not be read",
            lambda conn: conn.executemany("DELETE FROM undo WHERE id = ?", [(number,) for number in bad]),
            "it was removed",
        )


def _synced(conn: sqlite3.Connection) -> Iterator[Fault]:
    lost = "article IS NOT NULL AND article NOT IN (SELECT id FROM article)"
    if _any(conn, sql("SELECT 1 FROM remote WHERE {}", lost)):

        def read_again(conn: sqlite3.Connection) -> None:
            conn.execute(sql("UPDATE account SET cursor = '', since = '' WHERE id IN (SELECT account FROM remote "
                             "WHERE {})", lost))  # fmt: skip
            conn.execute(sql("DELETE FROM remote WHERE {}", lost))

        yield Fault("An entry of an account named an article that is not there", read_again, "its server is read again")
    nowhere = (
        "mark NOT IN ('read', 'starred') OR NOT EXISTS "
        "(SELECT 1 FROM remote WHERE account = outbox.account AND id = outbox.id)"
    )
    if _any(conn, sql("SELECT 1 FROM outbox WHERE {}", nowhere)):
        statement = sql("DELETE FROM outbox WHERE {}", nowhere)
        yield Fault("A mark waited to be sent for an entry that is not there", _running(statement), "it was removed")
    unsent = (
        "SELECT r.account, r.id, m.value, CASE m.value WHEN 'read' THEN a.read ELSE a.starred END FROM remote r "
        'JOIN article a ON a.id = r.article, json_each(\'["read", "starred"]\') m '
        "WHERE CASE m.value WHEN 'read' THEN a.read <> r.read ELSE a.starred <> r.starred END AND NOT EXISTS "
        "(SELECT 1 FROM outbox WHERE account = r.account AND id = r.id AND mark = m.value)"
    )
    if _any(conn, unsent):
        statement = sql(
            "INSERT INTO outbox (account, id, mark, value, made) "
            "SELECT *, CAST(strftime('%s', 'now') AS INTEGER) FROM ({})",
            unsent,
        )
        yield Fault("A mark that a server has not did not wait to be sent", _running(statement), "it waits now")


def _is_step(data: object) -> bool:
    if not isinstance(data, bytes):
        return False
    try:
        return isinstance(msgspec.json.decode(zlib.decompress(data)), dict | list)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError):
        return False


def _texts(conn: sqlite3.Connection) -> Iterator[Fault]:
    bad = [number for number, data in bodies.every_text(conn) if not bodies.is_sound(data)]
    if bad:
        yield Fault(
            f"The text of {counted(len(bad), 'article')} could not be read",
            lambda conn: _drop_texts(conn, bad),
            "it is asked for again with `pullquote refresh --force`",
        )


def _drop_texts(conn: sqlite3.Connection, unreadable: list[int]) -> None:
    """Delete texts that cannot be read, and let the entries they came by be asked for again."""
    for body in unreadable:
        number = bodies.delete_one(conn, body)
        conn.execute("UPDATE entry SET hash = x'' WHERE article = ?", (number,))
        if not bodies.origins(conn, number):
            _forget_derived(conn, number)


def _removed(conn: sqlite3.Connection) -> Iterator[Fault]:
    rows = conn.execute("SELECT id, data FROM removed WHERE data IS NOT NULL")
    if bad := [number for number, data in rows if not article_rows.is_sound(data)]:
        yield Fault(
            f"{counted(len(bad), 'removed article')} could not be read",
            lambda conn: conn.executemany("UPDATE removed SET data = NULL WHERE id = ?", [(n,) for n in bad]),
            "undo cannot bring it back any more",
        )


def _earlier(conn: sqlite3.Connection) -> Iterator[Fault]:
    if bad := earlier.unsound(conn):
        yield Fault(
            f"What {counted(len(bad), 'article')} said before it changed could not be read",
            lambda conn: earlier.forget(conn, *bad),
            "what changed in it is not told any more",
        )


def _stories(conn: sqlite3.Connection) -> Iterator[Fault]:
    if bad := grouping.unsound(conn):
        yield Fault(
            f"What tells the news of {counted(len(bad), 'article')} could not be read",
            lambda conn: grouping.make_anew(conn, bad),
            "it was taken from the text again",
        )
    alone = "SELECT story FROM news WHERE story IS NOT NULL GROUP BY story HAVING count(*) = 1"
    if _any(conn, alone):
        statement = sql("UPDATE news SET story = NULL, adds = 1, fresh = NULL WHERE story IN ({})", alone)
        yield Fault("A story had one article", _running(statement), "the article stands alone")
    if _any(conn, _WRONG_ROWS):

        def put_right(conn: sqlite3.Connection) -> None:
            conn.execute(sql("UPDATE article SET below = NOT below WHERE id IN ({})", _WRONG_ROWS))
            grouping.changed(conn)

        yield Fault("A list by story had another row for a story than it should", put_right)


def _origins(conn: sqlite3.Connection) -> Iterator[Fault]:
    bad = [row[0] for row in conn.execute(_BAD_ORIGIN)]
    if bad:
        yield Fault(
            f"{counted(len(bad), 'article')} showed a text that is not there",
            lambda conn: _show_best(conn, bad),
            "the best text that is there is shown",
        )


def _names(conn: sqlite3.Connection) -> Iterator[Fault]:
    bad = [row[0] for row in conn.execute(_BAD_NAMES)]
    if bad:
        yield Fault(
            f"The names in {counted(len(bad), 'article')} could not be read",
            lambda conn: _show_best(conn, bad),
            "they were taken from the text again",
        )


def _show_best(conn: sqlite3.Connection, numbers: list[int]) -> None:
    """Make all that is derived from articles' texts anew, from the best text each has."""
    for number in numbers:
        _forget_derived(conn, number)
        if bodies.origins(conn, number):
            origin, complete = bodies.preferred(conn, number)
            shown = bodies.origin_code(origin)
            conn.execute("UPDATE article SET shown = ?, complete = ? WHERE id = ?", (shown, int(complete), number))
            keeping.describe_again(conn, number)
        else:
            conn.execute("UPDATE article SET shown = 0 WHERE id = ?", (number,))


def _forget_derived(conn: sqlite3.Connection, number: int) -> None:
    """Delete the rows derived from a text that cannot be read; the search index is made anew later."""
    for table in ("mention", "quote", "release", "tagged"):
        conn.execute(sql("DELETE FROM {} WHERE article = ?", table), (number,))
    grouping.forget_all(conn, [number])
    conn.execute("UPDATE article SET entities = '[]', first = NULL, second = NULL WHERE id = ?", (number,))
    conn.execute("UPDATE meta SET value = 0 WHERE key = 'search'")


def _any(conn: sqlite3.Connection, query: str) -> bool:
    return bool(conn.execute(sql("SELECT EXISTS ({})", query)).fetchone()[0])


def _running(statement: str) -> Callable[[sqlite3.Connection], object]:
    return lambda conn: conn.execute(statement)
