"""All shows of a catalogue, kept in the pages they came in, and the file of their names beside the library.

The pages are what is kept; the file (``core.names.index``) is made of them, so that a worker looks a name up without
reading the library. Both can be made again, and no copy of what the user made has them.
"""

from __future__ import annotations

import contextlib
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from pullquote.cache.core.catalogue import IndexedShow, IndexStatus, Provider
from pullquote.cache.core.names import name_key
from pullquote.cache.core.names.index import STAMP_SIZE, NameIndex, write_index
from pullquote.cache.core.names.lists import ListedName, lines_of
from pullquote.cache.store.file.conversions import moment, seconds

FILE = "shows.index"
"""The name of the file, in the folder of the library."""
_STAMP = struct.Struct("<IIQ")


class KeptPage(Struct, frozen=True, kw_only=True):
    """A page as it is kept, without its shows: how many there are, when it was ``fetched``, and its ``etag``.

    One behind the others that has none is where the index ends.
    """

    page: int
    count: int
    fetched: datetime
    etag: str | None = None


def keep(
    conn: sqlite3.Connection,
    provider: Provider,
    page: int,
    shows: Sequence[IndexedShow],
    *,
    fetched: datetime,
    etag: str | None = None,
) -> None:
    """Keep a page in the place of what it was before."""
    data = zlib.compress(msgspec.msgpack.encode(shows), 9)
    conn.execute(
        "INSERT INTO index_page (provider, page, count, changed, fetched, etag, shows) VALUES (?1, ?2, ?3, ?4, ?4, ?5, "
        "?6) ON CONFLICT (provider, page) DO UPDATE SET count = excluded.count, fetched = excluded.fetched, "
        "changed = CASE WHEN shows = excluded.shows THEN changed ELSE excluded.changed END, etag = excluded.etag, "
        "shows = excluded.shows",
        (provider, page, len(shows), seconds(fetched), etag, data),
    )


def keep_as_it_is(conn: sqlite3.Connection, provider: Provider, page: int, *, fetched: datetime) -> None:
    """Note that a page was asked for and is what it was."""
    conn.execute(
        "UPDATE index_page SET fetched = ? WHERE provider = ? AND page = ?", (seconds(fetched), provider, page)
    )


def pages(conn: sqlite3.Connection, provider: Provider) -> list[KeptPage]:
    """Return the pages that are kept, in their order."""
    rows = conn.execute(
        "SELECT page, count, fetched, etag FROM index_page WHERE provider = ? ORDER BY page", (provider,)
    )
    return [KeptPage(page=page, count=count, fetched=moment(at), etag=etag) for page, count, at, etag in rows]


def shows(conn: sqlite3.Connection) -> Iterator[IndexedShow]:
    """Yield every show of every page; a page that is damaged is passed over."""
    for (data,) in conn.execute("SELECT shows FROM index_page ORDER BY provider, page"):
        with contextlib.suppress(zlib.error, msgspec.MsgspecError):
            yield from msgspec.msgpack.decode(zlib.decompress(data), type=list[IndexedShow])


def forget(conn: sqlite3.Connection) -> int:
    """Forget all pages; return how many shows they had. ``bring_up_to_date`` takes the file away."""
    count = conn.execute("SELECT ifnull(sum(count), 0) FROM index_page").fetchone()[0]
    conn.execute("DELETE FROM index_page")
    return int(count)


def status(conn: sqlite3.Connection) -> IndexStatus:
    """Return what is kept."""
    found, total, oldest, last = conn.execute(
        "SELECT count(*), ifnull(sum(count), 0), min(fetched), "
        "(SELECT count FROM index_page ORDER BY page DESC LIMIT 1) FROM index_page"
    ).fetchone()
    path = path_of(conn)
    return IndexStatus(
        shows=total,
        pages=found - (last == 0),
        complete=last == 0 and total > 0,
        fetched=moment(oldest) if found else None,
        bytes=path.stat().st_size if path and path.is_file() else 0,
    )


def path_of(conn: sqlite3.Connection) -> Path | None:
    """Return where the file of names is, or would be; ``None`` for a library in no file."""
    main = next((file for _, name, file in conn.execute("PRAGMA database_list") if name == "main"), "")
    return Path(main).with_name(FILE) if main else None


def file_of(conn: sqlite3.Connection) -> str:
    """Return the path of the file with the names of all shows, empty where there are none."""
    path = path_of(conn)
    if path is None or not path.is_file() or not conn.execute("SELECT 1 FROM index_page LIMIT 1").fetchone():
        return ""
    return str(path)


def bring_up_to_date(conn: sqlite3.Connection) -> int:
    """Make the file of names anew where it is not that of the pages; return its size in bytes, 0 for none.

    About a second for 80,000 shows, and nothing where nothing changed. Raises ``PullquoteError``.
    """
    path = path_of(conn)
    if path is None:
        return 0
    stamp = _stamp(conn)
    if stamp is None:
        path.unlink(missing_ok=True)
        return 0
    there = NameIndex.open(path)
    if there is not None and there.stamp == stamp:
        return path.stat().st_size
    return write_index(path, _lines(shows(conn)), stamp)


def _stamp(conn: sqlite3.Connection) -> bytes | None:
    """Return what tells the pages from those of another time, ``None`` where there are none."""
    count, total, changed = conn.execute(
        "SELECT count(*), ifnull(sum(count), 0), ifnull(max(changed), 0) FROM index_page"
    ).fetchone()
    return _STAMP.pack(count, total, changed).ljust(STAMP_SIZE, b"\0") if total else None


def _lines(found: Iterable[IndexedShow]) -> Iterator[str]:
    for show in found:
        if name_key(show.name, "show"):
            yield from lines_of(
                ListedName(
                    name=show.name,
                    type="show",
                    years=show.years,
                    network=show.network,
                    language=show.language,
                    kind=show.kind,
                )
            )
