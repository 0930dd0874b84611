"""Time what the app asks of a library: ``python tests/bench/library.py LIBRARY [--write]``, after ``seed.py``.

Prints CPU milliseconds, the first call and the best of the rest. With ``--write`` also marks everything read and
back, and marks and lists while another process keeps articles as fast as it can.
"""

from __future__ import annotations

import argparse
import collections
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sized
from pathlib import Path

from pullquote.cache.library import Library, Order

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from msgspec.structs import replace
from seed import Invention, LATEST
from pullquote.cache.library import Library
from pullquote.cache.store import articles
invention = Invention(1000)
with Library.open(Path(sys.argv[1])) as library:
    print("ready", flush=True)
    for turn in range(40):
        made = [invention.article(turn % 30 * 30 + n)[0] for n in range(30)]
        made = [replace(article, url=f"{article.url}-{turn}", canonical_url=None) for article in made]
        def keep(conn):
            for article in made:
                articles.put(conn, article, origin="sample", when=LATEST, complete=True)
        library.database.run(keep, "refreshing")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with Library.open(given.library) as library:
        read(library)
        if given.write:
            write(library)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def show(name: str, work: Callable[[], object], times: int = 5) -> None:
    taken = []
    answer: object = None
    for _ in range(times):
        began = time.process_time()
        answer = work()
        taken.append((time.process_time() - began) * 1000)
    size = len(answer) if isinstance(answer, Sized) else answer
    print(f"{name:44} first {taken[0]:8.2f}  best {min(taken[1:]):8.2f}  -> {size}")


def read(library: Library) -> None:
    ids = library.ids()
    for order in Order:
        show(f"ids, {order}", lambda order=order: library.ids(order=order))
    show("200 headlines", lambda: library.headlines(ids[100:300]))
    show("one article", lambda: [library.article(ids[7])])
    for query in queries(library, ids):
        show(f"ids, {query}", lambda query=query: library.ids(query))
        show(f"search, {query}", lambda query=query: library.search(query))
        show(f"search 40, {query}", lambda query=query: library.search(query, limit=40))
    show("people", lambda: library.names(["person"], limit=200))
    show("shows in unread", lambda: library.names(["show"], "is:unread", limit=200))
    show("complete a name", lambda: library.complete_names("ba"))
    show("200 quotes", lambda: library.quotes(limit=200))
    show("feeds", library.feeds)
    show("changes", library.changes)


def queries(library: Library, ids: object) -> list[str]:
    """Take a word of nearly every article, a common and a rare one, a phrase, a beginning, and mixtures."""
    numbers = list(library.ids())[:300:3]
    words = collections.Counter(
        word.strip(".,“”:").lower()
        for number in numbers
        for word in library.article(number).text.split()
        if word.isalpha()
    )
    ordered = [word for word, _ in words.most_common()]
    every, common, rare = ordered[0], ordered[len(ordered) // 50], ordered[-1]
    article = library.article(numbers[0])
    phrase = " ".join(article.text.split()[3:5]).strip(".,")
    person = next(entity.name for entity in article.entities if entity.type == "person")
    plain = [every, common, rare, f'"{phrase}"', f"{common[:4]}*", f"{common} -{rare}", f"{every} OR {common}"]
    return [*plain, "is:unread", f"is:unread {common}", f'person:"{person}"', f'person:"{person}" {common} since:2025']


def write(library: Library) -> None:
    unread = library.ids("is:unread")
    for name, work in ((f"mark {len(unread)} read", lambda: library.mark_read(unread)), ("undo it", library.undo)):
        began = time.perf_counter()
        work()
        print(f"{name:44} {(time.perf_counter() - began) * 1000:8.0f} ms")
    other = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(library.path.parent), str(Path(__file__).parent)], stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()
    marks, lists = [], []
    while other.poll() is None:
        began = time.perf_counter()
        library.mark_read(unread[:1], read=len(marks) % 2 == 0)
        middle = time.perf_counter()
        library.headlines(library.ids("is:unread")[:200])
        marks.append((middle - began) * 1000)
        lists.append((time.perf_counter() - middle) * 1000)
        time.sleep(0.01)
    for name, taken in (("mark one read", marks), ("list unread", lists)):
        taken.sort()
        print(
            f"{name + ' while another process writes':44} p50 {taken[len(taken) // 2]:.1f}  "
            f"p95 {taken[len(taken) * 95 // 100]:.1f}  max {taken[-1]:.1f} ms  ({len(taken)} times)"
        )
    print(f"{library.forget_samples()} articles taken out again")


if __name__ == "__main__":
    main()
