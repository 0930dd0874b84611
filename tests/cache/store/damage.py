"""A library with marks of every kind, random damage to its file, and which marks are there afterwards.

``python -m tests.bench.damage`` does it 200 times; ``test_damage.py`` a few dozen.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pullquote.cache.core.article import TITLE_BLOCK
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PAGE = 4096
ARTICLES = 60
KINDS = ("flip", "cut", "zero", "byte short", "flips")

Marks = set[tuple[Any, ...]]


def put_entries(library: Library, made: Callable[[int], Any], entry: Callable[[int], Any]) -> None:
    """Put every article into the library as a refresh does, or again."""
    feed = library.feeds.listed()[0].id
    with library.database.write() as conn:
        for number in range(1, ARTICLES + 1):
            source = FeedEntry(feed, entry(number), b"1")
            keeping.put(conn, made(number), source=source, origin="feed", when=NOON, complete=True)


def fill(folder: Path, made: Callable[..., Any], entry: Callable[..., Any]) -> None:
    """Make a library with marks before and after its backup; the file holds all of them, with no log beside it."""
    with Library.open(folder) as library:
        with library.database.write() as conn:
            feeds.add(conn, feeds.NewFeed("https://gazette.example/feed", title="Gazette", folder="Papers"), NOON)
        put_entries(library, made, entry)
        ids = library.ids()
        library.mark_read(ids[:10])
        library.star(ids[5:7])
        library.guard.set(library.names.find("Nora Vance").id, True)
        library.guard.rule(ids[3], [TITLE_BLOCK], True)
        library.database.copy_state()
        library.mark_read(ids[20:30])
        library.mark_read(ids[:2], False)
        library.star(ids[25:29])
        library.star([ids[5]], False)
        library.undo()  # starred again
        library.star([ids[6]], False)
        library.keep_place(ids[40], 0.25)
        library.keep(made(99, title="A page I added"))
        library.guard.set(library.names.find("Tidewater").id, False)
        library.guard.rule(ids[4], [TITLE_BLOCK], False)
        library.names.follow([library.names.find("Nora Vance").id])
        library.names.fix_type(library.names.find("Tidewater").id, "film")
        library.remember("saved searches", '["is:starred"]')
        library.feeds.add("https://wire.example/feed", folder="Wires")


def marks(library: Library) -> Marks:
    """Return every mark of the library by what it stands on, whatever its ids are."""
    conn = library.database.read()
    found: Marks = {("feed", feed.url, feed.title, feed.folder) for feed in library.feeds.listed()}
    found |= {("read", *row) for row in conn.execute(
        "SELECT e.key FROM entry e LEFT JOIN article a ON a.id = e.article WHERE ifnull(a.read, e.read)")}  # fmt: skip
    found |= {("starred", *row) for row in conn.execute("SELECT url FROM article WHERE starred = 1")}
    found |= {("place", *row) for row in conn.execute("SELECT url, place FROM article WHERE place > 0")}
    found |= {("added", *row) for row in conn.execute("SELECT title FROM article WHERE shown = 2")}
    found |= {("memory", *row) for row in conn.execute("SELECT key, value FROM memory")}
    names = "SELECT name, type, followed, hidden, guarded FROM entity WHERE fixed OR followed OR guarded IS NOT NULL"
    found |= {("name", *row) for row in conn.execute(names)}
    found |= {("ruling", *row) for row in conn.execute("SELECT passage, spoils FROM ruling")}
    return found


def harm(path: Path, kind: str, dice: random.Random) -> None:
    """Damage a file in one of ``KINDS``."""
    size = path.stat().st_size
    if kind == "byte short":
        os.truncate(path, size - 1)
        return
    if kind == "cut":
        os.truncate(path, dice.randrange(size))
        return
    data = bytearray(path.read_bytes())
    if kind == "zero":
        for _ in range(dice.randint(1, 6)):
            page = dice.randrange(size // PAGE) * PAGE
            data[page : page + PAGE] = bytes(PAGE)
    for _ in range({"flip": 1, "flips": dice.randint(2, 200)}.get(kind, 0)):
        # Half of them in the first page, where the schema is, and half anywhere.
        data[dice.randrange(dice.choice((PAGE, size)))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def copied(source: Path, target: Path) -> Path:
    """Return a fresh copy of a library's folder."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target / "library.db"
