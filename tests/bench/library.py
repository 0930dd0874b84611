"""How what a reader does grows with the library: ``python -m tests.bench.library [--sizes 1000,10000,100000,1000000]``.

Prints milliseconds of the processor of each operation, the first of a process and the best of three after it, at each
number of articles, feeds, names and words of one article, and the exponent of the growth between the last two: 0 does
not grow, 1 grows as what is counted does. What takes less than ``FLOOR`` at the larger size has none. Of the app the
clock is read, the best of four starts. Libraries are made once in ``--home``, the large ones of that with 10,000
(``multiply.py``); a million articles take some 6 GB there.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence, Sized
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from pullquote.cache.core.article import Article, Paragraph, body_text
from pullquote.cache.core.order import Order
from pullquote.cache.core.results import Partly
from pullquote.cache.library import Library
from pullquote.tui.reader.list.answer import FIRST
from pullquote.tui.reader.list.counts import COUNTING
from pullquote.tui.render.article import compose
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import typeset

from .measures import forget
from .programs import PULLQUOTE
from .terminal import Terminal

HERE = Path(__file__).parent
FLOOR = 1.0
"""Milliseconds under which nothing can be told of a growth."""
TIMES = 3
WEEK = timedelta(days=6)
SMALL = 10_000
Work = Callable[[Library], object]
Found = dict[str, tuple[float, float]]
"""Of each operation the milliseconds of the first and of the best after it."""


def show(name: str, work: Callable[[], object], times: int = 5) -> None:
    """Print what some work takes, the first time and the best of the others, and how much it gave."""
    first, best, answer = timed(work, times)
    size = len(answer) if isinstance(answer, Sized) else answer
    print(f"{name:44} first {first:8.2f}  best {best:8.2f}  -> {size}")


def timed(work: Callable[[], object], times: int) -> tuple[float, float, object]:
    """Return the processor's milliseconds of a first call, the least of those after it, and the last answer."""
    taken = []
    answer: object = None
    for _ in range(times):
        began = time.process_time()
        answer = work()
        taken.append((time.process_time() - began) * 1000)
    return taken[0], min(taken[1:] or taken), answer


def operations(library: Library) -> dict[str, Callable[[], object]]:
    """Return what a reader does in a library, by name. What changes something is undone by the one after it."""
    ids = library.ids()
    middle = len(ids) // 2
    page, newest = ids[:60], library.article(ids[7])
    words = [word for word in newest.text.lower().split() if word.isalpha()]
    counts = {word: len(library.best(word, limit=2_000)) for word in dict.fromkeys(words[:80])}
    frequent, rare = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    pair = " ".join(newest.text.split()[3:5]).strip(".,")
    often = library.names.listed(["person"], limit=1)[0]
    outlet = library.outlets()[0][0]
    today = newest.published or datetime.now(UTC)
    return {
        "all ids again": library.ids,
        "a list by story": lambda: library.stories.rows(ids),
        "unread of it": lambda: library.count("is:unread"),
        "count": library.count,
        "60 headlines of the middle": lambda: library.headlines(ids[middle : middle + 60]),
        "60 headlines": lambda: library.headlines(page),
        "days near": lambda: library.days(ids[middle - 256 : middle + 256]),
        "all days": lambda: library.days(ids),
        "filter: unread": lambda: library.ids("is:unread"),
        "filter: starred": lambda: library.ids("is:starred"),
        "filter: outlet": lambda: library.ids(f'outlet:"{outlet}"'),
        "filter: a frequent person": lambda: library.ids(f'person:"{often.name}"'),
        "filter: that and unread": lambda: library.ids(f'person:"{often.name}" is:unread'),
        "first rows: unread": lambda: library.first("is:unread", Order.NEWEST, FIRST),
        "first rows: outlet": lambda: library.first(f'outlet:"{outlet}"', Order.NEWEST, FIRST),
        "first rows: a frequent person": lambda: library.first(f'person:"{often.name}"', Order.NEWEST, FIRST),
        "first rows: that and unread": lambda: library.first(f'person:"{often.name}" is:unread', Order.NEWEST, FIRST),
        "first rows: all, the oldest first": lambda: library.first("", Order.OLDEST, FIRST),
        "search: frequent": lambda: library.best(frequent),
        "search: rare": lambda: library.best(rare),
        "search: phrase": lambda: library.best(f'"{pair}"'),
        "search: frequent, unread": lambda: library.best(f"is:unread {frequent}"),
        "search: frequent, two": lambda: library.best(f"{frequent} {words[3]}"),
        "search: beginning": lambda: library.best(f"{frequent[:3]}*"),
        "20 hits with snippets": lambda: library.search(frequent, limit=20),
        "sections: outlets": library.outlets,
        "sections: feeds": library.feeds.listed,
        "sections: own tags": library.tags,
        "sections: followed, unread": library.following.unread,
        "a name": lambda: library.names.get(often.id),
        "articles about it": lambda: library.names.about(often.id),
        "what it said": lambda: library.quotes(speaker=often.id, limit=20),
        "names": lambda: library.names.listed(["person"], limit=200),
        "complete a name": lambda: library.names.complete(often.name[:2], 30),
        "a page of quotes": lambda: library.quotes(limit=50),
        "quotes of unread": lambda: library.quotes("is:unread", limit=50),
        "calendar: a week": lambda: library.calendar.events(today.date(), today.date() + WEEK),
        "open an article": lambda: library.article(ids[middle]),
        "mark read": lambda: library.mark_read([ids[5]], read=not library.headlines([ids[5]])[0].read),
        "undo that": library.undo,
        "star": lambda: library.star([ids[5]]),
        "undo the star": library.undo,
    }


