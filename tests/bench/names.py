"""What a long list of names costs: keeping it, handing it over, memory, and each article.

    python -m tests.bench.names [COUNT]

Prints, for a list of COUNT made-up names (60,000) beside none: seconds to read and keep it, to read it back, until the
first look-up, the memory it takes, and the time of an article as a ratio.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.core.article import Document, Paragraph
from pullquote.cache.library import Library
from pullquote.cache.store.names import lists as name_lists

_SYLLABLES = "ar bel cor dan el fen gor hal is jor kel lum mar nor ol pen quo ras sel tor ul ven wil yor zan".split()
_KINDS = ("film", "show", "person", "album")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    random.seed(7)
    rows = [f"{_name()}\t{random.choice(_KINDS)}" for _ in range(count)]
    data = "\n".join(rows).encode()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        print(f"read and keep {count:,}   {_seconds(lambda: library.names.import_list(data, 'bench')):.3f} s")
        with library.database.reading() as conn:
            print(f"read back              {_seconds(lambda: name_lists.lines(conn)):.3f} s")
            lines = name_lists.lines(conn)
    tracemalloc.start()
    known = KnownEntities(lists=lines)
    print(f"until the first answer {_seconds(lambda: known.listed('Nobody At All')):.3f} s")
    print(f"memory                 {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB")
    tracemalloc.stop()
    named = [row.split("\t")[0] for row in random.sample(rows, 40)]
    text = [f"They say that {name} was there, and in May Jane Roe told us of {name} again." for name in named]
    document = Document(title="A week of it", blocks=tuple(map(Paragraph, text)))
    without = _best(lambda: annotate(document))
    print(f"an article             {_best(lambda: annotate(document, known)) / without:.2f} times one without")


def _name() -> str:
    return " ".join("".join(random.choices(_SYLLABLES, k=2)).capitalize() for _ in range(random.choice((1, 2, 2, 3))))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _best(work: Callable[[], object]) -> float:
    return min(_seconds(work) for _ in range(7))


if __name__ == "__main__":
    main()
