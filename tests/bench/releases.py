"""Time what the calendar asks of a library: ``python tests/bench/releases.py FOLDER [N...]``.

140 made-up articles a day date one of a twentieth as many works each, from 300 days before to 240 after. Only the rows
a calendar reads are made. Prints milliseconds of CPU, the best of five, for N articles (1,000, 10,000 and 100,000).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pullquote.cache.core.calendar import Event
from pullquote.cache.library import Library
from pullquote.tui.screens.calendar import WEEKS, WEEKS_BACK, find_events

NOW = datetime(2027, 6, 2, 12, tzinfo=UTC)
A_DAY = 140


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("numbers", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    for number in given.numbers:
        folder = given.folder / str(number)
        is_new = not (folder / "library.db").exists()
        with Library.open(folder) as library:
            if is_new:
                fill(library, number)
            print(f"{number:,} articles")
            measure(library)


def fill(library: Library, number: int) -> None:
    """Put the rows of so many articles into a library, the oldest first."""
    dice = random.Random(number)
    works = max(50, number // 20)
    first = int(NOW.timestamp()) - number * 86_400 // A_DAY
    with library.database.write() as conn:
        conn.execute("INSERT INTO outlet (id, name, key) VALUES (1, 'The Gazette', 'the gazette')")
        conn.executemany(
            "INSERT INTO entity (id, name, type, followed) VALUES (?, ?, ?, ?)",
            [(n, f"Work {n}", "show" if n % 3 else "film", int(n % 50 == 0)) for n in range(1, works + 1)],
        )
        conn.executemany(
            "INSERT INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, 1)",
            [(f"work {n}", "show" if n % 3 else "film", n, f"Work {n}") for n in range(1, works + 1)],
        )
        for n in range(1, number + 1):
            when = first + n * 86_400 // A_DAY
            work = dice.randint(1, works)
            day = datetime.fromtimestamp(when, UTC).date() + timedelta(days=int(dice.triangular(-300, 240, 10)))
            written = (
                f"{day:%Y-%m-%d}" if dice.random() < 0.7 else f"{day:%Y-%m}" if dice.random() < 0.4 else f"{day:%Y}"
            )
            conn.execute(
                "INSERT INTO article (id, moment, dated, added, outlet, title, shown, releases) "
                "VALUES (?, ?, 1, ?, 1, ?, 0, 1)",
                (n, when, when, f"Story {n}"),
            )
            conn.execute("INSERT INTO mention (entity, article, count, quotes) VALUES (?, ?, 1, 0)", (work, n))
            conn.execute(
                "INSERT INTO release (article, place, title, what, date, precision, text, key) "
                "VALUES (?, 0, ?, ?, ?, 'day', 'It comes out.', ?)",
                (n, f"Work {work}", "season 2" if work % 3 else "film", written if n % 9 else None, f"work {work}"),
            )


def measure(library: Library) -> None:
    """Print how long each question takes."""
    today = NOW.date()
    calendar = library.calendar

    def screen(line: str = "", words: str = "", back: int = 0) -> Callable[[], list[Event]]:
        return lambda: [*find_events(library, line, words, (WEEKS, back), NOW).events]

    for name, question in (
        (f"the screen: {WEEKS} weeks", screen()),
        (f"the screen, {WEEKS_BACK} weeks back too", screen(back=WEEKS_BACK)),
        ("the screen: is:followed", screen("is:followed")),
        ("the screen: words", screen(words="gazette 12")),
        ("all to come (pullquote releases)", lambda: calendar.events(today, None)),
        ("moved since yesterday", lambda: calendar.moved(NOW - timedelta(days=1))),
        ("all of the past too (--past)", lambda: calendar.events(None, None)),
    ):
        taken: list[float] = []
        found: list[Event] = []
        for _ in range(5):
            began = time.process_time()
            found = question()
            taken.append((time.process_time() - began) * 1000)
        print(f"  {name:36} {min(taken):9.1f} ms  -> {len(found)} releases")


if __name__ == "__main__":
    main()