def measured(folder: Path) -> Found:
    """Return what the operations take in a library, in this process."""
    began = time.process_time()
    with Library.open(folder) as library:
        library.headlines(library.ids()[:60])
        opened = (time.process_time() - began) * 1000
        library.stories.rows(library.ids())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found: Found = {"open, first page": (opened, opened)}
        work = operations(library)
        begun, _, _ = timed(lambda: library.keep_place(library.ids()[5], 0.0), 1)
        found["first mark, may begin the copy"] = begun, begun
        for name, one in work.items():
            times = 1 if name in ("mark read", "undo that", "star", "undo the star") else 1 + TIMES
            first, best, _ = timed(one, times)
            found[name] = first, best
        unread = library.ids("is:unread")
        found |= in_pieces(library, unread)
    found["memory with the list, MiB"] = memory, memory
    size = (folder / "library.db").stat().st_size / max(articles_in(folder), 1)
    found["file, bytes an article"] = size, size
    for name, command in (("command: list -n 20", ["list", "-n", "20"]), ("command: show", ["show", str(unread[0])])):
        best = min(commanded(folder, command) for _ in range(TIMES))
        found[name] = best, best
    return found


def in_pieces(library: Library, ids: Sequence[int]) -> Found:
    """Return what marking many articles and taking that back take, and the longest piece of each."""
    found: Found = {}

    def note(name: str, taken: list[float]) -> None:
        found[name] = sum(taken), sum(taken)
        found[f"{name}: longest piece"] = max(taken), max(taken)

    taken = [timed(lambda: library.marking.begin(ids), 1)[0]]
    more: object = True
    while more is not None:
        first, _, more = timed(library.marking.go_on, 1)
        taken.append(first)
    note("mark all unread read", taken)
    taken = []
    first, _, done = timed(library.take_back_some, 1)
    taken.append(first)
    while isinstance(done, Partly):
        first, _, done = timed(partial(library.take_back_some, done.step), 1)
        taken.append(first)
    note("undo all that", taken)
    return found


def started(folder: Path) -> Found:
    """Return the least milliseconds of the clock from a start of the app to its list, its first key, and its end."""
    found: dict[str, list[float]] = {}
    for _ in range(1 + TIMES):
        for name, one in start_and_end(folder).items():
            found.setdefault(f"app: {name}, clock", []).append(one)
    return {name: (taken[0], min(taken)) for name, taken in found.items()}


def start_and_end(folder: Path) -> dict[str, float]:
    """Return the milliseconds of one start of the app, of a key in it, and of its end."""
    forget(folder)
    terminal = Terminal([*PULLQUOTE, "--library", str(folder), "open"], {"PULLQUOTE_CACHE": str(folder / "cache")})
    painted = terminal.since_start(
        terminal.until(lambda text: (" unread" in text or COUNTING in text) and " of " in text)
    )
    before = terminal.looks()
    terminal.press(b"j")
    answered = terminal.since_start(terminal.until_seen(lambda: terminal.looks() != before))
    terminal.rest(0.5)
    left = terminal.leave(b"Q")
    terminal.end(b"")
    return {"list on the screen": painted, "first key answered": answered, "leaving": left}


def articles_in(folder: Path) -> int:
    """Return how many articles a library has."""
    with Library.open(folder, read_only=True) as library:
        return library.count()


