"""What guarding costs in a large library: ``python tests/bench/spoilers.py LIBRARY [EACH]``.

LIBRARY is one made by ``tests/bench/seed.py`` (100,000 articles); it is copied, not changed. Printed is what showing,
listing, searching and quotations take with nothing guarded, with 3 and with 50 shows guarded, and each as a ratio to
the first; then what settling a show takes that EACH (2,000) articles name, and how long guards take to be read.
Settling judges every article that may speak of a guarded show, some ten milliseconds each: minutes, with 50 of them.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pullquote.cache.core.article import Article, Entity, Paragraph
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.settings import Catalogues, Settings
from pullquote.cache.library import Library
from pullquote.cache.store.writing import keeping

NOON = datetime(2026, 5, 30, 12, tzinfo=UTC)
TIMES = 15
MOST = 500
"""Articles that name a show which is guarded: some that are made up are named by half of all, as no show is."""


def main() -> None:
    """Print the times."""
    each = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
        shutil.copytree(sys.argv[1], folder, dirs_exist_ok=True)
        with Library.open(Path(folder), settings=Settings(catalogue=Catalogues(use="off"))) as library:
            print(f"{len(library.ids()):,} articles")
            named = [row for row in library.names.listed(("show",)) if row.articles <= MOST]
            shows = [row.id for row in named[:50]]
            print(f"shows named by {named[0].articles} articles and fewer")
            first: dict[str, float] = {}
            for guarded in (0, 3, 50):
                for show in shows[:guarded]:
                    library.names.follow([show])
                    library.progress.set(show, Seen(1, 2))
                began = time.perf_counter()
                library.guard.settle()
                print(f"{guarded} guarded, settled in {time.perf_counter() - began:.2f} s")
                for what, seconds in costs(library).items():
                    base = first.setdefault(what, seconds)
                    print(f"  {what}: {1000 * seconds:.2f} ms, {seconds / base:.2f} times")
            settle_one(library, each)


def costs(library: Library) -> dict[str, float]:
    """Return the seconds that each way of reading takes, in the middle of some times."""
    ids = list(library.ids())
    newest = ids[:60]
    return {
        "show": middle(lambda: [library.article(number) for number in newest[:10]]) / 10,
        "list of 60": middle(lambda: library.headlines(newest)),
        "search": middle(lambda: library.search("season", limit=30)),
        "quotes": middle(lambda: library.quotes("", limit=60)),
    }


def settle_one(library: Library, each: int) -> None:
    """Print what it takes to guard a show of so many articles."""
    ready = [made(number) for number in range(each)]
    with library.database.write() as conn:
        for value in ready:
            keeping.put(conn, value, origin="feed", when=NOON, complete=True)
    show = library.names.find("Copper Lane").id
    library.names.follow([show])
    began = time.perf_counter()
    library.progress.set(show, Seen(1, 2))
    noted = time.perf_counter()
    library.guard.settle()
    done = time.perf_counter()
    with library.database.reading() as conn:
        count = conn.execute("SELECT count(*) FROM veil").fetchone()[0]
    print(f"a show of {each:,} articles: noted in {noted - began:.2f} s, settled in {done - noted:.2f} s")
    print(f"{count:,} articles have something veiled")


def made(number: int) -> Article:
    """Return an article about the show that is guarded."""
    texts = [f"In season 2, episode {number % 9 + 1} of Copper Lane, Maren finds letter {number}."] + [
        f"It is paragraph {part} of what was said of it, and it goes on for a while as such do." for part in range(12)
    ]
    return Article(
        url=f"https://bench.example/{number}",
        outlet="The Lantern",
        title=f"Copper Lane: letter {number}",
        published=NOON,
        blocks=tuple(map(Paragraph, texts)),
        text="\n\n".join(texts),
        entities=(Entity(name="Copper Lane", type="show", mentions=2, score=0.9),),
    )


def middle(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes, in the middle of some times."""
    work()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
