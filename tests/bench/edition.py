"""What choosing an edition costs in a large library: ``python tests/bench/edition.py [N] [UNREAD]``.

A library gets 2,000 made-up articles, and rows like theirs until it has N (100,000), of which UNREAD (20,000) are
unread; a third are the same news as some others, and twenty names are followed. Printed is how long an edition of 45
minutes takes, the first in a program and another, one of a query, and the parts of it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from seed import LATEST, seed

from pullquote.cache.core.edition.choice import choose
from pullquote.cache.library import Library
from pullquote.cache.store import editions

SEEDED = 2_000
MINUTES = 45


def main() -> None:
    """Print the times."""
    number, unread = [*map(int, sys.argv[1:]), 100_000, 20_000][:2] if len(sys.argv) < 3 else map(int, sys.argv[1:3])
    moment = LATEST + timedelta(hours=1)
    with tempfile.TemporaryDirectory() as folder:
        with Library.open(Path(folder)) as library:
            seed(library, SEEDED)
            multiply(library, number, unread)
            library.names.follow([row.id for row in library.names.listed(("show", "person"), limit=20)])
        with Library.open(Path(folder), read_only=True) as library:
            for what, query in (("an edition", ""), ("another", ""), ("one of what is followed", "is:followed")):
                began = time.perf_counter(), time.process_time()
                edition = library.editions.choose(MINUTES, query, moment=moment)
                wall, processor = time.perf_counter() - began[0], time.process_time() - began[1]
                print(
                    f"{what}: {wall:.2f} s ({processor:.2f} s of the processor), {len(edition.entries)} articles, "
                    f"{edition.length} minutes, {len(edition.quotes)} quotes, {len(edition.releases)} releases"
                )
            with library.database.reading() as conn:
                began_at = time.process_time()
                numbers = library.editions._unread(conn, "")
                read_at = time.process_time()
                found = editions.candidates(conn, numbers, moment)
                found_at = time.process_time()
                choose(found, MINUTES, moment)
            print(
                f"of it: {read_at - began_at:.2f} s for {len(numbers):,} stories, {found_at - read_at:.2f} s to read "
                f"of them, {time.process_time() - found_at:.2f} s to choose"
            )


def multiply(library: Library, number: int, unread: int) -> None:
    """Fill a library with rows like those of its articles: of unread ones with their texts, of others without."""
    with library.database.write() as conn:
        conn.execute("UPDATE article SET read = id % 5 > 0")
        columns = [row[1] for row in conn.execute("PRAGMA table_info(article)") if row[1] not in ("id", "moment")]
        listed = ", ".join(columns)
        for copy in range(1, number // SEEDED):
            last = SEEDED * copy
            conn.execute(
                f"INSERT INTO article (id, moment, {listed}) SELECT id + ?, moment - ? * 1000, {listed} "
                "FROM article WHERE id <= ?",
                (last, copy, SEEDED),
            )
            conn.execute(
                "INSERT INTO mention SELECT entity, article + ?, count, quotes FROM mention WHERE article <= ?",
                (last, SEEDED),
            )
            conn.execute(
                "INSERT INTO body (id, stored, complete, words, data) SELECT id + ?, stored, complete, words, data "
                "FROM body WHERE id < ? AND id / 4 % 5 = 0",
                (4 * last, 4 * (SEEDED + 1)),
            )
        conn.execute("UPDATE article SET read = 1 WHERE read = 0 AND id % 5 > 0")
        had = conn.execute("SELECT count(*) FROM article WHERE read = 0").fetchone()[0]
        conn.execute(
            "UPDATE article SET read = 0 WHERE id IN (SELECT id FROM article WHERE read = 1 LIMIT ?)",
            (max(0, unread - had),),
        )
        conn.execute("DELETE FROM news")
        conn.execute(
            "INSERT INTO news (article, story, adds, fresh, data) "
            "SELECT id, iif(id % 9 < 3, id / 9, NULL), 1, NULL, x'' FROM article"
        )
        conn.execute("UPDATE meta SET value = value + 1 WHERE key IN ('order', 'stories')")


if __name__ == "__main__":
    main()