def commanded(folder: Path, arguments: list[str]) -> float:
    """Return the processor's milliseconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pullquote.tui", "--library", str(folder), *arguments]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def made(home: Path, size: int) -> Path:
    """Return a library of so many short articles, made where there is none."""
    folder = home / str(size)
    if not (folder / "library.db").exists():
        making = folder.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        if size > SMALL:
            small = made(home, SMALL)
            command = [HERE / "multiply.py", small, making, str(size // SMALL)]
        else:
            command = [HERE / "seed.py", making, str(size), "--paragraphs", "5"]
        subprocess.run([sys.executable, *command], check=True)
        making.rename(folder)
    return folder


def by_feeds(number: int) -> Found:
    """Return what feeds take in the lists of them."""
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name)) as library:
        with library.database.write() as conn:
            rows = [(f"https://feed.example/{n}", f"Feed {n}", f"Folder {n % 9}") for n in range(number)]
            conn.executemany("INSERT INTO feed (url, title, folder, added) VALUES (?, ?, ?, 0)", rows)
        work: dict[str, Callable[[], object]] = {
            "sections: feeds": library.feeds.listed,
            "count": library.count, "unread": lambda: library.count("is:unread"),
        }  # fmt: skip
        return {name: timed(one, 1 + TIMES)[:2] for name, one in work.items()}


def by_names(number: int) -> Found:
    """Return what names take in the lists of them."""
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name)) as library:
        with library.database.write() as conn:
            rows = [(n, f"Name{n % 997} Other{n}", "person" if n % 3 else "show") for n in range(1, number + 1)]
            conn.executemany("INSERT INTO entity (id, name, type, articles) VALUES (?1, ?2, ?3, 1 + ?1 % 50)", rows)
            conn.executemany("INSERT INTO alias VALUES (lower(?2), ?3, ?1, ?2, 1)", rows)
        work: dict[str, Callable[[], object]] = {
            "names": lambda: library.names.listed(["person"], limit=200),
            "all kinds of names": lambda: library.names.listed((), limit=200),
            "complete a name": lambda: library.names.complete("oth", 30),
            "a whole name": lambda: library.names.find("Name7 Other7"),
        }
        return {name: timed(one, 1 + TIMES)[:2] for name, one in work.items()}


def by_words(number: int) -> Found:
    """Return what an article of so many words takes until it stands on the screen."""
    blocks = tuple(Paragraph(" ".join(["word", "another", "thing", "said"] * 20)) for _ in range(number // 80))
    article = Article(title="Long", url="https://a.example/", blocks=blocks, text=body_text(blocks), words=number)
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name)) as library:
        kept = library.keep(article)
        work: dict[str, Callable[[], object]] = {
            "open an article": lambda: library.article(kept),
            "set it": lambda: typeset(compose(article, Icons(), 72).passages, 72),
        }
        return {name: timed(one, 1 + TIMES)[:2] for name, one in work.items()}


def table(title: str, sizes: list[int], found: list[Found]) -> str:
    """Return a Markdown table: an operation a line, its best at each size, the exponent between the last two."""
    lines = [f"| {title} | {' | '.join(f'{size:,}' for size in sizes)} | exponent |", "| --- " * (len(sizes) + 2) + "|"]
    for name in found[0]:
        best = [one[name][1] for one in found]
        lines.append(f"| {name} | {' | '.join(f'{value:,.2f}' for value in best)} | {exponent(sizes, best)} |")
    return "\n".join(lines)


def exponent(sizes: list[int], taken: list[float]) -> str:
    """Return how what was taken grows between the last two sizes; a dash where that cannot be told."""
    if len(sizes) < 2 or taken[-1] < FLOOR or not taken[-2]:
        return "–"
    return f"{math.log(taken[-1] / taken[-2]) / math.log(sizes[-1] / sizes[-2]):.2f}"


def main() -> None:
    """Read the arguments; measure every size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "pullquote-bench" / "growth")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one)))
        return
    given.home.mkdir(parents=True, exist_ok=True)
    sizes = [int(size) for size in given.sizes.split(",")]
    found: list[Found] = []
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.library", "--one", str(made(given.home, size))]
        found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        found[-1] |= started(made(given.home, size))
    print(table("articles", sizes, found))
    for title, measure, numbers in (
        ("feeds", by_feeds, [10, 100, 1_000]),
        ("names", by_names, [10, 1_000, 10_000, 100_000]),
        ("words of an article", by_words, [1_000, 10_000, 100_000, 1_000_000]),
    ):
        print()
        print(table(title, numbers, [measure(number) for number in numbers]))
    if given.json:
        given.json.write_text(json.dumps(dict(zip(map(str, sizes), found, strict=True)), indent=1))


if __name__ == "__main__":
    main()
