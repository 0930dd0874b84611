"""What the index of all shows costs: to keep, on disk, in memory, and each article that is understood beside it.

    python -m tests.bench.shows [COUNT] [DOCS.jsonl ...]

Prints, for COUNT made-up shows (80,000): seconds to keep their pages and to make the file of names, bytes of both, what
handing it to a worker and a look-up take, the memory it adds to a process, and the time of an article as a ratio of
one without an index: interleaved rounds, the least of each article. Articles are the texts of DOCS (``text`` and
``title`` of each line; by default those of ``../shared``, where that is), else made-up ones.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.annotate.text.document_text import first_names
from pullquote.cache.annotate.text.vocabulary import COMMON_WORDS, PLACES
from pullquote.cache.core.article import Document, Paragraph
from pullquote.cache.core.catalogue import IndexedShow
from pullquote.cache.core.names.index import NameIndex
from pullquote.cache.library import Library
from pullquote.cache.store.names import show_index

PAGE = 250
_SYLLABLES = "ar bel cor dan el fen gor hal is jor kel lum mar nor ol pen quo ras sel tor ul ven wil yor zan".split()
_NETWORKS = ("Tidemark", "Umber One", "Channel 40", "QRB", "Lantern+")
_KINDS = ("Scripted", "Animation", "Reality", "Talk Show", "Documentary", "Sports")
_SHARED = Path(__file__).parents[3] / "shared" / "corpus"
_ROUNDS = 9


def made_up(count: int, seed: int = 7) -> list[IndexedShow]:
    """Return so many shows with titles of every kind: one common word, phrases of them, names, places, new words."""
    draw = random.Random(seed)
    common = sorted(word.capitalize() for word in COMMON_WORDS if word.isalpha())
    places = sorted(place.title() for place in PLACES)
    first = sorted(name.capitalize() for name in first_names())

    def new() -> str:
        return "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 2, 3)))).capitalize()

    def word() -> str:
        return draw.choice(common)

    shapes: tuple[Callable[[], str], ...] = (
        word, new, lambda: draw.choice(first), lambda: draw.choice(places),
        lambda: f"The {word()}", lambda: f"{word()} {word()}", lambda: f"{word()} of {word()}",
        lambda: f"The {word()} {new()}", lambda: f"{word()} {new()}", lambda: f"{new()} {word()}",
        lambda: f"{word()} in {draw.choice(places)}", lambda: f"{draw.choice(first)} {new()}",
        lambda: f"{draw.choice(first)} and {draw.choice(first)}", lambda: f"{word()} {word()} {word()}",
        lambda: f"The {new()} {word()} of {new()}",
    )  # fmt: skip
    titles: Counter[str] = Counter()
    while (have := titles.total()) < count:
        title = draw.choice(shapes)()
        if titles[title] < (1 if have % 10 else 3):  # a few shows share one
            titles[title] += 1
    return [
        IndexedShow(
            str(number),
            title,
            draw.choice(_KINDS),
            f"{(year := draw.randint(1960, 2025))}-{year + draw.randint(0, 9)}",
            draw.choice(_NETWORKS),
            "English",
        )
        for number, title in enumerate(titles.elements(), 1)
    ]


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 80_000
    shows = made_up(count)
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        before = (Path(folder) / "library.db").stat().st_size
        print(f"keep {count:,} shows in pages   {_seconds(lambda: _keep(library, shows)):.2f} s")
        with library.database.alone():
            pass
        with library.database.reading() as conn:
            print(f"make the file of names      {_seconds(lambda: show_index.bring_up_to_date(conn)):.2f} s")
            print(f"when nothing has changed    {_seconds(lambda: show_index.bring_up_to_date(conn)) * 1e3:.1f} ms")
            print(f"found by a refresh          {_seconds(lambda: show_index.file_of(conn)) * 1e3:.1f} ms")
            pages = conn.execute("SELECT sum(length(shows)) FROM index_page").fetchone()[0]
        path = Path(folder) / show_index.FILE
        print(f"on disk                     {pages / 1e6:.1f} MB of pages, {path.stat().st_size / 1e6:.1f} MB of names")
        print(f"library.db                  {before / 1e6:.1f} MB before")
        memory = _memory()
        began = time.perf_counter()
        known = KnownEntities(index=NameIndex.open(path))
        known.listed("Nobody At All")
        print(f"opened, and first answer    {(time.perf_counter() - began) * 1e3:.2f} ms")
        texts = _texts([Path(given) for given in sys.argv[2:]])
        ratios, without = _compare(texts, known)
        print(f"memory of a process         {_memory() - memory:.1f} MB more, shared with all others that have it")
        print(f"{len(texts)} articles           {without * 1e3 / len(texts):.1f} ms each without an index")
        print(f"with it                     {ratios:.3f} times as long")


def _keep(library: Library, shows: list[IndexedShow]) -> None:
    for page, at in enumerate(range(0, len(shows), PAGE)):
        with library.database.write() as conn:
            show_index.keep(conn, "tvmaze", page, shows[at : at + PAGE], fetched=datetime.now(UTC))


def _compare(texts: list[Document], known: KnownEntities) -> tuple[float, float]:
    """Return how many times as long all articles take with an index, and the seconds they take without."""
    sums = [0.0, 0.0]
    for text in texts:
        least = [float("inf"), float("inf")]
        for number in range(2 * _ROUNDS):
            names = (KnownEntities.EMPTY, known)[number % 2]
            least[number % 2] = min(least[number % 2], _seconds(lambda text=text, names=names: annotate(text, names)))
        sums = [sums[0] + least[0], sums[1] + least[1]]
    return sums[1] / sums[0], sums[0]


def _texts(given: list[Path]) -> list[Document]:
    """Return the articles to understand."""
    files = given or sorted(_SHARED.glob("entities/*/docs.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    if not rows:
        rows = [{"title": show.name, "text": f"They saw {show.name} in May.\n\n" * 40} for show in made_up(20, seed=8)]
    return [
        Document(title=row.get("title") or "", blocks=tuple(map(Paragraph, filter(None, row["text"].split("\n\n")))))
        for row in rows
    ]


def _memory() -> float:
    """Return the private and shared memory of this process that is in use, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1e3
    return 0.0


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
