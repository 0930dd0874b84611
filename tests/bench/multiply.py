"""Make a large library of a small one: ``python tests/bench/multiply.py SMALL LARGE TIMES``.

The articles of SMALL, which ``seed.py`` filled, come TIMES times into LARGE, with ids, addresses, entries and stories
of their own, over the same two years; names, outlets and feeds are the same. It is done in SQL, with indices made at
the end: much faster than storing. Counters and the search index are what storing would have made them.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from pathlib import Path

from pullquote.cache.core.paths import LIBRARY_FILE
from pullquote.cache.library import Library
from pullquote.cache.store.texts import bodies

SPAN = 2 * 365 * 86_400
# What is another in each copy: `:k` is its number, `:n` how many articles a copy has, `:all` how many there will be.
_WHEN = "(:latest - (:all - (id + :k * :n)) * :span / :all)"
_OTHER = {
    "article": {"id": "id + :k * :n", "moment": _WHEN, "added": _WHEN, "url": "url || '?' || :k"},
    "body": {"id": "id + :k * :n * 4"},
    "entry": {"key": "key || '-' || :k", "article": "article + :k * :n"},
    "address": {"hash": "hash + :k * 7919", "article": "article + :k * :n"},
    "mention": {"article": "article + :k * :n"},
    "quote": {"article": "article + :k * :n"},
    "release": {"article": "article + :k * :n"},
    "tagged": {"article": "article + :k * :n"},
    "news": {"article": "article + :k * :n", "story": "story + :k * :n"},
    "news_key": {
        "key": "key + :k * 7919",
        "hour": "(:latest - (:all - (article + :k * :n)) * :span / :all) / 3600",
        "article": "article + :k * :n",
    },
}
_WHOLE = ("feed", "outlet", "entity", "alias", "alias_word", "speaker", "tag")
_COUNTED = """
UPDATE feed SET articles = articles * :times, unread = unread * :times;
UPDATE outlet SET articles = articles * :times, unread = unread * :times;
UPDATE entity SET articles = articles * :times, mentions = mentions * :times, quotes = quotes * :times;
UPDATE meta SET value = value + 1 WHERE key IN ('order', 'stories');
"""


def multiply(small: Path, large: Path, times: int) -> None:
    """Fill the folder ``large`` with ``times`` copies of what the library in the folder ``small`` has."""
    for folder in (small, large):  # one of an earlier version is brought up to this one
        with Library.open(folder):
            pass
    conn = sqlite3.connect(large / LIBRARY_FILE, isolation_level=None)
    conn.execute("PRAGMA journal_mode = OFF")
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("PRAGMA cache_size = -400000")
    conn.execute("ATTACH ? AS small", (str(small / LIBRARY_FILE),))
    conn.execute("BEGIN")
    later = conn.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger' OR (type = 'index' "
        "AND tbl_name IN (SELECT value FROM json_each(?))))", (str([*_OTHER]).replace("'", '"'),),
    ).fetchall()  # fmt: skip
    for kind, name, _ in later:
        conn.execute(f"DROP {kind} {name}")
    for table in _WHOLE:
        columns = ", ".join(_columns(conn, table))
        conn.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM small.{table}")
    count, latest = conn.execute("SELECT max(id), max(moment) FROM small.article").fetchone()
    texts = [
        (number, bodies.search_text(bodies.unpack(data)))
        for number, data in conn.execute(
            f"SELECT a.id, b.data FROM small.article a JOIN small.body b ON {bodies.SHOWN_BODY} ORDER BY a.id"
        )
    ]
    for copy in range(times):
        given = {"k": copy, "n": count, "all": count * times, "latest": latest, "span": SPAN}
        for table, others in _OTHER.items():
            columns = _columns(conn, table)
            chosen = ", ".join(others.get(column, column) for column in columns)
            conn.execute(f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {chosen} FROM small.{table}", given)
        conn.executemany(
            "INSERT INTO search (rowid, title, names, body) VALUES (?, ?, ?, ?)",
            ((number + copy * count, *text) for number, text in texts),
        )
    for _, _, statement in later:
        conn.execute(statement)
    for statement in filter(str.strip, _COUNTED.split(";")):
        conn.execute(statement, {"times": times})
    conn.execute("COMMIT")
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("DETACH small")
    conn.close()


def _columns(conn: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in conn.execute(f"PRAGMA small.table_info({table})")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("times", type=int)
    given = parser.parse_args()
    began = time.perf_counter()
    multiply(given.small, given.large, given.times)
    size = (given.large / LIBRARY_FILE).stat().st_size
    print(f"{size / 1e9:.2f} GB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
