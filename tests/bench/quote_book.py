"""Bench of the quote book: 10,000 entries in a library, and an article with 200 highlights.

    python tests/bench/quote_book.py /tmp/library     # one made by tests/bench/seed.py; it is written to

Prints how long the calls take that an app or a command makes, in milliseconds: the best of five.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.clippings import Place
from pullquote.cache.core.clippings.anchoring import Finder, anchored, passages
from pullquote.cache.export.quote_book import written
from pullquote.cache.library import Library
from pullquote.cache.store.quotations import clippings

ENTRIES = 10_000
MARKS = 200


def best(call: Callable[[], object]) -> float:
    """Return the shortest of five calls, in milliseconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def fill(library: Library) -> None:
    """Add the library's entries: a few words of as many articles as it takes."""
    ids = library.ids()
    chance = random.Random(19)
    with library.database.write() as conn:
        missing = ENTRIES - conn.execute("SELECT count(*) FROM clipping").fetchone()[0]
        for _ in range(max(0, missing)):
            number = chance.choice(ids)
            value = library.article(number)
            texts = passages(value)
            block, text = chance.choice(texts)
            start = chance.randrange(max(1, len(text) - 40))
            anchor = anchored(texts, Place(block, start, min(len(text), start + chance.randint(5, 200))))
            if anchor is not None:
                one = replace(clippings.about(value, int(time.time())), kind="highlight", anchor=anchor)
                note = "A note to it." if chance.random() < 0.2 else ""
                clippings.change(conn, "bench", put=[replace(one, note=note)])


def main(folder: Path) -> None:
    """Print the times."""
    with Library.open(folder) as library:
        fill(library)
        book = library.clippings
        every = book.clippings()
        print(f"{len(every):,} entries, {library.count():,} articles")
        print(f"list, the newest 50      {best(lambda: book.clippings(limit=50)):8.1f} ms")
        print(f"list, all                {best(book.clippings):8.1f} ms")
        print(f"search for a word        {best(lambda: book.clippings('lighthouse')):8.1f} ms")
        print(f"has:highlight            {best(lambda: library.ids('has:highlight')):8.1f} ms")
        print(f"has:note                 {best(lambda: library.ids('has:note')):8.1f} ms")
        print(f"is:starred, to compare   {best(lambda: library.ids('is:starred')):8.1f} ms")
        moment = datetime.now(UTC)
        for form in ("md", "org", "bibtex", "csl"):
            print(f"{form:24} {best(lambda form=form: written(every, form, made=moment)):8.1f} ms")  # type: ignore[misc]
        marked = library.article(library.ids("has:highlight")[0])
        number = marked.id or 0
        took = best(lambda: (book.note_article(number, str(time.time())), library.undo()))
        print(f"a note, and undo         {took:8.1f} ms")
    chance = random.Random(7)
    words = [f"word{chance.randrange(4000)}" for _ in range(4_000)]
    blocks = [" ".join(words[at : at + 80]) for at in range(0, len(words), 80)]
    article = Article(blocks=tuple(map(Paragraph, blocks)))
    texts = passages(article)
    anchors = [anchored(texts, Place(n % 50, n, n + 90)) for n in range(MARKS)]
    changed = passages(replace(article, blocks=tuple(Paragraph(f"New {text.replace('1 ', '7 ')}") for text in blocks)))
    for said, now in (("as they were", texts), ("every block edited", changed)):
        took = best(lambda now=now: [Finder.places(finder, a) for finder in [Finder(now)] for a in anchors if a])  # type: ignore[misc]
        finder = Finder(now)
        found = sum(bool(finder.places(a)) for a in anchors if a)
        print(f"{MARKS} places, {said:18} {took:6.1f} ms, {found} found")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
