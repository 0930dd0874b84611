"""What stories cost in a large library: ``python tests/bench/stories.py [N] [NEW]``.

A library gets N made-up articles (100,000) within four weeks, a third of them the same news as another, without texts,
which nothing here asks for. Then NEW (200) are stored as a refresh stores them, with and without finding their stories;
the difference is what is printed first, and beside it what reading their news from their texts takes, which a refresh
leaves to its workers. After it what a list costs: reading which article is in which story, and making
one row of each.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pullquote.cache.core.article import Article, Entity, Paragraph, Quote, body_text, count_words
from pullquote.cache.core.stories.news import news_of
from pullquote.cache.library import Library
from pullquote.cache.store.file.conversions import seconds
from pullquote.cache.store.stories import grouping
from pullquote.cache.store.writing import derived, keeping
from pullquote.cache.workers.analyze import packed_news

LATEST = datetime(2026, 6, 1, 12, tzinfo=UTC)
SPAN = timedelta(days=28)
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeio"]
_ACTS = ("renewed for season 2", "casts", "trailer shows", "delayed to", "wins award for", "sues over", "leaves after")


def main() -> None:
    """Print the times."""
    given = [*map(int, sys.argv[1:]), 100_000, 200][: max(2, len(sys.argv) - 1)]
    number, new = given[0], given[1] if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        began = time.process_time()
        world = World(number)
        fill(library, world, number)
        print(f"{number:,} articles made in {time.process_time() - began:.0f} s of the processor")
        fresh = [[world.article(number + n, fresh=True) for n in range(k, k + new)] for k in (0, new)]
        began = time.process_time()
        ready = [[keeping.packed(article, packed_news(article)) for article in articles] for articles in fresh]
        read = (time.process_time() - began) / 2
        without = took(library, ready[0], finding=False)
        found = took(library, ready[1], finding=True)
        print(
            f"{new} new: {without:.2f} s without stories, {found:.2f} s with, {found - without:+.2f} s; "
            f"{read:.2f} s to read them"
        )
        with library.database.reading() as conn:
            grouped, keys = (conn.execute(query).fetchone()[0] for query in (
                "SELECT count(*) FROM news WHERE story IS NOT NULL", "SELECT count(*) FROM news_key"))  # fmt: skip
        print(f"{grouped:,} in stories, {keys / number:.1f} keys an article")
        ids = library.ids()
        for what in ("stories read, a list made of them", "another list"):
            began = time.process_time()
            rows = library.stories.rows(ids)
            print(f"{what}: {1000 * (time.process_time() - began):.0f} ms, {len(rows):,} rows of {len(ids):,}")


def took(library: Library, ready: list[keeping.Packed], *, finding: bool) -> float:
    """Return the seconds of the processor that storing takes; ``finding``: with stories."""
    kept: tuple[Callable[..., Any], Callable[..., Any]] = grouping.keep, grouping.forget
    if not finding:
        grouping.keep = grouping.forget = lambda *_: None
    began = time.process_time()
    with library.database.write() as conn:
        for packed in ready:
            keeping.put(conn, packed, origin="feed", when=packed.article.published or LATEST, complete=True)
    spent = time.process_time() - began
    grouping.keep, grouping.forget = kept
    return spent


def fill(library: Library, world: World, number: int) -> None:
    """Put articles into the library as rows with what tells their news, those of a pair in one story."""
    with library.database.write() as conn:
        for n in range(number):
            article = world.article(n)
            when = article.published or LATEST
            row = conn.execute(
                "INSERT INTO article (moment, dated, added, title, shown, outlet, rules) "
                "VALUES (?1, 1, ?1, ?2, 0, ?3, 9) "
                "RETURNING id",
                (seconds(when), article.title, derived.outlet(conn, article.outlet)),
            ).fetchone()[0]
            news = news_of(article, when)
            story = n // 6 + 1 if n % 6 < 2 else None
            conn.execute(
                "INSERT INTO news (article, story, adds, data) VALUES (?, ?, ?, ?)",
                (row, story, int(n % 6 != 1), grouping.packed(news)),
            )
            conn.executemany(
                "INSERT OR IGNORE INTO news_key VALUES (?, ?, ?)",
                [(key, news.when // 3_600, row) for key in news.keys],
            )
        grouping.keep_heads(conn, range(1, number // 6 + 2))
        conn.execute("UPDATE meta SET value = ? WHERE key IN ('stories', 'story')", (number,))


class World:
    """Names and words to write about; ``article(n)`` is the same in every run, each second of six another's news."""

    def __init__(self, number: int) -> None:
        self.number = number
        dice = random.Random(number)
        self.words = ["".join(dice.choices(_SYLLABLES, k=dice.choice((2, 3, 3, 4)))) for _ in range(20_000)]
        self.names = [f"{self._word(dice)} {self._word(dice)}" for _ in range(max(300, number // 20))]

    def article(self, n: int, *, fresh: bool = False) -> Article:
        """Write article ``n``; a ``fresh`` one has a text."""
        same = n - 1 if n % 6 == 1 else n
        dice = random.Random(same * 7 + self.number)
        names = [self.names[int(len(self.names) * dice.random() ** 3)] for _ in range(6)]
        act, words, said = dice.choice(_ACTS), self._run(dice, 3), self._run(dice, 16)
        if same != n:
            words = f"{self._run(random.Random(n), 1)} {words.split()[0]}"
        title = f"{names[0]} {act} {names[1]} {words}"
        paragraphs = [f"“{said},” {names[0]} said."]
        paragraphs += [f"{self._run(dice, 30)} {dice.choice(names)}." for _ in range(12 if fresh else 0)]
        blocks = tuple(map(Paragraph, paragraphs))
        text = body_text(blocks)
        published = LATEST - (self.number - n) * SPAN / self.number if n < self.number else LATEST
        return Article(
            title=title, outlet=f"Outlet {n % 60}", url=f"https://outlet-{n % 60}.example/{n}", published=published,
            blocks=blocks, text=text, words=count_words(text),
            quotes=(Quote(text=said, speaker=names[0], block=0, start=1, end=1 + len(said)),),
            entities=tuple(Entity(name=name, type="person", mentions=9 - at, score=0.9)
                           for at, name in enumerate(dict.fromkeys(names))),
        )  # fmt: skip

    def _word(self, dice: random.Random) -> str:
        return dice.choice(self.words).capitalize()

    def _run(self, dice: random.Random, length: int) -> str:
        return " ".join(self._ranked(dice) for _ in range(length))

    def _ranked(self, dice: random.Random) -> str:
        return self.words[int(len(self.words) * dice.random() ** 4)]


if __name__ == "__main__":
    main()
